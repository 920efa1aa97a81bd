"""Decomposed gaps, shrunken units, raked surveys and tipping points, each beside a reference made in another way."""

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, stats as scipy_stats

from eianalysis.stats.decomposed import decompose_gap
from eianalysis.stats.judgement import verdict
from eianalysis.stats.raking import raked_weights, response_bounds, weighted_share
from eianalysis.stats.shrunk import shrunk_rates
from eianalysis.stats.tipping import tipping_point

#: P. J. Bickel, E. A. Hammel and J. W. O'Connell, Science 187 (1975) 398-404: the six largest departments, as published since.
WOMEN = [89, 17, 202, 131, 94, 24], [108, 25, 593, 375, 393, 341]
MEN = [512, 353, 120, 138, 53, 22], [825, 560, 325, 417, 191, 373]


def admissions(**more):
    return decompose_gap(cases=WOMEN[0], base=WOMEN[1], reference_cases=MEN[0], reference_base=MEN[1], **more)


def test_the_gap_of_the_published_admissions_is_one_of_where_people_applied():
    found = admissions()
    assert found.gap == pytest.approx(557 / 1835 - 1198 / 2691) and found.makeup + found.rates == pytest.approx(found.gap)
    assert found.makeup_high < -0.1 < 0 < found.rates_high  # what is left is in favour of women
    assert found.rates > 0 and found.strata_rates[0] == pytest.approx((108 / 1835 + 825 / 2691) / 2 * (89 / 108 - 512 / 825))


def test_direct_standardisation_is_the_same_sum():
    """Women's rates at men's make-up, and men's at women's: Kitagawa's parts are the means of the two ways round."""
    (x1, n1), (x0, n0) = ([np.array(each, float) for each in two] for two in (WOMEN, MEN))
    at_mens = np.average(x1 / n1, weights=n0) - np.average(x0 / n0, weights=n0)
    at_womens = np.average(x1 / n1, weights=n1) - np.average(x0 / n0, weights=n1)
    assert admissions().rates == pytest.approx((at_mens + at_womens) / 2)
    assert admissions(weights="reference").rates == pytest.approx(at_womens)


def test_ranges_are_those_of_the_delta_method():
    (x1, n1), (x0, n0) = ([np.array(each, float) for each in two] for two in (WOMEN, MEN))
    p1, p0, w = x1 / n1, x0 / n0, (n1 / n1.sum() + n0 / n0.sum()) / 2
    variance = np.sum(w**2 * (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0))
    for p, n in ((p1, n1), (p0, n0)):  # the weights are drawn too
        share, slope = n / n.sum(), (p1 - p0) / 2
        variance += (np.sum(slope**2 * share) - np.sum(slope * share) ** 2) / n.sum()
    found = admissions()
    assert (found.rates_high - found.rates_low) / 2 == pytest.approx(1.96 * np.sqrt(variance), rel=0.08)


def test_groups_alike_have_no_gap_and_nobody_has_none():
    same = decompose_gap(cases=[5, 1], base=[50, 20], reference_cases=[10, 2], reference_base=[100, 40])
    assert same.gap == pytest.approx(0) and same.makeup == pytest.approx(0) and same.rates_low < 0 < same.rates_high
    assert np.isnan(decompose_gap(cases=[0], base=[0], reference_cases=[1], reference_base=[10]).gap)
    with pytest.raises(ValueError, match="cases"):
        decompose_gap(cases=[3], base=[2], reference_cases=[1], reference_base=[10])


def test_the_posterior_is_that_of_an_integral():
    x, n = np.array([3, 40, 5, 90, 30]), np.array([10, 200, 90, 300, 250])
    found = shrunk_rates(x, n)
    assert found.spread > 0
    whole = x.sum() / n.sum()
    prior = whole * (1 - whole) / (found.spread * whole) ** 2 - 1
    density = lambda p: scipy_stats.binom.pmf(3, 10, p) * scipy_stats.beta.pdf(p, whole * prior, (1 - whole) * prior)  # noqa: E731
    mean = integrate.quad(lambda p: p * density(p), 0, 1)[0] / integrate.quad(density, 0, 1)[0]
    assert found.rate[0] == pytest.approx(mean, rel=1e-6) and found.low[0] < mean < found.high[0]
    assert whole < found.rate[0] < 0.3


#: D. P. Gaver and I. G. O'Muircheartaigh, Technometrics 29 (1987) 1-15: failures of ten pumps, in thousands of hours.
PUMPS = [5, 1, 5, 14, 3, 19, 1, 1, 4, 22], [94.32, 15.72, 62.88, 125.76, 5.24, 31.44, 1.048, 1.048, 2.096, 10.48]


