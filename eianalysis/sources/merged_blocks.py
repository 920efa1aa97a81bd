"""A word that stands in the first row of its block only: a sheet with merged cells, or a report that says each group once.

Saved as a file of text, every other row of the block is blank, and blanks are counted as not recorded. A few rows that are filled in by
chance do not begin at the first row, do not all differ from the one before, and are in no order.
"""

from __future__ import annotations

from math import lgamma

import numpy as np
import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema.columns import Column

#: Chance fills in the first row, none like the one before and in some order less often than this.
CHANCE = 1e-6
#: More than one row in so many filled in are no first rows of blocks.
FEW = 4
FOUND = "it is filled in for {:,} rows of {:,} only, the first of them on, each time with another word: the first rows of blocks that are merged"
CURE = "unmerge the cells and fill each word down to the rows of its block, so that every row has its own"


def merged_fault(words: pd.Series, column: Column, orders: dict[str, np.ndarray]) -> Fault | None:
    """The fault of a column of words, in the order of its rows; ``orders`` are the ranks of columns by which rows may be sorted."""
    if not few_said((words != "").to_numpy()):
        return None
    starts = np.flatnonzero(words != "")
    said = [word.casefold() for word in words.iloc[starts]]
    of_one_row = np.diff(np.r_[starts, len(words)]) == 1
    if any(one == other for one, other in zip(said, said[1:], strict=False)) or of_one_row.mean() > 0.5:
        return None
    chance = np.log(len(starts) / len(words)) + _sorted(said) + min((_begins_anew(ranks, starts) for ranks in orders.values()), default=0.0)
    if chance >= np.log(CHANCE):
        return None
    return Fault(FOUND.format(len(starts), len(words)), CURE, row=int(words.index[0]), column=column.name)


def few_said(there: np.ndarray) -> bool:
    """Whether few rows, and more than the first of them, have a word at all; ``there`` says of each row whether it has one."""
    many = int(there.sum())
    return many > 1 and bool(there[0]) and many * FEW <= len(there)


def _sorted(said: list[str]) -> float:
    """The logarithm of the chance of an order: that of the alphabet, one way or the other, where there is one."""
    ordered = len(said) > 2 and said in (sorted(said), sorted(said, reverse=True))
    return np.log(2) - lgamma(len(said) + 1) if ordered else 0.0


def _begins_anew(ranks: np.ndarray, starts: np.ndarray) -> float:
    """And of rows that go on in order within the blocks, and go back where a block begins and nowhere else."""
    steps = np.diff(ranks)
    chances = [0.0]
    for back in (np.flatnonzero(steps < 0), np.flatnonzero(steps > 0)):
        if len(back) and np.isin(back + 1, starts).all():
            chances.append(len(back) * np.log((len(starts) - 1) / len(steps)))
    return min(chances)
