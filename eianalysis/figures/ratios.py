"""Disparity ratios as dots with intervals on a logarithmic axis: 1 is the same rate, what is not worth acting on is shaded."""

from __future__ import annotations

import math
from collections.abc import Callable

from eianalysis import theme
from eianalysis.errors import UsageError
from eianalysis.figures import dot_rows
from eianalysis.figures.canvas import draw, figure_of, nothing
from eianalysis.figures.figure import Figure
from eianalysis.figures.dot_rows import LEFT, UNSEEN, Line
from eianalysis.results import ALL, VERDICTS, Release
from eianalysis.vocabulary import characteristic_label, whose
from eianalysis.wording.numbers import absent, band_words, capital, listed, ratio_words
from eianalysis.wording.reading import blocks, compared, comparisons, group_words, hidden, is_reference_hidden, key_columns, mark, reference_words

#: Ends of the axis: the first that holds everything, else the first that holds every dot; what goes on ends in arrows.
_ENDS = ((0.5, 2), (0.25, 4), (0.1, 10), (0.02, 50))
_TICKS = {4: (0.25, 0.5, 1, 2, 4), 10: (0.1, 0.2, 0.5, 1, 2, 5, 10), 50: (0.02, 0.1, 0.5, 1, 2, 10, 50)}
READING = (
    "Dots: ratios; lines: {sure} ranges; shaded: {band}. Filled diamond: clear difference; hollow diamond: possible "
    "difference; filled circle: no material difference; hollow circle: too few to say; [c]: hidden."
)
#: A reference that can be named under an axis, in letters; a longer one is named by the caption.
LONGEST = 64


