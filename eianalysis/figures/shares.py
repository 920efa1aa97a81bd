"""The share strip: each group's share measured against several bases, side by side, never one headline ratio."""

from __future__ import annotations

import pandas as pd

from eianalysis.figures.canvas import figure_of
from eianalysis.figures.figure import Figure
from eianalysis.figures.rates import dots
from eianalysis.figures.dot_rows import Line
from eianalysis.results import ALL, Release
from eianalysis.wording.numbers import capital
from eianalysis.wording.reading import blocks, group_words

READING = "For each group, its share of each base. No single population describes who is in the area. Dots: shares; lines: {sure} ranges; [c]: hidden."


@figure_of("shares")
def plot_shares(released: Release, *, ax=None, title: str | None = None) -> Figure:
    """Show each group's share of several bases under one another: of those searched, of residents, of workers …

    Parameters
    ----------
    released : Release of shape ``counts`` with a key that names the base (``population``)
    ax, title : as for ``plot_ratios``
    """
    return dots(released, "shares", _lines(released), ax, title, READING)


def _lines(released: Release) -> list[Line]:
    """A heading for each group, under it one line a base."""
    parts, lines = blocks(released), []
    pairs = [(block, row) for block in parts for _, row in block.rows.iterrows() if row["group"] != ALL]
    for characteristic, group in _groups(parts):
        here = [(block, row) for block, row in pairs if (block.characteristic, row["group"]) == (characteristic, group)]
        if here:
            lines.append(Line(capital(group_words(released, here[0][0], group))))
            lines += [Line(_base(block), row, block) for block, row in here]
    return lines


def _groups(parts) -> list[tuple[str, str]]:
    """Every group once, in display order, also those that only some bases have."""
    from eianalysis.vocabulary import order

    table = pd.concat([block.rows for block in parts])
    return [(str(name), group) for name, rows in table.groupby("characteristic", sort=False) for group in order(str(name), rows["group"].astype(str))]


def _base(block) -> str:
    return ", ".join(str(value) for value in block.keys.values()) or block.label
