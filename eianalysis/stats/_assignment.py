"""The best one-to-one assignment, and how much worse the best without one of its pairs would be."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

FORBIDDEN = -1e6


def best_assignment(score) -> tuple[np.ndarray, float]:
    """Return the column given to each row so that the scores add up to the most, and that sum.

    Parameters
    ----------
    score : array_like of shape (rows, columns)
        At least as many columns as rows. ``FORBIDDEN`` marks a pair that must not be.

    Returns
    -------
    chosen : ndarray of int
        One column a row, none twice (the rectangular assignment problem, by ``scipy.optimize.linear_sum_assignment``).
    total : float

    Examples
    --------
    >>> chosen, total = best_assignment([[3, 1], [2, 1]])
    >>> chosen.tolist(), total
    ([0, 1], 4.0)
    """
    score = np.asarray(score, float)
    if score.ndim != 2 or score.shape[0] > score.shape[1]:
        raise ValueError("an assignment needs at least as many columns as rows")
    rows, columns = linear_sum_assignment(score, maximize=True)
    return columns[np.argsort(rows)], float(score[rows, columns].sum())


def assignment_margins(score, kinds) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the best assignment, each row's margin, and what the row would have instead.

    The margin of a row is the best sum less the best sum of any assignment in which the row has no column of the kind it
    has: a small one says that two readings compete.

    Parameters
    ----------
    score : array_like of shape (rows, columns)
    kinds : sequence of length columns
        Columns of one kind are as good as each other: a row that only changes between them changes nothing.

    Examples
    --------
    >>> chosen, margins, instead = assignment_margins([[5, 4, 0], [0, 4, 0]], ["a", "b", "c"])
    >>> chosen.tolist(), margins.tolist(), instead.tolist()
    ([0, 1], [5.0, 4.0], [1, 2])
    """
    score, kinds = np.asarray(score, float), np.asarray(kinds)
    chosen, total = best_assignment(score)
    margins, instead = np.empty(len(chosen)), np.empty(len(chosen), int)
    for row, column in enumerate(chosen):
        without = score.copy()
        without[row, kinds == kinds[column]] = FORBIDDEN
        other, worse = best_assignment(without)
        margins[row], instead[row] = total - worse, other[row]
    return chosen, margins, instead
