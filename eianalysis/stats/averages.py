"""The mean of numbers, with the range in which the mean of people like these plausibly lies."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.special import stdtrit

from eianalysis.stats._input import confidence_tail


class Mean(NamedTuple):
    """A mean, its range, its standard error, and of how many people it is; NaN where there are too few for one."""

    value: float
    low: float
    high: float
    error: float
    people: int


def mean_interval(values: Any, people: Any = None, *, confidence: float = 0.95) -> Mean:
    """Return the mean of the values and its t interval, of people and not of rows where somebody stands more than once.

    Parameters
    ----------
    values : array_like
        Finite numbers, in their own unit.
    people : array_like, optional
        Whose each value is. Values of one person are taken to say less than as many of different people.
    confidence : float

    Returns
    -------
    Mean
        ``value, low, high, error, people``. Of one person the range is NaN; of nobody the mean is as well.

    Notes
    -----
    The standard error is the root of G / (G - 1) times the sum over the G people of the square of what each adds up to beyond
    the mean, over the number of values; the quantile is Student's t on G - 1 degrees of freedom. With one value a person that is
    the t interval of every textbook; else the cluster-robust one, CR1 (A. C. Cameron and D. L. Miller, A practitioner's guide
    to cluster-robust inference, Journal of Human Resources 50 (2015) 317-372), as of a regression on a constant alone.

    Raises
    ------
    ValueError
        Where a value is missing or not finite, or ``people`` is of another length.

    Examples
    --------
    >>> mean = mean_interval([1, 2, 3, 4, 5])
    >>> [round(end, 3) for end in (mean.value, mean.low, mean.high)]
    [3.0, 1.037, 4.963]

    Every value twice, of the same five people, says no more:

    >>> round(mean_interval([1, 2, 3, 4, 5] * 2, people=list("ABCDE") * 2).low, 3)
    1.037
    """
    values = np.ravel(np.asarray(values, dtype=float))
    if not np.isfinite(values).all():
        raise ValueError("values: missing or not finite")
    whose = np.arange(len(values)) if people is None else np.unique(np.ravel(np.asarray(people)), return_inverse=True)[1]
    if len(whose) != len(values):
        raise ValueError("people: not as many as values")
    tail, many = confidence_tail(confidence), len(np.unique(whose))
    if not many:
        return Mean(np.nan, np.nan, np.nan, np.nan, 0)
    mean = float(values.mean())
    if many == 1:
        return Mean(mean, np.nan, np.nan, np.nan, 1)
    beyond = np.bincount(whose, weights=values - mean)
    error = float(np.sqrt(many / (many - 1) * (beyond @ beyond)) / len(values))
    reach = float(stdtrit(many - 1, 1 - tail)) * error
    return Mean(mean, mean - reach, mean + reach, error, many)