@pytest.mark.parametrize("pump", range(10))
def test_rates_of_the_published_pumps_and_their_ranges_are_those_of_integrals(pump):
    x, hours = (np.array(each, float) for each in PUMPS)
    found, whole = shrunk_rates(*PUMPS, kind="rate"), sum(PUMPS[0]) / sum(PUMPS[1])
    pearson = sum((a - b * whole) ** 2 / (b * whole) for a, b in zip(x, hours, strict=True))
    assert found.dispersion == pytest.approx(pearson / 9) and found.dispersion > 10 and found.p < 1e-6
    between = (pearson - 9) * whole / (sum(hours) - sum(b * b for b in hours) / sum(hours))
    prior = scipy_stats.gamma(whole**2 / between, scale=between / whole)
    density = lambda rate: scipy_stats.poisson.pmf(x[pump], hours[pump] * rate) * prior.pdf(rate)  # noqa: E731
    top = 3 * (x[pump] + 5) / hours[pump]
    area = lambda low, high, of=density: integrate.quad(of, low, high, limit=400, points=[min(high, x[pump] / hours[pump])])[0]  # noqa: E731
    assert found.rate[pump] == pytest.approx(area(0, top, lambda rate: rate * density(rate)) / area(0, top), rel=1e-4)
    assert area(0, found.low[pump]) / area(0, top) == pytest.approx(0.025, abs=1e-4)
    assert area(0, found.high[pump]) / area(0, top) == pytest.approx(0.975, abs=1e-4)


def test_homogeneity_is_pearsons_and_chance_alone_is_drawn_to_one_rate():
    x, n = np.array([10, 11, 9, 10]), np.array([100, 100, 100, 100])
    found = shrunk_rates(x, n)
    table = np.array([x, n - x])
    assert found.p == pytest.approx(scipy_stats.chi2_contingency(table, correction=False).pvalue)
    assert found.spread == 0 and np.allclose(found.rate, 0.1)
    rates = shrunk_rates([8, 30, 2], [100.0, 150.0, 80.0], kind="rate")
    assert 0.08 < rates.rate[0] and rates.rate[1] < 0.2 and rates.rate[2] > 0.025


def test_shrunken_rates_are_nearer_the_truth():
    rng = np.random.default_rng(1)
    n = rng.integers(8, 80, 200)
    truth = rng.beta(8, 72, 200)
    x = rng.binomial(n, truth)
    assert np.mean((shrunk_rates(x, n).rate - truth) ** 2) < 0.4 * np.mean((x / n - truth) ** 2)


def test_raked_margins_are_met_and_associations_kept():
    rows = pd.DataFrame(
        [(sex, age) for (sex, age), many in {("F", "young"): 30, ("F", "old"): 10, ("M", "young"): 20, ("M", "old"): 40}.items() for _ in range(many)],
        columns=["sex", "age"],
    )
    weights = raked_weights(rows, {"sex": {"F": 300, "M": 700}, "age": {"young": 450, "old": 550}})
    cells = weights.groupby([rows["sex"], rows["age"]]).sum()
    assert cells.groupby(level=0).sum().to_dict() == pytest.approx({"F": 300, "M": 700})
    assert cells.groupby(level=1).sum().to_dict() == pytest.approx({"young": 450, "old": 550})
    odds = cells["F", "young"] * cells["M", "old"] / (cells["F", "old"] * cells["M", "young"])
    assert odds == pytest.approx(30 * 40 / (10 * 20))


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ({"sex": {"F": 10, "M": 10, "X": 5}}, "nobody of sex 'X' answered"),
        ({"sex": {"F": 10}}, "has no number for 'M'"),
        ({"age": {"young": 10}}, "no column 'age'"),
        ({}, "at least one"),
    ],
)
def test_margins_no_weight_can_meet_are_refused(margins, said):
    with pytest.raises(ValueError, match=said):
        raked_weights(pd.DataFrame({"sex": ["F", "M"]}), margins)


def test_equal_weights_are_the_plain_share_and_bounds_hold_it():
    share, worth = weighted_share([1, 0, 1, 1], [2, 2, 2, 2])
    low, high = response_bounds(3, 4, 10)
    assert (share, worth) == (0.75, 4.0) and (low, high) == (0.3, 0.9)


COUNTS = dict(cases=40, base=270, reference_cases=192, reference_base=2400)


def test_one_person_fewer_does_not_turn_it_and_one_more_does():
    at = tipping_point(**COUNTS, undeclared_cases=14, undeclared_base=200).at

    def word(k):
        first, then = min(k, 14), max(k - 14, 0)
        return verdict(cases=40, base=270 + then, reference_cases=192 + first, reference_base=2400 + first)

    assert word(at) not in ("clear difference", "possible difference") and word(at - 1) in ("clear difference", "possible difference")


def test_a_finding_few_undeclared_cannot_turn_says_so_and_what_is_no_finding_too():
    assert tipping_point(**COUNTS, undeclared_cases=1, undeclared_base=3).at is None
    none = tipping_point(cases=8, base=90, reference_cases=64, reference_base=800, undeclared_cases=3, undeclared_base=30)
    assert none == ("too few to say", None, 30)
