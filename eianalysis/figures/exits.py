"""Competing ways of leaving as stacked bands: what is gone by each exit type, and above them who is still in."""

from __future__ import annotations

import numpy as np

from eianalysis import theme
from eianalysis.figures.canvas import draw, figure_of, nothing, one_panel
from eianalysis.figures.figure import Figure
from eianalysis.results import Release
from eianalysis.vocabulary import UNDECLARED
from eianalysis.wording import exits
from eianalysis.wording.numbers import capital, listed

LEFT, RIGHT, TALL, GAP, MOST = 60.0, 150.0, 170.0, 62.0, 4
READING = (
    "Bands: estimated share gone by each exit type, one on the other; white: still in service. Dots: the lengths of service at "
    "which the shares are known to the reader; straight lines join them. An exit type without enough events has no band."
)
_LOOK = {
    "Resignation": (theme.DARK_BLUE, ""),
    "Transfer": (theme.TURQUOISE, "//"),
    "Retirement": (theme.ORANGE, ".."),
    "Dismissal or contract end": (theme.DARK_PINK, "xx"),
    "Other or not known": (theme.DARK_GREY, "\\\\"),
    "Another way": (theme.DARK_PINK, "xx"),
    "Retirement or another way": (theme.ORANGE, ".."),
    "Moved to another role": (theme.PURPLE, "++"),
}


@figure_of("exits", "curve")
def plot_exits(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show how people leave, at each length of service, one panel a group.

    Parameters
    ----------
    released : Release of ``exit_routes``
    ax, title : as for ``plot_ratios``; ``ax`` takes one group
    """
    shown = {group: exits.drawn(rows) for group, rows in exits.groups(released).items() if exits.drawn(rows)}
    declared = {group: exit_types for group, exit_types in shown.items() if group not in UNDECLARED} or shown
    if not declared:
        return nothing(released, "exits", title, "No band is shown: too few at risk, or hidden to protect people.")
    panels = dict(list(declared.items())[:MOST])
    one_panel(ax, len(panels), "plot_exits")
    longest = max(exits.until(exit_types) for exit_types in panels.values())

    def paint(sheet, axes):
        if axes is not None:
            _bands(axes, next(iter(panels.values())), longest)
            return
        top = 4.0
        for group, exit_types in panels.items():
            sheet.words(6, sheet.top + top + 10, group, weight="bold")
            here = sheet.axes(LEFT, top + 20, theme.WIDTH - LEFT - RIGHT, TALL)
            _bands(here, exit_types, longest)
            top += TALL + GAP

    return draw(released, "exits", title, ax, len(panels) * (TALL + GAP) + 4, paint, reading=READING, note=_note(released, panels))


def _note(released: Release, panels) -> str:
    rows = exits.groups(released)
    said = [f"{group}: {listed(exits.hidden(rows[group]))}" for group in panels if exits.hidden(rows[group])]
    without = [group for group in rows if not exits.drawn(rows[group])]
    left = [group for group in rows if exits.drawn(rows[group]) and group not in panels]
    parts = [f"[c] Bands hidden. {'; '.join(said)}."] if said else []
    parts += [f"[c] Nothing shown for: {listed(without)}."] if without else []
    return " ".join([*parts, *([f"Not drawn, in the table: {listed(left)}."] if left else [])])


def _bands(ax, exit_types: dict, longest: float) -> None:
    ax.set_xlim(0, longest)
    ax.set_ylim(0, 100)
    ax.grid(axis="y", color=theme.RULE, linewidth=0.6)
    ax.spines["left"].set_visible(True)
    ax.set_ylabel("% of those who joined", fontsize=theme.SMALL_SIZE)
    ax.set_xlabel("Length of service (years)", fontsize=theme.SMALL_SIZE)
    times = exits.times(exit_types)
    floor = np.zeros(len(times))
    level = []
    for cause, points in exit_types.items():
        share = 100 * np.array([exits.at(points, time) for time in times])
        color, hatch = _LOOK.get(cause, (theme.PURPLE, "oo"))
        ax.fill_between(times, floor, floor + share, facecolor=color, edgecolor="white", hatch=hatch, linewidth=0.4)
        floor = floor + share
        ax.plot(times, floor, linestyle="none", marker="o", markersize=4, color=color, clip_on=False, zorder=3)
        level.append((floor[-1] - share[-1] / 2, f"{capital(cause)} {share[-1]:.0f}%", color, hatch))
    _labels(ax, level)


def _labels(ax, level: list) -> None:
    """Name each band at the right with a swatch; labels keep a line apart, from the bottom up."""
    from matplotlib.patches import Rectangle

    apart, at = 100 * 15 / TALL, -100.0
    for middle, text, color, hatch in level:
        at = max(middle, at + apart)
        ax.add_patch(
            Rectangle(
                (1.02, at - 2.5), 0.03, 5, transform=ax.get_yaxis_transform(), facecolor=color, hatch=hatch, edgecolor="white", linewidth=0.4, clip_on=False
            )
        )
        ax.annotate(
            text,
            xy=(1, at),
            xycoords=("axes fraction", "data"),
            xytext=(24, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=theme.SMALL_SIZE,
            annotation_clip=False,
        )
