"""Times from one day of a row to a later one: what an export or a drop-down fills in makes times that no office takes.

A case with no end is given the day of the export, or the day it began; a target is written for what was done; or a list holds only what
is closed. Rows are sound by themselves, and the time to a decision is then of nothing. Told, and the figures stand.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable, with_flags
from eianalysis.vocabulary import day_in_words

#: Of fewer times nothing is said.
ENOUGH = 20
#: So many of a year that take one exact number of days were not lived; elsewhere in the record fewer than one in four do.
EXACT, ELSEWHERE = 0.75, 0.25
#: Parts of a record that are looked at, in days back from its end.
PARTS = (365.25, 91.3125)
#: A last day with so many ends, and so many times more than the next busiest, is no day of work.
ON_A_DAY, TIMES = 8, 3
#: What is so unlikely is no chance; one question is asked of a table.
CHANCE = 1e-4
SAME_TIME = "{} is {} in most rows of {}: was a target, or the same day, filled in for the day it happened?"
LAST_DAY = "{} is {} in {:,} rows, and hardly ever another day in so many: is it the day of the export, for what is still open? Leave it blank there"
CLOSED = (
    "every row has {}, though by the times that earlier ones took, some of the last ones would be open still: are only those listed that are "
    "closed? List the open ones too"
)


def with_waits(table: TypedTable) -> TypedTable:
    """The table, told of times and ends that a form filled in."""
    declared = TABLES.get(table.name)
    if declared is None or table.absent:
        return table
    told: list[tuple[str, int]] = []
    for later, earlier in declared.takes:
        if not {later, earlier} <= set(table.frame):
            continue
        frame = table.frame[[later, earlier]].dropna(subset=[earlier])
        told += _exact(frame, later, earlier)
        told += _on_the_last_day(frame, later)
        told += _closed_only(frame, later, earlier)
    return with_flags(table, told)


def _exact(frame: pd.DataFrame, later: str, earlier: str) -> list[tuple[str, int]]:
    """A whole record, years or quarters in which most times are one number of days."""
    rows = frame.dropna()
    if len(rows) < ENOUGH:
        return []
    took = (rows[later] - rows[earlier]).dt.days
    usual = took.mode().iloc[0]
    if (took == usual).mean() >= EXACT:
        return [_said(rows, later, earlier, usual)]
    ago = (rows[earlier].max() - rows[earlier]).dt.days
    for length in PARTS:
        part = (ago // length).astype(int)
        each = pd.DataFrame({"part": part, "took": took}).groupby("part")["took"].agg(lambda times: times.mode().iloc[0])
        sizes, share = part.value_counts(), (took == part.map(each)).groupby(part).mean()
        for days in each.unique():
            odd = [one for one in each.index[each == days] if sizes[one] >= ENOUGH and share[one] >= EXACT]
            inside = part.isin(odd)
            if odd and not inside.all() and (took[~inside] == days).mean() < ELSEWHERE:
                return [_said(rows[inside], later, earlier, days)]
    return []


def _said(rows: pd.DataFrame, later: str, earlier: str, days: int) -> tuple[str, int]:
    how = f"the same day as {earlier}" if days == 0 else f"{int(days):,} days after {earlier}"
    span = f"{day_in_words(rows[earlier].min())} to {day_in_words(rows[earlier].max())}"
    return SAME_TIME.format(later, how, span), len(rows)


def _on_the_last_day(frame: pd.DataFrame, later: str) -> list[tuple[str, int]]:
    """The last day there is, with many times the ends of any other day."""
    times = frame[later].value_counts()
    if len(times) < 2:
        return []
    last = times.index.max()
    on_it, most = int(times[last]), int(times.drop(last).max())
    return [(LAST_DAY.format(later, day_in_words(last), on_it), on_it)] if on_it >= max(ON_A_DAY, TIMES * most) else []


def _closed_only(frame: pd.DataFrame, later: str, earlier: str) -> list[tuple[str, int]]:
    """No open row, where by the times of rows that are long past some of the last ones would be."""
    end = frame[[later, earlier]].max().max()
    if len(frame) < ENOUGH or frame[later].isna().any():
        return []
    took = (frame[later] - frame[earlier]).dt.days.to_numpy(float)
    watched = (end - frame[earlier]).dt.days.to_numpy(float)
    long_ago = np.sort(took[watched > max(took.max(), 1)])  # of these it is known that none could be open
    if len(long_ago) < ENOUGH:
        long_ago = np.sort(took[watched > np.median(watched)])
    by_then = np.searchsorted(long_ago, watched, "right") / len(long_ago)
    by_then = np.maximum(by_then, 1 / (len(long_ago) + 1))
    return [(CLOSED.format(later), len(frame))] if np.log(by_then).sum() < np.log(CHANCE) else []
