"""How many have declared each characteristic, snapshot by snapshot: a small panel each, all from 0 to 100%."""

from __future__ import annotations

import pandas as pd

from eianalysis import theme
from eianalysis.errors import UsageError
from eianalysis.figures.canvas import draw, figure_of
from eianalysis.figures.figure import Figure
from eianalysis.measures.declaring import DECLARATION_RATE
from eianalysis.results import Release
from eianalysis.vocabulary import month_in_words
from eianalysis.wording.numbers import absent
from eianalysis.wording.reading import hidden
from eianalysis.wording.trust import CARE, LITTLE, declared_title

ACROSS, WIDE, TALL, GAP, HEAD = 3, 138.0, 74.0, 34.0, 34.0
READING = (
    f"A panel a characteristic, all on one scale. Dashed: {CARE:.0%} known, under which figures by it need care; dotted: "
    f"{LITTLE:.0%}, under which they should not be leant on. A gap in a line: hidden."
)


@figure_of("declared")
def plot_declared(released: Release, *, title: str | None = None) -> Figure:
    """Show the declaration rate of each characteristic over the snapshots, with the lines where care begins.

    Parameters
    ----------
    released : Release of ``declaration_rate`` without ``by``, of several snapshots
    title : as for ``plot_ratios``
    """
    if released.measure != DECLARATION_RATE.id or "declared" in released.keys:
        raise UsageError("plot_declared() draws the release of declaration_rate() without by=")
    panels = [(group, rows.sort_values("period_end")) for group, rows in released.table.groupby("group", sort=False)]
    years = sorted(pd.Timestamp(day) for day in released.table["period_end"].unique())
    down = -(-len(panels) // ACROSS)

    def paint(sheet, _):
        for place, (group, rows) in enumerate(panels):
            left, top = 34 + (place % ACROSS) * (WIDE + GAP), (place // ACROSS) * (TALL + HEAD + 22)
            sheet.words(left, sheet.top + top + 12, str(group), weight="bold", size=theme.SMALL_SIZE)
            sheet.words(left, sheet.top + top + 25, _latest(rows.iloc[-1]), size=theme.SMALL_SIZE)
            _panel(sheet.axes(left, top + HEAD, WIDE, TALL), rows, years)

    return draw(released, "declared", title or declared_title(released), None, down * (TALL + HEAD + 22) + 6, paint, reading=READING)


def _latest(row) -> str:
    return f"[c] hidden, {row['snapshot']}" if hidden(row) or absent(row["rate"]) else f"{100 * row['rate']:.1f}%, {row['snapshot']}"


def _panel(ax, rows: pd.DataFrame, years: list[pd.Timestamp]) -> None:
    at = {day: place for place, day in enumerate(years)}
    x = [at[pd.Timestamp(day)] for day in rows["period_end"]]
    y = [float("nan") if hidden(row) or absent(row["rate"]) else 100 * float(row["rate"]) for _, row in rows.iterrows()]
    ax.set_ylim(0, 100)
    ax.set_xlim(-0.3, len(years) - 0.7)
    ax.set_yticks([0, 50, 100])
    shown = sorted({0, len(years) - 1})
    ax.set_xticks(shown, [month_in_words(years[place], short=True) for place in shown])
    ax.tick_params(labelsize=8)
    ax.axhline(100 * CARE, color=theme.QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    ax.axhline(100 * LITTLE, color=theme.QUIET, linewidth=0.8, linestyle=(0, (1, 2)))
    ax.plot(x, y, color=theme.DARK_BLUE, marker="o", markersize=4, clip_on=False)
