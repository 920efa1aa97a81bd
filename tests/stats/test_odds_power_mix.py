"""Odds ratios, power and mix, against R, scipy and brute force."""

import math

import numpy as np
import pytest
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio

from eianalysis.stats import blau_index, dissimilarity_index, fisher_power, odds_ratio, odds_ratio_interval, smallest_detectable_ratio


def arguments(x1, n1, x0, n0):
    return {"cases": x1, "base": n1, "reference_cases": x0, "reference_base": n0}


# R 4.2.2: r <- fisher.test(matrix(c(x1, n1 - x1, x0, n0 - x0), 2)); c(r$estimate, r$conf.int). R's uniroot stops at
# 1e-4, on the scale of one over the ratio where that is large: its 621.93 is 626.24 (scipy and the tail sum agree)
R_ODDS = [
    (4, 10, 8, 60, 4.2111204, 0.71455777, 22.953015),
    (8, 90, 64, 800, 1.1217646, 0.4485415, 2.4576953),
    (0, 5, 8, 8, 0.0, 0.0, 0.25424192),
    (3, 4, 1, 4, 6.4083089, 0.21173292, 621.93375),
]


@pytest.mark.parametrize("x1, n1, x0, n0, ratio, low, high", R_ODDS)
def test_odds_agree_with_r(x1, n1, x0, n0, ratio, low, high):
    table = arguments(x1, n1, x0, n0)
    assert odds_ratio(**table) == pytest.approx(ratio, rel=2e-4)
    assert odds_ratio_interval(**table) == pytest.approx((low, high), rel=8e-3)


def test_odds_agree_with_scipy_to_more_digits():
    tables = np.array([row[:4] for row in R_ODDS if row[0]] + [(512, 825, 1198, 2691), (1, 30, 90, 900)])
    ours = odds_ratio(**arguments(*tables.T)), *odds_ratio_interval(**arguments(*tables.T))
    for i, (x1, n1, x0, n0) in enumerate(tables):
        theirs = scipy_odds_ratio([[x1, n1 - x1], [x0, n0 - x0]])
        expected = (theirs.statistic, *theirs.confidence_interval())
        assert [value[i] for value in ours] == pytest.approx(expected, rel=1e-8)


def test_odds_where_only_one_split_is_possible():
    table = arguments([0, 0], [0, 5], [3, 0], [8, 9])
    assert np.isnan(odds_ratio(**table)).all()
    low, high = odds_ratio_interval(**table)
    assert low.tolist() == [0, 0] and high.tolist() == [np.inf, np.inf]


# R: pw <- function(n1, n0, p1, p0, a = .05) sum over x1, x0 of dbinom(x1, n1, p1) * dbinom(x0, n0, p0) where
# fisher.test(matrix(c(x1, n1 - x1, x0, n0 - x0), 2))$p.value <= a
R_POWER = [
    (12, 60, 0.3, 0.08, 0.05, 0.456505918296),
    (10, 30, 0.1, 0.1, 0.05, 0.0166627346034),
    (20, 20, 0.5, 0.1, 0.05, 0.742388783911),
    (15, 40, 0.02, 0.4, 0.01, 0.654310907147),
]


@pytest.mark.parametrize("n1, n0, rate, reference, alpha, power", R_POWER)
def test_power_agrees_with_r(n1, n0, rate, reference, alpha, power):
    found = fisher_power(base=n1, reference_base=n0, rate=rate, reference_rate=reference, alpha=alpha)
    assert found == pytest.approx(power, rel=1e-9)


def test_detectable_ratio_has_the_power_asked_for():
    found = smallest_detectable_ratio(base=60, reference_base=400, reference_rate=0.2)
    for ratio, nearer in ((found.above, 0.999), (found.below, 1.001)):
        sizes = {"base": 60, "reference_base": 400, "reference_rate": 0.2}
        assert fisher_power(**sizes, rate=0.2 * ratio) == pytest.approx(0.8, abs=1e-6)
        assert fisher_power(**sizes, rate=0.2 * ratio * nearer) < 0.8
    assert found.below < 1 < found.above


def test_what_cannot_be_shown_is_nan():
    few = smallest_detectable_ratio(base=[12, 0], reference_base=800, reference_rate=0.08)
    assert few.above[0] > 3 and np.isnan(few.below).all() and np.isnan(few.above[1])
    assert np.isnan(fisher_power(base=0, reference_base=9, rate=0.5, reference_rate=0.5))


def test_a_difference_of_everything_is_always_found():
    assert fisher_power(base=10, reference_base=50, rate=1, reference_rate=0) == pytest.approx(1)


@pytest.mark.parametrize("wrong", [{"rate": 1.2}, {"rate": -0.1}, {"base": 2.5}, {"alpha": 5}, {"reference_rate": math.nan}])
def test_impossible_power_is_refused(wrong):
    (name,) = wrong
    with pytest.raises(ValueError, match=f"^{name}: "):
        fisher_power(**{"base": 10, "reference_base": 20, "rate": 0.1, "reference_rate": 0.2, **wrong})


def test_blau():
    assert blau_index([5, 5, 5, 5]) == pytest.approx(0.75) and blau_index([9, 0]) == 0
    assert math.isnan(blau_index([0, 0])) and math.isnan(blau_index([]))


def test_dissimilarity():
    assert dissimilarity_index([1, 0], [0, 7]) == 1 and dissimilarity_index([2, 4], [1, 2]) == 0
    assert math.isnan(dissimilarity_index([0, 0], [1, 2]))
    with pytest.raises(ValueError, match="^b: shape"):
        dissimilarity_index([1, 2], [1, 2, 3])
