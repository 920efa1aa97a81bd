"""Dates as people write them: "Aug-12 *", "Q1 23", "Sept 12 onwards", "ngoing", "When the scheme is live".

A board paper's date cell holds days, months, quarters, status words, events and typing slips. ``parse_date_as_written``
says what can honestly be read in it: an interval, how precise it is, and what was odd. Nothing is ever refused; what
cannot be read is a flagged value. Day first always; ``NN/NN`` is month and year; years 00 to 69 are 20xx.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from eianalysis.register import date_words as words
from eianalysis.register.date_forms import FORMS, Notes, Reading

PRECISIONS = ("day", "month", "quarter", "half", "year", "open_ended", "event", "recurring", "none")
YEAR_BASES = ("calendar", "financial", "unknown")
CONFIDENCES = ("exact", "normalised", "guessed", "failed")


@dataclass(frozen=True)
class DateAsWritten:
    """What a date cell says. ``start`` to ``end`` is the whole span that any reading allows, both days included.

    ``readings`` holds each reading where the year basis is unknown (calendar and financial quarters); ``end`` is the
    last day of the latest, so nothing is called late by the earlier one. ``status_hint`` is only a hint.
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
    >>> parse_date_as_written("sometime").flags
    ('unreadable',)
    """
    if isinstance(text, dt.datetime):
        text = text.date() if text == text else None  # NaT is not equal to itself
    if isinstance(text, dt.date):
        return DateAsWritten(text.isoformat(), text, text, "day")
    if text is None or text != text:
        return DateAsWritten("", flags=("blank",))
    raw = str(text)
    plain = _normalise(raw)
    if not plain:
        return DateAsWritten(raw, flags=("blank",))
    notes = Notes()
    if "*" in plain:
        notes.qualifiers.append("asterisk")
        notes.flag("unexplained_asterisk")
        plain = plain.replace("*", " ").strip()
    found, rest = _periods(plain, notes)
    status, recurrence = _status_and_recurrence(rest, bool(found), notes)
    open_ended = bool(words.ONWARDS.search(rest))
    trigger = raw.strip() if words.TRIGGER.search(rest) else ""
    if words.APPROXIMATE.search(rest) or words.SEASON.search(plain):
        notes.qualifiers.append("approximate")
    if words.TO_BE_CONFIRMED.search(rest):
        notes.flag("to_be_confirmed")
    if found:
        if words.LEFT_OVER.search(rest):
            notes.flag("part_not_read")
            notes.guessed = True
        notes.beside = bool(re.search(r"[a-z]", rest))
        return _dated(raw, found, notes, open_ended, trigger, status, recurrence)
    if trigger:
        return DateAsWritten(raw, precision="event", qualifiers=tuple(notes.qualifiers), trigger_text=trigger,
                             recurrence=recurrence, status_hint=status, flags=tuple(notes.flags))
    if words.LONE_MONTH.search(rest) and not status:
        notes.flag("no_year")
    understood = bool(status or recurrence != "none" or notes.flags)
    if not understood:
        notes.flag("unreadable")
    failed = not understood or bool({"no_such_date", "no_year"} & set(notes.flags))
    confidence = "failed" if failed else "normalised" if "typo_corrected" in notes.qualifiers else "exact"
    precision = "recurring" if recurrence != "none" and not failed else "none"
    return DateAsWritten(raw, precision=precision, qualifiers=tuple(notes.qualifiers), recurrence=recurrence,
                         status_hint=status, flags=tuple(notes.flags), confidence=confidence)


def _dated(raw, found, notes, open_ended, trigger, status, recurrence) -> DateAsWritten:
    """The answer for a cell in which at least one date was read."""
    if len(found) > 1:
        notes.flag("several_dates")
    readings = found[0][1] if len(found) == 1 and len(found[0][1]) > 1 else ()
    spans = [reading for _, several in found for reading in several]
    precision = max((kind for kind, _ in found), key=PRECISIONS.index)
    bases = {reading.basis for reading in spans}
    end = max(reading.end for reading in spans)
    if open_ended:
        precision, end = "open_ended", None
        notes.qualifiers.append("onwards")
    odd = notes.qualifiers or notes.flags or readings or notes.beside
    return DateAsWritten(
        raw, min(reading.start for reading in spans), end, precision,
        bases.pop() if len(bases) == 1 else "unknown", tuple(readings), tuple(notes.qualifiers), trigger, recurrence,
        status, tuple(notes.flags), "guessed" if notes.guessed else "normalised" if odd else "exact",
    )


def _normalise(raw: str) -> str:
    """The text as compared: one case, plain hyphens and single blanks (the raw text is kept for display)."""
    text = unicodedata.normalize("NFKC", raw).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"\b(early|mid|late|end)-(?=[a-z0-9])", r"\1 ", text)
    return re.sub(r"\s+", " ", text).strip()


def _periods(plain: str, notes: Notes) -> tuple[list[tuple[str, tuple[Reading, ...]]], str]:
    """Every period written in the text, and the text without them."""
    found: list[tuple[str, tuple[Reading, ...]]] = []
    rest = plain
    for kind, pattern, build in FORMS:
        at = 0
        while match := pattern.search(rest, at):
            readings = build(match.groupdict(), notes)
            if readings is None:
                notes.flag("no_such_date")
            else:
                found.append((kind, readings))
            rest = f"{rest[:match.start()]} | {rest[match.end():]}"  # a wall: what stood apart stays apart
            at = match.start() + 3
    return found, re.sub(r"\s+", " ", rest.replace("|", " ")).strip()


def _status_and_recurrence(rest: str, dated: bool, notes: Notes) -> tuple[str, str]:
    """The status the words hint at, and how often the thing comes round."""
    recurrence = next((name for name, pattern in words.RECURRENCE if pattern.search(rest)), "none")
    if recurrence == "none" and words.OTHER_RECURRENCE.search(rest):
        notes.flag("other_recurrence")
    told, undone = words.NOT_COMPLETE.subn(" ", rest)
    if undone:
        notes.flag("said_not_complete")
    hints = [name for name, pattern in words.STATUS if pattern.search(told)]
    if words.TYPO_ONGOING.search(rest):
        notes.qualifiers.append("typo_corrected")
        notes.flag("typo_corrected")
        hints.append("in_progress")
    if "complete" in hints and "in_progress" in hints:
        notes.flag("contradictory_status")
        return "in_progress", recurrence  # the less flattering of the two, until a person says
    if dated and "in_progress" in hints and not words.UNTIL.search(rest):
        notes.flag("contradictory_status")  # a date that ought to end it, and yet it goes on
    if "complete" in hints and recurrence != "none":
        return "complete_recurring", recurrence
    return (hints[0] if hints else ""), recurrence
