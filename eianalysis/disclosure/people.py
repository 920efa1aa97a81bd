"""Of how many different people a table is at least, where they can stand in it more than once: 5,032 rounds of 1,170 officers or more.

One number is told of a table, of its largest total, so that no numbers of people can be added up or taken from each other. It is
a multiple of twice the strictest threshold, at least a threshold below the base, and no count that the table shows of everybody, or
that another table shows of the same base, lies within a threshold of it: that so few stood again, or came before the last year
alone, or never passed, cannot be told from it. Where two tables are of one base, both tell the same of it, so that the one does not
say what the other keeps back. All of these rules are made of what is shown, so that knowing them tells nothing more
(docs/disclosure.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from eianalysis.declare.words import INCIDENTS, Words, pooled_years
from eianalysis.disclosure.cells import Row
from eianalysis.disclosure.rounding import nearest
from eianalysis.policy import Policy
from eianalysis.results import ALL

COUNTS = ("numerator", "denominator")
WIDE = 2  # a number is told where twice as many would be too many: less than that says nothing


def said(definition: Words, table: pd.DataFrame, rows: Sequence[Row | None], policy: Policy, elsewhere: Callable[[], Iterable[Row]] = tuple) -> Words:
    """The words of a released table, with a note of how many different people its largest total is of, where they are fewer.

    Parameters
    ----------
    definition : the words of its measure
    table : as it may be seen, hidden counts empty
    rows : what each of its rows is of
    elsewhere : the rows that other tables show; asked for where there is a number to tell
    """
    totals = table[table["group"].eq(ALL) & table["numerator"].notna() & table["denominator"].notna()]
    if totals.empty:
        return definition
    place = totals["denominator"].astype(float).idxmax()
    base, row = float(table.at[place, "denominator"]), rows[table.index.get_loc(place)]
    several = None if row is None else _several(row, table.loc[place], definition)
    if several is None:
        return definition
    bases = {of.base for at in totals.index if (of := rows[table.index.get_loc(at)]) is not None}
    beside = pd.DataFrame([(each.cases, each.of) for each in elsewhere() if each.group == ALL and each.base in bases], columns=list(COUNTS), dtype=float)
    number = at_least(several, base, np.concatenate([_counts(totals), _counts(nearest(beside, policy))]), policy)
    if number is None:
        return definition
    years = pooled_years(table.loc[place]) > 1
    unit = (definition.base_unit_pooled if years else "") or definition.base_unit
    what = "incidents" if INCIDENTS in definition.notes else "different people"
    written = f"{base:,.0f}" if base == round(base) else f"{base:,.1f}"
    note = f"The largest base of the table, {written} {unit}, is of at least {number:,} {what}."
    return replace(definition, notes=(*definition.notes, note))


def _several(row: Row, shown: pd.Series, definition: Words) -> float | None:
    """Of how many people the base of a row is, where they can be fewer than it: as counted, of a share.

    Of a rate it is what its base of several years says by itself: who served in them follows nearly from counts of who was in
    post, came and left, which are exact.
    """
    if row.proportion:
        return row.people
    years = pooled_years(shown) if definition.base_unit_pooled else 1
    return float(shown["denominator"]) / years if years > 1 else None


def at_least(people: float, base: float, shown: np.ndarray, policy: Policy) -> int | None:
    """The number that is told of a base of so many different people; None where there is none to tell.

    ``shown`` are the counts that readers have of the same group.
    """
    if not policy.export:  # the working profile hides nothing
        return int(people)
    apart, step = policy.sensitive_threshold + policy.round_to - 1, 2 * policy.sensitive_threshold
    steps = np.arange(step, base - apart + 1, step)
    steps = steps[(steps >= policy.rate_base) & ~(np.abs(steps[:, None] - shown[None, :]) <= apart).any(axis=1)]
    at = int(np.searchsorted(steps, people, side="right")) - 1
    if at < 0:
        return None
    more = steps[at + 1] if at + 1 < len(steps) else base
    return int(steps[at]) if more <= WIDE * steps[at] else None


def _counts(rows: pd.DataFrame) -> np.ndarray:
    """The counts, bases and complements that these rows show."""
    count, base = (rows[name].to_numpy(float) for name in COUNTS)
    return np.concatenate([count, base, base - count])
