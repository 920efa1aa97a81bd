"""Part 4 of the front page: the clearest differences in words, as strips, and in people."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.figures.gap_lines import gap_line
from eianalysis.measures.elsewhere import Elsewhere
from eianalysis.report import front_peers as peers
from eianalysis.report.clearest import Compared, Ranked
from eianalysis.report.flags import Flags, flags
from eianalysis.report.released_tables import ReleasedTable
from eianalysis.results import ALL
from eianalysis.sources.typed import TypedTable
from eianalysis.stats.clustered import whole_table, widened
from eianalysis.stats.comparison import BAND
from eianalysis.vocabulary import phrase
from eianalysis.wording.design_effects import effects_of
from eianalysis.wording.numbers import capital, count, plain_rate, places, rate_unit, ratio_words

WIDTH, HEIGHT, LEAST, GREATEST = 200, 22, 0.25, 4.0


def rows(
    ranked: Ranked, cycle: BoardCycle, pages: set[str], other_forces: TypedTable | None = None, tables: Mapping[str, ReleasedTable] | None = None
) -> list[dict]:
    """One row a difference, for the template; ``pages`` are those of the pack, which alone can be linked to.

    A planned one has its small line where a page saved its years among the ``tables``.
    """
    found = []
    for each in ranked.told:
        elsewhere = peers.elsewhere(each, other_forces, cycle)
        row, other, words = each.row, each.other, each.table.definition
        decimals = places(min(row["denominator"], other["denominator"]), words, cycle.policy)
        value, limits = ratio_words(row["disparity_ratio"], row["ratio_low"], row["ratio_high"], brief=True)
        page = each.page if each.page in pages else each.table.page
        many = round(abs(each.people))
        found.append(
            {
                "what": sentence(each),
                "than": against(each),
                "planned": each.primary,
                "years": gap_line(tables or {}, row, each.table.measure, cycle) if each.primary and all(value == ALL for _, value in each.keys) else None,
                "rates": f"{plain_rate(row['rate'], words, decimals)}{rate_unit(words, row['kind'])}"
                f"{' a year' if words.base_unit_pooled.endswith('years') else ''}; {row['reference']} {plain_rate(other['rate'], words, decimals)}",
                "ratio": value,
                "range": limits,
                "strip": strip(row["disparity_ratio"], row["ratio_low"], row["ratio_high"], elsewhere, band=cycle.band),
                "elsewhere": elsewhere,
                "in_band": row["ratio_low"] < cycle.band[1] and row["ratio_high"] > cycle.band[0],
                "people": f"{count(many)} {'more' if each.people > 0 else 'fewer'}",
                "over": over(each),
                "base": count(row["numerator"]),
                "page": page,
                "number": page.partition("-")[0],
            }
        )
    return found


def sentence(each: Compared) -> str:
    """Who did what more or less often: 'Officers from ethnic minorities left more often'."""
    words, keys = each.table.definition, dict(each.keys)
    verb = next((said for value in keys.values() if (said := words.step_verb(value))), None) or words.verb
    asked = [value for value in keys.values() if value != ALL and not words.step_verb(value)]
    who = phrase(str(each.row["characteristic"]), str(each.row["group"]), words.noun)
    return f"{capital(who)} {verb} {'more' if each.more else 'less'} often{f' ({asked[0]})' if asked else ''}"


def against(each: Compared) -> str:
    return phrase(str(each.row["characteristic"]), str(each.row["reference"]), each.table.definition.noun)


def over(each: Compared) -> str:
    """'in 3 years'."""
    return f"in {each.years:g} year{'' if each.years == 1 else 's'}"


def strip(ratio: float, low: float, high: float, elsewhere: Elsewhere | None = None, *, band: tuple[float, float] = BAND) -> str:
    """A ratio with its range on a logarithmic scale from a quarter to four times; the shaded part is seldom worth acting on.

    Other forces are ticks at its foot, below the mark.
    """

    def at(value: float) -> float:
        within = min(max(value, LEAST), GREATEST) if value == value else 1.0
        return round(4 + (WIDTH - 8) * math.log(within / LEAST) / math.log(GREATEST / LEAST), 1)

    middle = HEIGHT / 2
    said = f"{ratio_words(ratio, low, high)[0]} times, plausibly {ratio_words(ratio, low, high)[1]}"
    said += f"; {peers.said(elsewhere)}" if elsewhere else ""
    return (
        f'<svg class="strip" role="img" aria-label="Ratio on a scale from a quarter to four times: {said}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">'
        f'<rect class="band" x="{at(band[0])}" y="0" width="{round(at(band[1]) - at(band[0]), 1)}" height="{HEIGHT}"/>'
        f'<line class="same" x1="{at(1)}" x2="{at(1)}" y1="0" y2="{HEIGHT}"/>'
        f"{peers.ticks(elsewhere, at, HEIGHT) if elsewhere else ''}"
        f'<line class="range" x1="{at(low)}" x2="{at(high)}" y1="{middle}" y2="{middle}"/>'
        f'<path class="mark" d="M{at(ratio)} {middle - 6}l6 6-6 6-6-6z"/></svg>'
    )


def chance(ranked: Ranked, cycle: BoardCycle) -> Flags | None:
    """How many comparisons the pack shows, how many it flags, and how many flags chance alone would raise at their bases.

    None where that cannot be worked out: of rounded counts, and where a reference stands in no table.
    """
    rows = [_counts(each, cycle.confidence) for each in ranked.comparisons]
    if not rows or cycle.policy.round_to > 1 or None in rows:
        return None
    named = [
        {
            "page": each.page,
            "name": str(each.whole_name),
            "comparison": each.row["comparison"],
            "verdict": each.row["verdict"],
            "confidence": cycle.confidence,
            "low": cycle.band[0],
            "high": cycle.band[1],
            **row,
        }
        for each, row in zip(ranked.comparisons, rows, strict=True)
    ]
    return flags(pd.DataFrame(named))


def _counts(each: Compared, confidence: float) -> dict | None:
    """The counts of both sides: of a group and its reference, of a group and the rest, or beside the share of a population.

    Where people stand several times the counts are as tested, fewer by the design effects that the shown ranges tell.
    """
    row, other = each.row, each.other
    own = {"kind": row["kind"], "cases": row["numerator"], "base": row["denominator"], "people": row["denominator"]}
    if other is not None:
        beside = (other["numerator"], other["denominator"])
    elif pd.notna(row.get("benchmark_share")):
        return own | {"kind": "share", "reference_cases": row["benchmark_share"], "reference_base": math.nan, "reference_people": math.nan}
    elif each.total is not None:
        beside = (each.total["numerator"] - row["numerator"], each.total["denominator"] - row["denominator"])
    else:
        return None
    # of two groups so small that neither has a rate chance raises next to no flag, whoever stands in them
    both = np.nan_to_num(effects_of((row, each.total if other is None else other), row["kind"], confidence), nan=1.0)
    four = widened(row["numerator"], row["denominator"], *beside, *both)
    cases, base, reference_cases, reference_base = map(float, whole_table(row["kind"], *four))
    return own | {
        "cases": cases,
        "base": base,
        "people": base,
        "reference_cases": reference_cases,
        "reference_base": reference_base,
        "reference_people": reference_base,
    }


def every_clear(ranked: Ranked) -> list[dict]:
    """Every clear difference of the pack with its place on the front, or why it has none; for the page about the pack."""
    listed = [(each, f"On the front, {place}.") for place, each in enumerate(ranked.told, 1)] + list(ranked.left)
    return [
        {
            "what": sentence(each),
            "than": against(each),
            "ratio": ratio_words(each.row["disparity_ratio"], each.row["ratio_low"], each.row["ratio_high"], brief=True),
            "planned": each.primary,
            "why": capital(why),
            "page": each.page,
            "table": each.table.name,
        }
        for each, why in listed
    ]
