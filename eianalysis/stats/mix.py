"""How mixed one body of people is, and how differently two groups are spread over the same places."""

from __future__ import annotations

from typing import Any

import numpy as np

from eianalysis.stats._input import numbers


def blau_index(counts: Any) -> float:
    """Return the chance that two people drawn from a body (with replacement) belong to different groups.

    Parameters
    ----------
    counts : array_like
        People in each group: numbers or shares.

    Returns
    -------
    index
        0 when all are in one group; at most 1 - 1/k with k groups; NaN with nobody.

    Notes
    -----
    P. M. Blau, Inequality and Heterogeneity (1977), p. 78.

    Examples
    --------
    A unit of 75 men and 25 women:

    >>> blau_index([75, 25])
    0.375
    """
    (array,), _ = numbers(counts=counts)
    total = array.sum()
    return float(1 - np.sum((array / total) ** 2)) if total > 0 else float("nan")


def dissimilarity_index(a: Any, b: Any) -> float:
    """Return the share of one group that would have to move for both to be spread alike over units or ranks.

    Parameters
    ----------
    a, b : array_like
        People of each group in each unit, in the same order: numbers or shares.

    Returns
    -------
    index
        0 when spread alike, 1 when they share no unit; NaN when a group has nobody.

    Notes
    -----
    O. D. Duncan and B. Duncan, American Sociological Review 20 (1955) 210-217.

    Examples
    --------
    Women 30, 10, 10 and men 30, 40, 30 over three units:

    >>> round(dissimilarity_index([30, 10, 10], [30, 40, 30]), 2)
    0.3
    """
    (first, second), _ = numbers(a=a, b=b)
    if first.sum() == 0 or second.sum() == 0:
        return float("nan")
    return float(0.5 * np.sum(np.abs(first / first.sum() - second / second.sum())))
