"""The words found in date cells: months, seasons, statuses, how often, from when, on what event.

Every pattern is matched against text in one case with single blanks and plain hyphens.
"""

from __future__ import annotations

import re

MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}
#: First month of three; winter is December and the two months after it.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
SEASON = re.compile(r"\b(?:spring|summer|autumn|winter)\b")
LONE_MONTH = re.compile(rf"\b(?:{MONTH})\b")

#: Status words, the first that fits wins; a bare date is not a status.
STATUS = tuple((name, re.compile(pattern)) for name, pattern in (
    ("not_started", r"\bnot (?:yet )?(?:started|begun|commenced)\b"),
    ("on_hold", r"\bon[ -]hold\b|\bpaused\b|\bdeferred\b"),
    ("superseded", r"\bsuperseded\b|\breplaced by\b"),
    ("not_applicable", r"\bnot applicable\b|\bn/a\b|\bnot relevant\b"),
    ("complete", r"(?<!not )(?<!in)(?<!to )\bcompleted?\b(?! by\b)|\bclosed\b|\bdelivered\b"),
    ("in_progress", r"\bon[ -]?going\b|\bin progress\b|\bunder ?way\b|\bcontinu(?:es|ing|ous)\b"),
))
#: Said not to be done: no status, and certainly not "complete".
NOT_COMPLETE = re.compile(
    r"\bincomplete\b|\b(?:not|never|isn't|nearly|almost|partly|partially|part)(?: [a-z]+){0,2} ?-?completed?\b")
#: A piece of a date that no form took: beside a year it would change what the year means.
LEFT_OVER = re.compile(
    rf"\bq[1-4]\b|\bh[12]\b|\bquarter\b|\b(?:spring|summer|autumn|winter)\b|\b(?:{MONTH})\b(?! be\b)")
#: "ngoing", "ongoin", "ongong": the word with one letter lost or doubled.
TYPO_ONGOING = re.compile(r"\b(?:ngoing|ongoin|ongong|ongoig|onging|oongoing|ongoiing|onngoing)\b")
TO_BE_CONFIRMED = re.compile(r"\bt\.?b\.?[cda]\b\.?|\bto be (?:confirmed|decided|determined|agreed)\b")

RECURRENCE = tuple((name, re.compile(pattern)) for name, pattern in (
    ("six_monthly", r"\b(?:six|6)[ -]?monthly\b|\bevery (?:six|6) months\b|\bhalf[ -]yearly\b|\bbi-?annual(?:ly)?\b"),
    ("quarterly", r"\bquarterly\b|\b(?:every|each) quarter\b|\bevery (?:three|3) months\b"),
    ("monthly", r"(?<!six )(?<!six-)(?<![0-9] )(?<![0-9]-)\bmonthly\b|\b(?:every|each) month\b"),
    ("yearly", r"(?<!half )(?<!half-)(?<!three )(?<!three-)(?<!four-)\byearly\b|\bannual(?:ly)?\b"
               r"|\b(?:every|each) year\b"),
))
OTHER_RECURRENCE = re.compile(
    r"\b(?:fort)?nightly\b|\bweekly\b|\bdaily\b|\bevery [a-z0-9]+ (?:weeks|months|years)\b|\b[a-z]+-yearly\b"
    r"|\bregular(?:ly)?\b")

ONWARDS = re.compile(r"\bonwards?\b|\bfrom\b|\bsince\b|\bstarting\b|(?<=\s)\+")
UNTIL = re.compile(r"\buntil\b|\btill?\b|\bto end\b|\bby\b|\bthrough\b")
APPROXIMATE = re.compile(r"\b(?:early|late|mid|circa|about|around|approx(?:imately)?|c|expected|anticipated)\b")
TRIGGER = re.compile(
    r"\A(?:when|once|after|following|upon|on completion|on receipt|subject to|pending|as soon as|dependent|"
    r"depending|awaiting)\b")
