"""Counting a measure that has no row function: the rows of its table, as its populations say.

The base is the rows dated in the window for which every condition of ``counts`` holds; the numerator those for which the
conditions of ``did`` hold too. A condition is a yes/no column, or a column with one of the words given. A row in which the
event's column is blank is in no base: a blank is not a no. Beside the table's own groupings it can be asked by the pairs
("woman", "minority", "black", "lgb"), in which nobody is left to be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Among, During, Identity, Measure
from eianalysis.declare.population import YES
from eianalysis.errors import UsageError
from eianalysis.measures.two_way_groups import PAIRS, with_pairs
from eianalysis.measures.rates import By, build, columns_for, not_available, tally, unfilled
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable

ABSENT = "the column is not there, or blank in every row"


def count_declared(measure: Measure, table: TypedTable, *, cycle: BoardCycle, by: By, months: int | Sequence[int] = 12) -> Result:
    """The result of a measure that is declared in full: ``counts`` of one table, ``did`` conditions of its rows."""
    if not isinstance(measure.counts.when, During) or not isinstance(measure.did, tuple) or measure.keys:
        raise UsageError(f"measure {measure.id} needs rows=: only a share of dated rows can be counted from its declaration")
    day, definition = measure.counts.when.attribute, measure.words.of(measure.workers) if measure.workers else measure.words
    if table.absent:
        return not_available(measure.id, definition, table)
    if missing := unfilled(table, day, *(name for name, _ in (*measure.counts.where, *measure.did))):
        return not_available(measure.id, definition, table, columns=missing, reason=ABSENT)
    table = replace(table, frame=with_pairs(table.frame), groupings={**table.groupings, **PAIRS})
    known = table.frame[table.frame[[name for name, _ in measure.did]].notna().all(axis=1)]
    base = _holding(known, measure.counts.where)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = []
        for span in [months] if isinstance(months, int) else months:
            w = window(cycle, span)
            here = base[base[day].between(w.start, w.end)]
            parts.append(tally(_holding(here, measure.did), here, columns.values()).assign(window=w.name, period_start=w.start, period_end=w.end))
        return pd.concat(parts, ignore_index=True)

    blanks = len(_holding(table.frame, measure.counts.where)) > len(base)
    return build(measure.id, definition, counts, columns_for(table, by), sources=table.sources, identity=Identity.of(measure, blanks=True) if blanks else None)


def _holding(frame: pd.DataFrame, conditions: tuple[tuple[str, Among], ...]) -> pd.DataFrame:
    for name, values in conditions:
        held = frame[name].astype(bool) if values == YES else frame[name].isin(values.words) != values.but
        frame = frame[held.fillna(False)]
    return frame
