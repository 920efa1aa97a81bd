"""How a measure is asked for by its id, and the year before set beside it for a change to be judged.

A measure is asked for exactly as its own page asks for it: the same groupings in one result, the same windows. The gate
then hides the same rows for the evidence map as on the page, and the two cannot be set against each other; the runner
compares them (``report.overlap``) and stops a pack in which they differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pandas as pd

from eianalysis import sources
from eianalysis.cycle import BoardCycle
from eianalysis.results import Bound, Result
from eianalysis.sources.typed import TypedTable

POOLED = 0  # stands for the cycle's pooled months


class Tables:
    """The input tables of a cycle, each read when first asked for and then kept: ``tables.leavers``."""

    def __init__(self, cycle: BoardCycle, **given: TypedTable):
        self._cycle, self._read = cycle, dict(given)

    def __getattr__(self, name: str) -> TypedTable:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._read:
            self._read[name] = getattr(sources, f"load_{name}")(self._cycle)
        return self._read[name]


def id_of(name: str) -> str:
    """The measure's id of a name in the registry: one measure may have several tables, as ``survey_favourable/staff``."""
    return name.partition("/")[0]


@dataclass(frozen=True)
class Measured:
    """How one measure is asked for: ``make(tables, cycle, months)`` as on ``page``.

    ``months`` are the page's windows, () where the measure takes the cycle's period or all records. ``yearly`` says
    whether the same call a year earlier gives the year before, so that a change can be judged.
    """

    page: str
    make: Callable[[Tables, BoardCycle, tuple[int, ...]], Result]
    months: tuple[int, ...] = (12,)
    yearly: bool = True


@dataclass(frozen=True)
class Change:
    """What a change is a change of: one characteristic's rows of a measure, of one part of it."""

    characteristic: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return ";".join((self.characteristic, *(f"{key}={value}" for key, value in self.parts)))


def bind(name: str, how: Measured, tables: Tables, cycle: BoardCycle, wanted: Iterable[Change] = ()) -> Bound:
    """The measure as its page asks for it, and for each change that is to be judged the last year and the one before."""
    months = tuple(cycle.pooled_months if span == POOLED else span for span in how.months)
    now = how.make(tables, cycle, months)
    changes = tuple(dict.fromkeys(wanted))
    if not changes or not how.yearly or now.missing or now.shape != "counts":
        return Bound(name, now)
    year = (12,) if months else ()
    lately = now if months == year else how.make(tables, cycle, year)
    before = how.make(tables, a_year_earlier(cycle), year)
    if lately.missing or before.missing:
        return Bound(name, now)
    pairs = ((change.name, _only(lately, change), _only(before, change)) for change in changes)
    return Bound(name, now, tuple(pair for pair in pairs if not any(part.counts.empty for part in pair[1:])))


def _only(result: Result, change: "Change") -> Result:
    """The part of a table that a change is about, at the level it speaks of; nothing coarser stands behind it."""
    while change.characteristic and change.characteristic not in set(result.counts["characteristic"]) and result.coarser:
        result = result.coarser()
    keep = pd.Series(True, index=result.counts.index)
    if change.characteristic:
        keep &= result.counts["characteristic"] == change.characteristic
    for key, value in change.parts:
        keep &= result.counts[key].astype(str) == value if key in result.counts else False
    return replace(result, counts=result.counts[keep].reset_index(drop=True), coarser=None, chain=())


def a_year_earlier(cycle: BoardCycle) -> BoardCycle:
    """The cycle with its period a year earlier; the cut-off stays, so that people are grouped as they are now."""
    start, end = (pd.Timestamp(day) for day in (cycle.period_start, cycle.period_end))
    year = pd.DateOffset(years=1)
    after = end + pd.Timedelta(days=1)  # so that a leap day's month end stays a month's end
    return replace(cycle, period_start=(start - year).date(), period_end=(after - year - pd.Timedelta(days=1)).date())
