"""A share in post over the years to come: the middle future, the band of nine in ten, and the target."""

from __future__ import annotations

import numpy as np

from eianalysis import theme
from eianalysis.figures.canvas import draw, figure_of
from eianalysis.figures.figure import Figure
from eianalysis.figures.icons import paint_icon
from eianalysis.results import Release
from eianalysis.wording.numbers import capital
from eianalysis.wording.trajectory import outlook

LEFT, RIGHT, PLOT, HEAD = 50.0, 150.0, 190.0, 17.0
READING = (
    "Line and band: the middle future and the range of nine in ten, if joining and leaving go on as they did. Dashes: if the "
    "target for joiners, or the share of joiners the target asks for, were kept to. Dots: the target."
)


@figure_of("trajectory", "register")
def plot_trajectory(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show how a group's share would go on, beside the target and the way to it.

    Parameters
    ----------
    released : Release of ``target_trajectory``
    ax, title : as for ``plot_ratios``
    """

    said = outlook(released)
    head = HEAD if said and ax is None else 0.0

    def paint(sheet, axes):
        if head:
            y = sheet.top + 0.6 * HEAD
            paint_icon(sheet.drawing, (LEFT + 6) / theme.WIDTH, 1 - y / sheet.height, said, 0)
            sheet.words(LEFT + 18, y + 3.5, capital(said), weight="bold", size=theme.SMALL_SIZE)
        _paint(axes or sheet.axes(LEFT, head + 6, theme.WIDTH - LEFT - RIGHT, PLOT), released.table)

    return draw(released, "trajectory", title, ax, head + PLOT + 40, paint, reading=READING)


def _paint(ax, table) -> None:
    year = table["year"].astype(int).to_numpy()
    low, middle, high, kept, target = (100 * table[name].astype(float).to_numpy() for name in ("low", "middle", "high", "if_kept", "target"))
    ax.fill_between(year, low, high, color=theme.BAND, linewidth=0)
    ax.plot(year, middle, color=theme.DARK_BLUE, linewidth=2)
    ax.plot(year, kept, color=theme.DARK_PINK, linestyle=(0, (5, 2)), linewidth=1.6)
    ax.plot(year, target, color=theme.DARK_GREY, linestyle=(0, (1, 2)), linewidth=1.4)
    top = np.nanmax([high, np.nan_to_num(kept), target])
    ax.set_ylim(0, min(100, 1.12 * top))
    ax.set_xlim(year[0], year[-1])
    ax.grid(axis="y", color=theme.RULE, linewidth=0.6)
    ax.locator_params(axis="y", nbins=6)
    ax.locator_params(axis="x", nbins=6, integer=True)
    ax.set_ylabel("% of those in post", fontsize=theme.SMALL_SIZE)
    ax.set_xlabel("Year", fontsize=theme.SMALL_SIZE)
    ends = [(middle[-1], "as things go on"), (target[-1], "target"), *([(kept[-1], "if kept to")] if not np.isnan(kept[-1]) else [])]
    apart, level = 13 / PLOT * ax.get_ylim()[1], float("inf")
    for value, words in sorted(ends, reverse=True):
        level = min(value, level - apart)
        ax.annotate(
            f"{words}: {value:.0f}%",
            xy=(1, level),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center_baseline",
            annotation_clip=False,
            fontsize=theme.SMALL_SIZE,
            weight="bold",
        )
