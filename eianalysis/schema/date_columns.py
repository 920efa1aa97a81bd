"""Dates are judged by their whole column: 04/03/2022 alone cannot say whether it is in March or in April.

What a column can tell: a day after the 12th shows which number is the day; many dates of which none is after the 12th show that
day and month have changed places; days at 23:00 in summer and at midnight in winter are midnights of London in universal time;
years of two digits belong to the century that does not lie ahead. What it cannot tell is a fault that shows the evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from eianalysis.errors import UsageError, as_said

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = r"(?:[ T]((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?)(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?"
_ISO = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}){_TIME}$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_NUMBERS = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}}){_TIME}$")
_WORDS = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]([A-Za-z]+)\.?,?[ -](\d{{4}}|\d{{2}}){_TIME}$")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")

WANTED = "a date as 2022-11-01 or 01/11/2022 (day first)"
SAY_FORM = 'look at one you know, and say in mapping.toml how they are written: date_format = "%d/%m/%Y", or "%m/%d/%Y"'
SAY_RIGHT = 'export again with dates as 2022-11-01; if they are right as they are, say so in mapping.toml: date_format = "%Y-%m-%d"'
#: Of so many different dates one is after the 12th, but for one column in 100 million (in 10,000, where only the order is asked).
#: Dates like 2 February count for nothing: they read the same either way.
ENOUGH, ENOUGH_FOR_ORDER, ENOUGH_OF_BOTH = 20, 10, 4
#: So many that can only be month first, and this share of all, are no slips.
MONTH_FIRST, MONTH_FIRST_SHARE = 3, 0.2
LAST_SWAPPED, FEWEST_DAYS, FIRST_WEEK, FEWEST_TOLD = 12, 4, 7, 3
#: How spreadsheets and databases write that there is no date.
EMPTY = {date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(9999, 12, 31), date(1, 1, 1)}


@dataclass(frozen=True)
class Written:
    """One text taken apart: ``form`` is numbers, iso, words or serial; first and second are as written where form is numbers."""

    form: str
    first: int = 0
    second: int = 0
    year: int = 0
    short: bool = False
    time: str = ""
    zone: str = ""
    serial: int = 0


@dataclass
class Reading:
    """What a column of dates says: values by text, why a text is none, what is to be told, and what speaks against all of it."""

    values: dict[str, pd.Timestamp] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)  # (evidence, what to do)


def taken_apart(text: str) -> Written | None:
    """The parts of a date as people and programs write them; None where it is none."""
    if match := _ISO.match(text):
        year, month, day, time, zone = match.groups()
        return Written("iso", int(day), int(month), int(year), time=time or "", zone=zone or "")
    if match := _COMPACT.match(text):
        year, month, day = map(int, match.groups())
        return Written("iso", day, month, year)
    if match := _NUMBERS.match(text):
        first, second, year, time, zone = match.groups()
        return Written("numbers", int(first), int(second), int(year), len(year) == 2, time or "", zone or "")
    if match := _WORDS.match(text):
        day, month, year, time, zone = match.groups()
        return Written("words", int(day), _MONTHS.get(month.casefold(), 0), int(year), len(year) == 2, time or "", zone or "")
    if match := _SERIAL.match(text):  # days since 1899-12-30, as Excel stores dates
        found = pd.Timestamp("1899-12-30") + pd.Timedelta(days=int(match.group(1)))
        return Written("serial", found.day, found.month, found.year)
    return None


def day_asked(name: str, value: object) -> pd.Timestamp:
    """A day that an analyst writes for the argument ``name``: 2015-02-01, or day first as in an extract, 01/02/2015.

    >>> day_asked("since", "01/02/2015")
    Timestamp('2015-02-01 00:00:00')
    """
    why = ""
    if isinstance(value, date | np.datetime64) and not pd.isna(value):
        return pd.Timestamp(value)
    written = taken_apart(value.strip()) if isinstance(value, str) else None
    try:
        if isinstance(value, str) and written is not None and written.form != "serial":
            day = _day(written, False, None)
            return pd.Timestamp(value.strip()) if written.form == "iso" else day
    except ValueError as fault:
        why = f" ({fault})"
    raise UsageError(f'{name} is a day, as "2015-02-01", not {as_said(value)}{why}')


def is_empty_date(text: str) -> bool:
    """Whether a text is a day by which spreadsheets and databases say that there is none."""
    written = taken_apart(text)
    try:
        return written is not None and date(written.year, written.second, written.first) in EMPTY
    except ValueError:
        return False


def read_date_column(texts: Iterable[str], form: str | None = None, *, others: Iterable[str] = (), latest: date | None = None) -> Reading:
    """The dates of a column, judged together.

    Parameters
    ----------
    texts : the cells, repeats too; blank ones are left out.
    form : ``strptime`` form of the file, where it says one: dates written so are read so, and are not doubted.
    others : texts of the file's other columns of dates, which are asked where this one cannot tell the day from the month.
    latest : years of two digits are not after this day's; without it, 00 to 69 are of this century.
    """
    counts = Counter(text for text in texts if text)
    made = Reading()
    parts: dict[str, Written] = {}
    for text in counts:
        if form and (found := _by_form(text, form)) is not None:
            made.values[text] = found
        elif (written := taken_apart(text)) is None:
            made.reasons[text] = "it is not a date"
        elif form and written.form == "numbers":
            made.reasons[text] = f"it is not written as {form}"
        else:
            parts[text] = written
    month_first = False
    if not form:
        _doubt_swapped(parts, counts, made)
        month_first = _month_first(parts, counts, others, made)
    if any(written.short for written in parts.values()):
        made.notes.append(f"years of two digits: read as {_first_year(latest)} to {_first_year(latest) + 99}")
    for text, written in parts.items():
        try:
            made.values[text] = _day(written, month_first, latest)
        except ValueError as reason:
            made.reasons[text] = str(reason)
    _in_london(parts, made)
    return made


def day(text: str, form: str | None = None) -> pd.Timestamp:
    """The day that one text means, read by itself: day first. ``ValueError`` says what is wrong with it.

    >>> day("01/11/22"), day("44866")
    (Timestamp('2022-11-01 00:00:00'), Timestamp('2022-11-01 00:00:00'))
    """
    read = read_date_column([text], form)
    if text not in read.values:
        raise ValueError(read.reasons.get(text, "it is empty"))
    return read.values[text]


def _by_form(text: str, form: str) -> pd.Timestamp | None:
    try:
        return pd.to_datetime(text, format=form).tz_localize(None).normalize()
    except (ValueError, OverflowError):
        return None


def _first_year(latest: date | None) -> int:
    return 1970 if latest is None else latest.year - 99


def _day(written: Written, month_first: bool, latest: date | None) -> pd.Timestamp:
    day, month = (written.second, written.first) if month_first and written.form == "numbers" else (written.first, written.second)
    year = written.year
    if written.short:
        first = _first_year(latest)
        year += first - first % 100
        year += 100 * (year < first)
    if not 1 <= month <= 12:
        order = "month" if month_first else "day"
        raise ValueError(f"there is no month {month}; dates are read {order} first" if month else "it is not a date")
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f"there is no day {day} in that month") from None
    if found in EMPTY:
        raise ValueError("this is how an empty date is written; where it means that there is none, say so with [values.COLUMN] in mapping.toml")
    if not 1900 <= year <= 2100:
        raise ValueError(f"the year {year} cannot be right")
    return pd.Timestamp(found)


def _month_first(parts: Mapping[str, Written], counts: Counter, others: Iterable[str], made: Reading) -> bool:
    """Whether dates in numbers are written month first; where neither they nor the file's others tell, it is doubted."""
    numbers = {text: written for text, written in parts.items() if written.form == "numbers"}
    days, months = _only(numbers.values())
    if not days and not months:
        days, months = _only(written for text in set(others) if (written := taken_apart(text)) and written.form == "numbers")
        if not days and not months:
            _doubt_order(numbers, counts, made)
            return False
    if months >= MONTH_FIRST and not days and months >= MONTH_FIRST_SHARE * len(numbers):
        made.notes.append("dates are written month first, and read so: some can only be so")
        return True
    if months >= MONTH_FIRST and days >= MONTH_FIRST and min(days, months) >= MONTH_FIRST_SHARE * max(days, months):
        made.doubts.append(
            (
                f"{days} dates can only be day first and {months} only month first",
                "they come from two systems, or a spreadsheet has changed some: export them again",
            )
        )
    return False


