"""The numbers of a published table, found by words: one cell for each group, or it is a fault.

Published tables hold totals among their parts, several tables on a sheet, and marks where a number is withheld. A number is taken
only where the declaration names it; several rows for one group are added up only where that is said, and never with their own total.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from eianalysis import vocabulary as v
from eianalysis.errors import DataFault, Fault, did_you_mean
from eianalysis.schema import TABLES
from eianalysis.schema.parse import read_codes
from eianalysis.sources.aggregates.declaration import Declared, Side
from eianalysis.sources.content import fingerprint
from eianalysis.sources.sheet_cells import Grid, grids_of
from eianalysis.sources.source import Source
from eianalysis.vocabulary import plain

_WHOLE = re.compile(r"\d+(\.0+)?")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_TOTAL = re.compile(r"\b(sub-?)?totals?\b|\ball\b|^\*", re.I)
_MOST_SHOWN = 6


@dataclass(frozen=True)
class Counted:
    """What was counted: ``frame`` has a row for each combination of keys and group, with numerator and denominator (NaN: not available)."""

    declared: Declared
    frame: pd.DataFrame
    sources: tuple[Source, ...]


def count(declared: Declared, folder: Path) -> Counted:
    """Read the numbers of one declaration from the files in a folder.

    Raises ``DataFault`` for a column or word that is not there, for a cell that is no whole number, for rows that could be counted
    twice, and for groups that do not add up to the printed total.
    """
    top, bottom = declared.numerator, declared.denominator
    table = _table(top, folder)
    tables = [(top, table)]
    events = _numbers(declared, top, table, "numerator", whole=True)
    if bottom is None:
        base = (
            events.groupby(level=list(range(len(declared.keys))), sort=False).transform(_added)
            if declared.keys
            else (pd.Series(_added(events), index=events.index))
        )
    else:
        table = _table(bottom, folder)
        tables.append((bottom, table))
        base = _numbers(declared, bottom, table, "denominator", whole=declared.kind == "proportion")
    frame = pd.concat({"numerator": events, "denominator": base}, axis=1).reset_index()
    alone = frame[frame["numerator"].isna() != frame["denominator"].isna()] if declared.kind == "proportion" else frame.iloc[:0]
    frame.loc[alone.index, ["numerator", "denominator"]] = np.nan  # a number without its base says nothing
    sources = tuple(dict.fromkeys(_source(declared, side, table) for side, table in tables))
    return Counted(declared, frame, sources)


def _source(declared: Declared, side: Side, table: tuple[Grid, pd.DataFrame, str]) -> Source:
    return Source(declared.id, side.file, table[2], len(table[1]), "real", note=declared.about)


def _table(side: Side, folder: Path) -> tuple[Grid, pd.DataFrame, str]:
    """The rows of a side's table as text, by its headings; its index is the row as a person counts."""
    path = folder / side.file
    try:
        there = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        names = [one.name for one in sorted(folder.iterdir()) if one.is_file()]
        raise _fault(side.file, "there is no such file beside the declarations", did_you_mean(side.file, names or ["(nothing)"]))
    grids = grids_of(path)
    if side.sheet is None and len(grids) > 1:
        raise _fault(side.file, f"it has {len(grids)} sheets", f'say which is meant: sheet = "{next(iter(grids))}"')
    if side.sheet is not None and side.sheet not in grids:
        raise _fault(side.file, f"it has no sheet '{side.sheet}'", did_you_mean(side.sheet, grids))
    grid = grids[side.sheet if side.sheet is not None else next(iter(grids))]
    heads = side.heading_row or (1,)
    if max(heads) > len(grid.rows):
        raise _fault(side.file, f"it has no row {max(heads)}", "correct heading_row")
    names = grid.headings(heads)
    rows = {
        number: row
        for number, row in enumerate(grid.rows, start=1)
        if number > min(heads) and number not in heads and (side.last_row is None or number <= side.last_row) and any(cell.strip() for cell in row)
    }
    cells = [[clean_cell(row[place]) if place < len(row) else "" for place in range(len(names))] for row in rows.values()]
    frame = pd.DataFrame(cells, columns=range(len(names)), index=pd.Index(rows, dtype="int64"), dtype=object)
    return grid, frame.set_axis(names, axis=1), fingerprint(path.read_bytes())