@figure_of("comparison")
def plot_ratios(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show how many times the reference's rate each group's rate is, with its range and its verdict in words.

    Parameters
    ----------
    released : Release of shape ``counts`` with comparisons (``compare`` before ``release``)
    ax : matplotlib Axes, optional
        Draw there instead of on a sheet of its own (titles are then yours).
    title : str, optional
        Instead of the generated one.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.plot_ratios(ei.release(ei.compare(result, reference="White"), cycle.policy))       # doctest: +SKIP
    """
    return plot(released, "comparison", ax, title, _by_block)


@figure_of("steps")
def plot_stages(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show the ratios group by group, one row a stage (or other key), so that a reader sees where a difference arises.

    Parameters and returns as for ``plot_ratios``.
    """
    if not key_columns(released):
        raise UsageError("plot_stages() needs a release with a key such as stage; use plot_ratios()")
    return plot(released, "steps", ax, title, _by_group)


def plot(released: Release, kind: str, ax, title, arrange: Callable[[Release], list[Line]], *, reading: str = READING) -> Figure:
    """A figure of ratios whose lines ``arrange(released)`` puts in order; it may refuse a release it cannot draw."""
    lines = arrange(released)
    pairs = comparisons(released)
    if not pairs:
        raise UsageError(f"a figure of kind '{kind}' needs ratios; call compare(result, reference=...) before release()")
    lines, note = dot_rows.drawn(lines, _unseen, _weight)
    if not lines:
        return nothing(released, kind, title, note)
    named = dict.fromkeys(reference_words(released, b, r["reference"]) for b, r in pairs if not absent(r["reference"]))
    reference = listed(named) if len(named) in (1, 2) and len(listed(named)) <= LONGEST else "the reference"

    wide = dot_rows.right((text for line in lines for text in words(line)), theme.SMALL_SIZE)

    def on_sheet(sheet, axes):
        paint(axes or sheet.axes(LEFT, 18, theme.WIDTH - LEFT - wide, dot_rows.height(lines)), lines, reference, released.band)

    return draw(released, kind, title, ax, dot_rows.height(lines) + 18 + 40, on_sheet, reading=reading, note=note)


def _weight(line: Line) -> tuple:
    """What matters most first: the most certain verdict, then the ratio farthest from 1."""
    row = line.row
    value = row["disparity_ratio"]
    far = math.inf if absent(value) or value <= 0 or math.isinf(value) else abs(math.log(value))
    return (VERDICTS.index(row["verdict"]) if row["verdict"] in VERDICTS else len(VERDICTS), -far)


def in_pairs(released: Release, first: str, second: Callable) -> list[Line]:
    """A heading for each compared group, under it its row as it is and the line ``second(row)`` gives as ``(label, row)``."""
    lines = []
    for block, row in comparisons(released):
        heading = ", ".join(filter(None, (block.label, group_words(released, block, row["group"]))))
        label, other = second(row)
        lines += [Line(capital(heading)), Line(first, row, block), Line(label, other, block)]
    return lines


def _by_block(released: Release) -> list[Line]:
    """A heading for each block, under it its groups."""
    lines = []
    for block in blocks(released):
        here = [row for _, row in block.rows.iterrows() if compared(block, row)]
        lines += [Line(capital(block.label))] if here and block.label else []
        lines += [Line(str(row["group"]), row, block) for row in here]
    return lines


def _by_group(released: Release) -> list[Line]:
    """A heading for each group, under it its stages in the order of the release."""
    parts, lines = blocks(released), []
    named = [(block, row) for block in parts for _, row in block.rows.iterrows() if compared(block, row)]
    for group in dict.fromkeys((block.characteristic, row["group"]) for block, row in named):
        here = [(block, row) for block, row in named if (block.characteristic, row["group"]) == group]
        people = whose(released.definition.noun, group[0])  # short: the caption says what was done to them
        words = capital(group_words(released, here[0][0], group[1], noun=people))
        lines.append(Line(words))
        lines += [Line(_stage(block), row, block) for block, row in here]
    return lines


def _stage(block) -> str:
    said = [str(value) for name, value in block.keys.items() if value != ALL and name != "benchmark"]
    keys = ", ".join(said or [str(value) for value in block.keys.values()])
    # the heading above says which group it is
    named = ("", *keys.split(", "), characteristic_label(block.characteristic))
    label = block.label.replace(str(block.keys.get("benchmark", "")), "")
    extra = [part for part in label.split(", ") if part not in named and "ethnicity" not in part.lower()]
    return ", ".join([keys, *extra])


def paint(ax, lines: list[Line], reference: str, band: tuple[float, float]) -> None:
    """Draw the lines as dots with ranges on a logarithmic axis, the band shaded, ratio and verdict at the right."""
    low, high = _ends(lines)
    ax.set_xscale("log")
    ax.set_xlim(low, high)
    dot_rows.frame(ax, lines)
    ax.axvspan(*band, color=theme.BAND, linewidth=0)
    ax.axvline(1, color=theme.QUIET, linewidth=1)
    ax.text(1, 1, f"shaded: {band_words(band)}", transform=_over(ax), ha="center", va="baseline", fontsize=theme.SMALL_SIZE, color=theme.QUIET)
    ticks = _TICKS.get(high) or sorted({0.5, band[0], 1, band[1], 2})
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_xticks([], minor=True)
    ax.set_xlabel(f"Ratio to {reference} (1 = same rate; logarithmic scale)", fontsize=theme.SMALL_SIZE)
    for y, line in zip(dot_rows.places(lines), lines, strict=True):
        said = words(line)
        for place, text in enumerate(said):
            weight = "bold" if text == "clear difference" else "normal"
            dot_rows.beside(ax, y + (place - (len(said) - 1) / 2) * 11, text, size=theme.SMALL_SIZE, weight=weight)
        if line.row is None:
            continue
        if _unseen(line):
            dot_rows.instead(ax, y, mark(line.row))
        else:
            _dot(ax, y, line.row, low, high)


def _over(ax):
    """Horizontally by value, vertically just above the axes."""
    from matplotlib.transforms import ScaledTranslation

    return ax.get_xaxis_transform() + ScaledTranslation(0, 5 / 72, ax.figure.dpi_scale_trans)


def _dot(ax, y: float, row, low: float, high: float) -> None:
    value, start, end = row["disparity_ratio"], row["ratio_low"], row["ratio_high"]
    mark, filled, color = theme.VERDICT_MARKS.get(row["verdict"], ("o", False, theme.QUIET))
    if not absent(start) and not absent(end):
        ax.plot([max(start, low), min(end, high)], [y, y], color=color, linewidth=2, solid_capstyle="butt")
        if start < low:
            dot_rows.arrow(ax, low, y, right=False, color=color)
        if end > high:
            dot_rows.arrow(ax, high, y, right=True, color=color)
    if absent(value):
        return
    if value <= low or value >= high:
        dot_rows.arrow(ax, low if value <= low else high, y, right=value >= high, color=color)
        return
    ax.plot(
        [value],
        [y],
        marker=mark,
        markersize=8,
        markerfacecolor=color if filled else "white",
        markeredgecolor=color,
        markeredgewidth=1.8,
        linestyle="none",
        zorder=3,
    )


def _unseen(line: Line) -> bool:
    return hidden(line.row) or is_reference_hidden(line.block, line.row)


def words(line: Line) -> list[str]:
    """What stands at the right of a line: ratio and range, then the verdict."""
    if line.row is None:
        return []
    if _unseen(line):
        return [UNSEEN[mark(line.row)] if hidden(line.row) else "[c] reference hidden"]
    row = line.row
    value, limits = ratio_words(row["disparity_ratio"], row["ratio_low"], row["ratio_high"], brief=True)
    if absent(row["disparity_ratio"]) and str(row["verdict"]).startswith("verdict "):  # bounds have a range and no dot
        return [limits, str(row["verdict"])]
    value, limits = ("no ratio" if absent(row["disparity_ratio"]) else value), f" ({limits})" if limits else ""
    return [f"{value}{limits}", "too few for a rate" if absent(row["verdict"]) else str(row["verdict"])]


def _ends(lines: list[Line]) -> tuple[float, float]:
    """The narrowest axis, up to ten times, that holds every dot and interval; else the narrowest with every dot."""
    rows_ = [line.row for line in lines if line.row is not None]

    def inside(ends: tuple[float, float], names) -> bool:
        values = [row[name] for row in rows_ for name in names]
        return all(ends[0] < value < ends[1] for value in values if not absent(value) and 0 < value < math.inf)

    everything = (ends for ends in _ENDS[:3] if inside(ends, ("disparity_ratio", "ratio_low", "ratio_high")))
    dots = (ends for ends in _ENDS if inside(ends, ("disparity_ratio",)))
    return next(everything, None) or next(dots, _ENDS[-1])
