"""A funnel plot: each unit's rate against its size, between the limits of what chance alone would give."""

from __future__ import annotations

import numpy as np

from eianalysis import stats, theme
from eianalysis.errors import UsageError
from eianalysis.figures.canvas import draw, figure_of, nothing
from eianalysis.figures.figure import Figure
from eianalysis.results import Release
from eianalysis.wording import funnel, police_forces
from eianalysis.wording.numbers import capital, count
from eianalysis.wording.reading import blocks
from eianalysis.wording.sentences import total_unit, unit_of

LEFT, RIGHT, TALL, GAP, STEPS = 56.0, 110.0, 220.0, 60.0, 240
FEWER_STEPS = 60
READING = (
    "A dot a unit: its rate, and the base it comes from. Line: all units together; dashes: 95% limits; outer lines: 99.8% "
    "limits of what chance alone would give. Diamonds, named: outside the outer limits. Hollow: base under 20."
)

FORCES = (
    "A dot a force: its rate, and the base it comes from, on a scale of ratios. Line: all forces together; dashes: 95% limits; outer lines: "
    "99.8% limits, of chance and of how much forces differ. Pink diamond: this force. Squares: those declared as most similar. Named too: "
    "others outside the outer limits. Hollow: base under 20."
)
#: Times the smallest base from which on the bases stand on a scale of ratios, because the small ones would be one heap.
WIDE = 20


@figure_of("funnel")
def plot_funnel(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show which units lie outside what chance alone would give at their size, and say how many are too small to show.

    ``ei.funnel_plot`` is the measure; this draws its release.

    Parameters
    ----------
    released : Release of ``funnel_plot``
    ax, title : as for ``plot_ratios``; ``ax`` takes one table
    """
    if "signal" not in released.table:
        raise UsageError("plot_funnel() needs the release of funnel_plot()")
    parts = [block for block in blocks(released) if funnel.drawn(block)]
    if not parts:
        return nothing(released, "funnel", title, "No unit is shown: the total is hidden, or every unit too small.")
    if ax is not None and len(parts) > 1:
        raise UsageError(f"plot_funnel(ax=) draws one table; this release has {len(parts)}: leave ax out")
    head = 18.0 if len(parts) > 1 else 0.0
    forces = police_forces.is_of_forces(released)
    note = (
        ""
        if forces
        else " ".join(
            filter(
                None,
                (f"{capital(block.label)}: {funnel.unseen(block)}." if block.label else f"[c] {capital(funnel.unseen(block))}." for block in blocks(released)),
            )
        )
    )

    def paint(sheet, axes):
        for place, block in enumerate(parts):
            top = place * (TALL + GAP + head)
            if head:
                sheet.words(6, sheet.top + top + 12, capital(block.label), weight="bold")
            _paint(axes or sheet.axes(LEFT, top + head + 6, theme.WIDTH - LEFT - RIGHT, TALL), block, released)

    return draw(released, "funnel", title, ax, len(parts) * (TALL + GAP + head), paint, reading=FORCES if forces else READING, note=note)


def _paint(ax, block, released: Release) -> None:
    per, rows = released.definition.per, funnel.drawn(block)
    base = np.array([row["denominator"] for row in rows], float)
    centre, kind = float(rows[0]["centre"]), str(rows[0]["kind"])
    forces, spread = police_forces.is_of_forces(released), float(rows[0]["spread"]) if "spread" in released.table else 0.0
    low, high = max(1.0, 0.6 * base.min()), 1.1 * base.max()
    steps = FEWER_STEPS if spread else STEPS  # limits that allow for a spread add up every count there could be
    grid = np.unique(np.round(np.geomspace(low, high, steps))) if kind == "proportion" else np.geomspace(low, high, steps)
    ax.axhline(centre * per, color=theme.DARK_GREY, linewidth=1.2)
    for confidence, dash, width in ((0.95, (0, (4, 3)), 1.0), (0.998, "solid", 1.0)):
        for values in stats.control_limits(grid, centre, kind=kind, confidence=confidence, spread=spread):
            ax.plot(grid, values * per, color=theme.QUIET, linestyle=dash, linewidth=width)
    for row in rows:
        marker, size, color, named = _mark(released, row)
        ax.plot(
            [row["denominator"]],
            [row["rate"] * per],
            marker=marker,
            markersize=size,
            linestyle="none",
            markerfacecolor="white" if row["status"] == "low_base" else color,
            markeredgecolor=color,
            markeredgewidth=1.6,
            zorder=4 if named else 3,
        )
        if named:
            inward = forces and row["denominator"] > high / WIDE**0.5  # clear of "all together", at the right
            ax.annotate(
                str(row["group"])[:28],
                xy=(row["denominator"], row["rate"] * per),
                xytext=(-9 if inward else 8, 0),
                textcoords="offset points",
                ha="right" if inward else "left",
                va="center_baseline",
                fontsize=theme.SMALL_SIZE,
                annotation_clip=False,
                zorder=5,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.0} if forces else None,
            )
    ends = _near(rows) if forces else (0.0, max([*(row["rate"] for row in rows), centre * 2]) * 1.15)
    ax.set_ylim(ends[0] * per, min(ends[1], 1.0) * per if kind == "proportion" else ends[1] * per)
    if forces and high > WIDE * low:
        _ratios(ax, low, high)
    ax.set_xlim(low, high)
    ax.spines["left"].set_visible(True)
    unit = total_unit(released, kind)
    ax.set_ylabel(f"% of {released.definition.base_unit}" if unit == "%" else unit.capitalize(), fontsize=theme.SMALL_SIZE)
    ax.set_xlabel(f"Base ({unit_of(released.definition, rows[0])})", fontsize=theme.SMALL_SIZE)
    ax.annotate(
        "all together",
        xy=(1, centre * per),
        xycoords=("axes fraction", "data"),
        xytext=(8, 0),
        annotation_clip=False,
        textcoords="offset points",
        va="center_baseline",
        fontsize=theme.SMALL_SIZE,
    )


def _mark(released: Release, row) -> tuple[str, float, str, bool]:
    """Marker, its size, its colour, and whether the unit is named: those far out, and of forces this one and its most similar."""
    far = row["signal"] in funnel.FAR
    if not police_forces.is_of_forces(released):
        return ("D", 7, theme.DARK_PINK, True) if far else ("o", 7, theme.DARK_BLUE, False)
    if row["group"] == police_forces.own(released):
        return "D", 9, theme.DARK_PINK, True
    return ("s", 7, theme.DARK_BLUE, True) if row["group"] in police_forces.similar(released) else ("o", 5, theme.DARK_BLUE, far)


def _ratios(ax, low: float, high: float) -> None:
    """Bases on a scale of ratios, with round numbers as ticks."""
    ax.set_xscale("log")
    ticks = [step * 10**power for power in range(9) for step in (1, 2, 5) if low <= step * 10**power <= high]
    ax.set_xticks(ticks, labels=[count(tick) for tick in ticks])
    ax.minorticks_off()


def _near(rows: list) -> tuple[float, float]:
    """The lowest and the highest of rates and limits, with room around them: rates of forces lie far from 0 and near each other."""
    values = [row[name] for row in rows for name in ("rate", "outer_low", "outer_high")]
    room = 0.12 * (max(values) - min(values))
    return max(0.0, min(values) - room), max(values) + room
