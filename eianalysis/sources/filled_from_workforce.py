"""What one table leaves blank of a person and the workforce table knows: a blank in a lesser source takes nothing away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.sources.between import SAME, STEADY, block_of_others, doubted, known, strangers
from eianalysis.sources.exchanged import exchanged_fault
from eianalysis.sources.typed import TypedTable, with_flags

#: What a person is employed as is known as a characteristic is, though it is none.
POST = ("worker type", ("worker_type",))
#: Where it is ethnicity nothing can be counted by it; of sex, which some lists fill with one word, it is told with what to do.
REFUSED = ("ethnicity_5", "worker_type")
DOUBTED = "{} is another than in the workforce table for more people than usual: did many declare it in between, or was the column sorted by itself?"
DIFFERS = "{} differs from what the workforce table says last of the person: each table's own is used"
TAKE_ANOTHERS = "or have it taken from the workforce table, by saying in mapping.toml of this file: [table.constants] {} = ''"
#: Every row has to say what kind of worker it is of, so nothing can be taken from elsewhere.
ANOTHER_COLUMN = "does one of the two call everybody alike? Map the column that tells kinds of worker apart to worker_type, in mapping.toml"
MOVED = "were cells of the column moved up or down in a part of the file? Export it again"
TAKEN = "{} is blank here and known in the workforce table: taken from there"


def with_known(table: TypedTable, people: TypedTable) -> TypedTable:
    """The table with what it leaves blank of people in the workforce table, the latest that is known there; told in its flags.

    Only blanks are filled: what the table says stands. Tables without ``person_ref`` are as they were.
    """
    if table.absent or people.absent or table.name == people.name or "person_ref" not in table.frame:
        return table
    frame, flags, faults = table.frame, [], []
    day = TABLES[table.name].day_in(frame) if table.name in TABLES else None
    for name, columns in (*TABLES[people.name].characteristics.items(), POST):  # a row takes all that say one thing from one place, so that they agree
        if name == "age":  # it is of the row's own day
            continue
        mine = [column for column in columns if column in frame]
        theirs = [column for column in mine if column in people.frame]
        if not theirs:
            continue
        told = "ethnicity_5" if "ethnicity_5" in theirs else theirs[-1]
        other = frame["person_ref"].map(_latest(people.frame, [told], frame["person_ref"])[told])
        differ = int((known(frame[told]) & other.notna() & (frame[told] != other)).sum())
        flags += [(DIFFERS.format(name), differ)] if differ else []
        wrong = _of_others(frame[told], other, told, mine[0])
        swapped = exchanged_fault(name, mine[0], frame[told], other, frame[day] if day else None, "the workforce table", f"; {TAKE_ANOTHERS.format(mine[0])}")
        both = known(frame[told]) & other.notna()
        if told in STEADY and not wrong and doubted(frame.loc[both, told], other[both].astype(str)):
            flags.append((DOUBTED.format(name), differ))
        faults += [swapped] if swapped else wrong if told in REFUSED else []
        flags += [(f"{name}: {fault.found}; {fault.expected}", differ) for fault in wrong if told not in REFUSED]
        blank = ~known(frame[mine[-1]])
        there = _latest(people.frame, theirs, frame.loc[blank, "person_ref"]) if blank.any() else None
        if there is None or there.empty:
            continue
        rows = blank & frame["person_ref"].isin(there.index)
        frame = frame.assign(**{column: frame[column].mask(rows, frame["person_ref"].map(there[column])) for column in theirs})
        flags.append((TAKEN.format(name), int(rows.sum())))
    if faults:
        raise DataFault(table.sources[0].file, "the people of the workforce table", faults, "Correct one of the two.")
    return with_flags(replace(table, frame=frame), flags) if flags else table


def _of_others(mine: pd.Series, theirs: pd.Series, column: str, finest: str) -> list[Fault]:
    """A fault where the table and the workforce table say no more alike of the same people than chance would."""
    both = known(mine) & theirs.notna()
    if column not in STEADY:
        return []
    if not strangers(mine[both], theirs[both].astype(str)):
        rows = block_of_others(mine[both], theirs[both].astype(str)) if column in SAME else 0
        return (
            [Fault(f"it is another than the workforce table's in {rows:,} rows one after another, and elsewhere hardly anywhere", MOVED, column=finest)]
            if rows
            else []
        )
    return [
        Fault(
            "it agrees with what the workforce table says of the same people no more than chance would: of most it is wrong in one of the two",
            ANOTHER_COLUMN if column == "worker_type" else f"export it again; {TAKE_ANOTHERS.format(finest)}",
            column=finest,
        )
    ]


def _latest(people: pd.DataFrame, columns: Sequence[str], refs: pd.Series) -> pd.DataFrame:
    """Of each of these people the columns of the last snapshot in which the coarsest of them is known."""
    rows = people[people["person_ref"].isin(refs) & known(people[columns[-1]])]
    return rows.sort_values("as_at", kind="stable").groupby("person_ref")[list(columns)].last()
