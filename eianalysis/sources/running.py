"""Counts of months that are running totals of the year: added up they count the first month twelve times.

A system's report of "year to date" has the same headings as one of the month. Counts of single months rise and fall; a running total
never falls but where its year begins.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable, fault_of
from eianalysis.vocabulary import month_name

#: So many steps from month to month are looked at, at the least; hardly any falls, and most rise.
STEPS, HARDLY, MOST = 40, 0.02, 0.5
SAID = "from one month to the next it never falls but in {}: is it the total since the year began?"
CURE = "give the count of each month alone"


def without_running(table: TypedTable) -> TypedTable:
    """The table, unless a count of months in it is a running total of the year: then a ``DataFault``."""
    declared = TABLES.get(table.name)
    day = next((name for name in declared.happened if name in declared.key), None) if declared else None
    if declared is None or table.absent or day is None or day not in table.frame or "person_ref" in declared:
        return table
    series = [name for name in declared.key if name != day and name in table.frame]
    faults = [
        Fault(SAID.format(month_name(pd.Timestamp(2000, month, 1))), CURE, column=column.name)
        for column in declared.columns
        if column.kind == "count" and column.name in table.frame and series
        for month in _begins(table.frame, column.name, day, series)
    ]
    if faults:
        raise fault_of(table, faults)
    return table


def _begins(frame: pd.DataFrame, name: str, day: str, series: list[str]) -> Iterator[int]:
    """The month in which a running total begins anew; nothing where it is none."""
    rows = frame.dropna(subset=[name]).sort_values(day)
    step = rows.groupby(series, observed=True)[name].diff()
    rows, step = rows[step.notna()], step.dropna().astype(float)
    month = rows[day].dt.month
    begins = int((step < 0).groupby(month).mean().idxmax()) if len(step) else 0
    inside = step[month != begins]
    if len(inside) >= STEPS and (inside < 0).mean() <= HARDLY and (inside > 0).mean() >= MOST and (step[month == begins] < 0).mean() >= MOST:
        yield begins
