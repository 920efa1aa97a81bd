"""The verdict of a share beside a population's, which is known and not a sample."""

from __future__ import annotations

from typing import Any

import numpy as np

from eianalysis.stats._input import numbers, refuse
from eianalysis.stats._two_sided import TIE
from eianalysis.stats.comparison import BAND, checked_band, outside
from eianalysis.stats.exact import share_test
from eianalysis.stats.judgement import NO_MATERIAL, SMALLEST_BASE, TOO_FEW, Judged, alpha_of, judged_together, settle
from eianalysis.stats.proportions import clopper_pearson

SCALE = 10**9  # a share written as so many of a thousand million, so that a ratio at the edge of the band is inside


def judge_share(
    cases: Any, base: Any, *, share: Any, confidence: float = 0.95, band: tuple[float, float] = BAND, exploratory: bool = True, others: Any = ()
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
    verdict, p, adjusted, alone, entering

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
    wide, narrow, alike = ([limit / known for limit in clopper_pearson(count, n, tail)] for count, tail in ((k, alpha / 2), (k, alpha), (known * n, alpha)))
    alone = settle(small, wide, narrow, outside(k, n, np.round(known * SCALE), SCALE, band=band), p, band=band, alpha=alpha)
    alone[(alone == NO_MATERIAL) & ~((alike[0] >= band[0]) & (alike[1] <= band[1]))] = TOO_FEW
    looked = np.full(n.shape, bool(exploratory))
    entering = np.where(looked & ~small & share_could_stand_out(n, known, alpha=alpha), p, np.nan)
    return Judged(*(keep(each) for each in judged_together(alone, p, entering, looked, others=others, alpha=alpha)))


def share_could_stand_out(base: np.ndarray, share: np.ndarray, *, alpha: float) -> np.ndarray:
    """Return which rows can enter a family: where nobody, or everybody, being of the group would have a p below alpha."""
    n, share = np.asarray(base, float), np.asarray(share, float)
    with np.errstate(divide="ignore"):
        logs = n * np.log(share), n * np.log1p(-share)
    rarer, other = np.minimum(*logs), np.maximum(*logs)
    return np.where(other <= rarer + TIE, np.exp(rarer) + np.exp(other), np.exp(rarer)) < alpha
