"""Small multiples: one small panel a group on one scale; what is too small is left out and counted."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from eianalysis import theme
from eianalysis.figures.canvas import draw, figure_of, nothing
from eianalysis.figures.figure import Figure
from eianalysis.results import ALL, Release
from eianalysis.wording import panels as words
from eianalysis.wording.kinds import Panels
from eianalysis.wording.numbers import absent, count, is_percent, period_label, places, plain_rate
from eianalysis.wording.reading import blocks, hidden

ACROSS, WIDE, TALL, GAP, TOP = 3, 150.0, 26.0, 18.0, 34.0
READING = (
    "A panel a group, all on one scale. Dots: rates; lines: {sure} ranges; dashed: all of them together, where that can be "
    "shown. Groups too small to show are left out and counted."
)


@figure_of("panels")
def plot_panels(released: Release, *, by: str | None = None, ax=None, title: str | None = None) -> Figure:
    """Show the rate of each unit or directorate in a small panel of its own, and say how many are too small to show.

    Parameters
    ----------
    released : Release of shape ``counts``; several windows give several lines in a panel
    by : the characteristic to draw, where the release holds several
    ax : not taken: there are many panels
    title : as for ``plot_ratios``
    """
    parts = [block for block in blocks(released) if by in (None, block.characteristic)]
    panels: dict[str, list] = {}
    unseen, totals = set(), []
    for block in parts:
        for _, row in block.rows.iterrows():
            if row["group"] == ALL:
                everybody = all(value == ALL for value in block.keys.values())
                totals += [float(row["rate"])] if everybody and not hidden(row) and not absent(row["rate"]) else []
            elif hidden(row) or absent(row["rate"]):
                unseen.add(str(row["group"]))
            else:
                panels.setdefault(str(row["group"]), []).append((block, row))
    unseen -= set(panels)
    kinds = {str(block.characteristic) for block in parts}
    kind = kinds.pop() if len(kinds) == 1 else ""
    what = "groups" if kind[-1:] in ("", "x", "y", *"0123456789") else f"{kind.replace('_', ' ')}s"  # directorates; of a sex there are groups
    note = (
        f"[c] {len(unseen)} of {len(unseen) + len(panels)} {what} {'is' if len(unseen) == 1 else 'are'} too small to show."
        if unseen
        else f"No {what} are hidden."
    )
    if not panels:
        return nothing(released, "panels", title, note)
    lines = max(len(each) for each in panels.values())
    tall, down = TALL * lines + 10, -(-len(panels) // ACROSS)
    per = released.definition.per
    high = per * max(float(row["rate_high"]) for each in panels.values() for _, row in each)

    def paint(sheet, _):
        for place, (group, each) in enumerate(panels.items()):
            left, top = 10 + (place % ACROSS) * (WIDE + GAP), (place // ACROSS) * (tall + TOP + 22)
            label = textwrap.shorten(group, 28, placeholder="…")
            sheet.words(left, sheet.top + top + 14, label, weight="bold", size=theme.SMALL_SIZE)
            here = sheet.axes(left, top + 20, WIDE, tall)
            _panel(here, each, high, released, totals[0] * per if len(totals) == 1 else None, lines)

    title = words.headline(released, panels, what) if title is None else title
    figure = draw(released, "panels", title, None, down * (tall + TOP + 22) + 8, paint, reading=READING, note=note)
    return replace(figure, alt=words.alt(released, panels, note, Panels.drawn))


def _panel(ax, each: list, high: float, released: Release, total: float | None, lines: int) -> None:
    per = released.definition.per
    ax.set_xlim(0, 1.05 * high)
    ax.set_ylim(lines, 0)
    ax.set_yticks([])
    ax.locator_params(axis="x", nbins=4)
    ax.tick_params(labelsize=8)
    if total is not None:
        ax.axvline(total, color=theme.QUIET, linewidth=1, linestyle=(0, (3, 2)))
    for place, (_, row) in enumerate(each):
        y = place + 0.62
        ax.plot([per * row["rate_low"], per * row["rate_high"]], [y, y], color=theme.DARK_BLUE, linewidth=2, solid_capstyle="butt")
        ax.plot(
            [per * row["rate"]],
            [y],
            marker="o",
            markersize=6,
            markeredgecolor=theme.DARK_BLUE,
            linestyle="none",
            markerfacecolor="white" if row["status"] == "low_base" else theme.DARK_BLUE,
            clip_on=False,
        )
        ax.text(
            0.02,
            place + 0.2,
            _words(row, released, len(each) > 1),
            transform=ax.get_yaxis_transform(),
            fontsize=8,
            va="center_baseline",
            color=theme.TEXT,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )


def _words(row, released: Release, several: bool) -> str:
    value = plain_rate(row["rate"], released.definition, places(row["denominator"], released.definition, released.policy))
    unit = "%" if is_percent(released.definition, row["kind"]) else ""
    when = f"{period_label(row).split(' to ')[0]}: " if several else ""
    word = "of" if row["kind"] == "proportion" else "from"
    return f"{when}{value}{unit} ({count(row['numerator'])} {word} {count(row['denominator'])})"
