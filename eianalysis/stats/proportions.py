"""One group's proportion: the range in which the true rate plausibly lies."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import betainccinv, betaincinv, ndtri

from eianalysis.stats._input import confidence_tail, group_counts


def wilson_interval(cases: Any, base: Any, *, confidence: float = 0.95) -> tuple[Any, Any]:
    """Return the range in which the true rate plausibly lies (Wilson score interval).

    Parameters
    ----------
    cases, base : array_like of int
        Events, and the people or encounters that could have had one.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    low, high
        Same shape as the input (a Series keeps its index). Exactly 0 at no cases, exactly 1 when all are cases, NaN
        where ``base`` is 0: with nobody at risk nothing is known.

    Notes
    -----
    E. B. Wilson, JASA 22 (1927) 209-212; method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872.

    Examples
    --------
    Three leavers among twenty-five officers is 12%, but could be 4% to 30%:

    >>> low, high = wilson_interval([3], [25])
    >>> f"{low[0]:.0%} to {high[0]:.0%}"
    '4% to 30%'
    """
    (k, n), keep = group_counts(cases, base)
    low, high = wilson(k, n, -ndtri(confidence_tail(confidence)))
    return keep(low), keep(high)


def wilson(k: np.ndarray, n: np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the Wilson limits of checked arrays; the gap of two rates is built from them."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shrink = n + z**2
        centre = (k + z**2 / 2) / shrink
        half = z * np.sqrt(k * (n - k) / n + z**2 / 4) / shrink
    low, high = np.where(k == 0, 0.0, centre - half), np.where(k == n, 1.0, centre + half)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def exact_interval(cases: Any, base: Any, *, confidence: float = 0.95) -> tuple[Any, Any]:
    """Return the range in which the true rate lies at least 95 times in 100 (Clopper-Pearson interval).

    Never too narrow, and so a little wide: use it where a promise of coverage matters more than sharpness.

    Parameters
    ----------
    cases, base : array_like of int
        Events, and the people or encounters that could have had one.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    low, high
        Same shape as the input; NaN where ``base`` is 0.

    Notes
    -----
    C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413; as R's ``binom.test``.

    Examples
    --------
    No complaint upheld in 30 cases does not mean that none ever would be:

    >>> low, high = exact_interval(0, 30)
    >>> f"{low:.0%} to {high:.0%}"
    '0% to 12%'
    """
    (k, n), keep = group_counts(cases, base)
    low, high = clopper_pearson(k, n, confidence_tail(confidence))
    return keep(low), keep(high)


def clopper_pearson(k: np.ndarray, n: np.ndarray, tail: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the exact limits of checked arrays; the ratio of two counts is built from them."""
    with np.errstate(invalid="ignore"):
        low = np.where(k == 0, 0.0, betaincinv(k, n - k + 1, tail))
        high = np.where(k == n, 1.0, betainccinv(k + 1, n - k, tail))
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)
