"""How large the same difference is at other forces: the ratio of a group to its reference at each, from published counts."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.other_forces import last_period
from eianalysis.policy import LIMITS
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import force_named

SAME = ["force", "period_start", "period_end"]


class Elsewhere(NamedTuple):
    """The ratios of one period, the smallest first; ``start`` is None where all were counted on one day. ``similar`` are those among them
    of the forces that the cycle declares most similar."""

    ratios: tuple[float, ...]
    start: pd.Timestamp | None
    end: pd.Timestamp
    similar: tuple[float, ...] = ()


def ratios_elsewhere(other_forces: TypedTable, cycle: BoardCycle, series: str, characteristic: str, group: str, reference: str) -> Elsewhere | None:
    """The ratio of ``group`` to ``reference`` at each other force, of the last period by the data cut-off that has both; None of no force.

    The cycle's own force is not among them, so where the cycle names none there are none: they might be its own figures.
    """
    own = force_named(cycle.force)
    if other_forces.absent or not own:
        return None
    frame = other_forces.frame
    rows = frame[
        frame["series"].eq(series)
        & frame["characteristic"].eq(characteristic)
        & frame["force"].ne(own)
        & (frame["period_end"] <= pd.Timestamp(cycle.data_cut_off))
    ]
    ours, theirs = (rows.loc[rows["group"].eq(each), [*SAME, "count", "base"]] for each in (group, reference))
    both = last_period(ours.merge(theirs, on=SAME, suffixes=("", "_beside")))
    enough = (both[["base", "base_beside"]] >= LIMITS.peer_people).all(axis=1) & (both[["count", "count_beside"]] >= LIMITS.peer_cases).all(axis=1)
    both = both[enough]
    if both.empty:
        return None
    ratios = (both["count"] / both["base"]) / (both["count_beside"] / both["base_beside"])
    start, alike = both["period_start"].iloc[0], both["force"].isin([force_named(name) for name in cycle.similar_forces])
    every, similar = (tuple(sorted(map(float, each))) for each in (ratios, ratios[alike]))
    return Elsewhere(every, None if pd.isna(start) else start, both["period_end"].iloc[0], similar)
