"""Exact tests of two proportions, against R, scipy and the lady tasting tea."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, fisher_exact, hypergeom

from eianalysis.stats import fisher_test, mid_p_test, share_test

# R 4.2.2: fisher.test(matrix(c(x1, n1 - x1, x0, n0 - x0), 2))$p.value
R_FISHER = [
    (3, 4, 1, 4, 0.485714285714),  # Fisher, The Design of Experiments (1935): the tea tasting, two-sided 34/70
    (8, 90, 64, 800, 0.68723666894),
    (4, 10, 8, 60, 0.0607042045275),
    (0, 7, 5, 40, 1.0),
    (7, 7, 3, 9, 0.0113636363636),
    (0, 5, 0, 9, 1.0),
    (12, 15, 5, 70, 1.75476609901e-08),
    (1, 1, 10, 40, 0.268292682927),
    (512, 825, 1198, 2691, 9.98830865716e-19),
    (10, 50, 10, 50, 1.0),
    (0, 0, 3, 8, 1.0),
    (300, 5000, 9000, 132743, 0.0312607414853),
]


def arguments(x1, n1, x0, n0):
    return {"cases": x1, "base": n1, "reference_cases": x0, "reference_base": n0}


@pytest.mark.parametrize("x1, n1, x0, n0, p", R_FISHER)
def test_fisher_agrees_with_r(x1, n1, x0, n0, p):
    assert fisher_test(**arguments(x1, n1, x0, n0)) == pytest.approx(p, rel=1e-8)


def test_many_tables_at_once_are_the_same_as_one_by_one():
    rng = np.random.default_rng(20240331)
    n1, n0 = rng.integers(1, 120, 400), rng.integers(1, 900, 400)
    x1, x0 = rng.binomial(n1, 0.1), rng.binomial(n0, 0.08)
    expected = [fisher_exact([[a, b - a], [c, d - c]])[1] for a, b, c, d in zip(x1, n1, x0, n0, strict=True)]
    assert fisher_test(**arguments(x1, n1, x0, n0)) == pytest.approx(np.array(expected), rel=1e-9)


def test_a_long_batch_is_cut_without_a_seam():
    cases = np.tile([3, 40, 200], 3000)
    base, reference = np.tile([9, 400, 2000], 3000), np.tile([50, 3000, 9000], 3000)
    p = fisher_test(cases=cases, base=base, reference_cases=reference // 12, reference_base=reference)
    assert all(np.unique(p[start::3]).size == 1 for start in range(3))


def test_very_large_and_very_unlikely():
    # R 4.2.2: fisher.test(matrix(c(9e5, 1e5, 8.99e5, 1.01e5), 2))$p.value
    assert fisher_test(**arguments(900_000, 10**6, 899_000, 10**6)) == pytest.approx(0.0188008062075, rel=1e-6)
    # R 4.2.2: fisher.test(matrix(c(200, 300, 100, 3900), 2))$p.value
    assert fisher_test(**arguments(200, 500, 100, 4000)) == pytest.approx(2.31507188083e-131, rel=1e-8)


def test_mid_p_takes_off_half_the_observed_table():
    # Agresti, Statistical Science 7 (1992): mid-p = P(less likely) + half P(observed), here by scipy's hypergeometric
    for x1, n1, x0, n0 in [(3, 4, 1, 4), (4, 10, 8, 60), (7, 7, 3, 9), (0, 7, 5, 40)]:
        table = arguments(x1, n1, x0, n0)
        observed = hypergeom.pmf(x1, n1 + n0, x1 + x0, n1)
        assert mid_p_test(**table) == pytest.approx(fisher_exact([[x1, n1 - x1], [x0, n0 - x0]])[1] - observed / 2)


def test_tea_tasting_mid_p():
    # 34/70 minus half of 16/70
    assert mid_p_test(**arguments(3, 4, 1, 4)) == pytest.approx(26 / 70, rel=1e-12)


def test_index_shape_and_empty_input():
    p = fisher_test(**arguments(pd.Series([1, 2], index=["Sergeant", "Constable"]), 10, 5, 50))
    assert list(p.index) == ["Sergeant", "Constable"]
    assert fisher_test(**arguments([], [], [], [])).shape == (0,)
    assert fisher_test(**arguments([[1], [2]], [10, 20, 30], 5, 50)).shape == (2, 3)
    assert isinstance(fisher_test(**arguments(1, 2, 3, 4)), float)


@pytest.mark.parametrize("x1, n1, x0, n0", [(2000, 200_000, 10_400, 1_000_000), (150_100, 200_000, 750_000, 1_000_000), (40, 2_000, 9_000, 400_000)])
def test_only_outcomes_that_matter_are_added_up_and_none_is_missed(x1, n1, x0, n0):
    assert fisher_test(**arguments(x1, n1, x0, n0)) == pytest.approx(fisher_exact([[x1, n1 - x1], [x0, n0 - x0]])[1], rel=1e-6)


@pytest.mark.parametrize(
    "asked, most",
    [
        (lambda: fisher_test(**arguments(2000, 200_000, 10_400, 1_000_000)), 1340),
        (lambda: fisher_test(**arguments(40, 2_000, 9_000, 400_000)), 250),
        (lambda: share_test(2_000, 200_000, share=0.0104), 1540),
        (lambda: share_test(150_100, 200_000, share=0.75), 5130),
    ],
)
def test_no_more_outcomes_are_looked_at_than_can_matter(looked_at, asked, most):
    asked()
    assert looked_at and sum(looked_at) <= most


def test_share_test_is_r_s_binom_test():
    """R 4.2.2: binom.test(682, 925, p = 0.75)$p.value (Conover 1971, p. 97), and two small ones."""
    p = share_test([682, 12, 0], [925, 92, 7], share=[0.75, 0.30, 0.5])
    assert p == pytest.approx([0.3824916, 0.0002251226, 0.015625], rel=1e-6)


def test_share_test_agrees_with_scipy_small_and_large():
    rng = np.random.default_rng(20260331)
    n = np.r_[rng.integers(1, 200, 150), rng.integers(10_000, 900_000, 20)]
    share = rng.uniform(0.001, 0.999, len(n))
    k = rng.binomial(n, np.clip(share * rng.uniform(0.9, 1.1, len(n)), 0, 1))
    expected = [binomtest(int(a), int(b), c).pvalue for a, b, c in zip(k, n, share, strict=True)]
    assert share_test(k, n, share=share) == pytest.approx(expected, rel=1e-6, abs=1e-300)


def test_nobody_and_everybody_of_a_population_are_certain():
    assert share_test([0, 1, 7, 6], [7, 7, 7, 7], share=[0, 0, 1, 1]).tolist() == [1, 0, 1, 0]
    assert share_test(0, 0, share=0.5) == 1 and np.isnan(share_test(1, 2, share=np.nan))
    assert np.isnan(share_test(0, 0, share=np.nan)), "not known, even of nobody"
    assert share_test([1, 0], 1, share=0.3) == pytest.approx([0.3, 1])


def test_share_test_keeps_the_shape_it_was_given():
    p = share_test([[1, 2], [3, 4]], 9, share=0.3)
    assert p.shape == (2, 2) and p[1, 0] == pytest.approx(binomtest(3, 9, 0.3).pvalue)
    assert share_test(pd.Series([3], index=["a"]), 9, share=0.3)["a"] == p[1, 0]


@pytest.mark.parametrize("cases, base, share, what", [(1, 2, 1.5, "share"), (3, 2, 0.5, "cases")])
def test_share_test_refuses_what_cannot_be(cases, base, share, what):
    with pytest.raises(ValueError, match=what):
        share_test(cases, base, share=share)
