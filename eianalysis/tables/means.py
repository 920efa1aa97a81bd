"""Means as a grid: of how many, the mean, its range."""

from __future__ import annotations

from collections.abc import Sequence

from eianalysis.results import ALL, Release
from eianalysis.tables.count_notes import LOW, legend
from eianalysis.tables.counts import CONFIDENTIAL, NOT_APPLICABLE
from eianalysis.tables.grid import Grid
from eianalysis.vocabulary import characteristic_label
from eianalysis.wording.means import hidden, written
from eianalysis.wording.numbers import absent, capital, count
from eianalysis.wording.reading import blocks

HEADERS = {"people": "People", "mean": "Mean", "range": "Plausible range"}


def mean_grid(released: Release, columns: Sequence[str] | None) -> Grid:
    """One row a group."""
    parts = blocks(released)
    several = len(parts) > 1
    wanted = [
        name for name in dict.fromkeys({"mean_low": "range", "mean_high": "range"}.get(each, each) for each in (columns or HEADERS)) if name in HEADERS
    ] or list(HEADERS)
    cells, totals = [], []
    for block in parts:
        for _, row in block.rows.iterrows():
            low = f" {LOW}" if row["status"] == "low_base" and "mean" in wanted else ""
            first = [capital(block.label)] if several else []
            cells.append((*first, str(row["group"]), *(_cell(name, row) + (low if name == "mean" else "") for name in wanted)))
            totals.append(row["group"] == ALL)
    group = characteristic_label(parts[0].characteristic) if len({block.characteristic for block in parts}) == 1 else "Group"
    headers = (*(["Table"] if several else []), group, *(HEADERS[name] for name in wanted))
    labels = len(headers) - len(wanted)
    note = f"Mean: {released.definition.numerator}. People: {released.definition.denominator}."
    return Grid(headers, tuple(cells), labels, (*(False,) * labels, *(True,) * len(wanted)), tuple(totals), (note,), legend(released, cells))


def _cell(name: str, row) -> str:
    if hidden(row):
        return CONFIDENTIAL
    if name == "people":
        return NOT_APPLICABLE if absent(row["people"]) else count(row["people"])
    return written(row)[name == "range"] or NOT_APPLICABLE
