"""Several reasons for leaving weighed together: Cox regression with late entry, strata and Efron's way with ties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtri

from eianalysis.stats._input import confidence_tail
from eianalysis.stats._times import Spells, read_labels, read_spells

STEPS = 40
SETTLED = 1e-11  # relative change of the log likelihood


def hazard_ratios(
    frame: pd.DataFrame, *, exit: str, event: str, covariates: Sequence[str], entry: str | None = None, strata: str | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Return how many times faster people with a characteristic leave, all else in the model being equal.

    Parameters
    ----------
    frame : DataFrame
        One row per person; not changed.
    exit, event, entry : str
        Columns as the arguments of :func:`life_table`.
    covariates : list of str
        Columns. Numbers count per unit; words, categories and booleans level by level, against the first level (of the
        category's order, otherwise of the alphabet).
    strata : str, optional
        A column within whose groups people are compared.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    DataFrame
        ``hazard_ratio, low, high, p``, indexed by covariate or ``covariate[level]``; p is Wald's.

    Raises
    ------
    ValueError
        For a level in which nobody left (its ratio would be 0 or infinite), and for covariates that cannot be told
        apart.

    Notes
    -----
    D. R. Cox, JRSS B 34 (1972) 187-220; B. Efron, JASA 72 (1977) 557-565. R's
    ``coxph(Surv(entry, exit, event) ~ ...)``.

    Examples
    --------
    Two intakes, the second leaving later:

    >>> people = pd.DataFrame({"years": [1, 2, 3, 4, 5, 4, 5, 6, 7, 8], "left": 1, "intake": ["a"] * 5 + ["b"] * 5})
    >>> result = hazard_ratios(people, exit="years", event="left", covariates=["intake"])
    >>> f"{result.loc['intake[b]', 'hazard_ratio']:.2f}"
    '0.15'
    """
    z = -ndtri(confidence_tail(confidence))
    if not covariates or isinstance(covariates, str):
        raise ValueError("covariates: must be a list of one or more columns")
    wanted = [name for name in (exit, event, *covariates, entry, strata) if name is not None]
    for name in wanted:
        if name not in frame.columns:
            raise ValueError(f"frame: has no column {name!r}")
    spells = read_spells(frame[exit], frame[event], None if entry is None else frame[entry])
    if not spells.ending.any():
        raise ValueError("event: nobody left, so there is nothing to compare")
    names, columns = _design(frame, covariates, spells.ending == 1)
    layers = np.zeros(len(frame), int) if strata is None else read_labels("strata", frame[strata])[0]
    centre, scale = columns.mean(axis=0), columns.std(axis=0)
    slope, covariance = _fit((columns - centre) / scale, _places(spells, layers))
    slope, error = slope / scale, np.sqrt(np.diag(covariance)) / scale
    values = {"hazard_ratio": np.exp(slope), "low": np.exp(slope - z * error), "high": np.exp(slope + z * error), "p": chdtrc(1, (slope / error) ** 2)}
    return pd.DataFrame(values, index=pd.Index(names, name="covariate"))


def _design(frame: pd.DataFrame, covariates: Sequence[str], left: np.ndarray) -> tuple[list[str], np.ndarray]:
    names, columns = [], []
    for name in covariates:
        values: Any = frame[name]
        if values.isna().any():
            raise ValueError(f"{name}: {int(values.isna().sum())} of {len(values)} values are missing")
        if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
            levels = {name: values.to_numpy(float)}
        else:
            kinds = [str(level) for level in pd.Categorical(values).remove_unused_categories().categories]
            levels = {kind: (values.astype(str) == kind).to_numpy(float) for kind in kinds}
            for kind, members in levels.items():
                if not (left & (members > 0)).any():
                    raise ValueError(f"{name}: nobody in {kind!r} left, so it has no ratio; join it to another level")
            levels = {f"{name}[{kind}]": members for kind, members in list(levels.items())[1:]}
        if not levels or any(np.ptp(column) == 0 for column in levels.values()):
            raise ValueError(f"{name}: is the same for everybody, so it explains nothing")
        names += levels
        columns += levels.values()
    return names, np.column_stack(columns)


