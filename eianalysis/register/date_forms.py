"""The forms a date takes in a board paper, most telling first; each gives its readings, or None for no such date."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, field

from eianalysis.register import date_words as words


@dataclass(frozen=True)
class Reading:
    """One way to read a period: which kind of year it counts in, and its first and last day."""

    basis: str
    start: dt.date
    end: dt.date


@dataclass
class Notes:
    """What was noticed on the way."""

    qualifiers: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    guessed: bool = False
    beside: bool = False  # other words stand beside the date

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) == 4 else 2000 + number if number <= 69 else 1900 + number


def _span(basis: str, year: int, month: int, months: int = 1) -> Reading:
    """So many whole months from the first of this one."""
    last_year, last_month = divmod(year * 12 + month - 1 + months - 1, 12)
    last = dt.date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    return Reading(basis, dt.date(year, month, 1), last)


def _day(part: dict, notes: Notes):
    month = words.MONTHS[part["word"][:3]] if part.get("word") else int(part["month"])
    try:
        day = dt.date(_year(part["year"]), month, int(part["day"]))
    except ValueError:
        return None
    return (Reading("calendar", day, day),)


def _month(part: dict, notes: Notes):
    month = words.MONTHS[part["word"][:3]] if part.get("word") else int(part["month"])
    return (_span("calendar", _year(part["year"]), month),) if 1 <= month <= 12 else None


def _months(part: dict, notes: Notes):
    first, last = words.MONTHS[part["word"][:3]], words.MONTHS[part["word2"][:3]]
    year = _year(part["year"])
    start = _year(part["year1"]) if part.get("year1") else year - (first > last)
    months = (year - start) * 12 + last - first + 1
    return (_span("calendar", start, first, months),) if months > 0 else None


def _follows(part: dict) -> bool:
    """Whether "23/24" is one year and the next, the way financial years are written."""
    return (_year(part["year"]) + 1) % 100 == int(part["next"][-2:])


def _part_of_year(length: int):
    """Quarters (3 months) and halves (6): calendar and financial readings, or the one that is written."""
    def build(part: dict, notes: Notes):
        year, first = _year(part["year"]), (int(part["nth"]) - 1) * length
        financial_year, financial_month = divmod(year * 12 + 3 + first, 12)
        financial = _span("financial", financial_year, financial_month + 1, length)
        if part.get("next"):
            return (financial,) if _follows(part) else None
        if part.get("fy"):
            return (financial,)
        notes.flag("year_basis_unknown")
        return _span("calendar", year, first + 1, length), financial
    return build


def _quarters(part: dict, notes: Notes):
    """Two quarters of one year: from the first of the one to the last of the other, in each reading."""
    first = _part_of_year(3)({**part, "nth": part["nth"]}, notes)
    last = _part_of_year(3)({**part, "nth": part["nth2"]}, notes)
    if first is None or last is None or part["nth"] > part["nth2"]:
        return None
    return tuple(Reading(one.basis, one.start, other.end) for one, other in zip(first, last, strict=True))


def _financial_year(part: dict, notes: Notes):
    """FY23 is the year that ends in 2023 to some and the one that begins in it to others."""
    notes.flag("year_basis_unknown")
    return _span("financial", _year(part["year"]) - 1, 4, 12), _span("financial", _year(part["year"]), 4, 12)


def _year_pair(part: dict, notes: Notes):
    if not _follows(part):
        return None
    return (_span("financial", _year(part["year"]), 4, 12),)


def _years(part: dict, notes: Notes):
    first, last = _year(part["year"]), _year(part["next"])
    return (_span("calendar", first, 1, 12 * (last - first + 1)),) if first < last else None


def _whole_year(part: dict, notes: Notes):
    return (_span("calendar", _year(part["year"]), 1, 12),)


def _end_of_year(part: dict, notes: Notes):
    return (_span("calendar", _year(part["year"]), 12),)


def _season(part: dict, notes: Notes):
    month = words.SEASONS[part["season"]]
    notes.guessed = True
    return (_span("calendar", _year(part["year"]), month, 3),)


def _serial(part: dict, notes: Notes):
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(part["serial"]))
    notes.flag("excel_serial")
    notes.guessed = True
    return (Reading("calendar", day, day),)


_Y = r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
_Y4 = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_B, _M = r"(?<![0-9a-z/.-])", rf"(?P<word>{words.MONTH})\.?"
_NEXT = r"\s?[/-]\s?(?P<next>(?:20)?[0-9]{2})(?![0-9])"

FORMS = tuple((kind, re.compile(pattern), build) for kind, pattern, build in (
    ("day", rf"{_B}{_Y4}-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})(?:[ t]00:00(?::00(?:\.0+)?)?)?(?![0-9])", _day),
    ("day", rf"{_B}(?P<day>[0-9]{{1,2}})\s?[/.-]\s?(?P<month>[0-9]{{1,2}})\s?[/.-]\s?{_Y}(?: 00:00(?::00)?)?", _day),
    ("day", rf"{_B}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]?(?:of )?{_M}[ ,'-]*{_Y}", _day),
    ("day", rf"{_B}{_M} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_Y4}", _day),
    ("month", rf"{_B}{_M}(?:\s?'?(?P<year1>(?:19|20)[0-9]{{2}}|[0-9]{{2}}))?\s?(?:-|/|&|and|to)\s?"
              rf"(?P<word2>{words.MONTH})\.?[ ,'-]*{_Y}", _months),
    ("month", rf"{_B}{_M}\s?[-/,']*\s?{_Y}", _month),
    ("quarter", rf"{_B}q(?P<nth>[1-4])\s?(?:-|/|&|and|to)\s?q(?P<nth2>[1-4])[ ,/-]*{_Y}(?:{_NEXT})?", _quarters),
    ("quarter", rf"{_B}{_Y4}(?:{_NEXT})?[ ,/-]*q(?P<nth>[1-4])(?![0-9])", _part_of_year(3)),
    ("quarter", rf"{_B}(?:q|qtr|quarter)\s?(?P<nth>[1-4])[ ,/-]*(?P<fy>fy|financial year)?\s?'?{_Y}(?:{_NEXT})?",
     _part_of_year(3)),
    ("half", rf"{_B}h(?P<nth>[12])[ ,/-]*(?P<fy>fy|financial year)?\s?'?{_Y}(?:{_NEXT})?", _part_of_year(6)),
    ("month", rf"{_B}{_Y4}-(?P<month>0[1-9]|1[0-2])(?![0-9/-])", _month),
    ("year", rf"{_B}{_Y4}\s?[/-]\s?(?P<next>[0-9]{{2}})(?![0-9/-])", _year_pair),
    ("year", rf"{_B}{_Y4}\s?(?:-|/|to)\s?(?P<next>20[0-9]{{2}})(?![0-9/-])", _years),
    ("year", rf"{_B}(?:fy|financial year) ?{_Y}{_NEXT}", _year_pair),
    ("year", rf"{_B}fy ?{_Y}", _financial_year),
    ("month", rf"{_B}(?P<month>[0-9]{{1,2}})\s?/\s?{_Y}(?!\s?/)", _month),
    ("quarter", rf"{_B}(?P<season>spring|summer|autumn|winter)(?: of)? {_Y4}", _season),
    ("month", rf"{_B}(?:the )?end (?:of )?(?:the year )?{_Y4}", _end_of_year),
    ("year", rf"{_B}{_Y4}(?![/.-][0-9])", _whole_year),
    ("day", r"\A(?P<serial>[2-6][0-9]{4})(?:\.0)?\Z", _serial),
))
