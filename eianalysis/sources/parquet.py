"""Parquet files as rows of text, through DuckDB where it is installed (``pip install eianalysis[large]``)."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec

from eianalysis.sources.content import unreadable
from eianalysis.sources.formatting import MOST_CELLS
from eianalysis.sources.sql import name_of, pattern_of
from eianalysis.sources.workbook import text_of

READER = "duckdb"


def rows_of(content: bytes, file: str) -> list[list[str]]:
    """The headings and the rows, every value as text.

    Raises ``DataFault`` naming the file where DuckDB is not installed, the file is damaged, or a column holds lists.
    """
    if find_spec(READER) is None:
        raise unreadable(file, "it is a parquet file, and duckdb is not installed to read it", "save it as CSV or XLSX, or `pip install eianalysis[large]`")
    if not (content.startswith(b"PAR1") and content.endswith(b"PAR1")):
        raise unreadable(file, "it is not a parquet file, or is cut short", "save it again, as CSV or XLSX")
    try:
        names, rows = _read(content)
    except _TooLarge as size:
        raise unreadable(file, f"it has {size} cells, and more than {MOST_CELLS:,} are not read", "export fewer rows or columns") from None
    except Exception as error:  # DuckDB raises many kinds
        raise unreadable(file, f"the parquet file is damaged ({type(error).__name__})", "save it again, as CSV or XLSX") from None
    nested = next(
        (name for name, column in zip(names, zip(*rows, strict=True), strict=False) if any(isinstance(value, (list, dict, tuple, bytes)) for value in column)),
        None,
    )
    if nested is not None:
        raise unreadable(file, f"column '{nested}' holds lists or bytes and not plain values", "leave it out")
    return [list(names), *([text_of(value) for value in row] for row in rows)]


def cell_of(column: str, kind: str) -> str:
    """A cell of a column of this kind as the publisher's CSV has it, in SQL: moments with their zone in UTC, and others as the words they say."""
    form = {"TIMESTAMP WITH TIME ZONE": "%Y-%m-%dT%H:%M:%S+00:00", "TIMESTAMP": "%Y-%m-%dT%H:%M:%S"}.get(kind)
    cell = name_of(column) if form is None else f"strftime({name_of(column)}, '{form}')"
    return f"coalesce(cast({cell} as varchar), '')"


class _TooLarge(Exception):
    """How many cells there are."""


def _fits(rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise _TooLarge(f"{rows * columns:,}")


def _read(content: bytes) -> tuple[list[str], list[tuple]]:
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "table.parquet")
        with open(path, "wb") as file:
            file.write(content)
        found = duckdb.connect().execute("select * from read_parquet(?, hive_partitioning=false)", [pattern_of(path)])
        names = [column[0] for column in found.description]
        rows = found.fetchmany(MOST_CELLS // max(1, len(names)) + 1)
        _fits(len(rows), len(names))
        return names, rows
