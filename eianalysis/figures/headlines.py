"""Headline measures as small multiples: each with its range, what it is set against, and what the data say in words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from eianalysis import theme
from eianalysis.errors import UsageError
from eianalysis.figures.canvas import draw, nothing
from eianalysis.figures.figure import Figure
from eianalysis.results import Release, require_release
from eianalysis.evidence.map_sentences import drawn, headline_rows, headline_title, mark_of, said_words, say_headlines, value_words, who_words
from eianalysis.wording.numbers import HIDDEN, absent

ACROSS, WIDE, GAP, LINE, AXIS = 3, 158.0, 14.0, 11.5, 20.0
READING = (
    "A panel a measure, each on its own scale. Dot: the figure; line: the {sure} range; dashed: the target, or a ratio of 1 or a gap of 0, where there is one."
)


def plot_headlines(evidence: Release, items: Sequence[str] | None = None, *, title: str | None = None) -> Figure:
    """Show the headline measures of the evidence map side by side, those without a figure in words.

    Parameters
    ----------
    evidence : Release of ``evidence_map``
    items : the items whose measures are drawn, in this order; without them, those of which the source says which way is better
    title : as for ``plot_ratios``
    """
    evidence = require_release(evidence, "plot_headlines")
    if evidence.missing:
        return nothing(evidence, "headlines", title)
    if evidence.measure != "evidence_map":
        raise UsageError(f"plot_headlines() draws the release of evidence_map(), not of {evidence.measure}")
    named = headline_rows(evidence, items)
    rows, without = drawn(named)
    said = title or headline_title(named)
    note = f"[x] Without data so far: {', '.join(without)}." if without else ""
    if not rows:
        return nothing(evidence, "headlines", said, note or "None of these items is bound to a measure.")
    words = [_words(row) for row in rows]
    down = -(-len(rows) // ACROSS)
    tall = [max(len(each) for each in words[line * ACROSS : (line + 1) * ACROSS]) * LINE + AXIS + 34 for line in range(down)]

    def paint(sheet, _):
        for place, (row, lines) in enumerate(zip(rows, words, strict=True)):
            left, top = 6 + (place % ACROSS) * (WIDE + GAP), sum(tall[: place // ACROSS])
            for at, (text, bold) in enumerate(lines):
                sheet.words(left, sheet.top + top + (at + 1) * LINE, text, size=theme.SMALL_SIZE, weight="bold" if bold else "normal", color=theme.TEXT)
            if row["status"] == "shown" and not absent(row["value"]):
                _axis(sheet.axes(left + 4, top + len(lines) * LINE + 6, WIDE - 12, AXIS), row)

    figure = draw(
        evidence,
        "headlines",
        said,
        None,
        sum(tall),
        paint,
        reading=READING,
        note=note,
        subtitle="Measures the reviews name, beside their targets; each panel has its own scale",
    )
    return replace(figure, alt=f"{figure.alt} {say_headlines(named)}")


def _words(row) -> list[tuple[str, bool]]:
    """The lines above a panel: the measure, whom it is about, the figure, what the data say."""
    who = who_words(row)
    name = textwrap.wrap(f"{row['item_id']}: {row['measure_title']}", 27, max_lines=3, placeholder=" …")
    about = textwrap.wrap(who, 32, max_lines=2, placeholder=" …") if who else []
    shown = f"{HIDDEN}: hidden to protect people" if row["status"] == "hidden" else value_words(row, interval=False)
    figure = textwrap.wrap(shown, 32, max_lines=1, placeholder=" …")
    told = textwrap.wrap(said_words(row), 32, max_lines=2, placeholder=" …")
    return [(line, True) for line in name] + [(line, False) for line in (*about, *figure, *told)]


def _axis(ax, row) -> None:
    value, mark = float(row["value"]), mark_of(row)
    low, high = (value if absent(row[name]) else float(row[name]) for name in ("low", "high"))
    scale = float(row["per"]) if row["figure"] in ("rate", "gap") else 1.0
    points = [each * scale for each in (value, low, high, *(() if mark is None else (mark,)))]
    bottom = min(0.0, *points)
    top = max(points)
    ax.set_xlim(bottom * 1.05, (top or 1) * 1.08)
    ax.set_ylim(0, 1)
    ax.set_yticks([])
    ax.locator_params(axis="x", nbins=4)
    ax.tick_params(labelsize=8)
    if mark is not None:
        ax.axvline(mark * scale, color=theme.QUIET, linewidth=1.2, linestyle=(0, (3, 2)))
    ax.plot([low * scale, high * scale], [0.5, 0.5], color=theme.DARK_BLUE, linewidth=2, solid_capstyle="butt")
    ax.plot([value * scale], [0.5], marker="o", markersize=6, color=theme.DARK_BLUE, linestyle="none", clip_on=False)
