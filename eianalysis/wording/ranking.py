"""Which of several units stand out, if any: an order that chance would make is not said.

The rates of all the units shown are tested first. Only where they differ by more than chance is any of them named, and then
only those whose rate differs from the rest's when all are looked at together (Holm), the furthest first; not the two ends.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from eianalysis.results import Release
from eianalysis.stats import adjust_p, fisher_test, rate_ratio_test, same_rate_test
from eianalysis.wording.numbers import absent, capital, count, listed, period, span
from eianalysis.wording.reading import rate_words

#: What one unit of a column is called; of any other column it is a group.
NOUNS = {
    "rank_band": "rank",
    "rank_grade": "rank",
    "unit_at_leaving": "unit",
    "age_band": "age group",
    "age_range": "age group",
    "object": "object",
    **{name: name for name in ("rank", "directorate", "unit", "grade", "command", "station", "campaign", "force")},
}


class Family(NamedTuple):
    """Units judged together: the column they are values of, and each with the words of where it is."""

    column: str
    rows: list[tuple[str, object]]  # ('in Local Policing', row)


class Standing(NamedTuple):
    """Whether the units differ by more than chance, and which of them are above or below the rest."""

    differ: bool
    above: list[tuple[str, object]]
    below: list[tuple[str, object]]


def noun(column: str) -> str:
    """'directorate', 'rank', 'group'."""
    return NOUNS.get(column, "group")


def standing(released: Release, families: list[Family]) -> list[Standing]:
    """Of each family, which units stand out; several families of one release are several looks."""
    alpha = 1 - released.confidence
    sides = [_counts(family) for family in families]
    p = np.atleast_1d(adjust_p([same_rate_test(x, n, kind=kind) for x, n, kind in sides], method="holm"))
    found = []
    for family, (x, n, kind), each in zip(families, sides, p, strict=True):
        if not each < alpha:
            found.append(Standing(False, [], []))
            continue
        sides_of = _apart(x, n, kind, alpha)
        pick = [[pair for at, pair in enumerate(family.rows) if sides_of.get(at) == side] for side in ("above", "below")]
        found.append(Standing(True, sorted(pick[0], key=lambda pair: -float(pair[1]["rate"])), sorted(pick[1], key=lambda pair: float(pair[1]["rate"]))))
    return found


def _apart(x: np.ndarray, n: np.ndarray, kind: str, alpha: float) -> dict[int, str]:
    """Which units are above or below the rest: the furthest is set aside first, so that it does not make the others look low or high."""
    left, found = np.arange(len(x)), {}
    while len(left) > 2 and same_rate_test(x[left], n[left], kind=kind) < alpha:
        mine, base = x[left], n[left]
        rest, others = mine.sum() - mine, base.sum() - base
        if kind == "proportion":
            alone = fisher_test(cases=mine, base=base, reference_cases=rest, reference_base=others)
        else:
            alone = rate_ratio_test(cases=mine, exposure=base, reference_cases=rest, reference_exposure=others)
        p = np.asarray(adjust_p(alone, method="holm"), float)
        at = int(np.nanargmin(p))
        if not p[at] < alpha:
            break
        found[int(left[at])] = "above" if mine[at] / base[at] > rest[at] / others[at] else "below"
        left = np.delete(left, at)
    return found


def line(released: Release, families: list[Family], total: str = "") -> str:
    """One or two sentences: who stands out from the rest, or that nobody does; ``total`` is the sentence of all of them."""
    families = [family for family in families if len(family.rows) > 1]
    if not families:
        return total
    found = standing(released, families)
    told = [_told(released, family, each) for family, each in zip(families, found, strict=True) if each.differ]
    first = families[0].rows[0][1]
    title = capital(released.definition.title) + (f", {when}" if (when := period(first)) else "")
    if told:
        return f"{title}: {' '.join([told[0], *map(capital, told[1:])])}"
    columns = list(dict.fromkeys(noun(family.column) for family in families))
    what = columns[0] if len(columns) == 1 else "group"
    rows = [row for family in families for _, row in family.rows]
    many = f"the {count(len(rows))} {what}s shown" if len(families) == 1 else f"the {what}s shown"
    rates = [rate_words(released, end(rows, key=lambda row: row["rate"])) for end in (min, max)]
    ends = f" ({rates[0]} to {rates[1]})" if rates[0] != rates[1] else ""
    said = f"{what} stands out: chance alone could make the rates of {many} differ as much as they do{ends}."
    return f"{total} No {said}" if total else f"{title}: no {said}"


def _counts(family: Family) -> tuple[np.ndarray, np.ndarray, str]:
    rows = [row for _, row in family.rows]
    kind = "rate" if any(str(row["kind"]) == "rate" for row in rows) else "proportion"
    x, n = (np.array([float(row[name]) for row in rows]) for name in ("numerator", "denominator"))
    return (np.minimum(x, n) if kind == "proportion" else x), n, kind  # rounded counts may pass their base


def _told(released: Release, family: Family, found: Standing) -> str:
    """'higher in Custody (12.1%, plausibly 10.0 to 14.4%) than in the rest together; the other 4 do not stand out.'"""
    what, many = noun(family.column), len(family.rows)
    if many > 2 and not found.above and not found.below:
        return f"the {count(many)} {what}s shown differ by more than chance alone would make them, but none stands out by itself."
    if many == 2:
        high, low = max(family.rows, key=lambda pair: pair[1]["rate"]), min(family.rows, key=lambda pair: pair[1]["rate"])
        return f"higher {_named(released, [high])} than {_named(released, [low])}, by more than chance alone would make it."
    clauses = [f"{word} {_named(released, rows)}" for word, rows in (("higher", found.above), ("lower", found.below)) if rows]
    left = many - len(found.above) - len(found.below)
    other = f" The other {what if left == 1 else f'{count(left)} {what}s'} shown {'does' if left == 1 else 'do'} not stand out." if left else ""
    return f"{', '.join(clauses)}{',' * (len(clauses) > 1)} than in the rest of those shown together.{other}"


def _named(released: Release, rows: list) -> str:
    return listed(f"{where} ({rate_words(released, row)}{_range(released, row)})" for where, row in rows)


def _range(released: Release, row) -> str:
    return "" if absent(row["rate_low"]) else f", plausibly {span(row['rate_low'], row['rate_high'], lambda at: rate_words(released, row, at))}"
