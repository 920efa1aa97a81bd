"""One reference for two cases: a system that numbers anew each year, or two lists under one another, makes one case of two.

A case has one day on which it came in, give or take what was added to it later. Where rows of one reference are of days far apart and
of other people, two cases have one number.
"""

from __future__ import annotations

import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema import TABLES
from eianalysis.schema.columns import Table
from eianalysis.sources.typed import TypedTable, fault_of, with_flags

#: Rows of one case are no further apart than so many days.
APART = 180
#: So many references, and this share of all that stand for several rows: they are numbered anew.
MANY, SHARE = 10, 0.05
SAID = "{:,} references stand for rows of days more than half a year apart and of nobody in common: one number for two cases?"
TOLD = "references of rows more than half a year apart and of nobody in common, read as one case: have two cases one number?"
CURE = "give each case a reference of its own, such as with its year before it (2022-17), and export it again"


def without_reused(table: TypedTable) -> TypedTable:
    """The table, told of references that stand for two cases; many are refused, because every count of cases would be too small."""
    declared = TABLES.get(table.name)
    day = declared.day_in(table.frame) if declared and not table.absent else None
    if declared is None or day is None:
        return table
    name = _of_a_case(declared)
    if name is None or name not in table.frame:
        return table
    many, of = _reused(table.frame, name, day)
    if many >= MANY and many > SHARE * of:
        raise fault_of(table, [Fault(SAID.format(many), CURE, column=name)])
    return with_flags(table, [(f"{name}: {TOLD}", many)] if many else [])


def _of_a_case(declared: Table) -> str | None:
    """The reference that every row has and that several rows may share; None where it is the key of a row, of a round or of answers."""
    first = next((column.name for column in declared.columns if column.reference and column.filled and column.name != "person_ref"), None)
    return None if first in {key for key, _ in declared.same} or declared.key == (first,) or declared.item else first


def _reused(frame: pd.DataFrame, name: str, day: str) -> tuple[int, int]:
    """How many references stand for rows far apart of nobody in common, and how many stand for several rows."""
    rows = frame[frame[day].notna() & frame.duplicated(name, keep=False)].sort_values(day)
    if rows.empty:
        return 0, 0
    apart = rows.groupby(name)[day].diff() > pd.Timedelta(days=APART)  # a case goes on; a number given again has a pause before it
    if "person_ref" in rows:
        people = pd.DataFrame({"name": rows[name], "whose": rows["person_ref"], "part": apart.groupby(rows[name]).cumsum()}).dropna()
        shared = people.groupby(["name", "whose"])["part"].nunique().gt(1).groupby("name").any()
        apart &= ~rows[name].map(shared).fillna(False).astype(bool)
    return int(rows.loc[apart, name].nunique()), int(rows[name].nunique())
