"""Exact two-sided tests: add up every outcome as or less likely than the one seen, for thousands of tests at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from scipy.special import gammaln

TIE = 1e-7  # outcomes this close in relative probability count as equally likely, as in R
TABLE_LIMIT = 3_000_000  # up to this count log factorials come from a table, beyond it from the function
CHUNK = 40_000  # outcomes held in memory at a time: small enough for the processor's cache

LogWeight = Callable[[np.ndarray, np.ndarray], np.ndarray]  # (outcomes, which test) -> log probability, up to a constant


def log_factorial(largest: float) -> Callable[[np.ndarray], np.ndarray]:
    """Return a function giving the log factorial of counts up to ``largest``."""
    if largest <= TABLE_LIMIT:
        return gammaln(np.arange(int(largest) + 1) + 1.0).take
    return lambda count: gammaln(count + 1.0)


def two_sided(
    log_weight: LogWeight, low: np.ndarray, high: np.ndarray, observed: np.ndarray, mean: np.ndarray, sd: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the two-sided p of each test and the probability of its observed outcome.

    ``low`` and ``high`` are the smallest and largest possible outcomes. Only those that can matter are added up: the
    equally likely outcome on the other side lies at most e - 1 times as far from the mean (the Poisson limit), and
    twelve standard deviations and forty events beyond it what is left is below the last digit.
    """
    reach = np.ceil(2 * np.abs(observed - mean) + 12 * sd + 40)
    low = np.maximum(low, np.floor(mean - reach)).astype(np.int64)
    high = np.minimum(high, np.ceil(mean + reach)).astype(np.int64)
    p, point = np.empty(len(low)), np.empty(len(low))
    for tests in chunks(high - low + 1):
        outcome, which, starts = outcomes(low[tests], high[tests])
        log_p = log_weight(outcome, which + tests.start)
        seen = log_p[observed[tests].astype(np.int64) - low[tests] + starts]
        peak = np.maximum.reduceat(log_p, starts)
        weight = np.exp(log_p - peak[which])
        total = np.add.reduceat(weight, starts)
        p[tests] = np.add.reduceat(np.where(log_p <= (seen + TIE)[which], weight, 0.0), starts) / total
        point[tests] = np.exp(seen - peak) / total
    return np.minimum(p, 1.0), point


def outcomes(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return all possible outcomes of all tests in one row, the test each belongs to, and where each test starts."""
    size = high - low + 1
    starts = np.cumsum(size) - size
    which = np.repeat(np.arange(len(size)), size)
    return np.arange(len(which)) + (low - starts)[which], which, starts


def chunks(size: np.ndarray) -> Iterator[slice]:
    """Cut the tests into runs of about CHUNK outcomes; a larger test stands alone."""
    block = np.cumsum(size) // CHUNK
    edges = [0, *(np.flatnonzero(np.diff(block)) + 1), len(size)] if len(size) else [0]
    return (slice(int(start), int(stop)) for start, stop in zip(edges, edges[1:], strict=False))
