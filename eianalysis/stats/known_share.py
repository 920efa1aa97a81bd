"""The verdict of a share beside a population's, which is known and not a sample."""

from __future__ import annotations

from typing import Any

import numpy as np

from eianalysis.stats._input import numbers, refuse
from eianalysis.stats._two_sided import TIE
from eianalysis.stats.adjust import adjust_p
from eianalysis.stats.comparison import BAND, checked_band, outside
from eianalysis.stats.exact import share_test
from eianalysis.stats.judgement import NO_MATERIAL, SMALLEST_BASE, TOO_FEW, Judged, alpha_of, settle
from eianalysis.stats.proportions import clopper_pearson

SCALE = 10**9  # a share written as so many of a thousand million, so that a ratio at the edge of the band is inside


def judge_share(
    cases: Any, base: Any, *, share: Any, confidence: float = 0.95, band: tuple[float, float] = BAND, exploratory: bool = True,
    others: Any = (),
) -> Judged:
    """Say of each share whether it differs from the population's, by the rules of :func:`eianalysis.stats.verdict`.

    Parameters
    ----------
    cases, base : array_like of int
        Members of the group, and everybody who was counted.
    share : array_like of float
        The group's share of the population, above 0 and at most 1.
    confidence, band : as for ``verdict``; the range is the exact one of the share, divided by the population's.
    exploratory : bool
        Whether the rows are one family; who could stand out in it is known from the base and the population alone.
    others : array_like of float
        The p values of the family's comparisons that are not among these rows.

    Returns
    -------
    verdict, p, adjusted

    Examples
    --------
    12 women among 92, where the force has 30%:

    >>> str(judge_share(12, 92, share=0.30).verdict)
    'clear difference'
    """
    (k, n, known), keep = numbers(whole=("cases", "base"), cases=cases, base=base, share=share)
    refuse("cases", k > n, "more than base")
    refuse("share", (known > 1) | (known == 0), "not above 0 and at most 1")
    alpha, band = alpha_of(confidence), checked_band(band)
    p = np.asarray(share_test(k, n, share=known), float)
    small = n < SMALLEST_BASE
    entered = ~small & (_attainable(n, known) < alpha)
    other = np.asarray(others, float)
    adjusted = np.asarray(adjust_p(np.concatenate([np.where(entered, p, np.nan).ravel(), other.ravel()])), float)
    adjusted = (adjusted[: p.size] if exploratory else np.full(p.size, np.nan)).reshape(p.shape)
    wide, narrow, alike = ([limit / known for limit in clopper_pearson(count, n, tail)] for count, tail in (
        (k, alpha / 2), (k, alpha), (known * n, alpha)))
    words = settle(small, wide, narrow, outside(k, n, np.round(known * SCALE), SCALE, band=band),
                   np.nan_to_num(adjusted, nan=1.0) if exploratory else p, band=band, alpha=alpha)
    words = np.where((words == NO_MATERIAL) & ~((alike[0] >= band[0]) & (alike[1] <= band[1])), TOO_FEW, words)
    return Judged(keep(words), keep(p), keep(adjusted))


def _attainable(n: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The smallest p that could come out: everybody is of the group, or nobody is."""
    with np.errstate(divide="ignore"):
        logs = n * np.log(share), n * np.log1p(-share)
    rarer, other = np.minimum(*logs), np.maximum(*logs)
    return np.where(other <= rarer + TIE, np.exp(rarer) + np.exp(other), np.exp(rarer))
