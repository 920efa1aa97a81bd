"""Counts as horizontal bars, the number at the end of each."""

from __future__ import annotations

from eianalysis import theme
from eianalysis.figures import dot_rows
from eianalysis.figures.canvas import draw, figure_of, nothing
from eianalysis.figures.figure import Figure
from eianalysis.figures.dot_rows import LEFT, UNSEEN, Line
from eianalysis.results import ALL, Release
from eianalysis.vocabulary import SMALL_TOGETHER
from eianalysis.wording import wholes
from eianalysis.wording.numbers import capital, count, listed, uncapital
from eianalysis.wording.reading import blocks, hidden, mark

_RIGHT = 70.0


@figure_of("bars")
def plot_bars(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show how many there are in each category, as bars from zero with the number beside them.

    Parameters
    ----------
    released : Release of shape ``counts``; the total row is not a bar
    ax, title : as for ``plot_ratios``
    """
    lines = _lines(released)
    if not lines:
        return nothing(released, "bars", title, "Nothing was counted in this period.")

    title = _title(released, lines) if title is None else title

    def paint(sheet, axes):
        _paint(axes or sheet.axes(LEFT, 4, theme.WIDTH - LEFT - _RIGHT, dot_rows.height(lines)), lines, released)

    return draw(released, "bars", title, ax, dot_rows.height(lines) + 4 + 40, paint, reading="[c]: hidden.")


def _title(released: Release, lines: list[Line]) -> str:
    """The largest category, or the measure where none may be named."""
    seen = [line for line in lines if line.row is not None and not hidden(line.row)]
    if not seen or len({line.row["characteristic"] for line in seen}) > 1:
        return released.definition.title
    about = "about " if released.policy.round_to > 1 else ""
    if all(line.row["group"] == ALL for line in seen):  # a table of totals: they are the finding
        said = [f"{about}{count(line.row['numerator'])} {uncapital(line.label)}" for line in seen[:3]]
        return f"{capital(released.definition.noun)}: {listed(said)}" if len(seen) > 1 else released.definition.title
    if wholes.is_whole(released):
        return wholes.headline(released)
    seen = [line for line in seen if line.label != SMALL_TOGETHER] or seen
    most = wholes.largest([line.row for line in seen], [row for block in blocks(released) for _, row in block.rows.iterrows()])
    if most is None:  # one that is hidden may be larger
        shown = max(seen, key=lambda line: line.row["numerator"])
        return f"{released.definition.title}: of those shown, most in {shown.label} ({about}{count(shown.row['numerator'])})"
    return f"{released.definition.title}: most in {most['group']} ({about}{count(most['numerator'])})"


def _lines(released: Release) -> list[Line]:
    lines = []
    for block in blocks(released):
        here = [row for _, row in block.rows.iterrows() if row["group"] != ALL or len(block.rows) == 1]
        if block.label and len(here) == 1 and here[0]["group"] == ALL:  # a table of totals: a line each, no headings
            lines.append(Line(capital(block.label), here[0], block))
            continue
        lines += [Line(capital(block.label))] if block.label and here else []
        lines += [Line(str(row["group"]), row, block) for row in here]
    return lines


def _paint(ax, lines: list[Line], released: Release) -> None:
    values = [line.row["numerator"] for line in lines if line.row is not None and not hidden(line.row)]
    ax.set_xlim(0, 1.05 * max(values) if values and max(values) > 0 else 1)
    dot_rows.frame(ax, lines)
    ax.spines["left"].set_visible(True)
    ax.locator_params(axis="x", nbins=5, integer=True)
    ax.set_xlabel(f"Number ({released.definition.numerator})"[:90], fontsize=theme.SMALL_SIZE)
    about = "about " if released.policy.round_to > 1 else ""
    for y, line in zip(dot_rows.places(lines), lines, strict=True):
        if line.row is None:
            continue
        if hidden(line.row):
            ax.annotate(
                UNSEEN[mark(line.row)], xy=(0, y), xytext=(6, 0), textcoords="offset points", va="center_baseline", fontsize=theme.SMALL_SIZE, color=theme.QUIET
            )
            continue
        value = line.row["numerator"]
        ax.barh(y, value, height=13, color=theme.DARK_BLUE)
        ax.annotate(f"{about}{count(value)}", xy=(value, y), xytext=(5, 0), textcoords="offset points", va="center_baseline", annotation_clip=False)