def clean_cell(text: str) -> str:
    """A cell without odd blanks; marks such as '..' and '-' stay, because they mean something here."""
    return re.sub(r"[\s\u00a0\ufeff]+", " ", text).strip()


def _column(frame: pd.DataFrame, name: str, file: str) -> pd.Series:
    places = [place for place, heading in enumerate(frame.columns) if plain(heading) == plain(name)]
    if not places:
        known = [heading for heading in frame.columns if heading]
        raise _fault(file, f"it has no column '{name}'", did_you_mean(name, known[:40]))
    if len(places) > 1:
        raise _fault(file, f"{len(places)} columns are headed '{name}'", "name the rows of headings, so that they differ: heading_row = [5, 8]")
    return frame.iloc[:, places[0]]


def _meant(frame: pd.DataFrame, rows: Mapping[str, tuple[str, ...]], file: str) -> pd.DataFrame:
    """The rows whose columns hold the words; a word that stands nowhere is a fault."""
    for name, words in rows.items():
        texts = _column(frame, name, file).map(plain)
        for word in words:
            if not texts.eq(plain(word)).any():
                known = list(dict.fromkeys(_column(frame, name, file)))
                raise _fault(
                    file,
                    f"'{word}' does not stand in column '{name}'" + (" of the rows that are meant" if len(rows) > 1 else ""),
                    did_you_mean(word, known[:40]),
                )
        frame = frame[texts.isin([plain(word) for word in words])]
    return frame


def _numbers(declared: Declared, side: Side, table: tuple[Grid, pd.DataFrame, str], name: str, *, whole: bool) -> pd.Series:
    """The number of each group, by keys and group."""
    frame = _meant(table[1], side.rows, side.file)
    keys = {ours: _column(frame, theirs, side.file) for ours, theirs in declared.keys.items()}
    combos = list(dict.fromkeys(zip(*keys.values(), strict=True))) if keys else [()]
    found: dict[tuple, float] = {}
    for combo in combos:
        here = frame
        for (ours, _), value in zip(keys.items(), combo, strict=True):
            here = here[keys[ours].reindex(here.index) == value]
        groups = _by_row(declared, side, here, whole) if side.group is not None or not side.groups else _by_column(declared, side, here, whole)
        _check_total(declared, side, here, groups, whole)
        found |= {(*combo, group): value for group, value in groups.items()}
    index = pd.MultiIndex.from_tuples(list(found), names=[*declared.keys, "group"]) if declared.keys else pd.Index([key[-1] for key in found], name="group")
    return pd.Series(list(found.values()), index=index, dtype="float64", name=name)


def _by_column(declared: Declared, side: Side, frame: pd.DataFrame, whole: bool) -> dict[str, float]:
    """Each group in a column of its own."""
    found: dict[str, float] = {}
    for theirs, ours in side.groups.items():
        value = _sum_of(declared, side, frame, theirs, whole)
        found[ours] = value if ours not in found else found[ours] + value
    return found


def _by_row(declared: Declared, side: Side, frame: pd.DataFrame, whole: bool) -> dict[str, float]:
    """Each group in rows of its own; without a column of groups the rows meant are one group, everybody."""
    if side.group is None:
        return {"All": _added_columns(declared, side, frame, whole)}
    texts = _column(frame, side.group, side.file)
    known = {plain(theirs): ours for theirs, ours in side.groups.items()}
    found: dict[str, float] = {}
    for text in dict.fromkeys(texts):
        if not text or declared.total is not None and plain(text) == plain(declared.total):
            continue
        if side.ends and not text.endswith(side.ends):
            continue
        word = text.removesuffix(side.ends).strip()
        ours = known.get(plain(word)) or known_group(declared.characteristic, word) or (None if side.groups else word)
        if ours is None:
            raise _fault(
                side.file,
                f"'{text}' in column '{side.group}' is in no group",
                "say what it is in [counts.groups], name the rows that are meant more exactly, or say last_row",
                row=int(texts.index[texts == text][0]),
            )
        value = _added_columns(declared, side, frame[texts == text], whole)
        found[ours] = value if ours not in found else found[ours] + value
    return found


def known_group(characteristic: str, text: str) -> str | None:
    """Our group for a wording of a published list, where the characteristic is one of ours."""
    name = v.GROUPINGS.get(characteristic, (characteristic,))[0]
    column = next((column for table in TABLES.values() for column in table.columns if column.name == name and column.words), None)
    return None if column is None else read_codes([text], column)[0].get(text)


