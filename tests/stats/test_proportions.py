"""Intervals of one proportion and of a gap, against R and against Newcombe's published tables."""

import numpy as np
import pandas as pd
import pytest

from eianalysis.stats import exact_interval, rate_gap, rate_gap_interval, wilson_interval

NAN = float("nan")

# Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3 (Wilson, no continuity correction)
NEWCOMBE_ONE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]

# R 4.2.2: prop.test(x, n, correct = FALSE)$conf.int
R_WILSON = [
    (81, 263, 0.255288519878, 0.366209576983),
    (15, 148, 0.0623863995307, 0.160487241723),
    (0, 20, 0.0, 0.161125158053),
    (1, 29, 0.00611321429276, 0.171755218793),
    (3, 25, 0.0416681715044, 0.299557939209),
]

# R 4.2.2: binom.test(x, n)$conf.int
R_EXACT = [
    (0, 12, 0.0, 0.264648469397),
    (12, 12, 0.735351530603, 1.0),
    (3, 25, 0.0254653966477, 0.312190307286),
    (1, 1, 0.025, 1.0),
    (0, 500, 0.0, 0.00735061005191),  # statsmodels issue 9549: not near 1
    (81, 263, 0.252736745585, 0.367621922601),
]

# Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10 (hybrid score, no continuity correction)
NEWCOMBE_GAP = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]


@pytest.mark.parametrize("cases, base, low, high", NEWCOMBE_ONE)
def test_wilson_is_newcombes_table(cases, base, low, high):
    assert np.round(wilson_interval(cases, base), 4).tolist() == [low, high]


@pytest.mark.parametrize("cases, base, low, high", R_WILSON)
def test_wilson_agrees_with_r(cases, base, low, high):
    assert wilson_interval(cases, base) == pytest.approx((low, high), abs=1e-11)


@pytest.mark.parametrize("cases, base, low, high", R_EXACT)
def test_exact_agrees_with_r(cases, base, low, high):
    assert exact_interval(cases, base) == pytest.approx((low, high), abs=1e-11)


def test_exact_at_another_confidence_agrees_with_r():
    # R: binom.test(3, 25, conf.level = 0.9)$conf.int
    assert exact_interval(3, 25, confidence=0.9) == pytest.approx((0.0335195949895, 0.281722507978), abs=1e-11)


@pytest.mark.parametrize("interval", [wilson_interval, exact_interval])
def test_ends_are_exact_and_nobody_at_risk_is_nan(interval):
    low, high = interval([0, 12, 0, 1, 0], [12, 12, 0, 1, 1])
    assert low[0] == 0.0 and high[1] == 1.0
    assert np.isnan(low[2]) and np.isnan(high[2])
    assert high[3] == 1.0 and low[4] == 0.0
    assert 0 < high[0] < 1 and 0 < low[1] < 1


@pytest.mark.parametrize("x1, n1, x0, n0, low, high", NEWCOMBE_GAP)
def test_gap_is_newcombes_table(x1, n1, x0, n0, low, high):
    found = rate_gap_interval(cases=x1, base=n1, reference_cases=x0, reference_base=n0)
    assert np.round(found, 4) == pytest.approx((low, high), abs=1e-12)


def test_gap_of_nobody_is_nan():
    counts = {"cases": [0, 3], "base": [0, 4], "reference_cases": [2, 0], "reference_base": [5, 0]}
    assert np.isnan(rate_gap(**counts)).all()
    assert np.isnan(rate_gap_interval(**counts)).all()


def test_series_keep_their_index_and_scalars_stay_scalars():
    cases = pd.Series([3, 0], index=["F", "M"])
    low, high = wilson_interval(cases, pd.Series([25, 40], index=["F", "M"]))
    assert list(low.index) == list(high.index) == ["F", "M"]
    gap = rate_gap(cases=cases, base=[25, 40], reference_cases=1, reference_base=10)
    assert gap["F"] == pytest.approx(0.02) and gap["M"] == pytest.approx(-0.1)
    assert isinstance(wilson_interval(3, 25)[0], float)
    assert wilson_interval([[3], [4]], [25, 30])[0].shape == (2, 2)
