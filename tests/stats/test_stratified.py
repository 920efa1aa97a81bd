"""Pooled comparisons and standardisation against R, statsmodels and Berkeley's admissions."""

import math

import numpy as np
import pytest

from eianalysis import stats
from eianalysis.stats import mantel_haenszel, standardised_rate, standardised_ratio

# Bickel, Hammel and O'Connell, Science 187 (1975) 398-404 (R's UCBAdmissions): women and men admitted, six departments
WOMEN = {"cases": [89, 17, 202, 131, 94, 24], "base": [108, 25, 593, 375, 393, 341]}
MEN = {"reference_cases": [512, 353, 120, 138, 53, 22], "reference_base": [825, 560, 325, 417, 191, 373]}


def test_berkeley():
    pooled = mantel_haenszel(**WOMEN, **MEN)
    # R 4.2.2: m <- mantelhaen.test(UCBAdmissions[, c(2, 1), ], correct = FALSE); c(m$estimate, m$conf.int, m$p.value)
    odds = (1.1053426615, 0.943102828516, 1.29549224368)
    assert (pooled.odds_ratio, pooled.odds_ratio_low, pooled.odds_ratio_high) == pytest.approx(odds, rel=1e-10)
    assert pooled.cmh_p == pytest.approx(0.216923697056, rel=1e-10)
    # R: R <- sum(x1*n0/N); S <- sum(x0*n1/N); v <- sum(((x1+x0)*n1*n0 - x1*x0*N)/N^2)/(R*S);
    # R/S * exp(c(0, -1, 1) * qnorm(.975) * sqrt(v)); the estimate also statsmodels StratifiedTable.riskratio_pooled
    risk = (1.05830742359, 0.970439153254, 1.15413171353)
    assert (pooled.risk_ratio, pooled.risk_ratio_low, pooled.risk_ratio_high) == pytest.approx(risk, rel=1e-10)
    # statsmodels 0.15.0: StratifiedTable.test_equal_odds(): 18.8255, p 0.00207139 (also DescTools::BreslowDayTest)
    assert pooled.breslow_day_p == pytest.approx(0.0020713903499, rel=1e-9)
    assert pooled.strata_dropped == 0


def test_simpson_was_at_berkeley():
    women, men = sum(WOMEN["cases"]) / sum(WOMEN["base"]), sum(MEN["reference_cases"]) / sum(MEN["reference_base"])
    assert women / men < 0.7  # over all departments women were admitted far less often
    assert mantel_haenszel(**WOMEN, **MEN).risk_ratio > 1  # within departments they were not


def test_empty_strata_are_dropped_and_counted():
    more = {name: [*values, *extra] for (name, values), extra in
            zip((WOMEN | MEN).items(), [(0, 3, 0), (0, 5, 0), (4, 0, 0), (9, 0, 0)], strict=True)}  # fmt: skip
    pooled, plain = mantel_haenszel(**more), mantel_haenszel(**WOMEN, **MEN)
    assert pooled.strata_dropped == 3 and pooled[:-1] == plain[:-1]


def test_one_stratum_is_the_plain_ratio():
    pooled = mantel_haenszel(cases=8, base=90, reference_cases=64, reference_base=800)
    assert pooled.risk_ratio == pytest.approx(8 / 90 / (64 / 800)) and pooled.odds_ratio == pytest.approx(8 * 736 / 82 / 64)
    assert math.isnan(pooled.breslow_day_p)


def test_a_stratum_where_all_or_none_are_cases_has_no_say_in_the_odds():
    base = mantel_haenszel(cases=[3, 5], base=[9, 11], reference_cases=[4, 9], reference_base=[30, 40])
    silent = mantel_haenszel(cases=[3, 5, 0, 4], base=[9, 11, 7, 4], reference_cases=[4, 9, 0, 6], reference_base=[30, 40, 8, 6])
    assert silent.breslow_day_p == base.breslow_day_p and silent.cmh_p == pytest.approx(base.cmh_p)
    assert silent.odds_ratio == base.odds_ratio and silent.risk_ratio < base.risk_ratio


def test_nothing_at_all_is_nan():
    for counts in ([0], [0], [0], [0]), ([], [], [], []), ([0], [5], [0], [9]):
        names = ("cases", "base", "reference_cases", "reference_base")
        assert all(math.isnan(value) for value in mantel_haenszel(**dict(zip(names, counts, strict=True)))[:-1])
    one_sided = mantel_haenszel(cases=[2, 1], base=[5, 5], reference_cases=[0, 0], reference_base=[9, 9])
    assert one_sided.risk_ratio == math.inf and math.isnan(one_sided.risk_ratio_high)


