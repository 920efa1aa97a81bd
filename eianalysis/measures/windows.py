"""Windows of time: the 12 months to the end of a period, or several such years pooled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError


@dataclass(frozen=True)
class Window:
    """Whole years up to a period's end; ``years`` holds each year's first and last day, the latest first."""

    name: str
    start: pd.Timestamp
    end: pd.Timestamp
    years: tuple[tuple[pd.Timestamp, pd.Timestamp], ...]


_SPAN: ContextVar[int | None] = ContextVar("span", default=None)


@contextmanager
def spanning(months: int) -> Iterator[None]:
    """While a question is asked for each quarter or year: every window is the one period that is asked for."""
    token = _SPAN.set(months)
    try:
        yield
    finally:
        _SPAN.reset(token)


def window(cycle: BoardCycle, months: int = 12) -> Window:
    """The window of so many months (whole years) that ends with the cycle's period."""
    span = _SPAN.get()
    if span is not None:
        start, end = pd.Timestamp(cycle.period_start), pd.Timestamp(cycle.period_end)
        return Window(f"{span}m", start, end, ((start, end),))
    if months < 12 or months % 12:
        raise UsageError(f"a window is a whole number of years in months, as 12 or 36, not {months}")
    end = pd.Timestamp(cycle.period_end)
    after = end + pd.Timedelta(days=1)
    edges = [after - pd.DateOffset(months=12 * back) for back in range(months // 12 + 1)]
    years = tuple((first, last - pd.Timedelta(days=1)) for last, first in zip(edges, edges[1:], strict=False))
    return Window(f"{months}m", edges[-1], end, years)


def month_window(cycle: BoardCycle) -> Window:
    """The last calendar month up to the end of the period: what a monthly count is asked of."""
    end = pd.Timestamp(cycle.period_end)
    last = end if (end + pd.Timedelta(days=1)).day == 1 else end.replace(day=1) - pd.Timedelta(days=1)  # only a whole month
    return Window("1m", last.replace(day=1), last, ((last.replace(day=1), last),))


def whole_quarters_before(end: pd.Timestamp, latest: pd.Timestamp) -> pd.Timestamp:
    """The last day, ``latest`` or before, that is whole quarters before ``end``; ``end`` itself where that is early enough."""
    after, back = end + pd.Timedelta(days=1), 0
    while (last := after - pd.DateOffset(months=back) - pd.Timedelta(days=1)) > latest:
        back += 3
    return last


def period_window(cycle: BoardCycle) -> Window:
    """The cycle's own period as a window: '12m' for a year, else 'period'."""
    start, end = pd.Timestamp(cycle.period_start), pd.Timestamp(cycle.period_end)
    after = end + pd.Timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    name = f"{months}m" if after.day == start.day and months > 0 else "period"
    return Window(name, start, end, ((start, end),))
