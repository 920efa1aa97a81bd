"""Workbooks (.xlsx, .xlsm, .xls, .xlsb, .ods): their sheets as rows of text, with what only a person at the screen would see.

The values are read by ``calamine``; hidden, struck, merged and failed cells by ``formatting``, before a value is read, so that a
sheet with one stray cell in its last corner is told in a message and not in gigabytes.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import import_module

from eianalysis.errors import DataFault, UsageError, did_you_mean
from eianalysis.sources.content import OLE_MAGIC, ZIP_MAGIC, unreadable
from eianalysis.sources.formatting import MOST_BYTES, MOST_CELLS, Formatting, column_letters

ENDINGS = ("xlsx", "xlsm", "xlsb", "xls", "ods")
_AT_ONCE = ("ods", "xls")  # a reader of values takes all their sheets at once, so they are looked through before it is let at them
_PARTS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}


@dataclass(frozen=True, repr=False)
class Sheet:
    """One sheet: rows of text, as wide as each row goes; what is odd about it; whether a person sees it."""

    name: str
    rows: list[list[str]]
    formatting: Formatting
    visible: bool


class Book:
    """An open workbook. ``names`` are its sheets of cells in their order, ``hidden`` those that a person does not see."""

    def __init__(self, content: bytes, file: str):
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self.content, self.file = content, file
        self.kind = _kind(content, file)
        self._zip = self._parts() if self.kind != "xls" else None
        self._every = self._guard(self._every_formatting) if self.kind in _AT_ONCE else {}
        for name, formatting in self._every.items():
            self._fits(name, formatting)
        self._book = self._guard(lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)))
        there = [each for each in self._book.sheets_metadata if each.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.DialogSheet)]
        self.names = [each.name for each in there]
        self.hidden = [each.name for each in there if each.visible != SheetVisibleEnum.Visible]
        if not self.names:
            raise unreadable(file, "the workbook has no sheet with cells", "export it again, as a sheet or as CSV")

    def sheet(self, name: str, rows: int | None = None) -> Sheet:
        """One sheet (or its first ``rows``), every cell as text.

        Raises ``UsageError`` for a name that is not there, ``DataFault`` for what cannot be read.
        """
        if name not in self.names:
            raise UsageError(f"{self.file} has no sheet '{name}'; {did_you_mean(name, self.names)}")
        formatting = self._guard(lambda: self._formatting(name))
        self._fits(name, formatting)
        page = self._guard(lambda: self._book.get_sheet_by_name(name))
        cells = self._guard(lambda: [[text_of(cell) for cell in row] for row in page.to_python(skip_empty_area=False, nrows=rows)])
        for (row, column), text in formatting.failed.items():
            if rows is None or row <= rows:
                _put(cells, row, column, text)
        return Sheet(name, cells, formatting, name not in self.hidden)

    def _formatting(self, name: str) -> Formatting:
        if self.kind in _AT_ONCE:
            return self._every[name]
        return import_module(f"eianalysis.sources.formatting_{self.kind}").formatting_of(self._zip, name)

    def _every_formatting(self) -> dict[str, Formatting]:
        return import_module(f"eianalysis.sources.formatting_{self.kind}").every_formatting(self.content if self.kind == "xls" else self._zip)

    def _fits(self, name: str, formatting: Formatting) -> None:
        if formatting.cells > MOST_CELLS:
            raise unreadable(
                self.file,
                f"a cell of sheet '{name}' lies far outside the table, at {_place(formatting.last)}: with it the sheet has {formatting.cells:,} cells",
                f"delete the rows below and the columns right of the table, save it again (up to {MOST_CELLS:,} are read)",
            )

    def _parts(self) -> zipfile.ZipFile:
        book = self._guard(lambda: zipfile.ZipFile(io.BytesIO(self.content)))
        size = sum(part.file_size for part in book.infolist())
        if size > MOST_BYTES:
            raise unreadable(
                self.file, f"it unpacks to {size / 1e9:,.1f} GB, and more than {MOST_BYTES / 1e9:g} GB are not read", "export fewer rows or columns, or as CSV"
            )
        return book

    def _guard(self, work):
        """What the work gives, or one message: readers of damaged files raise many kinds of error."""
        try:
            return work()
        except (DataFault, UsageError):
            raise
        except BaseException as error:
            if not isinstance(error, Exception) and type(error).__name__ != _GIVEN_UP:
                raise
            if type(error).__name__ == "PasswordError":
                raise unreadable(self.file, *_LOCKED) from None
            raise unreadable(self.file, f"the workbook is damaged ({type(error).__name__})", "open and save it again") from None


#: What a reader in Rust raises where it meets what it did not expect; to Python that is no ``Exception``.
_GIVEN_UP = "PanicException"
_LOCKED = ("the workbook is protected by a password", "save it without one")


def _kind(content: bytes, file: str) -> str:
    """What a workbook is by its content, whatever its name says."""
    if content.startswith(OLE_MAGIC):
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in content:
            raise unreadable(file, *_LOCKED)
        return "xls"
    if content.startswith(ZIP_MAGIC):
        try:
            names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise unreadable(file, "the workbook is damaged or cut short", "open and save it again") from None
        for part, kind in _PARTS.items():
            if part in names:
                return kind
    raise unreadable(file, "it is not a workbook, whatever its name says", "save it again as .xlsx")


def text_of(value: object) -> str:
    """A cell of a workbook as text: dates as ISO, whole numbers without '.0'."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return "" if value is None else str(value)


def _put(rows: list[list[str]], row: int, column: int, text: str) -> None:
    """A text in its place, which a reader of values may have cut off as empty."""
    while len(rows) < row:
        rows.append([])
    line = rows[row - 1]
    line += [""] * (column + 1 - len(line))
    line[column] = text


def _place(cell: tuple[int, int]) -> str:
    return f"{column_letters(cell[1])}{cell[0]}"
