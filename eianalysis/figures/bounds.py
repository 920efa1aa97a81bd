"""The ratio of those who declared, and under it all it could be if the others were known."""

from __future__ import annotations

import numpy as np

from eianalysis.errors import UsageError
from eianalysis.figures import ratios
from eianalysis.figures.canvas import figure_of
from eianalysis.figures.figure import Figure
from eianalysis.figures.dot_rows import Line
from eianalysis.results import Release
from eianalysis.wording import robustness

READING = f"{ratios.READING} Bars without a dot: from the least to the most the ratio could be, whatever those who did not declare are."


@figure_of("bounds")
def plot_bounds(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show for each group the ratio of those who declared and, under it, how far the undeclared could move it.

    Parameters
    ----------
    released : Release of ``bounds``
    ax, title : as for ``plot_ratios``
    """
    return ratios.plot(released, "bounds", ax, title, _lines, reading=READING)


def _lines(released: Release) -> list[Line]:
    if not robustness.has(released, "lowest_ratio"):
        raise UsageError("plot_bounds() needs the release of bounds()")
    return ratios.in_pairs(released, "Those who declared", lambda row: ("Whatever the others are", _range(row)))


def _range(row):
    """The row with its bounds where its range was, and whether the verdict holds where the verdict was."""
    row, stays = row.copy(), robustness.holds(row)
    row["disparity_ratio"], row["ratio_low"], row["ratio_high"] = np.nan, row["lowest_ratio"], row["highest_ratio"]
    row["verdict"] = {True: "verdict holds", False: "verdict could change", None: None}[stays]
    if stays is None and row["status"] != "not_available":
        row["status"] = "hidden"
    return row
