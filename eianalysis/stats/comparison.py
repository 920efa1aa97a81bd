"""One comparison of two rates, whichever kind they are: its range, its test, and whether it is large enough to matter."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from scipy.special import ndtri

from eianalysis.stats.exact import fisher_test
from eianalysis.stats.poisson import conditional, garwood, rate_ratio_test
from eianalysis.stats.proportions import wilson
from eianalysis.stats.ratios import koopman

LONGEST_WALK, FALLEN = 25, 0.8  # a rise is under 5%: once p has fallen by a fifth it stays below
BAND = (0.8, 1.25)  # the edges are inside: a ratio of exactly 0.8 or 1.25 is not outside


def ratio_interval(kind: str, cases: Any, base: Any, reference_cases: Any, reference_base: Any, *, confidence: float = 0.95):
    """Return the range in which the true ratio plausibly lies: Koopman for proportions, exact conditional for rates.

    The counts need not be whole (see ``stats.clustered``).
    """
    four, tail = [np.atleast_1d(np.asarray(each, float)) for each in (cases, base, reference_cases, reference_base)], (1 - confidence) / 2
    (x1, n1, x0, n0), shape = np.broadcast_arrays(*four), np.shape(cases)
    low, high = koopman(x1, n1, x0, n0, -ndtri(tail)) if kind == "proportion" else conditional(x1, n1, x0, n0, tail)
    return low.reshape(shape), high.reshape(shape)


def plausible_rate(kind: str, cases: Any, base: Any, *, confidence: float = 0.95):
    """Return the range in which a true rate plausibly lies: Wilson for proportions, exact Poisson for rates; counts need not be whole."""
    x, n = (np.asarray(each, float) for each in np.broadcast_arrays(cases, base))
    tail = (1 - confidence) / 2
    if kind == "proportion":
        return wilson(x, n, -ndtri(tail))
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = garwood(x, tail)
        return np.where(n > 0, low / n, np.nan), np.where(n > 0, high / n, np.nan)


def plausible_gap(kind: str, cases: Any, base: Any, reference_cases: Any, reference_base: Any, *, confidence: float = 0.95):
    """Return the range of a difference of two rates: the ranges of each combined (Newcombe; of rates Li, Tang and Wong 2014)."""
    low, high = plausible_rate(kind, cases, base, confidence=confidence)
    ref_low, ref_high = plausible_rate(kind, reference_cases, reference_base, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate, ref = np.asarray(cases, float) / base, np.asarray(reference_cases, float) / reference_base
        below, above = rate - ref - np.hypot(rate - low, ref_high - ref), rate - ref + np.hypot(high - rate, ref - ref_low)
    return (np.maximum(below, -1.0), np.minimum(above, 1.0)) if kind == "proportion" else (below, above)


def ratio_test(kind: str, cases: Any, base: Any, reference_cases: Any, reference_base: Any):
    """Return how often chance alone would give a difference as large: Fisher for proportions, binomial for rates."""
    if kind == "proportion":
        return fisher_test(cases=cases, base=base, reference_cases=reference_cases, reference_base=reference_base)
    return rate_ratio_test(cases=cases, exposure=base, reference_cases=reference_cases, reference_exposure=reference_base)


def steady_p(kind: str, p: np.ndarray, cases: Any, base: Any, reference_cases: Any, reference_base: Any, *, alpha: float) -> np.ndarray:
    """Return p, or the largest p of counts a little further from equal rates where that is larger.

    A two-sided p that adds up the outcomes no likelier than the one seen can rise by a hair (0.0499 to 0.0501) as one case more
    makes the gap larger, because an outcome on the other side then counts too. Only p below alpha matter. The side with the
    larger base is walked: the steps of the other are too large for it.
    """
    x1, n1, x0, n0 = (np.array(np.broadcast_to(each, np.shape(p)), float).ravel() for each in (cases, base, reference_cases, reference_base))
    largest = np.array(p, float).ravel()
    on, away = n1 >= n0, np.where(x1 * n0 > x0 * n1, 1, -1)
    room = np.where(on, n1, n0) if kind == "proportion" else np.inf
    begun, at = largest.copy(), np.flatnonzero(largest < alpha)
    for _ in range(LONGEST_WALK):
        x1[at] += np.where(on, away, 0)[at]
        x0[at] -= np.where(on, 0, away)[at]
        walked = np.where(on, x1, x0)
        at = at[(walked[at] >= 0) & (walked <= room)[at]]
        if not len(at):
            break
        further = np.asarray(ratio_test(kind, x1[at], n1[at], x0[at], n0[at]), float)
        largest[at] = np.maximum(largest[at], further)
        at = at[further > FALLEN * begun[at]]
    return largest.reshape(np.shape(p))


def outside(cases: Any, base: Any, reference_cases: Any, reference_base: Any, *, band: tuple[float, float] = BAND) -> np.ndarray:
    """Return whether the ratio lies outside the band, its edges being inside.

    Cross-multiplied by whole numbers, because divided floats put (4/7)/(5/7) outside a band whose edge it lies on.
    """
    low, high = (Fraction(str(float(edge))).limit_denominator(10_000) for edge in checked_band(band))
    own, other = np.asarray(cases, float) * reference_base, np.asarray(reference_cases, float) * base
    return (low.denominator * own < low.numerator * other) | (high.denominator * own > high.numerator * other)


def inside_when_alike(
    kind: str, cases: Any, base: Any, reference_cases: Any, reference_base: Any, *, confidence: float, band: tuple[float, float] = BAND
) -> np.ndarray:
    """Return whether the range would lie inside the band if both sides had the lower of their two rates.

    At the very edge a step away from a ratio of 1 makes the range a little narrower, by the case it adds: a ratio just off 1
    could then be ruled immaterial where exactly 1 is not. With this asked beside it, it cannot.
    """
    n1, n0 = np.asarray(base, float), np.asarray(reference_base, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.minimum(np.asarray(cases, float) / n1, np.asarray(reference_cases, float) / n0)
    x1, n1, x0, n0 = [np.atleast_1d(each) for each in np.broadcast_arrays(rate * n1, n1, rate * n0, n0)]
    tail = (1 - confidence) / 2
    low, high = koopman(x1, n1, x0, n0, -ndtri(tail)) if kind == "proportion" else conditional(x1, n1, x0, n0, tail)
    with np.errstate(invalid="ignore"):
        return ((low >= band[0]) & (high <= band[1])).reshape(np.shape(rate))


def checked_band(band: tuple[float, float]) -> tuple[float, float]:
    try:
        low, high = (float(edge) for edge in band)
    except (TypeError, ValueError):
        raise ValueError("band: must be two ratios, as (0.8, 1.25)") from None
    if not 0 < low < 1 < high < np.inf:
        raise ValueError("band: must have 1 between its two ratios, as (0.8, 1.25)")
    return low, high
