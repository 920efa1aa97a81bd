"""The plain ratio of each group, and under it the ratio within the same stratum: what adjusting does, at a glance."""

from __future__ import annotations

from eianalysis import theme
from eianalysis.errors import UsageError
from eianalysis.figures import ratios, rows
from eianalysis.figures.canvas import check, draw, nothing
from eianalysis.figures.figure import Figure
from eianalysis.figures.rows import LEFT, Line
from eianalysis.results import Release, require_release
from eianalysis.wording import adjusted
from eianalysis.wording.numbers import absent, capital, listed
from eianalysis.wording.reading import comparisons, group_words, reference_words

PLAIN = "As counted"


def plot_adjusted(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show for each group the plain ratio and, under it, the ratio among people of the same stratum.

    Parameters
    ----------
    released : Release of ``adjust_for``
    ax, title : as for ``plot_ratios``
    """
    released = require_release(released, "plot_adjusted")
    if released.missing:
        return nothing(released, "adjusted", title)
    check(released, "plot_adjusted")
    if released.table.empty:
        return nothing(released, "adjusted", title, "Nothing was counted in this period.")
    if not adjusted.is_adjusted(released):
        raise UsageError("plot_adjusted() needs the release of adjust_for()")
    lines = _lines(released)
    pairs = comparisons(released)
    named = dict.fromkeys(reference_words(released, b, r["reference"]) for b, r in pairs if not absent(r["reference"]))
    reference = listed(named) if len(named) in (1, 2) else "the reference"
    wide = rows.right((text for line in lines for text in ratios.words(line)), theme.SMALL_SIZE)

    def paint(sheet, axes):
        ratios.paint(axes or sheet.axes(LEFT, 18, theme.WIDTH - LEFT - wide, rows.height(lines)), lines, reference)

    return draw(released, "adjusted", title, ax, rows.height(lines) + 18 + 40, paint, reading=ratios.READING)


def _lines(released: Release) -> list[Line]:
    lines = []
    for block, row in comparisons(released):
        heading = ", ".join(filter(None, (block.label, group_words(released, block, row["group"]))))
        lines += [Line(capital(heading)), Line(PLAIN, row, block), Line(f"Within the same {adjusted.stratum(row)}",
                                                                        _within(row), block)]
    return lines


def _within(row):
    """The row with its adjusted figures in the place of its plain ones; hidden where they are."""
    row = row.copy()
    for name, other in (("disparity_ratio", "adjusted_ratio"), ("ratio_low", "adjusted_low"),
                        ("ratio_high", "adjusted_high"), ("verdict", "adjusted_verdict")):
        row[name] = row[other]
    if absent(row["adjusted_ratio"]) and row["status"] != "not_available":
        row["status"] = "hidden"
    return row
