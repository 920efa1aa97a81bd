"""Which comparisons could stand out at all: known before looking at who is affected."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import gammaln

from eianalysis.stats._input import choice, numbers
from eianalysis.stats._two_sided import TIE


def attainable_p(kind: str, cases: Any, base: Any, reference_cases: Any, reference_base: Any) -> Any:
    """Return the smallest two-sided p that could come out at these bases and this total of cases, however they fell.

    Parameters
    ----------
    kind : {"proportion", "rate"}
        Fisher's test, or the conditional test of two rates.
    cases, base, reference_cases, reference_base : array_like
        Only the sum of the cases is used: who had them plays no part.

    Returns
    -------
    p
        Broadcast: the probability of the least likely of the two most lopsided tables, of both where they are equally
        likely. 1 where there is no case, or nothing but cases; NaN where a base is 0.

    Notes
    -----
    R. E. Tarone, Biometrics 46 (1990) 515-522: a comparison whose smallest attainable p is above alpha can never be a false
    alarm, and is left out of the family without looking at its result.

    Examples
    --------
    Of two groups of ten with three cases between them, the worst that can happen is that one has all three:

    >>> f"{attainable_p('proportion', 1, 10, 2, 10):.3f}"
    '0.211'
    """
    choice("kind", kind, ("proportion", "rate"))
    (x1, n1, x0, n0), keep = numbers(cases=cases, base=base, reference_cases=reference_cases, reference_base=reference_base)
    total = x1 + x0
    if kind == "proportion":
        ends = np.maximum(0.0, total - n0), np.minimum(n1, total)
        logs = [_log_hypergeometric(end, n1, n0, total) for end in ends]
    else:
        ends = np.zeros_like(total), total
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = [total * np.log(n0 / (n1 + n0)), total * np.log(n1 / (n1 + n0))]
    rarer, other = np.minimum(*logs), np.maximum(*logs)
    with np.errstate(invalid="ignore"):
        p = np.where(other <= rarer + TIE, np.exp(rarer) + np.exp(other), np.exp(rarer))
        p = np.where(ends[0] == ends[1], 1.0, np.minimum(p, 1.0))
    return keep(np.where((n1 > 0) & (n0 > 0), p, np.nan))


def could_stand_out(kind: str, cases: np.ndarray, base: np.ndarray, reference_cases: np.ndarray, reference_base: np.ndarray, *, alpha: float) -> np.ndarray:
    """Return which rows can enter a family: whose smallest attainable p is below alpha, at the total of their table.

    The total that is known before looking is that of all groups compared with one reference (rows with the same reference
    counts). The total of one group and the reference alone tells, beside the other rows, how many cases that group had:
    a group would enter because it had many, and families of small groups with few cases would raise twice the false alarms
    promised.
    """
    shape = np.shape(cases)
    x1, n1, x0, n0 = (np.ravel(np.asarray(each, float)) for each in (cases, base, reference_cases, reference_base))
    _, table = np.unique(np.array([x0, n0]), axis=1, return_inverse=True)
    total = x0 + np.bincount(table, weights=x1, minlength=len(x1))[table] if len(x1) else x1
    least = np.asarray(attainable_p(kind, x1, n1, x0, n0), float)
    for most in (np.minimum(total, n1), np.minimum(total, n0)) if kind == "proportion" else (total,):
        # however the rest of the table's cases fell, up to that many could have been of this group and its reference
        least = np.fmin(least, np.asarray(attainable_p(kind, most, n1, np.zeros_like(most), n0), float))
    with np.errstate(invalid="ignore"):
        return (least < alpha).reshape(shape)


def _log_hypergeometric(x: np.ndarray, n1: np.ndarray, n0: np.ndarray, total: np.ndarray) -> np.ndarray:
    return _choose(n1, x) + _choose(n0, total - x) - _choose(n1 + n0, total)


def _choose(n: np.ndarray, k: np.ndarray) -> np.ndarray:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
