"""What readers know of a count that was printed rounded: between which numbers it lies.

A public table prints to the nearest few. Whoever has it beside an exact table of the same people knows of a count that
the exact one hides more than nothing, so a later plan must know it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from eianalysis.disclosure import rounding
from eianalysis.disclosure.cells import UNPRINTED, Key, Row
from eianalysis.disclosure.derived_populations import box_of
from eianalysis.policy import Policy

NEAR = 1e-6
TENTH = 0.05  # person-years are planned to one decimal, so each may be off by so much
Range = tuple[float, float]


@dataclass(frozen=True)
class KnownRange:
    """A count of which readers know that it is ``low`` or more and less than ``high``.

    ``value`` is what these data count, where nothing that is asked now counts it (another period): else None.
    """

    key: Key
    low: float
    high: float
    value: float | None = None


def of_row(row: Row, policy: Policy, kind: str, printed: Mapping) -> Iterable[KnownRange]:
    """What a row of a rounded table tells of its count and its base.

    ``row`` holds the figures as they are printed. Told twice where the rules of the table say more than the rounding: of people
    that are counted a small count is hidden, so that a printed 5 is no 4; where the truth is otherwise, only the wider holds.
    """
    half, more = policy.round_to / 2, TENTH if kind == "rate" else 0.0
    for key, shown, wider in ((row.count, row.cases, 0.0), (row.base, row.of, more)):
        yield KnownRange(key, max(0.0, shown - half - wider), shown + half + wider)
    cases, base = rounding.possible(printed, policy, kind, 0.1 if kind == "rate" else 1.0)
    shown = (cases == 0) | (cases >= row.threshold)
    if kind == "proportion":
        shown &= (cases == base) | (base - cases >= row.threshold)
    for key, counts, under, over in ((row.count, cases[shown], 0.0, 1.0), (row.base, base[shown], 3 * more, 3 * more or 1.0)):
        if len(counts):
            yield KnownRange(key, float(counts.min()) - under, float(counts.max()) + over)


def by_population(known: Iterable[KnownRange]) -> dict[object, list[Range]]:
    """The ranges of each population, by the name it has in a model."""
    found: dict[object, list[Range]] = defaultdict(list)
    for each in known:
        box = box_of(each.key)
        if box is not None:
            found[box].append((each.low, each.high))
    return found


def counted(known: Iterable[KnownRange], rows: Iterable[Row]) -> list[Row]:
    """Rows that nobody prints, for the counts that none of ``rows`` is of: so that they are added up with the others."""
    here = {key for row in rows for key in row.sides}
    found = {each.key: each.value for each in known if each.value is not None and each.key not in here}
    return [Row((), key, 0.0, value, 0, False, UNPRINTED, ("rounded",)) for key, value in found.items()]


def with_values(known: Iterable[KnownRange], rows: Iterable[Row]) -> list[KnownRange]:
    """The same with what these rows count of them."""
    values = {key: value for row in rows for key, value in row.cells}
    return [replace(each, value=values.get(each.key, each.value)) for each in known]


def known_bounds(value: float, ranges: Iterable[Range]) -> Range:
    """By how much less and more than it is a count can be for readers; a range that it is not in is of data since corrected."""
    low, high = -value, np.inf
    for least, most in ranges:
        if least - NEAR <= value < most + NEAR:
            if abs(value - round(value)) < NEAR:  # people: whole
                least, most = np.ceil(least - NEAR), np.ceil(most - NEAR) - 1.0
            if least <= value <= most:
                low, high = max(low, least - value), min(high, most - value)
    return low, high
