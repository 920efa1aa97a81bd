"""A table as written text: headers, cells, which columns say what a row is, which hold numbers, what is explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

#: What stands in a cell that has no figure, and what its row is then said to be.
NO_FIGURE = {"[c]": "Hidden, because small numbers could tell about a person", "[x]": "Not available", "[u]": "Too few for a rate", "[z]": "No figure applies"}
#: Rows named one by one in the line that stands for them; of more, how many.
NAMED = 6


@dataclass(frozen=True)
class Grid:
    """Every cell is text and none is empty."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: int  # how many of the first columns say which row it is
    numeric: tuple[bool, ...]  # by column
    totals: tuple[bool, ...]  # by row
    notes: tuple[str, ...] = ()  # what the columns mean
    legend: tuple[tuple[str, str], ...] = ()  # symbol, meaning: those that occur
    rag: tuple[int, ...] = ()  # columns that hold red, amber or green
    parts: tuple[tuple[str, int], ...] = ()  # (caption, rows) of each table the rows are parted into; () for one
    links: tuple[tuple[int, int, str], ...] = ()  # (row, column, notebook) of cells that lead to another page
    own_columns: bool = False  # whether each of its tables leaves out columns that do not apply to it

    @property
    def captions(self) -> tuple[str, ...]:
        """By row, the caption of the table it stands in; "" where there is one table."""
        return tuple(caption for caption, length in self.parts for _ in range(length)) or ("",) * len(self.rows)

    def columns(self, rows: Iterable[int]) -> list[int]:
        """The columns of one of its tables, which has these rows."""
        rows = list(rows)
        every = range(len(self.headers))
        return [at for at in every if at < self.labels or not self.own_columns or any(self.rows[row][at] != "[z]" for row in rows)]


def without_empty(grid: Grid, *, columns: bool = True) -> Grid:
    """The grid without rows in which no figure is shown, which take one line, and (with ``columns``) without such columns."""
    figures = [at for at in range(grid.labels, len(grid.headers)) if grid.numeric[at]] or list(range(grid.labels, len(grid.headers)))
    kept = [at for at, row in enumerate(grid.rows) if not figures or any(row[column] not in NO_FIGURE for column in figures)]
    gone = [at for at in range(len(grid.rows)) if at not in kept]
    across = [at for at in range(len(grid.headers)) if at < grid.labels or not columns or not kept or any(grid.rows[row][at] not in NO_FIGURE for row in kept)]
    rows = tuple(tuple(grid.rows[row][at] for at in across) for row in kept)
    captions = [grid.captions[row] for row in kept]
    parts = tuple((caption, captions.count(caption)) for caption, _ in grid.parts if caption in captions) if grid.parts else ()
    text = " ".join(cell for row in rows for cell in row)
    return replace(
        grid,
        headers=tuple(grid.headers[at] for at in across),
        rows=rows,
        numeric=tuple(grid.numeric[at] for at in across),
        totals=tuple(grid.totals[row] for row in kept),
        parts=parts,
        notes=(*grid.notes, *_told(grid, gone, figures)),
        legend=tuple((symbol, meaning) for symbol, meaning in grid.legend if symbol in text),
        rag=tuple(across.index(at) for at in grid.rag if at in across),
        links=tuple((kept.index(row), across.index(at), name) for row, at, name in grid.links if row in kept and at in across),
    )


def _told(grid: Grid, gone: list[int], figures: list[int]) -> Iterator[str]:
    """One line for each reason why rows show no figure, with which they are."""
    why: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for row in gone:
        symbol = next(symbol for symbol in NO_FIGURE if any(grid.rows[row][at] == symbol for at in figures))
        labels = tuple(label for label in grid.rows[row][: grid.labels] if label not in NO_FIGURE)
        why.setdefault(symbol, {}).setdefault(grid.captions[row], []).append(labels or (grid.captions[row],))
    for symbol, parts in why.items():
        several = sum(map(len, parts.values()))
        named = "; ".join((f"{caption}: " if caption else "") + _named(names) for caption, names in parts.items())
        yield f"{NO_FIGURE[symbol]}: {named if several <= NAMED else f'{several} rows'}."


def _named(rows: list[tuple[str, ...]]) -> str:
    """Rows by their labels, those that differ in the last alone together: 'Kept informed (Female, Male), Satisfied (Female)'."""
    within: dict[str, list[str]] = {}
    for *before, last in rows:
        within.setdefault(", ".join(before), []).append(last)
    return ", ".join(f"{before} ({', '.join(dict.fromkeys(last))})" if before else ", ".join(dict.fromkeys(last)) for before, last in within.items())
