"""Whether a series of rates moves beyond its usual variation: p′ limits and stated rules (statistical process control)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from eianalysis.stats._input import choice, numbers, refuse

USUAL, BETTER, WORSE, SHIFTED = "usual variation", "better than usual", "worse than usual", "other than usual"
RUN, BEYOND = 8, 3.0  # points on one side of the middle; standard deviations of the limits
OF_THREE = 2.0  # two of three points beyond this many on one side
FEWEST = 12  # points below which no limits are drawn
MOVING_RANGE = 1.128  # mean range of two normal values in standard deviations (d2)


class Assurance(NamedTuple):
    """The middle, each point's limits, how many times more the series varies than counts alone, and what the latest points say."""

    middle: float
    low: Any
    high: Any
    dispersion: float
    icon: str
    rule: str


def assurance(cases: Any, base: Any, *, kind: str = "proportion", outcome: str = "neutral") -> Assurance:
    """Return whether the latest points of a series are its usual variation, or better or worse than that.

    Parameters
    ----------
    cases, base : array_like
        In order of time, one entry a month or quarter.
    kind : {"proportion", "rate"}
    outcome : {"good", "harm", "neutral"}
        Which way is better.

    Returns
    -------
    Assurance
        ``icon`` is one of four words and ``rule`` why, "" for usual variation: the latest point beyond the limits, two of the latest
        three beyond two thirds of the way to one of them, or the latest eight on one side of the middle. Fewer than 12 points give NaN.

    Notes
    -----
    D. B. Laney, Quality Engineering 14 (2002) 531-537 (p′ and u′): limits as wide as the points vary from one to the next, never
    narrower than counts alone make them. Of series of 24 points without change an icon other than usual is shown in fewer than 2 of 100 at each
    look (a test draws them).

    Examples
    --------
    >>> found = assurance([20] * 12 + [40], [200] * 13, outcome="harm")
    >>> found.icon, found.rule
    ('worse than usual', 'the latest point lies beyond the limits')
    """
    choice("kind", kind, ("proportion", "rate"))
    choice("outcome", outcome, ("good", "harm", "neutral"))
    (x, n), keep = numbers(whole=("cases",), cases=cases, base=base)
    if kind == "proportion":
        refuse("cases", x > n, "more than base")
    points = int((n > 0).sum())
    if x.ndim != 1 or points < FEWEST or x.sum() == 0 or (kind == "proportion" and x.sum() == n.sum()):
        nothing = np.full(x.shape, np.nan)
        return Assurance(np.nan, keep(nothing), keep(nothing), np.nan, USUAL, f"fewer than {FEWEST} points" if points < FEWEST else "")
    middle = x.sum() / n.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.sqrt(middle * ((1 - middle) if kind == "proportion" else 1.0) / n)
        z = ((x / n - middle) / own)[n > 0]
    dispersion = float(max(1.0, np.mean(np.abs(np.diff(z))) / MOVING_RANGE))
    low, high = np.maximum(middle - BEYOND * own * dispersion, 0.0), middle + BEYOND * own * dispersion
    high = np.minimum(high, 1.0) if kind == "proportion" else high
    side, rule = _signal(z / dispersion)
    return Assurance(float(middle), keep(np.where(n > 0, low, np.nan)), keep(np.where(n > 0, high, np.nan)), dispersion,
                     _icon(side, outcome), rule)


def _signal(z: np.ndarray) -> tuple[int, str]:
    """Which side the latest points lie on by the first rule that holds, and the rule in words."""
    if abs(z[-1]) > BEYOND:
        return int(np.sign(z[-1])), "the latest point lies beyond the limits"
    for side in (1, -1):
        if side * z[-1] > OF_THREE and np.sum(side * z[-3:] > OF_THREE) >= 2:
            return side, "two of the latest three points lie near a limit"
        if np.all(side * z[-RUN:] > 0):
            return side, f"the latest {RUN} points lie on one side of the middle"
    return 0, ""


def _icon(side: int, outcome: str) -> str:
    if not side:
        return USUAL
    if outcome == "neutral":
        return SHIFTED
    return BETTER if (side > 0) == (outcome == "good") else WORSE
