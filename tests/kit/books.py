"""Files as HR systems write them: workbooks with titles, merged headings and totals; CSV in the ways of the world."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from tests.sources.books import ods

__all__ = ["ods", "text", "workbook"]


def workbook(path: Path, sheets: dict[str, list[list[object]]], merged: dict[str, list[str]] | None = None) -> Path:
    """An .xlsx of rows by sheet; ``merged`` has ranges to merge, as A1:C1."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        if sheet.max_row:
            sheet["A1"].font = Font(bold=True)
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
    book.save(path)
    return path


def text(path: Path, rows: list[list[object]], *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\n") -> Path:
    """A CSV file of rows."""
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return path
