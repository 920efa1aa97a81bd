"""Families of comparisons: false alarms and false discoveries in the grid of docs/verdicts.md, and that its shortcuts are the rule."""

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats


@pytest.fixture(scope="module")
def script(docs_script):
    return docs_script("verdict_families")


@pytest.fixture(scope="module")
def cells(root):
    return pd.read_csv(root / "docs" / "verdict-families.csv", dtype={"bases": str})


def test_the_grid_is_the_stated_one(cells, script):
    assert set(cells["groups"]) == {2, 5, 10, 20} and set(cells["rate"]) == {0.02, 0.08, 0.2, 0.5}
    assert {"10", "800", "mixed"} <= set(cells["bases"]) and set(cells["true_share"]) == {0, 0.05, 0.1, 0.25}
    assert len(cells) == 4 * len(script.SIZES) * len(script.REFERENCES) * 4 * 4


def test_of_families_in_which_nothing_differs_at_most_5_in_100_have_a_clear_difference(cells):
    null = cells[cells["true_share"] == 0]
    assert null["any_false"].max() <= 0.05 and null["exact"].max() <= 0.05
    assert null["any_false"].mean() > 0.01


def test_of_the_clear_differences_at_most_5_in_100_are_false(cells):
    assert cells["false_discovery"].max() <= 0.05
    assert (cells[cells["true_share"] > 0].groupby("true_share")["found"].mean() > 0.2).all()


def test_either_flag_is_raised_as_often_as_the_page_says(cells):
    null = cells[cells["true_share"] == 0]
    assert 0.06 < null["either"].mean() < 0.10 and null["either"].max() < 0.13


def test_simulation_and_enumeration_agree(cells):
    both = cells[cells["exact"].notna()]
    error = np.sqrt(both["exact"] * (1 - both["exact"]) / 20_000) + 1e-4
    assert len(both) > 30 and ((both["any_false"] - both["exact"]).abs() < 4.5 * error).all()


@pytest.mark.parametrize(("groups", "sizes", "reference", "rate"), [(20, (20,), 90, 0.02), (5, (10, 20, 40), 90, 0.08), (10, (90,), 800, 0.2)])
def test_what_is_looked_up_is_what_the_rule_says(script, groups, sizes, reference, rate):
    """Families drawn anew, each judged whole by ``stats.verdict``: as many alarms as the script counts with its tables."""
    cell = script.simulated({}, groups, sizes, reference, rate, 0.25, 150)
    rng = np.random.default_rng([script.SEED, groups, sum(sizes), reference, round(1000 * rate), 250])
    other = rng.binomial(reference, rate, 150)
    differs, up = rng.random((150, groups)) < 0.25, rng.random((150, groups)) < 0.5
    bases = np.array([sizes[place % len(sizes)] for place in range(groups)])
    cases = rng.binomial(bases, rate * np.where(differs, np.where(up, script.RATIO[rate], 1 / script.RATIO[rate]), 1.0))
    words = np.array(
        [stats.verdict(cases=row, base=bases, reference_cases=x, reference_base=reference, exploratory=True) for row, x in zip(cases, other, strict=True)]
    )
    clear = words == "clear difference"
    assert cell["any_false"] == pytest.approx((clear & ~differs).any(axis=1).mean())
    assert cell["found"] == pytest.approx(clear[differs].mean())
    assert cell["possible"] == pytest.approx((words == "possible difference")[~differs].mean())


def test_small_groups_with_few_cases_once_raised_twice_the_alarms_promised(script):
    """20 groups of 20 beside one reference of 90 at a rate of 2%: entering by each pair's own total let 11.6% of families cry wolf."""
    cell = script.simulated({}, 20, (20,), 90, 0.02, 0.0, 4000)
    assert cell["any_false"] < 0.02


@pytest.mark.parametrize("seed", range(5))
def test_rows_are_adjusted_as_by_adjust_p(script, seed):
    rng = np.random.default_rng(seed)
    p = np.where(rng.random((6, 9)) < 0.2, np.nan, rng.random((6, 9)) ** 3)
    for ours, row in zip(script.adjusted(p), p, strict=True):
        np.testing.assert_allclose(ours, stats.adjust_p(row))


def test_the_page_prints_the_tables(script, cells, root):
    assert script.tables(cells) in (root / "docs" / "verdicts.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_part_of_the_grid_made_anew_is_as_committed(script, cells):
    part = script.grid(groups=(2, 5), sizes=((10,), (40,)), rates=(0.02, 0.2))
    both = part.merge(cells, on=["groups", "bases", "reference_base", "rate", "true_share"], suffixes=("", "_committed"))
    for name in ("any_false", "false_discovery", "possible", "either"):
        np.testing.assert_allclose(both[name], both[f"{name}_committed"], atol=2e-6)
