"""People who stand more than once: ranges and tests as wide as their rows are alike, and no false alarms beyond what is promised."""

import numpy as np
import pytest

from eianalysis.stats import design_effect, spread, verdict, within_person
from eianalysis.stats.clustered import Spread, whole_table, widened
from eianalysis.stats.judgement import judge

ROUNDS = 6


def test_sums_over_people_by_hand():
    assert spread([2, 0, 1], [3, 3, 1]) == Spread(3, 5.0, 7.0, 19.0)


def test_people_of_one_row_each_have_nothing_in_common():
    assert within_person("proportion", 30, 100, spread([1] * 30 + [0] * 70, [1] * 100)) == 0
    assert design_effect("proportion", 30, 100, 100, 0.9) == 1


def test_always_the_same_people_are_one_answer_each():
    shared = within_person("proportion", 300, 600, spread([6] * 50 + [0] * 50, [6] * 100))
    assert shared == pytest.approx(1, abs=1e-9) and design_effect("proportion", 300, 600, 3600, shared) == pytest.approx(6)


def test_the_correlation_is_that_of_a_one_way_analysis_of_variance():
    """For people with as many rows each it is Fleiss and Cuzick's estimate, a known closed form of the same moments."""
    rng = np.random.default_rng(4)
    x, m = rng.binomial(5, rng.beta(1, 3, 400)), 5
    rate = x.sum() / (400 * m)
    between = m * np.sum((x / m - rate) ** 2) / 399
    moments = (between / (rate * (1 - rate)) - 1) / (m - 1)
    assert within_person("proportion", x.sum(), 400 * m, spread(x, np.full(400, m))) == pytest.approx(moments, rel=1e-9)
    assert moments == pytest.approx(1 / (1 + 1 + 3), abs=0.05)  # of a beta with these two numbers


def test_the_variation_of_rates_is_found_again():
    rng = np.random.default_rng(7)
    years = rng.uniform(0.5, 3, 6000)
    cases = rng.poisson(0.8 * years * rng.gamma(1 / 0.7**2, 0.7**2, 6000))
    assert np.sqrt(within_person("rate", cases.sum(), years.sum(), spread(cases, years))) == pytest.approx(0.7, abs=0.05)


def test_rates_of_people_of_half_a_year_have_something_in_common_too():
    """100 people, half a year each, half of them with 2 events: squares 50 x (2 - 1)^2 + 50 x (0 - 1)^2 = 100, over 99/100 of it."""
    shared = within_person("rate", 100, 50, spread([2] * 50 + [0] * 50, [0.5] * 100))
    assert shared == pytest.approx((100 * 100 / 99 - 100) / (2**2 * 25))


def test_two_people_are_enough_and_one_event_tells_something():
    assert within_person("proportion", 6, 12, spread([6, 0], [6, 6])) == 1
    years = np.r_[0.1, np.full(99, 6.0)]
    rate = 1 / years.sum()
    seen = np.sum((np.r_[1, np.zeros(99)] - rate * years) ** 2) * 100 / 99
    assert within_person("rate", 1, years.sum(), spread(np.r_[1, np.zeros(99)], years)) == pytest.approx((seen - 1) / (rate**2 * np.sum(years**2)))


def test_the_design_effect_of_a_rate_by_hand():
    assert design_effect("rate", 60, 300, 600, 0.5) == pytest.approx(1 + 0.5 * 0.2 * 2)  # 0.2 a year, two years each


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_where_nothing_happened_nothing_is_in_common(kind):
    assert within_person(kind, 0, 600, spread([0] * 100, [6] * 100)) == 0
    assert design_effect(kind, 0, 0, 0, 0.5) == 1 and design_effect(kind, 60, 600, 3600, 0.0) == 1


def test_a_rate_keeps_its_years_and_may_have_more_events_than_years():
    assert [float(each) for each in whole_table("rate", *map(np.array, (12.5, 4.5, 3.2, 40.2)))] == [12, 4.5, 4, 40.2]


