"""The log-rank test against R: two groups, several, strata, late entry."""

import numpy as np
import pytest

from eianalysis.stats import logrank_test

from .test_survival import ENTRY, EXIT, LEFT, PLACEBO, RELAPSED, SIX_MP

GROUP = ["a", "b", "a", "b", "a", "b", "c", "c", "a", "b", "c", "c"]
STRATA = [1] * 6 + [2] * 6

# R 4.2.2, survival 3.5-3: aml (Miller, Survival Analysis, 1997, p. 49), maintained against not
AML_TIME = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45]
AML_STATUS = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]
AML_GROUP = ["Maintained"] * 11 + ["Nonmaintained"] * 12


def test_freireich_6mp_against_placebo():
    # R: survdiff(Surv(time, status) ~ group)$chisq; 16.79 also in Collett and in Kleinbaum and Klein
    result = logrank_test(SIX_MP + PLACEBO, RELAPSED + [1] * 21, [1] * 21 + [2] * 21)
    assert result.chi2 == pytest.approx(16.7929409892, rel=1e-10) and result.df == 1
    assert result.p == pytest.approx(4.16880910934e-05, rel=1e-8)


def test_aml():
    # R: survdiff(Surv(time, status) ~ x, data = aml)$chisq
    assert logrank_test(AML_TIME, AML_STATUS, AML_GROUP).chi2 == pytest.approx(3.39638869898, rel=1e-10)


def test_three_groups_and_strata():
    # R: survdiff(Surv(exit, left) ~ group)$chisq; the same with + strata(s)
    result = logrank_test(EXIT, LEFT, GROUP)
    assert result.chi2 == pytest.approx(1.75445238428, rel=1e-10) and result.df == 2
    assert logrank_test(EXIT, LEFT, GROUP, strata=STRATA).chi2 == pytest.approx(0.0810810810811, rel=1e-10)


def test_late_entry():
    # R: coxph(Surv(entry, exit, left) ~ factor(group), ties = "exact")$score; the same with + strata(s).
    # Without entry that score test gives survdiff's 1.75445238428 too.
    assert logrank_test(EXIT, LEFT, GROUP, entry=ENTRY).chi2 == pytest.approx(3.5682517961, rel=1e-9)
    assert logrank_test(EXIT, LEFT, GROUP, entry=ENTRY, strata=STRATA).chi2 == pytest.approx(0.598901098901, rel=1e-9)


def test_ignoring_late_entry_would_change_the_verdict():
    rng = np.random.default_rng(3)
    stay = rng.exponential(4, 400)
    entry = np.concatenate([np.zeros(200), rng.uniform(0, 6, 200)])  # one pace; one group is seen only later in service
    group, seen = np.repeat(["new", "serving"], 200), stay > entry
    arguments = stay[seen], np.ones(seen.sum()), group[seen]
    assert logrank_test(*arguments).p < 0.01
    assert logrank_test(*arguments, entry=entry[seen]).p > 0.05


def test_nothing_to_compare():
    for result in (
        logrank_test([1, 2], [1, 1], ["a", "a"]),
        logrank_test([1, 2], [0, 0], ["a", "b"]),
        logrank_test([], [], []),
        logrank_test([3, 3], [1, 1], ["a", "b"]),  # all at risk left at once: no spread
    ):
        assert np.isnan(result.chi2) and result.df == 0 and np.isnan(result.p)


def test_a_group_never_at_risk_takes_no_degree_of_freedom():
    # R's survdiff counts the groups with an expected event: the third is out before the first event
    with_third = logrank_test([*EXIT, 0.5, 0.7], [*LEFT, 0, 0], [*GROUP, "d", "d"])
    assert with_third == pytest.approx(logrank_test(EXIT, LEFT, GROUP))


def test_groups_compared_in_different_strata_only():
    # a against b in one stratum, c against d in another: two separate comparisons added up
    both = logrank_test(EXIT[:6] + EXIT, LEFT[:6] + LEFT, GROUP[:2] * 3 + ["c", "d"] * 6, strata=[1] * 6 + [2] * 12)
    one, two = logrank_test(EXIT[:6], LEFT[:6], GROUP[:2] * 3), logrank_test(EXIT, LEFT, ["c", "d"] * 6)
    assert both.df == 2 and both.chi2 == pytest.approx(one.chi2 + two.chi2)


def test_twenty_very_unequal_groups_have_nineteen_degrees_of_freedom():
    rng = np.random.default_rng(5)
    group = np.concatenate([np.repeat(np.arange(20), 30), np.repeat(19, 40_000)])
    exit = np.round(rng.exponential(2000, len(group))) + 1
    result = logrank_test(exit, np.ones(len(group)), group, entry=np.zeros(len(group)))
    assert result.df == 19 and 2 < result.chi2 < 60


def test_missing_labels_are_refused():
    with pytest.raises(ValueError, match="^group: 1 of 2 values is missing"):
        logrank_test([1, 2], [1, 1], ["a", None])
    with pytest.raises(ValueError, match="^group: 1 of 2 values is missing"):
        logrank_test([1, 2], [1, 1], ["a", float("nan")])
    with pytest.raises(ValueError, match="^strata: has 1 entries"):
        logrank_test([1, 2], [1, 1], ["a", "b"], strata=["x"])


def test_two_people_by_hand():
    """Of the first to leave one half was expected: (1 - 1/2)^2 over a variance of 1/4. The last leaves alone, which says nothing."""
    assert logrank_test([1, 2], [1, 1], ["a", "b"]).chi2 == pytest.approx(1)


def test_where_there_is_nothing_to_compare_there_are_no_degrees_of_freedom():
    assert logrank_test([1, 2], [0, 0], ["a", "b"]).df == 0


def test_a_group_of_which_hardly_an_event_was_expected_is_compared_too():
    found = logrank_test([1, 2, 3, 4, 5, 6], [1, 0, 1, 1, 1, 1], ["a", "b", "c", "b", "c", "b"])  # of a: one sixth of one event
    assert found.df == 2
