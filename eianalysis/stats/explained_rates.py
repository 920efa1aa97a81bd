"""Why two rates differ: what the reference's own rates would come to at the group's make-up, and what that leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtri

from eianalysis.stats._input import between_0_and_1, numbers
from eianalysis.stats.comparison import plausible_gap

COLUMNS = ("explained", "low", "high", "left", "left_low", "left_high")


class ExplainedRates(NamedTuple):
    """A gap of two rates, and for each set of factors the part that goes with them and the part that is left, with ranges."""

    gap: float
    gap_low: float
    gap_high: float
    parts: pd.DataFrame  # one row a set of factors: explained, low, high, left, left_low, left_high


def explain_rates(
    *,
    cases: float,
    base: Any,
    reference_cases: Any,
    reference_base: Any,
    factors: Mapping[str, Sequence],
    sets: Mapping[str, Sequence[str]] | None = None,
    confidence: float = 0.95,
) -> ExplainedRates:
    """Divide the gap of two rates into what goes with how a group is made up and what is left.

    Parameters
    ----------
    cases : int
        Events of the group, all its cells together: which cell they are of is not needed.
    base, reference_cases, reference_base : array_like
        One entry a cell (constables of under two years' service who came by transfer): the group's base, the reference's events
        and the reference's base.
    factors : mapping of str to sequence
        The category of each cell in each factor (rank, length of service).
    sets : mapping of str to sequence of str, optional
        The factors taken together in each row of the answer; each factor by itself without it.
    confidence : float

    Returns
    -------
    ExplainedRates
        ``gap`` (the group's rate less the reference's) = ``explained`` + ``left``, in each row. ``explained`` is what the
        reference's rate would be more, were it made up as the group is; NaN where a category of the
        group has nobody of the reference, or where there is one category only.

    Raises
    ------
    ValueError
        Where a count is negative, or a factor or set does not fit the cells.

    Notes
    -----
    Direct standardisation: E. M. Kitagawa, Journal of the American Statistical Association 50 (1955) 1168-1194, and R. Oaxaca,
    International Economic Review 14 (1973) 693-709, at the reference's rates; of several factors their effects add up (least
    squares), because cells of all of them would mostly be empty. Who is in which cell is taken as known and who leaves as chance
    (Poisson), as in the rates themselves: the standardised rate is a weighted sum of counts (A. J. Dobson and others, Statistics in
    Medicine 10 (1991) 457-462), and what is left has the range of a difference of two rates (``plausible_gap``). What is left is not
    "unfair treatment": it holds everything the factors do not measure.

    Examples
    --------
    Women leave more (14 of 100, beside 10 of 110), and are the newer: by their service all of it was to be expected.

    >>> found = explain_rates(cases=14, base=[60, 40], reference_cases=[6, 4], reference_base=[30, 80],
    ...                       factors={"service": ["short", "long"]})
    >>> f"gap {found.gap:.3f}, explained {found.parts.loc['service', 'explained']:.3f}, left {found.parts.loc['service', 'left']:.3f}"
    'gap 0.049, explained 0.049, left 0.000'
    """
    between_0_and_1("confidence", confidence)
    (events,), _ = numbers(whole=("cases",), cases=cases)
    three, _ = numbers(whole=("reference_cases",), base=base, reference_cases=reference_cases, reference_base=reference_base)
    n1, x0, n0 = (np.atleast_1d(each).astype(float) for each in three)
    if any(len(labels) != len(n1) for labels in factors.values()):
        raise ValueError("factors: each must have one category a cell")
    asked = {name: (name,) for name in factors} if sets is None else sets
    for name in {name for each in asked.values() for name in each} - set(factors):
        raise ValueError(f"sets: there is no factor {name}")
    of = dict(cases=float(events), base=float(n1.sum()), confidence=confidence)
    low, high = gap_range(of, x0.sum(), n0.sum())
    rows = [parts(weights(n1, n0, [list(factors[name]) for name in each]), n0.sum(), x0[None], **of)[0] for each in asked.values()]
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.float64(events) / n1.sum() - x0.sum() / n0.sum()
    return ExplainedRates(float(gap), float(low), float(high), pd.DataFrame(rows, index=list(asked), columns=list(COLUMNS)))


def gap_range(of: Mapping[str, float], cases, base):
    """The range of the group's rate less another."""
    return plausible_gap("rate", of["cases"], of["base"], cases, base, confidence=of["confidence"])


def weights(base: np.ndarray, reference_base: np.ndarray, labels: Sequence[Sequence]) -> np.ndarray | None:
    """What each event of the reference adds to its rate at the group's make-up, cell by cell.

    With one factor it is the group's share of the category over the reference's base in it. None where it cannot be said: nobody of
    the reference is in a category of the group, or all are in one.
    """
    columns = [np.ones(len(base))]
    for each in labels:
        known = sorted(set(map(str, each)))
        columns += [np.array([str(label) == level for label in each], float) for level in known[1:]]
    if len(columns) == 1 or not base.sum() or not reference_base.sum():
        return None
    design = np.column_stack(columns)
    square = design.T @ (design * reference_base[:, None])
    wanted = base @ design / base.sum()
    found = np.linalg.pinv(square, hermitian=True) @ wanted
    return design @ found if np.allclose(square @ found, wanted, atol=1e-8) else None


def parts(weight: np.ndarray | None, reference_base: float, tries: np.ndarray, *, cases: float, base: float, confidence: float) -> np.ndarray:
    """``COLUMNS`` of one set of factors for many ways in which the reference's events can have fallen (a row each)."""
    if weight is None:
        return np.full((len(tries), len(COLUMNS)), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate, spread = tries @ weight, tries @ weight**2
        apart = weight - 1 / reference_base
        explained, half = tries @ apart, -ndtri((1 - confidence) / 2) * np.sqrt(tries @ apart**2)
        fits = (rate > 0) & (spread > 0)
        alike = np.where(fits, rate**2 / spread, np.nan), np.where(fits, rate / spread, np.nan)  # events and base of a plain rate as sure
        low, high = plausible_gap("rate", cases, base, *alike, confidence=confidence)
        return np.column_stack([explained, explained - half, explained + half, cases / base - rate, low, high])
