"""A document as rows of cells, each with the line it stands on: the one shape every layout reader works from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from eianalysis.register.text import without_tags

_RULE = re.compile(r"[-\s:|]*-{2,}[-\s:|]*")
_NESTED = re.compile(r"<table\b.*?</table>", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Row:
    """One line of prose (one cell) or one table row, with the cells as they are.

    ``line`` counts the document's lines or rows; ``at`` says the place as a person would look for it. ``shades`` are
    the report colours that cells are shaded in, where the kind of document keeps them.
    """

    cells: tuple[str, ...]
    line: int
    at: str = ""
    shades: tuple[str, ...] = ()

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


def rows_of_text(text: str) -> list[Row]:
    """Rows of a text document: tabs or pipes part cells; rules (``-----``) and empty lines are left out.

    A whole ``<table>`` inside one cell becomes rows of its own, after the row that holds it.

    >>> [row.cells for row in rows_of_text("Item\\tDate\\n----\\t----\\nTrain staff\\tAug-12")]
    [('Item', 'Date'), ('Train staff', 'Aug-12')]
    """
    rows: list[Row] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        line = line.rstrip("\r")
        nested = _NESTED.findall(line)
        cells = _cells(_NESTED.sub(" ", line))
        if any(words(cell) for cell in cells) and not all(not cell.strip() or _RULE.fullmatch(cell) for cell in cells):
            rows.append(Row(cells, number))
        for table in nested:
            rows += [Row(tuple(_CELL.findall(row)), number) for row in _ROW.findall(table)]
    return rows


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        return tuple(line.split("\t"))
    if line.count("|") >= 2 and line.strip().startswith("|"):
        return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
    return (line,)


def looks_like_header(row: Row, names: Iterable[str]) -> bool:
    """Whether the row's cells hold all of the headings named, in any place and any case."""
    found = [text.casefold() for text in row.texts]
    return all(any(name in cell for cell in found) for name in names)
