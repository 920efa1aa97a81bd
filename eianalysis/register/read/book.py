"""Workbooks as rows: every sheet in its order, dates as ISO days, merged cells laid flat."""

from __future__ import annotations

import io

from eianalysis.errors import DataFault
from eianalysis.register.read.grid import Cell, Lines
from eianalysis.register.read.rows import Row
from eianalysis.sources.content import not_office, unreadable
from eianalysis.sources.read import _cell as text_of


def rows_of_book(content: bytes, file: str) -> list[Row]:
    """The rows of an .xlsx file, each with its place: "sheet 'Plan', row 5"."""
    if wrong := not_office(content, ".xlsx"):
        raise unreadable(file, *wrong)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    lines = Lines()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1)
                     for start, end in sheet.merged_cell_ranges or ()}
            covered = {(row + down, column + across) for (row, column), (tall, wide) in spans.items()
                       for down in range(min(tall, 500)) for across in range(min(wide, 100))} - set(spans)
            table = [[Cell(text_of(value).replace("\t", " "), *spans.get((at, column), (1, 1))[::-1])
                      for column, value in enumerate(row) if (at, column) not in covered]
                     for at, row in enumerate(sheet.to_python(skip_empty_area=False))]
            lines.add_table(table, f"sheet '{name}'", sheet=True)
    except DataFault:
        raise
    except (CalamineError, PasswordError, OSError, ValueError) as error:
        raise unreadable(file, f"the workbook is damaged ({type(error).__name__})", "open and save it again") from None
    return lines.rows
