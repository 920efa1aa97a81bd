"""A table as written text: headers, cells, which columns say what a row is, which hold numbers, what is explained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Grid:
    """Every cell is text and none is empty."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: int  # how many of the first columns say which row it is
    numeric: tuple[bool, ...]  # by column
    totals: tuple[bool, ...]  # by row
    notes: tuple[str, ...] = ()  # what the columns mean
    legend: tuple[tuple[str, str], ...] = ()  # symbol, meaning: those that occur
    rag: tuple[int, ...] = ()  # columns that hold red, amber or green
    parts: tuple[tuple[str, int], ...] = ()  # (caption, rows) of each table the rows are parted into; () for one
    links: tuple[tuple[int, int, str], ...] = ()  # (row, column, notebook) of cells that lead to another page
