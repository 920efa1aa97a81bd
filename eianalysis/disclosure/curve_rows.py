"""What the points of curves are counts of: who was at risk at a length of service, and who left between two.

The numbers at risk of the force and of nearly all of it differ by the few who are left out, and so do the departures that
estimates give back. So each point is a row of two cells, decided beside all other curves like a count; curves of a table
share their total, which is printed nowhere and follows where every group of another table has a curve.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from eianalysis.declare import Among, Box
from eianalysis.disclosure import curves, session
from eianalysis.disclosure.cells import UNPRINTED, Key, Row, key_of
from eianalysis.disclosure.curves import Drawn
from eianalysis.disclosure.curves_before import changed
from eianalysis.disclosure.primary_suppression import threshold_of
from eianalysis.disclosure.curve_steps import NEAR
from eianalysis.policy import Policy
from eianalysis.results import ALL, GROUPING, LEADING, Result

TURNS = 4  # points that go make longer steps, which are counts again; a curve not settled by then is not shown
AT, LEFT_AT, RECORDS = "in service after so many months", "left in these months of service", "seen"


def suppress_differences(drawn: Drawn, policy: Policy) -> Drawn:
    """The curves without the points that would tell, beside what was released before, of a few people."""
    if not policy.export:
        return drawn
    result, gone = drawn.result, changed(drawn, session.tables_before(drawn.result), policy) if policy.round_to <= 1 else {}
    if gone:
        drawn = curves.decide(result, policy, gone)
    if result.identity is None:
        return drawn
    for turn in range(TURNS):
        rows = rows_of(drawn, policy)
        hidden = session.hidden_of([row for row, _ in rows], result, policy)
        more = [place for row, place in rows if place and any(cell in hidden for cell in row.cells)]
        if not more:
            return drawn
        for label, time in more:
            gone[label] = {*gone.get(label, ()), *(drawn.steps[label].times if turn == TURNS - 2 else (time,))}
        drawn = curves.decide(result, policy, gone)
    return drawn


def rows_of(drawn: Drawn, policy: Policy) -> list[tuple[Row, tuple | None]]:
    """A row for each point with the curve and the time it stands at, and for each time the total, which stands nowhere."""
    frame, found = drawn.result.unreleased, []
    own = [name for name in drawn.labels if name in frame]
    each = {label: rows for label, rows in frame.groupby(own, sort=False, dropna=False)}
    groups = {name: list(pd.unique(rows)) for name, rows in frame.groupby("characteristic", sort=False)["group"]}
    for label, steps in drawn.steps.items():
        place = dict(zip(drawn.labels, label, strict=True))
        limit = threshold_of(policy, place["characteristic"], drawn.result.keys)
        months = np.round(steps.times * 12).astype(int)
        for at, month in enumerate(months):
            since = months[at - 1] + 1 if at else month + 1
            count, base = _terms(drawn.result, place, groups, month, range(since, month + 1))
            found.append(
                (
                    Row(
                        count,
                        base,
                        float(steps.events[at]),
                        float(steps.at_risk[at]),
                        limit,
                        False,
                        "group",
                        _within(drawn.result, place, month),
                        str(place["group"]),
                    ),
                    (label, float(steps.times[at])),
                )
            )
    found += [(row, None) for row in _totals(drawn, each, groups, policy)]
    return found


def _totals(drawn: Drawn, each: Mapping, groups: Mapping, policy: Policy) -> Iterable[Row]:
    """Everybody at risk at each time at which a curve has a point: the groups of a table added up."""
    times: dict[str, set[float]] = {}
    for label, steps in drawn.steps.items():
        times.setdefault(dict(zip(drawn.labels, label, strict=True))["characteristic"], set()).update(steps.times)
    for characteristic, moments in times.items():
        alike: dict[str, pd.DataFrame] = {}
        for rows in each.values():
            if rows["characteristic"].iloc[0] == characteristic:
                alike.setdefault(str(rows["group"].iloc[0]), rows)
        if ALL in alike:
            continue
        place = {name: rows.iloc[0] for name, rows in next(iter(alike.values())).items() if name in drawn.labels} | {"group": ALL}
        for moment in sorted(moments):
            month = round(moment * 12)
            _, base = _terms(drawn.result, place, groups, month, ())
            value = float(sum(_at_risk(rows, moment) for rows in alike.values()))
            yield Row((), base, 0.0, value, policy.threshold, False, UNPRINTED, _within(drawn.result, place, month), ALL)


def _at_risk(rows: pd.DataFrame, moment: float) -> float:
    rows = rows.sort_values("time")
    at = int(np.searchsorted(rows["time"].to_numpy(float), moment - NEAR))
    return float(rows["at_risk"].iloc[at]) if at < len(rows) else 0.0


def _terms(result: Result, place: Mapping, groups: Mapping, month: int, left: Iterable[int]) -> tuple[Key, Key]:
    keys = [key for key in result.keys if key not in (*LEADING, *GROUPING)]
    if result.identity is None:
        raise TypeError("a curve without an identity has no cells")
    events, base = result.identity.terms(place, groups[place["characteristic"]], keys)
    records = {RECORDS: Among(f"{place['period_start']} to {place['period_end']}")}
    gone = {**records, LEFT_AT: Among(*map(str, left))}
    return (
        key_of((weight, _of(box).that(gone)) for weight, box in events),
        key_of((weight, _of(box).that({**records, AT: Among(str(month))})) for weight, box in base),
    )


def _of(box: Box) -> Box:
    return Box(f"{box.universe}, by length of service", box.facts)


def _within(result: Result, place: Mapping, month: int) -> tuple:
    return (
        result.measure,
        *(str(place.get(name)) for name in ("window", "period_start", "period_end")),
        *(str(place.get(key)) for key in result.keys),
        str(place["characteristic"]),
        str(month),
    )
