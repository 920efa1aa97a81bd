"""Limits of a rate where units' true rates differ: the beta-binomial and the gamma-Poisson, exact as those of chance alone are."""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, betaln, gammaln


def beta_binomial(n: np.ndarray, rate: np.ndarray, spread: float, tail: float) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and the highest count above the tail; ``spread`` is the standard deviation of true rates as a share of the rate."""
    low, high = np.zeros(n.shape), np.array(n, float)
    for at in np.ndindex(n.shape):
        if n[at] == 0 or rate[at] in (0, 1):
            low[at] = high[at] = n[at] * rate[at]
            continue
        k, total = np.arange(int(n[at]) + 1), rate[at] * (1 - rate[at]) / (spread * rate[at]) ** 2 - 1
        a, b = rate[at] * total, (1 - rate[at]) * total
        chance = np.exp(gammaln(n[at] + 1) - gammaln(k + 1) - gammaln(n[at] - k + 1) + betaln(k + a, n[at] - k + b) - betaln(a, b))
        low[at] = np.argmax(np.cumsum(chance) > tail)
        high[at] = n[at] - np.argmax(np.cumsum(chance[::-1]) > tail)
    return low, high


def below_gamma_poisson(k: np.ndarray, mean: np.ndarray, spread: float) -> np.ndarray:
    """P(X <= k) of counts whose rate varies by a gamma distribution."""
    shape = spread**-2
    return betainc(shape, k + 1, shape / (shape + mean))


def above_gamma_poisson(k: np.ndarray, mean: np.ndarray, spread: float) -> np.ndarray:
    """P(X >= k), for k of 1 or more."""
    shape = spread**-2
    return betainc(k, shape, mean / (shape + mean))
