"""The flags chance alone would raise: against every outcome added up by hand, and against forces drawn with no difference."""

import numpy as np
import pytest
from scipy.stats import binom, hypergeom

from eianalysis import stats
from eianalysis.stats.judgement import CLEAR, POSSIBLE
from eianalysis.stats.known_share import judge_share

NAMES = ("cases", "base", "reference_cases", "reference_base")


@pytest.mark.parametrize("four", [(8, 90, 64, 800), (3, 12, 5, 20), (150, 300, 410, 800), (0, 40, 6, 200), (0, 40, 0, 200), (9, 9, 4, 90)])
def test_a_declared_comparison_by_every_outcome(four):
    x1, n1, x0, n0 = four
    cases = np.arange(max(0, x1 + x0 - n0), min(n1, x1 + x0) + 1)
    weight = hypergeom.pmf(cases, n1 + n0, n1, x1 + x0)
    words = stats.verdict(cases=cases, base=n1, reference_cases=x1 + x0 - cases, reference_base=n0)
    flags = stats.chance_flags(**dict(zip(NAMES, four, strict=True)))
    assert flags.clear == pytest.approx(weight[words == CLEAR].sum(), abs=1e-9)
    assert flags.possible == pytest.approx(weight[words == POSSIBLE].sum(), abs=1e-9)


def test_a_rate_is_binomial_given_its_events():
    cases = np.arange(31)
    weight = binom.pmf(cases, 30, 41.5 / 241.5)
    words = stats.verdict(cases=cases, base=41.5, reference_cases=30 - cases, reference_base=200.0, kind="rate", people=40, reference_people=190)
    flags = stats.chance_flags(cases=12, base=41.5, reference_cases=18, reference_base=200.0, kind="rate", people=40, reference_people=190)
    assert flags.clear == pytest.approx(weight[words == CLEAR].sum(), abs=1e-9)
    assert flags.possible == pytest.approx(weight[words == POSSIBLE].sum(), abs=1e-9)
    few = stats.chance_flags(cases=12, base=41.5, reference_cases=18, reference_base=200.0, kind="rate", people=9, reference_people=190)
    assert few.clear == few.possible == 0


def test_a_share_beside_a_known_one():
    cases = np.arange(93)
    words = judge_share(cases, 92, share=0.3, exploratory=False).verdict
    weight = binom.pmf(cases, 92, 0.3)
    flags = stats.chance_flags(cases=12, base=92, reference_cases=0.3, reference_base=np.nan, kind="share")
    assert flags.clear == pytest.approx(weight[words == CLEAR].sum(), abs=1e-9)
    assert flags.possible == pytest.approx(weight[words == POSSIBLE].sum(), abs=1e-9)


def test_a_family_beside_forces_drawn_with_no_difference():
    """Twelve comparisons, each with a reference of its own: drawn 4,000 times given their totals, and judged as one family."""
    rng = np.random.default_rng(3)
    n1, n0 = rng.integers(15, 200, 12), rng.integers(50, 600, 12)
    total = rng.binomial(n1 + n0, rng.uniform(0.05, 0.5, 12))
    drawn = rng.hypergeometric(n1, n0, total, size=(4000, 12))
    words = np.array([stats.verdict(cases=row, base=n1, reference_cases=total - row, reference_base=n0, exploratory=True) for row in drawn[:1500]])
    flags = stats.chance_flags(cases=drawn[0], base=n1, reference_cases=total - drawn[0], reference_base=n0, family="page")
    either = (words == CLEAR).sum(axis=1) + (words == POSSIBLE).sum(axis=1)
    assert flags.clear.sum() + flags.possible.sum() == pytest.approx(either.mean(), abs=4 * either.std() / np.sqrt(1500))
    clear = (words == CLEAR).sum(axis=1)
    assert flags.clear.sum() == pytest.approx(clear.mean(), abs=0.03) and flags.clear.sum() < 0.08


def test_what_is_expected_does_not_depend_on_who_had_the_cases():
    one = stats.chance_flags(cases=20, base=90, reference_cases=52, reference_base=800)
    other = stats.chance_flags(cases=4, base=90, reference_cases=68, reference_base=800)
    assert one == other


def test_kinds_together_and_declared_rows_apart():
    given = dict(
        cases=[8, 12, 27],
        base=[90, 41.5, 92],
        reference_cases=[64, 18, 0.3],
        reference_base=[800, 200.0, np.nan],
        kind=["proportion", "rate", "share"],
        people=[90, 40, 92],
        reference_people=[800, 190, 92],
    )
    alone, together = stats.chance_flags(**given), stats.chance_flags(**given, family=["page", "page", "page"])
    assert (together.clear <= alone.clear + 1e-12).all()
    np.testing.assert_allclose(alone.clear + alone.possible, together.clear + together.possible)
    with pytest.raises(ValueError, match="^kind: "):
        stats.chance_flags(cases=1, base=10, reference_cases=1, reference_base=10, kind="odds")
