"""What became of a figure between two years that do not overlap, from released figures alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from eianalysis import stats
from eianalysis.evidence.status_rules import AWAY, NO_CHANGE, TOWARDS, Reading
from eianalysis.stats.clustered import widened
from eianalysis.stats.comparison import BAND, ratio_interval
from eianalysis.stats.judgement import CLEAR, NO_MATERIAL, TOO_FEW, judge

POINTS = 0.05  # a change of a gap by as many percentage points is worth knowing


@dataclass(frozen=True)
class Pair:
    """The figure of the last 12 months and of the 12 before, for one binding."""

    kind: str  # proportion or rate
    figure: str
    direction: str
    now: Reading
    before: Reading
    rounded: bool
    confidence: float = 0.95
    band: tuple[float, float] = BAND

    @property
    def testable(self) -> bool:
        return self.now.seen and self.before.seen


class Tested(NamedTuple):
    """One change: how much better, its p, whether it may enter the family, is large enough, or is ruled out."""

    better: float
    p: float
    enters: bool
    large: bool
    ruled_out: bool


def changes(pairs: list[Pair]) -> list[str]:
    """Say of each figure whether it moves, and which way; all of them are judged as one family.

    Rates and numbers are tested on their released counts; ratios, gaps and rounded rates by their ranges. A change is
    told only where it stands out after Benjamini-Hochberg over every figure that could stand out, as the verdicts of the
    pages are; no material change only where one is ruled out.
    """
    tested = [_test(pair) if pair.testable else None for pair in pairs]
    adjusted = stats.adjust_p(np.array([each.p if each and each.enters else np.nan for each in tested], float))
    said = []
    for each, q, pair in zip(tested, adjusted, pairs, strict=True):
        if each and each.large and q < 1 - pair.confidence:
            said.append(TOWARDS if each.better > 0 else AWAY)
        else:
            said.append(NO_CHANGE if each and each.ruled_out else TOO_FEW)
    return said


def gap_moved(
    now: tuple[float, ...],
    before: tuple[float, ...],
    *,
    kind: str,
    confidence: float,
    band: tuple[float, float] = BAND,
    effects: tuple[tuple[float, float], ...] = ((1.0, 1.0), (1.0, 1.0)),
) -> str:
    """Whether the gap between two groups is wider (``AWAY``), narrower, no different in substance, or too few can tell.

    Each side is cases and base of the group, then of its reference; ``effects`` are their design effects, now and before. It was declared beforehand, so it is a family of its own.
    """
    both = []
    for (x, n, other, of), each in zip((now, before), effects, strict=True):
        low, high = (float(limit) for limit in ratio_interval(kind, *widened(x, n, other, of, *each), confidence=confidence))
        both.append(Reading(seen=True, value=(x / n) / (other / of) if n and other and of else np.nan, low=low, high=high))
    return changes([Pair(kind, "ratio", "narrow", both[0], both[1], rounded=False, confidence=confidence, band=band)])[0]


def _test(pair: Pair) -> Tested:
    return _by_counts(pair) if pair.figure in ("rate", "count") and not pair.rounded else _by_ranges(pair)


def _by_counts(pair: Pair) -> Tested:
    """Two rates, or two numbers of as many months, by the rules of ``stats.verdict``."""
    now, before = pair.now, pair.before
    kind, bases = (pair.kind, (now.base, before.base)) if pair.figure == "rate" else ("rate", (12.0, 12.0))
    four = [[now.cases], [bases[0]], [before.cases], [bases[1]]]
    named = dict(zip(("cases", "base", "reference_cases", "reference_base"), four, strict=True))
    judged = judge(
        **named,
        kind=kind,
        confidence=pair.confidence,
        band=pair.band,
        exploratory=True,
        people=[bases[0]],
        reference_people=[bases[1]],
        effect=now.effect,
        reference_effect=before.effect,
    )
    better = (now.value - before.value) * (1 if pair.direction == "up" else -1)
    entering, alone = float(judged.entering[0]), judged.alone[0]
    return Tested(better, entering, not np.isnan(entering), alone == CLEAR, alone == NO_MATERIAL)


def _by_ranges(pair: Pair) -> Tested:
    """The move of a ratio (in logarithms), of a gap or of a rounded rate, with the standard errors its ranges imply."""
    logs = pair.figure != "gap"  # rates and ratios change by so many times, gaps by so many points
    with np.errstate(divide="ignore", invalid="ignore"):
        points = [np.log(each) if logs else np.array(each) for each in ((reading.value, reading.low, reading.high) for reading in (pair.now, pair.before))]
    z, z_one_sided = (NormalDist().inv_cdf(level) for level in ((1 + pair.confidence) / 2, pair.confidence))
    error = float(np.hypot(*[(each[2] - each[1]) / (2 * z) for each in points]))
    if not np.isfinite([*points[0], *points[1]]).all() or error <= 0:
        return Tested(0.0, np.nan, False, False, False)
    moved = float(points[0][0] - points[1][0])
    better = float(abs(points[1][0]) - abs(points[0][0])) if pair.direction == "narrow" else moved * (1 if pair.direction == "up" else -1)
    least = np.log(pair.band[1]) if logs else POINTS
    p = erfc(abs(better) / error / sqrt(2))  # both tails of the normal curve
    return Tested(better, p, True, abs(better) >= least and abs(better) > z * error, abs(better) + z_one_sided * error <= least)
