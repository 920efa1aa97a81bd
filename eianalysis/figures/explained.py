"""A gap between two rates as dots with intervals in percentage points: what goes with each factor, and what is left."""

from __future__ import annotations

import pandas as pd

from eianalysis import theme
from eianalysis.errors import UsageError
from eianalysis.figures import dot_rows
from eianalysis.figures.canvas import draw, figure_of, nothing
from eianalysis.figures.figure import Figure
from eianalysis.figures.dot_rows import LEFT, Line
from eianalysis.results import Release
from eianalysis.wording import explained
from eianalysis.wording.numbers import capital

READING = "Dots: percentage points of the gap; lines: {sure} ranges. Filled: the gap and what is left; hollow: what goes with a factor."


@figure_of("explained")
def plot_explained(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show a gap between two rates, what of it goes with each factor, and what is left, each with its range.

    Parameters
    ----------
    released : Release of a measure that divides a gap (``leaving_explained``)
    ax, title : as for ``plot_ratios``

    Returns
    -------
    Figure

    Raises
    ------
    UsageError
        Where the release divides no gap.
    """
    if "explained" not in released.table:
        raise UsageError("plot_explained() needs the release of a measure that divides a gap, as leaving_explained")
    every = explained.gaps(released)
    lines, unseen = [], sum(gap.hidden for gap in every)
    for gap in every:
        if gap.hidden:
            continue
        lines.append(Line(capital(f"{gap.who}, beside {gap.other}")))
        lines += [
            Line(
                name,
                pd.Series(
                    {
                        "written": written,
                        **dict(zip(("value", "low", "high"), each, strict=True)),
                        "whole": name in (explained.WHOLE, explained.left_after(gap.parts[-1])),
                    }
                ),
                gap.block,
            )
            for name, written, each in explained.drawn(gap)
        ]
    note = f"Not drawn: {unseen} gap{'s are' if unseen > 1 else ' is'} hidden to protect people." if unseen else ""
    if not lines:
        return nothing(released, "explained", title, note or "The gap is hidden to protect people.")
    wide = dot_rows.right((_words(line) for line in lines), theme.SMALL_SIZE)

    def paint(sheet, axes):
        _paint(axes or sheet.axes(LEFT, 4, theme.WIDTH - LEFT - wide, dot_rows.height(lines)), lines)

    return draw(released, "explained", title, ax, dot_rows.height(lines) + 4 + 40, paint, reading=READING, note=note)


def _words(line: Line) -> str:
    return "" if line.row is None else str(line.row["written"])


def _paint(ax, lines: list[Line]) -> None:
    values = [100 * float(line.row[name]) for line in lines if line.row is not None for name in ("value", "low", "high")]
    edge = 0.05 * (max(*values, 0.0) - min(*values, 0.0)) or 1.0
    ax.set_xlim(min(*values, 0.0) - edge, max(*values, 0.0) + edge)
    dot_rows.frame(ax, lines)
    ax.grid(axis="x", color=theme.RULE, linewidth=0.6)
    ax.locator_params(axis="x", nbins=7)
    ax.set_xlabel("Percentage points (right of 0: a higher rate than the reference)", fontsize=theme.SMALL_SIZE)
    for y, line in zip(dot_rows.places(lines), lines, strict=True):
        if line.row is None:
            continue
        dot_rows.beside(ax, y, _words(line), size=theme.SMALL_SIZE)
        ax.vlines(0, y - line.height / 2, y + line.height / 2, color=theme.QUIET, linewidth=1)  # not through a heading
        value, low, high = (100 * float(line.row[name]) for name in ("value", "low", "high"))
        color = theme.DARK_BLUE if line.row["whole"] else theme.DARK_GREY
        ax.plot([low, high], [y, y], color=color, linewidth=2, solid_capstyle="butt")
        ax.plot(
            [value],
            [y],
            marker="D" if line.row["whole"] else "o",
            markersize=8,
            linestyle="none",
            markeredgecolor=color,
            markeredgewidth=1.8,
            markerfacecolor=color if line.row["whole"] else "white",
            zorder=3,
        )
