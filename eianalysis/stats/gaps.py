"""The gap between two groups' rates, in points rather than as a ratio."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import ndtri

from eianalysis.stats._input import confidence_tail, two_groups
from eianalysis.stats.proportions import wilson


def rate_gap(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any) -> Any:
    """Return the group's rate minus the reference group's rate: 0.02 is two percentage points more.

    Parameters
    ----------
    cases, base : array_like of int
        Events in the group, and the people or encounters that could have had one.
    reference_cases, reference_base : array_like of int
        The same for the group it is compared with.

    Returns
    -------
    gap
        Between -1 and 1, broadcast; NaN where either base is 0.

    Examples
    --------
    8 of 40 women and 30 of 200 men left: five points more.

    >>> f"{rate_gap(cases=8, base=40, reference_cases=30, reference_base=200):.2f}"
    '0.05'
    """
    (x1, n1, x0, n0), keep = two_groups(cases, base, reference_cases, reference_base)
    with np.errstate(divide="ignore", invalid="ignore"):
        return keep(x1 / n1 - x0 / n0)


def rate_gap_interval(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any, confidence: float = 0.95) -> tuple[Any, Any]:
    """Return the range in which the true gap between two rates plausibly lies (Newcombe hybrid score interval).

    Parameters
    ----------
    cases, base, reference_cases, reference_base : array_like of int
        As for :func:`rate_gap`.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    low, high
        Between -1 and 1; NaN where either base is 0.

    Notes
    -----
    Method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890: the Wilson limits of both rates, squared and
    added. No continuity correction.

    Examples
    --------
    The five points could be anything from seven fewer to twenty more:

    >>> low, high = rate_gap_interval(cases=8, base=40, reference_cases=30, reference_base=200)
    >>> f"{low:.2f} to {high:.2f}"
    '-0.06 to 0.20'
    """
    (x1, n1, x0, n0), keep = two_groups(cases, base, reference_cases, reference_base)
    z = -ndtri(confidence_tail(confidence))
    (low1, high1), (low0, high0) = wilson(x1, n1, z), wilson(x0, n0, z)
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p0 = x1 / n1, x0 / n0
    low = p1 - p0 - np.hypot(p1 - low1, high0 - p0)
    high = p1 - p0 + np.hypot(high1 - p1, p0 - low0)
    return keep(np.maximum(low, -1.0)), keep(np.minimum(high, 1.0))
