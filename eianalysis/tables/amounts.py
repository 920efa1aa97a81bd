"""Gaps between two groups' amounts as a grid: one row a gap, in per cent of the reference's amount, with its range."""

from __future__ import annotations

from collections.abc import Sequence

from eianalysis.errors import UsageError
from eianalysis.results import ALL, Release
from eianalysis.tables.count_notes import legend
from eianalysis.tables.counts import CONFIDENTIAL, NOT_APPLICABLE
from eianalysis.tables.grid import Grid
from eianalysis.wording.amounts import span
from eianalysis.wording.numbers import absent, capital
from eianalysis.wording.reading import key_columns

_FIRST = {"workers": "Of whom", "figure": "Pay", "part": "Part of the gap"}


def amounts_grid(released: Release, columns: Sequence[str] | None) -> Grid:
    """One row a gap: of whom, which pay, group, set against, gap, range."""
    if columns:
        raise UsageError("a table of pay gaps has its own columns: leave columns out")
    keys = key_columns(released)
    cells = [
        (*(_key(released, name, row[name]) for name in keys), str(row["group"]), str(row["reference"]), *_figures(row)) for _, row in released.table.iterrows()
    ]
    headers = (*(_FIRST.get(name, capital(name.replace("_", " "))) for name in keys), "Group", "Set against", "Gap (% of theirs)", "Plausible range (%)")
    labels = len(keys) + 2
    return Grid(
        headers,
        tuple(cells),
        labels,
        (*(False,) * labels, True, True),
        (False,) * len(cells),
        ("Gap: how much less than those it is set against the group is paid; a minus says that it is paid more.",),
        legend(released, cells),
    )


def _key(released: Release, name: str, value: object) -> str:
    return capital(released.definition.noun) if value == ALL else str(value)


def _figures(row) -> tuple[str, str]:
    if absent(row["value"]):
        return (CONFIDENTIAL, CONFIDENTIAL) if row["status"] == "hidden" else (NOT_APPLICABLE, NOT_APPLICABLE)
    return f"{100 * float(row['value']):.1f}", span(row["low"], row["high"]).replace("%", "") or NOT_APPLICABLE
