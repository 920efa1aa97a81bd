"""Text cells become values: dates as people write them, numbers, yes and no, codes. One idea: a value or a reason.

Each ``read_*`` takes the distinct texts of a column and returns ``{text: value}`` and ``{text: reason}``; a column is
read through its distinct values, so a long table costs no more than its variety.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from eianalysis.schema.columns import Column
from eianalysis.vocabulary import coded, labelled, plain

#: Cells that say nothing. "none" is not among them: no religion, no proceedings, not seconded are answers.
BLANKS = frozenset({"", "n/a", "na", "null", "nan", "-", "--", "\u2013", "\u2014", "(blank)", "(null)", "<na>", "nat", "."})
#: What a spreadsheet writes where a formula failed, was never worked out, or did not fit into its column: nobody knows what
#: should stand there, so it is not an empty cell.
FAILED = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BUSY!|ERROR|NOT CALCULATED|GETTING_DATA|#{2,})"
                    r"|Err:\d{3}", re.IGNORECASE)
YES, NO = frozenset({"y", "yes", "true", "t", "1", "1.0"}), frozenset({"n", "no", "false", "f", "0", "0.0"})

_MONTHS = {name: number for number, names in enumerate(
    ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
     "sep sept september", "oct october", "nov november", "dec december"), start=1) for name in names.split()}
_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}$")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}}){_TIME}$")
_WORDS = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]([A-Za-z]+)\.?,?[ -](\d{{4}}|\d{{2}}){_TIME}$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$|[+-]?\.\d+$")

DATE_WANTED = "a date as 2022-11-01 or 01/11/2022 (day first)"


def clean(text: object) -> str:
    """A cell without odd blanks at its ends; what says nothing (N/A, NULL, -) is ''."""
    if text is None or (isinstance(text, float) and text != text):
        return ""
    words = re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", str(text)).strip()
    return "" if words.casefold() in BLANKS else words


def day(text: str, form: str | None = None) -> pd.Timestamp:
    """The day a text means; ``ValueError`` with what is wrong. Day first; two-digit years to 69 are 20xx.

    ``form`` (``strptime`` form, as ``%m/%d/%Y``) replaces all of this for a file that writes dates its own way.

    >>> day("01/11/22"), day("44866")
    (Timestamp('2022-11-01 00:00:00'), Timestamp('2022-11-01 00:00:00'))
    """
    if form:
        try:
            return pd.to_datetime(text, format=form).tz_localize(None).normalize()
        except (ValueError, OverflowError):
            raise ValueError(f"it is not written as {form}") from None
    if match := _ISO.match(text) or _COMPACT.match(text):
        year, month, number = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.match(text):
        number, month, year = (int(part) for part in match.groups())
        year = _century(year, match.group(3))
    elif match := _WORDS.match(text):
        number, year = int(match.group(1)), _century(int(match.group(3)), match.group(3))
        month = _MONTHS.get(match.group(2).casefold(), 0)
    elif match := _SERIAL.match(text):  # days since 1899-12-30, as Excel stores dates
        return pd.Timestamp("1899-12-30") + pd.Timedelta(days=int(match.group(1)))
    else:
        raise ValueError("it is not a date")
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}; dates are read day first" if month else "it is not a date")
    try:
        found = pd.Timestamp(year=year, month=month, day=number)
    except ValueError:
        raise ValueError(f"there is no day {number} in that month") from None
    if not 1900 <= year <= 2100:
        raise ValueError(f"the year {year} cannot be right")
    return found


def _century(year: int, written: str) -> int:
    return year if len(written) == 4 else year + (2000 if year <= 69 else 1900)


def read_dates(texts: Iterable[str], form: str | None = None) -> tuple[dict, dict]:
    """Dates and, for the texts that are none, the reason."""
    values, reasons = {}, {}
    for text in texts:
        try:
            values[text] = day(text, form)
        except ValueError as reason:
            reasons[text] = str(reason)
    return values, reasons


def read_numbers(texts: Iterable[str], column: Column) -> tuple[dict, dict]:
    """Numbers with thousands commas allowed; whole and not below 0 for a count."""
    values, reasons = {}, {}
    for text in texts:
        if not _NUMBER.match(text):
            reasons[text] = "it is not a number"
            continue
        value = float(text.replace(",", ""))
        if column.kind == "count" and value != int(value):
            reasons[text] = "it is not a whole number"
        elif column.low is not None and value < column.low:
            reasons[text] = f"it is below {column.low:g}"
        elif column.high is not None and value > column.high:
            reasons[text] = f"it is above {column.high:g}"
        elif column.kind == "count" and value < 0:
            reasons[text] = "a count cannot be below 0"
        else:
            values[text] = value
    return values, reasons


def read_flags(texts: Iterable[str]) -> tuple[dict, dict]:
    """Yes and no, however written."""
    values, reasons = {}, {}
    for text in texts:
        words = text.casefold()
        if words in YES or words in NO:
            values[text] = words in YES
        else:
            reasons[text] = "it is neither yes nor no"
    return values, reasons


def read_codes(texts: Iterable[str], column: Column) -> tuple[dict, dict]:
    """Codes, found by code, label or another declared word, whatever the case."""
    by_word = {plain(label): code for code, label in reversed(column.codes.items())}
    by_word.update({plain(word): code for word, code in column.also.items()})
    by_word.update({plain(code): code for code in column.codes})
    values, reasons = {}, {}
    for text in texts:
        code = by_word.get(plain(text))
        if code is None and column.words:
            code = labelled(coded(column.words, text, column.codes), column.codes)
        if code is None:
            reasons[text] = f"it is not in {column.list_name or 'the list'}"
        else:
            values[text] = column.codes[code] if column.holds == "label" else code
    return values, reasons


def series(values: Mapping[str, object], texts: pd.Series, column: Column) -> pd.Series:
    """The texts replaced by their values, in the type the column's kind has."""
    found = texts.map(values)
    if column.kind == "date":
        return pd.to_datetime(found).astype("datetime64[s]")
    if column.kind == "count":
        return found.astype("Float64").astype("Int64")
    if column.kind == "number":
        return found.astype("float64")
    if column.kind == "flag":
        return found.astype("boolean")
    filled = found if column.blank is None else found.where(texts != "", column.blank)
    return filled.astype("str")
