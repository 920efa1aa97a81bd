"""Limits of what chance alone would give around a common rate: for funnel plots and control charts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.special import betainc, gammainc, gammaincc, ndtri

from eianalysis.stats._input import choice, confidence_tail, numbers, refuse
from eianalysis.stats._spread_limits import above_gamma_poisson, below_gamma_poisson, beta_binomial


def control_limits(base: Any, centre: Any, *, kind: str = "proportion", confidence: float = 0.998, spread: float = 0.0) -> tuple[Any, Any]:
    """Return the lowest and the highest rate that a base of this size would still give by chance around a common rate.

    Parameters
    ----------
    base : array_like
        People or encounters at risk; for ``kind="rate"`` any exposure.
    centre : array_like of float
        The common rate of all together.
    kind : "proportion" (binomial) or "rate" (Poisson)
    confidence : float
        0.998 for the outer limits of a funnel plot, 0.95 for the inner ones, 0.9973 for "three sigma".
    spread : float
        How much units' true rates differ beyond chance: their standard deviation as a share of the common rate, as
        ``shrunk_rates`` finds it. The limits are then those of the beta-binomial or the gamma-Poisson.

    Returns
    -------
    low, high
        Rates that are whole counts divided by the base. A rate outside them occurs by chance in at most
        ``1 - confidence`` of such bases, at most half of that on each side. NaN where the base is 0.

    Notes
    -----
    Exact: the smallest count k with P(X <= k) above the tail, and the largest with P(X >= k) above it. D. J.
    Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202, who draws the limits smoothed between counts.

    Examples
    --------
    If 8% leave overall, a unit of 50 may lose none or up to eleven before chance is a poor explanation:

    >>> low, high = control_limits(50, 0.08)
    >>> f"{low * 50:.0f} to {high * 50:.0f}"
    '0 to 11'
    """
    choice("kind", kind, ("proportion", "rate"))
    tail = confidence_tail(confidence)
    refuse("spread", np.asarray(spread < 0), "negative")
    whole = ("base",) if kind == "proportion" else ()
    (n, rate), keep = numbers(whole=whole, base=base, centre=centre)
    if kind == "proportion":
        refuse("centre", rate > 1, "more than 1")
        refuse("spread", (rate > 0) & (rate < 1) & ((spread * rate) ** 2 >= rate * (1 - rate)), "more than rates from 0 to 1 can differ")
    if kind == "proportion" and spread:
        low, high = beta_binomial(n, rate, spread, tail)
        return _as_rates(low, high, n, keep)
    if kind == "proportion":
        variance = n * rate * (1 - rate)  # P(X <= k) as an incomplete beta; certain ends (k = n, k = 0) are answered below
        below, above = (lambda k: betainc(np.maximum(n - k, 1), k + 1, 1 - rate)), (lambda k: betainc(np.maximum(k, 1), n - k + 1, rate))
    else:
        variance = n * rate + (spread * n * rate) ** 2
        below, above = (lambda k: gammaincc(k + 1, n * rate)), (lambda k: gammainc(np.maximum(k, 1), n * rate))
        if spread:
            below, above = (lambda k: below_gamma_poisson(k, n * rate, spread)), (lambda k: above_gamma_poisson(np.maximum(k, 1), n * rate, spread))
    most = n if kind == "proportion" else np.full(n.shape, np.inf)
    reach = -ndtri(tail) * np.sqrt(variance)
    low = _first(lambda k: np.where(k >= most, 1.0, below(k)) > tail, np.clip(np.floor(n * rate - reach), 0, most), 1, most)
    high = _first(lambda k: np.where(k <= 0, 1.0, above(k)) > tail, np.clip(np.ceil(n * rate + reach), 0, most), -1, most)
    return _as_rates(low, high, n, keep)


def _as_rates(low: np.ndarray, high: np.ndarray, n: np.ndarray, keep: Callable) -> tuple[Any, Any]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return keep(np.where(n > 0, low / n, np.nan)), keep(np.where(n > 0, high / n, np.nan))


def _first(holds: Callable, guess: np.ndarray, step: int, most: np.ndarray) -> np.ndarray:
    """The count nearest the middle side's end at which it begins to hold, found from a guess a few counts away."""
    k = np.array(guess, float)
    while (outside := ~holds(k)).any():  # too far out: come in
        k[outside] += step
    while True:  # then go out as far as it still holds
        further = np.clip(k - step, 0, most)
        able = holds(further) & (further != k)
        if not able.any():
            return k
        k[able] = further[able]
