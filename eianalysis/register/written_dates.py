"""Dates as people write them: "Aug-12 *", "Q1 23", "Sept 12 onwards", "ngoing", "When the scheme is live".

A board paper's date cell holds days, weeks, months, quarters, ranges, status words, events and typing slips.
``parse_date_as_written`` says what can honestly be read in it: an interval, how precise it is, and what was odd. Nothing is
ever refused; what cannot be read is a flagged value, and nothing is exact while a part is unread. Day first always;
``NN/NN`` is month and year; years 00 to 69 are 20xx.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

from eianalysis.register import date_words as words
from eianalysis.register.date_forms import Notes, Reading
from eianalysis.register.date_spans import Period, periods
from eianalysis.register.status_words import NOT_COMPLETE, STATUS, TYPO_ONGOING, statuses

PRECISIONS = ("day", "week", "month", "quarter", "half", "year", "open_ended", "event", "recurring", "none")
YEAR_BASES = ("calendar", "financial", "unknown")
CONFIDENCES = ("exact", "normalised", "guessed", "failed")
LONGEST = 2_000  # a cell of more is prose


@dataclass(frozen=True)
class DateAsWritten:
    """What a date cell says. ``start`` to ``end`` is the whole span that any reading allows, both days included.

    ``readings`` holds each reading where the year is open (calendar or financial quarters, FY24 by its first or last
    year); ``end`` is the last day of the latest, so nothing is called late by the earlier one. ``status_hint`` is only a
    hint.
    """

    raw: str
    start: dt.date | None = None
    end: dt.date | None = None
    precision: str = "none"
    year_basis: str = "calendar"
    readings: tuple[Reading, ...] = ()
    qualifiers: tuple[str, ...] = ()
    trigger_text: str = ""
    recurrence: str = "none"
    status_hint: str = ""
    flags: tuple[str, ...] = ()
    confidence: str = "exact"

    @property
    def due(self) -> dt.date | None:
        """The last day on which it is still in time; None where no day can be named (open end, event, no date)."""
        return None if self.precision in ("open_ended", "event", "recurring", "none") else self.end


def parse_date_as_written(text: object) -> DateAsWritten:
    """Read a due date the way a person wrote it; never raises, and marks what it could not read.

    >>> found = parse_date_as_written("Q1 23")
    >>> found.precision, found.year_basis, str(found.due)
    ('quarter', 'unknown', '2023-06-30')
    >>> str(parse_date_as_written("01/04/2023-31/03/2024").due)
    '2024-03-31'
    >>> parse_date_as_written("sometime").flags
    ('unreadable',)
    """
    if isinstance(text, dt.datetime):
        text = text.date() if text == text else None  # NaT is not equal to itself
    if isinstance(text, dt.date):
        return DateAsWritten(text.isoformat(), text, text, "day")
    if pd.api.types.is_scalar(text) and pd.isna(text):
        return DateAsWritten("", flags=("blank",))
    raw = str(text)
    plain = normalised(raw[:LONGEST])
    if not plain:
        return DateAsWritten(raw, flags=("blank",))
    notes = Notes()
    if "*" in plain:
        notes.qualify("asterisk")
        notes.flag("unexplained_asterisk")
        plain = plain.replace("*", " ").strip()
    try:
        found, rest = periods(plain, notes)
    except (OverflowError, ValueError):  # a year beyond the calendar's end
        found, rest = [], plain
        notes.flag("no_such_date")
    status, recurrence, rest = _status_and_recurrence(rest, found, notes)
    rest = _without(words.TO_BE_CONFIRMED, rest, notes, flag="to_be_confirmed")
    rest = _without(words.IMMEDIATE, rest, notes, flag="immediate", qualifier="immediate")
    trigger = raw.strip() if words.TRIGGER.search(rest.strip()) else ""
    rest = _without(words.APPROXIMATE, rest, notes, qualifier="approximate")
    if words.SEASON.search(plain) or found and "?" in plain:
        notes.qualify("approximate")
    left = _left_over(rest, found, notes)
    if found:
        return _dated(raw, found, notes, trigger, status, recurrence, beside=bool(re.search(r"[a-z]", rest)))
    if trigger:
        return DateAsWritten(
            raw,
            precision="event",
            qualifiers=tuple(notes.qualifiers),
            trigger_text=trigger,
            recurrence=recurrence,
            status_hint=status,
            flags=tuple(notes.flags),
        )
    if (words.LONE_MONTH.search(rest) or words.LONE_FEAST.search(rest) or _part_alone(rest)) and not status:
        notes.flag("no_year")
    no_date = bool({"no_such_date", "no_year"} & set(notes.flags))
    understood = bool(status or recurrence != "none" or notes.flags)
    if not understood:
        notes.flag("unreadable")
    elif left and not no_date:
        notes.flag("part_not_read")
    failed = no_date or not understood
    odd = notes.guessed or {"typo_corrected", "immediate"} & set(notes.qualifiers) or left
    precision = "recurring" if recurrence != "none" and not failed else "none"
    return DateAsWritten(
        raw,
        precision=precision,
        qualifiers=tuple(notes.qualifiers),
        recurrence=recurrence,
        status_hint=status,
        flags=tuple(notes.flags),
        confidence="failed" if failed else "guessed" if notes.guessed else "normalised" if odd else "exact",
    )


def normalised(raw: str) -> str:
    """The text as compared: one case, plain hyphens and single blanks (the raw text is kept for display)."""
    text = unicodedata.normalize("NFKC", raw).casefold()
    text = text.replace("\\", "/")
    text = re.sub(r"[\u2018\u2019]", "'", re.sub(r"[\u2010-\u2015\u2212]", "-", text))
    text = re.sub(r"\b(early|mid|late|end)-(?=[a-z0-9])", r"\1 ", text)
    return re.sub(r"\s+", " ", text).strip()


def _without(pattern: re.Pattern, rest: str, notes: Notes, *, flag: str = "", qualifier: str = "") -> str:
    if not pattern.search(rest):
        return rest
    if flag:
        notes.flag(flag)
    if qualifier:
        notes.qualify(qualifier)
    return pattern.sub(" ", rest)


def _part_alone(rest: str) -> bool:
    """Whether a part of a year stands there and nothing else that says anything."""
    bare, parts = words.LONE_PART.subn(" ", rest)
    return bool(parts) and not _left_over(bare, [], Notes())


def _left_over(rest: str, found: list[Period], notes: Notes) -> bool:
    """Whether words or signs stand there that no rule took; told beside a date, since they may change what it means."""
    if len(found) == 1 and (named := words.NAMED_QUARTER.search(rest)):
        first = {reading.start.month for reading in found[0].readings}
        months = {(int(named[1]) - 1) * 3 + 1, (int(named[1]) * 3) % 12 + 1}
        if first & months:  # "Q4 (Jan-Mar 2025)" says one thing twice
            rest = words.NAMED_QUARTER.sub(" ", rest)
    left = [word for word in re.findall(r"\w+(?:'\w+)?|[^\w\s\ue000-\uf8ff!-/:-@\[-`{-~\u2022\u00b7\u2026\u00a0]", rest) if word not in words.FILLER]
    if left and found:
        notes.flag("part_not_read")
        # beside a whole year a word unread may be a month mistyped
        notes.guessed = notes.guessed or bool(words.LEFT_OVER.search(rest)) or any(period.kind == "year" for period in found)
    return bool(left)


def _dated(raw, found: list[Period], notes: Notes, trigger, status, recurrence, *, beside: bool) -> DateAsWritten:
    """The answer for a cell in which at least one date was read."""
    if len(found) > 1:
        notes.flag("several_dates")
    if any(reading.start.year < 1970 or reading.end.year > 2070 for period in found for reading in period.readings):
        notes.flag("unlikely_year")  # 01/01/1900 is what a spreadsheet shows of nothing
        notes.guessed = True
    notes.guessed = notes.guessed or "no_such_date" in notes.flags
    due = [period for period in found if not period.from_on]
    readings = found[0].readings if len(found) == 1 and len(found[0].readings) > 1 else ()
    spans = [reading for period in found for reading in period.readings]
    precision = max((period.kind for period in due or found), key=PRECISIONS.index)
    bases = {reading.basis for reading in spans}
    end = max((period.end for period in due), default=None)
    if end is None:
        precision = "open_ended"
        notes.qualify("onwards")
    start = min(reading.start for reading in spans)
    odd = notes.qualifiers or notes.flags or readings or beside
    return DateAsWritten(
        raw,
        start if end is None else min(start, end),
        end,
        precision,
        bases.pop() if len(bases) == 1 else "unknown",
        tuple(readings),
        tuple(notes.qualifiers),
        trigger if len(found) > 1 else "",
        recurrence,
        status,
        tuple(notes.flags),
        "guessed" if notes.guessed else "normalised" if odd else "exact",
    )


def _status_and_recurrence(rest: str, found: list[Period], notes: Notes) -> tuple[str, str, str]:
    """The status the words hint at, how often the thing comes round, and the words that are left."""
    recurrence = next((name for name, pattern in words.RECURRENCE if pattern.search(rest)), "none")
    left = rest
    if recurrence == "none" and words.OTHER_RECURRENCE.search(rest):
        notes.flag("other_recurrence")
    for pattern in (*(pattern for _, pattern in words.RECURRENCE), words.OTHER_RECURRENCE):
        if pattern.search(left):
            left = words.COMES_ROUND.sub(" ", pattern.sub(" ", left))
    hints, denied = statuses(rest)
    if denied:
        notes.flag("said_not_complete")
    left = NOT_COMPLETE.sub(" ", left)
    for _, pattern in STATUS:
        left = pattern.sub(" ", left)
    if TYPO_ONGOING.search(rest):
        notes.qualify("typo_corrected")
        notes.flag("typo_corrected")
        hints.append("in_progress")
        left = TYPO_ONGOING.sub(" ", left)
    if "complete" in hints and "in_progress" in hints:
        notes.flag("contradictory_status")
        return "in_progress", recurrence, left  # the less flattering of the two, until a person says
    if found and "in_progress" in hints and not words.UNTIL.search(rest) and not any(period.from_on for period in found):
        notes.flag("contradictory_status")  # a date that ought to end it, and yet it goes on
    if "complete" in hints and recurrence != "none":
        return "complete_recurring", recurrence, left
    return (hints[0] if hints else ""), recurrence, left
