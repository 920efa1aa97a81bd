"""What a sheet of a workbook looks like beside its values: how far it goes, hidden and struck rows, merged and failed cells.

A reader of values alone cannot tell a failed formula from an empty cell, nor a row somebody struck out from any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: More cells than this, blank ones between counted, are not read: about 1 GB of memory.
MOST_CELLS = 10_000_000
#: A workbook may unpack to no more than this.
MOST_BYTES = 1_000_000_000
#: How a formula that was never worked out is written where its value should be.
UNCALCULATED = "#NOT CALCULATED"


@dataclass
class Formatting:
    """Of one sheet; rows as a person counts them, columns from 0."""

    height: int = 0  # last row with anything in it
    width: int = 0  # and how many columns that takes
    hidden_rows: set[int] = field(default_factory=set)
    filtered: bool = False
    struck_rows: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column
    failed: dict[tuple[int, int], str] = field(default_factory=dict)  # (row, column): #N/A, #REF!, UNCALCULATED
    last: tuple[int, int] = (0, 0)  # the cell that lies furthest out, if one lies far from the rest

    def saw(self, row: int, column: int) -> None:
        """A cell with something in it."""
        if row > self.height or column >= self.width:
            self.last = (row, column)
            self.height, self.width = max(self.height, row), max(self.width, column + 1)

    @property
    def cells(self) -> int:
        return self.height * self.width

    def notes(self, rows: set[int]) -> tuple[tuple[str, int], ...]:
        """What is to be told of the rows of the table that was read: (what is odd, rows)."""
        hidden = len(self.hidden_rows & rows)
        struck = len(self.struck_rows & rows)
        how = "rows hidden by a filter" if self.filtered else "hidden rows"
        return (*(((f"{how}, read like the others", hidden),) if hidden else ()), *((("rows struck through, read like the others", struck),) if struck else ()))


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
