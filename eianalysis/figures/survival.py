"""Curves of who is still there by length of service: steps, bands, and the numbers at risk under every curve."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import pandas as pd

from eianalysis import theme
from eianalysis.figures.canvas import Sheet, draw, figure_of, nothing, one_panel
from eianalysis.figures.figure import Figure
from eianalysis.results import ALL, Release, require_release
from eianalysis.vocabulary import UNDECLARED
from eianalysis.wording.curves import not_shown, percent, shown
from eianalysis.wording.headline import tested_title
from eianalysis.wording.numbers import capital, count, listed, years
from eianalysis.wording.reading import Block, blocks

MOST, LEFT, RIGHT, PLOT, RISK = 4, 110.0, 120.0, 190.0, 14.0
NUMBER = 30.0  # points between two numbers at risk
READING = (
    "Steps: estimated share, each for everybody who left since the step before; bands: {sure} ranges; under the curves: "
    "how many were at risk at that length of service. A curve stands only where enough people were at risk."
)


@figure_of("curve", "curve")
def plot_survival(released: Release, *, ax=None, title: str | None = None, test: Release | None = None) -> Figure:
    """Show what share is still in service at each length of service, group by group, with the numbers at risk beneath.

    Parameters
    ----------
    released : Release of shape ``curve``; at most four groups are drawn, declared groups first
    ax, title : as for ``plot_ratios``; the numbers at risk need a sheet and are left out with ``ax``
    test : Release of ``compare_survival`` on the same groups: the title then says what it found over all lengths of service, so
        that a gap at one of them is not taken for more than it is
    """
    parts = blocks(released)
    if not any(shown(block) for block in parts):
        return nothing(released, "curve", title, "No curve is shown: too few at risk, or hidden to protect people.")
    one_panel(ax, len(parts), "plot_survival")
    title = tested_title(released, require_release(test, "plot_survival")) if test is not None and title is None else title
    heights = [_height(block) for block in parts]

    def paint(sheet, axes):
        if axes is not None:
            _curves(axes, parts[0])
            return
        top = 4.0
        for block, tall in zip(parts, heights, strict=True):
            _panel(sheet, block, top)
            top += tall

    return draw(released, "curve", title, ax, sum(heights) + 6, paint, reading=READING, note=_note(parts))


def chosen(block: Block) -> dict[str, pd.DataFrame]:
    """The curves to draw: declared groups before the total and the undeclared, four at most."""
    curves = shown(block)
    last = (ALL, *UNDECLARED)
    groups = [group for group in curves if group not in last] or list(curves)
    return {group: curves[group] for group in groups[:MOST]}


def _height(block: Block) -> float:
    return PLOT + 34 + RISK * (len(chosen(block)) + 1) + (18 if block.label else 0) + 8


def _note(parts: tuple[Block, ...]) -> str:
    hidden = [str(group) for block in parts for group in not_shown(block)]
    left = [group for block in parts for group in shown(block) if group not in chosen(block)]
    late = [
        f"{group}: of those who reach {years(float(points['time'].iloc[0]))}."
        for block in parts
        for group, points in chosen(block).items()
        if points["time"].iloc[0] > 0
    ]
    said = [*dict.fromkeys(late)] + [f"[c] No curve, hidden: {listed(dict.fromkeys(hidden))}."] if hidden else []
    return " ".join([*said, f"Not drawn, in the table: {listed(dict.fromkeys(left))}."] if left else said)


def _panel(sheet: Sheet, block: Block, top: float) -> None:
    if block.label:
        sheet.words(6, sheet.top + top + 10, capital(block.label), weight="bold")
        top += 18
    ax = sheet.axes(LEFT, top, theme.WIDTH - LEFT - RIGHT, PLOT)
    ticks = _curves(ax, block)
    _at_risk(sheet, ax, block, ticks, top + PLOT + 34)


def _curves(ax, block: Block) -> list[float]:
    curves = chosen(block)
    longest = max(float(points["time"].max()) for points in curves.values())
    ax.set_xlim(0, longest)
    ax.set_ylim(0, 100)
    ax.grid(axis="y", color=theme.RULE, linewidth=0.6)
    ax.spines["left"].set_visible(True)
    ax.set_ylabel("% remaining", fontsize=theme.SMALL_SIZE)
    ax.set_xlabel("Length of service (years)", fontsize=theme.SMALL_SIZE)
    ticks = _ticks(longest)
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ends = []
    for (color, mark, dash), (group, points) in zip(theme.SERIES, curves.items(), strict=False):
        time, share = points["time"].to_numpy(float), 100 * points["estimate"].to_numpy(float)
        ax.fill_between(time, 100 * points["low"].astype(float), 100 * points["high"].astype(float), step="post", color=color, alpha=0.13, linewidth=0)
        ax.plot(time, share, drawstyle="steps-post", color=color, linestyle=dash)
        every = max(1, len(time) // 40)
        ax.plot(time[::every], share[::every], linestyle="none", marker=mark, markersize=4.5, color=color, clip_on=False, zorder=3)
        ends.append((share[-1], group, color, points))
    _end_labels(ax, ends)
    return ticks


def _ticks(longest: float) -> list[float]:
    step = next((step for step in (0.5, 1, 2, 5, 10) if longest / step <= 7), 10)
    return [step * place for place in range(int(longest / step) + 1)]


def _end_labels(ax, ends: list) -> None:
    """Name each curve at its end; labels keep two lines of text apart."""
    apart, level = 100 * 26 / PLOT, 101.0 + 100 * 26 / PLOT
    wanted = sorted(ends, key=lambda end: -end[0])
    lowest = [13 + apart * (len(wanted) - 1 - place) for place in range(len(wanted))]
    for (share, group, color, points), floor in zip(wanted, lowest, strict=True):
        level = min(level - apart, max(share, floor))
        lines = textwrap.wrap(group, 20)[:1] + [f"{percent(points['estimate'].iloc[-1])} at {years(float(points['time'].iloc[-1]))}"]
        for place, text in enumerate(lines):
            ax.annotate(
                text,
                xy=(1, level),
                xycoords=("axes fraction", "data"),
                xytext=(10, 6 - 12 * place),
                textcoords="offset points",
                va="center_baseline",
                fontsize=theme.SMALL_SIZE,
                annotation_clip=False,
                weight="bold" if place == 0 else "normal",
                color=theme.TEXT,
            )
        mark = next(mark for tone, mark, _ in theme.SERIES if tone == color)
        ax.plot([1.012], [level + 100 * 6 / PLOT], transform=ax.get_yaxis_transform(), marker=mark, markersize=5, color=color, clip_on=False, linestyle="none")


def _at_risk(sheet: Sheet, ax, block: Block, ticks: list[float], top: float) -> None:
    """A row of numbers for each curve, each number under the length of service at which it was counted."""
    scale = (theme.WIDTH - LEFT - RIGHT) / ax.get_xlim()[1]
    sheet.words(6, sheet.top + top + 8, "Number at risk", size=theme.SMALL_SIZE, weight="bold")
    for place, (group, points) in enumerate(chosen(block).items(), start=1):
        y = sheet.top + top + 8 + RISK * place
        sheet.words(6, y, textwrap.shorten(group, 21, placeholder="…"), size=theme.SMALL_SIZE)
        numbers = dict(zip(points["time"].astype(float), points["at_risk"], strict=True))
        for time in _apart(numbers, ticks, NUMBER / scale):
            sheet.words(LEFT + scale * time, y, count(numbers[time]), size=theme.SMALL_SIZE, ha="center")


def _apart(times: Iterable[float], first: list[float], gap: float) -> list[float]:
    """As many of the times as stand far enough apart; those at ticks come before the others.

    The gate joins small steps, so that a curve need not have a point at every tick.
    """
    kept: list[float] = []
    for time in sorted(times, key=lambda time: (time not in first, time)):
        if all(abs(time - other) >= gap for other in kept):
            kept.append(time)
    return sorted(kept)
