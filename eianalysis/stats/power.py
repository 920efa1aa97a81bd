"""What a comparison can and cannot show at these sizes: exact power of Fisher's test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from eianalysis.stats._input import between_0_and_1, numbers, refuse
from eianalysis.stats._two_sided import TIE, log_factorial

MOST_TIMES = 50.0  # the largest ratio of two rates that is looked for
RARE = 1e-13  # outcomes in tails rarer than this cannot move the power


class DetectableRatio(NamedTuple):
    """The ratios nearest 1, on either side, that the test would usually find."""

    above: Any
    below: Any


def fisher_power(*, base: Any, reference_base: Any, rate: Any, reference_rate: Any, alpha: float = 0.05) -> Any:
    """Return how often Fisher's test would find a difference that is really there.

    Parameters
    ----------
    base, reference_base : array_like of int
        People in the group and in the group it is compared with.
    rate, reference_rate : array_like of float
        Their true rates, between 0 and 1.
    alpha : float
        The difference counts as found when p is at most this.

    Returns
    -------
    power
        Broadcast; with equal rates it is the chance of a false alarm. NaN where a base is 0.

    Notes
    -----
    Every pair of counts that can happen, weighted by its binomial probability: no approximation.

    Examples
    --------
    With 12 people against 800, a rate of 24% where the others have 8% would be found one time in three:

    >>> f"{fisher_power(base=12, reference_base=800, rate=0.24, reference_rate=0.08):.0%}"
    '35%'
    """
    level = between_0_and_1("alpha", alpha)
    (n1, n0, rate, reference_rate), keep = numbers(
        whole=("base", "reference_base"), base=base, reference_base=reference_base, rate=rate, reference_rate=reference_rate
    )
    refuse("rate", rate > 1, "more than 1")
    refuse("reference_rate", reference_rate > 1, "more than 1")
    power = [
        _power(_limits_of(int(a), int(b), level), int(a), int(b), float(p), float(q)) if a and b else np.nan
        for a, b, p, q in zip(*map(np.ravel, (n1, n0, rate, reference_rate)), strict=True)
    ]
    return keep(np.array(power, float).reshape(n1.shape))


def smallest_detectable_ratio(*, base: Any, reference_base: Any, reference_rate: Any, power: float = 0.8, alpha: float = 0.05) -> DetectableRatio:
    """Return how large, and how small, a ratio of rates must be for Fisher's test to find it most of the time.

    Parameters
    ----------
    base, reference_base : array_like of int
        People in the group and in the group it is compared with.
    reference_rate : array_like of float
        The true rate of the latter, between 0 and 1.
    power : float
        How often the difference should be found.
    alpha : float
        The difference counts as found when p is at most this.

    Returns
    -------
    above, below
        The ratio above 1 and the ratio below 1 nearest to it; NaN where no rate between 0 and 1 would be found that
        often: then the data cannot show such a difference, whatever it is.

    Examples
    --------
    With 90 people against 800 and a rate of 8%, only more than twice the rate, or less than a seventh of it, would
    usually be noticed:

    >>> above, below = smallest_detectable_ratio(base=90, reference_base=800, reference_rate=0.08)
    >>> f"{above:.2f}, {below:.2f}"
    '2.27, 0.14'
    """
    wanted, level = between_0_and_1("power", power), between_0_and_1("alpha", alpha)
    (n1, n0, reference_rate), keep = numbers(whole=("base", "reference_base"), base=base, reference_base=reference_base, reference_rate=reference_rate)
    refuse("reference_rate", reference_rate > 1, "more than 1")
    above, below = np.full(n1.size, np.nan), np.full(n1.size, np.nan)
    for i, (a, b, q) in enumerate(zip(*map(np.ravel, (n1, n0, reference_rate)), strict=True)):
        if a and b and q > 0:
            limits = _limits_of(int(a), int(b), level)

            def enough(rate: float, limits=limits, sizes=(int(a), int(b)), q=float(q)) -> bool:
                return _power(limits, *sizes, rate=rate, reference_rate=q) >= wanted

            above[i], below[i] = _first(enough, q, 1.0) / q, _first(enough, q, 0.0) / q
    return DetectableRatio(keep(above.reshape(n1.shape)), keep(below.reshape(n1.shape)))


def _first(enough: Callable[[float], bool], start: float, end: float) -> float:
    """Return the rate nearest ``start``, on the way to ``end``, from which the difference is found often enough."""
    if not enough(end):
        return float("nan")
    for _ in range(45):
        middle = 0.5 * (start + end)
        start, end = (start, middle) if enough(middle) else (middle, end)
    return end


def detectable_rates(exposure: float, reference_exposure: float, reference_rate: float, *, power: float = 0.8, alpha: float = 0.05) -> DetectableRatio:
    """The same of two rates: the exact conditional test, over every pair of Poisson counts; no rate is more than ``MOST_TIMES`` the reference's.

    >>> above, below = detectable_rates(90, 800, 0.08)
    >>> f"{above:.2f}, {below:.2f}"
    '2.37, 0.14'
    """
    if not (exposure > 0 and reference_exposure > 0 and reference_rate > 0):
        return DetectableRatio(float("nan"), float("nan"))
    share = exposure / (exposure + reference_exposure)

    def unlikely(found: int) -> tuple[np.ndarray, np.ndarray]:
        """The counts of the group among so many events, binomial where the rates are alike, and the logarithms of their probabilities."""
        x = _around(found * share, 0, found)
        return x, xlogy(x, share) + xlog1py(found - x, -share) - gammaln(x + 1.0) - gammaln(found - x + 1.0)

    limits = _limits_from(unlikely, alpha)
    other = _poisson(reference_exposure * reference_rate)

    def enough(rate: float) -> bool:
        return _found(limits, _poisson(exposure * rate), other) >= power

    return DetectableRatio(*(_first(enough, reference_rate, end) / reference_rate for end in (MOST_TIMES * reference_rate, 0.0)))


def _poisson(mean: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the counts that can reasonably happen, and their Poisson probabilities."""
    reach = 9 * np.sqrt(mean) + 40
    x = np.arange(max(0, int(mean - reach)), int(mean + reach) + 1)
    p = np.exp(xlogy(x, mean) - mean - gammaln(x + 1.0))
    return x[p > RARE], p[p > RARE]


