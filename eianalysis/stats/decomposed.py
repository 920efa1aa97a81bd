"""Why two rates differ: because the groups are made up differently, or because like people fare differently (Kitagawa)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from eianalysis.stats._input import between_0_and_1, choice, numbers, refuse

DRAWS, SEED = 2000, 20230331


class Decomposed(NamedTuple):
    """A gap of two rates in two parts that add up to it, each with its range; and the two parts of each stratum."""

    gap: float
    makeup: float
    makeup_low: float
    makeup_high: float
    rates: float
    rates_low: float
    rates_high: float
    strata_makeup: Any
    strata_rates: Any


def decompose_gap(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any, weights: str = "both", confidence: float = 0.95) -> Decomposed:
    """Divide the gap between a group's rate and its reference's into what make-up explains and what is left.

    Parameters
    ----------
    cases, base, reference_cases, reference_base : array_like of int
        One entry a stratum (a rank, a length of service, a route).
    weights : {"both", "reference"}
        "both": the mean of the two groups, so that nothing is left over (Kitagawa). "reference": make-up at the reference's
        rates, and the rest at the group's own make-up (Blinder and Oaxaca of a saturated model).
    confidence : float

    Returns
    -------
    Decomposed
        ``gap`` = ``makeup`` + ``rates``. The ranges are of seeded redraws of who is in which stratum and of the cases. A stratum in
        which one side has nobody has no rate there: the other's is taken, so that it counts as make-up alone.

    Notes
    -----
    E. M. Kitagawa, Journal of the American Statistical Association 50 (1955) 1168-1194. What is left is not "unfair treatment":
    it holds everything that the strata do not measure.

    Examples
    --------
    Women leave more (14% of 100, beside 10% of 100), and are the younger: at each length of service they leave as men do.

    >>> found = decompose_gap(cases=[12, 2], base=[60, 40], reference_cases=[6, 4], reference_base=[30, 80])
    >>> f"gap {found.gap:.3f}: make-up {found.makeup:.3f}, rates {found.rates:.3f}"
    'gap 0.049: make-up 0.049, rates 0.000'
    """
    choice("weights", weights, ("both", "reference"))
    four, _ = numbers(
        whole=("cases", "base", "reference_cases", "reference_base"), cases=cases, base=base, reference_cases=reference_cases, reference_base=reference_base
    )
    x1, n1, x0, n0 = (np.atleast_1d(each).astype(float) for each in four)
    refuse("cases", x1 > n1, "more than base")
    refuse("reference_cases", x0 > n0, "more than reference_base")
    tail = (1 - between_0_and_1("confidence", confidence)) / 2
    if not n1.sum() or not n0.sum():
        nothing = np.full(len(n1), np.nan)
        return Decomposed(*[np.nan] * 7, strata_makeup=nothing, strata_rates=nothing)
    makeup, rates = _parts(x1, n1, x0, n0, weights)
    rng = np.random.default_rng(SEED)
    drawn = _parts(*_redraw(x1, n1, rng), *_redraw(x0, n0, rng), weights)
    low, high = np.quantile([each.sum(axis=-1) for each in drawn], (tail, 1 - tail), axis=1)
    return Decomposed(
        float(x1.sum() / n1.sum() - x0.sum() / n0.sum()),
        float(makeup.sum()),
        float(low[0]),
        float(high[0]),
        float(rates.sum()),
        float(low[1]),
        float(high[1]),
        makeup,
        rates,
    )


def _parts(x1, n1, x0, n0, weights: str) -> tuple[np.ndarray, np.ndarray]:
    """Make-up's part and the rates' part of each stratum, over the last axis."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p0 = x1 / n1, x0 / n0
        w1, w0 = n1 / n1.sum(axis=-1, keepdims=True), n0 / n0.sum(axis=-1, keepdims=True)
    p1, p0 = np.where(n1 > 0, p1, np.where(n0 > 0, p0, 0.0)), np.where(n0 > 0, p0, np.where(n1 > 0, p1, 0.0))
    if weights == "reference":
        return (w1 - w0) * p0, w1 * (p1 - p0)
    return (w1 - w0) * (p1 + p0) / 2, (w1 + w0) / 2 * (p1 - p0)


def _redraw(x: np.ndarray, n: np.ndarray, rng) -> tuple[np.ndarray, np.ndarray]:
    bases = rng.multinomial(int(n.sum()), n / n.sum(), DRAWS).astype(float)
    rate = np.divide(x, n, out=np.zeros_like(x), where=n > 0)
    return rng.binomial(bases.astype(np.int64), rate).astype(float), bases
