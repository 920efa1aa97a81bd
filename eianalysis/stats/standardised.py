"""Rates made comparable between populations of different make-up: direct and indirect standardisation."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from eianalysis.stats._input import confidence_tail, numbers, refuse
from eianalysis.stats.poisson import byar, garwood


class StandardisedRate(NamedTuple):
    """The rate a group would have with the standard population's make-up."""

    rate: float
    low: float
    high: float


class StandardisedRatio(NamedTuple):
    """Events observed, as a multiple of those expected."""

    ratio: Any
    low: Any
    high: Any


def standardised_rate(cases: Any, base: Any, standard: Any, *, confidence: float = 0.95) -> StandardisedRate:
    """Return the rate a group would have if it were made up like the standard population (direct standardisation).

    Parameters
    ----------
    cases : array_like of int
        Events in each layer (age band, length of service).
    base : array_like of float
        The group's people, or person-years, in each layer.
    standard : array_like of float
        The standard population in each layer: people or shares.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    rate, low, high
        NaN where a layer of the standard has nobody in the group; ``high`` is NaN with no event at all, where the
        method has nothing to scale.

    Notes
    -----
    A. J. Dobson and others, Statistics in Medicine 10 (1991) 457-462, on Byar's limits, as in English public health.

    Examples
    --------
    Leavers in two service bands, weighted to the whole force's mix of bands:

    >>> result = standardised_rate(cases=[10, 6], base=[50, 100], standard=[200, 800])
    >>> f"{result.rate:.1%}, {result.low:.1%} to {result.high:.1%}"
    '8.8%, 4.8% to 14.6%'
    """
    tail = confidence_tail(confidence)
    (k, n, weight), _ = numbers(whole=("cases",), cases=cases, base=base, standard=standard)
    refuse("cases", k > n, "more than base")
    k, n, weight = (np.ravel(array)[np.ravel(weight) > 0] for array in (k, n, weight))
    if len(k) == 0 or (n == 0).any():
        return StandardisedRate(float("nan"), float("nan"), float("nan"))
    weight, events = weight / weight.sum(), k.sum()
    rate = np.sum(weight * k / n)
    if events == 0:
        return StandardisedRate(0.0, 0.0, float("nan"))
    scale = np.sqrt(np.sum(weight**2 * k / n**2) / events)
    low, high = byar(events, tail)
    return StandardisedRate(float(rate), float(rate + scale * (low - events)), float(rate + scale * (high - events)))


def standardised_ratio(observed: Any, expected: Any, *, confidence: float = 0.95) -> StandardisedRatio:
    """Return how many times the expected number of events were observed (indirect standardisation, SMR).

    Parameters
    ----------
    observed : array_like of int
        Events seen, one entry per group (sum the layers first).
    expected : array_like of float
        Events the group would have had at the standard's rate in each layer, summed.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    ratio, low, high
        Broadcast, with exact Poisson limits; NaN where nothing was expected.

    Notes
    -----
    F. Garwood, Biometrika 28 (1936) 437-442; N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II
    (1987), p. 69.

    Examples
    --------
    15 complaints where the force's rates by unit would give 8.33:

    >>> ratio, low, high = standardised_ratio(15, 8.33)
    >>> f"{ratio:.2f}, {low:.2f} to {high:.2f}"
    '1.80, 1.01 to 2.97'
    """
    (seen, fair), keep = numbers(whole=("observed",), observed=observed, expected=expected)
    values = (seen, *garwood(seen, confidence_tail(confidence)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return StandardisedRatio(*(keep(np.where(fair > 0, value / fair, np.nan)) for value in values))