def _added_columns(declared: Declared, side: Side, frame: pd.DataFrame, whole: bool) -> float:
    return float(sum(_sum_of(declared, side, frame, column, whole) for column in side.column))


def _sum_of(declared: Declared, side: Side, frame: pd.DataFrame, column: str, whole: bool) -> float:
    """The number in one column of the rows meant: of one row, or of several that are said to be parts."""
    cells = _column(frame, column, side.file)
    if len(cells) == 0:
        raise _fault(side.file, "no row is meant", "correct rows")
    if len(cells) > 1 and not side.add:
        some = ", ".join(str(row) for row in cells.index[:_MOST_SHOWN]) + (", …" if len(cells) > _MOST_SHOWN else "")
        raise _fault(
            side.file,
            f"{len(cells)} rows are meant where one is wanted: {some}",
            "name the rows more exactly, or say add = true if they are parts to be added up",
            column=column,
        )
    values = [_number(declared, side, text, int(row), column, whole) for row, text in cells.items()]
    if len(values) > 1:
        _refuse_totals(frame, values, side, column)
    return float(sum(values))


def _refuse_totals(frame: pd.DataFrame, values: list[float], side: Side, column: str) -> None:
    """Refuse a row among those to be added up that calls itself a total and is the sum of rows next to it."""
    for at, (row, cells) in enumerate(frame.iterrows()):
        if not values[at] or not any(_TOTAL.search(cell) for cell in cells):
            continue
        for nearby in (values[:at][::-1], values[at + 1 :]):
            if np.isclose(np.cumsum(nearby), values[at]).any():
                raise _fault(
                    side.file,
                    "a row to be added up is the total of others, so they would be counted twice",
                    'leave it out: name the rows that are meant one by one, as Tactic = ["…", "…"]',
                    row=int(row),
                    column=column,
                )


def _number(declared: Declared, side: Side, text: str, row: int, column: str, whole: bool) -> float:
    if text.casefold() in declared.zero:
        return 0.0
    if text.casefold() in declared.unavailable:
        return np.nan
    bare = text.replace(declared.thousands, "").replace(" ", "")
    if not (_WHOLE if whole else _NUMBER).fullmatch(bare):
        shown = f"'{text}'" if len(text) <= 20 else "a text"
        right = (
            'counts are whole numbers: take a table of headcount, or say thousands = "." where a dot parts thousands'
            if _NUMBER.fullmatch(bare)
            else "a rate has no counts in it: name the column or the rows of numbers, or ask for the counts the rate was made of"
            if bare.endswith("%")
            else 'say zero = ["-"] or unavailable = ["-"] for marks that stand for a number, and correct rows'
        )
        raise _fault(side.file, f"{shown} is no {'count' if whole else 'number'}", right, row=row, column=column)
    return float(bare)


def _check_total(declared: Declared, side: Side, frame: pd.DataFrame, groups: dict[str, float], whole: bool) -> None:
    """The groups add up to the printed total, but for rounding; where a group is not available it cannot be told."""
    if declared.total is None or not np.isfinite(list(groups.values())).all():
        return
    if side.group is None:
        printed = _sum_of(declared, side, frame, declared.total, whole) if any(plain(name) == plain(declared.total) for name in frame.columns) else None
    else:
        rows = frame[_column(frame, side.group, side.file).map(plain) == plain(declared.total)]
        printed = _added_columns(declared, side, rows, whole) if len(rows) else None
    if printed is None:
        raise _fault(side.file, f"the total '{declared.total}' stands nowhere", "correct total, or leave it out")
    if abs(sum(groups.values()) - printed) > (declared.rounded_to * (len(groups) + 1) / 2 if declared.rounded_to > 1 else 0):
        raise _fault(
            side.file,
            f"the groups add up to {sum(groups.values()):,.0f}, and '{declared.total}' is {printed:,.0f}",
            "a group is missing in [counts.groups], or the rows hold more than one table; rounded_to = 5 says that numbers are rounded",
        )


def _added(values: pd.Series) -> float:
    return float(values.sum(skipna=False))


def _fault(file: str, found: str, expected: str, row: int | None = None, column: str | None = None) -> DataFault:
    return DataFault(file, "its declaration in counts.toml", [Fault(found, expected, row=row, column=column)], "Correct the declaration.")
