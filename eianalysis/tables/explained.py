"""What explains a gap, as a grid: a row a factor, in percentage points, with ranges."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.tables.count_notes import legend
from eianalysis.tables.counts import CONFIDENTIAL, NOT_APPLICABLE
from eianalysis.tables.grid import Grid
from eianalysis.wording.explained import WHOLE, Gap, gaps, points, span
from eianalysis.wording.numbers import absent

HEADERS = ("Group", "Set against", "What", "Goes with it (points)", "Plausible range", "Left (points)", "Plausible range of what is left")


def explained_grid(released: Release) -> Grid:
    """The gap, then a row a factor, of each group."""
    cells = [row for gap in gaps(released) for row in _rows(gap)]
    labels = 3
    return Grid(
        HEADERS,
        tuple(cells),
        labels,
        (*(False,) * labels, *(True,) * (len(HEADERS) - labels)),
        (False,) * len(cells),
        ("Points: percentage points of the rate; a minus is the other way.",),
        legend(released, cells),
    )


def _rows(gap: Gap) -> list[tuple[str, ...]]:
    names = (str(gap.first["group"]), str(gap.first["reference"]))
    if gap.hidden:
        return [(*names, WHOLE, *(CONFIDENTIAL,) * 4)]
    first = gap.first
    rows = [(*names, WHOLE, NOT_APPLICABLE, NOT_APPLICABLE, points(first["gap"], gap.gap_places), span(first["gap_low"], first["gap_high"], gap.gap_places))]
    return rows + [(*names, str(row["factor"]), *_pair(row, "explained", gap.places), *_pair(row, "left", gap.places)) for row in gap.parts]


def _pair(row, name: str, places: int) -> tuple[str, str]:
    value, low, high = row[name], row[f"{name}_low"], row[f"{name}_high"]
    if absent(value):
        return CONFIDENTIAL, CONFIDENTIAL
    return points(value, places), CONFIDENTIAL if absent(low) or absent(high) else span(low, high, places)
