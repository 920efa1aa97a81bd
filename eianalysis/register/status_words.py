"""The words of a status as people write it, in a status cell or beside a date. A bare date is not a status."""

from __future__ import annotations

import re

#: The first that fits wins.
STATUS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "not_started",
            r"\b(?:not|yet)(?: yet)? (?:been )?(?:started|begun|commenced)\b|\byet to (?:start|begin|commence)\b|\bto start\b"
            r"|\bnot yet due\b|\bunstarted\b",
        ),
        ("on_hold", r"\bon[ -]hold\b|\bpaused\b|\bdeferred\b|\bsuspended\b|\bparked\b"),
        ("superseded", r"\bsuperseded\b|\breplaced by\b|\bwithdrawn\b|\bmerged (?:with|into)\b"),
        ("not_applicable", r"\bnot applicable\b|(?<!\w)n/a(?!\w)|\bnot relevant\b"),
        ("delayed", r"\bdelayed\b|\bslipped\b|\bslipping\b|\bbehind(?: schedule| plan)?\b|\boff[ -]track\b|\boverdue\b"),
        ("under_consideration", r"\bunder (?:consideration|discussion)\b|\b(?:being|to be) considered\b"),
        (
            "complete",
            r"(?<!not )(?<!in)(?<!to )\bcompleted?\b(?! by\b)|(?<!not )\bclosed\b|(?<!not )(?<!be )\bdelivered\b"
            r"|(?<!not )\bdischarged\b|(?<!not )(?<!to )(?<!be )\bachieved\b",
        ),
        (
            "in_progress",
            r"\bon[ -]?going\b|\bin progress\b|\bunder ?way\b|\bcontinu(?:es|ing|ous)\b|\bon[ -]track\b|\bon target\b"
            r"|\b(?:has )?(?:started|begun|commenced)\b|\bprogressing\b|\bbeing (?:implemented|delivered)\b|\bwork in hand\b",
        ),
    )
)
#: Said not to be done: no status, and certainly not "complete".
NOT_COMPLETE = re.compile(
    r"\bincomplete\b|\b(?:not|never|isn't|nearly|almost|mostly|partly|partially|part|[0-9]{1,2} ?%)(?: [a-z]+){0,2} ?-?"
    r"(?:completed?|delivered|closed|achieved|discharged)\b"
)
#: "ngoing", "ongoin", "ongong": the word with one letter lost or doubled.
TYPO_ONGOING = re.compile(r"\b(?:ngoing|ongoin|ongong|ongoig|onging|oongoing|ongoiing|onngoing)\b")
