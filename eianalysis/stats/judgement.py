"""Is a difference real, immaterial, or too small to tell? Four verdicts, judged on true counts in one stated order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from eianalysis.stats._input import between_0_and_1, choice, numbers, refuse, two_groups
from eianalysis.stats.adjust import adjust_p
from eianalysis.stats.clustered import whole_table, widened
from eianalysis.stats.comparison import BAND, inside_when_alike, outside, ratio_interval, ratio_test, steady_p
from eianalysis.stats.family import could_stand_out

CLEAR, POSSIBLE, NO_MATERIAL, TOO_FEW = ("clear difference", "possible difference", "no material difference", "too few to say")
VERDICTS = (CLEAR, POSSIBLE, NO_MATERIAL, TOO_FEW)
SMALLEST_BASE = 10


class Judged(NamedTuple):
    """What a comparison came to.

    ``p`` is the test's own; ``adjusted`` what it is in its family. ``alone`` are the words it would have if it had been
    declared beforehand, and ``entering`` the p with which it enters a family; NaN where it does not.
    """

    verdict: Any
    p: Any
    adjusted: Any
    alone: Any
    entering: Any


def verdict(
    *,
    cases: Any,
    base: Any,
    reference_cases: Any,
    reference_base: Any,
    kind: str = "proportion",
    confidence: float = 0.95,
    band: tuple[float, float] = BAND,
    exploratory: Any = False,
    people: Any = None,
    reference_people: Any = None,
) -> Any:
    """Say of each group whether it differs from its reference, does not materially, or is too small to tell.

    Parameters
    ----------
    cases, base, reference_cases, reference_base : array_like
        Counts of the group and of the reference. For ``kind="rate"`` the bases are exposures (person-years, population).
    kind : {"proportion", "rate"}
        Koopman's interval and Fisher's test, or the exact conditional interval and test.
    confidence : float
        Above 0.5: one level for ranges, tests and verdicts. ``alpha`` below is 1 - confidence.
    band : (float, float)
        Ratios inside it, edges included, are not worth acting on.
    exploratory : bool or array_like of bool
        The rows for which it is True were not declared beforehand; together they are one family (see Notes).
    people, reference_people : array_like
        Distinct people or things behind the bases; the bases themselves unless given. Required for rates, whose exposure
        does not say how many people it comes from.

    Returns
    -------
    words
        Broadcast (a Series where one was given, a string for single counts), one of:

        1. ``too few to say`` where either side has fewer than ten people or things.
        2. ``clear difference``: the interval excludes 1, the ratio lies outside the band, and p is below alpha; of an
           exploratory row the p adjusted in its family.
        3. ``no material difference``: the interval at 1 - 2 alpha lies inside the band, so that a material difference is
           ruled out (two one-sided tests), and would do so if both sides had the lower of the two rates.
        4. ``possible difference``: the interval excludes 1; or the ratio lies outside the band and the interval at
           1 - 2 alpha excludes 1.
        5. ``too few to say``: the rest.

    Notes
    -----
    A row enters the family by what is known before looking at who is affected: both sides have ten, and the smallest p
    that could come out at these bases and this total is below alpha (R. E. Tarone, Biometrics 46 (1990) 515-522). The total is
    that of all rows with the same reference; see ``stats.family.could_stand_out`` for why. Then Y.
    Benjamini and Y. Hochberg, JRSS B 57 (1995) 289-300. Rule 3: D. J. Schuirmann, Journal of Pharmacokinetics and
    Biopharmaceutics 15 (1987) 657-680; its last condition keeps the words monotone: at fixed bases, further from 1 never
    earns a more reassuring word.

    Examples
    --------
    8 of 90 left, beside 64 of 800: nobody can say. 31 of 270 beside 192 of 2,400 is possible, 40 of 270 clear; and 810 of
    9,000 beside 7,200 of 80,000 rules a material difference out.

    >>> list(verdict(cases=[8, 31, 40, 810], base=[90, 270, 270, 9000],
    ...              reference_cases=[64, 192, 192, 7200], reference_base=[800, 2400, 2400, 80000]))
    ['too few to say', 'possible difference', 'clear difference', 'no material difference']
    """
    return judge(
        cases=cases,
        base=base,
        reference_cases=reference_cases,
        reference_base=reference_base,
        kind=kind,
        confidence=confidence,
        band=band,
        exploratory=exploratory,
        people=people,
        reference_people=reference_people,
    ).verdict


def judge(
    *,
    cases: Any,
    base: Any,
    reference_cases: Any,
    reference_base: Any,
    kind: str = "proportion",
    confidence: float = 0.95,
    band: tuple[float, float] = BAND,
    exploratory: Any = False,
    people: Any = None,
    reference_people: Any = None,
    others: Any = (),
    effect: Any = 1.0,
    reference_effect: Any = 1.0,
) -> Judged:
    """Return :func:`verdict` with the p values behind it.

    Parameters
    ----------
    effect, reference_effect : array_like of float
        Where rows of one person stand more than once: the design effects (``stats.design_effect``) by which ranges are widened
        and tests made of fewer.
    others : array_like of float
        The p values of comparisons of the same family that are not among these rows.

    Returns
    -------
    verdict, p, adjusted, alone, entering
    """
    choice("kind", kind, ("proportion", "rate"))
    if kind == "rate" and (people is None or reference_people is None):
        raise ValueError("people: needed for rates, with reference_people: an exposure does not say how many people it comes from")
    named = {
        "cases": cases,
        "base": base,
        "reference_cases": reference_cases,
        "reference_base": reference_base,
        "people": base if people is None else people,
        "reference_people": reference_base if reference_people is None else reference_people,
    }
    (*four, own, other), keep = numbers(whole=named if kind == "proportion" else ("cases", "reference_cases"), **named)
    if kind == "proportion":
        two_groups(*four)
    alpha, shape = alpha_of(confidence), four[0].shape
    told = widened(*four, effect=effect, reference_effect=reference_effect)
    tested = whole_table(kind, *told)
    p = np.asarray(ratio_test(kind, *tested), float)
    small = (np.minimum(own, other) < SMALLEST_BASE) | (np.minimum(four[1], four[3]) <= 0) | ~np.isfinite(p)
    steady = steady_p(kind, p, *tested, alpha=alpha)
    alone = settle(
        small,
        ratio_interval(kind, *told, confidence=confidence),
        ratio_interval(kind, *told, confidence=1 - 2 * alpha),
        outside(*four, band=band),
        steady,
        band=band,
        alpha=alpha,
    )
    ruled_out = alone == NO_MATERIAL
    alone[ruled_out & ~inside_when_alike(kind, *told, confidence=1 - 2 * alpha, band=band)] = TOO_FEW
    looked = _flags("exploratory", exploratory, shape)
    entering = np.where(looked & ~small & could_stand_out(kind, *tested, alpha=alpha), steady, np.nan)
    return Judged(*(keep(each) for each in judged_together(alone, p, entering, looked, others=others, alpha=alpha)))


def judged_together(alone: np.ndarray, p: np.ndarray, entering: np.ndarray, looked: np.ndarray, *, others: Any = (), alpha: float = 0.05) -> Judged:
    """Return the verdicts of rows judged alone, once the exploratory ones among them (``looked``) are judged as one family.

    Only ``clear`` can be lost: what does not stand out in its family is possible.
    """
    together = np.concatenate([np.ravel(entering), np.asarray(others, float)])
    adjusted = np.asarray(adjust_p(together), float)[: np.size(entering)].reshape(np.shape(entering))
    with np.errstate(invalid="ignore"):
        lost = looked & (alone == CLEAR) & ~(adjusted < alpha)
    return Judged(np.where(lost, POSSIBLE, alone).astype(object), p, adjusted, alone, entering)


def settle(small: Any, wide: Sequence, narrow: Sequence, is_outside: Any, p: Any, *, band: tuple[float, float] = BAND, alpha: float = 0.05) -> np.ndarray:
    """Return the verdict of comparisons of which the ranges and the p value are known, in the order of :func:`verdict`.

    Parameters
    ----------
    small : array_like of bool
        Where there are too few people, or no test was possible.
    wide, narrow : (low, high)
        Intervals of the ratio at 1 - alpha and at 1 - 2 alpha.
    is_outside : array_like of bool
        Whether the ratio lies outside the band.
    p : array_like of float
        Adjusted already where it has to be.
    """
    (low, high), (low90, high90) = ((np.asarray(each, float) for each in limits) for limits in (wide, narrow))
    small, is_outside, p = np.asarray(small, bool), np.asarray(is_outside, bool), np.asarray(p, float)
    with np.errstate(invalid="ignore"):
        excludes, excludes90 = (low > 1) | (high < 1), (low90 > 1) | (high90 < 1)
        clear = excludes & is_outside & (p < alpha)
        ruled_out = (low90 >= band[0]) & (high90 <= band[1])
        possible = excludes | (is_outside & excludes90)
    return np.select([small, clear, ruled_out, possible], [TOO_FEW, CLEAR, NO_MATERIAL, POSSIBLE], TOO_FEW).astype(object)


def smallest_telling(
    kind: str,
    base: float,
    reference_cases: float,
    reference_base: float,
    *,
    above: bool = True,
    confidence: float = 0.95,
    band: tuple[float, float] = BAND,
    effect: float = 1.0,
    reference_effect: float = 1.0,
) -> int | None:
    """Return the smallest count of a group of this size that would by itself be a clear difference, or None.

    Parameters
    ----------
    kind, confidence, band : as for :func:`verdict`
    base : float
        Of the group: people, or an exposure.
    reference_cases, reference_base : float
        Taken as observed.
    above : bool
        False asks for the largest count that would stand out below the reference.
    effect, reference_effect : float
        As for :func:`judge`, where people stand twice; of a rate, whose effect grows with it, that at the reference's rate.

    Returns
    -------
    count or None
        From which on every count stands out. None where either side has fewer than ten, or no count would stand out.

    Examples
    --------
    >>> smallest_telling("proportion", 12, 64, 800)
    4
    """
    if not np.isfinite([base, effect, reference_effect]).all() or base < SMALLEST_BASE or reference_base < SMALLEST_BASE:
        return None
    expected = base * reference_cases / reference_base
    most = int(np.floor(base)) if kind == "proportion" else int(np.ceil(expected + 12 * effect * (np.sqrt(expected + 1) + 1)))
    counts = np.arange(0, most + 1)
    grown = np.full(most + 1, effect) if kind == "proportion" or not expected else 1 + (effect - 1) * counts / expected
    words = judge(
        cases=counts,
        base=base,
        reference_cases=reference_cases,
        reference_base=reference_base,
        kind=kind,
        confidence=confidence,
        band=band,
        people=base,
        reference_people=reference_base,
        effect=grown,
        reference_effect=reference_effect,
    ).verdict
    side = counts[counts > expected][::-1] if above else counts[counts < expected]  # the most telling count first
    telling = side[np.logical_and.accumulate(words[side] == CLEAR)]
    return int(telling[-1]) if len(telling) else None


def alpha_of(confidence: float) -> float:
    alpha = 1 - between_0_and_1("confidence", confidence)
    if alpha >= 0.5:
        raise ValueError("confidence: must lie above 0.5, because ranges at 1 - 2 alpha are used")
    return alpha


def _flags(name: str, value: Any, shape: tuple[int, ...]) -> np.ndarray:
    flags = np.asarray(value)
    refuse(name, np.asarray(flags.dtype.kind != "b"), "neither true nor false")
    try:
        return np.broadcast_to(flags, shape)
    except ValueError:
        raise ValueError(f"{name}: shape {flags.shape} does not fit the shape {shape} of the counts") from None
