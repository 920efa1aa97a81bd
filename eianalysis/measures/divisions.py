"""Which divisions of the organisation lie inside which, read from the workforce table: its units in directorates, its roles in units.

Nothing declares it, and whoever knows the force knows it, so the gate has to. What people are (their sex, their religion) is no
division: that all of a few share it is known to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from eianalysis.declare import Days, Nested
from eianalysis.declare.facts import ONE_DAY
from eianalysis.measures.of_rows import once_of_rows
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import FREE_TEXT, protected

WORKFORCE = "workforce_snapshot"
MOST = 100  # words of a division: what has more (a job title, a reference) names people


def nested_divisions(tables: Iterable[TypedTable]) -> tuple[Nested, ...]:
    """Of the workforce table among these, whole, which words lie inside one word of another column."""
    table = next((each for each in tables if each.name == WORKFORCE and not each.absent), None)
    if table is None:
        return ()
    return _nested(table.rows if table.whole is None else table.whole)


@once_of_rows
def _nested(rows: pd.DataFrame) -> tuple[Nested, ...]:
    """Snapshot by snapshot: who moved, or a unit that did, was elsewhere before and is not elsewhere now."""
    names = [str(name) for name in rows if _divides(rows, str(name))]
    kinds = rows[["as_at", *names]].astype({name: object for name in names}).drop_duplicates()
    days = [day.date() for day in sorted(kinds["as_at"].dropna().unique())]
    found = []
    for name in names:
        for outer in names:
            if name != outer:
                pairs = kinds[["as_at", name, outer]].drop_duplicates()
                pairs = pairs[pairs["as_at"].notna() & pairs[name].notna()]
                alone = ~pairs.duplicated(["as_at", name], keep=False) & pairs[outer].notna()
                for word, each in pairs.assign(**{outer: pairs[outer].where(alone)}).groupby(name, sort=True):
                    held = {at.date(): there for at, there in zip(each["as_at"], each[outer], strict=True)}
                    found += [(name, str(word), outer, there, when) for there, when in _stretches(held, days)]
    return tuple(sorted(found, key=lambda each: (each[:4], str(each[4]))))


def _stretches(held: dict[date, Any], days: list[date]) -> Iterable[tuple[str, Days]]:
    """Where a word lies, and from which snapshot to the day before it lay elsewhere or in several; a snapshot without it tells nothing."""
    at, since = None, None
    for day in days:
        there = held.get(day, at)
        there = None if pd.isna(there) else there
        if there != at:
            if at is not None:
                yield at, Days(since, day - ONE_DAY)
            at, since = there, day if day != min(held) else None
    if at is not None:
        yield at, Days(since, None)


def _divides(rows: pd.DataFrame, name: str) -> bool:
    words = pd.api.types.is_string_dtype(rows[name].dtype) and name not in FREE_TEXT and not name.endswith(("_ref", "_code")) and not protected(name)
    return words and 1 < rows[name].nunique() <= MOST
