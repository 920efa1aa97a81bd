"""Rates as dots with intervals on an axis from zero, the count and the base beside each."""

from __future__ import annotations

from eianalysis import theme
from eianalysis.figures import dot_rows
from eianalysis.figures.canvas import draw, figure_of, nothing
from eianalysis.figures.figure import Figure
from eianalysis.figures.dot_rows import LEFT, UNSEEN, Line
from eianalysis.results import ALL, VERDICTS, Release
from eianalysis.wording.numbers import absent, capital, count, is_percent, places, plain_rate
from eianalysis.wording.reading import blocks, hidden, mark
from eianalysis.wording.sentences import total_unit

READING = "Dots: rates; lines: {sure} ranges; at the right: rate (number of base); hollow: base under 20; [c]: hidden."


@figure_of("rates")
def plot_rates(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show each group's rate with the range in which it plausibly lies, and the number and base it comes from.

    Parameters
    ----------
    released : Release of shape ``counts``
    ax, title : as for ``plot_ratios``
    """
    lines = _lines(released)
    if sum(line.row is not None for line in lines) > dot_rows.MOST:
        lines = _everybody_once(lines)
    lines, note = dot_rows.drawn(lines, lambda line: hidden(line.row), _weight)
    lines = _alone(lines)
    if not lines:
        return nothing(released, "rates", title, note)

    wide = dot_rows.right((_words(line, released) for line in lines), theme.SMALL_SIZE)

    def paint(sheet, axes):
        _paint(axes or sheet.axes(LEFT, 4, theme.WIDTH - LEFT - wide, dot_rows.height(lines)), lines, released)

    return draw(released, "rates", title, ax, dot_rows.height(lines) + 4 + 40, paint, reading=READING, note=note)


def _everybody_once(lines: list[Line]) -> list[Line]:
    """The lines without everybody's figure where it has stood already: it is the same under each characteristic."""
    kept, said = [], set()
    for line in lines:
        if line.row is not None and line.row["group"] == ALL:
            figure = str((line.row.get("window"), *line.block.keys.values(), line.row["numerator"], line.row["denominator"]))
            if figure in said:
                continue
            said.add(figure)
        kept.append(line)
    return kept


def _alone(lines: list[Line]) -> list[Line]:
    """Everybody's figure of a step, where nothing else of its block is drawn, in one line under the step's own name."""
    kept: list[Line] = []
    for place, line in enumerate(lines):
        last = place + 1 == len(lines) or lines[place + 1].row is None
        if last and line.row is not None and line.row["group"] == ALL and line.block.keys and kept and kept[-1].row is None:
            kept[-1] = Line(capital(", ".join(map(str, line.block.keys.values()))), line.row, line.block)
        else:
            kept.append(line)
    return kept


def _weight(line: Line) -> tuple:
    """Groups that differ and those they are set beside first, then everybody, then the largest bases."""
    differ = line.block.rows[line.block.rows["verdict"].isin(VERDICTS[:2])]
    told = line.row["group"] in {*differ["group"], *differ["reference"]}
    return (not told, line.row["group"] != ALL, -line.row["denominator"])


def _lines(released: Release) -> list[Line]:
    lines = []
    parts = blocks(released)
    only_totals = all(len(block.rows) == 1 and block.rows["group"].iloc[0] == ALL for block in parts)
    for block in parts:
        if only_totals and block.label:  # a line each, no headings
            lines.append(Line(capital(block.label), block.rows.iloc[0], block))
            continue
        lines += [Line(capital(block.label))] if block.label else []
        lines += [Line(str(row["group"]), row, block) for _, row in block.rows.iterrows()]
    return lines


def _paint(ax, lines: list[Line], released: Release) -> None:
    per, shown = released.definition.per, [line.row for line in lines if line.row is not None and not hidden(line.row)]
    most = [value for row in shown for value in (row["rate"], row["rate_high"]) if not absent(value)]
    kind = next((str(line.row["kind"]) for line in lines if line.row is not None), "proportion")
    limit = per if kind == "proportion" else float("inf")
    ax.set_xlim(0, min(limit, 1.05 * per * max(most)) if most and max(most) > 0 else per)
    dot_rows.frame(ax, lines)
    ax.grid(axis="x", color=theme.RULE, linewidth=0.6)
    ax.locator_params(axis="x", nbins=6)
    unit = total_unit(released, kind)
    noun = released.definition.base_unit
    ax.set_xlabel(f"% of {noun}" if unit == "%" else unit.capitalize(), fontsize=theme.SMALL_SIZE)
    for y, line in zip(dot_rows.places(lines), lines, strict=True):
        if line.row is None:
            continue
        dot_rows.beside(ax, y, _words(line, released), size=theme.SMALL_SIZE)
        if hidden(line.row):
            dot_rows.instead(ax, y, mark(line.row))
        elif absent(line.row["rate"]):
            dot_rows.instead(ax, y, "base too small for a rate")
        else:
            _dot(ax, y, line.row, per)


def _words(line: Line, released: Release) -> str:
    """What stands at the right of a line: the rate, then number and base."""
    if line.row is None:
        return ""
    if hidden(line.row):
        return UNSEEN[mark(line.row)]
    about = "about " if released.policy.round_to > 1 else ""
    word = "of" if line.row["kind"] == "proportion" else "from"
    counts = f"{about}{count(line.row['numerator'])} {word} {count(line.row['denominator'])}"
    if absent(line.row["rate"]):
        return counts
    decimals = places(line.row["denominator"], released.definition, released.policy)
    value = plain_rate(line.row["rate"], released.definition, decimals)
    percent = "%" if is_percent(released.definition, str(line.row["kind"])) else ""
    return f"{value}{percent} ({counts})"


def _dot(ax, y: float, row, per: int) -> None:
    total, low_base = row["group"] == "All", row["status"] == "low_base"
    color = theme.DARK_GREY if total else theme.DARK_BLUE
    if not absent(row["rate_low"]):
        ax.plot([row["rate_low"] * per, row["rate_high"] * per], [y, y], color=color, linewidth=2, solid_capstyle="butt")
    ax.plot(
        [row["rate"] * per],
        [y],
        marker="s" if total else "o",
        markersize=8,
        linestyle="none",
        clip_on=False,
        markerfacecolor="white" if low_base else color,
        markeredgecolor=color,
        markeredgewidth=1.8,
        zorder=3,
    )
