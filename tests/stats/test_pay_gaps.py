"""Pay gaps: the regulations' figures by hand, ranges against the published example of their method, and what is refused."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats

DATA = Path(__file__).with_name("data")
# ci.ratio.mean2 and ci.ratio.median2 of R's statpsych (D. G. Bonett), the examples of its manual
ONE, TWO = [36, 44, 47, 42, 49, 39, 46, 31, 33, 48], [32, 39, 26, 35, 43, 27, 40, 37, 34, 29, 49, 42, 40]


def test_hourly_pay_of_weeks_months_and_years():
    # SI 2017/172, regulation 6: a week is 7 days, a month 30.44, a year 365.25
    found = stats.hourly_pay([700, 3044, 36525], days=[7, 30.44, 365.25], weekly_hours=[35, 35, 20])
    np.testing.assert_allclose(found, [20, 20, 35])
    assert np.isnan(stats.hourly_pay(100, days=7, weekly_hours=0))


@pytest.mark.parametrize("wrong, says", [({"pay": -1}, "pay"), ({"days": 0}, "days"), ({"weekly_hours": -3}, "weekly_hours"), ({"pay": np.nan}, "pay")])
def test_hourly_pay_refuses_by_name(wrong, says):
    with pytest.raises(ValueError, match=f"^{says}: "):
        stats.hourly_pay(**{"pay": 700, "days": 7, "weekly_hours": 35, **wrong})


def test_gaps_by_hand():
    # men 10, 12, 20 (mean 14, median 12); women 9, 12 (mean 10.5, median 10.5)
    found = stats.amount_gap([9, 12], [10, 12, 20])
    assert found.mean == pytest.approx((14 - 10.5) / 14)
    assert found.median == pytest.approx((12 - 10.5) / 12)
    assert stats.amount_gap([20, 20], [10, 10]).mean == pytest.approx(-1), "more than the reference is a gap below 0"


def test_ranges_of_the_published_example():
    found = stats.amount_gap(ONE, TWO)
    assert 1 - found.mean == pytest.approx(1.140592, abs=5e-7)
    assert (1 - found.mean_high, 1 - found.mean_low) == pytest.approx((0.9837277, 1.32247), abs=5e-6)
    assert 1 - found.median == pytest.approx(1.162162, abs=5e-7)
    assert (1 - found.median_high, 1 - found.median_low) == pytest.approx((0.927667, 1.455933), abs=5e-7)


def test_ranges_hold_the_truth_as_often_as_they_say():
    """95% ranges of the mean and the median of 600 pairs of skewed samples: within 4 standard errors of 95%."""
    rng = np.random.default_rng(20230331)
    inside = np.zeros(2)
    for _ in range(600):
        found = stats.amount_gap(np.exp(rng.normal(2.7, 0.3, 60)), np.exp(rng.normal(2.8, 0.3, 90)))
        truth = 1 - np.exp(-0.1)
        inside += [found.mean_low <= truth <= found.mean_high, found.median_low <= truth <= found.median_high]
    assert (np.abs(inside / 600 - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 600)).all(), inside / 600


def test_nobody_one_person_and_one_rate_of_pay():
    assert np.isnan(stats.amount_gap([], [10, 12])).all()
    one = stats.amount_gap([9], [10, 12])
    assert one.mean == pytest.approx(2 / 11) and np.isnan([one.mean_low, one.median_high]).all()
    assert stats.amount_gap([10, 10, 10], [10, 10, 10]) == pytest.approx((0, 0, 0, 0, 0, 0))


@pytest.mark.parametrize("pay", [[0, 10], [-1, 10], [np.nan, 10], ["ten", 10]])
def test_pay_that_is_none_is_refused(pay):
    with pytest.raises(ValueError, match="^pay: "):
        stats.amount_gap(pay, [10, 12])


@pytest.mark.parametrize("people, sizes", [(8, [2, 2, 2, 2]), (9, [3, 2, 2, 2]), (10, [3, 2, 3, 2]), (11, [3, 3, 3, 2]), (3, [1, 1, 1, 0])])
def test_quarters_have_as_many_people_each_as_can_be(people, sizes):
    # guidance: one left over to the lower; two to the lower and upper middle; three to all but the upper
    quarters = stats.quarters_of_pay(np.arange(people) + 1.0, ["F"] * people)
    assert [int((quarters == each).sum()) for each in (1, 2, 3, 4)] == sizes
    assert (np.diff(quarters) >= 0).all(), "the lowest paid are in the lowest quarter"


def test_one_rate_of_pay_over_two_quarters_is_shared_out_in_proportion():
    # 40 people: 20 at £9 (10 women), 12 at £10 of whom 9 are women, 8 at £11. The first quarters end within £9 and £10:
    # the second holds the last 10 of £9; the third 10 of the 12 at £10, the fourth the other 2 and all of £11
    pay = [9] * 20 + [10] * 12 + [11] * 8
    group = ["F"] * 10 + ["M"] * 10 + ["F"] * 9 + ["M"] * 3 + ["M"] * 8
    quarters = stats.quarters_of_pay(pay, group)
    women = [int(((quarters == each) & (np.array(group) == "F")).sum()) for each in (1, 2, 3, 4)]
    assert women == [5, 5, 8, 1]  # 9 of 12 at £10: 7.5 of the 10 in the third, 1.5 of the 2 in the fourth
    whole = stats.quarters_of_pay([10] * 40, ["F"] * 36 + ["M"] * 4)
    assert [int(((whole == each) & (np.arange(40) >= 36)).sum()) for each in (1, 2, 3, 4)] == [1, 1, 1, 1]


def test_quarters_do_not_depend_on_the_order_of_the_file():
    rng = np.random.default_rng(7)
    pay, group = rng.integers(10, 16, 403).astype(float), rng.choice(["F", "M"], 403)
    tables = []
    for order in (np.arange(403), rng.permutation(403)):
        tables.append(pd.crosstab(stats.quarters_of_pay(pay[order], group[order]), group[order]).to_numpy())
    assert np.abs(tables[0] - tables[1]).max() <= 1, "whole people at a boundary alone may differ"


def test_explained_by_hand():
    # men: 1 constable at £20, 3 sergeants at £25; women: 3 constables at £19, 1 sergeant at £24
    found = stats.explain_gap([19, 19, 19, 24], {"rank": list("CCCS")}, [20, 25, 25, 25], {"rank": list("CSSS")})
    assert found.gap == pytest.approx(23.75 - 20.25)
    assert found.explained == pytest.approx(0.5 * 5)  # half of them more are sergeants, who have £5 more
    assert found.unexplained == pytest.approx(1)  # at either rank £1 less
    assert found.parts.loc["rank", "explained"] == pytest.approx(2.5)


def test_explained_of_categories_is_kitagawa_at_the_references_rates():
    pay, rank = [0, 1, 1, 0, 1, 1, 1], list("aabbbbb")
    other, others = [1, 0, 0, 1, 0, 1], list("aaabbb")
    one, two = (pd.DataFrame({"y": y, "r": r}).groupby("r")["y"].agg(["sum", "size"]) for y, r in ((pay, rank), (other, others)))
    known = stats.decompose_gap(cases=one["sum"], base=one["size"], reference_cases=two["sum"], reference_base=two["size"], weights="reference")
    found = stats.explain_gap(pay, {"rank": rank}, other, {"rank": others})
    assert (found.gap, found.explained, found.unexplained) == pytest.approx((-known.gap, -known.makeup, -known.rates))


def test_explained_as_statsmodels_has_it():
    """statsmodels 0.14 on the published lung data (R's survival): OaxacaBlinder(time, [age, sex], 1, hasconst=False).three_fold():
    6.37312418952234 + -8.074900252865598 of endowments and interaction, 57.436558672038984 of coefficients."""
    lung = pd.read_csv(DATA / "lung.csv")
    men, women = lung[lung["sex"] == 1], lung[lung["sex"] == 2]
    found = stats.explain_gap(men["time"], {"age": men["age"]}, women["time"], {"age": women["age"]})
    assert found.gap == pytest.approx(55.73478260869564)
    assert found.explained == pytest.approx(6.37312418952234 - 8.074900252865598)
    assert found.unexplained == pytest.approx(57.436558672038984)


def test_parts_add_up_and_the_base_category_does_not_matter():
    rng = np.random.default_rng(11)
    n = 300
    sides = []
    for shift in (0.0, 0.8):
        rank = rng.choice(["C", "S", "I"], n, p=[0.7 - shift / 4, 0.2 + shift / 8, 0.1 + shift / 8])
        served = rng.integers(0, 30, n)
        sides.append((15 + 3 * (rank == "S") + 6 * (rank == "I") + 0.1 * served + rng.normal(0, 1, n), {"rank": rank, "served": served}))
    found = stats.explain_gap(*sides[0], *sides[1])
    assert found.explained == pytest.approx(found.parts["explained"].sum())
    assert found.gap == pytest.approx(found.explained + found.unexplained)
    named = [(pay, {**factors, "rank": pd.Series(factors["rank"]).map({"C": "x", "S": "y", "I": "z"})}) for pay, factors in sides]
    again = stats.explain_gap(*named[0], *named[1])
    np.testing.assert_allclose(again.parts, found.parts)


def test_ranges_of_the_explained_are_as_wide_as_redrawing_says():
    rng = np.random.default_rng(5)

    def draw():
        sides = []
        for chance in (0.2, 0.4):
            rank = rng.random(150) < chance
            sides.append((15 + 5 * rank + rng.normal(0, 1 + rank, 150), {"rank": np.where(rank, "S", "C")}))
        return stats.explain_gap(*sides[0], *sides[1])

    found = [draw() for _ in range(400)]
    spread = np.std([each.explained for each in found]), np.std([each.unexplained for each in found])
    said = [
        np.mean([(high - low) / 2 / 1.959964 for low, high in ends])
        for ends in ([(each.explained_low, each.explained_high) for each in found], [(each.unexplained_low, each.unexplained_high) for each in found])
    ]
    assert said == pytest.approx(spread, rel=0.15)


def test_what_cannot_be_explained_is_not():
    # women hold a rank that no man holds: nobody knows what a man would have there
    found = stats.explain_gap([20, 20, 30], {"rank": list("CCX")}, [20, 21, 25, 26], {"rank": list("CCSS")})
    assert np.isfinite(found.gap) and np.isnan([found.explained, found.unexplained]).all() and found.parts.isna().all(axis=None)
    with pytest.raises(ValueError, match="a value is missing"):
        stats.explain_gap([20, 20], {"rank": ["C", None]}, [20, 21], {"rank": ["C", "S"]})
    with pytest.raises(ValueError, match="the same ones"):
        stats.explain_gap([20], {"rank": ["C"]}, [20], {"grade": ["C"]})


def test_a_published_company_report():
    """Signature Care Homes, mandatory gender pay report 2018: hourly means £12.24 and £11.92 (2.6%), bonus medians £1,000 and
    £500 (50%), bonus means £2,473.90 and £1,681.05 (32.1% of unrounded pounds)."""
    assert round(100 * stats.amount_gap([11.92], [12.24]).mean, 1) == 2.6
    assert round(100 * stats.amount_gap([500], [1000]).median, 1) == 50
    assert round(100 * stats.amount_gap([1681.05], [2473.90]).mean, 1) == pytest.approx(32.1, abs=0.11)
