"""A reader who wants to know: takes a released table and works out what was hidden.

Written apart from the gate, on another plan. Everybody who was counted falls into one atom (finest group, unit, year,
whether it happened); every printed row is a sum of atoms. What a hidden count can be is the least and the greatest
sum of its atoms over all ways to fill them with whole numbers that give every printed figure.
"""

from __future__ import annotations

import functools
import itertools

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

HIDDEN = ("hidden",)
MOST_VACUOUS = 0.2


def few_vacuous(*decorators):
    """A property whose examples return whether they tested anything; it fails where over a fifth did not.

    An example in which nothing is hidden cannot fail, and a property of such examples alone says nothing. ``decorators`` are those that
    draw the examples, the outermost first.
    """

    def decorate(test):
        returned: list[bool] = []

        @functools.wraps(test)
        def one(*drawn, **named):
            returned.append(bool(test(*drawn, **named)))

        drawn_for = functools.reduce(lambda inner, outer: outer(inner), reversed(decorators), one)

        def whole():
            returned.clear()
            drawn_for()
            vacuous = returned.count(False)
            assert vacuous <= MOST_VACUOUS * len(returned), f"{vacuous} of {len(returned)} examples tested nothing"

        whole.__name__, whole.__doc__, whole.__module__ = test.__name__, test.__doc__, test.__module__
        return whole

    return decorate


class Reader:
    """Fills atoms so that they agree with every figure printed."""

    def __init__(self, atoms: list, told: list[tuple[set, float]]):
        self.place = {atom: at for at, atom in enumerate(atoms)}
        self.rows = np.array([self._sum(wanted) for wanted, _ in told]) if told else np.zeros((0, len(atoms)))
        self.values = np.array([value for _, value in told], float)
        self.most = 10.0 * max([*self.values, 20.0])

    def _sum(self, wanted) -> np.ndarray:
        row = np.zeros(len(self.place))
        row[[self.place[atom] for atom in wanted]] = 1.0
        return row

    def range_of(self, wanted) -> tuple[float, float]:
        """The least and the greatest this sum of atoms can be."""
        ends = []
        for sign in (1.0, -1.0):
            constraints = LinearConstraint(self.rows, self.values, self.values) if len(self.rows) else ()
            answer = milp(sign * self._sum(wanted), integrality=np.ones(len(self.place)), bounds=Bounds(0, self.most), constraints=constraints)
            assert answer.x is not None, "the printed figures contradict each other"
            ends.append(round(float(sign * answer.fun)))
        return ends[0], ends[1]


def too_small(cases: float, base: float, threshold: int, few: int = 10) -> set[str]:
    """Which counts of a row nobody may know: 1 to threshold - 1, and nobody or everybody of a few."""
    found = {name for name, count in (("cases", cases), ("base", base), ("others", base - cases)) if 0 < count < threshold}
    if 0 < base < few:
        found |= {"cases"} if cases == 0 else set()
        found |= {"others"} if base == cases else set()
    return found


def feasible_tables(sums: tuple[int, int], size: int, shared_base: int | None = None):
    """Every way to share known sums of cases and bases over so many hidden rows, as tuples of (cases, base)."""

    def split(total, parts):
        if parts == 1:
            yield (total,)
            return
        for first in range(total + 1):
            for others in split(total - first, parts - 1):
                yield (first, *others)

    for cases in split(sums[0], size):
        bases = [(shared_base,) * size] if shared_base is not None else split(sums[1], size)
        for base in bases:
            if all(case <= whole for case, whole in zip(cases, base, strict=True)):
                yield tuple(zip(cases, base, strict=True))


def some_small(world, threshold: int) -> bool:
    """Whether these counts would have hidden anything: all rows bear one mark, the small and those hidden to protect them."""
    return any(too_small(*row, threshold) for row in world)


def product(*choices):
    return set(itertools.product(*choices))


def wilson_pairs(row: dict) -> tuple[set, set]:
    """The counts and bases that round to what is printed: by count, base and rate alone, and with the range as well."""
    from .builders import wilson

    def near(value):
        return np.arange(max(0, int(value) - 2), int(value) + 3)

    without, within = set(), set()
    for cases, base in itertools.product(near(row["numerator"]), near(row["denominator"])):
        if base < 20 or cases > base or abs(round(cases / base, 2) - row["rate"]) > 0.0051:
            continue
        without.add((int(cases), int(base)))
        low, high = wilson(cases, base)
        if pd.isna(row["rate_low"]) or (
            abs(low - row["rate_low"]) < 0.0101 and abs(high - row["rate_high"]) < 0.0101 and row["rate_low"] <= low + 1e-9 and row["rate_high"] >= high - 1e-9
        ):
            within.add((int(cases), int(base)))
    return without, within
