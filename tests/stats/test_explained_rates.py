"""What goes with how a group is made up: beside a published example, sums by hand, least squares of people, and draws."""

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats
from eianalysis.stats.comparison import plausible_gap
from eianalysis.stats.explained_rates import explain_rates

#: P. J. Bickel, E. A. Hammel and J. W. O'Connell, Science 187 (1975) 398-404: the six largest departments, as published since.
WOMEN = [89, 17, 202, 131, 94, 24], [108, 25, 593, 375, 393, 341]
MEN = [512, 353, 120, 138, 53, 22], [825, 560, 325, 417, 191, 373]
DEPARTMENTS = {"department": list("ABCDEF")}


@pytest.mark.parametrize(("side", "published"), [(MEN, 0.39), (WOMEN, 0.43)])
def test_the_published_rates_at_everybodys_make_up_come_out(side, published):
    """D. Freedman, R. Pisani and R. Purves, Statistics, chapter 2: weighted by all who applied to each, 39% of men and 43% of women."""
    everybody = np.add(WOMEN[1], MEN[1])
    found = explain_rates(cases=0, base=everybody, reference_cases=side[0], reference_base=side[1], factors=DEPARTMENTS)
    assert round(-found.parts.loc["department", "left"], 2) == published


def test_the_two_parts_are_the_gap_and_those_of_kitagawa_at_the_references_rates():
    found = explain_rates(cases=557, base=WOMEN[1], reference_cases=MEN[0], reference_base=MEN[1], factors=DEPARTMENTS)
    known = stats.decompose_gap(cases=WOMEN[0], base=WOMEN[1], reference_cases=MEN[0], reference_base=MEN[1], weights="reference")
    part = found.parts.loc["department"]
    assert found.gap == pytest.approx(known.gap) == pytest.approx(part["explained"] + part["left"])
    assert part["explained"] == pytest.approx(known.makeup) and part["left"] == pytest.approx(known.rates)


def test_ranges_by_hand():
    """Two cells; the reference's rates 2 of 10 and 3 of 60, the group's make-up half and half: 0.5*0.2 + 0.5*0.05."""
    found = explain_rates(cases=4, base=[10, 10], reference_cases=[2, 3], reference_base=[10, 60], factors={"rank": ["a", "b"]})
    part = found.parts.loc["rank"]
    assert part["explained"] == pytest.approx(0.125 - 5 / 70)
    spread = np.sqrt(2 * (0.05 - 1 / 70) ** 2 + 3 * (0.5 / 60 - 1 / 70) ** 2)
    assert part["high"] - part["explained"] == pytest.approx(1.959964 * spread)
    variance = 2 * 0.05**2 + 3 * (0.5 / 60) ** 2
    assert (part["left_low"], part["left_high"]) == pytest.approx(plausible_gap("rate", 4, 20, 0.125**2 / variance, 0.125 / variance))


def test_groups_made_up_alike_have_the_plain_range():
    found = explain_rates(cases=7, base=[10, 20], reference_cases=[8, 6], reference_base=[50, 100], factors={"rank": ["a", "b"]})
    part = found.parts.loc["rank"]
    assert part["explained"] == pytest.approx(0) and part["left"] == pytest.approx(found.gap)
    assert (part["left_low"], part["left_high"]) == pytest.approx((found.gap_low, found.gap_high))


def drawn(rng, cells=12):
    return (
        rng.integers(5, 40, cells).astype(float),
        rng.integers(20, 90, cells).astype(float),
        {"rank": [f"r{at % 3}" for at in range(cells)], "service": [f"s{at // 3}" for at in range(cells)]},
    )


def test_several_factors_are_least_squares_of_the_people():
    rng = np.random.default_rng(4)
    base, reference_base, factors = drawn(rng)
    left, reference_left = (rng.binomial(each.astype(int), 0.15) for each in (base, reference_base))
    found = explain_rates(
        cases=left.sum(),
        base=base,
        reference_cases=reference_left,
        reference_base=reference_base,
        factors=factors,
        sets={"rank": ["rank"], "both": ["rank", "service"]},
    )

    def people(sizes, gone):
        went = np.concatenate([np.arange(int(n)) < x for n, x in zip(sizes, gone, strict=True)]).astype(float)
        return went, {name: np.repeat(labels, sizes.astype(int)) for name, labels in factors.items()}

    known = stats.explain_gap(*people(base, left), *people(reference_base, reference_left))  # held to statsmodels in test_pay_gaps
    assert found.parts.loc["both", "explained"] == pytest.approx(-known.explained)
    assert found.parts.loc["both", "left"] == pytest.approx(-known.unexplained)


