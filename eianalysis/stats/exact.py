"""Could a difference between two groups be chance? Exact tests of a two-by-two table."""

from __future__ import annotations

from typing import Any

import numpy as np

from eianalysis.stats._input import numbers, refuse, two_groups
from eianalysis.stats._two_sided import log_factorial, two_sided


def fisher_test(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any) -> Any:
    """Return how often chance alone would give a split at least as unlikely as this one (Fisher's exact test).

    Parameters
    ----------
    cases, base : array_like of int
        Events in the group, and the people or encounters that could have had one.
    reference_cases, reference_base : array_like of int
        The same for the group it is compared with.

    Returns
    -------
    p
        Two-sided, broadcast. 1 where the counts leave only one possible split (nobody at risk, or no case at all).

    Notes
    -----
    The sum over all tables with these margins that are as or less likely, with R's relative tolerance of 1e-7: equal to
    R's ``fisher.test`` and ``scipy.stats.fisher_exact``, for thousands of tables at once.

    Examples
    --------
    Did 8 of 90 leaving against 64 of 800 happen by chance? Easily:

    >>> f"{fisher_test(cases=8, base=90, reference_cases=64, reference_base=800):.2f}"
    '0.69'
    """
    counts, keep = two_groups(cases, base, reference_cases, reference_base)
    return keep(_fisher(*counts)[0])


def share_test(cases: Any, base: Any, *, share: Any) -> Any:
    """Return how often a group with this true share would, by chance alone, be as far from it (exact binomial test).

    Parameters
    ----------
    cases, base : array_like of int
        Members of the group, and everybody who was counted.
    share : array_like of float
        The share in the population it is compared with, between 0 and 1, taken as known.

    Returns
    -------
    p
        Two-sided, broadcast; 1 where ``base`` is 0, NaN where ``share`` is missing.

    Notes
    -----
    The sum over all counts that are as or less likely, with R's relative tolerance of 1e-7: R's ``binom.test``. Conover,
    Practical Nonparametric Statistics (1971), 97-104.

    Examples
    --------
    Could a unit with 12 women among 92 be drawn from a force with 30% women? Hardly:

    >>> f"{share_test(12, 92, share=0.30):.4f}"
    '0.0002'
    """
    (k, n, true), keep = numbers(whole=("cases", "base"), missing=("share",), cases=cases, base=base, share=share)
    refuse("cases", k > n, "more than base")
    refuse("share", true > 1, "more than 1")
    shape, (k, n, true) = k.shape, (each.ravel() for each in (k, n, true))
    p = np.full(len(true), np.nan)
    edge = (true == 0) | (true == 1)
    p[edge] = (k[edge] == n[edge] * true[edge]).astype(float)
    at = np.flatnonzero(~np.isnan(true) & ~edge)
    if len(at):
        k, n, true = k[at], n[at], true[at]
        log = log_factorial(n.max())

        def log_weight(outcome: np.ndarray, which: np.ndarray) -> np.ndarray:
            rest = n[which] - outcome
            return -log(outcome) - log(rest.astype(np.int64)) + outcome * np.log(true[which]) + rest * np.log1p(-true[which])

        p[at], _ = two_sided(log_weight, np.zeros(len(n)), n, k, n * true, np.sqrt(n * true * (1 - true)))
    return keep(p.reshape(shape))


def mid_p_test(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any) -> Any:
    """Return Fisher's p counting only half of the observed table's own probability, which makes it less cautious.

    Parameters
    ----------
    cases, base, reference_cases, reference_base : array_like of int
        As for :func:`fisher_test`.

    Returns
    -------
    p
        Two-sided, broadcast: ``fisher_test`` minus half the probability of the observed table.

    Notes
    -----
    H. O. Lancaster, JASA 56 (1961) 223-234; A. Agresti, Statistical Science 7 (1992) 131-153.

    Examples
    --------
    Of 10 recruits from one group 4 failed vetting, of 60 from another 8:

    >>> counts = dict(cases=4, base=10, reference_cases=8, reference_base=60)
    >>> f"{mid_p_test(**counts):.3f}, where Fisher's p is {fisher_test(**counts):.3f}"
    "0.035, where Fisher's p is 0.061"
    """
    counts, keep = two_groups(cases, base, reference_cases, reference_base)
    p, point = _fisher(*counts)
    return keep(p - point / 2)


def _fisher(x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return Fisher's p and the probability of the observed table: given all margins, the group's cases say it all."""
    shape = x1.shape
    x1, n1, x0, n0 = (np.ravel(count).astype(np.int64) for count in (x1, n1, x0, n0))
    found, total = x1 + x0, n1 + n0
    factorial = log_factorial(total.max(initial=0))
    spare = n0 - found  # of the reference, not found even if every case were the reference's

    def log_weight(x: np.ndarray, which: np.ndarray) -> np.ndarray:
        # paired so that mirrored tables give the same sum to the last digit, and count as equally likely
        inside, outside = factorial(x), factorial(x + spare[which])
        return -((inside + outside) + (factorial(n1[which] - x) + factorial(found[which] - x)))

    everybody = np.maximum(total, 1)  # of nobody nothing is divided by 0
    mean = found * (n1 / everybody)
    # only how far outcomes are looked for: of all, not of all but one, which the forty events beyond cover many times
    variance = mean * (n0 / everybody) * ((total - found) / everybody)
    p, point = two_sided(log_weight, np.maximum(0, -spare), np.minimum(n1, found), x1, mean, np.sqrt(variance))
    return p.reshape(shape), point.reshape(shape)
