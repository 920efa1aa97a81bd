"""Blocks of name and value, one item a block ("Action | …", "Owner | …", "Due date | …"), as a grid with a line an item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eianalysis.register.read.headings import heading_scores, names_a_column, plain_heading
from eianalysis.register.read.document_rows import Row
from eianalysis.register.read.find_tables import Grid, Line

LONGEST_NAME, MOST_NAMES = 60, 20


def pairs_of(row: Row) -> list[tuple[str, int]]:
    """The names in a row, each with the place of its value: (name, place of the value)."""
    width = len(row.cells)
    if width < 2 or width % 2 and row.text(width - 1):
        return []
    return [(row.text(at), at + 1) for at in range(0, width - 1, 2) if row.text(at)]


def are_pairs(run: Sequence[Row], names_of_others: Counter | None = None) -> bool:
    """Whether a table is blocks of names and values: its names come again, or are those that columns have."""
    told = [pairs_of(row) for row in run if len(row.filled) > 1]
    if not told or len(told) < max(1, 0.7 * sum(len(row.filled) > 1 for row in run)) or not all(told):
        return False
    across = Counter(len(pairs) for pairs in told).most_common(1)[0][0]
    names = [plain_heading(name) for pairs in told for name, _ in pairs]
    values = [row.text(place) for row, pairs in zip((row for row in run if len(row.filled) > 1), told, strict=True) for _, place in pairs]
    if any(len(name) > LONGEST_NAME for name in names) or len(set(names)) > MOST_NAMES:
        return False
    known = sum(names_a_column(name) for name in names) / len(names)
    valued = sum(names_a_column(value) and len(value.split()) <= 3 for value in values if value) / max(len([v for v in values if v]), 1)
    counts = Counter(names)
    even = min(counts.values()) >= 2 and max(counts.values()) - min(counts.values()) <= 1  # each name once a block
    if across > 1:
        return valued < 0.3 and (known >= 0.8 or even and known >= 0.4)
    again = len(names) / len(set(names))
    if names_of_others is not None and len(set(names)) >= 2 and sum(names_of_others[name] >= 2 for name in set(names)) >= 0.8 * len(set(names)):
        again = max(again, 2.0)
    return len(set(names)) >= 2 and (
        again >= 2
        and (known >= 0.4 or again >= 3 and len(set(values)) > len(set(names)))
        or known >= 0.75
        and len(set(names)) == len(names) >= 3
        and valued < 0.3
    )


def grid_of_pairs(runs: Sequence[Sequence[Row]], section_of) -> Grid:
    """One grid of all such tables; a block ends where a name comes again, or the table does."""
    blocks: list[dict[str, tuple[Row, int]]] = []
    titles: dict[int, str] = {}
    spelled: dict[str, str] = {}
    for run in runs:
        blocks.append({})
        for row in run:
            if len(row.filled) == 1 and len(pairs_of(row)) == 1 and not names_a_column(row.filled[0]):
                if blocks[-1]:
                    blocks.append({})
                titles[len(blocks) - 1] = row.filled[0]
                continue
            for name, place in pairs_of(row):
                plain = plain_heading(name)
                spelled.setdefault(plain, name)
                if plain in blocks[-1]:
                    blocks.append({})
                blocks[-1][plain] = (row, place)
    grid = Grid([], made_of="pairs")
    if not titles and not any(heading_scores(name).get("title", 0.0) >= 3.0 for name in spelled.values()):
        over = [section_of(next(iter(block.values()))[0]) if block else "" for block in blocks]
        if all(over) and len(set(over)) == len(over):  # what is to be done stands as the heading over each block
            titles = dict(enumerate(over))
    order = list(dict.fromkeys(name for block in blocks for name in block))
    grid.headings = (["Item"] if titles else []) + [spelled[name] for name in order]
    grid.groups = [""] * len(grid.headings)
    for number, block in enumerate(blocks):
        if not block:
            continue
        first = next(iter(block.values()))[0]
        cells = [titles.get(number, "")] if titles else []
        cells += [block[name][0].text(block[name][1]) if name in block else "" for name in order]
        lead = len(cells) - len(order)

        def each(what, blank, block=block, lead=lead):
            return (blank,) * lead + tuple(
                (getattr(block[name][0], what)[block[name][1]] if block[name][1] < len(getattr(block[name][0], what)) else blank) if name in block else blank
                for name in order
            )

        row = Row(tuple(cells), first.line, first.place, each("shades", ""), (), each("marks", frozenset()), first.table, first.name, gone=each("gone", ""))
        grid.lines.append(Line(row, cells, section_of(first)))
    grid.where = grid.lines[0].row.place if grid.lines else ""
    return grid
