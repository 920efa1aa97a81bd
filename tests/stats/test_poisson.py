"""Rates per exposure and their ratios, against R."""

import numpy as np
import pytest

from eianalysis.stats import rate_interval, rate_ratio, rate_ratio_interval, rate_ratio_test

# R 4.2.2: poisson.test(x, T)$conf.int
R_GARWOOD = [
    (0, 120, 0.0, 0.0307406621176),
    (6, 120, 0.0183491187791, 0.108828950188),
    (1, 10.5, 0.00241121980803, 0.530632703899),
    (250, 4000, 0.0549919989077, 0.0707469262606),
]

# R 4.2.2: r <- poisson.test(c(x1, x0), c(T1, T0)); c(r$conf.int, r$p.value)
R_RATIO = [
    (0, 120, 6, 900, 0.0, 6.36983395723, 1.0),
    (6, 900, 0, 120, 0.15698996343, np.inf, 1.0),
    (30, 1000, 45, 6000, 2.43311615901, 6.49035980358, 4.4227203024e-08),
    (14, 1000, 45, 6000, 0.946259344311, 3.46297446511, 0.0593137661366),
    (11, 800, 3, 1011, 1.22406596659, 25.8674075864, 0.0131316755976),  # the example of R's ?poisson.test
    (10, 100, 10, 100, 0.373546846699, 2.67704040025, 1.0),
    (2, 10.5, 9, 33.3, 0.0740992901968, 3.40496761077, 1.0),
    (5, 10, 5, 30, 0.690427406814, 13.0354037386, 0.134440422058),
]


def arguments(x1, t1, x0, t0):
    return {"cases": x1, "exposure": t1, "reference_cases": x0, "reference_exposure": t0}


@pytest.mark.parametrize("cases, exposure, low, high", R_GARWOOD)
def test_exact_rate_agrees_with_r(cases, exposure, low, high):
    assert rate_interval(cases, exposure) == pytest.approx((low, high), rel=1e-10)


def test_byar_is_the_published_one():
    # Breslow and Day, Statistical Methods in Cancer Research II (1987), p. 69-71: 15 observed, 8.33 expected;
    # the SMR of 1.80 has the approximate limits 1.01 and 2.97
    low, high = rate_interval(15, 8.33, method="byar")
    assert (low, high) == pytest.approx((1.01, 2.97), abs=0.006)


def test_byar_never_falls_below_zero():
    low, high = rate_interval([0, 1], 1, method="byar", confidence=0.9999)
    assert low.tolist() == [0.0, 0.0] and np.all(high > 0)


@pytest.mark.parametrize("x1, t1, x0, t0, low, high, p", R_RATIO)
def test_ratio_interval_and_test_agree_with_r(x1, t1, x0, t0, low, high, p):
    table = arguments(x1, t1, x0, t0)
    assert rate_ratio_interval(**table) == pytest.approx((low, high), rel=1e-10)
    assert rate_ratio_test(**table) == pytest.approx(p, rel=1e-8)


def test_all_at_once_is_the_same():
    x1, t1, x0, t0, low, high, p = (np.array(values) for values in zip(*R_RATIO, strict=True))
    table = arguments(x1, t1, x0, t0)
    assert rate_ratio_interval(**table)[1] == pytest.approx(high, rel=1e-10)
    assert rate_ratio_test(**table) == pytest.approx(p, rel=1e-8)
    assert rate_ratio(**table) == pytest.approx(x1 / t1 / np.where(x0 > 0, x0 / t0, 0.0000001) * np.where(x0 > 0, 1, np.inf))


def test_no_event_and_no_exposure():
    none = arguments(0, 120, 0, 900)
    assert rate_ratio_interval(**none) == (0.0, np.inf) and rate_ratio_test(**none) == 1.0
    assert np.isnan(rate_ratio(**none))
    nobody = arguments([3, 0, 2], [0, 0, 10], [1, 1, 4], [10, 10, 0])
    assert np.isnan(rate_ratio(**nobody)).all() and np.isnan(rate_ratio_test(**nobody)).all()
    assert np.isnan(rate_ratio_interval(**nobody)).all()
    assert np.isnan(rate_interval(0, 0)).all()


def test_events_may_outnumber_the_base():
    low, high = rate_interval(12, 7)  # twelve searches of seven residents
    assert low < 12 / 7 < high


@pytest.mark.parametrize("counts, most", [((20_000, 1000, 40_000, 2000), 2853), ((9_000, 20, 400_000, 1000), 6132)])
def test_no_more_ways_to_share_are_looked_at_than_can_matter(looked_at, counts, most):
    assert 0 < rate_ratio_test(**arguments(*counts)) <= 1 and looked_at and sum(looked_at) <= most


@pytest.mark.parametrize(("seen", "low", "high"), [(1, 0.0131, 5.5638), (10, 4.7874, 18.3915)])
def test_byar_by_hand(seen, low, high):
    """1 - 1/9 - 1.96/3 = 0.2356, cubed 0.0131; of 10: 10 x (1 - 1/90 - 1.96/(3 x 3.1623))^3 and 11 x (1 - 1/99 + 1.96/(3 x 3.3166))^3."""
    assert rate_interval(seen, 1, method="byar") == pytest.approx((low, high), abs=0.0001)
