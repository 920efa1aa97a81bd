"""Odds ratios of a two-by-two table: conditional estimate and exact limits, many tables at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from eianalysis.stats._input import confidence_tail, two_groups
from eianalysis.stats._root import crossing
from eianalysis.stats._two_sided import chunks, log_factorial, outcomes

WIDEST = 120.0  # e to this power: beyond any odds ratio that counts of people can give


def odds_ratio(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any) -> Any:
    """Return how many times the reference group's odds the group's odds of an event are (conditional estimate).

    Odds are not rates: where events are common an odds ratio lies further from 1 than the ratio of rates, so say which
    one is meant; boards are usually better served by :func:`disparity_ratio`.

    Parameters
    ----------
    cases, base : array_like of int
        Events in the group, and the people or encounters that could have had one.
    reference_cases, reference_base : array_like of int
        The same for the group it is compared with.

    Returns
    -------
    ratio
        Broadcast. 0 or ``inf`` where the split is as uneven as the margins allow, NaN where only one split is possible.

    Notes
    -----
    The maximum of the likelihood given all margins, as R's ``fisher.test`` and ``scipy.stats.contingency.odds_ratio``;
    a little closer to 1 than the simple cross-product.

    Examples
    --------
    4 of 10 recruits from one group failed vetting, 8 of 60 from another:

    >>> f"{odds_ratio(cases=4, base=10, reference_cases=8, reference_base=60):.2f}"
    '4.21'
    """
    counts, keep = two_groups(cases, base, reference_cases, reference_base)

    def solve(low: np.ndarray, high: np.ndarray, seen: np.ndarray, tables: _Tables) -> np.ndarray:
        log_ratio = crossing(lambda log_r: seen - tables.add(log_r, tables.outcome), -tables.ends, tables.ends)
        return np.where(low == high, np.nan, np.where(seen == low, 0.0, np.where(seen == high, np.inf, np.exp(log_ratio))))

    return keep(_each(counts, solve))


def odds_ratio_interval(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any, confidence: float = 0.95) -> tuple[Any, Any]:
    """Return the range in which the true odds ratio plausibly lies (exact, conditional).

    Parameters
    ----------
    cases, base, reference_cases, reference_base : array_like of int
        As for :func:`odds_ratio`.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    low, high
        Broadcast; 0 to infinite where only one split is possible.

    Notes
    -----
    J. Cornfield, Proc. 3rd Berkeley Symposium 4 (1956) 135-148: as R's ``fisher.test``.

    Examples
    --------
    >>> low, high = odds_ratio_interval(cases=4, base=10, reference_cases=8, reference_base=60)
    >>> f"{low:.2f} to {high:.2f}"
    '0.71 to 22.95'
    """
    tail = confidence_tail(confidence)
    counts, keep = two_groups(cases, base, reference_cases, reference_base)

    def low_limit(low: np.ndarray, high: np.ndarray, seen: np.ndarray, tables: _Tables) -> np.ndarray:
        as_many = (tables.outcome >= seen[tables.which]).astype(float)
        return np.where(seen == low, 0.0, np.exp(crossing(lambda r: tail - tables.add(r, as_many), -tables.ends, tables.ends)))

    def high_limit(low: np.ndarray, high: np.ndarray, seen: np.ndarray, tables: _Tables) -> np.ndarray:
        as_few = (tables.outcome <= seen[tables.which]).astype(float)
        return np.where(seen == high, np.inf, np.exp(crossing(lambda r: tables.add(r, as_few) - tail, -tables.ends, tables.ends)))

    return keep(_each(counts, low_limit)), keep(_each(counts, high_limit))


class _Tables:
    """All outcomes of a run of tables, given their margins, and what they weigh when the odds ratio is 1."""

    def __init__(self, n1: np.ndarray, found: np.ndarray, n0: np.ndarray, low: np.ndarray, high: np.ndarray):
        self.outcome, self.which, self.starts = outcomes(low, high)
        factorial = log_factorial((n1 + n0).max(initial=0))
        x, w = self.outcome, self.which
        inside, outside = factorial(x) + factorial(x + (n0 - found)[w]), factorial(n1[w] - x) + factorial(found[w] - x)
        self.log_weight = -(inside + outside)
        self.ends = np.full(len(low), WIDEST)

    def add(self, log_ratio: np.ndarray, value: np.ndarray) -> np.ndarray:
        """Return the expected ``value`` of each table if its odds ratio were this."""
        log_p = self.log_weight + self.outcome * log_ratio[self.which]
        p = np.exp(log_p - np.maximum.reduceat(log_p, self.starts)[self.which])
        return np.add.reduceat(p * value, self.starts) / np.add.reduceat(p, self.starts)


def _each(counts: list[np.ndarray], solve: Callable[..., np.ndarray]) -> np.ndarray:
    shape = counts[0].shape
    x1, n1, x0, n0 = (np.ravel(count).astype(np.int64) for count in counts)
    found = x1 + x0
    low, high = np.maximum(0, found - n0), np.minimum(n1, found)
    result = np.empty(len(x1))
    for run in chunks(high - low + 1):
        tables = _Tables(n1[run], found[run], n0[run], low[run], high[run])
        result[run] = solve(low[run], high[run], x1[run].astype(float), tables)
    return result.reshape(shape)
