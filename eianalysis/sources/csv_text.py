"""CSV text as rows of cells, strictly: a quotation mark that swallows rows is a fault, never a long cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from eianalysis.errors import DataFault, Fault

DELIMITERS = (",", ";", "\t", "|")
#: A cell may be as long as a long remark, not as a file.
LONGEST_CELL = 131_072
#: So many letters of a text are looked at together, up to the next end of a line.
PART = 1_000_000


def rows_of(text: str, file: str) -> list[list[str]]:
    """The rows of a CSV file, its ``sep=`` line as an empty one, so that rows keep the number a person counts. Equal cells are one object:
    most cells of a long table are alike.

    Raises ``DataFault`` naming the row where a quotation mark opens and does not close, or closes rows later.
    """
    first = text[: text.find("\n") + 1 or len(text)].strip().lower()
    declared = first if first.startswith("sep=") and len(first) == 5 else ""
    delimiter = declared[4:] or delimiter_of(text)
    rows, lines, known = [], csv.reader(_lines(text), delimiter=delimiter, strict=True), {}
    try:
        rows.extend(list(map(known.setdefault, row, row)) for row in lines)
    except csv.Error as error:  # the rows before it have been added
        raise _fault(file, _said(str(error)), len(rows) + 1) from None
    if lines.line_num != len(rows):
        _check_swallowed(rows, delimiter, file)
    return [[], *rows[1:]] if declared else rows


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, a part of the text at a time: as one buffer it would take four bytes a letter."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + PART) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end


def _said(error: str) -> str:
    """What the parser found, in words."""
    if "unexpected end" in error:
        return "a quotation mark opens in this row and never closes, so the rows after it would be lost"
    if "expected after" in error:
        return "text follows a closing quotation mark"
    if "field larger" in error:
        return f"a cell has more than {LONGEST_CELL:,} characters: a quotation mark opens in this row and closes far below"
    return f"it cannot be read as CSV ({error})"


def _check_swallowed(rows: list[list[str]], delimiter: str, file: str) -> None:
    """Refuse a cell with line breaks that holds as many separators as whole rows have: a mark opened by mistake has closed at another.

    From its column in one row to the same or a later one k rows below there are at least k rows' separators; where it closes
    in an earlier column, the row that is left is wider than the headings and refused for that.
    """
    widths = [len(row) for row in rows if len(row) > 1]
    usual = max(set(widths), key=widths.count) if widths else 1
    for number, row in enumerate(rows, start=1):
        for cell in row:
            breaks = len(cell.splitlines()) - 1
            cells = usual if usual > 1 else cell.partition("\n")[0].count(delimiter) + 1  # a mark at each end takes the whole file into one cell
            if cells > 1 and breaks > 0 and cell.count(delimiter) >= breaks * (cells - 1):
                raise _fault(
                    file,
                    "a quotation mark opens in this row and closes rows later, so whole rows seem to stand in one cell",
                    number,
                    "close it, or take the line breaks out of a remark, and export again",
                )


def _fault(file: str, found: str, row: int, expected: str = "close it, or double a mark that belongs to the text, and export again") -> DataFault:
    return DataFault(file, "any table", [Fault(found, expected, row=row)], "Correct or replace the file.")


def delimiter_of(text: str) -> str:
    """The sign that splits the first lines into the most, and equally many, cells."""

    def score(delimiter):
        widths = [len(row) for row in csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter) if row]
        widths = widths[:-1] or widths  # the last one may be cut
        usual = max(set(widths), key=widths.count) if widths else 1
        return (usual > 1, widths.count(usual) * (usual - 1), -DELIMITERS.index(delimiter))

    return max(DELIMITERS, key=score)