def test_direct_standardisation():
    # by hand: (0.2 * 200 + 0.06 * 800) / 1000; the rate also R epitools::ageadjust.direct(c(10, 6), c(50, 100), stdpop
    # = c(200, 800)): 0.088. Dobson: 16 events, Byar's limits 9.1392 and 25.9843, scale sqrt(sum(w^2 x / n^2) / 16)
    found = standardised_rate([10, 6], [50, 100], [200, 800])
    scale = math.sqrt((0.2**2 * 10 / 50**2 + 0.8**2 * 6 / 100**2) / 16)
    expected = (0.088, 0.088 + scale * (9.1392 - 16), 0.088 + scale * (25.9843 - 16))
    assert found == pytest.approx(expected, abs=2e-6)


def test_standardising_to_itself_changes_nothing():
    assert standardised_rate([10, 6], [50, 100], [50, 100]).rate == pytest.approx(16 / 150)


def test_layers_without_people():
    assert math.isnan(standardised_rate([10, 0], [50, 0], [200, 800]).rate)
    assert standardised_rate([10, 0], [50, 0], [200, 0]).rate == pytest.approx(0.2)
    none = standardised_rate([0, 0], [50, 10], [1, 1])
    assert none[:2] == (0.0, 0.0) and math.isnan(none.high)
    with pytest.raises(ValueError, match="^cases: .* more than base"):
        standardised_rate([60, 1], [50, 10], [1, 1])


def test_standardised_ratio_is_exact():
    # R: poisson.test(15, 8.33); Breslow and Day II (1987), p. 69
    ratio, low, high = standardised_ratio([15, 0, 3], [8.33, 2, 0])
    assert (ratio[0], low[0], high[0]) == pytest.approx((1.80072, 1.00784, 2.97002), abs=2e-5)
    assert (ratio[1], low[1]) == (0, 0) and high[1] == pytest.approx(-math.log(0.025) / 2)
    assert np.isnan([ratio[2], low[2], high[2]]).all()


# --- rates ------------------------------------------------------------------------------------------------------------

RATES = {"cases": [8, 4, 11], "exposure": [20.5, 100.0, 61.25], "reference_cases": [20, 2, 17], "reference_exposure": [100.0, 99.5, 140.0]}


def test_the_pooled_ratio_of_rates_is_the_sum_by_hand():
    top = 8 * 100 / 120.5 + 4 * 99.5 / 199.5 + 11 * 140 / 201.25
    bottom = 20 * 20.5 / 120.5 + 2 * 100 / 199.5 + 17 * 61.25 / 201.25
    assert stats.mantel_haenszel_rates(**RATES).rate_ratio == pytest.approx(top / bottom, rel=1e-12)


def test_where_events_are_rare_rates_and_proportions_are_the_same():
    """With bases a million times the events the binomial is Poisson: an independent check of limits and both tests."""
    large = {name.replace("exposure", "base"): [round(each * 1e6) if "exposure" in name else each for each in values] for name, values in RATES.items()}
    rare, rates = stats.mantel_haenszel(**large), stats.mantel_haenszel_rates(**RATES)
    assert rates[:3] == pytest.approx(rare[:3], rel=1e-4)
    assert rates.mh_p == pytest.approx(rare.cmh_p, rel=1e-4)
    assert rates.homogeneity_p == pytest.approx(rare.breslow_day_p, rel=1e-3)


def test_the_unit_of_time_does_not_matter():
    days = {name: [365.25 * each for each in values] if "exposure" in name else values for name, values in RATES.items()}
    assert stats.mantel_haenszel_rates(**days) == pytest.approx(stats.mantel_haenszel_rates(**RATES))


def test_a_stratum_with_nothing_at_risk_is_left_out_and_counted():
    more = {name: [*values, 0 if name != "reference_exposure" else 12.0] for name, values in RATES.items()}
    found = stats.mantel_haenszel_rates(**more)
    assert found.strata_dropped == 1 and found[:5] == pytest.approx(stats.mantel_haenszel_rates(**RATES)[:5])


def test_no_events_anywhere_is_undefined_and_not_an_exception():
    found = stats.mantel_haenszel_rates(cases=[0, 0], exposure=[5, 6], reference_cases=[0, 0], reference_exposure=[7, 8])
    assert all(value != value for value in found[:5])
