"""A measure of everybody together, quarter by quarter: as a trend, with limits and signals, so that its latest points can be judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Beside, Measure
from eianalysis.measures.periods import LENGTHS, each_period
from eianalysis.measures.trend import FIGURES, STEPS, signals, step_label, with_signal_rules
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable

FAR_BACK = 16  # periods: four years of quarters, enough to know what is usual and not so long ago that it was another force


def series(measure: Measure, every: str, cycle: BoardCycle, table: Callable[[str], TypedTable], count: Callable[[BoardCycle], Result]) -> Result:
    """One row for each period, of everybody, the earliest first; key ``month``. Of years where the gate cannot show every shorter one."""
    made = _everybody(each_period(measure, every, cycle, table, count, FAR_BACK), every)
    if made.missing or every == "year":
        return made
    return replace(made, coarser=lambda: series(measure, "year", cycle, table, count))


def _everybody(result: Result, every: str) -> Result:
    if result.missing:
        return replace(result, coarser=None)
    length = LENGTHS[every]
    rows = result.counts[result.counts["group"] == ALL].drop_duplicates(["period_start"]).sort_values("period_start", ignore_index=True)
    starts, after = pd.to_datetime(rows["period_start"]), pd.to_datetime(rows["period_end"]) + pd.Timedelta(days=1)
    rows = rows.drop(columns=[every]).assign(
        characteristic="everybody", window=STEPS[length], month=[step_label(*each) for each in zip(starts, after, strict=True)]
    )
    identity = result.identity and replace(result.identity, keys={**result.identity.keys, "month": Beside()})
    made = replace(result, counts=rows, keys=("month",), identity=identity, added=FIGURES, coarser=None, definition=with_signal_rules(result.definition, rows))
    return made.then(partial(signals, length=length))
