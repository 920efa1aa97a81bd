"""People with at least one event in each year, per person-year of service in it.

Who joins within the year is in the base for the time they were there, so nobody is counted who is in no row of the base.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.made_columns import with_columns
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.spell_windows import ONE_DAY, served
from eianalysis.measures.spells import Spells
from eianalysis.measures.windows import Window, window
from eianalysis.policy import SMALLEST_COUNT
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable

#: A note of each measure counted here.
WHO_WAS_THERE = "Who came or went within the period counts for the time they were there; who was not in post in a year is not counted in it."
NOT_THERE = "people who were not in post in the year of it: not counted"
STRANGERS = "most of the people it names were not in post in that year: are they called in it what the snapshots call them (person_ref)?"


def each_year(measure: str, events: TypedTable, service: Spells, cycle: BoardCycle, by: By, months: int | Sequence[int]) -> Result:
    """People with at least one event (``received``, ``person_ref``) in each year, per person-year of service, by group.

    Who was not in post at any time of a year is no numerator of it; how many those are is told with the events' source.
    Where they are most of all, the two tables do not speak of the same people, and nothing is counted.
    """
    windows = [window(cycle, span) for span in ([months] if isinstance(months, int) else months)]
    windows = [w for w in windows if w.start - ONE_DAY >= service.observed_from]
    if not windows:
        return not_available(measure, definition_of(measure), events, kind="rate", reason="the records of people in post begin after the period does")
    levels = columns_for(replace(events, groupings=_shared(events, service)), by)
    years = {year: (_within(events.frame, *year), served(service, *year)) for w in windows for year in w.years}
    longest = max(windows, key=lambda w: w.end - w.start)
    named, strange = (sum(each) for each in zip(*(_strangers(*years[year]) for year in longest.years), strict=True))
    told = not events.filters  # of a part of the force, who is not in it is in another
    if told and strange >= SMALLEST_COUNT and 2 * strange > named:
        return not_available(measure, definition_of(measure), events, kind="rate", columns=("person_ref",), reason=STRANGERS)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([_in_each_year([years[year] for year in w.years], w, columns) for w in windows], ignore_index=True)

    whole_years = longest.start + pd.DateOffset(years=1) <= longest.end + ONE_DAY  # quarters one by one would tell the same people again
    first, *rest = events.sources or (None,)
    sources = (first.with_set_aside((NOT_THERE, strange)), *rest) if first and told and strange and whole_years else events.sources
    return build(measure, definition_of(measure), counts, levels, kind="rate", sources=(*sources, *service.sources))


def _shared(cases: TypedTable, service: Spells) -> dict[str, tuple[str, ...]]:
    """The groupings that both the cases and the people in post know."""
    return {
        name: columns for name, columns in cases.groupings.items() if set(columns) <= set(service.frame.columns) and set(columns) <= set(cases.frame.columns)
    }


def _within(subjects: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Who has an event in the year, once each."""
    return subjects[subjects["received"].between(start, end)].drop_duplicates("person_ref")


def _strangers(subjects: pd.DataFrame, base: pd.DataFrame) -> tuple[int, int]:
    """How many have an event in a year, and how many of them served on no day of it."""
    return len(subjects), int((~subjects["person_ref"].isin(base["person_ref"])).sum())


def _in_each_year(years: list[tuple[pd.DataFrame, pd.DataFrame]], w: Window, columns: Mapping[str, str]) -> pd.DataFrame:
    events = pd.concat([_as_in_base(subjects, base, columns) for subjects, base in years])
    counted = tally(events, pd.concat([base for _, base in years]), columns.values(), size="years")
    return counted.assign(window=w.name, period_start=w.start, period_end=w.end)


def _as_in_base(subjects: pd.DataFrame, base: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Those of the subjects who are in the base, in the group they have there."""
    people = with_columns(base.drop_duplicates("person_ref", keep="last"), columns.values()).set_index("person_ref")
    subjects = subjects[subjects["person_ref"].isin(people.index)]
    return subjects.assign(**{column: subjects["person_ref"].map(people[column]) for column in columns.values()})