def _only(written: Iterable[Written]) -> tuple[int, int]:
    """How many dates can only be day first, and how many only month first."""
    pairs = [(each.first, each.second) for each in written]
    return (sum(first > 12 >= second > 0 for first, second in pairs), sum(second > 12 >= first > 0 for first, second in pairs))


def _doubt_order(numbers: Mapping[str, Written], counts: Counter, made: Reading) -> None:
    telling = [each for each in numbers.values() if each.first != each.second]
    firsts, seconds = {each.first for each in telling}, {each.second for each in telling}
    if not telling or len(firsts) <= 2 < FEWEST_DAYS <= len(seconds):  # always the first of the month, say
        return
    if len(telling) < ENOUGH_FOR_ORDER:
        made.notes += ["too few dates to tell the day from the month: read day first"] if len(telling) >= FEWEST_TOLD else []
        return
    made.doubts.append((f"{_rows(numbers, counts)} dates, none after the 12th of a month: nothing tells the day from the month", SAY_FORM))


def _doubt_swapped(parts: Mapping[str, Written], counts: Counter, made: Reading) -> None:
    """Dates that a spreadsheet has read in another country's order: what it could read is a date, what it could not is text."""
    dates = {text: written for text, written in parts.items() if written.form in ("iso", "serial")}
    texts = [written for written in parts.values() if written.form == "numbers"]
    days = {written.first for written in dates.values()}
    if not dates or max(days) > LAST_SWAPPED:
        return
    late = [max(each.first, each.second) > LAST_SWAPPED for each in texts]
    if texts and all(late) and len(dates) + len(texts) >= ENOUGH_OF_BOTH:
        made.doubts.append(
            (
                f"of {_rows(parts, counts)} dates, those that stand as dates are all up to the 12th of a month and those that "
                "stand as text all after it: a spreadsheet has changed day and month of the first",
                "import the text again with this column as text, or in the order day, month, year",
            )
        )
    elif not texts and sum(each.first != each.second for each in dates.values()) >= ENOUGH and len(days) >= FEWEST_DAYS and max(days) > FIRST_WEEK:
        made.doubts.append((f"{_rows(dates, counts)} dates, none after the 12th of a month: day and month seem to have changed places", SAY_RIGHT))


