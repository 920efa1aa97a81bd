"""A part of a table that stands twice on the same days, the second time under new references: every rate's count is doubled there.

A system that gives each row a number of its own when it exports gives a record that it exports twice two of them. Two records may
well be alike in everything else; but in a part that stands twice nearly every kind of row has an even number of rows, and chance
gives an even number to fewer than half of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable, fault_of
from eianalysis.vocabulary import day_in_words

#: So many kinds of rows are looked at, at the least; a part stands twice where this share of them is of an even number of rows.
FEWEST, ALL = 10, 0.9
#: Where hardly any is elsewhere so few kinds are enough, each of exactly two rows.
FEW = 4
#: A part of a part does where this share is, hardly any is elsewhere, and hardly any number is odd and more than one.
SOME, MANY, HARDLY, ODD = 0.4, 20, 0.02, 0.1
#: Chance may give an even number to so many kinds in four, where elsewhere fewer have one; it does so less often than this.
USUAL, CHANCE = 0.25, 1e-6
#: Months, quarters and years.
PERIODS = (1, 3, 12)
#: What is made of the file.
NOT_LIKENESS = ("source_file", "source_row", "duplicate", "zoned", "file_month")
TWICE = "a part of the extract seems to be in it twice, under new references: export it again; or, if you know which of the two is the copy, take its rows out"


def without_doubled(table: TypedTable) -> TypedTable:
    """The table, unless a part of it stands twice, alike in everything but the record's own reference: then a ``DataFault``.

    Not asked of rows of one event (seats of a panel, those who came to a fair): they are alike by nature.
    """
    declared = TABLES[table.name]
    day = declared.day_in(table.frame)
    own = next((name for name in declared.key if name.endswith("_ref") and name != "person_ref"), None) or next(
        (column.name for column in declared.columns if column.reference and column.name != "person_ref" and column.required), None
    )
    if table.absent or day is None or own not in table.frame or declared.same:
        return table
    faults = list(_doubled(table.frame[table.frame[day].notna()], day, str(own)))
    if faults:
        raise fault_of(table, faults)
    return table


def _doubled(frame: pd.DataFrame, day: str, own: str) -> Iterator[Fault]:
    """A fault for the shortest parts that stand twice."""
    from scipy.stats import binom

    kept = [name for name in frame if name != own and name not in NOT_LIKENESS and (not str(name).endswith("_ref") or name == "person_ref")]
    like = pd.util.hash_pandas_object(frame[kept], index=False).to_numpy()
    records = pd.DataFrame({"like": like, "own": frame[own].to_numpy(), "day": frame[day].to_numpy()}).groupby("like", sort=False)
    kinds = records.agg(day=("day", "first"), size=("own", "nunique"))
    months = kinds["day"].to_numpy().astype("datetime64[M]").astype(int)
    even, odd = (kinds["size"] % 2 == 0).to_numpy(), ((kinds["size"] % 2 == 1) & (kinds["size"] > 1)).to_numpy()
    twos = (kinds["size"] == 2).to_numpy()
    if not even.any():
        return
    for length in PERIODS:
        block = np.unique(months // length, return_inverse=True)[1]
        sizes, evens, odds = (np.bincount(block, weights).astype(int) for weights in (None, even, odd))
        rest = (even.sum() - evens) / np.maximum(len(even) - sizes, 1)
        whole = (sizes >= FEWEST) & (evens >= ALL * sizes)
        part = (sizes >= MANY) & (evens >= SOME * sizes) & (rest <= HARDLY) & (odds <= ODD * evens)
        chance = binom.sf(evens - 1, sizes, np.clip(rest, USUAL, 0.5))
        seldom = (rest <= HARDLY) & (len(even) - sizes >= MANY)
        small = seldom & (sizes >= FEW) & (np.bincount(block, twos) == sizes) & (np.maximum(rest, HARDLY) ** sizes < CHANCE)
        found = (whole | part) & (chance < CHANCE) | small
        if found.any():
            rows = even & found[block]
            days = kinds.loc[rows, "day"]
            yield Fault(
                f"of {_span(days)}, {int(kinds.loc[rows, 'size'].sum()):,} rows stand twice or more, alike in everything but '{own}', and "
                f"{int((~even & found[block]).sum()) or 'none'} once",
                TWICE,
                column=own,
            )
            return


def _span(days: pd.Series) -> str:
    first, last = day_in_words(days.min()), day_in_words(days.max())
    return first if first == last else f"{first} to {last}"
