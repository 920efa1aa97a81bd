"""A curve on a coarse grid of times, so that no step shows a few people leaving.

Works on one curve at a time: the event times of one group, with how many were at risk and how many left at each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from eianalysis.policy import Policy

NEAR = 1e-9


@dataclass(frozen=True)
class Steps:
    """One curve: its grid times, who is at risk at each, and the events since the grid time before."""

    times: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray  # in (previous time, time]; the first is 0

    def on(self, grid: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """At each of these times: whether the curve has a point there, who is at risk, events so far (0 where none)."""
        at = np.searchsorted(self.times, grid - NEAR).clip(max=len(self.times) - 1)
        there = np.abs(self.times[at] - grid) < NEAR
        return there, np.where(there, self.at_risk[at], 0.0), np.where(there, np.cumsum(self.events)[at], 0.0)

    def without(self, time: float) -> Steps | None:
        """The curve with this point left out, its step joined to the next; None where no step is left."""
        keep = np.abs(self.times - time) > NEAR
        if keep.sum() < 2:
            return None
        events = np.diff(np.cumsum(self.events)[keep], prepend=np.nan)
        events[0] = 0.0
        return Steps(self.times[keep], self.at_risk[keep], events)


def merge(rows: pd.DataFrame, policy: Policy, threshold: int, beside: Sequence[pd.DataFrame] = ()) -> Steps | None:
    """The grid times at which this curve may be shown, or None where there is nothing to show.

    Begins at the first grid time with enough people at risk and ends where there are fewer; grid times are left out
    until each step between two holds no event, or at least the threshold. At risk at a grid time are those at risk when
    the next person left or was last seen: between the two nobody went. ``beside`` are the other ways of leaving of the same
    people: a step must do for all of them, so that all share their grid and none follows from the rest.
    """
    rows = rows.sort_values("time")
    time, risk, events = (rows[name].to_numpy(float) for name in ("time", "at_risk", "events"))
    if not len(time):
        return None
    # The last grid time is the last exit: after it nobody was observed.
    grid = np.arange(int(np.floor(time[-1] * 12 / policy.curve_months + NEAR)) + 1) * policy.curve_months / 12
    at = risk[np.searchsorted(time, grid - NEAR).clip(max=len(time) - 1)]
    # Long before anybody left, people found already in post may not have been observed yet.
    enough = (at >= max(policy.at_risk, 1)) & (grid >= time[0] - policy.curve_months / 12 - NEAR)
    if not enough.any():
        return None
    first = int(np.argmax(enough))
    last = first + int(np.argmin(np.append(enough[first:], False)))
    done = np.array([events[time <= moment + NEAR].sum() for moment in grid])
    others = [np.array([other.loc[other["time"] <= moment + NEAR, "events"].sum() for moment in grid]) for other in beside]
    kept, before = [first], [0.0]
    for place in range(first + 1, last):
        gone = done[place] - done[kept[-1]]
        if all(each == 0 or each >= threshold for each in (gone, *(other[place] - other[kept[-1]] for other in others))):
            kept.append(place)
            before.append(gone)
    return Steps(grid[kept], at[kept], np.array(before)) if len(kept) > 1 else None


def estimates(rows: pd.DataFrame, steps: Steps) -> pd.DataFrame:
    """The curve at its grid times, given that one reaches the first: the share still in, with its range.

    Where the curve begins at 0 these are the analysis's own figures. Where it begins later, what few people did before
    then is left out: the estimate is divided by its value there, and the log-log range (R's ``survfit``) taken from the
    terms of Greenwood's sum after it.
    """
    rows = rows.sort_values("time")
    time, risk, events = (rows[name].to_numpy(float) for name in ("time", "at_risk", "events"))
    used = time > steps.times[0] + NEAR
    z = _confidence(rows)
    out = []
    for moment in steps.times:
        here = used & (time <= moment + NEAR)
        left = risk[here] - events[here]
        share = float(np.prod(left / risk[here]))
        low = high = np.nan
        if 0 < share < 1 and z is not None:
            spread = z * np.sqrt((events[here] / (risk[here] * left)).sum()) / np.log(share)
            low, high = share ** np.exp(-spread), share ** np.exp(spread)
        out.append((share, low, high))
    return pd.DataFrame(out, columns=["estimate", "low", "high"])


def incidence(rows: pd.DataFrame, causes: pd.DataFrame, steps: Steps) -> pd.DataFrame:
    """One of several ways of leaving at its grid times, given that one reaches the first (ranges only from 0)."""

    def value(frame, name, moment, empty=0.0):
        past = frame[frame["time"] <= moment + NEAR].sort_values("time")
        return float(past[name].iloc[-1]) if len(past) else empty

    start = steps.times[0]
    still = 1.0 - sum(value(one, "estimate", start) for _, one in causes.groupby("cause", sort=False))
    out = []
    for moment in steps.times:
        share = (value(rows, "estimate", moment) - value(rows, "estimate", start)) / still if still > 0 else np.nan
        ranged = start == 0 and share > 0
        low, high = (value(rows, name, moment, np.nan) if ranged else np.nan for name in ("low", "high"))
        out.append((share, low, high))
    return pd.DataFrame(out, columns=["estimate", "low", "high"])


def _confidence(rows: pd.DataFrame) -> float | None:
    """How many standard errors the analysis's own ranges are wide, read off its first finite one."""
    risk, events, share, low = (rows[name].to_numpy(float) for name in ("at_risk", "events", "estimate", "low"))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.cumsum(events / (risk * (risk - events))))
        z = np.log(np.log(low) / np.log(share)) * -np.log(share) / spread
    z = z[np.isfinite(z) & (z > 0)]
    return float(z[0]) if len(z) else None
