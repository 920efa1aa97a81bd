"""People with at least one event in each year, per person in post as it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.made_columns import with_columns
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.spells import Spells
from eianalysis.measures.windows import Window, window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable


def each_year(measure: str, events: TypedTable, service: Spells, cycle: BoardCycle, by: By, months: int | Sequence[int]) -> Result:
    """People with at least one event (``received``, ``person_ref``) in each year, per person in post as it began."""
    windows = [window(cycle, span) for span in ([months] if isinstance(months, int) else months)]
    windows = [w for w in windows if w.start - pd.Timedelta(days=1) >= service.observed_from]
    if not windows:
        return not_available(measure, definition_of(measure), events, kind="rate", reason="the records of people in post begin after the period does")
    levels = columns_for(replace(events, groupings=_shared(events, service)), by)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([_in_each_year(events.frame, service, w, columns) for w in windows], ignore_index=True)

    return build(measure, definition_of(measure), counts, levels, kind="rate", sources=(*events.sources, *service.sources))


def _shared(cases: TypedTable, service: Spells) -> dict[str, tuple[str, ...]]:
    """The groupings that both the cases and the people in post know."""
    return {
        name: columns for name, columns in cases.groupings.items() if set(columns) <= set(service.frame.columns) and set(columns) <= set(cases.frame.columns)
    }


def _in_each_year(subjects: pd.DataFrame, service: Spells, w: Window, columns: Mapping[str, str]) -> pd.DataFrame:
    events, base = [], []
    for start, end in w.years:
        received = subjects[(subjects["received"] >= start) & (subjects["received"] <= end)]
        events.append(_as_in_post(received.drop_duplicates("person_ref"), service, columns))
        base.append(service.in_post(start - pd.Timedelta(days=1)))
    counted = tally(pd.concat(events), pd.concat(base), columns.values())
    return counted.assign(window=w.name, period_start=w.start, period_end=w.end)


def _as_in_post(subjects: pd.DataFrame, service: Spells, columns: Mapping[str, str]) -> pd.DataFrame:
    """The subjects with their groups as last recorded in post, as the base has them; else as the case has them."""
    people = with_columns(service.frame.drop_duplicates("person_ref", keep="last"), columns.values()).set_index("person_ref")
    subjects = with_columns(subjects, columns.values())
    last = {column: subjects["person_ref"].map(people[column]).fillna(subjects[column]) for column in columns.values()}
    return subjects.assign(**last)
