"""Text cells become values: numbers, yes and no, codes (dates are in ``dates``). One idea: a value or a reason.

Each ``read_*`` takes the distinct texts of a column and returns ``{text: value}`` and ``{text: reason}``; a column is
read through its distinct values, so a long table costs no more than its variety.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from eianalysis.schema.columns import Column
from eianalysis.vocabulary import coded, labelled, plain
from eianalysis.vocabulary.showable import UNSHOWABLE, as_seen

#: Cells that say nothing. "none" is not among them: no religion, no proceedings, not seconded are answers.
BLANKS = frozenset({"", "n/a", "na", "null", "nan", "-", "--", "\u2013", "\u2014", "(blank)", "(null)", "<na>", "nat", "."})
#: What a spreadsheet writes where a formula failed, was never worked out, or did not fit into its column: nobody knows what
#: should stand there, so it is not an empty cell.
FAILED = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BUSY!|ERROR|NOT CALCULATED|GETTING_DATA|#{2,})"
    r"|Err:\d{3}",
    re.IGNORECASE,
)
YES, NO = frozenset({"y", "yes", "true", "t", "1", "1.0"}), frozenset({"n", "no", "false", "f", "0", "0.0"})

#: 3.828 may be three thousand and more where so many numbers have a dot, three figures after it each, and none begins with 0.
_DOTTED, FEWEST_DOTTED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+$"), 5
DOTTED = (
    "every number with a dot has three figures after it, so that it may part thousands (3.828 for 3,828): write thousands without a sign, "
    "or decimals with one figure more or less"
)
THOUSANDS, DECIMAL, EITHER = "thousands", "decimal", "either"
#: A comma that can part no thousands: not three figures after it, or only a nought before.
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+)$")
COMMAS = "the comma may part decimals (37,5) or thousands: write decimals with a dot"
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$|[+-]?\.\d+$")


def clean(text: object) -> str:
    """A cell without odd blanks, what nobody sees and what no page can show; what says nothing (N/A, NULL, -) is ''."""
    if text is None or (isinstance(text, float) and text != text):
        return ""
    words = UNSHOWABLE.sub("", re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", as_seen(str(text)))).strip()
    return "" if words.casefold() in BLANKS else words


def read_numbers(texts: Iterable[str], column: Column) -> tuple[dict, dict]:
    """Numbers with commas that part thousands, or decimals where they can part nothing else; whole and not below 0 for a count."""
    values, reasons, texts = {}, {}, list(texts)
    dotted, commas = _dotted(texts, column), _commas(texts)
    for text in texts:
        if text in dotted:
            reasons[text] = DOTTED
            continue
        if commas != DECIMAL and (_DECIMAL_COMMA.match(text) or commas == EITHER and "," in text):
            reasons[text] = COMMAS
            continue
        number = text.replace(",", ".") if commas == DECIMAL else text
        if not _NUMBER.match(number):
            reasons[text] = "it is not a number"
            continue
        value = float(number.replace(",", ""))
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


def _commas(texts: list[str]) -> str:
    """What the commas of a column part: 37,5 and 0,625 have decimals, and no number of that column has a dot."""
    some = [text for text in texts if "," in text and text.strip("+-0123456789,.") == ""]
    decimal = [text for text in some if _DECIMAL_COMMA.match(text)]
    if not decimal or any(text.count(",") > 1 for text in some):
        return THOUSANDS
    sure = len(decimal) >= FEWEST_DOTTED or any(text.lstrip("+-").startswith("0,") for text in decimal)
    return DECIMAL if sure and len(decimal) == len(some) and not any("." in text for text in texts) else EITHER


def _dotted(texts: list[str], column: Column) -> set[str]:
    """The numbers of which nobody can know whether a dot parts their thousands: all with a dot look so, and would be possible so."""
    dotted = {text for text in texts if "." in text and not text.rstrip("0").endswith(".")}
    if column.kind != "number" or len(dotted) < FEWEST_DOTTED or not all(_DOTTED.match(text) for text in texts if "." in text):
        return set()
    most = max(float(text.replace(".", "")) for text in dotted)
    return {text for text in texts if "." in text} if column.high is None or most <= column.high else set()


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
    if column.kind in ("code", "text"):
        return texts.map(values if column.blank is None else {**values, "": column.blank}).astype("str")
    found = texts.map(values)
    if column.kind == "date":
        return pd.to_datetime(found).astype("datetime64[s]")
    if column.kind == "count":
        return found.astype("Float64").astype("Int64")
    if column.kind == "number":
        return found.astype("float64")
    return found.astype("boolean")
