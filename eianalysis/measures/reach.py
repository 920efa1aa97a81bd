"""Which windows the records reach: a window they do not cover is not a count of nothing, and is never shown as one.

Measures of people in post look at their snapshots themselves. What is looked at here is dated rows (cases, grievances,
rounds): a window is out of reach where they begin after its first year is over, or, where the mapping says since when
they are complete, after its first day. Of a table that was narrowed all rows tell. Where a measure is of other days than those of
one table (who came, left and stayed), the earliest of all its dated rows is where its records begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.declare import During, Measure
from eianalysis.measures.rates import not_available
from eianalysis.results import Result
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

_YEAR = pd.DateOffset(years=1)


def within_reach(result: Result, tables: Iterable[TypedTable], measure: Measure | None, given: Mapping[str, object]) -> Result:
    """The result as its records reach: windows cut and named so ("23 of 72 months"), or, of rates, left out with a note.

    A share of dated rows is of those there are; a rate whose base is of other records would be of too few events.
    """
    if result.missing or result.shape != "counts":
        return result
    tables = list(tables)
    found = _begin(measure, tables) or _earliest(tables) if measure and "period_start" in result.counts else None
    if found:
        table, first, declared = found
        end = (
            pd.to_datetime(result.counts["period_end"]).max() if len(result.counts) else pd.Timestamp(given["cycle"].period_end) if "cycle" in given else pd.NaT
        )
        if first > end:
            reason = f"its records begin on {day_in_words(first)}, after the period ends ({day_in_words(end)})"
            return not_available(result.measure, result.definition, table, kind=result.kind, keys=result.keys, reason=reason)
        out = _beyond(result.counts, first, declared)
        if result.kind == "rate" and out.any() and out.all():
            start = pd.to_datetime(result.counts["period_start"]).min()
            reason = f"its records begin on {day_in_words(first)}, after the window asked for does ({day_in_words(start)})"
            return not_available(result.measure, result.definition, table, kind=result.kind, keys=result.keys, reason=reason)
        if out.any():
            result = _without(result, first, declared) if result.kind == "rate" else _cut(result, first, declared)
    return _told(result, given.get("months"))


def _beyond(counts: pd.DataFrame, first: pd.Timestamp, declared: bool) -> pd.Series:
    """Which rows are of a window that begins too long before the records do."""
    ends = pd.to_datetime(counts["period_end"])
    starts = pd.to_datetime(counts["period_start"])
    latest = starts if declared else (starts + _YEAR - pd.Timedelta(days=1)).where(starts + _YEAR <= ends, ends)
    return (first > latest) & starts.notna()


def _begin(measure: Measure, tables: Iterable[TypedTable]) -> tuple[TypedTable, pd.Timestamp, bool] | None:
    """The table whose rows are dated in the window, its first day, and whether that is declared or only the first row's."""
    known = {table.name: table for table in tables if not table.absent}
    for population in (measure.events, measure.counts):
        table = known.get(population.of)
        days = () if table is None else (population.when.attribute,) if isinstance(population.when, During) else TABLES[table.name].happened
        if table is None or not days:
            continue
        if table.observed_from is not None:
            return table, pd.Timestamp(table.observed_from), True
        if (first := _first(table, days)) is not None:
            return table, first, False
    return None


def _earliest(tables: Iterable[TypedTable]) -> tuple[TypedTable, pd.Timestamp, bool] | None:
    """The table whose rows, of events or of a snapshot, begin before those of any other."""
    days = {}
    for table in tables:
        if table.absent or table.name not in TABLES:
            continue
        since = _first(table, (*TABLES[table.name].happened, "as_at")) if table.observed_from is None else pd.Timestamp(table.observed_from)
        if since is not None:
            days[since] = table
    return (days[min(days)], min(days), False) if days else None


def _first(table: TypedTable, names: Iterable[str]) -> pd.Timestamp | None:
    rows = table.rows if table.whole is None else table.whole
    name = next((each for each in names if each in rows and rows[each].notna().any()), None)
    if name is None:
        return None
    first = pd.Timestamp(rows[name].min())
    return (first.tz_localize(None) if first.tzinfo else first).normalize()


def _without(result: Result, first: pd.Timestamp, declared: bool) -> Result:
    finer, out = result.coarser, _beyond(result.counts, first, declared)
    return replace(result, counts=result.counts[~out].reset_index(drop=True), coarser=None if finer is None else lambda: _without(finer(), first, declared))


def _cut(result: Result, first: pd.Timestamp, declared: bool) -> Result:
    """The result with each window beyond the records named by the months they cover, and beginning with those; of windows that end
    before them nothing is known, and they are left out with a note."""
    before, finer = pd.to_datetime(result.counts["period_end"]) < first, result.coarser
    counts = result.counts[~before].reset_index(drop=True)
    if before.any():
        note = f"The records begin on {day_in_words(first)}: windows that end before are not shown."
        result = replace(result, definition=replace(result.definition, notes=(*result.definition.notes, note)))
    for place in counts.index[_beyond(counts, first, declared)]:
        start, after = (pd.Timestamp(counts.at[place, name]) for name in ("period_start", "period_end"))
        whole, there = ((after.year - day.year) * 12 + after.month - day.month + 1 for day in (start, first))
        counts.at[place, "window"] = f"{there} of {whole} months"
        counts.at[place, "period_start"] = first.replace(day=1) if not declared else first
    return replace(result, counts=counts, coarser=None if finer is None else lambda: _cut(finer(), first, declared))


def _told(result: Result, months: object) -> Result:
    """The result with a note on each window that was asked for and that its table has not."""
    if result.counts.empty or "window" not in result.counts or not isinstance(months, int | list | tuple):
        return result
    there, asked = set(map(str, result.counts["window"])), [months] if isinstance(months, int) else months
    lacking = [span for span in asked if not {f"{span}m", *(name for name in there if name.endswith(f" of {span} months"))} & there]
    if not lacking or len(lacking) == len(asked) and not all(re.fullmatch(r"\d+m", name) for name in there):  # windows with other names
        return result
    note = f"The records do not reach back {' or '.join(f'{span} months' for span in lacking)}, so that is not shown."
    finer = result.coarser
    return replace(
        result, definition=replace(result.definition, notes=(*result.definition.notes, note)), coarser=None if finer is None else lambda: _told(finer(), months)
    )
