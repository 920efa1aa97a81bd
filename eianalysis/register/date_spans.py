"""Periods of a date cell and what stands between and before them: ranges, "not before", "before", weeks.

Each period that was read leaves one sign in the text, so that what stands beside it can be told, and what no rule took.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from eianalysis.register import date_words as words
from eianalysis.register.date_forms import FORMS, Notes, Reading

_FIRST, _MOST = 0xE000, 6_000  # signs of the private use area: no text has them, because they are struck out first
_SIGN = re.compile("[\ue000-\uf8ff]")
_RANGE = re.compile(r"\s*(?:-+|to|until|till?|through(?: to)?|up to|and ending(?: on| in)?)\s*(?:the )?(?:end (?:of )?)?(?:the )?")
_LONGEST = {"day": 1, "week": 8, "month": 31, "quarter": 93, "half": 185, "year": 366}
_BOTH = re.compile(r"\s*(?:/|&|and|or|,|;)\s*")


@dataclass
class Period:
    """One period as read: how exact it is and every reading of it."""

    kind: str
    readings: tuple[Reading, ...]
    from_on: bool = False  # it only says from when

    @property
    def start(self) -> dt.date:
        return min(reading.start for reading in self.readings)

    @property
    def end(self) -> dt.date:
        return max(reading.end for reading in self.readings)

    @property
    def ranges(self) -> bool:
        """Whether it reaches from one period of its kind to another, as "April to June 2024"."""
        return any((reading.end - reading.start).days >= _LONGEST[self.kind] for reading in self.readings)


def periods(plain: str, notes: Notes) -> tuple[list[Period], str]:
    """Every period written in the text, ranges joined, and the text that no rule took."""
    rest, found = _SIGN.sub(" ", plain), {}
    for kind, pattern, build in FORMS:
        at = 0
        while len(found) < _MOST and (match := pattern.search(rest, at)):
            readings, sign = build(match.groupdict(), notes), " "
            if readings is None:
                notes.flag("no_such_date")
            else:
                sign = chr(_FIRST + len(found))
                found[sign] = Period(kind, readings)
            after = re.sub(r"\A\s*-\s*(?=\w)", " - ", rest[match.end() :])  # so that what follows a hyphen begins anew
            rest = f"{rest[: match.start()]} {sign} {after}"
            at = match.start() + 2
    rest = _weekdays(re.sub(r"\s+", " ", rest), found, notes)
    return _joined(rest, found, notes)


def _weekdays(rest: str, found: dict[str, Period], notes: Notes) -> str:
    """ "Monday 3 April 2023" is a Monday, or somebody is wrong."""

    def seen(match: re.Match) -> str:
        period = found[match[2]]
        if period.kind == "day" and period.start == period.end and words.WEEKDAYS[match[1]] != period.start.weekday():
            notes.flag("another_weekday")
            notes.guessed = True
        return match[2]

    return re.sub(words.WEEKDAY.pattern + r"\s*(?:the )?([\ue000-\uf8ff])", seen, rest)


def _joined(rest: str, found: dict[str, Period], notes: Notes) -> tuple[list[Period], str]:
    """Periods in the order they stand, with what is before each one taken into account; and the words left."""
    told: list[Period] = []
    pieces = re.split("([\ue000-\uf8ff])", rest)
    kept = [pieces[0]]
    for sign, after in zip(pieces[1::2], pieces[2::2], strict=True):
        before, period = kept.pop(), found[sign]
        if told and _RANGE.fullmatch(before):
            told[-1], before = _range(told[-1], period, notes), ""
        elif words.WAS.search(before):
            notes.flag("earlier_date_beside")
            before, period = words.WAS.sub("", before), None
        else:
            if told and words.MOVED.search(before):
                notes.flag("earlier_date_beside")
                told.clear()
            before = words.MOVED.sub("", "" if _BOTH.fullmatch(before) else before)
            period, before = _placed(period, before, notes)
            told.append(period)
        if period and told and (match := words.ONWARDS.match(after)):
            told[-1].from_on, after = True, after[match.end() :]
        kept += [before, after]
    return told, re.sub(r"\s+", " ", " ".join(kept)).strip()


def _range(first: Period, last: Period, notes: Notes) -> Period:
    """From the first day of the one to the last of the other; readings that belong together stay together."""
    notes.qualify("range")
    if len(first.readings) == len(last.readings):
        pairs = list(zip(first.readings, last.readings, strict=True))
    else:
        pairs = [(min(first.readings, key=lambda one: one.start), reading) for reading in last.readings]
    readings = tuple(Reading(later.basis, one.start, later.end) for one, later in pairs)
    if any(reading.start > reading.end for reading in readings):
        notes.flag("ends_before_it_starts")
        notes.guessed = True
        days = sorted(day for reading in readings for day in (reading.start, reading.end))
        readings = (Reading(readings[0].basis, days[0], days[-1]),)
    return Period(last.kind, readings)


def _placed(period: Period, before: str, notes: Notes) -> tuple[Period, str]:
    """The period as the words right before it mean it, and those words less what was taken."""

    def days(kind: str, first: dt.date, last: dt.date, from_on: bool = False) -> Period:
        return Period(kind, (Reading("calendar", first, last),), from_on)

    day, eve = dt.timedelta(days=1), period.start - dt.timedelta(days=1)
    if match := words.CIRCA.search(before):
        if not words.WEEK_FROM.search(before):
            notes.qualify("approximate")
            before = before[: match.start()]
    if match := words.LATER.search(before):
        last = _later(period.end, int(words.NUMBERS.get(match["many"], 0) or match["many"]), match["unit"])
        first = period.start if match[0].startswith("within") else last if period.kind == "day" else period.start
        notes.qualify("counted_on")
        return days(period.kind, first, last), before[: match.start()]
    if period.kind == "day" and not period.ranges:  # asked first: "week beginning" is no "beginning"
        if match := words.WEEK_FROM.search(before):
            return days("week", period.start, period.start + 6 * day), before[: match.start()]
        if match := words.WEEK_TO.search(before):
            return days("week", period.start - 6 * day, period.start), before[: match.start()]
    if match := words.BY.search(before):
        return period, before[: match.start()]
    end = words.END_OF.search(before)
    earlier = before[: end.start()] if end else before
    if match := words.FROM_ON.search(earlier):
        if period.ranges and match[0].strip() == "from":  # "from April to June 2024"
            return period, earlier[: match.start()]
        return (days("day", period.end, period.end, True) if end else Period(period.kind, period.readings, True), earlier[: match.start()])
    if match := words.BEFORE.search(earlier):
        notes.qualify("before")
        return period if end else days("day", eve, eve), earlier[: match.start()]
    return period, earlier


def _later(day: dt.date, many: int, unit: str) -> dt.date:
    """So many days, weeks, months or years on; from the last day of a month to the last of another."""
    on = day + relativedelta(**{f"{unit}s": many})
    ends = unit in ("month", "year") and (day + dt.timedelta(days=1)).day == 1
    return on + relativedelta(day=31) if ends else on