def coverage(runs: int, seed: int, reference_rate=0.05):
    """How often the ranges hold what is so, where everybody's rate depends on rank and service and the group's is 1.6 times as high."""
    rng = np.random.default_rng(seed)
    base, reference_base, factors = drawn(rng)
    rate = reference_rate * (1 + np.array([int(label[1]) for label in factors["rank"]]) + np.array([int(label[1]) for label in factors["service"]])) / 3
    true = {"rank": None, "both": None}
    sets = {"rank": ["rank"], "both": ["rank", "service"]}
    at_truth = explain_rates(
        cases=0, base=base, reference_cases=np.round(rate * reference_base * 1e7), reference_base=reference_base * 1e7, factors=factors, sets=sets
    )
    hits = dict.fromkeys(("explained", "left"), 0)
    for _ in range(runs):
        found = explain_rates(
            cases=rng.poisson(1.6 * rate * base).sum(),
            base=base,
            reference_cases=rng.poisson(rate * reference_base),
            reference_base=reference_base,
            factors=factors,
            sets=sets,
        ).parts
        for name in true:
            explained = at_truth.parts.loc[name, "explained"]
            left = 1.6 * (rate * base).sum() / base.sum() + at_truth.parts.loc[name, "left"]
            row = found.loc[name]
            hits["explained"] += row["low"] <= explained <= row["high"]
            hits["left"] += row["left_low"] <= left <= row["left_high"]
    return {name: hit / runs / len(true) for name, hit in hits.items()}


def test_ranges_hold_what_is_so():
    found = coverage(150, 20230331)
    assert min(found.values()) > 0.9


@pytest.mark.proof
@pytest.mark.parametrize("reference_rate", [0.02, 0.05, 0.12])
def test_ranges_hold_what_is_so_in_many_draws(reference_rate):
    found = coverage(4000, 7, reference_rate)
    assert 0.93 < found["explained"] < 0.97 and 0.94 < found["left"] < 0.985


def test_what_comes_of_make_up_alone_leaves_nothing():
    rng = np.random.default_rng(9)
    base, reference_base, factors = drawn(rng)
    rate = 0.03 + 0.05 * np.array([int(label[1]) for label in factors["service"]])
    found = explain_rates(
        cases=round((rate * base).sum()),
        base=base,
        reference_cases=np.round(rate * reference_base * 1000),
        reference_base=reference_base * 1000,
        factors=factors,
    )
    assert abs(found.parts.loc["service", "left"]) < 0.01 < found.parts.loc["service", "left_high"]


def test_what_cannot_be_said_is_no_number():
    nobody = explain_rates(cases=2, base=[5, 5], reference_cases=[3, 0], reference_base=[50, 0], factors={"rank": ["a", "b"]})
    one = explain_rates(cases=2, base=[5, 5], reference_cases=[3, 1], reference_base=[50, 9], factors={"rank": ["a", "a"]})
    assert nobody.parts.isna().all(axis=None) and one.parts.isna().all(axis=None) and np.isfinite(one.gap)
    none_left = explain_rates(cases=2, base=[5, 5], reference_cases=[0, 0], reference_base=[50, 9], factors={"rank": ["a", "b"]})
    assert none_left.parts.loc["rank", "explained"] == 0 and pd.isna(none_left.parts.loc["rank", "left_low"])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"cases": -1}, "cases"),
        ({"reference_cases": [1.5, 1]}, "reference_cases"),
        ({"factors": {"rank": ["a"]}}, "factors"),
        ({"sets": {"both": ["route"]}}, "no factor route"),
        ({"confidence": 95}, "confidence"),
    ],
)
def test_what_does_not_fit_is_refused(wrong, said):
    asked = dict(cases=2, base=[5, 5], reference_cases=[3, 1], reference_base=[50, 9], factors={"rank": ["a", "b"]})
    with pytest.raises(ValueError, match=said):
        explain_rates(**{**asked, **wrong})