def _rows(which: Iterable[str], counts: Counter) -> int:
    return sum(counts[text] for text in which)


def _in_london(parts: Mapping[str, Written], made: Reading) -> None:
    """Moments in universal time become days of London; days at 23:00 in summer and midnight in winter are such, zone or not."""
    timed = {text: written for text, written in parts.items() if text in made.values and written.time}
    moments = {text: _moment(made.values[text], written) for text, written in timed.items()}
    changed = {text: moments[text].tz_convert("Europe/London").tz_localize(None).normalize() for text, written in timed.items() if written.zone}
    plain = {text: moment for text, moment in moments.items() if not timed[text].zone}
    if plain and any(moment.hour == 23 for moment in plain.values()):
        local = {text: moment.tz_convert("Europe/London") for text, moment in plain.items()}
        if all((moment.hour, moment.minute, moment.second) == (0, 0, 0) for moment in local.values()):
            changed |= {text: moment.tz_localize(None).normalize() for text, moment in local.items()}
    later = [text for text, day in changed.items() if day != made.values[text]]
    if later:
        made.notes.append("moments in universal time, read as days of London: in summer those at 23:00 are the next day")
    made.values |= changed


def _moment(day: pd.Timestamp, written: Written) -> pd.Timestamp:
    clock = pd.Timestamp(f"{day:%Y-%m-%d} {written.time}")
    zone = "+00:00" if written.zone in ("", "Z") else written.zone
    return pd.Timestamp(f"{clock.isoformat()}{zone}").tz_convert("UTC")
