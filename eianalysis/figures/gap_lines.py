"""A planned comparison year by year as a small line: the rates of both groups, and whether the gap between them has moved.

Drawn from released rows alone. A ratio of few people jumps about, so the two rates are drawn and not their ratio; the distance between
the lines is the gap. A year in which either group is hidden breaks both lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

from eianalysis.cycle import BoardCycle, Comparison
from eianalysis.errors import UsageError
from eianalysis.evidence.status_rules import AWAY, NO_CHANGE, TOWARDS
from eianalysis.evidence.year_on_year import gap_moved
from eianalysis.figures.icons import icon_shapes
from eianalysis.evidence.earlier import EVERY, planned
from eianalysis.rendered import View
from eianalysis.results import Definition, Release, require_release
from eianalysis.stats.assurance import BETTER, ORDINARY, TOO_FEW, WORSE
from eianalysis.vocabulary import phrase
from eianalysis.wording.about import SYNTHETIC, missing_words
from eianalysis.wording.design_effects import effects_of
from eianalysis.wording.numbers import absent, capital, count, places, plain_rate, rate, uncapital
from eianalysis.wording.reading import hidden

WIDTH, HEIGHT, EDGE, ICON = 130, 26, 4, 23
COUNTS = ["numerator", "denominator"]
SHOWN = [*COUNTS, "rate_low", "rate_high"]
#: What became of a gap -> its icon, which way the triangle points, and the words beside it.
MOVED = {TOWARDS: (BETTER, -1, "gap narrower"), AWAY: (WORSE, 1, "gap wider"), NO_CHANGE: (ORDINARY, 0, "gap about the same")}
FEW = (TOO_FEW, 0, "gap: too few to tell")
NONE_PLANNED = "No comparison of this was planned before looking, so none is followed year by year."


@dataclass(frozen=True)
class GapLine:
    """One planned comparison over the years."""

    about: Comparison
    what: str  # 'Officers from ethnic minorities left'
    than: str
    words: str  # what became of the gap; "" where rounded figures cannot say
    svg: str
    said: str  # the same in words

    @property
    def css(self) -> str:
        return {"gap narrower": "better", "gap wider": "worse"}.get(self.words, "")


def gap_lines(rows: pd.DataFrame, words: Definition, cycle: BoardCycle, measure: str, confidence: float) -> Iterator[GapLine]:
    """A line for each planned comparison of which the rows show both groups in at least two years."""
    for each in planned(cycle.primary_comparisons, measure):
        mine, other = (_of(rows, each.characteristic, group) for group in (each.group, each.reference))
        if not mine.index.is_unique:  # of a table with further keys each year would be several rows
            continue
        years = mine.join(other.add_suffix("_other"), how="inner").sort_values("period_end")
        if (years["shown"] & years["shown_other"]).sum() > 1:
            yield _line(each, years, words, cycle, confidence)


def _of(rows: pd.DataFrame, characteristic: str, group: str) -> pd.DataFrame:
    found = rows[rows["characteristic"].eq(characteristic) & rows["group"].eq(group)].copy()
    found["shown"] = [not hidden(row) and not absent(row["rate"]) for _, row in found.iterrows()]
    found["period_end"] = pd.to_datetime(found["period_end"])
    return found.set_index(EVERY).reindex(columns=[*SHOWN, "rate", "kind", "status", "period_end", "shown"])


def _line(about: Comparison, years: pd.DataFrame, words: Definition, cycle: BoardCycle, confidence: float) -> GapLine:
    seen = years[years["shown"] & years["shown_other"]]
    icon, side, moved = _moved(years, seen, confidence, cycle.band) if cycle.policy.round_to <= 1 else (TOO_FEW, 0, "")
    what, than = (phrase(about.characteristic, group, words.noun) for group in (about.group, about.reference))
    kind, first, last = str(seen["kind"].iloc[0]), seen.iloc[0], seen.iloc[-1]
    said = (
        f"{capital(what)} {words.verb}, year by year: {_both(first, words, kind, cycle)} in the {uncapital(str(seen.index[0]))}, "
        f"{_both(last, words, kind, cycle)} in the {uncapital(str(seen.index[-1]))}. The second figure is of {than}."
    )
    said += f" {capital(moved)}." if moved else ""
    unseen = len(years) - len(seen)
    said += f" {capital(count(unseen))} of {count(len(years))} years hidden." if unseen else ""
    return GapLine(about, f"{capital(what)} {words.verb}", than, moved, _svg(years, said, icon_shapes(icon, side) if moved else ""), said)


def _both(row, words: Definition, kind: str, cycle: BoardCycle) -> str:
    """'5.9 and 6.5 per 100': of the group and of its reference."""
    decimals = places(min(row["denominator"], row["denominator_other"]), words, cycle.policy)
    return f"{plain_rate(row['rate'], words, decimals)} and {rate(row['rate_other'], words, kind, decimals)}"


def _moved(years: pd.DataFrame, seen: pd.DataFrame, confidence: float, band: tuple[float, float]) -> tuple[str, int, str]:
    """The latest year beside the earlier ones that are shown, added up; too few where the latest is hidden or of few people."""
    latest = seen.iloc[-1]
    if years.index[-1] != seen.index[-1] or "low_base" in (latest["status"], latest["status_other"]):
        return FEW
    columns = [*COUNTS, *(f"{name}_other" for name in COUNTS)]
    now, before = (tuple(map(float, each)) for each in (latest[columns], seen.iloc[:-1][columns].astype(float).sum()))
    effects = _effects(seen, confidence)
    return MOVED.get(gap_moved(now, before, kind=str(latest["kind"]), confidence=confidence, band=band, effects=effects), FEW)


def _effects(seen: pd.DataFrame, confidence: float) -> tuple[tuple[float, float], ...]:
    """The design effects of the group and its reference in the latest year, and in the earlier ones: the largest of those."""
    sides = [seen[[name + end for name in SHOWN]].set_axis(SHOWN, axis=1) for end in ("", "_other")]
    each = np.nan_to_num([effects_of((row for _, row in side.iterrows()), str(seen["kind"].iloc[-1]), confidence) for side in sides], nan=1.0)
    return (each[0, -1], each[1, -1]), (each[0, :-1].max(), each[1, :-1].max())


def _svg(years: pd.DataFrame, said: str, icon: str) -> str:
    """Both lines on one scale: the group in full with a dot at its last, its reference thin and dashed."""
    both = (years["shown"] & years["shown_other"]).to_numpy()
    values = [years[name].astype(float).to_numpy() for name in ("rate", "rate_other")]
    every = [value for line in values for value in line[both]]
    low, high = min(every), max(every)

    def at(place: int, value: float) -> tuple[float, float]:
        x = EDGE + (WIDTH - 2 * EDGE) * place / (len(both) - 1)
        return round(x, 1), round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((value - low) / (high - low) if high > low else 0.5), 1)

    def path(line) -> str:
        starts = [there and (place == 0 or not both[place - 1]) for place, there in enumerate(both)]
        return "".join("{}{:g} {:g}".format("M" if starts[place] else "L", *at(place, line[place])) for place in range(len(both)) if both[place])

    last = max(place for place, there in enumerate(both) if there)
    x, y = at(last, values[0][last])
    return (
        f'<svg class="mini" role="img" aria-label="{escape(said)}" viewBox="0 0 {WIDTH + ICON} {HEIGHT}" width="{WIDTH + ICON}" height="{HEIGHT}">'
        f'<path class="other" d="{path(values[1])}"/><path class="line" d="{path(values[0])}"/><circle class="last" cx="{x:g}" cy="{y:g}" r="3"/>'
        f'<g transform="translate({WIDTH + 6} {HEIGHT / 2 - 8:g})">{icon}</g></svg>'
    )


class MiniLines(View):
    """Small lines for the head of a page."""

    def __init__(self, lines: Sequence[GapLine], otherwise: str, mark: str):
        self.lines, self.otherwise, self.mark = lines, otherwise, mark

    def __repr__(self) -> str:
        return "\n".join([self.mark] * bool(self.mark) + [each.said for each in self.lines]) if self.lines else self.otherwise

    def _markup(self) -> str:
        if not self.lines:
            return f"<p>{escape(self.otherwise)}</p>"
        items = "".join(
            f"<li><figure{css(each)}><figcaption>{escape(each.what)}; dashed: {escape(each.than)}</figcaption>"
            f'<div class="drawn">{each.svg}<span class="says">{escape(each.words)}</span></div></figure></li>'
            for each in self.lines
        )
        mark = f"{escape(self.mark)} " if self.mark else ""
        return f'<p>{mark}Year by year, planned before looking:</p><ul class="lines">{items}</ul>'


def css(each: GapLine) -> str:
    return f' class="{each.css}"' if each.css else ""


def mini_lines(released: Release) -> MiniLines:
    """Show the planned comparisons of a measure year by year, as small lines with what became of each gap.

    Parameters
    ----------
    released : Release of ``year_by_year``

    Examples
    --------
    >>> ei.mini_lines(ei.year_by_year(force, "turnover_start_headcount_ex_transfers").release())    # doctest: +SKIP
    """
    released = require_release(released, "mini_lines")
    if released.cycle is not None and not planned(released.cycle.primary_comparisons, released.measure):
        return MiniLines((), NONE_PLANNED, "")  # no data are wanting: nothing that a board should read as a gap
    if released.missing:
        return MiniLines((), f"{missing_words(released)}.", "")
    if EVERY not in released.table or released.cycle is None:
        raise UsageError(f"mini_lines() draws the release of year_by_year(), not of {released.measure}")
    found = tuple(gap_lines(released.table, released.definition, released.cycle, released.measure, released.confidence))
    few = "Year by year, too few of the years can be shown to draw the planned comparison."
    return MiniLines(found, few, SYNTHETIC if released.synthetic else "")


def gap_line(tables: Mapping, row: Mapping, measure: str, cycle: BoardCycle) -> GapLine | None:
    """The line of one comparison among the saved tables of a pack; None where no page saved its years."""
    for table in tables.values():
        if table.measure != measure or table.about["missing"] or EVERY not in table.about["keys"] or "rate" not in table.rows:
            continue
        for each in gap_lines(table.rows, table.definition, cycle, measure, cycle.confidence):
            if (each.about.characteristic, each.about.group, each.about.reference) == (row["characteristic"], row["group"], row["reference"]):
                return each
    return None
