"""Whether several units have one rate: the test that comes before any of them is called the highest or the lowest."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import chi2

from eianalysis.stats._input import choice, unit_counts
from eianalysis.stats.exact import fisher_test
from eianalysis.stats.poisson import rate_ratio_test

ENOUGH = 5  # cases (and others) expected of each unit for the chi-square to be near enough
DRAWS, SEED = 9_999, 20_240_401


def same_rate_test(cases: Any, base: Any, *, kind: str = "proportion") -> float:
    """Return how often units of one rate would by chance alone differ at least this much (test of homogeneity).

    Parameters
    ----------
    cases, base : array_like
        One entry a unit; of a ``rate`` the base is an exposure. Units of nobody are left out.
    kind : {"proportion", "rate"}

    Returns
    -------
    float
        NaN with fewer than two units, 1 where the cases are none or all.

    Notes
    -----
    Two units: Fisher's exact test, or the conditional test of two rates. More: Pearson's chi-square of homogeneity; where a
    unit is expected to have fewer than 5 cases (or, of proportions, fewer than 5 others), its distribution given the total is
    drawn 9,999 times from one seed, so that the same counts always give the same answer.

    Examples
    --------
    3 of 10 left one unit and 30 of 300 the others, which may be chance:

    >>> f"{same_rate_test([3, 12, 10, 8], [10, 100, 110, 90]):.2f}"
    '0.19'
    """
    choice("kind", kind, ("proportion", "rate"))
    (x, n), _ = unit_counts(kind, cases, base)
    x, n = np.atleast_1d(x).astype(float), np.atleast_1d(n).astype(float)
    x, n = x[n > 0], n[n > 0]
    if len(n) < 2:
        return float("nan")
    total, rate = n.sum(), x.sum() / n.sum()
    if rate == 0 or (kind == "proportion" and rate == 1):
        return 1.0
    if len(n) == 2 and kind == "proportion":
        return float(fisher_test(cases=x[0], base=n[0], reference_cases=x[1], reference_base=n[1]))
    if len(n) == 2:
        return float(rate_ratio_test(cases=x[0], exposure=n[0], reference_cases=x[1], reference_exposure=n[1]))
    unit = rate * (1 - rate) if kind == "proportion" else rate

    def apart(counts: np.ndarray) -> np.ndarray:
        return np.sum((counts - n * rate) ** 2 / (n * unit), axis=-1)

    seen, least = float(apart(x)), (n * min(rate, 1 - rate) if kind == "proportion" else n * rate).min()
    if least >= ENOUGH:
        return float(chi2.sf(seen, len(n) - 1))
    draw = np.random.default_rng(SEED)
    if kind == "proportion":
        drawn = draw.multivariate_hypergeometric(n.astype(np.int64), int(x.sum()), size=DRAWS, method="marginals")
    else:
        drawn = draw.multinomial(int(x.sum()), n / total, size=DRAWS)
    return float((1 + np.sum(apart(drawn) >= seen * (1 - 1e-9))) / (DRAWS + 1))
