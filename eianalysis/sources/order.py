"""A column in an order of its own: sorted by itself, filled down over rows that had other words, or said once for a block of rows.

Whoever sorts a whole table takes every column with it. So where the rows go on in the order of their days or references, and a column
says the same in so many of them one after another that chance cannot, that column was sorted or filled without the others. In a table
whose people are in no other, nothing else shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema.columns import Column, Table
from eianalysis.schema.faults import in_rows
from eianalysis.sources.merged_blocks import few_said, merged_fault

#: A run of one word is judged from so many rows on, of so many different days or references; so much less likely than chance gives one.
LONG, DIFFERENT, CHANCE = 25, 15, 1e-9
#: The order of the rows goes on where so many rows on each side of the run are in it too.
AROUND = 15
#: A column of so many rows and words, each word's rows in one run and these in the order of the alphabet, was sorted by itself.
SORTED, WORDS = 60, 3
#: Numbers of so many different values that only rise, or only fall, were.
VALUES = 12
BLANK = ("", "not recorded", "u", "nan", "<na>")
FILLED = "it says one thing in {:,} rows one after another, far more than chance would have, while the rows go on in the order of {}"
SELF = "it is in an order of its own, from the first row to the last, while the rows are in the order of {}"
CURE = "was the column sorted or filled down by itself? Export it again"


def order_faults(frame: pd.DataFrame, declared: Table) -> list[Fault]:
    """A fault for each column of one file that is in an order of its own; ``frame`` has the file's rows in their order, numbered as there."""
    days = [rows for rows in _snapshots(frame, declared) if len(rows) >= SORTED]
    columns = _columns(frame, declared) if days else []
    found: dict[tuple[str | None, str], Fault] = {}
    for fault in (fault for rows in days for fault in _faults([each.at(rows) for each in columns], frame.index[rows], declared)):
        found.setdefault((fault.column, fault.expected), fault)
    return list(found.values())


def _snapshots(frame: pd.DataFrame, declared: Table) -> list[np.ndarray]:
    """The places of the rows of each day, in their order: each snapshot begins anew."""
    if "as_at" not in declared.key or "as_at" not in frame:
        return [np.arange(len(frame))]
    days = pd.factorize(frame["as_at"], sort=True)[0]
    by_day = np.argsort(days, kind="stable")
    return [rows for rows in np.split(by_day, np.flatnonzero(np.diff(days[by_day])) + 1) if len(rows) and days[rows[0]] >= 0]


@dataclass(frozen=True)
class _Cells:
    """A column looked at once for the whole file, whose snapshots may be many: what it says as codes of its words, as numbers, as ranks."""

    column: Column
    codes: np.ndarray | None = None
    words: np.ndarray | None = None  # by code
    blank: np.ndarray | None = None  # by code: whether it says nothing
    numbers: np.ndarray | None = None
    ranks: np.ndarray | None = None  # of days and references: -1 where there is none

    def at(self, rows: np.ndarray) -> _Cells:
        """The same of some rows."""
        return replace(self, **{name: values[rows] for name in ("codes", "numbers", "ranks") if (values := getattr(self, name)) is not None})

    def said(self, index: pd.Index) -> pd.Series:
        """The words, with "" for every cell in which nothing is said."""
        return pd.Series(np.where(self.blank, "", self.words)[self.codes], index=index, dtype=object)


def _columns(frame: pd.DataFrame, declared: Table) -> list[_Cells]:
    return [_cells(frame[column.name], column) for column in declared.columns if column.name in frame]


def _cells(values: pd.Series, column: Column) -> _Cells:
    if column.kind == "date" or column.reference:
        return _Cells(column, ranks=_ranks(values, column))
    if column.derived:
        return _Cells(column)
    kinds, held = pd.factorize(values, use_na_sentinel=False)
    codes, words = pd.factorize(np.array(["" if missing else str(value) for value, missing in zip(held, pd.isna(held), strict=True)], dtype=object))
    blank = np.array([word.casefold() in BLANK for word in words], dtype=bool)
    numbers = pd.to_numeric(values, errors="coerce").astype("float64").to_numpy() if column.kind in ("count", "number") else None
    return _Cells(column, codes[kinds], words, blank, numbers)


