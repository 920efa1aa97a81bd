"""Lists of events in which nobody stands twice, though in so many some would by chance: cut to one row a person.

"Remove duplicates" on the person's reference, or the latest row of each, leaves every row sound and loses a third of the cases.
"""

from __future__ import annotations

import numpy as np

from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable

#: Nobody twice by chance is told less often than this.
CHANCE = 1e-6
#: A list that so many of all people are in may be one of everybody's present state, such as their clearance.
EVERYBODY = 0.5
ONCE = (
    "{}: nobody stands in two of its {:,} rows, though of so many some would: was the list cut to one row a person (duplicates removed, the latest "
    "only)? Export every row"
)


def once_each(table: TypedTable, people: TypedTable) -> list[str]:
    """What is to be told of a list of what may happen to somebody again; nothing of lists in which a person stands once by nature."""
    declared = TABLES[table.name]
    again = declared.recurs or not declared.key or declared.key[0] != "person_ref"
    rows = table.frame["person_ref"].dropna()
    if not again or rows.duplicated().any():
        return []
    kinds = table.frame["worker_type"].unique() if "worker_type" in table.frame else people.frame["worker_type"].unique()
    many = people.frame.loc[people.frame["worker_type"].isin(kinds), "person_ref"].nunique()
    if many <= len(rows) or not declared.recurs and len(rows) > many * EVERYBODY:
        return []
    # the birthday problem: each row falls on one of so many people
    no_two = np.log1p(-np.arange(len(rows)) / many).sum()
    return [ONCE.format(table.name, len(rows))] if no_two < np.log(CHANCE) else []
