"""Stability: of those in post a year ago, who still is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, InPost, Later, Measure, Population, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.headcount_reach import headcount_day, kept_groupings, too_short
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.spells import spells
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable


def stability(people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, by: By, worker_type: str = "officer") -> Result:
    """Of those in post a year ago, the share still in post at the end of the period, by group.

    Base: heads in post at the end of the day before the period's last twelve months; numerator: those of them whose spell of service
    has not ended by the period's last day.
    """
    measure = "stability_12m"
    definition = definition_of(measure)
    absent = next((table for table in (people, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent)
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=worker_type, rules=cycle.service)
    year = window(cycle, 12)
    if not headcount_day(year.start) >= service.observed_from:
        return too_short(measure, definition, people, service, year)
    opening = service.in_post(headcount_day(year.start))
    staying = opening[opening["ended"].isna() | (opening["ended"] > year.end)]
    levels = columns_for(replace(people, frame=service.frame, groupings=kept_groupings(people, service)), by)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(staying, opening, columns.values())

    return build(measure, definition, counts, levels, window=year.name, period=(year.start, year.end), sources=service.sources)


STABILITY_12M = Measure(
    "stability_12m",
    Words(
        "Still in post after a year",
        "of those, {workers} still in post a year later",
        "{workers} in post on the day before the period began",
        noun="{workers}",
        verb="were still in post a year later",
        outcome="good",
        base_unit="{workers}",
    ),
    counts=Population("service", InPost("start")),
    did=(("ended", Later()),),
    rows=stability,
    form="comparison",
    workers="officer",
    asks=Ask("06-retention", by=("ethnicity", "sex"), compared=True),
    serves=("TRT-10",),
)