class _Places(NamedTuple):
    """Where each person stands among the event times of their stratum: at risk from ``first`` up to before ``last``."""

    first: np.ndarray
    last: np.ndarray
    left: np.ndarray  # people with an event: the event time is the one before ``last``
    ties: np.ndarray  # events at each event time
    when: np.ndarray  # for each event, its time ...
    share: np.ndarray  # ... and the part of those leaving with it that Efron counts as gone


def _places(spells: Spells, layers: np.ndarray) -> _Places:
    first, last = np.zeros(len(layers), int), np.zeros(len(layers), int)
    offset, ties = 0, []
    for layer in np.unique(layers):
        here = np.flatnonzero(layers == layer)
        mine = spells.of(here)
        times, count = np.unique(mine.exit[mine.ending == 1], return_counts=True)
        first[here] = offset if mine.entry is None else offset + np.searchsorted(times, mine.entry, side="right")
        last[here] = offset + np.searchsorted(times, mine.exit, side="right")
        ties.append(count)
        offset += len(times)
    ties = np.concatenate(ties)
    when = np.repeat(np.arange(len(ties)), ties)
    order = np.arange(len(when)) - np.repeat(np.cumsum(ties) - ties, ties)
    return _Places(first, last, np.flatnonzero(spells.ending == 1), ties, when, order / ties[when])


def _fit(x: np.ndarray, places: _Places) -> tuple[np.ndarray, np.ndarray]:
    """Return the slopes at which the likelihood is greatest, and their covariance (Newton, halving steps too long)."""
    slope = np.zeros(x.shape[1])
    likelihood, score, information = _derivatives(slope, x, places)
    for _ in range(STEPS):
        if np.diag(information).min() < SETTLED or np.linalg.cond(information) > 1e12:
            raise ValueError("covariates: cannot be told apart, or one of them decides alone who leaves")
        step = np.linalg.solve(information, score)
        better = _derivatives(slope + step, x, places)
        while not better[0] >= likelihood - 1e-9 * abs(likelihood) and np.abs(step).max() > 1e-12:
            step = step / 2
            better = _derivatives(slope + step, x, places)
        slope, gain = slope + step, better[0] - likelihood
        likelihood, score, information = better
        if abs(gain) <= SETTLED * max(abs(likelihood), 1.0) and np.abs(step).max() < 1e-6:
            return slope, np.linalg.inv(information)
    raise ValueError("covariates: no ratio settles; one of them decides alone who leaves")


def _derivatives(slope: np.ndarray, x: np.ndarray, places: _Places) -> tuple[float, np.ndarray, np.ndarray]:
    """Return Efron's log likelihood, its gradient and its information.

    Sums over everybody at risk at a time are running sums over people coming and going; sums over times for one person
    are differences of running sums over times. So no table of people by times is ever made.
    """
    first, last, left, ties, when, share = places
    predicted = x @ slope
    weight = np.exp(np.clip(predicted, -500, 500))
    gone = last[left] - 1

    def at_risk(value: np.ndarray) -> np.ndarray:
        size = len(ties) + 1
        return np.cumsum(np.bincount(first, value, size) - np.bincount(last, value, size))[:-1]

    def leaving(value: np.ndarray) -> np.ndarray:
        return np.bincount(gone, value[left], len(ties))

    pool = at_risk(weight)[when] - share * leaving(weight)[when]
    if pool.min() <= 0:  # a step so long that rounding has eaten the smaller weights
        return -np.inf, slope, np.eye(len(slope))
    mean = np.column_stack([at_risk(v)[when] - share * leaving(v)[when] for v in (weight[:, None] * x).T]) / pool[:, None]
    whole, part = np.bincount(when, 1 / pool, len(ties)), np.bincount(when, share / pool, len(ties))
    running = np.concatenate([[0.0], np.cumsum(whole)])
    expected = weight * (running[last] - running[first])  # events each person was due
    expected[left] -= weight[left] * part[gone]
    likelihood = float(predicted[left].sum() - np.log(pool).sum())
    score = x[left].sum(axis=0) - x.T @ expected
    return likelihood, score, (x * expected[:, None]).T @ x - mean.T @ mean
