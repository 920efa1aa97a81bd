"""Rows that stand for several alike: counted where they lie, a large file's searches are so many of a day with the same words."""

from __future__ import annotations

import numpy as np
import pandas as pd

#: The column that says how many searches a row stands for; a table without it has a row for each.
MANY = "searches_alike"


def each_by_itself(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a row for every search."""
    at = np.repeat(np.arange(len(frame)), frame[MANY])
    return pd.DataFrame({name: frame[name].array.take(at) for name in frame if name != MANY}, copy=False)


def for_each(frame: pd.DataFrame, column: str) -> pd.Series:
    """One column with a row for every search."""
    return frame[column].repeat(frame[MANY]) if MANY in frame else frame[column]


def many(frame: pd.DataFrame) -> np.ndarray | None:
    """How many each row stands for; None where it is one."""
    return frame[MANY].to_numpy("int64") if MANY in frame else None


def tally(codes: np.ndarray, of: int, weight: np.ndarray | None) -> np.ndarray:
    """How many there are of each of ``of`` codes."""
    return np.bincount(codes, minlength=of) if weight is None else np.bincount(codes, weight, minlength=of).astype("int64")


def rows_in(frame: pd.DataFrame) -> int:
    """How many rows there are, each counted as often as it stands for one."""
    return int(frame[MANY].sum()) if MANY in frame else len(frame)


def total(rows: np.ndarray | pd.Series, weight: np.ndarray | None) -> int:
    """How many there are in these rows."""
    rows = np.asarray(rows, dtype=bool)
    return int(rows.sum() if weight is None else weight[rows].sum())


def by(rows: pd.DataFrame, groups: pd.Series, weight: np.ndarray | None) -> pd.DataFrame:
    """How many there are in each column of yes and no, by group, in the order of the groups."""
    return (rows if weight is None else rows.mul(weight, axis=0)).groupby(groups, sort=False).sum()
