"""Ratios of two proportions, against Koopman's paper, scipy's Katz and a second solution of the score equation."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import ndtri
from scipy.stats.contingency import relative_risk

from eianalysis.stats import disparity_ratio, disparity_ratio_interval


def interval(x1, n1, x0, n0, **options):
    return disparity_ratio_interval(cases=x1, base=n1, reference_cases=x0, reference_base=n0, **options)


def koopman_by_hand(x1, n1, x0, n0, z):
    """Koopman's own formulas (1984, p. 515), one table, Brent's method: slow, and not our code."""
    total, found = n1 + n0, x1 + x0

    def statistic(ratio):
        b = ratio * (n1 + x0) + x1 + n0
        p1 = (b - np.sqrt(b * b - 4 * ratio * total * found)) / (2 * total)
        chi = (x1 - n1 * p1) ** 2 / (n1 * p1 * (1 - p1))
        return chi * (1 + n1 * (ratio - p1) / (n0 * (1 - p1))) - z * z

    centre = x1 / n1 / (x0 / n0)
    return brentq(statistic, centre / 1e4, centre, xtol=1e-14), brentq(statistic, centre, centre * 1e4, xtol=1e-12)


def test_koopmans_own_example():
    # Koopman, Biometrics 40 (1984) 513-517: 36 of 40 against 16 of 80, 95%: 2.94 to 7.15
    assert interval(36, 40, 16, 80) == pytest.approx((2.94, 7.15), abs=0.005)


@pytest.mark.parametrize("table", [(36, 40, 16, 80), (8, 90, 64, 800), (3, 7, 5, 9), (1, 200, 3, 150), (512, 825, 1198, 2691)])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_score_solves_koopmans_equation(table, confidence):
    expected = koopman_by_hand(*table, ndtri(0.5 + confidence / 2))
    assert interval(*table, confidence=confidence) == pytest.approx(expected, rel=1e-9)


def test_score_with_zeros_and_with_everybody():
    # Koopman's interval by hand: 0/5 against 8/8 is 0 to 0.434; 1/1 against 10/40 is 0.78 to 7.05
    assert interval(0, 5, 8, 8) == pytest.approx((0, 0.434), abs=5e-4)
    assert interval(1, 1, 10, 40) == pytest.approx((0.78, 7.05), abs=5e-3)
    assert interval(0, 5, 8, 8)[0] == 0.0
    low, high = interval(4, 9, 0, 30)
    assert 1 < low < np.inf and high == np.inf
    assert interval(0, 7, 0, 30) == (0.0, np.inf)


def test_everybody_in_both_groups_has_a_closed_form():
    # with all of n1 and all of n0 the score equation reduces to n1 (1 - r) / r = z squared
    z2 = ndtri(0.975) ** 2
    low, high = interval([5, 50], [5, 50], [8, 400], [8, 400])
    assert low == pytest.approx([5 / (5 + z2), 50 / (50 + z2)], rel=1e-10)
    assert high == pytest.approx([(8 + z2) / 8, (400 + z2) / 400], rel=1e-10)


def test_millions_keep_their_precision():
    assert interval(30_000, 10**7, 90_000, 3 * 10**7) == pytest.approx(koopman_by_hand(30_000, 10**7, 90_000, 3 * 10**7, ndtri(0.975)), rel=1e-7)
    low, high = interval(10**7 - 3, 10**7, 10**7 - 5, 10**7)
    assert low < 1 < high and high / low - 1 < 2e-6


@pytest.mark.parametrize("table", [(36, 40, 16, 80), (8, 90, 64, 800), (1, 1, 10, 40)])
def test_katz_is_scipys(table):
    x1, n1, x0, n0 = table
    theirs = relative_risk(x1, n1, x0, n0)
    assert interval(*table, method="katz") == pytest.approx(tuple(theirs.confidence_interval()), rel=1e-12)
    ours = disparity_ratio(cases=x1, base=n1, reference_cases=x0, reference_base=n0)
    assert ours == pytest.approx(theirs.relative_risk, rel=1e-12)


def test_katz_says_nothing_without_cases():
    assert np.isnan(interval([0, 3, 0], 5, [2, 0, 0], 9, method="katz")).all()


def test_ratio_where_a_count_is_zero():
    found = disparity_ratio(cases=[0, 4, 0, 0, 3], base=[5, 5, 5, 0, 3], reference_cases=[2, 0, 0, 1, 0], reference_base=[7, 7, 7, 4, 0])
    assert found[:2].tolist() == [0.0, np.inf] and np.isnan(found[2:]).all()


def test_nobody_in_a_group_leaves_the_interval_unknown():
    assert np.isnan(interval([0, 3], [0, 4], [2, 0], [5, 0])).all()


def test_equal_rates_are_exactly_one():
    assert disparity_ratio(cases=1, base=49, reference_cases=3, reference_base=147) == 1.0


def test_a_misspelt_method_is_refused():
    with pytest.raises(ValueError, match="method: 'wald' is not one of 'score', 'katz'"):
        interval(1, 2, 1, 2, method="wald")
