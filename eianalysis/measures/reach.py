"""Which windows the records reach: a window they do not cover is not a count of nothing, and is never shown as one.

Measures of people in post look at their snapshots themselves. What is looked at here is dated rows (cases, grievances,
rounds): a window is out of reach where they begin after its first year is over, or, where the mapping says since when
they are complete, after its first day. Of a table that was narrowed all rows tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.declare import During, Measure
from eianalysis.measures.rates import not_available
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

_YEAR = pd.DateOffset(years=1)


def within_reach(result: Result, tables: Iterable[TypedTable], measure: Measure | None, given: Mapping[str, object]) -> Result:
    """The result without windows that its records do not reach, and with a note on those; not available where none is left."""
    if result.missing or result.shape != "counts":
        return result
    found = _begin(measure, tables) if measure and "period_start" in result.counts else None
    if found:
        table, first, declared = found
        ends = pd.to_datetime(result.counts["period_end"])
        starts = pd.to_datetime(result.counts["period_start"]).fillna(ends)
        latest = starts if declared else (starts + _YEAR - pd.Timedelta(days=1)).where(starts + _YEAR <= ends, ends)
        out = (first > latest) & starts.notna()
        before = not len(out) and first > pd.Timestamp(given["cycle"].period_end) if "cycle" in given else False
        if before or len(out) and out.all():
            start = given["cycle"].period_start if before else starts.min()
            reason = f"its records begin on {day_in_words(first)}, after the window asked for does ({day_in_words(start)})"
            return not_available(result.measure, result.definition, table, kind=result.kind, keys=result.keys, reason=reason)
        result = _without(result, sorted(set(result.counts.loc[out, "window"])))
    return _told(result, given.get("months"))


def _begin(measure: Measure, tables: Iterable[TypedTable]) -> tuple[TypedTable, pd.Timestamp, bool] | None:
    """The table whose rows are dated in the window, its first day, and whether that is declared or only the first row's."""
    known = {table.name: table for table in tables if not table.absent}
    for population in (measure.events, measure.counts):
        table = known.get(population.of)
        if table is None or not isinstance(population.when, During):
            continue
        rows, day = table.frame if table.whole is None else table.whole, population.when.attribute
        if table.observed_from is not None:
            return table, pd.Timestamp(table.observed_from), True
        if day in rows and rows[day].notna().any():
            first = pd.Timestamp(rows[day].min())
            return table, (first.tz_localize(None) if first.tzinfo else first).normalize(), False
    return None


def _without(result: Result, windows: Sequence[str]) -> Result:
    if not windows:
        return result
    finer = result.coarser
    return replace(result, counts=result.counts[~result.counts["window"].isin(windows)].reset_index(drop=True),
                   coarser=None if finer is None else lambda: _without(finer(), windows))


def _told(result: Result, months: object) -> Result:
    """The result with a note on each window that was asked for and that its table has not."""
    if not isinstance(months, list | tuple) or result.counts.empty or "window" not in result.counts:
        return result
    there = set(result.counts["window"])
    lacking = [span for span in months if f"{span}m" not in there]
    if not lacking or len(lacking) == len(months):
        return result
    note = f"The records do not reach back {' or '.join(f'{span} months' for span in lacking)}, so that is not shown."
    finer = result.coarser
    return replace(result, definition=replace(result.definition, notes=(*result.definition.notes, note)),
                   coarser=None if finer is None else lambda: _told(finer(), months))
