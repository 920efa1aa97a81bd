"""The tables of a document that could be plans: where their headings are, what goes on from page to page, what parts them.

A table is a grid: headings, and rows of as many cells. Rows that repeat the headings are left out, a table without headings
goes on with the one before, and what stands between (a heading over some rows, a line before a table) is kept as their
section.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from eianalysis.register.read.heading_rows import heading_row, headings_of, is_heading
from eianalysis.register.read.headings import plain_heading
from eianalysis.register.read.document_rows import Row, words


@dataclass
class Line:
    """One row of a grid: a cell for each heading, what reaches down into it, what was the matter, and its section."""

    row: Row
    cells: list[str]
    section: str = ""
    pieces: list[tuple[str, str, Row]] = field(default_factory=list)  # points below it, in a list

    def above(self, place: int) -> str:
        return words(self.row.above[place]) if place < len(self.row.above) else ""

    def shade(self, place: int) -> str:
        return self.row.shades[place] if place < len(self.row.shades) else ""

    def marks(self, place: int) -> frozenset[str]:
        return self.row.marks[place] if place < len(self.row.marks) else frozenset()

    def gone(self, place: int) -> str:
        return words(self.row.gone[place]) if place < len(self.row.gone) else ""

    @property
    def filled(self) -> list[int]:
        return [place for place, text in enumerate(self.cells) if text]


@dataclass
class Grid:
    """A table that could be a plan. ``made_of`` says from what: a table, pairs of name and value, or a list."""

    headings: list[str]
    lines: list[Line] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)  # the heading over several columns, where there is one
    before: str = ""  # the line of prose right before it
    made_of: str = "table"
    where: str = ""
    headed: bool = True  # whether it has headings of its own
    last_width: int = 0  # columns of its last page
    last_mapping: list[int] | None = None  # and where each belongs


def grids_of(rows: Sequence[Row]) -> tuple[list[Grid], list[tuple[Row, str]]]:
    """Every table of a document as a grid, in its order, and the rows of tables that stand in none."""
    from eianalysis.register.read.name_value_blocks import are_pairs, grid_of_pairs

    runs, sections = _runs(rows)
    names = Counter(name for run, _, _ in runs for name in {plain_heading(row.text(0)) for row in run})
    grids: list[Grid] = []
    aside: list[tuple[Row, str]] = []
    pairs = [run for run, _, _ in runs if are_pairs(run, names)]
    for run, section, before in runs:
        if run in pairs:
            if run is pairs[0]:
                grids.append(grid_of_pairs(pairs, lambda row: sections[row.table]))
            continue
        _add_run(run, section, before, grids, aside)
    return grids, aside


def _runs(rows: Sequence[Row]) -> tuple[list[tuple[list[Row], str, str]], dict[int, str]]:
    """The rows of each table, with the section it stands in and the line of prose right before it."""
    runs: list[tuple[list[Row], str, str]] = []
    sections: dict[int, str] = {}
    section, last = _Section(), ""
    for row in rows:
        same = runs and runs[-1][0][-1].table == row.table
        if row.table and same:
            runs[-1][0].append(row)
        elif row.table and len(row.cells) > 1 or row.table and row.name:
            sections[row.table] = section.text
            runs.append(([row], section.text, last))
            last = ""
        else:
            section.see(row)
            last = row.text(0)
    return [run for run in runs if any(len(row.cells) > 1 for row in run[0])], sections


class _Section:
    """The headings of prose that are open at a place."""

    def __init__(self):
        self.open: list[tuple[int, str]] = []

    def see(self, row: Row) -> None:
        if row.level:
            self.open = [one for one in self.open if one[0] < row.level]
            self.open.append((row.level, row.text(0)))

    @property
    def text(self) -> str:
        return self.open[-1][1] if self.open else ""


def _add_run(run: list[Row], section: str, before: str, grids: list[Grid], aside: list[tuple[Row, str]]) -> None:
    """The rows of one table into grids: its own, or the one before it that it goes on with."""
    start = heading_row(run)
    grid, mapping = None, None
    former = grids[-1] if grids and grids[-1].made_of == "table" else None
    if start is None:
        if former is not None and abs(former.last_width - _width(run)) <= 1:
            grid, mapping = former, former.last_mapping
        else:
            grid = Grid([""] * _width(run), before=before, where=run[0].place, headed=False)
            grids.append(grid)
    aside += [(row, "above the headings") for row in run[: start or 0] if len(row.filled) > 1]
    title = next((row.filled[0] for row in reversed(run[: start or 0]) if len(row.filled) == 1), "")
    at = start or 0
    while at < len(run):
        row = run[at]
        if at == start or is_heading(row, run[at + 1 :], grid):
            headings, groups, taken = headings_of(run[at:])
            if grid is not None and _alike(headings, grid):  # the headings again, or nearly so
                mapping = _widened(grid, headings, groups)
            else:
                grid, mapping = Grid(headings, groups=groups, before=title or before, where=row.place), None
                grids.append(grid)
            grid.last_width, grid.last_mapping = _width(run[at : at + taken]), mapping
            at += taken
            continue
        _add_line(row, grid, section, mapping)
        at += 1


def _alike(headings: list[str], grid: Grid) -> bool:
    """Whether headings are mostly those of a grid."""
    mine = [plain_heading(text) for text in headings if text]
    theirs = [plain_heading(text) for text in grid.headings if text]
    return bool(mine) and sum(text in theirs for text in mine) >= max(2, 0.5 * len(mine))


def _widened(grid: Grid, headings: list[str], groups: list[str]) -> list[int]:
    """Where in the grid each column under new headings belongs; those it has not are added to it."""
    places = {plain_heading(text): at for at, text in reversed(list(enumerate(grid.headings))) if text}
    mapping: list[int] = []
    for at, text in enumerate(headings):
        place = places.get(plain_heading(text), -1) if text else at if at < len(grid.headings) else -1  # left blank: as before
        if place < 0 or place in mapping:
            place = len(grid.headings)
            grid.headings.append(text)
            grid.groups.append(groups[at])
            for line in grid.lines:
                line.cells.append("")
        mapping.append(place)
    return mapping


def _add_line(row: Row, grid: Grid, section: str, mapping: list[int] | None) -> None:
    if mapping is not None and len(row.cells) > 1:
        row = _placed(row, mapping, len(grid.headings))
    if len(row.cells) > len(grid.headings):
        more = len(row.cells) - len(grid.headings)
        grid.headings += [""] * more
        grid.groups += [""] * more
        for line in grid.lines:
            line.cells += [""] * more
    grid.lines.append(Line(row, list(row.texts) + [""] * (len(grid.headings) - len(row.cells)), section))


def _placed(row: Row, mapping: list[int], width: int) -> Row:
    """A row with its cells under the headings they belong to."""
    places = [mapping[at] if at < len(mapping) else width + at - len(mapping) for at in range(len(row.cells))]
    wide = max(width, max(places) + 1)

    def moved(values: tuple, blank) -> tuple:
        out = [blank] * wide
        for at, value in enumerate(values):
            out[places[at]] = value
        return tuple(out) if values else ()

    return replace(
        row, cells=moved(row.cells, ""), shades=moved(row.shades, ""), above=moved(row.above, ""), marks=moved(row.marks, frozenset()), gone=moved(row.gone, "")
    )


def _width(run: list[Row]) -> int:
    return max(len(row.cells) for row in run)
