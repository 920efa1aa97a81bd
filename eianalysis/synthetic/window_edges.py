"""A few events on the very days on which windows begin and end, so that who is counted on the wrong side is seen.

Windows end on 31 March and begin on 1 April. Left to chance, a year may have nobody on either day, and a measure that forgot the last
day of its window would give the same figures. So in each year the event nearest to each of these days is moved to it, with nothing
drawn: no other event moves, and none leaves its year.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import NEVER, SNAPSHOT_DAYS, YEAR_STARTS

#: Whose events are moved: those whom every measure of the workforce counts.
_COUNTED = ("officer", "staff")


def moved_to_edges(days: np.ndarray, earliest: np.ndarray, latest: np.ndarray, refs: np.ndarray) -> np.ndarray:
    """The days of events (day numbers, see ``days``), one of them on 1 April, on 31 March and on 30 March of each year that has enough.

    ``earliest`` and ``latest`` say between which days each event may be moved; with ``latest`` before ``earliest`` it stays. Of several
    as near, the first by ``refs`` goes forward and the last goes back: a table by day and reference keeps its order, and with it what
    is drawn row by row.
    """
    days, free = days.copy(), earliest <= latest
    for first, last in zip(YEAR_STARTS, SNAPSHOT_DAYS[1:], strict=True):
        for edge in (first, last, last - 1):
            may = np.nonzero(free & (days >= first) & (days <= last) & (earliest <= edge) & (edge <= latest))[0]
            if len(may):
                by_ref = may[np.argsort(refs[may])][:: 1 if edge == first else -1]
                nearest = by_ref[np.argmin(np.abs(days[by_ref] - edge))]
                days[nearest], free[nearest] = edge, False
    return days


def put_on_edges(people: pd.DataFrame, cases: pd.DataFrame, exit_day: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """The people, cases and days of leaving once more, with some who joined, some who left and some cases on the edges."""
    people = people.assign(start=_joined(people, cases, exit_day))
    exit_day = _left(people, cases, exit_day)
    return people, _received_and_finalised(people, cases, exit_day), exit_day


def _joined(people: pd.DataFrame, cases: pd.DataFrame, exit_day: np.ndarray) -> np.ndarray:
    """First days of service, each before whatever happened to the person."""
    may = people["joiner"].to_numpy() & people["worker_type"].isin(_COUNTED).to_numpy()
    happened = exit_day.copy()
    np.minimum.at(happened, cases["person"].to_numpy(), cases["received"].to_numpy())
    return moved_to_edges(people["start"].to_numpy(), np.where(may, 0, NEVER), np.where(may, happened - 1, 0), people["ref"].to_numpy())


def _left(people: pd.DataFrame, cases: pd.DataFrame, exit_day: np.ndarray) -> np.ndarray:
    """Days of leaving. Who has a case keeps theirs: a case is received in post, and a dismissal is the day of leaving."""
    may = people["worker_type"].isin(_COUNTED).to_numpy() & ~np.isin(np.arange(len(people)), cases["person"])
    return moved_to_edges(exit_day, np.where(may, people["start"].to_numpy() + 1, NEVER), np.where(may, NEVER, 0), people["ref"].to_numpy())


def _received_and_finalised(people: pd.DataFrame, cases: pd.DataFrame, exit_day: np.ndarray) -> pd.DataFrame:
    """The cases, some received on the edges and some finalised there.

    A case is received while its officer is in post and before it is finalised. One that ended in a dismissal keeps its last day, on
    which the officer left or would have left.
    """
    once = cases.drop_duplicates("case").set_index("case")
    start, gone = people["start"].to_numpy()[once["person"]], exit_day[once["person"]]
    received = moved_to_edges(once["received"].to_numpy(), start + 1, np.minimum(gone, once["finalised"].to_numpy()) - 1, once.index.to_numpy())
    keeps = once.index.isin(cases.loc[cases["dismissed_on"] < NEVER, "case"])
    finalised = moved_to_edges(once["finalised"].to_numpy(), received + 1, np.where(keeps, 0, NEVER), once.index.to_numpy())
    return cases.assign(
        received=cases["case"].map(pd.Series(received, once.index)).astype(int), finalised=cases["case"].map(pd.Series(finalised, once.index)).astype(int)
    )
