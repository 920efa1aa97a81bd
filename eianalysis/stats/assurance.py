"""Whether a series over time moves beyond its ordinary variation: p′, u′ and XmR limits, and stated rules (process control)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.special import ndtr

from eianalysis.stats._input import choice, column, unit_counts
from eianalysis.stats.limits import control_limits

ORDINARY, BETTER, WORSE, CHANGED = "ordinary variation", "change for the better", "change for the worse", "changed"
TOO_FEW = "too few points to tell"
LIKELY, UNLIKELY, OPEN = "target likely met", "target not likely met", "cannot tell whether the target will be met"
SURE = 0.9  # of the futures, so many meet a target that is likely met
RUN, BEYOND = 8, 3.0  # points on one side of the middle; standard deviations of the limits
OF_THREE = 2.0  # two of three points beyond this many on one side
FEWEST = 12  # points below which no limits are drawn
MOVING_RANGE = 1.128  # mean range of two normal values in standard deviations (d2)
LIMITS = 0.9973  # what lies within three standard deviations
KINDS = ("proportion", "rate", "amount")


class Assurance(NamedTuple):
    """The middle, each point's limits, how many times more the series varies than counts alone, and what the latest points say.

    ``beyond``, ``near`` and ``run`` say of each point which rule marks it: 1 above, -1 below, 0 not at all.
    """

    middle: float
    low: Any
    high: Any
    dispersion: float
    beyond: Any
    near: Any
    run: Any
    side: int  # of the latest points: 1 higher, -1 lower, 0 neither
    icon: str
    rule: str


def target_outlook(*, target: float, futures: Any = None, low: float = np.nan, high: float = np.nan) -> str:
    """Say whether a target is likely met if things go on as they did.

    Parameters
    ----------
    target : the share aimed at
    futures : array_like, the share on the day of the target in each simulated future; without it
    low, high : the range in which a share of today plausibly lies, for a target that is about what happens each year

    Returns
    -------
    words
        ``target likely met`` where nine futures in ten are at the target, or the whole range is; ``target not likely met`` where at most
        one in ten is, or the whole range lies below; else that nobody can tell. So it is where there is neither.

    Examples
    --------
    >>> target_outlook(target=0.4, low=0.18, high=0.30), target_outlook(target=0.4, futures=[0.5] * 8 + [0.3] * 2)
    ('target not likely met', 'cannot tell whether the target will be met')
    """
    if futures is not None:
        met = float(np.mean(np.asarray(futures, float) >= target))
        return LIKELY if met >= SURE else UNLIKELY if met <= round(1 - SURE, 9) else OPEN
    return LIKELY if low >= target else UNLIKELY if high < target else OPEN


def assurance(cases: Any, base: Any = None, *, kind: str = "proportion", outcome: str = "neutral") -> Assurance:
    """Return whether the latest points of a series are its ordinary variation, or a change for the better or the worse.

    Parameters
    ----------
    cases, base : array_like
        In order of time, one entry a month or quarter; of an ``amount`` (a mean, a number of days) the values, without a base.
    kind : {"proportion", "rate", "amount"}
        p′, u′ or XmR limits.
    outcome : {"good", "harm", "neutral"}
        Which way is better; of a neutral one the icon says only that it changed.

    Returns
    -------
    Assurance
        ``icon`` in words and ``rule``, why: the latest point outside the limits; it and one of the two before it further than two
        thirds of the way to the same limit; or it and the seven before it on one side of the middle. ``rule`` is "" for ordinary
        variation. Fewer than 12 points with a base are too few to tell. Where every point is 0 (or every one 1) there are no limits.

    Notes
    -----
    D. B. Laney, Quality Engineering 14 (2002) 531-537 (p′ and u′): limits as wide as the points vary from one to the next. They
    are never narrower than the exact ones of counts alone, so that small counts raise no more alarms. XmR: W. A. Shewhart's
    individuals chart. Of series without change fewer than 2 in 100 show an icon of change at a look (docs/trends.md).

    Examples
    --------
    >>> found = assurance([20] * 12 + [40], [200] * 13, outcome="harm")
    >>> found.icon, found.rule
    ('change for the worse', 'the latest point lies outside the limits')
    """
    choice("kind", kind, KINDS)
    choice("outcome", outcome, ("good", "harm", "neutral"))
    x, n, keep = _series(cases, base, kind)
    at = np.flatnonzero(n > 0)
    low, high = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    marks = [np.zeros(x.shape, int) for _ in range(3)]
    middle, own = _middle(x[at], n[at], kind)
    if len(at) < FEWEST or not np.all(own > 0):
        icon, rule = (TOO_FEW, f"fewer than {FEWEST} points") if len(at) < FEWEST else (ORDINARY, "")
        beyond, near, run = map(keep, marks)
        return Assurance(np.nan, keep(low), keep(high), np.nan, beyond, near, run, 0, icon, rule)
    values = x[at] / n[at]
    z = (values - middle) / own
    dispersion = float(np.mean(np.abs(np.diff(z))) / MOVING_RANGE)
    dispersion = dispersion if kind == "amount" else max(1.0, dispersion)
    low[at], high[at] = middle - BEYOND * own * dispersion, middle + BEYOND * own * dispersion
    if kind != "amount":
        least, most = control_limits(n[at], middle, kind=kind, confidence=LIMITS)
        low[at] = np.maximum(np.minimum(low[at], least), 0.0)
        high[at] = np.minimum(np.maximum(high[at], most), 1.0 if kind == "proportion" else np.inf)
    slack = 1e-12 * max(1.0, abs(middle))  # a point on its limit is inside it
    marks[0][at] = (values > high[at] + slack).astype(int) - (values < low[at] - slack)
    marks[1][at] = _two_of_three(z / dispersion) if dispersion else 0
    marks[2][at] = _runs(np.where(np.abs(values - middle) <= slack, 0, np.sign(values - middle)).astype(int))
    side, rule = _latest([int(each[at[-1]]) for each in marks])
    beyond, near, run = map(keep, marks)
    return Assurance(float(middle), keep(low), keep(high), dispersion, beyond, near, run, side, _icon(side, outcome), rule)


def _series(cases: Any, base: Any, kind: str) -> tuple[np.ndarray, np.ndarray, Any]:
    if kind == "amount":
        x = column("cases", cases)
        return x, np.ones_like(x), lambda values: values
    (x, n), keep = unit_counts(kind, cases, base)
    if x.ndim != 1:
        raise ValueError("cases: must be a list of counts, one a point in time")
    return x, n, keep


def _middle(x: np.ndarray, n: np.ndarray, kind: str) -> tuple[float, np.ndarray]:
    """The mean of the series, and the standard deviation that counts alone give each point (of amounts: 1)."""
    middle = x.sum() / n.sum() if n.sum() else np.nan
    if kind == "amount":
        return middle, np.full(x.shape, float(np.ptp(x) > 0) if len(x) else 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return middle, np.sqrt(np.maximum(middle * ((1 - middle) if kind == "proportion" else 1.0), 0.0) / n)


def _two_of_three(z: np.ndarray) -> np.ndarray:
    """Points that are one of two among three in a row far out on the same side."""
    out = np.zeros(len(z), int)
    for side in (1, -1):
        far = side * z > OF_THREE
        for gap in (1, 2):
            both = far[gap:] & far[:-gap]
            out[gap:][both] = out[:-gap][both] = side
    return out


def _runs(side: np.ndarray) -> np.ndarray:
    """The side of each point that belongs to eight or more in a row on it; a point on the middle ends a run."""
    starts = np.flatnonzero(np.diff(side, prepend=2) != 0)
    lengths = np.diff(np.append(starts, len(side)))
    return np.where(np.repeat(lengths >= RUN, lengths), side, 0)


def _latest(marks: list[int]) -> tuple[int, str]:
    """Which side the latest points lie on by the first rule that holds, and the rule in words."""
    said = (
        "the latest point lies outside the limits",
        "two of the latest three points lie near a limit",
        f"the latest {RUN} points or more lie on one side of the middle",
    )
    return next(((side, rule) for side, rule in zip(marks, said, strict=True) if side), (0, ""))


def _icon(side: int, outcome: str) -> str:
    if not side:
        return ORDINARY
    if outcome == "neutral":
        return CHANGED
    return BETTER if (side > 0) == (outcome == "good") else WORSE


def false_alarms(points: int) -> tuple[float, float, float]:
    """How often a series of so many points in which nothing changes has a point outside its limits (at most), two of three near
    one, and a run, at one time or another.

    >>> ", ".join(f"{each:.2f}" for each in false_alarms(24))
    '0.06, 0.04, 0.07'
    """
    return 1 - LIMITS**points, 1 - _never_near(points), 1 - _never_run(points)


def _never_run(points: int) -> float:
    ends = np.zeros(RUN)  # the chance of being in a run of 1, 2, … and of none having reached RUN yet
    ends[1] = 1.0
    for _ in range(max(points - 1, 0)):
        going, ends = ends.copy(), np.zeros(RUN)
        ends[1] = 0.5 * going[1:].sum()
        ends[2:] = 0.5 * going[1:-1]
    return float(ends[1:].sum())


def _never_near(points: int) -> float:
    """The chance that no two of three points in a row are far out on the same side; a state is the two points before."""
    far = float(ndtr(-OF_THREE))
    chance = {-1: far, 0: 1 - 2 * far, 1: far}
    states = {(0, 0): 1.0}
    for _ in range(points):
        after: dict[tuple[int, int], float] = {}
        for (one, two), held in states.items():
            for new, likely in chance.items():
                if not new or new not in (one, two):
                    after[two, new] = after.get((two, new), 0.0) + held * likely
        states = after
    return sum(states.values())
