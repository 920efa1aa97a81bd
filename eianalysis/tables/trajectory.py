"""A share in post over the years to come, as a table: every fifth year, of which the file has all."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.tables.grid import Grid
from eianalysis.wording.numbers import absent

EVERY = 5
_HEADERS = ("Year", "Middle future (%)", "Nine futures in ten (%)", "If the target's joiners were kept to (%)", "Target (%)")


def trajectory_grid(released: Release) -> Grid:
    """One row every fifth year: the middle future, the range of nine in ten, the way to the target, the target."""
    rows = released.table.iloc[::EVERY]
    cells = tuple(
        (str(row["year"]), _percent(row["middle"]), f"{_percent(row['low'])} to {_percent(row['high'])}", _percent(row["if_kept"]), _percent(row["target"], 0))
        for _, row in rows.iterrows()
    )
    notes = ("Shares of those in post; the target's own share is of those whom it applies to. The saved table has every year.",)
    return Grid(
        _HEADERS,
        cells,
        1,
        (False, True, True, True, True),
        (False,) * len(cells),
        notes,
        (("[z]", "not applicable"),) if any("[z]" in row for row in cells) else (),
    )


def _percent(share: float, decimals: int = 1) -> str:
    return "[z]" if absent(share) else f"{100 * share:.{decimals}f}"
