"""A document as rows of cells, each with the line it stands on: the one shape every layout reader works from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from eianalysis.register.text import without_tags

#: What may be the matter with a cell; a draft item carries these as flags.
MARKS = ("struck_through", "part_struck_through", "hidden_text", "hidden_row", "hidden_column", "footnote_mark", "formula_not_calculated")


@dataclass(frozen=True)
class Row:
    """One line of prose (one cell) or one table row, with the cells as they are.

    ``line`` counts the document's lines or rows; ``at`` says the place as a person would look for it. ``shades`` are
    the report colours that cells are shaded in, ``above`` the words of a merged cell that reaches down to here, ``marks``
    what was the matter with each cell; each may be empty where nothing is to be said. ``table`` counts the tables of the
    document (0 for prose), ``name`` is a sheet's name; ``heading`` says that the document itself marks the row as one of
    headings; ``level`` is that of a heading of prose (1 the highest, 9 bold alone), ``depth`` that of a list (1 the outer).
    """

    cells: tuple[str, ...]
    line: int
    at: str = ""
    shades: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    marks: tuple[frozenset[str], ...] = ()
    table: int = 0
    name: str = ""
    heading: bool = False
    level: int = 0
    depth: int = 0
    gone: tuple[str, ...] = ()  # what was struck through in cells that hold other words too

    @property
    def place(self) -> str:
        return self.at or f"line {self.line}"

    def text(self, place: int) -> str:
        """The words of a cell, tags away, blanks single; '' where the row is shorter."""
        return words(self.cells[place]) if place < len(self.cells) else ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(words(cell) for cell in self.cells)

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(text for text in self.texts if text)


def words(cell: str) -> str:
    """The words of one cell: tags become blanks, odd blanks become one."""
    return re.sub(r"\s+", " ", without_tags(cell).replace("\u00a0", " ").replace("\u200b", "")).strip()


def looks_like_header(row: Row, names: Iterable[str]) -> bool:
    """Whether the row's cells hold all of the headings named, in any place and any case."""
    found = [text.casefold() for text in row.texts]
    return all(any(name in cell for cell in found) for name in names)
