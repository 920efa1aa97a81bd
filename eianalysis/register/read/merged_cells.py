"""Tables with merged and nested cells, laid flat into rows, whatever kind of document they come from.

A cell merged over columns stands once, in its first column. A cell merged over rows stands once too, in its first row,
so that an objective is not counted again; but an owner or a date (short, and not among the first two columns) holds for
each row it covers, and ``Row.above`` keeps the words of every cell that reaches down. A table inside a cell becomes rows
of its own, after the row that holds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eianalysis.register.read.document_rows import Row, words

SPOKEN_FOR_EACH, FROM_COLUMN = 60, 2  # a merged cell this short, from this column on, holds for each of its rows
WIDEST, TALLEST, DEEPEST = 200, 5_000, 20  # spans and nesting beyond these are slips of the document's
_RULE = re.compile(r"[-=_\u2013\u2014 ]{2,}")
NOTHING: frozenset[str] = frozenset()


@dataclass
class Cell:
    """One cell of a table: its text, how far it stretches, the colour it is shaded in, what is the matter with it, tables
    within it, and what was struck through beside words that stand."""

    text: str
    across: int = 1
    down: int = 1
    shade: str = ""
    tables: list[list[list[Cell]]] = field(default_factory=list)
    marks: frozenset[str] = NOTHING
    gone: str = ""
    heading: bool = False


class Lines:
    """Counts the rows of a document and makes them, each with its place in words."""

    def __init__(self):
        self.rows: list[Row] = []
        self.tables = 0

    def add(self, cells: tuple[str, ...], at: str = "", line: int | None = None, shades: tuple[str, ...] = (), **more) -> None:
        said = [text for cell in cells if (text := words(cell))]
        if said and all(_RULE.fullmatch(text) for text in said) and len(cells) > 1:
            return  # a ruled line, typed
        if said or any(shades):
            number = line if line is not None else (self.rows[-1].line + 1 if self.rows else 1)
            self.rows.append(Row(cells, number, at, shades, **more))

    def add_table(
        self, table: list[list[Cell]], name: str, line: int | None = None, *, sheet: str = "", numbers: list[int] | None = None, deep: int = 0
    ) -> None:
        """The rows of a table, those of nested tables after the row that holds them.

        ``numbers`` are the rows as a sheet counts them. A sheet has as many columns in every row; there a row with nothing
        but its first cell is a line of prose.
        """
        self.tables += 1
        count = self.tables
        covered: dict[int, tuple[int, Cell]] = {}  # column -> (rows still covered, the cell)
        for number, row in enumerate(table, start=1):
            flat: list[tuple[Cell, bool]] = []  # each column's cell, and whether it reaches down from above
            waiting = list(row)
            nested = []
            while waiting or any(column >= len(flat) for column in covered):
                column = len(flat)
                if column in covered:
                    left, cell = covered.pop(column)
                    if left > 1:
                        covered[column] = left - 1, cell
                    flat.append((cell, True))
                elif not waiting:
                    flat.append((Cell(""), False))
                else:
                    cell = waiting.pop(0)
                    for offset in range(min(max(cell.across, 1), WIDEST)):
                        one = cell if offset == 0 else Cell("", heading=cell.heading)
                        if cell.down > 1:
                            covered[column + offset] = min(cell.down, TALLEST) - 1, one
                        flat.append((one, False))
                    nested += cell.tables
            at = f"{name}, row {numbers[number - 1] if numbers else number}"
            self._add_flat(flat, at, line, count, sheet)
            for place, inner in enumerate(nested, start=1):
                if deep < DEEPEST:
                    self.add_table(inner, f"{at}, table {place} within it", line, deep=deep + 1)

    def _add_flat(self, flat: list[tuple[Cell, bool]], at: str, line: int | None, count: int, sheet: str) -> None:
        cells = tuple("" if down and not _spoken(column, cell) else cell.text for column, (cell, down) in enumerate(flat))
        if sheet and len(cells) > 1 and not any(words(cell) for cell in cells[1:]) and not any(cell.shade for cell, _ in flat[1:]):
            flat, cells = flat[:1], cells[:1]
        shades, marks = tuple(cell.shade for cell, _ in flat), tuple(cell.marks for cell, _ in flat)
        above, gone = tuple(cell.text if down else "" for cell, down in flat), tuple(cell.gone for cell, _ in flat)
        own = [cell for cell, down in flat if words(cell.text) and not down]
        self.add(
            cells,
            at,
            line,
            shades if any(shades) else (),
            above=above if any(above) else (),
            marks=marks if any(marks) else (),
            gone=gone if any(gone) else (),
            table=count,
            name=sheet,
            heading=len(own) > 1 and all(cell.heading for cell in own),
        )


def _spoken(column: int, cell: Cell) -> bool:
    return column >= FROM_COLUMN and len(words(cell.text)) <= SPOKEN_FOR_EACH
