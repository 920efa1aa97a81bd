"""Many comparisons at once: how the p values have to be read then."""

from __future__ import annotations

from typing import Any

import numpy as np

from eianalysis.stats._input import choice, numbers, refuse


def adjust_p(p: Any, *, method: str = "bh") -> Any:
    """Return p values corrected for having looked at many comparisons.

    Parameters
    ----------
    p : array_like of float
        The p values of one family. NaN (no test was possible) stays NaN and does not count as a comparison.
    method : {"bh", "holm"}
        ``bh`` (Benjamini-Hochberg) limits the share of false alarms among the alarms; ``holm`` the chance of any.

    Returns
    -------
    adjusted
        Same shape and index; at most 1.

    Notes
    -----
    Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289-300; S. Holm, Scandinavian J. of Statistics 6 (1979) 65-70. As
    R's ``p.adjust``.

    Examples
    --------
    Three stages compared, one of them could not be tested:

    >>> adjust_p([0.01, float("nan"), 0.04]).tolist()
    [0.02, nan, 0.04]
    """
    choice("method", method, ("bh", "holm"))
    (values,), keep = numbers(missing=("p",), p=p)
    refuse("p", values > 1, "more than 1")
    adjusted = np.full(values.shape, np.nan)
    tested = ~np.isnan(values)
    adjusted[tested] = (_benjamini_hochberg if method == "bh" else _holm)(values[tested])
    return keep(adjusted)


def _benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    return _back(np.minimum(np.minimum.accumulate(p[order] * (len(p) / ranks)), 1.0), order)


def _holm(p: np.ndarray) -> np.ndarray:
    order = np.argsort(p, kind="stable")
    steps = np.arange(len(p), 0, -1)
    return _back(np.minimum(np.maximum.accumulate(p[order] * steps), 1.0), order)


def _back(adjusted: np.ndarray, order: np.ndarray) -> np.ndarray:
    result = np.empty_like(adjusted)
    result[order] = adjusted
    return result
