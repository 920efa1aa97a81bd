"""A period as an axis: the same question for each year, or quarter, back from the end of the cycle's period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Beside, During, Measure
from eianalysis.errors import UsageError, as_said, did_you_mean
from eianalysis.measures.asking import tables_asked
from eianalysis.measures.rates import unique
from eianalysis.measures.end_of_records import noted, within_records
from eianalysis.measures.spells import put_together_once
from eianalysis.measures.windows import spanning
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words, month_in_words

#: How many months each kind of period has.
LENGTHS = {"year": 12, "quarter": 3, "month": 1}
MOST = 24  # periods that one question goes back


def each_period(
    measure: Measure, every: str, cycle: BoardCycle, table: Callable[[str], TypedTable], count: Callable[[BoardCycle], Result], most: int = MOST
) -> Result:
    """One result of the question asked for each period that ends on the cycle's last day or whole periods before it.

    Periods go back as far as the records do; the first that they do not cover whole is dropped, and a note says so. The key
    column is named as the period is ("year"). ``count`` asks the question of one period.
    """
    if not isinstance(every, str) or every not in LENGTHS:
        raise UsageError(f"every is {as_said(every)}; {did_you_mean(as_said(every), LENGTHS)}")
    cycle, note = within_records(cycle, [table(kinds[0]) for kinds in tables_asked(measure).values()])
    months, first = LENGTHS[every], _first_day(measure, table)
    found, dropped = [], None
    with spanning(months), put_together_once():
        for back in range(most):
            period = _back(cycle, months, back)
            if first is not None and period.period_start < first:
                dropped = period if period.period_end >= first else None
                break
            result = count(period)
            if result.missing:
                if not back:
                    return result
                dropped = period
                break
            found.append((_name(every, period), result))
    if not found:
        return noted(replace(count(cycle), definition=_noted(count(cycle), dropped, every, first).definition), note)
    return noted(_noted(_joined(every, found), dropped, every, first), note)


def _name(every: str, period: BoardCycle) -> str:
    """What a period is called: "Quarter to March 2023"; a month as a series has it ("2023-03"), which is read, sorted and drawn as one."""
    if every != "month":
        return f"{every.capitalize()} to {month_in_words(period.period_end)}"
    return f"{period.period_end:%Y-%m}" if period.period_start.day == 1 else f"{period.period_start} to {period.period_end}"


def _back(cycle: BoardCycle, months: int, periods: int) -> BoardCycle:
    """The cycle with its period so many periods earlier; the cut-off stays, so that people are grouped as they are now."""
    after = pd.Timestamp(cycle.period_end) + pd.Timedelta(days=1)
    start, end = (after - pd.DateOffset(months=months * (periods + 1)), after - pd.DateOffset(months=months * periods))
    return replace(cycle, period_start=start.date(), period_end=(end - pd.Timedelta(days=1)).date())


def _first_day(measure: Measure, table: Callable[[str], TypedTable]) -> date | None:
    """The day from which the records of a measure are complete; None where its own windows tell."""
    for population in (measure.events, measure.counts):
        if not isinstance(population.when, During) or population.of == "service":
            continue
        rows = table(population.of)
        if rows.observed_from is not None:
            return rows.observed_from
        if population.when.attribute in rows.frame and rows.frame[population.when.attribute].notna().any():
            first = pd.Timestamp(rows.frame[population.when.attribute].min())
            return (first.tz_localize(None) if first.tzinfo else first).replace(day=1).date()
    return None


def _joined(every: str, found: list[tuple[str, Result]]) -> Result:
    """The results as one, latest period first, and behind it the same at each coarser level that all of them have."""
    latest = found[0][1]
    counts = pd.concat([result.counts.assign(**{every: name}) for name, result in found if len(result.counts)], ignore_index=True)
    finer = [result.coarser for _, result in found]
    coarser = None if None in finer else (lambda: _joined(every, [(name, result.coarser()) for name, result in found]))
    identity = latest.identity and replace(latest.identity, keys={**latest.identity.keys, every: Beside()})
    return replace(
        latest,
        counts=counts,
        keys=(*latest.keys, every),
        identity=identity,
        coarser=coarser,
        sources=unique(source for _, result in found for source in result.sources),
    )


def _noted(result: Result, dropped: BoardCycle | None, every: str, first: date | None) -> Result:
    if dropped is None:
        return result
    since = f", which begin on {day_in_words(first)}," if first and first > dropped.period_start else ""
    note = f"The {every} to {day_in_words(dropped.period_end)} is left out: the records{since} do not cover it whole."
    finer = result.coarser
    return replace(
        result,
        definition=replace(result.definition, notes=(*result.definition.notes, note)),
        coarser=None if finer is None else lambda: _noted(finer(), dropped, every, first),
    )
