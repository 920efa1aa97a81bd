"""Why two mean levels of pay differ: because the groups hold other posts, or because like people have other pay (Oaxaca, Blinder)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats as distributions

from eianalysis.stats._input import between_0_and_1, column, same_length


class Explained(NamedTuple):
    """A gap of two means in two parts that add up to it, each with its range; and what each factor explains."""

    gap: float
    explained: float
    explained_low: float
    explained_high: float
    unexplained: float
    unexplained_low: float
    unexplained_high: float
    parts: pd.DataFrame  # one row a factor: explained, low, high


def explain_gap(pay: Any, factors: Mapping[str, Any], reference_pay: Any, reference_factors: Mapping[str, Any], *, confidence: float = 0.95) -> Explained:
    """Divide the gap between the reference's mean pay and the group's into what factors explain and what they leave.

    Parameters
    ----------
    pay, reference_pay : array_like
        Pay of each person of the group (women) and of the reference (men).
    factors, reference_factors : mapping of str to array_like
        The same factors for both, one entry a person: words (a rank) are categories, numbers are taken as they are.
    confidence : float

    Returns
    -------
    Explained
        ``gap`` (reference less group, in the unit of pay) = ``explained`` + ``unexplained``. Explained is what the group would
        have less than the reference if each factor were paid in the group as it is in the reference. All but the gap is NaN
        where that cannot be said: a category with people of the group has none of the reference, or factors say the same.

    Notes
    -----
    R. Oaxaca, International Economic Review 14 (1973) 693-709; A. S. Blinder, Journal of Human Resources 8 (1973) 436-455, at the
    reference's coefficients. Ranges: B. Jann, Stata Journal 8 (2008) 453-479, who is in post being chance too, coefficients with
    variances robust to unequal spread. What each factor *leaves* depends on which category is taken as its base, so it is not
    given; what each explains does not. What is left is not "unfair pay": it holds everything the factors do not measure, and
    what they explain may itself come of unequal chances.

    Examples
    --------
    Constables have £20 and sergeants £25, women and men alike; three of four women are constables and one of four men is:

    >>> found = explain_gap([20, 20, 20, 25], {"rank": ["C", "C", "C", "S"]}, [20, 25, 25, 25], {"rank": ["C", "S", "S", "S"]})
    >>> f"gap {found.gap:.2f}: explained {found.explained:.2f}, left {abs(found.unexplained):.2f}"
    'gap 2.50: explained 2.50, left 0.00'
    """
    group, reference = column("pay", pay), column("reference_pay", reference_pay)
    z = distributions.norm.isf((1 - between_0_and_1("confidence", confidence)) / 2)
    if set(factors) != set(reference_factors) or not len(list(factors)):
        raise ValueError("factors: the group and the reference must have the same ones, at least one")
    gap = float(reference.mean() - group.mean()) if len(group) and len(reference) else np.nan
    one, two, owners = _designs(factors, reference_factors, len(group), len(reference))
    nothing = Explained(gap, *[np.nan] * 6, parts=pd.DataFrame(np.nan, index=list(factors), columns=["explained", "low", "high"]))
    if len(reference) <= two.shape[1] or len(group) < 2 or np.linalg.matrix_rank(two) < two.shape[1]:
        return nothing
    apart = two.mean(axis=0) - one.mean(axis=0)
    paid, spread = _fit(two, reference)
    here, own = _of_mean(one), _of_mean(two)

    def part(which: np.ndarray) -> tuple[float, float, float]:
        value = apart[which] @ paid[which]
        variance = apart[which] @ spread[np.ix_(which, which)] @ apart[which]
        variance += paid[which] @ (here + own)[np.ix_(which, which)] @ paid[which]
        half = z * np.sqrt(max(variance, 0.0))
        return float(value), float(value - half), float(value + half)

    explained = part(np.arange(len(apart)))
    otherwise, own_spread = _fit(one, group)
    mean, differ = one.mean(axis=0), paid - otherwise
    left = gap - explained[0]
    half = z * np.sqrt(max(float(mean @ (spread + own_spread) @ mean + differ @ here @ differ), 0.0))
    parts = pd.DataFrame([part(np.flatnonzero(owners == name)) for name in factors], index=list(factors), columns=["explained", "low", "high"])
    return Explained(gap, *explained, left, left - half, left + half, parts)


def _designs(factors, reference_factors, n: int, m: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The design matrices of group and reference, and which factor each column is of; the first is the constant."""
    sides, owners = ([np.ones(n)], [np.ones(m)]), [""]
    for name in factors:
        both = [pd.Series(list(each)) for each in (factors[name], reference_factors[name])]
        same_length(**{"pay": np.empty(n), f"factors {name}": both[0]})
        same_length(**{"reference_pay": np.empty(m), f"reference_factors {name}": both[1]})
        if any(each.isna().any() for each in both):
            raise ValueError(f"factors {name}: a value is missing; leave the person out, or give those a category of their own")
        if all(pd.api.types.is_numeric_dtype(each) for each in both):
            levels = [None]
        else:  # the reference's most frequent category is the base; which one it is changes nothing that is given
            known = list(dict.fromkeys([*both[1].value_counts().index, *both[0]]))
            levels = known[1:]
        for level in levels:
            for side, values in zip(sides, both, strict=True):
                side.append((values if level is None else values == level).to_numpy(float))
            owners.append(name)
    one, two = (np.column_stack(side) for side in sides)
    return one, two, np.array(owners, dtype=object)


def _fit(design: np.ndarray, pay: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Least squares, and the variances of its coefficients robust to unequal spread (HC1)."""
    inverse = np.linalg.pinv(design.T @ design)
    paid = inverse @ design.T @ pay
    rest = pay - design @ paid
    spare = max(len(pay) - np.linalg.matrix_rank(design), 1)
    return paid, inverse @ (design.T * rest**2) @ design @ inverse * len(pay) / spare


def _of_mean(design: np.ndarray) -> np.ndarray:
    """The variances of the means of a design's columns."""
    return np.atleast_2d(np.cov(design, rowvar=False)) / len(design)