def test_no_effect_leaves_every_verdict_as_it_was():
    counts = dict(
        cases=[8, 31, 40, 810, 0], base=[90, 270, 270, 9000, 30], reference_cases=[64, 192, 192, 7200, 0], reference_base=[800, 2400, 2400, 80000, 200]
    )
    assert list(judge(**counts, effect=1.0, reference_effect=1.0).verdict) == list(verdict(**counts))
    four = [np.asarray(each, float) for each in counts.values()]
    assert all((a == b).all() for a, b in zip(whole_table("proportion", *widened(*four, 1.0, 1.0)), four, strict=True))


def test_the_tested_table_is_never_further_apart_than_the_one_seen():
    rng = np.random.default_rng(2)
    n1, n0 = rng.integers(10, 400, (2, 500)).astype(float)
    x1, x0 = np.floor(rng.uniform(0, 1, 500) * n1), np.floor(rng.uniform(0, 1, 500) * n0)
    told = widened(x1, n1, x0, n0, rng.uniform(1, 4, 500), rng.uniform(1, 4, 500))
    tested = whole_table("proportion", *told)
    assert all((each == np.floor(each)).all() for each in tested) and (tested[0] <= tested[1]).all() and (tested[2] <= tested[3]).all()
    wide, seen = tested[0] / tested[1] - tested[2] / tested[3], x1 / n1 - x0 / n0
    assert (np.sign(wide) * np.sign(seen) >= 0)[np.abs(seen) > 0.1].all()
    assert (wide * np.sign(seen) <= np.abs(seen) + 1e-9).all()  # rounding may take it past 0, never further out


def force_of(rng, people, rate, variation, forces):
    """How often each person of each force did it in six rounds, with a lasting propensity of their own."""
    own = rng.gamma(1 / variation**2, variation**2, (forces, people)) if variation else np.ones((forces, people))
    return rng.binomial(ROUNDS, np.minimum(rate * own, 1.0))


def flagged(variation, forces=800, groups=(90, 800), rate=0.2, seed=11):
    """``(naive, by person)``: how often two groups that do not differ are called clear."""
    rng = np.random.default_rng(seed)
    own, other = (force_of(rng, people, rate, variation, forces) for people in groups)
    x1, x0, n1, n0 = own.sum(1), other.sum(1), groups[0] * ROUNDS, groups[1] * ROUNDS
    sums = Spread(np.full(forces, sum(groups)), (own**2).sum(1) + (other**2).sum(1), ROUNDS * (x1 + x0), np.full(forces, sum(groups) * ROUNDS**2))
    shared = within_person("proportion", x1 + x0, n1 + n0, sums)
    counts = dict(cases=x1, base=n1, reference_cases=x0, reference_base=n0, people=groups[0], reference_people=groups[1])
    naive = judge(**counts).verdict == "clear difference"
    effects = (design_effect("proportion", x, n, n * ROUNDS, shared) for x, n in ((x1, n1), (x0, n0)))
    by_person = judge(**counts, **dict(zip(("effect", "reference_effect"), effects, strict=True))).verdict == "clear difference"
    return naive.mean(), by_person.mean()


@pytest.mark.parametrize(("variation", "naive_at_least"), [(0.5, 0.025), (1.0, 0.08), (1.5, 0.13)])
def test_a_lasting_propensity_raises_no_more_false_alarms_than_promised(variation, naive_at_least):
    naive, by_person = flagged(variation)
    assert naive > naive_at_least and by_person < 0.05


def test_a_real_difference_of_many_people_is_still_found():
    rng = np.random.default_rng(3)
    own, other = force_of(rng, 300, 0.30, 1.0, 1)[0], force_of(rng, 900, 0.15, 1.0, 1)[0]
    whole = spread(np.r_[own, other], np.full(1200, ROUNDS))
    shared = within_person("proportion", own.sum() + other.sum(), 1200 * ROUNDS, whole)
    found = judge(
        cases=own.sum(),
        base=1800,
        reference_cases=other.sum(),
        reference_base=5400,
        people=300,
        reference_people=900,
        effect=design_effect("proportion", own.sum(), 1800, 10800, shared),
        reference_effect=design_effect("proportion", other.sum(), 5400, 32400, shared),
    )
    assert found.verdict == "clear difference"


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="kind"):
        within_person("odds", 1, 2, spread([1], [2]))
    with pytest.raises(ValueError, match="base: .* negative"):
        spread([1], [-2])
