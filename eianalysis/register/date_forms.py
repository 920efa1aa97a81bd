"""The forms a single period takes in a board paper, most telling first; each gives its readings, or None for no such date."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, field

from dateutil.easter import easter

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

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)

    def qualify(self, name: str) -> None:
        if name not in self.qualifiers:
            self.qualifiers.append(name)


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) == 4 else 2000 + number if number <= 69 else 1900 + number


def _span(basis: str, year: int, month: int, months: int = 1) -> Reading:
    """So many whole months from the first of this one."""
    last_year, last_month = divmod(year * 12 + month - 1 + months - 1, 12)
    last = dt.date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    return Reading(basis, dt.date(year, month, 1), last)


def _date(year: str, month: str, day: str) -> dt.date | None:
    number = words.MONTHS[month[:3]] if month[:1].isalpha() else int(month)
    try:
        return dt.date(_year(year), number, int(day))
    except ValueError:
        return None


def _day(part: dict, notes: Notes):
    day = _date(part["year"], part.get("word") or part["month"], part["day"])
    return day and (Reading("calendar", day, day),)


def _days(part: dict, notes: Notes):
    """From a day to a day of one year, as "3 to 7 April 2023", "3 April - 7 May 2023", "01/04 - 30/06/2023"."""
    last = _date(part["year"], part.get("word2") or part.get("month2") or part["word"], part["day2"])
    first = _date(part["year"], part.get("word") or part["month"], part["day"])
    if first and last and first > last:
        first = _date(str(last.year - 1), part.get("word") or part["month"], part["day"])
    return (Reading("calendar", first, last),) if first and last and first <= last else None


def _month(part: dict, notes: Notes):
    month = words.MONTHS[part["word"][:3]] if part.get("word") else int(part["month"])
    return (_span("calendar", _year_of(month, part, notes), month),) if 1 <= month <= 12 else None


def _year_of(month: int, part: dict, notes: Notes) -> int:
    """The year of a month; "March 23/24" is that of the financial year 2023/24."""
    year = _year(part["year"])
    if part.get("next") and not _follows(part):
        notes.flag("part_not_read")
        notes.guessed = True
    return year + 1 if part.get("next") and _follows(part) and month < 4 else year


def _months(part: dict, notes: Notes):
    first, last = words.MONTHS[part["word"][:3]], words.MONTHS[part["word2"][:3]]
    year = _year_of(last, part, notes)
    start = _year(part["year1"]) if part.get("year1") else year - (first > last)
    months = (year - start) * 12 + last - first + 1
    _two_dates(part, notes, apart=months > 2)
    return (_span("calendar", start, first, months),) if months > 0 else None


def _two_dates(part: dict, notes: Notes, *, apart: bool) -> None:
    """Say so where "and" or "/" stands between two that do not follow each other: "June and December 2023" are two dates, and a span if any."""
    if part.get("both") and not part.get("between") and apart:
        notes.flag("several_dates")


def _follows(part: dict) -> bool:
    """Whether "23/24" is one year and the next, the way financial years are written."""
    return (_year(part["year"]) + 1) % 100 == int(part["next"][-2:])


def _part_of_year(length: int):
    """Quarters (3 months) and halves (6): every reading that is left open, or the one that is written."""

    def build(part: dict, notes: Notes):
        year, first = _year(part["year"]), (_ORDER[part["nth"]] - 1) * length

        def financial(begins: int) -> Reading:
            on, month = divmod(begins * 12 + 3 + first, 12)
            return _span("financial", on, month + 1, length)

        if part.get("next"):
            return (financial(year),) if _follows(part) else None
        if (part.get("fy") or "").startswith("c"):
            return (_span("calendar", year, first + 1, length),)
        notes.flag("year_basis_unknown")
        if part.get("fy"):  # FY24 is the year that ends in 2024 to some and the one that begins in it to others
            return financial(year - 1), financial(year)
        return _span("calendar", year, first + 1, length), financial(year)

    return build


def _quarters(part: dict, notes: Notes):
    """Two quarters of one year: from the first of the one to the last of the other, in each reading."""
    first = _part_of_year(3)(part, notes)
    last = _part_of_year(3)({**part, "nth": part["nth2"]}, notes)
    if first is None or last is None or part["nth"] > part["nth2"]:
        return None
    _two_dates(part, notes, apart=_ORDER[part["nth2"]] - _ORDER[part["nth"]] > 1)
    return tuple(Reading(one.basis, one.start, other.end) for one, other in zip(first, last, strict=True))


def _financial_year(part: dict, notes: Notes):
    notes.flag("year_basis_unknown")
    return _span("financial", _year(part["year"]) - 1, 4, 12), _span("financial", _year(part["year"]), 4, 12)


def _year_pair(part: dict, notes: Notes):
    """2023/24 is a financial year; 2023-27 are years from the one to the other."""
    if _follows(part):
        return (_span("financial", _year(part["year"]), 4, 12),)
    first, last = _year(part["year"]), _year(part["year"]) // 100 * 100 + int(part["next"][-2:])
    return (_span("calendar", first, 1, 12 * (last - first + 1)),) if first < last <= first + 20 else None


def _short_pair(part: dict, notes: Notes):
    """23/24 is a financial year; 23/25 is nothing, because no month is the 23rd."""
    return _year_pair(part, notes) if _follows(part) else None


def _ends_in(part: dict, notes: Notes):
    """FYE24 is the financial year that ends in 2024."""
    return (_span("financial", _year(part["year"]) - 1, 4, 12),)


def _academic_year(part: dict, notes: Notes):
    notes.guessed = True  # some end in July
    return (_span("calendar", _year(part["year"]), 9, 12),) if _follows(part) else None


def _years(part: dict, notes: Notes):
    first, last = _year(part["year"]), _year(part["next"])
    return (_span("calendar", first, 1, 12 * (last - first + 1)),) if first < last else None


def _whole_year(part: dict, notes: Notes):
    return (_span("calendar", _year(part["year"]), 1, 12),)


def _end_of_year(part: dict, notes: Notes):
    return (_span("calendar", _year(part["year"]), 12),)


def _season(part: dict, notes: Notes):
    """A season, or from one to the next; in a pair of years winter is where they meet, and spring may be in either."""
    notes.guessed = True
    if part["next"] and not _follows(part):
        return None
    first, last, year = words.SEASONS[part["season"]], words.SEASONS[part["season2"] or part["season"]], _year(part["year"])
    start = year - (first > last)
    made = tuple(_span("calendar", begins, first, (year - start) * 12 + last - first + 3) for begins in (start, start + 1))
    return made if part["next"] and part["season"] == "spring" else made[:1]


def _feast(part: dict, notes: Notes):
    """Easter is Good Friday to Easter Monday (Gregorian computus, ``dateutil``); Christmas and New Year are their days."""
    year = _year(part["year"])
    if part["feast"] == "easter":
        sunday = easter(year)
        return (Reading("calendar", sunday - dt.timedelta(days=2), sunday + dt.timedelta(days=1)),)
    day = dt.date(year, 1, 1) if part["feast"] == "new year" else dt.date(year, 12, 25)
    return (Reading("calendar", day, day),)


def _serial(part: dict, notes: Notes):
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(part["serial"]))
    notes.flag("excel_serial")
    notes.guessed = True
    return (Reading("calendar", day, day),)


_ORDER = {"1": 1, "2": 2, "3": 3, "4": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_Y = r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
_Y4 = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_B, _M = r"(?<![0-9a-z/.-])", rf"(?P<word>{words.MONTH})\.?"
_M2 = rf"(?P<word2>{words.MONTH})\.?"
_NEXT = r"\s?[/-]\s?(?P<next>(?:20)?[0-9]{2})(?![0-9])"
_TO = r"\s?(?:-|to|until|till?)\s?"
_FY = r"(?P<fy>fye?|f/y|financial year|fin\.? year|cy|calendar(?: year)?)?"
#: Between a part of a year and the year: "Q2 of 2024", "Q2 (23/24)".
_OF = r"(?: of(?: the)?| in)?[ ,/()-]*"
#: Two years beside a month; "Jan 23/24 2025" are two days.
_PAIR = r"(?:\s?/\s?(?P<next>[0-9]{2})(?![0-9/])(?![ ,]*(?:19|20)[0-9]{2}))?"
#: No day of a month that follows: "Easter 10 April".
_NO_DAY = rf"(?!(?:st|nd|rd|th)?\s*(?:of\s*)?(?:{words.MONTH})\b)"
_D, _TH = r"(?P<day>[0-9]{1,2})", r"(?:st|nd|rd|th)?"
_CLOCK = r"(?:[ t][0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.0+)?)?)?"

_FY_WORD = r"fye?|eofy|f/y|(?:the )?(?:financial|fin\.?) year"
_SEASON = "(?P<season>spring|summer|autumn|winter)"
#: What stands between two dates, unless "between" stands before the first.
_BETWEEN, _AND = "(?P<between>between )?", "(?P<both>/|&|and)"
FORMS = tuple(
    (kind, re.compile(pattern), build)
    for kind, pattern, build in (
        ("day", rf"{_B}{_Y4}(?P<sign>[-/.])(?P<month>[0-9]{{1,2}})(?P=sign){_D}{_CLOCK}(?![0-9])", _day),
        ("day", rf"{_B}{_D}\s?/\s?(?P<month>[0-9]{{1,2}}){_TO}(?P<day2>[0-9]{{1,2}})\s?/\s?(?P<month2>[0-9]{{1,2}})\s?/\s?{_Y}", _days),
        ("day", rf"{_B}{_D}\s?[/.-]\s?(?P<month>[0-9]{{1,2}})\s?[/.-]\s?{_Y}{_CLOCK}", _day),
        (
            "day",
            rf"{_B}{_D}{_TH}(?: of)?(?: {_M})?{_TO}(?P<day2>[0-9]{{1,2}}){_TH}[ -]?(?:of )?{_M2}[ ,'-]*{_Y}",
            lambda part, notes: _days({**part, "word": part["word"] or part["word2"]}, notes),
        ),
        ("day", rf"{_B}{_D}{_TH}[ -]?(?:of )?{_M}[ ,'-]*{_Y}", _day),
        ("day", rf"{_B}{_M} {_D}{_TH},? {_Y4}", _day),
        ("month", rf"{_B}{_BETWEEN}{_M}(?:\s?'?(?P<year1>(?:19|20)[0-9]{{2}}|[0-9]{{2}}))?\s?(?:-|to|until|till?|{_AND})\s?{_M2}[ ,')-]*{_Y}{_PAIR}", _months),
        ("month", rf"{_B}{_M}(?: of)?\s?[-/,']*\s?{_Y}{_PAIR}", _month),
        (
            "quarter",
            rf"{_B}{_BETWEEN}q(?P<nth>[1-4])\s?(?:-|to|{_AND})\s?(?:q(?P<nth2>[1-4]){_OF}|(?P<nth3>[1-4])[ ,(]+){_FY}\s?'?{_Y}(?:{_NEXT})?",
            lambda part, notes: _quarters({**part, "nth2": part["nth2"] or part["nth3"]}, notes),
        ),
        (
            "quarter",
            rf"{_B}(?:(?:q\.?|qtr|quarter)\s?(?P<nth>[1-4])|(?P<nth2>[1-4])q){_OF}{_FY}\s?'?{_Y}(?:{_NEXT})?",
            lambda part, notes: _part_of_year(3)({**part, "nth": part["nth"] or part["nth2"]}, notes),
        ),
        ("quarter", rf"{_B}(?P<nth>1st|2nd|3rd|4th|first|second|third|fourth|last|final) (?:quarter|qtr){_OF}{_FY}\s?'?{_Y}(?:{_NEXT})?", _part_of_year(3)),
        ("quarter", rf"{_B}{_Y4}(?:{_NEXT})?[ ,/()-]*q(?:uarter |tr )?(?P<nth>[1-4])(?![0-9])", _part_of_year(3)),
        ("quarter", rf"{_B}(?P<fy>fy|f/y|financial year)?\s?'?{_Y}{_NEXT}[ ,/()-]*q(?:uarter |tr )?(?P<nth>[1-4])(?![0-9])", _part_of_year(3)),
        ("quarter", rf"{_B}(?P<fy>fy|f/y|financial year)\s?'?{_Y}[ ,/()-]*q(?:uarter |tr )?(?P<nth>[1-4])(?![0-9])", _part_of_year(3)),
        (
            "half",
            rf"{_B}(?:h(?P<nth>[12])|(?P<nth3>[12])h|(?P<nth2>first|second|1st|2nd) half){_OF}{_FY}\s?'?{_Y}(?:{_NEXT})?",
            lambda part, notes: _part_of_year(6)({**part, "nth": part["nth"] or part["nth2"] or part["nth3"]}, notes),
        ),
        ("month", rf"{_B}{_Y4}-(?P<month>0[1-9]|1[0-2])(?![0-9/-])", _month),
        ("year", rf"{_B}(?:academic year|school year|ay) ?'?{_Y}{_NEXT}", _academic_year),
        ("year", rf"{_B}(?:{_FY_WORD}) ?'?{_Y}{_NEXT}", _year_pair),
        ("year", rf"{_B}fye ?'?{_Y}", _ends_in),
        ("year", rf"{_B}(?:{_FY_WORD}) ?'?{_Y}", _financial_year),
        ("year", rf"{_B}(?:cy|calendar year) ?'?{_Y}", _whole_year),
        ("quarter", rf"{_B}{_SEASON}(?:\s?(?:/|-|&|to|and)\s?(?P<season2>spring|summer|autumn|winter))?(?: of)?[ ,]*'?{_Y}(?:{_NEXT})?{_NO_DAY}", _season),
        ("week", rf"{_B}(?P<feast>easter|christmas|x-?mas|new year)(?:'s day| day)?(?: of|,)? '?{_Y}{_NO_DAY}", _feast),
        ("year", rf"{_B}{_Y4}\s?[/-]\s?(?P<next>[0-9]{{2}})(?![0-9/-])", _year_pair),
        ("year", rf"{_B}{_Y4}\s?(?:-|to)\s?(?P<next>20[0-9]{{2}})(?![0-9/-])", _years),
        ("year", rf"{_B}{_Y4}\s?/\s?(?P<next>20[0-9]{{2}})(?![0-9/-])", _year_pair),
        ("year", rf"{_B}(?P<year>1[3-9]|[2-9][0-9])\s?/\s?(?P<next>[0-9]{{2}})(?![0-9/-])(?: fy\b)?", _short_pair),
        ("year", r"\A(?P<year>1[3-9]|[2-9][0-9])-(?P<next>[0-9]{2})\Z", _short_pair),
        ("month", rf"{_B}(?P<month>[0-9]{{1,2}})\s?/\s?{_Y}(?!\s?/)", _month),
        ("month", rf"{_B}(?:the )?(?:end|close) (?:of )?(?:the )?(?:calendar )?(?:year )?{_Y4}(?!\s?[/-]\s?[0-9])", _end_of_year),
        ("month", rf"{_B}year[ -]end {_Y4}(?!\s?[/-]\s?[0-9])", _end_of_year),
        ("year", rf"{_B}{_Y4}(?![/.-][0-9])", _whole_year),
        ("day", r"\A(?P<serial>[2-6][0-9]{4})(?:\.0)?\Z", _serial),
    )
)
