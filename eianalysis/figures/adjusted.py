"""The plain ratio of each group, and under it the ratio within the same stratum: what adjusting does, at a glance."""

from __future__ import annotations

from eianalysis.errors import UsageError
from eianalysis.figures import ratios
from eianalysis.figures.canvas import figure_of
from eianalysis.figures.figure import Figure
from eianalysis.figures.dot_rows import Line
from eianalysis.results import Release
from eianalysis.wording import adjusted
from eianalysis.wording.numbers import absent

PLAIN = "As counted"


@figure_of("adjusted")
def plot_adjusted(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show for each group the plain ratio and, under it, the ratio among people of the same stratum.

    Parameters
    ----------
    released : Release of ``adjust_for``
    ax, title : as for ``plot_ratios``
    """
    return ratios.plot(released, "adjusted", ax, title, _lines)


def _lines(released: Release) -> list[Line]:
    if "adjusted_ratio" not in released.table:
        raise UsageError("plot_adjusted() needs the release of adjust_for()")
    return ratios.in_pairs(released, PLAIN, lambda row: (f"Within the same {adjusted.stratum(row)}", _within(row)))


def _within(row):
    """The row with its adjusted figures in the place of its plain ones; hidden where they are."""
    row = row.copy()
    for name, other in (("disparity_ratio", "adjusted_ratio"), ("ratio_low", "adjusted_low"), ("ratio_high", "adjusted_high"), ("verdict", "adjusted_verdict")):
        row[name] = row[other]
    if absent(row["adjusted_ratio"]) and row["status"] != "not_available":
        row["status"] = "hidden"
    return row
