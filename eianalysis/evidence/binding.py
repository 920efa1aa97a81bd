"""A standing question answered as its page asks it, and the year before set beside it for a change to be judged.

A measure is asked for exactly as its own page asks for it: the same groupings in one result, the same windows. The gate
then hides the same rows for the evidence map as on the page, and the two cannot be set against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.dataset import Force
from eianalysis.results import Bound, Result


def id_of(name: str) -> str:
    """The measure's id of a standing question: one measure may have several, as ``survey_favourable/staff``."""
    return name.partition("/")[0]


@dataclass(frozen=True)
class Change:
    """What a change is a change of: one characteristic's rows of a measure, of one part of it."""

    characteristic: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return ";".join((self.characteristic, *(f"{key}={value}" for key, value in self.parts)))


def bind(name: str, force: Force, wanted: Iterable[Change] = ()) -> Bound:
    """The measure as its page asks for it, and for each change that is to be judged the last year and the one before."""
    _, ask = force.standing[name]
    now = force.stand(name)
    changes = tuple(dict.fromkeys(wanted))
    if not changes or not ask.yearly or now.missing or now.shape != "counts":
        return Bound(name, now)
    year = (12,) if ask.months else ()
    lately = now if ask.months in (year, ()) else force.stand(name, months=year)
    before = replace(force, cycle=a_year_earlier(force.cycle)).stand(name, months=year or None)
    if lately.missing or before.missing:
        return Bound(name, now)
    pairs = ((change.name, _only(lately, change), _only(before, change)) for change in changes)
    return Bound(name, now, tuple(pair for pair in pairs if not any(part.counts.empty for part in pair[1:])))


def _only(result: Result, change: Change) -> Result:
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
