"""Curves that readers have already: one that has changed by a few people since is left out.

Somebody's data are taken out and the cycle is issued again: at every length of service that the person had, one fewer of the same
sex and the same ethnicity is at risk. A curve has so many points, and an estimate that hangs on all of them, that it goes whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from eianalysis.disclosure.curves import Drawn
from eianalysis.disclosure.issued_rows import Shown, rounds
from eianalysis.disclosure.primary_suppression import threshold_of
from eianalysis.policy import Policy

Point = tuple[float, float]  # at risk, and the estimate as it is printed


def changed(drawn: Drawn, before: Iterable[Shown], policy: Policy) -> dict[tuple, set[float]]:
    """The curves of which readers have another with a few people more or less, and all their times."""
    result, labels = drawn.result, drawn.labels
    had = [
        _points(table, labels)
        for table, side in before
        if side["shape"] == "curve"
        and not rounds(side)
        and (side["measure"], side.get("definition", {}).get("noun")) == (result.measure, result.definition.noun)
        and {"time", "at_risk", "estimate", *labels} <= set(table)
    ]
    now = _points(drawn.table, labels)
    found: dict[tuple, set[float]] = {}
    for label, steps in drawn.steps.items():
        place = _named(label)
        limit = threshold_of(policy, dict(zip(labels, label, strict=True))["characteristic"], result.keys)
        if any(_apart(now.get(place, {}), each.get(place, {}), limit) for each in had):
            found[label] = set(steps.times.tolist())
    return found


def _points(table: pd.DataFrame, labels: Sequence[str]) -> dict[tuple, dict[int, Point]]:
    """The points of each curve by its labels and the month they stand at."""
    found: dict[tuple, dict[int, Point]] = {}
    shown = table[table["at_risk"].notna() & table["time"].notna()]
    for record in shown.astype(object).to_dict("records"):
        place = _named(tuple(record[name] for name in labels))
        estimate = record["estimate"]
        found.setdefault(place, {})[round(float(record["time"]) * 12)] = (float(record["at_risk"]), -1.0 if pd.isna(estimate) else float(estimate))
    return found


def _named(label: tuple) -> tuple[str, ...]:
    return tuple("" if pd.isna(value) else str(value)[:10] if isinstance(value, pd.Timestamp) else str(value) for value in label)


def _apart(now: Mapping[int, Point], was: Mapping[int, Point], limit: int) -> bool:
    """Whether they differ, and anywhere by no more than a few."""
    return any(now[month] != was[month] and abs(now[month][0] - was[month][0]) < limit for month in now.keys() & was.keys())
