"""Days as whole numbers: day 0 is 31 March 2017, the first snapshot; the last is 31 March 2023."""

from __future__ import annotations

import numpy as np

ORIGIN = np.datetime64("2017-03-31", "D")
AS_AT = np.array([f"{year}-03-31" for year in range(2017, 2024)], dtype="datetime64[D]")
#: Day numbers of the snapshots, of the last day, and of each 1 April.
SNAPSHOT_DAYS = (AS_AT - ORIGIN).astype(int)
END = int(SNAPSHOT_DAYS[-1])
YEAR_STARTS = SNAPSHOT_DAYS[:-1] + 1
YEARS = len(YEAR_STARTS)
NEVER = 10**6
A_YEAR = 365.25
CASES_FROM = int((np.datetime64("2018-01-01", "D") - ORIGIN).astype(int))


def dates(days: np.ndarray) -> np.ndarray:
    """Day numbers as datetime64[s]; NEVER becomes NaT."""
    days = np.asarray(days)
    known = np.where(days >= NEVER, 0, days)
    return np.where(days >= NEVER, np.datetime64("NaT"), (ORIGIN + known.astype(int)).astype("datetime64[s]"))


def slot(days: np.ndarray) -> np.ndarray:
    """The snapshot that a day follows: 0 for 31 March 2017 to 30 March 2018, and so on."""
    return np.clip(np.searchsorted(SNAPSHOT_DAYS, days, side="right") - 1, 0, len(SNAPSHOT_DAYS) - 1)
