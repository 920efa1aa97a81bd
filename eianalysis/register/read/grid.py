"""Tables with merged and nested cells, laid flat into rows, whatever kind of document they come from.

A cell merged over columns stands once, in its first column. A cell merged over rows stands once too, in its first row,
so that an objective is not counted again; but an owner or a date (short, and not among the first two columns) holds for
each row it covers. A table inside a cell becomes rows of its own, after the row that holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from eianalysis.register.read.rows import Row, words

SPOKEN_FOR_EACH, FROM_COLUMN = 60, 2  # a merged cell this short, from this column on, holds for each of its rows
WIDEST, TALLEST = 200, 5_000  # a span beyond these is a slip of the document's


@dataclass
class Cell:
    """One cell of a table: its text, how far it stretches, the report colour it is shaded in, tables within it."""

    text: str
    across: int = 1
    down: int = 1
    shade: str = ""
    tables: list[list[list[Cell]]] = field(default_factory=list)


class Lines:
    """Counts the rows of a document and makes them, each with its place in words."""

    def __init__(self):
        self.rows: list[Row] = []

    def add(self, cells: tuple[str, ...], at: str = "", line: int | None = None, shades: tuple[str, ...] = ()) -> None:
        if any(words(cell) for cell in cells) or any(shades):
            number = line if line is not None else (self.rows[-1].line + 1 if self.rows else 1)
            self.rows.append(Row(cells, number, at, shades))

    def add_table(self, table: list[list[Cell]], name: str, line: int | None = None, *, sheet: bool = False) -> None:
        """The rows of a table, those of nested tables after the row that holds them.

        A sheet has as many columns in every row; there a row with nothing but its first cell is a line of prose.
        """
        covered: dict[int, tuple[int, Cell]] = {}  # column -> (rows still covered, the cell)
        for number, row in enumerate(table, start=1):
            cells, shades, nested = [], [], []
            waiting = list(row)
            while waiting or any(column >= len(cells) for column in covered):
                column = len(cells)
                if column in covered:
                    left, cell = covered.pop(column)
                    if left > 1:
                        covered[column] = left - 1, cell
                    spoken = column >= FROM_COLUMN and len(words(cell.text)) <= SPOKEN_FOR_EACH
                    cells.append(cell.text if spoken else "")
                    shades.append(cell.shade)
                    continue
                if not waiting:
                    cells.append("")
                    shades.append("")
                    continue
                cell = waiting.pop(0)
                across = min(max(cell.across, 1), WIDEST)
                for offset in range(across):
                    cells.append(cell.text if offset == 0 else "")
                    shades.append(cell.shade if offset == 0 else "")
                    if cell.down > 1:
                        covered[column + offset] = min(cell.down, TALLEST) - 1, cell if offset == 0 else Cell("")
                nested += cell.tables
            if sheet and not any(words(cell) for cell in cells[1:]):
                cells, shades = cells[:1], shades[:1]
            self.add(tuple(cells), f"{name}, row {number}", line, tuple(shades) if any(shades) else ())
            for place, inner in enumerate(nested, start=1):
                self.add_table(inner, f"{name}, row {number}, table {place} within it", line)
