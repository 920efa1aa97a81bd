"""A file as a grid of cells, sheet by sheet, before anybody says where its table is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eianalysis.sources import csv_text, layout, parquet, workbook
from eianalysis.sources.content import MOST_TEXT, decoded, unzipped


@dataclass(frozen=True, repr=False)
class Grid:
    """The cells of a sheet as text, merged ones filled down; of a file without sheets the name is ''."""

    name: str
    rows: list[list[str]]

    def headings(self, rows: Sequence[int]) -> list[str]:
        """The headings in some rows (as a person counts), joined column by column; '(column 3)' where there is none."""
        words = layout.joined([self.rows[row - 1] for row in rows])
        width = max(map(len, self.rows), default=0)
        words += [""] * (width - len(words))
        return [" ".join(word.split()) or f"(column {place})" for place, word in enumerate(words, start=1)]


def grids_of(path: Path) -> dict[str, Grid]:
    """The sheets of a file that a person sees, by name. Raises ``DataFault`` for what cannot be read."""
    content, ending = path.read_bytes(), _ending(path)
    if ending in workbook.ENDINGS:
        book = workbook.Book(content, path.name)
        return {name: Grid(name, _filled(book.sheet(name))) for name in book.names if name not in book.hidden}
    if ending == "parquet":
        return {"": Grid("", parquet.rows_of(content, path.name))}
    return {"": Grid("", csv_text.rows_of(decoded(unzipped(content, path.name, MOST_TEXT), path.name)[0], path.name))}


def hidden_sheets(path: Path) -> list[str]:
    """The sheets of a workbook that a person does not see, by name."""
    return list(workbook.Book(path.read_bytes(), path.name).hidden) if _ending(path) in workbook.ENDINGS else []


def _ending(path: Path) -> str:
    return path.name.lower().removesuffix(".gz").rpartition(".")[2]


def _filled(sheet: workbook.Sheet) -> list[list[str]]:
    layout.fill_down(sheet.rows, sheet.formatting.merged)
    return sheet.rows
