"""A question asked of tables that end before the period does is asked up to the day they reach, and says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

ONE_DAY = pd.Timedelta(days=1)


def within_records(cycle: BoardCycle, tables: Iterable[object]) -> tuple[BoardCycle, str]:
    """The cycle with its period, as long as it was, ending on the last day that all of the tables reach; and the note that tells it.

    A rate of twelve months of which three are empty would be a fall that there was not. The cycle itself and no note where
    nothing ends early.
    """
    short = (
        [table for table in tables if isinstance(table, TypedTable) and table.covers_to is not None and table.covers_to < cycle.data_cut_off]
        if isinstance(cycle, BoardCycle)
        else []
    )
    if not short:
        return cycle, ""
    last = min(table.covers_to for table in short)
    start = cycle.period_start
    if last < cycle.period_end:
        first, after, end = (pd.Timestamp(day) for day in (start, cycle.period_end, last))
        after, end = after + ONE_DAY, end + ONE_DAY
        months = (after.year - first.year) * 12 + after.month - first.month
        start = (end - pd.DateOffset(months=months) if after.day == first.day else end - (after - first)).date()
    names = ", ".join(table.name for table in short)
    note = f"The records ({names}) end on {day_in_words(last)}, before the data cut-off: every window ends then."
    return replace(cycle, period_start=start, period_end=min(last, cycle.period_end), data_cut_off=last), note


def noted(result: Result, *notes: str) -> Result:
    """The result with the notes among those of its definition, at whichever level the gate will take."""
    new = tuple(note for note in dict.fromkeys(notes) if note and note not in result.definition.notes)
    if not new:
        return result
    finer = result.coarser
    return replace(
        result, definition=replace(result.definition, notes=(*result.definition.notes, *new)), coarser=None if finer is None else lambda: noted(finer(), *new)
    )
