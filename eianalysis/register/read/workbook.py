"""Workbooks as rows: every sheet in its order, what stands in the cells as it is shown, merged and shaded cells.

Only cells that are there are looked at, however far out one stands. Hidden rows and columns are read and marked; a hidden
sheet is not read, and told.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings

from eianalysis.register.office_file import check_office_file
from eianalysis.register.read.colours import colour_of, is_disc
from eianalysis.register.read.merged_cells import WIDEST, Cell, Lines
from eianalysis.register.read.document_rows import Row
from eianalysis.register.read.sheet_colours import Palette
from eianalysis.sources.content import unreadable
from eianalysis.vocabulary import month_in_words

MOST_CELLS, MOST_ROWS = 300_000, 20_000


def rows_of_book(content: bytes, file: str) -> tuple[list[Row], list[str]]:
    """The rows of an .xlsx file, each with its place ("sheet 'Plan', row 5"), and what was not read of it."""
    check_office_file(content, ".xlsx", file)
    shown, formulas = _loaded(content, file, values=True), _loaded(content, file, values=False)
    lines, notes = Lines(), []
    palette = Palette(shown)
    for sheet in shown.worksheets:
        if sheet.sheet_state != "visible":
            if sheet._cells:
                notes.append(f"sheet '{sheet.title}' is hidden and was not read")
            continue
        _add_sheet(lines, sheet, formulas[sheet.title], palette, notes, file)
    return lines.rows, notes


def _loaded(content: bytes, file: str, *, values: bool):
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features of Excel that do not matter for reading
            return openpyxl.load_workbook(io.BytesIO(content), data_only=values, keep_links=False, rich_text=values)
    except Exception as error:  # the package raises many kinds for a damaged file, and its messages may hold content
        raise unreadable(file, f"the workbook is damaged ({type(error).__name__})", "open it and save it again as .xlsx") from None


def _add_sheet(lines: Lines, sheet, formulas, palette: Palette, notes: list[str], file: str) -> None:
    cells = {place: cell for place, cell in sheet._cells.items() if cell.value is not None or colour_of(palette.fill(cell))}
    if len(cells) > MOST_CELLS:
        raise unreadable(file, f"sheet '{sheet.title}' has more than {MOST_CELLS:,} cells", "save the sheets of the plan alone")
    far = [place for place in cells if place[0] > MOST_ROWS or place[1] > WIDEST]
    if far:
        from openpyxl.utils import get_column_letter

        where = f"{get_column_letter(far[0][1])}{far[0][0]}"
        more = f" and {len(far) - 1} more" if len(far) > 1 else ""
        notes.append(f"sheet '{sheet.title}': cell {where}{more} so far out that it was not read")
    inside = {place: cell for place, cell in cells.items() if place not in set(far)}
    spans = {(span.min_row, span.min_col): (span.max_row - span.min_row + 1, span.max_col - span.min_col + 1) for span in sheet.merged_cells.ranges}
    covered = {
        (row + down, column + across) for (row, column), (tall, wide) in spans.items() for down in range(min(tall, 500)) for across in range(min(wide, WIDEST))
    } - set(spans)
    used = sorted({row for row, _ in inside})
    width = max((column for _, column in inside), default=0)
    table = []
    for row in used:
        table.append(
            [_cell(sheet, formulas, palette, row, column, spans.get((row, column), (1, 1))) for column in range(1, width + 1) if (row, column) not in covered]
        )
    lines.add_table(_without_gaps(table, used, spans), f"sheet '{sheet.title}'", sheet=sheet.title, numbers=used)


def _without_gaps(table: list[list[Cell]], used: list[int], spans: dict) -> list[list[Cell]]:
    """Rows that hold nothing are left out, so a merged cell reaches over fewer rows than the sheet says."""
    for row, number in zip(table, used, strict=True):
        for cell in row:
            if cell.down > 1:
                cell.down = sum(number <= other < number + cell.down for other in used)
    return table


def _cell(sheet, formulas, palette: Palette, row: int, column: int, span: tuple[int, int]) -> Cell:
    cell = sheet._cells.get((row, column))
    if cell is None:
        return Cell("", span[1], span[0])
    marks, gone = set(), ""
    text, struck = _parts(cell)
    if struck:
        marks.add("part_struck_through" if text else "struck_through")
        text, gone = text or struck, struck if text else ""
    formula = formulas._cells.get((row, column))
    if formula is not None and formula.data_type == "f" and cell.value is None:
        marks.add("formula_not_calculated")
    if text and sheet.row_dimensions[row].hidden:
        marks.add("hidden_row")
    if text and palette.hidden(sheet, column):
        marks.add("hidden_column")
    shade = colour_of(palette.fill(cell))
    if is_disc(text) and cell.font is not None and cell.font.color is not None and (own := colour_of(palette.colour(cell.font.color))):
        text, shade = "", own
    return Cell(text.replace("\t", " "), span[1], span[0], shade, [], frozenset(marks), gone, bool(text) and bool(cell.font and cell.font.b))


def _parts(cell) -> tuple[str, str]:
    """The words that stand in a cell and those struck through, as the cell shows them."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    struck = bool(cell.font and cell.font.strike)
    if isinstance(cell.value, CellRichText):
        stands, gone = [], []
        for part in cell.value:
            font = part.font if isinstance(part, TextBlock) else None
            off = font.strike if font is not None and font.strike is not None else struck
            (gone if off else stands).append(str(part))
        return "".join(stands).strip(), "".join(gone).strip()
    text = shown(cell.value, cell.number_format or "General").strip()
    return ("", text) if struck else (text, "")


def shown(value: object, form: str) -> str:
    """A value as its number format shows it, where that changes what is meant: a day shown as its month is a month.

    >>> shown(dt.datetime(2025, 3, 1), "mmm-yy"), shown(dt.datetime(2025, 3, 1), "dd/mm/yyyy"), shown(0.62, "0%")
    ('Mar 2025', '2025-03-01', '62%')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    signs = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form).casefold().split(";")[0]
    if isinstance(value, (dt.datetime, dt.date)):
        if "y" in signs and "d" not in signs:
            return month_in_words(value, short=True) if "m" in signs else str(value.year)
        if isinstance(value, dt.datetime):
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="minutes")
        return value.isoformat()
    if isinstance(value, (int, float)):
        if signs.endswith("%"):
            return f"{value * 100:.{len(signs.partition('.')[2].rstrip('%'))}f}%"
        if re.fullmatch(r"0+\.0+", signs):
            return f"{value:.{len(signs.partition('.')[2])}f}"
        return str(int(value)) if float(value).is_integer() else repr(value)
    return str(value)
