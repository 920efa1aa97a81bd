"""Which headings of a file a message may have: of a table that lies on its side the headings are people, and a message is an output too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pandas as pd

from eianalysis.schema.columns import Table, heading

#: Birth dates, numbers of people and addresses: in a cell or a heading, never a label.
PERSONAL = re.compile(r"@|\d{3}|\d\D\d\d?\D\d")
#: What a heading may have all the same: a year beside words, and the name that a nameless column was given.
HARMLESS = re.compile(r"(?<![^\W_])(?:19|20)\d\d(?![^\W_])|^\(column \d+\)$")
#: 'P12', 'AB-7': one may be a code or a quarter; as many of one form as this are a list of something.
SHORT, A_LIST = re.compile(r"[^\W\d_]{0,3}[\W_]?\d+[^\W\d_]?"), 3
#: So many of a table's own headings one below the other, in the first column, are a table on its side.
BELOW_EACH_OTHER = 2
#: A month, a quarter, a year or a total, as headings of a table that counts.
COUNTED = re.compile(
    r"(?:grand |sub-?)?totals?|row labels|(?:fy ?)?(?:19|20)\d\d(?:[-/ ]\d\d(?:\d\d)?)?|\d\d?[-/](?:19|20)\d\d|q[1-4]\b.{0,12}"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[ '’/-]*(?:\d\d){0,2}",
    re.IGNORECASE,
)
PIVOT = "the headings are months, years or totals: is it a table of counts (a pivot)? Export the rows it counts: one row is {}"
SIDEWAYS = "the headings look like references to people: is the file turned on its side?"


def hidden(names: Iterable[object]) -> set[str]:
    """Those headings of a file that look like references to people."""
    names = [str(name) for name in names]
    form = {name: re.sub(r"\d+", "9", name) for name in names if SHORT.fullmatch(name)}
    many = Counter(form.values())
    return {name for name in names if many[form.get(name)] >= A_LIST or PERSONAL.search(_without_years(name))}


def hidden_of(frame: pd.DataFrame, table: Table) -> set[str]:
    """Those headings of a frame that no message may have: all but the table's own ones where it lies on its side."""
    names = [str(name) for name in frame.columns]
    own = {word for column in table.columns for word in column.headings()}
    first = {heading(text) for text in frame.iloc[:, 0].astype(str).unique()} if len(names) else set()
    other = [name for name in names if heading(name) not in own]
    return set(other) if len(own & first) >= BELOW_EACH_OTHER else hidden(other)


def on_its_side(left: Iterable[str], without: set[str]) -> bool:
    """Whether most of the headings that were not read may not be shown, and they are several."""
    may = [name not in without for name in left]
    return may.count(False) >= A_LIST and 2 * may.count(False) > len(may)


def is_pivot(left: Iterable[str]) -> bool:
    """Whether most of the headings that were not read are periods or totals, and they are several."""
    counted = [COUNTED.fullmatch(str(name).strip()) is not None for name in left]
    return counted.count(True) >= A_LIST and 2 * counted.count(True) > len(counted)


def listed(names: Iterable[object], without: set[str], mark: str = "'") -> str:
    """Headings as a message has them, between ``mark``s; of those it may not have, how many there are."""
    names = [str(name) for name in names if str(name)]
    shown = [f"{mark}{name}{mark}" for name in names if name not in without]
    left = len(names) - len(shown)
    return ", ".join(shown + ([f"{left} that look{'s' if left == 1 else ''} like a reference to a person"] if left else []))


def _without_years(name: str) -> str:
    rest = HARMLESS.sub("", name)
    return rest if not rest or re.search(r"[^\W\d_]{3}", rest) else name
