"""A column that nobody filled in any row is as good as none: what a measure makes of it is what it makes of a file without it.

Read as it stands, a blank outcome of every case was a rate of nought, and a blank day on which certificates run out was a certificate
that never does. Only columns that a table need not have are taken away: a blank in every row of another is said by who counts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.declare import Measure
from eianalysis.measures.of_rows import once_of_rows
from eianalysis.schema import EXTRACTS, TABLES, reference
from eianalysis.schema.columns import Column, Table
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_RECORDED

#: What is published of populations and forces, and set as targets, is not recorded by anybody: there a blank has a meaning of its own.
OF_FORCE = frozenset(EXTRACTS) - {each.name for each in vars(reference).values() if isinstance(each, Table)}


def without_blank(tables: Sequence[TypedTable], measure: Measure) -> tuple[list[TypedTable], set[tuple[str, str]]]:
    """The tables less the columns that nobody filled, and which those are: (table, column). Those stay of which blanks are counted."""
    blank = [blank_in(table).difference(measure.blanks) for table in tables]
    made = [_without(table, names) for table, names in zip(tables, blank, strict=True)]
    return made, {(table.name, name) for table, names in zip(tables, blank, strict=True) for name in names}


def blank_in(table: TypedTable) -> frozenset[str]:
    """The columns that the table need not have and that are blank in every row of it, whatever it is narrowed to."""
    if table.absent or table.name not in OF_FORCE:
        return frozenset()
    return _blank(table.rows if table.whole is None else table.whole, TABLES[table.name].columns)


@once_of_rows
def _blank(rows: pd.DataFrame, columns: Iterable[Column]) -> frozenset[str]:
    """Where an empty cell is kept as a word that says so, a column of that word alone is blank too."""
    found = []
    for column in columns:
        if column.required or column.name not in rows or not len(rows):
            continue
        values = rows[column.name]
        empty = values.isna() | (values.eq(NOT_RECORDED) if column.blank == NOT_RECORDED else False)
        if empty.all():
            found.append(column.name)
    return frozenset(found)


def _without(table: TypedTable, blank: frozenset[str]) -> TypedTable:
    if not blank:
        return table
    groupings = {name: tuple(each for each in columns if each not in blank) for name, columns in table.groupings.items()}
    return replace(
        table,
        frame=table.rows.drop(columns=[name for name in blank if name in table.rows]),
        whole=None if table.whole is None else table.whole.drop(columns=list(blank)),
        groupings={name: columns for name, columns in groupings.items() if columns},
    )
