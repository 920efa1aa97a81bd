"""Days of events that are the day of something else: when records were moved to a new system, or typed in all at once.

Each row has a day on which it could have happened; a third of them has one and the same. Whole years of events go to one year by it.
"""

from __future__ import annotations

import pandas as pd

from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable, with_flags
from eianalysis.vocabulary import day_in_words

#: Of fewer rows, or fewer different days, nothing is said.
ROWS, DAYS = 50, 10
#: One day with so many of the rows, and so many times those of any other, is no day on which they happened.
ON_IT, SHARE, APART = 20, 0.1, 8
ONE_DAY = (
    "{}: many times more rows say {} than any other day: is it the day on which records were moved to another system, or typed in? "
    "Give each the day on which it happened"
)


def with_one_day(table: TypedTable) -> TypedTable:
    """The table, told of a day that far too many of its people's events have; rounds, courses and snapshots have one day by nature."""
    declared = TABLES.get(table.name)
    if declared is None or table.absent or "person_ref" not in declared:
        return table
    rows = table.frame
    if "as_at" in declared.key and len(rows):
        rows = rows[rows["as_at"] == rows["as_at"].max()]
    shared = {"as_at", *(name for _, names in declared.same for name in names)}
    told = []
    for column in declared.columns:
        if column.kind != "date" or column.name in shared or column.name not in rows:
            continue
        each = rows[column.name].dropna().value_counts()
        if each.sum() < ROWS or len(each) < DAYS:
            continue
        most, next_most = int(each.iloc[0]), int(each.iloc[1])
        if most >= max(ON_IT, SHARE * each.sum()) and most >= APART * next_most:
            told.append((ONE_DAY.format(column.name, day_in_words(pd.Timestamp(each.index[0]))), most))
    return with_flags(table, told)
