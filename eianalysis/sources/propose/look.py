"""Where the tables of a file are: sheets, the rows with headings, what stands above them and at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from eianalysis.errors import DataFault, Fault, UsageError
from eianalysis.schema.date_columns import day
from eianalysis.schema.parse import clean
from eianalysis.sources import layout
from eianalysis.sources.sheet_cells import grids_of
from eianalysis.sources.formatting import column_letters
from eianalysis.sources.propose.column_roles import known_headings, words_of
from eianalysis.sources.read import ENDINGS, read_table

#: A row of headings has this many known ones, or they are half of it.
FEWEST = 3
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{8}|\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,9}[ -]\d{2,4}")
_AS_AT = re.compile(r"\b(as at|as of|position at|strength at|in post (?:on|at)|snapshot|census)\b", re.I)
_PRINTED = re.compile(r"\b(run|printed|produced|extracted|created|generated|date of report|report date)\b", re.I)
_TOTAL = re.compile(r"\b(total|totals|subtotal|sub-total|count|average)\b", re.I)


@dataclass(frozen=True, repr=False)
class Look:
    """One table found in a file. Rows are numbered as a person counts; ``frame`` has the rows between headings and foot."""

    file: str
    sheet: str
    heading_row: tuple[int, int]
    foot_rows: int | None  # None where the reader finds them by itself
    foot: int  # how many rows at the foot are left out
    frame: pd.DataFrame
    day: pd.Timestamp | None = None  # the day the table is of, as its title, sheet or file says
    day_is_said: bool = False  # as "as at"; else it may be the day it was printed


def look(path: Path) -> tuple[list[Look], list[str]]:
    """The tables of a file, and the sheets that hold none.

    Raises ``DataFault`` where a file cannot be read, or no row of headings is found in it: what stands there may then be
    people, and is not shown.
    """
    if not path.name.lower().endswith(ENDINGS):
        raise UsageError(f"{path.name} is no table that can be read: it can be {', '.join(ENDINGS)}")
    found, others = [], []
    for sheet, grid in grids_of(path).items():
        rows = grid.rows
        place = headings_at(rows)
        if place is None:
            others.append(sheet)
        else:
            found.append(_of(path, sheet, rows, place))
    if not found:
        where = f"in none of its {len(others)} sheets" if len(others) > 1 else "in its first rows"
        raise DataFault(
            path.name,
            "any table",
            [
                Fault(
                    f"no row of headings was found {where}",
                    "is the row of headings missing, or are they words that no HR system here used yet? Then write mapping.toml by hand, "
                    "see docs/mapping.md; counts by group, as of an audit or a published table, are read through counts.toml, see docs/counts.md",
                )
            ],
            "Nothing was written.",
        )
    return found, others


def headings_at(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The rows with the headings (from 0, first and last): the one with the most known ones, or two that are one together."""
    best, place = 0, None
    for at in range(min(len(rows), layout.SEARCHED)):
        for first in (at, at - 1):
            if first < 0 or first < at and layout.filled(rows[first]) < 2:
                continue
            words = layout.joined(rows[first : at + 1])
            known = _known(words)
            if known > best and (known >= FEWEST or known * 2 >= layout.filled(words) > 0):
                best, place = known, (first, at)
    return place


def _known(words: Sequence[str]) -> int:
    return len({found for word in words if (found := words_of(word)) in known_headings()})


def _of(path: Path, sheet: str, rows: Sequence[Sequence[str]], place: tuple[int, int]) -> Look:
    said = {"sheet": sheet or None, "heading_row": (place[0] + 1, place[1] + 1)}
    read = read_table(path, rowless=True, **said)
    frame, closing = read.frame, sum(rows for _, rows in read.set_aside)
    _headings_differ(path, sheet, frame, place[1] + 1)
    more = _foot(frame)
    if more:
        frame = frame.iloc[: len(frame) - more]
    above = [" ".join(str(cell) for cell in row if str(cell).strip()) for row in rows[: place[0]]]
    found, is_said = _day([sheet, path.stem, *above])
    return Look(path.name, sheet, said["heading_row"], closing + more if more else None, closing + more, frame, found, is_said)


def _headings_differ(path: Path, sheet: str, frame: pd.DataFrame, row: int) -> None:
    """Refuse columns of one heading: which of them is meant, no mapping can say. They are named by their letters."""
    alike: dict[str, list[str]] = {}
    for place, name in enumerate(frame.columns):
        alike.setdefault(str(name), []).append(column_letters(place))
    faults = [
        Fault(f"columns {', '.join(letters)} have one heading", "rename all but the one that is meant, or all of them", row=row)
        for letters in alike.values()
        if len(letters) > 1
    ]
    if faults:
        raise DataFault(f"{path.name}, sheet {sheet}" if sheet else path.name, "a table", faults, "Rename them in the file.")


def _foot(frame: pd.DataFrame) -> int:
    """How many rows at the end are notes and totals: far emptier than the rows above, or saying so."""
    widths = frame.apply(lambda row: layout.filled(list(row)), axis=1) if len(frame) else pd.Series(dtype=int)
    usual = widths.median() if len(widths) else 0
    count = 0
    for at in range(len(frame) - 1, -1, -1):
        row = [clean(cell) for cell in frame.iloc[at]]
        text = " ".join(cell for cell in row if cell)
        if widths.iloc[at] * 3 > usual and not (widths.iloc[at] * 2 < usual and _TOTAL.search(text)):
            break
        count += 1
    return count if count < len(frame) else 0


def _day(texts: Sequence[str]) -> tuple[pd.Timestamp | None, bool]:
    """The day that titles, a sheet's or a file's name give; whether they say that the table is of that day."""
    unsaid = None
    for text in sorted(texts, key=lambda text: bool(_PRINTED.search(text))):
        for written in _DATE.findall(text.replace("_", " ")):
            try:
                found = day(clean(written))
            except ValueError:
                continue
            if _AS_AT.search(text):
                return found, True
            unsaid = unsaid if unsaid is not None else found
    return unsaid, False
