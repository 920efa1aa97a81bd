"""Part 4 of the front page, below the differences: series of everybody as small lines, each with what its latest points say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.figures.icons import icon_shapes
from eianalysis.report.released_tables import ReleasedTable
from eianalysis.results import ALL
from eianalysis.stats.assurance import BETTER, CHANGED, WORSE
from eianalysis.wording.assured import Assured, assured
from eianalysis.wording.numbers import absent, capital, count, month_label, places, rate
from eianalysis.wording.reading import hidden

WIDTH, HEIGHT, EDGE, ICON = 130, 26, 4, 23
MOST = 4


def lines(tables: Mapping[str, ReleasedTable], cycle: BoardCycle, pages: set[str], first: Sequence[str] = ()) -> list[dict]:
    """One entry a series, for the template: those that changed, then those of the measures named, four at most."""
    found = []
    for table in tables.values():
        rows = everybody(table)
        said = None if rows is None else assured(rows, table.definition.outcome, round_to=cycle.policy.round_to)
        if rows is not None and said is not None:
            place = first.index(table.measure) if table.measure in first else len(first)
            found.append(((said.icon not in (WORSE, BETTER, CHANGED), place, table.page, table.name), _entry(table, rows, said, cycle, pages)))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])][:MOST]


def everybody(table: ReleasedTable) -> pd.DataFrame | None:
    """The one series of a table in order of time; None where it has none, or one for each of several groups."""
    rows = table.rows
    if table.about["missing"] or not {"month", "group", "rate", "status"} <= set(rows) or not len(rows) or not rows["group"].eq(ALL).all():
        return None
    rows = rows.sort_values("month", key=lambda months: months.astype(str), ignore_index=True)
    return rows if rows["month"].is_unique else None


def _entry(table: ReleasedTable, rows: pd.DataFrame, said: Assured, cycle: BoardCycle, pages: set[str]) -> dict:
    words = table.definition
    what = capital(f"{words.noun} {words.verb}".strip())
    seen = rows[[not hidden(row) and not absent(row["rate"]) for _, row in rows.iterrows()]]

    def written(place: int) -> str:
        row = seen.loc[place]
        return rate(row["rate"], words, row["kind"], places(row["denominator"], words, cycle.policy))

    low, high, start, end = seen["rate"].idxmin(), seen["rate"].idxmax(), seen.index[0], seen.index[-1]
    alt = (
        f"{what}, by {said.step}: first {written(start)} in {month_label(rows['month'][start])}, last {written(end)} in {said.latest}, lowest "
        f"{written(low)} in {month_label(rows['month'][low])}, highest {written(high)} in {month_label(rows['month'][high])}. {capital(said.words)}."
    )
    alt += f" {capital(count(said.unseen))} hidden." if said.unseen else ""
    return {
        "what": what,
        "page": table.page if table.page in pages else "",
        "line": mini_line(rows, alt, icon_shapes(said.icon, said.side)),
        "words": said.words,
        "css": {WORSE: "worse", BETTER: "better"}.get(said.icon, ""),
    }


def mini_line(rows: pd.DataFrame, alt: str, icon: str) -> str:
    """A small line of the points shown, broken where one is hidden, with a dot at the last, and the icon; a thin line is their mean."""
    value = [None if hidden(row) or absent(row["rate"]) else float(row["rate"]) for _, row in rows.iterrows()]
    seen = [each for each in value if each is not None]
    low, high = min(seen), max(seen)

    def at(place: int, each: float) -> tuple[float, float]:
        x = EDGE + (WIDTH - 2 * EDGE) * (place / (len(value) - 1) if len(value) > 1 else 0.5)
        return round(x, 1), round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((each - low) / (high - low) if high > low else 0.5), 1)

    drawn, path = False, []
    for place, each in enumerate(value):
        if each is not None:
            path.append("{}{:g} {:g}".format("L" if drawn else "M", *at(place, each)))
        drawn = each is not None
    last = max(place for place, each in enumerate(value) if each is not None)
    x, y = at(last, value[last])
    middle = at(0, sum(seen) / len(seen))[1]
    return (
        f'<svg class="mini" role="img" aria-label="{escape(alt)}" viewBox="0 0 {WIDTH + ICON} {HEIGHT}" width="{WIDTH + ICON}" height="{HEIGHT}">'
        f'<line class="mean" x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{middle:g}" y2="{middle:g}"/><path class="line" d="{"".join(path)}"/>'
        f'<circle class="last" cx="{x:g}" cy="{y:g}" r="3"/><g transform="translate({WIDTH + 6} {HEIGHT / 2 - 8:g})">{icon}</g></svg>'
    )
