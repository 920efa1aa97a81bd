"""The marks of a workbook in the old .xls format, through ``xlrd``, which keeps what a reader of values alone leaves out."""

from __future__ import annotations

import io

from eianalysis.sources.marks import Marks


def marks_of(content: bytes, sheet: str) -> Marks:
    """The marks of one sheet. Raises whatever ``xlrd`` raises where the file is damaged."""
    import xlrd

    book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO(), ignore_workbook_corruption=False)
    page = book.sheet_by_name(sheet)
    marks = Marks(height=page.nrows, width=page.ncols)
    marks.hidden_rows = {row + 1 for row, info in page.rowinfo_map.items() if info.hidden}
    marks.merged = [(top + 1, left, bottom, right - 1) for top, bottom, left, right in page.merged_cells]
    struck = {place for place, style in enumerate(book.xf_list) if book.font_list[style.font_index].struck_out}
    for row in range(page.nrows):
        kinds = page.row_types(row)
        for column, kind in enumerate(kinds):
            if kind == xlrd.XL_CELL_ERROR:
                marks.failed[row + 1, column] = xlrd.error_text_from_code.get(page.cell_value(row, column), "#ERROR")
            if struck and kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and page.cell_xf_index(row, column) in struck:
                marks.struck_rows.add(row + 1)
    return marks
