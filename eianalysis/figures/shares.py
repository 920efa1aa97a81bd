"""The share strip: each group's share of what the force counted, over its shares of several populations; never one headline ratio.

A group is one row of two levels, so that a reader sees at once whether what the force counted lies outside every population: a list
of all shares under one another was three times as long and hid that.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle

import pandas as pd

from eianalysis import theme
from eianalysis.figures import dot_rows
from eianalysis.figures.canvas import draw, figure_of, nothing
from eianalysis.figures.dot_rows import LEFT, Line
from eianalysis.figures.figure import Figure
from eianalysis.results import ALL, Release
from eianalysis.vocabulary import order
from eianalysis.wording.numbers import absent, capital
from eianalysis.wording.reading import Block, blocks, group_words, hidden, mark, rate_words

READING = "For each group, its share of each base. No single population describes who is in the area. Lines: {sure} ranges; [c]: hidden."
#: What the force counted is filled and stands above; a population has no range, is hollow and stands below.
FILLED = (("o", theme.DARK_BLUE), ("D", theme.DARK_PINK), ("s", theme.DARK_GREY), ("^", theme.ORANGE))
HOLLOW = ("o", "s", "^", "D", "v", "P")
ROW, APART, KEY = 38.0, 8.0, 14.0  # points: a row of a group, its two levels from its middle, a line of the key
KEY_WIDTH = 84  # letters a line of the key holds


@dataclass(frozen=True)
class _Base:
    """One base that shares are of: its name and its mark."""

    name: str
    counted: bool  # by the force, so that a range goes with it
    marker: str
    color: str

    @property
    def said(self) -> list[str]:
        return textwrap.wrap(self.name, KEY_WIDTH) or [""]


@dataclass(frozen=True)
class _Group(Line):
    """A group with its shares, base by base; ``row`` is that of the first base that has it."""

    shares: list[tuple[_Base, pd.Series]] = field(default_factory=list)

    @property
    def height(self) -> float:
        return max(ROW, super().height)

    @property
    def seen(self) -> list[tuple[_Base, pd.Series]]:
        return [(base, row) for base, row in self.shares if not hidden(row) and not absent(row["rate"])]


@figure_of("shares")
def plot_shares(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show each group's share of several bases in one row: of those searched above, of residents, of workers … below.

    Parameters
    ----------
    released : Release of shape ``counts`` with a key that names the base (``population``)
    ax, title : as for ``plot_ratios``
    """
    parts = blocks(released)
    bases = _bases(parts)
    groups, note = dot_rows.drawn(_groups(released, parts, bases), lambda group: not group.seen, lambda group: -max(row["rate"] for _, row in group.seen))
    if not groups:
        return nothing(released, "shares", title, note)
    key = KEY * sum(len(base.said) for base in bases.values())
    wide = dot_rows.right((line for group in groups for line in _beside(group, released)), theme.SMALL_SIZE)

    def paint(sheet, axes):
        _paint(axes or sheet.axes(LEFT, 4, theme.WIDTH - LEFT - wide, dot_rows.height(groups)), groups, released)
        if sheet is None:
            axes.legend(
                handles=[_handle(base) for base in bases.values()], fontsize=theme.SMALL_SIZE, loc="upper center", bbox_to_anchor=(0.5, -0.15), frameon=False
            )
        else:
            _paint_key(sheet, bases.values(), 4 + dot_rows.height(groups) + 40, key)

    return draw(released, "shares", title, ax, dot_rows.height(groups) + 4 + 40 + key, paint, reading=READING, note=note)


def _bases(parts: Sequence[Block]) -> dict[str, _Base]:
    """The bases by name, in the order of the table, each with a mark of its own."""
    counted: dict[str, bool] = {}
    for block in parts:
        own = bool(block.rows["rate_low"].notna().any() or block.rows["rate"].isna().all())  # all hidden is not a census
        counted[_name(block)] = counted.get(_name(block), False) or own
    filled, hollow = cycle(FILLED), cycle((marker, theme.QUIET) for marker in HOLLOW)
    return {name: _Base(name, own, *next(filled if own else hollow)) for name, own in counted.items()}


