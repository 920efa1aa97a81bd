"""How often two groups that do not differ are called clear, where each person has a lasting propensity of their own.

Six rounds each; propensities are gamma with the coefficient of variation given. Rows taken for people, and people as they are.

    python docs/verdict_people.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from eianalysis.stats import design_effect, within_person  # noqa: E402
from eianalysis.stats.clustered import Spread  # noqa: E402
from eianalysis.stats.judgement import CLEAR, judge  # noqa: E402

ROUNDS, FORCES, SEED = 6, 1500, 1
GROUPS = ((20, 100, 0.2), (40, 300, 0.05), (60, 600, 0.08), (90, 800, 0.2), (300, 900, 0.2))


def flagged(rng, own: int, other: int, rate: float, variation: float) -> tuple[float, float]:
    """The share of forces in which rows taken for people, and people, are called clear."""
    drawn = [
        rng.binomial(ROUNDS, np.minimum(rate * (rng.gamma(variation**-2, variation**2, (FORCES, size)) if variation else np.ones((FORCES, size))), 1.0))
        for size in (own, other)
    ]
    cases, bases = [each.sum(1) for each in drawn], [own * ROUNDS, other * ROUNDS]
    everybody = Spread(np.full(FORCES, own + other), sum((each**2).sum(1) for each in drawn), ROUNDS * sum(cases), np.full(FORCES, sum(bases) * ROUNDS))
    shared = within_person("proportion", sum(cases), sum(bases), everybody)
    effects = [design_effect("proportion", x, n, n * ROUNDS, shared) for x, n in zip(cases, bases, strict=True)]
    counts = dict(cases=cases[0], base=bases[0], reference_cases=cases[1], reference_base=bases[1], people=own, reference_people=other)
    return tuple(float(np.mean(judge(**counts, **more).verdict == CLEAR)) for more in ({}, {"effect": effects[0], "reference_effect": effects[1]}))


if __name__ == "__main__":
    rng = np.random.default_rng(SEED)
    for own, other, rate in GROUPS:
        pairs = [flagged(rng, own, other, rate, variation) for variation in (0, 0.5, 1.0, 1.5)]
        print(f"| {own} beside {other} at {rate:.0%} | " + " | ".join(f"{naive:.1%} / {people:.1%}" for naive, people in pairs) + " |")
