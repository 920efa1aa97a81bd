"""A series over time as a line, with the limits of what chance alone would give where the release has them."""

from __future__ import annotations

import numpy as np

from eianalysis import theme
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.figures.canvas import draw, figure_of
from eianalysis.figures.figure import Figure
from eianalysis.figures.icons import paint_icon
from eianalysis.results import Release
from eianalysis.wording.numbers import absent, capital, is_percent, month_label
from eianalysis.wording.reading import group_words, hidden, key_columns
from eianalysis.wording.sentences import total_unit
from eianalysis.wording.trends import drawn, judged, limited, series, signals

LEFT, RIGHT, PLOT, MOST, LINE = 52.0, 110.0, 170.0, 4, 17.0
LIMITS = (
    "Grey line: the mean of the series; grey dashes: the limits of its ordinary variation; diamonds: signals (outside the "
    "limits, two of three near one, or eight in a row on one side of the mean)."
)
HIDDEN = "[c]: a month that is hidden."


@figure_of("series")
def plot_trend(released: Release, *, group: str | None = None, ax=None, title: str | None = None) -> Figure:
    """Show a rate (or, where there is none, a number) step by step, the totals or else each group, four at most.

    Parameters
    ----------
    released : Release of shape ``counts`` with the key ``month``; limits are drawn where ``trend`` made them
    group : draw this group alone, instead of the total
    ax, title : as for ``plot_ratios``
    """
    if "month" not in key_columns(released):
        raise UsageError("plot_trend() needs a release with the key month")
    every = [one for one in series(released) if one[1] == group] if group is not None else drawn(released)[:MOST]
    if not every:
        raise UsageError(f"this trend has no group '{group}'; {did_you_mean(group, {one[1] for one in series(released)})}")

    said = [(block, name, found) for block, name, rows in every if (found := judged(released, rows)) is not None]
    head = LINE * len(said) if ax is None else 0.0

    def paint(sheet, axes):
        for place, (block, name, found) in enumerate(said if sheet else ()):
            y = sheet.top + LINE * (place + 0.6)
            paint_icon(sheet.drawing, (LEFT + 6) / theme.WIDTH, 1 - y / sheet.height, found.icon, found.side)
            whose = f"{capital(group_words(released, block, name))}: " if len(every) > 1 else ""
            sheet.words(LEFT + 18, y + 3.5, f"{whose}{found.words if whose else capital(found.words)}", weight="bold", size=theme.SMALL_SIZE)
        _paint(axes or sheet.axes(LEFT, head + 6, theme.WIDTH - LEFT - RIGHT, PLOT), every, released)

    unseen = any(hidden(row) for _, _, rows in every for _, row in rows.iterrows())
    limits = any(limited(rows) for _, _, rows in every)
    reading = " ".join([LIMITS] * limits + [HIDDEN] * unseen)
    return draw(released, "series", title, ax, head + PLOT + 32, paint, reading=reading)


def _paint(ax, every: list, released: Release) -> None:
    months = sorted({str(month) for _, _, rows in every for month in rows["month"]})
    place = {month: at for at, month in enumerate(months)}
    rated = any(rows["rate"].notna().any() for _, _, rows in every)
    per = released.definition.per if rated else 1
    tops, ends = [], []
    for (color, mark, dash), (_, group, rows) in zip(theme.SERIES, every, strict=False):
        x = np.array([place[str(month)] for month in rows["month"]], float)
        column = "rate" if rated else "numerator"
        y = np.array([np.nan if hidden(row) or absent(row[column]) else row[column] * per for _, row in rows.iterrows()], float)
        ax.plot(x, y, color=color, linestyle=dash, marker=mark, markersize=4.5)
        for at in x[[hidden(row) for _, row in rows.iterrows()]]:
            ax.text(at, 0.02, "[c]", transform=ax.get_xaxis_transform(), ha="center", fontsize=theme.SMALL_SIZE, color=theme.QUIET)
        tops += list(y[~np.isnan(y)]) + _limits(ax, x, rows, per)
        if "series_signal" in rows:
            marked = rows.index.isin(signals(rows).index)
            ax.plot(x[marked], y[marked], linestyle="none", marker="D", markersize=8, color=theme.DARK_PINK, zorder=4)
        seen = np.flatnonzero(~np.isnan(y))
        if len(seen):
            ends.append((y[seen[-1]], group))
    _axes(ax, months, max(tops, default=1) or 1, every, released, rated)
    _names(ax, ends, every)


def _limits(ax, x, rows, per: int) -> list[float]:
    if not {"series_low", "series_high"} <= set(rows.columns):
        return []
    shown = ~np.array([hidden(row) for _, row in rows.iterrows()])
    found = []
    if "series_mean" in rows:
        ax.plot(x, np.where(shown, rows["series_mean"].astype(float) * per, np.nan), color=theme.QUIET, linewidth=1)
    for name in ("series_low", "series_high"):
        values = np.where(shown, rows[name].astype(float) * per, np.nan)
        ax.plot(x, values, color=theme.QUIET, linestyle=(0, (4, 3)), linewidth=1, drawstyle="steps-mid")
        found += list(values[~np.isnan(values)])
    return found


def _axes(ax, months: list[str], top: float, every: list, released: Release, rated: bool) -> None:
    kind = str(every[0][2]["kind"].iloc[0])
    percent = rated and is_percent(released.definition, kind)
    ax.set_ylim(0, min(100, 1.12 * top) if percent else 1.12 * top)
    ax.set_xlim(-0.5, len(months) - 0.5)
    ax.grid(axis="y", color=theme.RULE, linewidth=0.6)
    ax.locator_params(axis="y", nbins=5)
    step = max(1, -(-len(months) // 6))
    ticks = list(range(0, len(months), step))
    ax.set_xticks(ticks, [month_label(months[at], short=True).replace(" to ", "\nto ") for at in ticks])
    unit = total_unit(released, kind) if rated else "number"
    ax.set_ylabel(f"% of {released.definition.base_unit}" if unit == "%" else unit.capitalize(), fontsize=theme.SMALL_SIZE)


def _names(ax, ends: list, every: list) -> None:
    """Name each line at its end, labels a line of text apart."""
    low, high = ax.get_ylim()
    apart, level = 13 / PLOT * (high - low), float("inf")
    for value, group in sorted(ends, reverse=True):
        level = min(value, level - apart)
        ax.annotate(
            group,
            xy=(1, level),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center_baseline",
            annotation_clip=False,
            fontsize=theme.SMALL_SIZE,
            weight="bold",
        )
    if any(limited(rows) for _, _, rows in every):
        ax.annotate(
            "dashes: limits",
            xy=(1, 1),
            xycoords="axes fraction",
            xytext=(8, 0),
            textcoords="offset points",
            va="top",
            annotation_clip=False,
            fontsize=theme.SMALL_SIZE,
            color=theme.QUIET,
        )
