"""The gate for curves: each on a grid, and no curve that follows from the others.

Whoever has the curve of everybody and of most groups can work out who is left. So where a result holds a curve of
everybody, at every pair of times that are shown, those without a curve must, taken together, obey the same rule as a group
of their own: no event or enough of them, nobody at risk or enough. Measures leave that curve out where groups are shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from eianalysis.disclosure.primary_suppression import threshold_of
from eianalysis.disclosure.curve_steps import Steps, estimates, incidence, merge
from eianalysis.errors import DisclosureError
from eianalysis.policy import Policy
from eianalysis.results import ALL, CURVE_FIGURES, GROUPING, LEADING, Result
from eianalysis.vocabulary import UNDECLARED

NEEDED = ("characteristic", "group", "time", "at_risk", "events", "estimate", "low", "high")


@dataclass(frozen=True)
class Drawn:
    """One alternative of a curve result, decided: the released table, and what share of its groups it shows."""

    result: Result
    table: pd.DataFrame
    shown: float
    steps: Mapping[tuple, Steps] = field(default_factory=dict)  # of each curve that is shown, by its labels
    labels: tuple[str, ...] = ()

    @property
    def status(self) -> pd.Series:
        return self.table["status"]


def columns(result: Result) -> list[str]:
    """The columns of a curve release."""
    own = [key for key in result.keys if key not in (*LEADING, *GROUPING)]
    return [*LEADING, *GROUPING, *own, *CURVE_FIGURES]


def decide(result: Result, policy: Policy, gone: Mapping[tuple, Collection[float]] | None = None) -> Drawn:
    """Which points of which curves are shown; ``gone`` are times of a curve at which it has none, for the sake of other tables."""
    frame = result.unreleased.reset_index(drop=True)
    absent = [name for name in (*NEEDED, *result.keys) if name not in frame]
    if absent:
        raise DisclosureError(f"{result.measure} has no column {', '.join(absent)}; nothing was released")
    for name, value in (("measure", result.measure), ("kind", result.kind), ("window", ""), ("period_start", pd.NaT), ("period_end", pd.NaT)):
        if name not in frame:
            frame[name] = value
    labels = [name for name in columns(result) if name not in CURVE_FIGURES]
    each = {label: rows for label, rows in frame.groupby(labels, sort=False, dropna=False)}
    place = {label: dict(zip(labels, label, strict=True)) for label in each}
    limit = {label: threshold_of(policy, at["characteristic"], result.keys) for label, at in place.items()}
    steps = {label: _with_events(merge(rows, policy, limit[label], _beside(label, place, each)), rows) for label, rows in each.items()}
    for label, times in (gone or {}).items():
        kept = steps[label]
        for time in sorted(times, reverse=True):
            kept = kept and kept.without(time)
        steps[label] = _with_events(kept, each[label])
    _part_ways(steps, place, each, limit, policy, apart="group")
    if "cause" in result.keys:
        _part_ways(steps, place, each, limit, policy, apart="cause")
    parts = [_points(label, labels, steps[label], each, place, policy) for label in each]
    table = pd.concat(parts, ignore_index=True)[columns(result)]
    asked = [label for label, at in place.items() if at["group"] not in (ALL, *UNDECLARED)]
    shown = sum(steps[label] is not None for label in asked) / len(asked) if asked else 1.0
    return Drawn(result, table, shown, {label: found for label, found in steps.items() if found is not None}, tuple(labels))


def _beside(label, place, each) -> list[pd.DataFrame]:
    """The other ways of leaving of the same group; none where the result has one way only."""
    if "cause" not in place[label]:
        return []
    alike = [
        other for other, at in place.items() if other != label and all(str(value) == str(place[label][name]) for name, value in at.items() if name != "cause")
    ]
    return [each[other] for other in alike if place[other]["cause"] != ALL]


def _with_events(steps: Steps | None, rows: pd.DataFrame) -> Steps | None:
    """None for a curve of which only a stretch without events is left: it would say "nobody leaves" of those who did."""
    return None if steps is None or (steps.events.sum() == 0 and rows["events"].sum() > 0) else steps


def _part_ways(steps, place, each, limit, policy, *, apart: str) -> None:
    """Leave out points of the smallest curves until those without one cannot be told from the total and the rest."""
    families: dict[tuple, list] = {}
    for label, at in place.items():
        families.setdefault(tuple(str(value) for name, value in at.items() if name != apart), []).append(label)
    for family in families.values():
        totals = [label for label in family if place[label][apart] == ALL]
        parts = [label for label in family if place[label][apart] != ALL]
        if totals:
            whole = steps[totals[0]]
        elif apart == "group" or len(parts) < 2:
            continue  # without a curve of everybody there is nothing to subtract the groups' curves from
        else:  # all causes together are the survival curve, which another figure may show
            whole = merge(_together([each[label] for label in parts]), policy, limit[family[0]])
        while whole is not None:
            told = _told(whole, [steps[label] for label in parts], limit[family[0]], policy, risk=apart == "group")
            if told is None:
                break  # at worst no part is left: those without a curve are everybody, and obey the rule themselves
            telling = [label for label in parts if steps[label] is not None and steps[label].on(told)[0].all()]
            smallest = min(telling, key=lambda label: (each[label]["at_risk"].max(), str(label)))
            steps[smallest] = steps[smallest].without(told[-1])


def _together(rows: list[pd.DataFrame]) -> pd.DataFrame:
    """Every cause as one curve: the same people are at risk of each, and the events add up."""
    return pd.concat(rows).groupby("time", as_index=False).agg({"at_risk": "max", "events": "sum"})


def _told(whole: Steps, parts: list[Steps | None], threshold: int, policy: Policy, *, risk: bool) -> np.ndarray | None:
    """The first time (or start and end of a step) at which those without a curve can be worked out and are few.

    The end named last is the one at which fewer curves have a point.
    """
    seen = [part.on(whole.times) for part in parts if part is not None]
    if not seen:
        return None
    there, at_risk, gone = (np.array(values) for values in zip(*seen, strict=True))
    left = whole.at_risk - at_risk.sum(0)
    few = (left > 0) & (left < policy.at_risk) & there.any(0)
    if risk and few.any():
        return whole.times[[int(np.argmax(few))]]
    done = np.cumsum(whole.events)
    both = there[:, :, None] & there[:, None, :]
    known = ((gone[:, None, :] - gone[:, :, None]) * both).sum(0)
    left = done[None, :] - done[:, None] - known
    few = np.triu((left > 0) & (left < threshold) & both.any(0), 1)
    if not few.any():
        return None
    pair = np.array(np.unravel_index(int(np.argmax(few)), few.shape))
    return whole.times[pair[np.argsort(-there.sum(0)[pair], kind="stable")]]


def _points(label, labels, steps: Steps | None, each, place, policy: Policy) -> pd.DataFrame:
    """The rows of one curve as they may be seen; one empty row where it has none."""
    if steps is None:
        out = pd.DataFrame({name: [np.nan] for name in CURVE_FIGURES}).assign(status="hidden")
    else:
        rows = each[label]
        if "cause" in labels:
            alike = [
                other
                for other, at in place.items()
                if all(str(at[name]) == str(place[label][name]) for name in labels if name != "cause") and at["cause"] != ALL
            ]
            values = incidence(rows, pd.concat([each[other] for other in alike]), steps)
        else:
            values = estimates(rows, steps)
        out = _coarse(values.assign(time=steps.times, at_risk=steps.at_risk), policy)
        out["status"] = np.where(steps.at_risk < policy.low_base, "low_base", "shown")
    out = out.assign(**place[label])
    for name in ("time", "estimate", "low", "high"):
        out[name] = out[name].astype("Float64")
    out["at_risk"] = out["at_risk"].astype("Float64").round().astype("Int64")
    out["status"] = out["status"].astype(object)
    return out


def _coarse(values: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Estimates in steps too wide to tell each event's moment; ranges outwards; people to the nearest few."""
    if policy.export:
        step = 10.0 ** (3 if policy.rate_decimals is None else policy.rate_decimals)
        for name, how in (("estimate", np.round), ("low", np.floor), ("high", np.ceil)):
            values[name] = how(np.round(values[name] * step, 6)) / step
    if policy.round_to > 1:
        values["at_risk"] = np.floor(values["at_risk"] / policy.round_to + 0.5) * policy.round_to
    return values
