"""Names and texts as DuckDB's SQL writes them."""

from __future__ import annotations


def name_of(column: str) -> str:
    """A column's name, whatever stands in it."""
    return '"' + column.replace('"', '""') + '"'


def text_of(value: object) -> str:
    """A text, or a path, whatever stands in it."""
    return "'" + str(value).replace("'", "''") + "'"
