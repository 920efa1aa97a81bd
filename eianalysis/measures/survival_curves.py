"""When in their service people leave: the share still in service by length of service, and whether groups differ in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Measure, Population, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.headcount_reach import kept_groupings
from eianalysis.measures.made_columns import one_at_a_time
from eianalysis.measures.rates import columns_for, not_available, unique
from eianalysis.measures.spells import Spells, service_years, spells
from eianalysis.policy import LIMITS
from eianalysis.results import Result
from eianalysis.schema.date_columns import day_asked
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED, order


def survival(
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    by: str,
    worker_type: str = "officer",
    joined_from: str | date | None = None,
    confidence: float | None = None,
) -> Result:
    """The share still in service at each length of service, by group, counting people only while they could be seen.

    ``joined_from`` keeps the spells that started on or after that day. Returns a ``curve`` result: Kaplan-Meier with
    delayed entry, one row an event time, in years.
    """
    measure = "survival_by_service"
    definition = definition_of(measure)
    absent = next((table for table in (people, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, shape="curve")
    service, frame = _observed(people, leavers, joiners, cycle, worker_type, joined_from)
    if frame.empty:
        return not_available(measure, definition, people, reason="nobody in the records was at risk", shape="curve")
    levels = columns_for(replace(people, frame=frame, groupings=kept_groupings(people, service)), by)
    confidence = cycle.confidence if confidence is None else confidence
    return _curve(measure, definition, service, frame, [list(level.values())[0] for level in levels], confidence)


def _observed(people, leavers, joiners, cycle, worker_type, joined_from) -> tuple[Spells, pd.DataFrame]:
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=worker_type, rules=cycle.service)
    frame = service_years(service.frame, service.as_at, rules=service.rules, away=service.away)
    if joined_from is not None:
        frame = frame[frame["started"] >= day_asked("joined_from", joined_from)]
    return service, frame


def _curve(measure, definition, service, frame, columns: list[str], confidence: float) -> Result:
    column = columns[0]
    parts = []
    # no curve for everybody: with it, the curve of a group too small to show could be worked out from the others
    for group in order(column, frame[column].dropna().unique()):
        rows = frame[frame[column] == group]
        table = stats.life_table(rows["exit"], rows["event"], entry=rows["entry"], confidence=confidence)
        parts.append(every_month(table, rows).assign(group=group))
    counts = pd.concat(parts, ignore_index=True).rename(columns={"survival": "estimate"})
    counts = counts.assign(
        measure=measure, kind="proportion", window="all recorded", characteristic=column, period_start=service.observed_from, period_end=service.as_at
    )
    counts = counts[
        ["measure", "kind", "window", "period_start", "period_end", "characteristic", "group", "time", "at_risk", "events", "estimate", "low", "high"]
    ]
    rest = columns[1:]
    coarser = None if not rest else (lambda: _curve(measure, definition, service, frame, rest, confidence))
    return Result(measure=measure, shape="curve", definition=definition, counts=counts, sources=unique(service.sources), coarser=coarser, confidence=confidence)


def every_month(table: pd.DataFrame, rows: pd.DataFrame, *, estimate: str = "survival", first: float = 1.0) -> pd.DataFrame:
    """The table of a curve with a row at each whole month of service, so that whoever is at risk there is known there.

    Between two departures people come into view as well, so the next departure's number at risk is not that of the month.
    """
    if table.empty:
        return table
    months = np.arange(int(np.floor(table["time"].iloc[-1] * 12)) + 1) / 12
    months = months[~np.isclose(months[:, None], table["time"].to_numpy()[None, :], atol=1e-9).any(axis=1)]
    entry, exit_ = np.sort(rows["entry"].to_numpy(float)), np.sort(rows["exit"].to_numpy(float))
    at_risk = np.searchsorted(entry, months, "left") - np.searchsorted(exit_, months, "left")
    at_risk = np.where(months == 0, np.searchsorted(entry, 0.0, "right"), at_risk)
    extra = pd.DataFrame({"time": months, "at_risk": at_risk, "events": 0})
    whole = pd.concat([table, extra], ignore_index=True).sort_values("time", kind="stable", ignore_index=True)
    whole[estimate] = whole[estimate].ffill().fillna(first)
    for bound in ("low", "high"):
        whole[bound] = whole[bound].ffill()
    return whole


def compare_survival(
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    by: str,
    worker_type: str = "officer",
    joined_from: str | date | None = None,
) -> Result:
    """Whether the declared groups leave at different rates over all lengths of service: the log-rank test.

    Groups with fewer than five leavers are left out: the test's chi-square is no guide for them.
    """
    measure = "survival_logrank"
    one_at_a_time(measure, by)
    definition = definition_of(measure)
    absent = next((table for table in (people, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, shape="statistic")
    service, frame = _observed(people, leavers, joiners, cycle, worker_type, joined_from)
    column = columns_for(replace(people, frame=frame, groupings=kept_groupings(people, service)), by)[-1][by]
    frame = frame[~frame[column].isin(UNDECLARED) & frame[column].notna()]
    left = frame.groupby(column, observed=True)["event"].sum()
    frame = frame[frame[column].isin(left.index[left >= LIMITS.curve_leavers])]
    if frame.empty:
        return not_available(measure, definition, people, reason="nobody in the records was at risk", shape="statistic")
    test = stats.logrank_test(frame["exit"], frame["event"], frame[column], entry=frame["entry"])
    events = frame.groupby(column, observed=True)["event"].sum()
    counts = pd.DataFrame(
        {
            "measure": [measure],
            "window": ["all recorded"],
            "period_start": [service.observed_from],
            "period_end": [service.as_at],
            "characteristic": [column],
            "group": [" and ".join(map(str, order(column, events.index)))],
            "name": ["log-rank chi-square"],
            "value": [test.chi2],
            "df": [test.df],
            "p_value": [test.p],
            "smallest": [int(events.min()) if len(events) else 0],
        }
    )
    return Result(measure=measure, shape="statistic", definition=definition, counts=counts, sources=unique(service.sources), confidence=cycle.confidence)


SURVIVAL_BY_SERVICE = Measure(
    "survival_by_service",
    Words(
        "Still in service, by length of service",
        "{workers} who left, for any reason",
        "{workers} in service at that length of service",
        noun="{workers}",
        verb="were still in service",
        outcome="good",
        base_unit="{workers} at risk",
        method="Kaplan-Meier with delayed entry ({workers} already in service when records begin are counted only from then), log-log limits.",
        notes=(
            "Uses all recorded history, not only the period. Read it as what would happen to {workers} who at each "
            "length of service left at the rate seen in the records.",
        ),
    ),
    counts=Population("service"),
    did="left",
    rows=survival,
    shape="curve",
    form="curve",
    workers="officer",
    asks={"ethnicity": Ask("06-retention", by=("ethnicity",)), "sex": Ask("06-retention", by=("sex",))},
    serves=("TRT-10", "EIW-RET-O04", "EDHR-OP3.01", "GLA-04"),
)


SURVIVAL_LOGRANK = Measure(
    "survival_logrank",
    Words(
        "Do the curves differ?",
        "{workers} who left",
        "{workers} at risk",
        noun="{workers}",
        verb="left",
        method="Log-rank test with delayed entry, all lengths of service together.",
    ),
    counts=Population("service"),
    did="left",
    rows=compare_survival,
    shape="statistic",
    form="statistic",
    workers="officer",
    asks={"ethnicity": Ask("06-retention", by=("ethnicity",)), "sex": Ask("06-retention", by=("sex",))},
    serves=("TRT-10", "EIW-RET-O04", "EDHR-OP3.01"),
)
