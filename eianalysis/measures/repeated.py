"""Rows of the same person, or of one incident, in a base: how many people it is, and how alike their rows are.

Found by what a table has, not by a list of measures: where rows say whose they are and somebody stands more than once, the
counts carry sums over people (``stats.clustered``), by which ``compare`` widens ranges and tests. They stay behind the gate.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.declare.words import INCIDENTS
from eianalysis.results import ALL, SPREAD
from eianalysis.stats.clustered import Spread

#: Columns that say whose a row is, in the order they are looked for.
WHOSE = ("person_ref", "respondent_ref", "encounter")
#: What a reference stands within: a respondent's key is given anew in each wave, and the same key in the next one is somebody else.
WITHIN = {"respondent_ref": ("survey", "wave")}

NOTES = {"encounter": INCIDENTS, "": "Some people stand more than once: ranges and verdicts are of people, not of rows, by how alike a person's rows are."}


def whose(events: pd.DataFrame, base: pd.DataFrame, size: str | None, within: Sequence[str] = ()) -> str | None:
    """The column that says whose a row is, if somebody stands more than once in a part of the table: of a rate, among the events.

    Parts are what ``within`` splits it into: who answered two questions, or was at two courses, stands once in each. A column
    that is not there is told by what counts the rows.
    """
    for name in WHOSE:
        if name in events and name in base:
            rows = base if size is None else events
            here = rows[[column for column in within if column in rows]].assign(_whose=told_apart(rows, name))
            return name if here[here["_whose"].notna()].duplicated().any() else None
    return None


def told_apart(rows: pd.DataFrame, name: str) -> pd.Series:
    """Whose each row is, by a column of ``WHOSE``; blank where that is."""
    within = [column for column in WITHIN.get(name, ()) if column in rows]
    if not within:
        return rows[name]
    return rows.groupby([name, *within], sort=False, dropna=False).ngroup().astype(object).mask(rows[name].isna(), None)


def note(column: str | None) -> tuple[str, ...]:
    """What is said of figures whose rows the column (``whose``) says are not all of different people."""
    return () if column is None else (NOTES.get(column, NOTES[""]),)


def sums(events: pd.DataFrame, base: pd.DataFrame, by: Sequence[str], person: str, size: str | None) -> pd.DataFrame:
    """``SPREAD`` of each group of ``by``; of everybody in one row where there is none. Who is blank is somebody else each time."""
    if size is None:  # rows of nobody else's, of which there may be a million, are each one of one
        of_several = _sums(*(frame[frame[person].notna()] for frame in (events, base)), by, person, None)
        cases, rows = (_rows(frame[frame[person].isna()], by) for frame in (events, base))
        alone = pd.concat({"people": rows, "cases_squared": cases, "cases_by_base": cases, "base_squared": rows}, axis=1).fillna(0.0)
        return alone.add(of_several, fill_value=0.0)
    return _sums(events, base, by, person, size)


def _rows(frame: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    if not by:
        return pd.Series([float(len(frame))], index=pd.Index([0]))
    return frame.groupby([*by], observed=True, sort=False, dropna=False).size().astype(float)


def _sums(events: pd.DataFrame, base: pd.DataFrame, by: Sequence[str], person: str, size: str | None) -> pd.DataFrame:
    if WITHIN.get(person):  # numbered together: the number of somebody is the same in both
        named = told_apart(pd.concat([events, base], ignore_index=True), person).to_numpy()
        events, base = events.assign(**{person: named[: len(events)]}), base.assign(**{person: named[len(events) :]})
    both = pd.concat({"x": _each(events, by, person, None), "m": _each(base, by, person, size)}, axis=1).fillna(0.0)
    both.index.names = [*by, person]
    found = pd.DataFrame({"people": 1.0, "cases_squared": both["x"] ** 2, "cases_by_base": both["x"] * both["m"], "base_squared": both["m"] ** 2})
    if not by:
        return found.sum().to_frame().T.set_index(pd.Index([0]))
    return found.groupby(level=list(range(len(by))), sort=False, dropna=False, observed=True).sum()


def _each(frame: pd.DataFrame, by: Sequence[str], person: str, size: str | None) -> pd.Series:
    blank = frame[person].isna()
    named = frame[person].astype(object).where(~blank, pd.Series([f"\0{n}" for n in range(len(frame))], index=frame.index, dtype=object))
    grouped = frame.assign(**{person: named}).groupby([*by, person], observed=True, sort=False, dropna=False)
    return (grouped[size].sum() if size else grouped.size()).astype(float)


def shared_by_rows(rows: pd.DataFrame, kind: str) -> float:
    """What rows of one person have in common in a table of counts, measured over everybody in it; 0 where nobody is told."""
    if not set(SPREAD) <= set(rows):
        return 0.0
    total = rows[rows["group"] == ALL]
    whole = (total if len(total) == 1 else rows[rows["group"] != ALL])[["numerator", "denominator", *SPREAD]].astype(float).sum()
    return float(stats.within_person(kind, whole["numerator"], whole["denominator"], Spread(*(whole[name] for name in SPREAD))))


def effects(kind: str, cases: np.ndarray, base: np.ndarray, base_squared: np.ndarray, shared: np.ndarray) -> np.ndarray:
    """The design effect of each count."""
    return np.asarray(stats.design_effect(kind, cases, base, base_squared, shared), float)
