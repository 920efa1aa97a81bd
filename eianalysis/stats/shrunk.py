"""Rates of many units drawn towards the whole, by as much as chance alone would have spread them (empirical Bayes)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.special import betaincinv, gammaincinv
from scipy.stats import chi2

from eianalysis.stats._input import between_0_and_1, choice, unit_counts


class Shrunk(NamedTuple):
    """Each unit's rate drawn towards the whole, its range, the units' own spread, and whether it exceeds chance.

    ``spread`` is the standard deviation of the units' true rates that the counts make likely, as a share of the whole rate;
    ``dispersion`` how many times more they vary than chance alone (1: as chance), ``p`` how often chance alone would.
    """

    rate: Any
    low: Any
    high: Any
    spread: float
    dispersion: float
    p: float


def shrunk_rates(cases: Any, base: Any, *, kind: str = "proportion", confidence: float = 0.95) -> Shrunk:
    """Return units' rates as the rates of all of them make them likely.

    Parameters
    ----------
    cases, base : array_like
        One entry a unit; of a ``rate`` the base is an exposure.
    kind : {"proportion", "rate"}
        The beta-binomial or the gamma-Poisson.
    confidence : float

    Returns
    -------
    Shrunk
        Where units vary no more than by chance, ``spread`` is 0 and every unit has the rate of the whole: a ranking of them
        would order chance. A unit of nobody has the whole's rate too.

    Notes
    -----
    The spread by moments from Pearson's chi-square of homogeneity, as R. DerSimonian and N. Laird, Controlled Clinical Trials 7
    (1986) 177-188; then the conjugate posterior. The spread is taken as known, so that ranges are a little narrow.

    Examples
    --------
    3 of 10 left one unit and 30 of 300 the others: the three say little.

    >>> found = shrunk_rates([3, 12, 10, 8], [10, 100, 110, 90])
    >>> f"{found.rate[0]:.2f} instead of 0.30"
    '0.12 instead of 0.30'
    """
    choice("kind", kind, ("proportion", "rate"))
    (x, n), keep = unit_counts(kind, cases, base)
    x, n = np.atleast_1d(x).astype(float), np.atleast_1d(n).astype(float)
    tail, units, total = (1 - between_0_and_1("confidence", confidence)) / 2, n > 0, n.sum()
    rate = x.sum() / total if total else np.nan
    unit = rate * (1 - rate) if kind == "proportion" else rate
    if not total or unit == 0 or units.sum() < 2:
        same = np.where(units.any(), rate, np.nan) + np.zeros(len(x))
        return Shrunk(keep(same), keep(same), keep(same), 0.0, np.nan, np.nan)
    seen = float(np.sum((x[units] - n[units] * rate) ** 2 / (n[units] * unit)))
    df = int(units.sum()) - 1
    between = max(0.0, (seen - df) * unit / (total - np.sum(n**2) / total))
    p, dispersion = float(chi2.sf(seen, df)), seen / df
    if between <= 0:
        same = np.full(len(x), rate)
        return Shrunk(keep(same), keep(same), keep(same), 0.0, dispersion, p)
    if kind == "proportion":
        prior = max(unit / between - 1, 1e-9)
        a, b = x + rate * prior, n - x + (1 - rate) * prior
        made, low, high = a / (a + b), betaincinv(a, b, tail), betaincinv(a, b, 1 - tail)
    else:
        prior = rate / between  # the gamma's rate parameter, in units of exposure
        a, b = x + rate * prior, n + prior
        made, low, high = a / b, gammaincinv(a, tail) / b, gammaincinv(a, 1 - tail) / b
    return Shrunk(keep(made), keep(low), keep(high), float(np.sqrt(between) / rate), dispersion, p)
