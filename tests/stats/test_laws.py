"""What must hold for every table, not only for the published ones."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eianalysis import stats

NAMES = ("cases", "base", "reference_cases", "reference_base")


def law(*examples):
    """Try a law on many examples, however slow the machine is today."""
    return lambda test: settings(deadline=None, max_examples=60)(given(*examples)(test))


@st.composite
def tables(draw, most=400):
    """Any two-by-two table, empty groups included."""
    n1, n0 = draw(st.integers(0, most)), draw(st.integers(0, most))
    return dict(zip(NAMES, (draw(st.integers(0, n1)), n1, draw(st.integers(0, n0)), n0), strict=True))


@st.composite
def spells(draw):
    """A few people: entry, exit, event, group; many ties."""
    rows = draw(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 6), st.booleans(), st.sampled_from("ab")), max_size=30))
    entry = np.array([row[0] for row in rows], float)
    return {
        "exit": entry + np.array([row[1] for row in rows], float),
        "event": np.array([row[2] for row in rows], int),
        "entry": entry,
        "group": np.array([row[3] for row in rows], dtype=object),
    }


def swapped(table):
    return dict(zip(NAMES, (table[name] for name in (*NAMES[2:], *NAMES[:2])), strict=True))


@law(tables(), st.sampled_from(["score", "katz"]), st.sampled_from([0.8, 0.95, 0.999]))
def test_swapping_the_groups_inverts_the_ratio(table, method, confidence):
    low, high = stats.disparity_ratio_interval(**table, method=method, confidence=confidence)
    low2, high2 = stats.disparity_ratio_interval(**swapped(table), method=method, confidence=confidence)
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose([low2, high2], [1 / high, 1 / low], rtol=1e-9)
        np.testing.assert_allclose(stats.disparity_ratio(**swapped(table)), 1 / stats.disparity_ratio(**table), rtol=1e-12)


@law(tables())
def test_swapping_the_groups_turns_the_gap_and_leaves_the_tests(table):
    low, high = stats.rate_gap_interval(**table)
    low2, high2 = stats.rate_gap_interval(**swapped(table))
    np.testing.assert_allclose([low2, high2], [-high, -low], atol=1e-12)
    for test in (stats.fisher_test, stats.mid_p_test):
        assert test(**swapped(table)) == pytest.approx(test(**table), rel=1e-9)


@law(tables())
def test_counting_those_without_the_event_leaves_the_tests_and_turns_the_gap(table):
    rest = table | {"cases": table["base"] - table["cases"]}
    rest["reference_cases"] = table["reference_base"] - table["reference_cases"]
    assert stats.fisher_test(**rest) == pytest.approx(stats.fisher_test(**table), rel=1e-9)
    np.testing.assert_allclose(stats.rate_gap(**rest), -stats.rate_gap(**table), atol=1e-12)
    low, high = stats.wilson_interval(table["cases"], table["base"])
    np.testing.assert_allclose(stats.wilson_interval(rest["cases"], rest["base"]), (1 - high, 1 - low), atol=1e-12)


@law(tables())
def test_limits_stand_around_the_estimate(table):
    ratio, gap = stats.disparity_ratio(**table), stats.rate_gap(**table)
    for value, (low, high) in (
        (ratio, stats.disparity_ratio_interval(**table)),
        (ratio, stats.disparity_ratio_interval(**table, method="katz")),
        (gap, stats.rate_gap_interval(**table)),
        (stats.odds_ratio(**table), stats.odds_ratio_interval(**table)),
    ):
        if not np.isnan([value, low, high]).any():
            assert low <= value * (1 + 1e-12) + 1e-12 and value <= high * (1 + 1e-12) + 1e-12
    assert 0 <= stats.mid_p_test(**table) <= stats.fisher_test(**table) <= 1


@law(tables(), st.floats(0.5, 0.98))
def test_more_confidence_is_wider(table, confidence):
    for interval in (stats.disparity_ratio_interval, stats.rate_gap_interval):
        low, high = interval(**table, confidence=confidence)
        low2, high2 = interval(**table, confidence=confidence + 0.01)
        assert np.isnan([low, low2]).all() or (low2 <= low and high <= high2)


@law(st.lists(tables(), min_size=1, max_size=20), st.randoms())
def test_each_row_stands_for_itself_and_keeps_its_label(rows, random):
    frame = pd.DataFrame(rows)
    mixed = frame.iloc[random.sample(range(len(frame)), len(frame))]
    for function in (stats.fisher_test, stats.disparity_ratio, stats.rate_gap):
        straight = function(**{name: frame[name] for name in NAMES})
        shuffled = function(**{name: mixed[name] for name in NAMES})
        pd.testing.assert_series_equal(shuffled.sort_index(), straight, rtol=1e-12)


@law(st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), max_size=30), st.sampled_from(["bh", "holm"]))
def test_adjusting_never_lowers_p_nor_changes_the_order(p, method):
    adjusted, p = stats.adjust_p(p, method=method), np.array(p, float)
    tested = ~np.isnan(p)
    assert np.array_equal(np.isnan(adjusted), ~tested)
    assert np.all(adjusted[tested] >= p[tested] * (1 - 1e-12)) and np.all(adjusted[tested] <= 1)
    assert np.all(np.diff(adjusted[tested][np.argsort(p[tested], kind="stable")]) >= -1e-15)


@law(spells())
def test_a_life_table_falls_and_counts_everybody(people):
    arguments = {name: people[name] for name in ("exit", "event", "entry")}
    table = stats.life_table(**arguments)
    assert table["events"].sum() == people["event"].sum()
    assert np.all(np.diff(table["survival"]) <= 0) and table["survival"].between(0, 1).all()
    for row in table.itertuples():  # at risk on (entry, exit], counted the slow way
        assert row.at_risk == np.sum((people["entry"] < row.time) & (row.time <= people["exit"]))
    inside = table.dropna()
    assert (inside["low"] <= inside["survival"]).all() and (inside["survival"] <= inside["high"]).all()


@law(spells())
def test_entering_before_the_start_is_not_entering_late(people):
    late = stats.life_table(people["exit"], people["event"], entry=np.full(len(people["exit"]), -1.0))
    pd.testing.assert_frame_equal(late, stats.life_table(people["exit"], people["event"]))


@law(spells(), st.randoms())
def test_the_order_of_people_and_the_names_of_groups_do_not_matter(people, random):
    rows = random.sample(range(len(people["exit"])), len(people["exit"]))
    mixed = {name: values[rows] for name, values in people.items()}
    renamed = mixed | {"group": np.where(mixed["group"] == "a", "z", "y").astype(object)}
    np.testing.assert_allclose(stats.logrank_test(**renamed), stats.logrank_test(**people), rtol=1e-9, atol=1e-12)
    columns = ("exit", "event", "entry")
    pd.testing.assert_frame_equal(stats.life_table(**{name: mixed[name] for name in columns}), stats.life_table(**{name: people[name] for name in columns}))


@law(spells())
def test_one_stratum_is_no_stratum(people):
    plain = stats.logrank_test(**people)
    np.testing.assert_allclose(stats.logrank_test(**people, strata=["x"] * len(people["exit"])), plain, rtol=1e-9)
