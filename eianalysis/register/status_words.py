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
        ("superseded", r"\bsuperseded\b|\breplaced by\b|\bwithdrawn\b|\bmerged (?:with|into)\b|\bcancelled\b|\babandoned\b|\bdiscontinued\b"),
        ("not_applicable", r"\bnot applicable\b|(?<!\w)n/a(?!\w)|\bnot relevant\b"),
        (
            "delayed",
            r"\bdelayed\b|\bslipped\b|\bslipping\b|\bbehind(?: schedule| plan)?\b|\boff[ -](?:track|target)\b|\boverdue\b"
            r"|\b(?:not|no longer)(?: currently)? on (?:track|target|schedule)\b",
        ),
        ("under_consideration", r"\bunder (?:consideration|discussion)\b|\b(?:being|to be) considered\b"),
        (
            "complete",
            r"(?<!not )(?<!in)(?<!to )\bcompleted?\b(?! by\b)|(?<!not )\bclosed\b|(?<!not )(?<!be )\bdelivered\b"
            r"|(?<!not )\bdischarged\b|(?<!not )(?<!to )(?<!be )\bachieved\b"
            r"|(?<!not )(?<!be )(?<!being )(?<!is )(?<!are )\b(?:implemented|finished|signed off)\b",
        ),
        (
            "in_progress",
            r"\bon[ -]?going\b|\bin progress\b|\bunder ?way\b|\bcontinu(?:es|ing|ous)\b"
            r"|(?<!not )(?<!longer )(?<!currently )\bon[ -](?:track|target|schedule)\b|\bahead of schedule\b"
            r"|\b(?:has )?(?:started|begun|commenced)\b|\bprogressing\b|\bbeing (?:implemented|delivered)\b|\bwork in hand\b",
        ),
    )
)
_NOT_STARTED = STATUS[0][1]
#: Said not to be done: no status, and certainly not "complete".
NOT_COMPLETE = re.compile(
    r"\bincomplete\b|\b(?:not|never|isn't|nearly|almost|mostly|partly|partially|part|[0-9]{1,2} ?%)(?: [a-z]+){0,2} ?-?"
    r"(?:completed?|delivered|closed|achieved|discharged|implemented|finished|signed off)\b"
)
#: Of those, what says that a part is.
PART_DONE = re.compile(r"\b(?:nearly|almost|mostly|part(?:ly|ially)?|[1-9][0-9]? ?%)(?: [a-z]+){0,2} ?-?[a-z]+")
#: Words beside "complete" that take it back or put it off: "will be completed", "closed as not achievable", "complete?".
PUT_OFF = re.compile(
    r"\b(?:not|never|no longer|cannot|can't|unable|fail(?:ed|s)?|will|would|shall|should|must|may|could|to be|yet|ready|request(?:ed)?|recommended"
    r"|awaiting|pending|subject to|re-?opened|phase|stage|in part|mostly|largely|substantially|apart from|except|unless|when|once|if|until)\b|\?"
)
#: "ngoing", "ongoin", "ongong": the word with one letter lost or doubled.
TYPO_ONGOING = re.compile(r"\b(?:ngoing|ongoin|ongong|ongoig|onging|oongoing|ongoiing|onngoing)\b")
#: The other statuses taken back: "not delayed", "no longer progressing", "nearly on track".
_DENIED = re.compile(
    r"\b(?:not|never|no longer|isn't)(?: [a-z]+)? (?:on[ -]hold|paused|deferred|suspended|parked|superseded|withdrawn|delayed|slipp(?:ed|ing)|behind"
    r"|overdue|progressing|under ?way|in progress|continuing|ongoing|being [a-z]+)\b|\b(?:almost|nearly)(?: back)? on[ -](?:track|target|schedule)\b"
)


def statuses(plain: str) -> tuple[list[str], bool]:
    """The statuses that words in one case name, and whether they say that something is not so, which leaves it out.

    >>> statuses("on track"), statuses("will be completed"), statuses("not delayed")
    ((['in_progress'], False), ([], True), ([], True))
    """
    begun = _NOT_STARTED.sub(" ", plain)
    told, undone = NOT_COMPLETE.subn(" ", begun)
    kept, denied = _DENIED.subn(" ", told)
    found = ["not_started"] * (begun != plain) + [name for name, pattern in STATUS[1:] if pattern.search(kept)]
    if "complete" in found and (undone or denied or PUT_OFF.search(told)):
        return [name for name in found if name != "complete"], True
    return found, bool(undone or denied)
