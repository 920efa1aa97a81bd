"""Whether a target for a group's share is likely met: of joiners by the range of their share today, of those in post by the futures on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from eianalysis import stats

if TYPE_CHECKING:
    from eianalysis.measures.trajectory import Flow

RULE = (
    "A target for those in post is likely met where at least nine futures in ten are at it on its day, not likely met where at most one in ten is; "
    "one for joiners, where the whole range of their share today is at it, or below it. Else nobody can tell."
)


def outlook(flow: Flow, value: float, basis: str, futures: np.ndarray, years: int | None) -> str:
    """The words of ``stats.target_outlook``; ``years`` until its day, None where no day is set: some day or other anything may be reached."""
    if basis == "joiners":
        low, high = stats.exact_interval(flow.joiners_group, flow.joiners)
        return stats.target_outlook(target=value, low=float(low), high=float(high))
    if years is None:
        return stats.target_outlook(target=value)
    return stats.target_outlook(target=value, futures=futures[:, min(max(years, 0), futures.shape[1] - 1)])
