"""The formatting of a workbook in the old .xls format, through ``xlrd``, which keeps what a reader of values alone leaves out."""

from __future__ import annotations

import io

from eianalysis.sources.formatting import Formatting


def every_formatting(content: bytes) -> dict[str, Formatting]:
    """The formatting of every sheet. Raises whatever ``xlrd`` raises where the file is damaged.

    A reader of values takes all sheets at once, and for one whose last cell is damaged any memory it can get: so it has to be
    looked through before.
    """
    import xlrd

    book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO(), ignore_workbook_corruption=False, ragged_rows=True)
    struck = {place for place, style in enumerate(book.xf_list) if book.font_list[style.font_index].struck_out}
    return {page.name: _formatting(book, page, struck) for page in book.sheets()}


def _formatting(book, page, struck: set[int]) -> Formatting:
    import xlrd

    formatting = Formatting(height=page.nrows, width=page.ncols, last=(page.nrows, page.ncols - 1))
    formatting.hidden_rows = {row + 1 for row, info in page.rowinfo_map.items() if info.hidden}
    formatting.merged = [(top + 1, left, bottom, right - 1) for top, bottom, left, right in page.merged_cells]
    for row in range(page.nrows):
        kinds = page.row_types(row)
        for column, kind in enumerate(kinds):
            if kind == xlrd.XL_CELL_ERROR:
                formatting.failed[row + 1, column] = xlrd.error_text_from_code.get(page.cell_value(row, column), "#ERROR")
            if struck and kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and page.cell_xf_index(row, column) in struck:
                formatting.struck_rows.add(row + 1)
    return formatting