def _power(limits: Callable[[int], tuple[int, int]], n1: int, n0: int, rate: float, reference_rate: float) -> float:
    """Add up the probability of all pairs of counts that Fisher's test would call different."""
    return _found(limits, _likely(n1, rate), _likely(n0, reference_rate))


def _found(limits: Callable[[int], tuple[int, int]], own: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> float:
    """Add up the probability of all pairs of counts, of a group and its reference, that a test would call different.

    For a given total found, the group's count is called different when it is at most ``few`` or at least ``many``.
    """
    (x1, p1), (x0, p0) = own, other
    totals = range(int(x1[0] + x0[0]), int(x1[-1] + x0[-1]) + 1)
    few, many = np.array([limits(total) for total in totals]).T
    total = x1[:, None] + x0[None, :] - totals.start
    found = (x1[:, None] <= few[total]) | (x1[:, None] >= many[total])
    return float(p1 @ found @ p0)


def _likely(n: int, rate: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the counts that can reasonably happen, and their binomial probabilities."""
    reach = 9 * np.sqrt(n * rate * (1 - rate)) + 40
    x = np.arange(max(0, int(n * rate - reach)), min(n, int(n * rate + reach)) + 1)
    ways = gammaln(n + 1.0) - gammaln(x + 1.0) - gammaln(n - x + 1.0)
    p = np.exp(ways + xlogy(x, rate) + xlog1py(n - x, -rate))
    return x[p > RARE], p[p > RARE]


def _around(mean: float, least: int, most: int) -> np.ndarray:
    """Return the counts about a mean; what lies further out is rarer than any alpha."""
    reach = 12 * np.sqrt(mean) + 40
    return np.arange(max(least, int(mean - reach)), min(most, int(mean + reach)) + 1)


def _limits_of(n1: int, n0: int, alpha: float) -> Callable[[int], tuple[int, int]]:
    """Return a function that gives, for a total found, the counts of the group at which Fisher's p first reaches ``alpha``."""
    factorial = log_factorial(n1 + n0)

    def unlikely(found: int) -> tuple[np.ndarray, np.ndarray]:
        x = _around(found * (n1 / (n1 + n0)), max(0, found - n0), min(n1, found))
        return x, -((factorial(x) + factorial(x + n0 - found)) + (factorial(n1 - x) + factorial(found - x)))

    return _limits_from(unlikely, alpha)


def _limits_from(unlikely: Callable[[int], tuple[np.ndarray, np.ndarray]], alpha: float) -> Callable[[int], tuple[int, int]]:
    """Return the same for any test that adds up the counts no likelier than the one seen; ``unlikely`` gives them with their logarithms."""
    known: dict[int, tuple[int, int]] = {}

    def limits(found: int) -> tuple[int, int]:
        if found not in known:
            known[found] = _rejected(found)
        return known[found]

    def _rejected(found: int) -> tuple[int, int]:
        x, log_p = unlikely(found)
        weight = np.exp(log_p - log_p.max())
        order = np.argsort(log_p, kind="stable")
        ranked = log_p[order]
        as_unlikely = np.searchsorted(ranked, log_p + TIE, side="right")
        p = np.cumsum(weight[order])[as_unlikely - 1] / weight.sum()
        kept = x[p > alpha * (1 + TIE)]
        return int(kept[0]) - 1, int(kept[-1]) + 1

    return limits
