"""Whether a difference is real, or too small to tell: the four verdicts of METHODS §2.

Judged on true counts, in this order: too few to say, clear difference, possible difference, no clear difference.
"""

from __future__ import annotations

import numpy as np

from eianalysis import stats

CLEAR, POSSIBLE, NO_CLEAR, TOO_FEW = (
    "clear difference", "possible difference", "no clear difference", "too few to say",
)
SMALLEST_BASE = 10
BAND = (4 / 5, 5 / 4)  # the edges are inside: a ratio of exactly 0.8 or 1.25 is not outside
ALPHA = 0.05


def ratio_interval(kind: str, cases, base, reference_cases, reference_base, *, confidence: float = 0.95):
    """Return the range in which the true ratio plausibly lies: Koopman for proportions, exact conditional for rates."""
    if kind == "proportion":
        return stats.disparity_ratio_interval(
            cases=cases, base=base, reference_cases=reference_cases, reference_base=reference_base, confidence=confidence
        )
    return stats.rate_ratio_interval(
        cases=cases, exposure=base, reference_cases=reference_cases, reference_exposure=reference_base,
        confidence=confidence,
    )


def p_value(kind: str, cases, base, reference_cases, reference_base):
    """Return how often chance alone would give a difference as large: Fisher for proportions, binomial for rates."""
    if kind == "proportion":
        return stats.fisher_test(cases=cases, base=base, reference_cases=reference_cases, reference_base=reference_base)
    return stats.rate_ratio_test(
        cases=cases, exposure=base, reference_cases=reference_cases, reference_exposure=reference_base
    )


def judge(kind: str, cases, base, reference_cases, reference_base, *, primary=True):
    """Return ``(verdict, p_value)`` for each group against its reference.

    Parameters
    ----------
    kind : "proportion" or "rate"
    cases, base, reference_cases, reference_base : array_like
        One entry a comparison; together they are one family.
    primary : bool or array_like of bool
        Declared before looking. The others are exploratory: to be ``clear`` they need an adjusted p below 0.05
        (Benjamini-Hochberg over every testable row of the family).

    Examples
    --------
    Of 90 officers 8 left, of 800 others 64: nobody can say. With 31 of 270 and 192 of 2,400 it is possible; with 40 of
    270 it is clear:

    >>> verdict, p = judge("proportion", [8, 31, 40], [90, 270, 270], [64, 192, 192], [800, 2400, 2400])
    >>> list(verdict)
    ['too few to say', 'possible difference', 'clear difference']
    """
    cases, base, reference_cases, reference_base, primary = np.broadcast_arrays(
        np.atleast_1d(np.asarray(cases, float)), np.asarray(base, float), np.asarray(reference_cases, float),
        np.asarray(reference_base, float), np.asarray(primary, bool),
    )
    four = (cases, base, reference_cases, reference_base)
    low, high = ratio_interval(kind, *four)
    low90, high90 = ratio_interval(kind, *four, confidence=0.90)
    p = np.asarray(p_value(kind, *four), float)
    small = (base < SMALLEST_BASE) | (reference_base < SMALLEST_BASE) | ~np.isfinite(p)
    # cross-multiplied, because divided floats put (4/7)/(5/7) outside a band whose edge it lies on
    cross, reference_cross = cases * reference_base, reference_cases * base
    outside = (5 * cross < 4 * reference_cross) | (4 * cross > 5 * reference_cross)
    return settle(small, (low, high), (low90, high90), outside, p, primary), p


def settle(small, wide, narrow, outside, p, primary) -> np.ndarray:
    """Return the verdict of each comparison of one family, in the order of METHODS §2.

    ``wide`` and ``narrow`` are the 95% and 90% ranges of the ratio, ``outside`` says whether it lies outside the band.
    """
    (low, high), (low90, high90) = wide, narrow
    includes_one = (low <= 1) & (high >= 1)
    too_few = small | (includes_one & (low <= BAND[0]) & (high >= BAND[1]))
    clear = ~includes_one & outside & (p < ALPHA)
    adjusted = np.asarray(stats.adjust_p(np.where(too_few, np.nan, p)), float)
    with np.errstate(invalid="ignore"):
        clear &= primary | (adjusted < ALPHA)
    possible = ~includes_one | (outside & ~((low90 <= 1) & (high90 >= 1)))
    return np.select([too_few, clear, possible], [TOO_FEW, CLEAR, POSSIBLE], NO_CLEAR).astype(object)


def smallest_clear(kind: str, base: float, reference_cases: float, reference_base: float, *, above: bool = True) -> int | None:
    """Return the smallest count of a group of this size that would stand out as a clear difference, or None.

    The reference is taken as observed. ``above=False`` asks for the largest count that would stand out below it.

    >>> smallest_clear("proportion", 12, 64, 800)
    4
    """
    if not np.isfinite(base) or base < SMALLEST_BASE or reference_base < SMALLEST_BASE:
        return None
    expected = base * reference_cases / reference_base
    most = int(np.floor(base)) if kind == "proportion" else int(np.ceil(expected + 12 * np.sqrt(expected + 1) + 12))
    counts = np.arange(0, most + 1)
    verdict, _ = judge(kind, counts, base, reference_cases, reference_base)
    side = counts > expected if above else counts < expected
    hits = counts[side & (verdict == CLEAR)]
    return (int(hits.min()) if above else int(hits.max())) if len(hits) else None
