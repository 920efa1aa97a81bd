"""How many times the reference group's rate a group's rate is, and how sure that is."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import ndtri

from eianalysis.stats._input import choice, confidence_tail, two_groups
from eianalysis.stats._root import crossing

WIDEST = 120.0  # e to this power: beyond any ratio that counts of people can give


def disparity_ratio(*, cases: Any, base: Any, reference_cases: Any, reference_base: Any) -> Any:
    """Return the group's rate divided by the reference group's: 2 is twice the rate, 0.5 is half of it.

    Parameters
    ----------
    cases, base : array_like of int
        Events in the group, and the people or encounters that could have had one.
    reference_cases, reference_base : array_like of int
        The same for the group it is compared with.

    Returns
    -------
    ratio
        Broadcast, direction kept. ``inf`` where only the reference has no case, NaN where neither has one or a base
        is 0.

    Examples
    --------
    Officers in a group of 90, of whom 8 left, against 64 leavers of 800:

    >>> round(float(disparity_ratio(cases=8, base=90, reference_cases=64, reference_base=800)), 2)
    1.11
    """
    (x1, n1, x0, n0), keep = two_groups(cases, base, reference_cases, reference_base)
    return keep(_ratio(x1, n1, x0, n0))


def disparity_ratio_interval(
    *, cases: Any, base: Any, reference_cases: Any, reference_base: Any, method: str = "score", confidence: float = 0.95
) -> tuple[Any, Any]:
    """Return the range in which the true ratio of two rates plausibly lies.

    Parameters
    ----------
    cases, base, reference_cases, reference_base : array_like of int
        As for :func:`disparity_ratio`.
    method : {"score", "katz"}
        ``score`` is right with no case and with every person a case. ``katz`` (log Wald) is the older textbook
        interval, NaN when a group has no case and too narrow when few or all are cases; it is here for comparison.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    low, high
        Broadcast. No case in the group gives ``low`` 0, none in the reference gives ``high`` infinite, none in either 0
        to infinite: everything is possible. NaN where a base is 0.

    Notes
    -----
    ``score``: P. A. R. Koopman, Biometrics 40 (1984) 513-517; without the factor N/(N-1) of Miettinen and Nurminen.
    ``katz``: D. Katz and others, Biometrics 34 (1978) 469-474.

    Examples
    --------
    8 leavers of 90 against 64 of 800 is 1.1 times the rate, plausibly 0.6 to 2.2:

    >>> low, high = disparity_ratio_interval(cases=8, base=90, reference_cases=64, reference_base=800)
    >>> f"{low:.1f} to {high:.1f}"
    '0.6 to 2.2'
    """
    choice("method", method, ("score", "katz"))
    (x1, n1, x0, n0), keep = two_groups(cases, base, reference_cases, reference_base)
    z = -ndtri(confidence_tail(confidence))
    low, high = (koopman if method == "score" else _katz)(x1, n1, x0, n0, z)
    return keep(low), keep(high)


def _ratio(x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        # cross-multiplied in whole numbers first, so that equal rates give exactly 1
        return np.where((n1 > 0) & (n0 > 0), (x1 * n0) / (x0 * n1), np.nan)


def _katz(x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, half = _ratio(x1, n1, x0, n0), z * np.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)
        known = (x1 > 0) & (x0 > 0)
        return np.where(known, ratio * np.exp(-half), np.nan), np.where(known, ratio * np.exp(half), np.nan)


def koopman(x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    """Return Koopman's limits at ``z`` standard errors; the counts need not be whole."""
    known = (n1 > 0) & (n0 > 0)
    low, high = np.where(known, 0.0, np.nan), np.where(known, np.inf, np.nan)
    for limit, target, searched in ((low, z, known & (x1 > 0)), (high, -z, known & (x0 > 0))):
        limit[searched] = _where_score_is(target, *(count[searched] for count in (x1, n1, x0, n0)))
    return low, high


def _where_score_is(target: float, *table: np.ndarray) -> np.ndarray:
    """Return the ratio at which the table lies ``target`` standard errors above what the ratio would make of it."""
    ends = np.full(len(table[0]), WIDEST)
    return np.exp(crossing(lambda log_ratio: _score(np.exp(log_ratio), *table) - target, -ends, ends))


def _score(ratio: np.ndarray, x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray) -> np.ndarray:
    """Return how many standard errors the table lies above what ``ratio`` would make of it (Koopman's score).

    The rates that fit ``ratio`` best solve a quadratic. Its discriminant is written as a sum of terms that are never
    negative, and of each pair of roots the one is taken that does not subtract two nearly equal numbers: so the score
    stays exact for rates near 1 and for populations of millions.
    """
    left1, left0, total = n1 - x1, n0 - x0, n1 + n0
    b = ratio * (n1 + x0) + x1 + n0
    root = np.sqrt((ratio * (n1 + x0) - (x1 + n0)) ** 2 + 4 * ratio * left1 * left0)
    fitted0 = 2 * (x1 + x0) / (b + root)  # the reference group's rate; the group's is ratio times it
    spread1 = ratio * fitted0 * _rest(2 * total - b, root, (1 - ratio) * left1, total)
    spread0 = fitted0 * _rest(2 * ratio * total - b, root, (ratio - 1) * left0, ratio * total)
    gap = x1 / n1 - ratio * x0 / n0
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(gap == 0, 0.0, gap / np.sqrt(spread1 / n1 + ratio**2 * spread0 / n0))


def _rest(middle: np.ndarray, root: np.ndarray, product: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Return one minus a fitted rate: the larger root of a quadratic, by whichever formula does not cancel."""
    with np.errstate(divide="ignore", invalid="ignore"):
        other = 2 * product / (middle - root)
        return np.maximum(np.where(middle >= 0, (middle + root) / (2 * scale), other), 0.0)
