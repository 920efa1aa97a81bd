"""Rates of events per exposure, where events are not a part of the base: searches per resident, leavers per year."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import gammainccinv, gammaincinv, ndtri

from eianalysis.stats._input import Keep, choice, confidence_tail, numbers
from eianalysis.stats._two_sided import log_factorial, two_sided
from eianalysis.stats.proportions import clopper_pearson


def rate_interval(cases: Any, exposure: Any, *, method: str = "exact", confidence: float = 0.95) -> tuple[Any, Any]:
    """Return the range in which the true rate per unit of exposure plausibly lies.

    Parameters
    ----------
    cases : array_like of int
        Events.
    exposure : array_like of float
        Person-years, population, average headcount: whatever the events are counted against.
    method : {"exact", "byar"}
        ``exact`` is Garwood's Poisson interval; ``byar`` the close approximation of public health practice.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    low, high
        Rates in the unit of ``exposure``; NaN where it is 0.

    Notes
    -----
    F. Garwood, Biometrika 28 (1936) 437-442; N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II
    (1987), p. 69.

    Examples
    --------
    6 leavers in 120 person-years, as leavers per 100 person-years:

    >>> low, high = rate_interval(6, 120)
    >>> f"{100 * low:.1f} to {100 * high:.1f}"
    '1.8 to 10.9'
    """
    choice("method", method, ("exact", "byar"))
    (k, t), keep = numbers(whole=("cases",), cases=cases, exposure=exposure)
    low, high = (garwood if method == "exact" else byar)(k, confidence_tail(confidence))
    with np.errstate(divide="ignore", invalid="ignore"):
        return keep(np.where(t > 0, low / t, np.nan)), keep(np.where(t > 0, high / t, np.nan))


def garwood(k: np.ndarray, tail: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the exact limits of the expected number of events behind ``k`` observed."""
    with np.errstate(invalid="ignore"):
        return np.where(k == 0, 0.0, gammaincinv(k, tail)), gammainccinv(k + 1, tail)


def byar(k: np.ndarray, tail: float) -> tuple[np.ndarray, np.ndarray]:
    """Return Byar's approximate limits of the expected number of events behind ``k`` observed."""
    z, seen = -ndtri(tail), np.maximum(k, 1)
    low = seen * np.maximum(1 - 1 / (9 * seen) - z / (3 * np.sqrt(seen)), 0.0) ** 3
    more = k + 1
    return np.where(k == 0, 0.0, low), more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3


def rate_ratio(*, cases: Any, exposure: Any, reference_cases: Any, reference_exposure: Any) -> Any:
    """Return the group's events per exposure divided by the reference group's: 2 is twice the rate.

    Parameters
    ----------
    cases, reference_cases : array_like of int
        Events in the group, and in the group it is compared with.
    exposure, reference_exposure : array_like of float
        What each is counted against, in the same unit.

    Returns
    -------
    ratio
        Broadcast; ``inf`` where only the reference has no event, NaN where neither has one or an exposure is 0.

    Examples
    --------
    30 searches among 1,000 residents against 45 among 6,000:

    >>> float(rate_ratio(cases=30, exposure=1000, reference_cases=45, reference_exposure=6000))
    4.0
    """
    (x1, t1, x0, t0), keep = _two_rates(cases, exposure, reference_cases, reference_exposure)
    with np.errstate(divide="ignore", invalid="ignore"):
        return keep(np.where((t1 > 0) & (t0 > 0), (x1 * t0) / (x0 * t1), np.nan))


def rate_ratio_interval(*, cases: Any, exposure: Any, reference_cases: Any, reference_exposure: Any, confidence: float = 0.95) -> tuple[Any, Any]:
    """Return the range in which the true ratio of two rates plausibly lies (exact, conditional on all events).

    Parameters
    ----------
    cases, exposure, reference_cases, reference_exposure : array_like
        As for :func:`rate_ratio`.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    low, high
        Broadcast; 0 and infinite where neither group has an event, NaN where an exposure is 0.

    Notes
    -----
    Given all events, the group's share of them is binomial: its Clopper-Pearson limits become limits of the ratio. As
    R's ``poisson.test`` with two counts.

    Examples
    --------
    No search among 120 people against 6 among 900 rules out very little:

    >>> low, high = rate_ratio_interval(cases=0, exposure=120, reference_cases=6, reference_exposure=900)
    >>> f"{low:.0f} to {high:.1f}"
    '0 to 6.4'
    """
    (x1, t1, x0, t0), keep = _two_rates(cases, exposure, reference_cases, reference_exposure)
    low, high = conditional(x1, t1, x0, t0, confidence_tail(confidence))
    return keep(low), keep(high)


def conditional(x1: np.ndarray, t1: np.ndarray, x0: np.ndarray, t0: np.ndarray, tail: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the exact conditional limits with so much in each tail; the counts need not be whole."""
    known, events = (t1 > 0) & (t0 > 0), x1 + x0
    low, high = clopper_pearson(x1, events, tail)
    low, high = np.where(events == 0, 0.0, low), np.where(events == 0, 1.0, high)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = low / (1 - low) * (t0 / t1), high / (1 - high) * (t0 / t1)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def rate_ratio_test(*, cases: Any, exposure: Any, reference_cases: Any, reference_exposure: Any) -> Any:
    """Return how often chance alone would share out the events at least as unevenly as this.

    Parameters
    ----------
    cases, exposure, reference_cases, reference_exposure : array_like
        As for :func:`rate_ratio`.

    Returns
    -------
    p
        Two-sided, broadcast: the sum over all ways to share the events that are as or less likely. 1 where there is no
        event, NaN where an exposure is 0.

    Notes
    -----
    J. Przyborowski and H. Wilenski, Biometrika 31 (1940) 313-323; as R's ``poisson.test`` with two counts.

    Examples
    --------
    14 searches among 1,000 residents against 45 among 6,000:

    >>> f"{rate_ratio_test(cases=14, exposure=1000, reference_cases=45, reference_exposure=6000):.3f}"
    '0.059'
    """
    (x1, t1, x0, t0), keep = _two_rates(cases, exposure, reference_cases, reference_exposure)
    shape = x1.shape
    x1, x0, t1, t0 = (np.ravel(array) for array in (x1, x0, t1, t0))
    known, events = (t1 > 0) & (t0 > 0), (x1 + x0).astype(np.int64)
    factorial = log_factorial(events.max(initial=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(known, t1 / (t1 + t0), 0.5)
    odds = np.log(share) - np.log1p(-share)

    def log_weight(x: np.ndarray, which: np.ndarray) -> np.ndarray:
        return x * odds[which] - (factorial(x) + factorial(events[which] - x))

    sd = np.sqrt(events * share * (1 - share))
    p, _ = two_sided(log_weight, np.zeros_like(events), events, x1, events * share, sd)
    return keep(np.where(known, p, np.nan).reshape(shape))


def _two_rates(cases: Any, exposure: Any, reference_cases: Any, reference_exposure: Any) -> tuple[list[Any], Keep]:
    return numbers(whole=("cases", "reference_cases"), cases=cases, exposure=exposure, reference_cases=reference_cases, reference_exposure=reference_exposure)
