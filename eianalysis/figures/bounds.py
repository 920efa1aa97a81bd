"""The ratio of those who declared, and under it all it could be if the others were known."""

from __future__ import annotations

import numpy as np

from eianalysis import theme
from eianalysis.errors import UsageError
from eianalysis.figures import ratios, rows
from eianalysis.figures.canvas import check, draw, nothing
from eianalysis.figures.figure import Figure
from eianalysis.figures.rows import LEFT, Line
from eianalysis.results import Release, require_release
from eianalysis.wording import further
from eianalysis.wording.numbers import absent, capital, listed
from eianalysis.wording.reading import comparisons, group_words, reference_words

READING = (f"{ratios.READING} Bars without a dot: from the least to the most the ratio could be, whatever those who did not declare "
           "are.")


def plot_bounds(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show for each group the ratio of those who declared and, under it, how far the undeclared could move it.

    Parameters
    ----------
    released : Release of ``bounds``
    ax, title : as for ``plot_ratios``
    """
    released = require_release(released, "plot_bounds")
    if released.missing:
        return nothing(released, "bounds", title)
    check(released, "plot_bounds")
    if released.table.empty:
        return nothing(released, "bounds", title, "Nothing was counted in this period.")
    if not further.has(released, "lowest_ratio"):
        raise UsageError("plot_bounds() needs the release of bounds()")
    lines = []
    for block, row in comparisons(released):
        heading = ", ".join(filter(None, (block.label, group_words(released, block, row["group"]))))
        lines += [Line(capital(heading)), Line("Those who declared", row, block), Line("Whatever the others are", _range(row), block)]
    pairs = comparisons(released)
    named = dict.fromkeys(reference_words(released, b, r["reference"]) for b, r in pairs if not absent(r["reference"]))
    reference = listed(named) if len(named) in (1, 2) else "the reference"
    wide = rows.right((text for line in lines for text in ratios.words(line)), theme.SMALL_SIZE)

    def paint(sheet, axes):
        ratios.paint(axes or sheet.axes(LEFT, 18, theme.WIDTH - LEFT - wide, rows.height(lines)), lines, reference)

    return draw(released, "bounds", title, ax, rows.height(lines) + 18 + 40, paint, reading=READING)


def _range(row):
    """The row with its bounds where its range was, and whether the verdict holds where the verdict was."""
    row, stays = row.copy(), further.holds(row)
    row["disparity_ratio"], row["ratio_low"], row["ratio_high"] = np.nan, row["lowest_ratio"], row["highest_ratio"]
    row["verdict"] = {True: "verdict holds", False: "verdict could change", None: None}[stays]
    if stays is None and row["status"] != "not_available":
        row["status"] = "hidden"
    return row
