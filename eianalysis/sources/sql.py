"""Names and texts as DuckDB's SQL writes them."""

from __future__ import annotations

import re


def name_of(column: str) -> str:
    """A column's name, whatever stands in it."""
    return '"' + column.replace('"', '""') + '"'


def text_of(value: object) -> str:
    """A text, or a path, whatever stands in it."""
    return "'" + str(value).replace("'", "''") + "'"


def pattern_of(path: object) -> str:
    """The pattern that this path alone fits: DuckDB's readers take a path for a pattern, and ``raw[1]`` is then the folder ``raw1`` too."""
    return re.sub(r"([\[*?])", r"[\1]", str(path))
