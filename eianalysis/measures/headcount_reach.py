"""How far back the records know a headcount: the day it is of, a shorter window where they begin later, or why there is none."""

from __future__ import annotations

import pandas as pd

from eianalysis.measures.rates import unique
from eianalysis.measures.spells import Spells
from eianalysis.measures.windows import Window
from eianalysis.results import Missing, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

LEAST_MONTHS = 6  # a rate of a year from less than half of one would be a guess


def headcount_day(first_day: pd.Timestamp) -> pd.Timestamp:
    """The day whose closing headcount is the headcount at the start: the day before the first."""
    return first_day - pd.Timedelta(days=1)


def kept_groupings(people: TypedTable, service: Spells) -> dict[str, tuple[str, ...]]:
    return {name: columns for name, columns in people.groupings.items() if set(columns) <= set(service.frame.columns)}


def shorter_window(service: Spells, asked: Window) -> tuple[Window, int] | None:
    """The window of as many whole months as the records hold of the last year, and how many; None of less than half a year."""
    after = asked.end + pd.Timedelta(days=1)
    months = next((months for months in range(11, LEAST_MONTHS - 1, -1) if headcount_day(after - pd.DateOffset(months=months)) >= service.observed_from), None)
    if months is None:
        return None
    start = after - pd.DateOffset(months=months)
    return Window(f"{months}m", start, asked.end, ((start, asked.end),)), months


def too_short(measure, definition, people, service: Spells, asked: Window) -> Result:
    """Where the records begin after the window does: no headcount at its start is known."""
    reason = (
        f"the records begin on {day_in_words(service.observed_from)}, after the headcount this window starts from "
        f"({day_in_words(headcount_day(asked.start))}); where they are complete since an earlier day, observed_from in mapping.toml "
        "says so"
    )
    return Result(
        measure=measure,
        shape="counts",
        definition=definition,
        counts=pd.DataFrame(),
        kind="rate",
        sources=unique(service.sources),
        missing=Missing(file=people.name, columns=("as_at",), items=definition.serves, reason=reason),
    )
