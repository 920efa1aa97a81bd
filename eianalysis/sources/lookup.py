"""Columns and values as the tables hold them, found by what somebody calls them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.schema import TABLES
from eianalysis.schema.columns import heading
from eianalysis.sources.typed import TypedTable, meant


def column_meant(name: str, table: Callable[[str], TypedTable]) -> str:
    """The column that goes by another heading, as gender for sex; else the nearest."""
    columns = {(place, column.name): column for place in TABLES for column in TABLES[place].columns}
    known = next(
        (
            found
            for (place, found), column in columns.items()
            if heading(name) in column.headings() and any(found in each for each in table(place).groupings.values())
        ),
        None,
    )
    return f"did you mean '{known}'?" if known else did_you_mean(name, sorted({found for _, found in columns}))


def as_held(tables: Sequence[TypedTable], column: str, value: object) -> object:
    """The value as some table holds it; refused where none does, with the nearest that one has."""
    held: set[str] = set()
    for table in tables:
        try:
            rows = table.where(**{column: value}).rows
        except UsageError:
            rows = table.rows.iloc[:0]
        if len(rows):
            return rows[column].iloc[0] if isinstance(value, str) and isinstance(rows[column].iloc[0], str) else value
        held |= set(table.rows[column].dropna().astype(str).unique())
    raise UsageError(f"'{value}' is not a value of {column}; {meant(value, held)}")
