"""A column in an order of its own: sorted by itself, filled down over rows that had other words, or said once for a block of rows.

Whoever sorts a whole table takes every column with it. So where the rows go on in the order of their days or references, and a column
says the same in so many of them one after another that chance cannot, that column was sorted or filled without the others. In a table
whose people are in no other, nothing else shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema.columns import Column, Table
from eianalysis.schema.faults import in_rows
from eianalysis.sources.merged_blocks import merged_fault

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
    days = [rows for _, rows in frame.groupby("as_at")] if "as_at" in declared.key and "as_at" in frame else [frame]  # each snapshot begins anew
    found: dict[tuple[str | None, str], Fault] = {}
    for fault in (fault for rows in days if len(rows) >= SORTED for fault in _faults(rows, declared)):
        found.setdefault((fault.column, fault.expected), fault)
    return list(found.values())


def _faults(frame: pd.DataFrame, declared: Table) -> Iterator[Fault]:
    orders = {
        name: ranks
        for column in declared.columns
        if (name := column.name) in frame and (column.kind == "date" or column.reference) and (ranks := _ranks(frame[name], column)) is not None
    }
    shared = {name for _, names in declared.same for name in names}
    for column in declared.columns:
        if column.name not in frame or column.derived:
            continue
        if column.kind in ("code", "text") and not column.reference and (merged := merged_fault(_said(frame[column.name]), column, orders)):
            yield merged
        if not orders or column.name in shared or column.kind not in ("code", "count", "flag", "number"):
            continue
        if by := _sorted_alone(frame[column.name], column, orders):
            yield Fault(SELF.format(by), CURE, column=column.name)
        elif column.of_person and (run := _filled(frame[column.name], orders)):  # what a force does (routes, ranks, outcomes) may change on a day
            rows, by = run
            yield in_rows(frame.index[rows], column.name, FILLED.format(len(rows), by), CURE)


def _ranks(values: pd.Series, column: Column) -> np.ndarray | None:
    """The order of days, or of references as people sort them (A9 before A10); None where most are alike or one is missing."""
    if values.isna().any() or (values == "").any():
        return None
    if column.kind == "date":
        ranks = (values.dt.tz_convert("UTC").dt.tz_localize(None) if values.dt.tz is not None else values).astype("int64").to_numpy()
    else:
        texts = values.astype(object).map(lambda text: re.sub(r"[0-9]+", lambda digits: digits[0].zfill(12), text))
        ranks = pd.factorize(texts, sort=True)[0]
    return ranks if len(np.unique(ranks)) >= max(DIFFERENT, len(values) / 50) else None


def _goes_on(ranks: np.ndarray) -> bool:
    steps = np.diff(ranks)
    return bool((steps >= 0).all() or (steps <= 0).all())


def _words(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), "").astype(str).astype(object)


def _said(values: pd.Series) -> pd.Series:
    """The words, with "" for every cell in which nothing is said."""
    words = _words(values)
    return words.mask(words.str.casefold().isin(BLANK), "")


def _sorted_alone(values: pd.Series, column: Column, orders: dict[str, np.ndarray]) -> str:
    """The column by which the whole table is sorted, where this one is sorted by itself too; "" where it is not."""
    if column.kind in ("count", "number"):
        numbers = pd.to_numeric(values, errors="coerce").astype("float64")
        alone = numbers.nunique() >= VALUES and numbers.notna().all() and _goes_on(numbers.to_numpy())
    else:
        words = _words(values)
        codes = pd.factorize(words)[0]
        runs = [word for word in words[np.r_[True, np.diff(codes) != 0]].str.casefold() if word not in BLANK]  # which a sort puts last
        large = np.bincount(codes) >= LONG / 2
        alone = large.sum() >= WORDS and len(runs) == len(set(runs)) and runs in (sorted(runs), sorted(runs, reverse=True))
    if not alone:
        return ""
    return next((name for name, ranks in orders.items() if name != column.name and _goes_on(ranks)), "")


def _filled(values: pd.Series, orders: dict[str, np.ndarray]) -> tuple[list[int], str] | None:
    """The rows of the longest run that chance does not give, and by which column they go on in order."""
    codes = pd.factorize(_words(values))[0]
    starts = np.flatnonzero(np.r_[True, np.diff(codes) != 0])
    lengths = np.diff(np.r_[starts, len(codes)])
    for place in np.argsort(-lengths, kind="stable"):
        start, length = int(starts[place]), int(lengths[place])
        if length < LONG:
            return None
        if str(values.iloc[start]).casefold() in BLANK:  # what was not asked for a time is no cell filled down
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