def _name(block: Block) -> str:
    return ", ".join(str(value) for value in block.keys.values()) or block.label


def _groups(released: Release, parts: Sequence[Block], bases: Mapping[str, _Base]) -> list[_Group]:
    """Every group once, in the order of its list, also those that only some bases have."""
    table, found = pd.concat([block.rows for block in parts]), []
    for characteristic, rows in table.groupby("characteristic", sort=False):
        for group in order(str(characteristic), rows["group"].astype(str)):
            here = [(block, row) for block in parts if block.characteristic == characteristic for _, row in block.rows.iterrows() if row["group"] == group]
            if group != ALL and here:
                shares = [(bases[_name(block)], row) for block, row in here]
                found.append(_Group(capital(group_words(released, here[0][0], group)), here[0][1], here[0][0], shares))
    return found


def _beside(group: _Group, released: Release) -> tuple[str, str]:
    """What stands at the right: the shares that the force counted, and from where to where the populations' go."""
    own = [_percent(row, released) for base, row in group.shares if base.counted]
    theirs = sorted((row["rate"], _percent(row, released)) for base, row in group.seen if not base.counted)
    ends = list(dict.fromkeys((theirs[0][1], theirs[-1][1]))) if theirs else []
    return ", ".join(own), " to ".join(ends)


def _percent(row: pd.Series, released: Release) -> str:
    return mark(row) if hidden(row) else "no share" if absent(row["rate"]) else rate_words(released, row)


def _paint(ax, groups: list[_Group], released: Release) -> None:
    per, shown = released.definition.per, [row for group in groups for _, row in group.seen]
    most = max(value for row in shown for value in (row["rate"], row["rate_high"]) if not absent(value))
    ax.set_xlim(0, min(per, 1.08 * per * most) if most > 0 else per)
    dot_rows.frame(ax, groups)
    ax.grid(axis="x", color=theme.RULE, linewidth=0.6)
    ax.locator_params(axis="x", nbins=6)
    ax.set_xlabel(f"% of {released.definition.base_unit}", fontsize=theme.SMALL_SIZE)
    for y, group in zip(dot_rows.places(groups), groups, strict=True):
        ax.axhline(y + group.height / 2, color=theme.RULE, linewidth=0.6)
        for text, side in zip(_beside(group, released), (-1, 1), strict=True):
            dot_rows.beside(ax, y + side * APART, text, size=theme.SMALL_SIZE)
        for base, row in group.seen:
            _dot(ax, y - APART if base.counted else y + APART, base, row, per)


def _dot(ax, y: float, base: _Base, row: pd.Series, per: int) -> None:
    if not absent(row["rate_low"]):
        ax.plot([row["rate_low"] * per, row["rate_high"] * per], [y, y], color=base.color, linewidth=1.6, solid_capstyle="butt")
    ax.plot([row["rate"] * per], [y], **_mark(base), clip_on=False, zorder=3)


def _mark(base: _Base) -> dict[str, object]:
    face = base.color if base.counted else "white"
    return dict(marker=base.marker, markersize=6.5, linestyle="none", markerfacecolor=face, markeredgecolor=base.color, markeredgewidth=1.5)


def _handle(base: _Base):
    from matplotlib.lines import Line2D

    return Line2D([], [], label="\n".join(base.said), **_mark(base))


def _paint_key(sheet, bases: Iterable[_Base], top: float, height: float) -> None:
    """Which mark is of what, so many points under the titles."""
    ax = sheet.axes(0, top, theme.WIDTH, height)
    ax.set(xlim=(0, theme.WIDTH), ylim=(height, 0))
    ax.set_axis_off()
    y = 0.0
    for base in bases:
        ax.plot([14], [y + KEY / 2], **_mark(base))
        for line in base.said:
            sheet.words(26, sheet.top + top + y + KEY / 2 + 3, line, size=theme.SMALL_SIZE)
            y += KEY
