"""The t interval of a mean, against scipy's, and of people who stand more than once, against a regression worked by matrices."""

import numpy as np
import pytest
from scipy import stats as theirs

from eianalysis.stats import mean_interval


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("many", [2, 3, 10, 250])
def test_one_value_a_person_is_the_interval_of_a_one_sample_t_test(many, confidence):
    values = np.random.default_rng(many).gamma(2, 3, many) - 4
    found = mean_interval(values, confidence=confidence)
    low, high = theirs.ttest_1samp(values, 0).confidence_interval(confidence)
    assert (found.value, found.low, found.high) == pytest.approx((values.mean(), low, high), rel=1e-12)
    assert found.error == pytest.approx(theirs.sem(values), rel=1e-12) and found.people == many


def test_of_people_who_stand_more_than_once_it_is_the_sandwich_of_a_regression_on_a_constant():
    rng = np.random.default_rng(5)
    people = rng.integers(0, 30, 120)
    values = rng.normal(size=30)[people] + rng.normal(size=120)
    x = np.ones((120, 1))
    left = values - values.mean()
    bread = np.linalg.inv(x.T @ x)
    scores = np.array([x[people == each].T @ left[people == each] for each in np.unique(people)])
    groups = len(scores)
    variance = (bread @ (scores.T @ scores) @ bread)[0, 0] * groups / (groups - 1) * 119 / 119  # statsmodels' cov_type="cluster"
    found = mean_interval(values, people)
    reach = theirs.t.ppf(0.975, groups - 1) * np.sqrt(variance)
    assert (found.low, found.high, found.people) == pytest.approx((values.mean() - reach, values.mean() + reach, groups), rel=1e-12)
    assert found.error > mean_interval(values).error  # rows of one person are alike here


def test_its_ranges_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(11)
    held = [found.low <= 3 <= found.high for found in (mean_interval(rng.binomial(4, 0.5, 12) + 1) for _ in range(2000))]
    assert 0.935 < np.mean(held) < 0.97


def test_of_one_there_is_no_range_and_of_nobody_no_mean():
    one, none = mean_interval([4.0]), mean_interval([])
    assert (one.value, one.people, none.people) == (4.0, 1, 0)
    assert np.isnan([one.low, one.high, none.value, none.low]).all()


def test_of_rows_of_one_person_alone_there_is_no_range():
    assert np.isnan(mean_interval([1, 2, 3], ["A", "A", "A"]).low)


@pytest.mark.parametrize(
    "given, said",
    [
        (dict(values=[1, np.nan]), "not finite"),
        (dict(values=[1, np.inf]), "not finite"),
        (dict(values=[1, 2], people=["A"]), "not as many"),
        (dict(values=[1, 2], confidence=95), "between 0 and 1"),
    ],
)
def test_what_it_cannot_read_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        mean_interval(**given)
