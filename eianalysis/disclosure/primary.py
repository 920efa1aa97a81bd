"""Which counts are too small to show: the rules that look at one row alone.

A row has a numerator, a denominator and, for a proportion, a complement (who was in the base but not in the
numerator). Each of the three is a count of people somebody could recognise.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from eianalysis.policy import Policy
from eianalysis.results import Result

NUMERATOR, DENOMINATOR, COMPLEMENT = "numerator", "denominator", "complement"


def threshold_of(policy: Policy, characteristic: object, keys: Iterable[str] = ()) -> int:
    """The threshold that holds for a row: the strictest of its characteristic and of its key columns."""
    return max(policy.threshold_for(name) for name in (characteristic, *keys))


def unsafe_row(row, result: Result, policy: Policy) -> set[str]:
    """``unsafe`` of one row of a result's counts: with ``characteristic, numerator, denominator``."""
    return unsafe(
        row.numerator, row.denominator, proportion=result.kind == "proportion", policy=policy, threshold=threshold_of(policy, row.characteristic, result.keys)
    )


def small(count: float, threshold: int) -> bool:
    """Whether a count says too much: more than none and under the threshold (fractions of a headcount too)."""
    return 0 < count < threshold


def unsafe(numerator: float, denominator: float | None, *, proportion: bool, threshold: int, policy: Policy) -> set[str]:
    """Which of a row's counts nobody may learn; empty where the row passes.

    ``denominator`` is None where nobody can tell what the base is (the difference of two windows whose bases do not
    nest): then only the numerator is judged.
    """
    found = set()
    if small(numerator, threshold):
        found.add(NUMERATOR)
    if denominator is None:
        return found
    if small(denominator, threshold):
        found.add(DENOMINATOR)
    few = 0 < denominator < policy.all_or_none_base
    if few and numerator == 0:
        found.add(NUMERATOR)  # "nobody" of a few says it of each of them
    complement = denominator - numerator
    if few and np.isclose(complement, 0):
        found.add(COMPLEMENT if proportion else NUMERATOR)  # and so does "everybody"
    elif proportion and small(complement, threshold):
        found.add(COMPLEMENT)
    return found
