"""Shares of the workforce, part by part, with the populations' own shares above them on the same axis."""

from __future__ import annotations

import pandas as pd

from eianalysis import theme
from eianalysis.errors import UsageError
from eianalysis.figures import dot_rows
from eianalysis.figures.canvas import draw, figure_of, nothing
from eianalysis.figures.figure import Figure
from eianalysis.figures.rates import _dot, _words
from eianalysis.figures.dot_rows import LEFT, Line
from eianalysis.results import ALL, Release
from eianalysis.vocabulary import UNDECLARED
from eianalysis.wording.numbers import absent, capital, plain_rate
from eianalysis.wording.reading import blocks, group_words, hidden, key_columns, mark
from eianalysis.wording.representation import part_of

READING = (
    "Dots: our shares of those who declared; lines: {sure} ranges; diamonds and dotted lines: shares of populations; at the "
    "right: share (number of base); [c]: hidden."
)


@figure_of("profile")
def plot_representation(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show each group's share of the whole and of each part, under the shares of the populations it is set beside.

    Parameters
    ----------
    released : Release of ``representation``, or a part of it (``released.only("rank_band")``)
    ax, title : as for ``plot_ratios``
    """
    if "benchmark" not in key_columns(released):
        raise UsageError("plot_representation() draws a release of representation(), with the key benchmark")
    lines = _lines(released)
    if not lines:
        return nothing(released, "profile", title, "Nothing was counted.")
    wide = dot_rows.right((_beside(line, released) for line in lines), theme.SMALL_SIZE)

    def paint(sheet, axes):
        _paint(axes or sheet.axes(LEFT, 4, theme.WIDTH - LEFT - wide, dot_rows.height(lines)), lines, released)

    return draw(released, "profile", title, ax, dot_rows.height(lines) + 4 + 40, paint, reading=READING)


def _lines(released: Release) -> list[Line]:
    """A heading for each group, under it the populations, then the whole and the parts, each once."""
    parts, lines = blocks(released), []
    pairs = [(block, row) for block in parts for _, row in block.rows.iterrows() if row["group"] not in (ALL, *UNDECLARED)]
    for named in dict.fromkeys((block.characteristic, row["group"]) for block, row in pairs):
        here = [(block, row) for block, row in pairs if (block.characteristic, row["group"]) == named]
        theirs = {block.keys["benchmark"]: row for block, row in here if not absent(row["benchmark_share"])}
        ours = {}
        for block, row in here:
            ours.setdefault(part_of(released, block), (block, row))
        if not theirs and not any(not absent(row["comparison"]) for _, row in here):
            continue
        lines.append(Line(capital(group_words(released, here[0][0], named[1]))))
        lines += [Line(name, row.rename("population"), None) for name, row in theirs.items()]
        lines += [Line(name, row, block) for name, (block, row) in ours.items()]
    return lines


def _is_population(line: Line) -> bool:
    return line.row is not None and line.row.name == "population"


def _beside(line: Line, released: Release) -> str:
    if _is_population(line):
        return f"{plain_rate(line.row['benchmark_share'], released.definition, 1)}%"
    return _words(line, released)


def _paint(ax, lines: list[Line], released: Release) -> None:
    per = released.definition.per
    most = [
        value
        for line in lines
        if line.row is not None
        for value in ([line.row["benchmark_share"]] if _is_population(line) else [line.row["rate"], line.row["rate_high"]])
        if not absent(value) and (_is_population(line) or not hidden(line.row))
    ]
    ax.set_xlim(0, min(per, 1.08 * per * max(most)) if most else per)
    dot_rows.frame(ax, lines)
    ax.grid(axis="x", color=theme.RULE, linewidth=0.6)
    ax.locator_params(axis="x", nbins=6)
    ax.set_xlabel(f"% of {released.definition.base_unit}", fontsize=theme.SMALL_SIZE)
    spots = dot_rows.places(lines)
    ends = [spot for spot, line in zip(spots, lines, strict=True) if line.row is None][1:] + [dot_rows.height(lines)]
    section = -1
    for spot, line in zip(spots, lines, strict=True):
        section += line.row is None
        if line.row is None:
            continue
        dot_rows.beside(ax, spot, _beside(line, released), size=theme.SMALL_SIZE)
        if _is_population(line):
            x = float(line.row["benchmark_share"]) * per
            ax.plot([x, x], [spot, ends[section] - 12], color=theme.DARK_PINK, linestyle=(0, (1, 2)), linewidth=1)
            ax.plot(
                [x],
                [spot],
                marker="D",
                markersize=7,
                linestyle="none",
                markerfacecolor="white",
                markeredgecolor=theme.DARK_PINK,
                markeredgewidth=1.6,
                clip_on=False,
                zorder=3,
            )
        elif hidden(line.row):
            dot_rows.instead(ax, spot, mark(line.row))
        elif absent(line.row["rate"]):
            dot_rows.instead(ax, spot, "base too small for a rate")
        else:
            _dot(ax, spot, pd.Series({**line.row.to_dict()}), per)
