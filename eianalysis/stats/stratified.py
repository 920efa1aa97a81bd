"""One comparison made of many: within each rank or unit first, then pooled (Mantel-Haenszel)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.special import chdtrc, ndtri

from eianalysis.stats._input import confidence_tail, numbers, two_groups
from eianalysis.stats.clustered import widened


class Pooled(NamedTuple):
    """Ratios pooled over strata, whether chance explains them, and whether the strata agree."""

    risk_ratio: float
    risk_ratio_low: float
    risk_ratio_high: float
    odds_ratio: float
    odds_ratio_low: float
    odds_ratio_high: float
    cmh_p: float
    breslow_day_p: float
    strata_dropped: int


def mantel_haenszel(
    *, cases: Any, base: Any, reference_cases: Any, reference_base: Any, confidence: float = 0.95, effect: float = 1.0, reference_effect: float = 1.0
) -> Pooled:
    """Return one ratio for two groups compared within each stratum, so that the mix of strata plays no part.

    Parameters
    ----------
    cases, base, reference_cases, reference_base : array_like of int
        One entry per stratum (rank, unit, department).
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.
    effect, reference_effect : float
        Where people stand more than once, the design effects of both sides (``stats.design_effect``), by which limits and
        tests are of fewer; the ratios are those of the counts.

    Returns
    -------
    risk_ratio, risk_ratio_low, risk_ratio_high
        Pooled ratio of rates, with Greenland-Robins limits.
    odds_ratio, odds_ratio_low, odds_ratio_high
        Pooled odds ratio, with Robins-Breslow-Greenland limits.
    cmh_p
        Cochran-Mantel-Haenszel test that there is no difference in any stratum, without continuity correction.
    breslow_day_p
        Breslow-Day test (without Tarone's correction) that the odds ratio is the same in all strata: where it is small,
        one pooled number hides more than it tells. NaN with fewer than two strata that can speak.
    strata_dropped
        Strata left out because one of the groups has nobody there.

    Notes
    -----
    N. Mantel and W. Haenszel, JNCI 22 (1959) 719-748; S. Greenland and J. M. Robins, Biometrics 41 (1985) 55-68; J.
    Robins, N. Breslow and S. Greenland, Biometrics 42 (1986) 311-323; N. E. Breslow and N. E. Day, Statistical Methods
    in Cancer Research I (1980), p. 142. R's ``mantelhaen.test(..., correct = FALSE)``.

    Examples
    --------
    In two units women leave at twice the rate, though over both together the rates are nearly the same:

    >>> pooled = mantel_haenszel(cases=[8, 4], base=[20, 100], reference_cases=[20, 2], reference_base=[100, 100])
    >>> f"{pooled.risk_ratio:.1f} times the rate, {pooled.risk_ratio_low:.1f} to {pooled.risk_ratio_high:.1f}"
    '2.0 times the rate, 1.1 to 3.8'
    """
    counts, _ = two_groups(cases, base, reference_cases, reference_base)
    x1, n1, x0, n0 = (np.ravel(count) for count in counts)
    filled = (n1 > 0) & (n0 > 0)
    x1, n1, x0, n0 = (count[filled] for count in (x1, n1, x0, n0))
    z = -ndtri(confidence_tail(confidence))
    t1, m1, t0, m0 = widened(x1, n1, x0, n0, effect, reference_effect)
    risk, odds = (_around(made(x1, n1, x0, n0, z)[0], made(t1, m1, t0, m0, z)) for made in (_risk_ratio, _odds_ratio))
    agreement = _breslow_day(t1, m1, t0, m0, _odds_ratio(t1, m1, t0, m0, z)[0])
    return Pooled(*risk, *odds, _cochran(t1, m1, t0, m0), agreement, int(np.count_nonzero(~filled)))


class PooledRates(NamedTuple):
    """The ratio of rates pooled over strata, whether chance explains it, and whether the strata agree."""

    rate_ratio: float
    rate_ratio_low: float
    rate_ratio_high: float
    mh_p: float
    homogeneity_p: float
    strata_dropped: int


def mantel_haenszel_rates(
    *, cases: Any, exposure: Any, reference_cases: Any, reference_exposure: Any, confidence: float = 0.95, effect: float = 1.0, reference_effect: float = 1.0
) -> PooledRates:
    """Return one ratio of rates for two groups compared within each stratum: events per person-year or per post.

    Parameters
    ----------
    cases, reference_cases : array_like of int
        Events in each stratum; they need not be some of the exposure.
    exposure, reference_exposure : array_like of float
        Person-years, headcounts or other bases, one entry per stratum.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.
    effect, reference_effect : float
        As for :func:`mantel_haenszel`.

    Returns
    -------
    rate_ratio, rate_ratio_low, rate_ratio_high
        Pooled ratio of rates, with Greenland-Robins limits for person-time.
    mh_p
        Mantel-Haenszel test that there is no difference in any stratum, without continuity correction.
    homogeneity_p
        Test that the ratio is the same in all strata. NaN with fewer than two strata that have events.
    strata_dropped
        Strata left out because one of the groups has nothing at risk there.

    Notes
    -----
    S. Greenland and J. M. Robins, Biometrics 41 (1985) 55-68; N. E. Breslow and N. E. Day, Statistical Methods in Cancer
    Research II (1987), pp. 107-112. Given a stratum's total, its events are binomial with share RR t1 / (RR t1 + t0).

    Examples
    --------
    In two units women are the subject of complaints at twice the rate, though over both together it is about the same:

    >>> pooled = mantel_haenszel_rates(cases=[8, 4], exposure=[20, 100], reference_cases=[20, 2], reference_exposure=[100, 100])
    >>> f"{pooled.rate_ratio:.1f} times the rate, {pooled.rate_ratio_low:.1f} to {pooled.rate_ratio_high:.1f}"
    '2.0 times the rate, 1.0 to 4.2'
    """
    (x1, t1, x0, t0), _ = numbers(
        whole=("cases", "reference_cases"), cases=cases, exposure=exposure, reference_cases=reference_cases, reference_exposure=reference_exposure
    )
    filled = np.ravel((t1 > 0) & (t0 > 0))
    x1, t1, x0, t0 = (np.ravel(each)[filled] for each in (x1, t1, x0, t0))
    z = -ndtri(confidence_tail(confidence))
    exact = _limits(np.sum(x1 * t0 / (t1 + t0)), np.sum(x0 * t1 / (t1 + t0)), np.nan, z)[0]
    x1, t1, x0, t0 = widened(x1, t1, x0, t0, effect, reference_effect)
    total, found = t1 + t0, x1 + x0
    r, s, spread = np.sum(x1 * t0 / total), np.sum(x0 * t1 / total), np.sum(found * t1 * t0 / total**2)
    ratio, *_ = limits = _limits(r, s, spread / (r * s) if r * s > 0 else np.nan, z)
    p = float(chdtrc(1, np.sum(x1 - found * t1 / total) ** 2 / spread)) if spread > 0 else float("nan")
    speaks = found > 0
    agreement = float("nan")
    if np.count_nonzero(speaks) >= 2 and 0 < ratio < np.inf:
        share = (ratio * t1 / (ratio * t1 + t0))[speaks]
        off = (x1[speaks] - found[speaks] * share) ** 2 / (found[speaks] * share * (1 - share))
        agreement = float(chdtrc(np.count_nonzero(speaks) - 1, np.sum(off)))
    return PooledRates(*_around(exact, limits), p, agreement, int(np.count_nonzero(~filled)))


def _risk_ratio(x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray, z: float) -> tuple[float, float, float]:
    total, found = n1 + n0, x1 + x0
    r, s = np.sum(x1 * n0 / total), np.sum(x0 * n1 / total)
    variance = np.sum((found * n1 * n0 - x1 * x0 * total) / total**2)
    return _limits(r, s, variance / (r * s) if r * s > 0 else np.nan, z)


def _odds_ratio(x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray, z: float) -> tuple[float, float, float]:
    total, y1, y0 = n1 + n0, n1 - x1, n0 - x0
    r, s = x1 * y0 / total, y1 * x0 / total
    p, q = (x1 + y0) / total, (y1 + x0) / total
    big_r, big_s = np.sum(r), np.sum(s)
    if big_r * big_s == 0:
        return _limits(big_r, big_s, np.nan, z)
    variance = np.sum(p * r) / (2 * big_r**2) + np.sum(q * s) / (2 * big_s**2)
    return _limits(big_r, big_s, variance + np.sum(p * s + q * r) / (2 * big_r * big_s), z)


def _limits(top: float, bottom: float, variance: float, z: float) -> tuple[float, float, float]:
    if bottom == 0:
        return (float("inf") if top > 0 else float("nan")), float("nan"), float("nan")
    ratio, factor = top / bottom, np.exp(z * np.sqrt(variance))
    return float(ratio), float(ratio / factor), float(ratio * factor)


def _around(ratio: float, told: tuple[float, float, float]) -> tuple[float, float, float]:
    """The limits of the counts as told, as many times above and below the ratio of the counts themselves."""
    moved = ratio / told[0] if 0 < told[0] < np.inf else 1.0
    return ratio, told[1] * moved, told[2] * moved


def _cochran(x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray) -> float:
    total, found = n1 + n0, x1 + x0
    variance = np.sum(n1 * n0 * found * (total - found) / (total**2 * np.maximum(total - 1, 1)))
    if variance == 0:
        return float("nan")
    return float(chdtrc(1, np.sum(x1 - n1 * found / total) ** 2 / variance))


def _breslow_day(x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray, odds_ratio: float) -> float:
    """Compare each stratum with what the pooled odds ratio makes of its margins."""
    speaks = (x1 + x0 > 0) & (x1 + x0 < n1 + n0)
    if np.count_nonzero(speaks) < 2 or not 0 < odds_ratio < np.inf:
        return float("nan")
    x1, n1, x0, n0 = (count[speaks] for count in (x1, n1, x0, n0))
    found = x1 + x0
    # fitted cases solve (1 - R) a^2 + (n0 - found + R (found + n1)) a - R found n1 = 0; this root stays right at R = 1
    b, product = n0 - found + odds_ratio * (found + n1), odds_ratio * found * n1
    fitted = 2 * product / (b + np.sqrt(b**2 + 4 * (1 - odds_ratio) * product))
    precision = 1 / fitted + 1 / (n1 - fitted) + 1 / (found - fitted) + 1 / (n0 - found + fitted)
    return float(chdtrc(len(x1) - 1, np.sum((x1 - fitted) ** 2 * precision)))
