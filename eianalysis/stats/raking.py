"""Weights by which those who answered are made up as everybody is (raking), and what those who did not could change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

MOST, CLOSE = 200, 1e-10


def raked_weights(answers: pd.DataFrame, margins: Mapping[str, Mapping[object, float]]) -> pd.Series:
    """Return a weight a row, so that each margin of the rows adds up to what is known of everybody.

    Parameters
    ----------
    answers : DataFrame
        One row a respondent, with a column for each margin.
    margins : {column: {group: number of people}}
        Of everybody who was asked; all of one total.

    Returns
    -------
    weights
        Their sum is the number of people. ``ValueError`` names a group that nobody of answered, or that has no margin: no weight
        can make up for it, and it has to be put together with another.

    Notes
    -----
    Iterative proportional fitting: W. E. Deming and F. F. Stephan, Annals of Mathematical Statistics 11 (1940) 427-444.

    Examples
    --------
    Half of the women answered and a quarter of the men; each woman's answer counts 2, each man's 4:

    >>> rows = pd.DataFrame({"sex": ["F"] * 10 + ["M"] * 20})
    >>> raked_weights(rows, {"sex": {"F": 20, "M": 80}}).unique().tolist()
    [2.0, 4.0]
    """
    _check(answers, margins)
    weights: Any = pd.Series(1.0, index=answers.index)
    for _ in range(MOST):
        moved = 0.0
        for column, known in margins.items():
            groups: Any = answers[column]
            now = weights.groupby(groups, observed=True).sum().to_dict()
            factor = groups.map({group: known[group] / people for group, people in now.items()}).astype(float)
            moved = max(moved, float(np.abs(factor - 1).max()))
            weights = weights * factor
        if moved < CLOSE:
            return weights
    raise ValueError("margins: no weights fit all of them at once; put small groups together, or use fewer margins")


def _check(answers: pd.DataFrame, margins: Mapping[str, Mapping[object, float]]) -> None:
    if not margins:
        raise ValueError("margins: name at least one column and its numbers of people")
    totals = {column: sum(known.values()) for column, known in margins.items()}
    if max(totals.values()) - min(totals.values()) > 1e-6 * max(totals.values()):
        raise ValueError("margins: they are of different numbers of people")
    for column, known in margins.items():
        if column not in answers:
            raise ValueError(f"margins: the answers have no column '{column}'")
        groups: Any = answers[column]
        there = set(groups.dropna())
        if groups.isna().any():
            raise ValueError(f"margins: some answers have no {column}")
        for group in there - set(known):
            raise ValueError(f"margins: {column} has no number for '{group}', which occurs among the answers")
        for group, people in known.items():
            if people > 0 and group not in there:
                raise ValueError(f"margins: nobody of {column} '{group}' answered: put the group together with another")


def weighted_share(yes: Any, weights: Any) -> tuple[float, float]:
    """Return the weighted share of yes, and how many plain answers the weighted ones are worth (L. Kish, 1965).

    Parameters
    ----------
    yes : array_like of bool
        One entry an answer.
    weights : array_like of float
        As many, more than 0.

    Returns
    -------
    share, answers
        Between 0 and 1; and the square of the sum of the weights over the sum of their squares, at most the number of answers.

    Notes
    -----
    L. Kish, Survey Sampling (1965).

    Examples
    --------
    >>> weighted_share([True, False, True], [1, 1, 2])
    (0.75, 2.6666666666666665)
    """
    y, w = np.asarray(yes, float), np.asarray(weights, float)
    return float(np.sum(y * w) / np.sum(w)), float(np.sum(w) ** 2 / np.sum(w**2))


def response_bounds(cases: int, answered: int, asked: int) -> tuple[float, float]:
    """Return the share of everybody asked, were all who did not answer a no, and were all of them a yes.

    Parameters
    ----------
    cases, answered, asked : int
        Who said yes, of whom an answer is known, of whom one was wanted: each holds the one before.

    Returns
    -------
    low, high
        Shares of everybody asked.

    Raises
    ------
    ValueError
        Where they do not hold each other, or nobody was asked.

    Notes
    -----
    C. F. Manski, Identification Problems in the Social Sciences (1995): nothing is assumed of those who did not answer.

    Examples
    --------
    >>> response_bounds(60, 100, 150)
    (0.4, 0.7333333333333333)
    """
    if not 0 <= cases <= answered <= asked or not asked:
        raise ValueError("asked: must hold those who answered, and they the cases")
    return cases / asked, (cases + asked - answered) / asked


__all__: Sequence[str] = ("raked_weights", "response_bounds", "weighted_share")
