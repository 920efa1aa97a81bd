"""Rows of a dot-and-interval figure: headings and groups from top to bottom, words at the left and at the right."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from eianalysis import theme

UNSEEN = {"[c]": "[c] hidden", "[x]": "[x] not available"}
ROW, HEADING, MORE = 24.0, 22.0, 11.0  # a row of one line, a heading, each further line
LEFT = 150.0  # points for the words at the left


@dataclass(frozen=True)
class Line:
    """One line of the figure: a heading (``row`` None), or a group with its row of the release."""

    label: str
    row: pd.Series | None = None
    block: object = None

    @property
    def height(self) -> float:
        return HEADING if self.row is None else ROW + MORE * (len(self.lines) - 1)

    @property
    def lines(self) -> list[str]:
        """The label in lines that fit at the left; a very long one ends in '…'."""
        return textwrap.wrap(self.label, 25, max_lines=5, placeholder=" …") or [""]


#: Rows a reader takes in; of more, those with a difference to tell are drawn, and the rest are in the table.
MOST = 12


def drawn(lines: list[Line], hidden: Callable[[Line], bool], weight: Callable[[Line], object], most: int = MOST) -> tuple[list[Line], str]:
    """The lines worth drawing, and a note on the others: no hidden row stands on the line of no difference, twelve rows at most.

    ``weight(line)`` sorts what matters most first; the drawing keeps the order of the table.
    """
    rows = [line for line in lines if line.row is not None]
    seen = [line for line in rows if not hidden(line)]
    kept = {id(line) for line in sorted(seen, key=weight)[:most]}
    found: list[Line] = []
    for line in lines:
        if line.row is not None and id(line) not in kept:
            continue
        if line.row is None and found and found[-1].row is None:  # a heading of nothing
            found.pop()
        found.append(line)
    if found and found[-1].row is None:
        found.pop()
    unseen, left = len(rows) - len(seen), len(seen) - len(kept)
    said = [f"{unseen} row{'s are' if unseen > 1 else ' is'} hidden to protect people"] * bool(unseen)
    said += [f"{left} more in the table"] * bool(left)
    return found, f"Not drawn: {'; '.join(said)}." if said else ""


def height(lines: list[Line]) -> float:
    """How many points the lines take."""
    return sum(line.height for line in lines)


def places(lines: list[Line]) -> list[float]:
    """The middle of each line, in points from the top."""
    found, y = [], 0.0
    for line in lines:
        found.append(y + line.height / 2)
        y += line.height
    return found


def frame(ax, lines: list[Line]) -> None:
    """Set the vertical axis to points from the top, and write the labels at the left."""
    ax.set_ylim(height(lines), 0)
    ax.set_yticks([])
    for y, line in zip(places(lines), lines, strict=True):
        if line.row is None:
            beside(ax, y, line.label, left=True, weight="bold", size=theme.LABEL_SIZE)
            continue
        for place, text in enumerate(line.lines):
            beside(ax, y + (place - (len(line.lines) - 1) / 2) * 12, text, left=True)


def beside(ax, y: float, text: str, *, left: bool = False, size: float = theme.LABEL_SIZE, **style) -> None:
    """Words beside the axes, at the left or at the right, level with ``y``."""
    x = -(LEFT - 6) if left else 8
    ax.annotate(
        text,
        xy=(0 if left else 1, y),
        xycoords=("axes fraction", "data"),
        xytext=(x, 0),
        textcoords="offset points",
        ha="left",
        va="center_baseline",
        fontsize=size,
        annotation_clip=False,
        **style,
    )


def right(texts: Iterable[str], size: float = theme.LABEL_SIZE) -> float:
    """Points the words at the right need, by their longest line in the widest font."""
    longest = max((len(text) for text in texts), default=0)
    return min(max(24 + 0.6 * size * longest, 96.0), 200.0)


def instead(ax, y: float, text: str = "[c]") -> None:
    """Words where the mark would be: hidden, never dropped."""
    ax.text(
        0.5,
        y,
        text,
        ha="center",
        va="center_baseline",
        fontsize=theme.SMALL_SIZE,
        color=theme.TEXT,
        transform=ax.get_yaxis_transform(),
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
    )


def arrow(ax, x: float, y: float, *, right: bool, color: str) -> None:
    """An interval or a ratio that goes on beyond the axis."""
    ax.plot([x], [y], marker=5 if right else 4, markersize=8, color=color, linestyle="none", clip_on=False)