def _faults(columns: list[_Cells], index: pd.Index, declared: Table) -> Iterator[Fault]:
    orders = {each.column.name: each.ranks for each in columns if each.ranks is not None and _orders(each.ranks)}
    shared = {name for _, names in declared.same for name in names}
    for cells in columns:
        column = cells.column
        if cells.codes is None:
            continue
        if column.kind in ("code", "text") and few_said(~cells.blank[cells.codes]) and (merged := merged_fault(cells.said(index), column, orders)):
            yield merged
        if not orders or column.name in shared or column.kind == "text":
            continue
        if by := _sorted_alone(cells, orders):
            yield Fault(SELF.format(by), CURE, column=column.name)
        elif column.of_person and (run := _filled(cells, orders)):  # what a force does (routes, ranks, outcomes) may change on a day
            rows, by = run
            yield in_rows(index[rows], column.name, FILLED.format(len(rows), by), CURE)


def _ranks(values: pd.Series, column: Column) -> np.ndarray:
    """The order of days, or of references as people sort them (A9 before A10); -1 where one is missing."""
    missing = (values.isna() | (values == "")).to_numpy(dtype=bool)
    if column.kind == "date":
        keys: pd.Series = values
    else:
        words = {text: re.sub(r"[0-9]+", lambda digits: digits[0].zfill(12), text) for text in values[~missing].unique()}
        keys = values.astype(object).map(words)
    return np.where(missing, -1, pd.factorize(keys, sort=True)[0])


def _orders(ranks: np.ndarray) -> bool:
    """Whether rows can be in the order of these: not where most are alike or one is missing."""
    return bool((ranks >= 0).all() and len(np.unique(ranks)) >= max(DIFFERENT, len(ranks) / 50))


def _goes_on(ranks: np.ndarray) -> bool:
    steps = np.diff(ranks)
    return bool((steps >= 0).all() or (steps <= 0).all())


def _sorted_alone(cells: _Cells, orders: dict[str, np.ndarray]) -> str:
    """The column by which the whole table is sorted, where this one is sorted by itself too; "" where it is not."""
    if cells.numbers is not None:
        alone = not np.isnan(cells.numbers).any() and _goes_on(cells.numbers) and len(np.unique(cells.numbers)) >= VALUES
    else:
        codes = cells.codes
        first = codes[np.r_[True, np.diff(codes) != 0]]
        runs = first[~cells.blank[first]]  # which a sort puts last
        large = np.bincount(codes) >= LONG / 2
        alone = large.sum() >= WORDS and len(runs) <= len(cells.words) and _in_alphabet([word.casefold() for word in cells.words[runs]])
    if not alone:
        return ""
    return next((name for name, ranks in orders.items() if name != cells.column.name and _goes_on(ranks)), "")


def _in_alphabet(runs: list[str]) -> bool:
    return len(runs) == len(set(runs)) and runs in (sorted(runs), sorted(runs, reverse=True))


def _filled(cells: _Cells, orders: dict[str, np.ndarray]) -> tuple[list[int], str] | None:
    """The rows of the longest run that chance does not give, and by which column they go on in order."""
    codes = cells.codes
    starts = np.flatnonzero(np.r_[True, np.diff(codes) != 0])
    lengths = np.diff(np.r_[starts, len(codes)])
    for place in np.argsort(-lengths, kind="stable"):
        start, length = int(starts[place]), int(lengths[place])
        if length < LONG:
            return None
        if cells.blank[codes[start]]:  # what was not asked for a time is no cell filled down
            continue
        for name, ranks in orders.items():
            around = slice(max(start - AROUND, 0), start + length + AROUND)
            different = len(np.unique(ranks[start : start + length]))
            if different < DIFFERENT or not _goes_on(ranks[around]):
                continue
            # rows of one day may stand in any order, so a day is one draw
            if different * np.log(_usual(codes, start, length)) + np.log(len(codes)) < np.log(CHANCE):
                return [*range(start, start + length)], name
    return None


def _usual(codes: np.ndarray, start: int, length: int) -> float:
    """The largest share that the word of a run has in any so many rows outside it, and at least what it has in all of them."""
    same = (codes == codes[start]).astype(float)
    outside = np.r_[same[:start], same[start + length :]]
    if not len(outside):
        return 1.0
    width = min(length, len(outside))
    sums = np.convolve(outside, np.ones(width), "valid") / width
    return max(float(sums.max()), float(same.mean()))
