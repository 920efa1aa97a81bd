"""The four-fifths rule of thumb, and how many people away from it a group is. All in whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from eianalysis.stats._input import choice, two_groups

SAFE_FOR_INT64 = 1_000_000_000  # five times the product of two such counts still fits


def four_fifths(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any, outcome: str = "good") -> Any:
    """Say whether a group's rate is further from the reference group's than the four-fifths rule allows.

    Parameters
    ----------
    cases, base : array_like of int
        Outcomes in the group, and the people who could have had one.
    reference_cases, reference_base : array_like of int
        The same for the group it is compared with. The US rule takes the group with the highest rate; here you choose.
    outcome : {"good", "harm"}
        ``good`` (promoted, passed): flagged when the ratio is below 4/5. ``harm`` (dismissed, searched): flagged when
        it is above 5/4.

    Returns
    -------
    flagged
        Nullable boolean (a scalar for scalars, a Series where one was given): ``pd.NA`` where a base or the reference
        rate is 0. A ratio of exactly 4/5 or 5/4 is not flagged: counts are compared as whole numbers, since in
        floating point (4/7)/(5/7) is a little below 0.8.

    Notes
    -----
    29 CFR 1607.4 D (Uniform Guidelines on Employee Selection Procedures, 1978). A flag says nothing about chance: read
    it beside the interval.

    Examples
    --------
    4 of 7 passed against 5 of 7 is exactly four fifths; 3 of 7 is less:

    >>> four_fifths(cases=[4, 3], base=7, reference_cases=5, reference_base=7)
    <BooleanArray>
    [False, True]
    Length: 2, dtype: boolean
    """
    choice("outcome", outcome, ("good", "harm"))
    counts, keep = two_groups(cases, base, reference_cases, reference_base)
    x1, n1, x0, n0 = _whole(counts)
    flagged = 5 * x1 * n0 < 4 * x0 * n1 if outcome == "good" else 4 * x1 * n0 > 5 * x0 * n1
    unknown = (n1 == 0) | (x0 == 0)  # a reference base of 0 has no cases either
    return _nullable(np.asarray(flagged, bool), np.asarray(unknown, bool), keep)


def shortfall(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any, outcome: str = "good") -> tuple[Any, Any]:
    """Return how many people stand between a group and the reference group's rate, and between it and four fifths.

    Parameters
    ----------
    cases, base, reference_cases, reference_base : array_like of int
        As for :func:`four_fifths`.
    outcome : {"good", "harm"}
        ``good``: how many more of the group would have needed the outcome. ``harm``: how many fewer.

    Returns
    -------
    parity, four_fifths
        Whole people, rounded up, 0 where nobody is short; as floats, so that NaN can stand where a base is 0.

    Examples
    --------
    20 of 100 passed against 40 of 100: twelve more for four fifths, twenty for the same rate.

    >>> parity, rule = shortfall(cases=20, base=100, reference_cases=40, reference_base=100)
    >>> int(parity), int(rule)
    (20, 12)
    """
    choice("outcome", outcome, ("good", "harm"))
    counts, keep = two_groups(cases, base, reference_cases, reference_base)
    x1, n1, x0, n0 = _whole(counts)
    ours, theirs = x1 * n0, x0 * n1
    if outcome == "good":
        short = (theirs - ours, n0), (4 * theirs - 5 * ours, 5 * n0)
    else:
        short = (ours - theirs, n0), (4 * ours - 5 * theirs, 4 * n0)
    unknown = np.asarray((n1 == 0) | (n0 == 0), bool)
    parity, rule = (_rounded_up(people, scale, unknown) for people, scale in short)
    return keep(parity), keep(rule)


def _whole(counts: list[np.ndarray]) -> list[np.ndarray]:
    """Return the counts as integers: machine integers where their products fit, Python's own where they would not."""
    small = all(count.max(initial=0) <= SAFE_FOR_INT64 for count in counts)
    whole = [count.astype(np.int64) for count in counts]
    return whole if small else [count.astype(object) for count in whole]


def _rounded_up(people: np.ndarray, scale: np.ndarray, unknown: np.ndarray) -> np.ndarray:
    upward = -(-people // np.maximum(scale, 1))
    return np.where(unknown, np.nan, np.maximum(upward, 0).astype(float))


def _nullable(flagged: np.ndarray, unknown: np.ndarray, keep: Any) -> Any:
    if flagged.ndim == 0:
        return pd.NA if unknown else bool(flagged)
    if flagged.ndim > 1:  # pandas has no nullable array of two dimensions
        out = flagged.astype(object)
        out[unknown] = pd.NA
        return out
    return keep(pd.arrays.BooleanArray(flagged, unknown))
