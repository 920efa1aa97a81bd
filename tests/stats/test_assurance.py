"""Assurance of a series: limits of published examples, the rules one by one, and how often they raise a false alarm."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from eianalysis.stats.assurance import BETTER, CHANGED, LIMITS, OF_THREE, ORDINARY, RUN, TOO_FEW, WORSE, assurance, false_alarms

#: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates of ten batches, and their published limits.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
#: D. C. Montgomery, Introduction to Statistical Quality Control, the p chart of orange juice cans: cans that leak of 50, 30 samples.
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
LEVEL = [20, 22, 18, 21, 19, 20, 22, 18, 21, 19, 20, 21]


def test_limits_of_amounts_are_those_of_the_nist_example(monkeypatch):
    monkeypatch.setattr(sys.modules[assurance.__module__], "FEWEST", 10)  # the example has ten points
    found = assurance(FLOW, kind="amount")
    assert found.middle == pytest.approx(50.81) and found.dispersion * 1.128 == pytest.approx(1.8778, abs=5e-5)
    assert found.high == pytest.approx([55.8041] * 10, abs=5e-5) and found.low == pytest.approx([45.8159] * 10, abs=5e-5)
    assert found.icon == ORDINARY


def test_limits_of_proportions_are_montgomerys_times_laneys_factor():
    found = assurance(CANS, [50] * 30)
    assert found.middle == pytest.approx(0.2313, abs=5e-5)
    own = (found.high[0] - found.middle) / found.dispersion
    assert found.middle + own == pytest.approx(0.4102, abs=2e-4) and found.middle - own == pytest.approx(0.0524, abs=2e-4)
    p = np.array(CANS) / 50
    z = (p - p.mean()) / np.sqrt(p.mean() * (1 - p.mean()) / 50)
    assert found.dispersion == pytest.approx(np.abs(np.diff(z)).mean() / 1.128) and found.dispersion > 1.2
    plain = (p > 0.4102) | (p < 0.0524)
    assert list(np.flatnonzero(plain) + 1) == [15, 23]  # as published; by p′ limits neither is
    assert not np.any(found.beyond)


def test_of_equal_bases_laneys_limits_are_those_of_an_individuals_chart():
    """As Laney says: p′ of equal bases is the XmR chart of the proportions."""
    p = np.array(CANS) / 50
    assert assurance(CANS, [50] * 30).high == pytest.approx(assurance(p, kind="amount").high)


def test_rates_have_u_prime_limits():
    cases, years = np.array([30, 80, 25, 70, 33, 90, 28, 75, 31, 85, 27, 79]), np.array([100.0, 210, 95, 190, 110, 220, 90, 200, 105, 215, 95, 205])
    found, mean = assurance(cases, years, kind="rate"), cases.sum() / years.sum()
    z = (cases / years - mean) / np.sqrt(mean / years)
    sure = max(1.0, np.abs(np.diff(z)).mean() / 1.128)
    assert np.all(found.high >= mean + 3 * sure * np.sqrt(mean / years) - 1e-12) and found.dispersion == pytest.approx(sure)


def test_limits_are_never_narrower_than_counts_alone():
    """Of 2% of 50 three standard deviations let one count more in than chance leaves 27 times in 10,000."""
    found = assurance([1] * 24, [50] * 24)
    assert found.dispersion == 1 and found.high[0] * 50 == pytest.approx(5) and found.high[0] * 50 > 1 + 3 * np.sqrt(0.98)


@pytest.mark.parametrize(("outcome", "icon"), [("harm", WORSE), ("good", BETTER), ("neutral", CHANGED)])
@pytest.mark.parametrize(
    ("tail", "rule"), [([45], "outside the limits"), ([31, 20, 32], "two of the latest three"), ([25, 26, 24, 25, 26, 24, 25, 26], "latest 8 points or more")]
)
def test_each_rule_is_seen_and_named_by_which_way_is_better(outcome, icon, tail, rule):
    found = assurance(LEVEL * 2 + tail, [100] * (24 + len(tail)), outcome=outcome)
    assert found.icon == icon and rule in found.rule and found.side == 1


def test_what_was_a_signal_once_is_ordinary_now():
    found = assurance([*LEVEL, 45, *LEVEL], [100] * 25)
    assert found.icon == ORDINARY and found.rule == "" and list(np.flatnonzero(found.beyond)) == [12]


def test_fewer_than_twelve_points_are_too_few_and_points_without_a_base_are_none():
    assert assurance(LEVEL[:11], [100] * 11).icon == TOO_FEW and assurance(LEVEL, [100] * 12).icon == ORDINARY
    gap = assurance([*LEVEL[:5], 0, *LEVEL[5:11]], [*[100] * 5, 0, *[100] * 6])
    assert gap.icon == TOO_FEW and np.isnan(gap.low).all()
    held = assurance([*LEVEL, 0], [*[100] * 12, 0])
    assert np.isnan(held.low[-1]) and held.icon == ORDINARY


def test_points_all_alike_have_no_limits_and_no_alarm():
    for cases in ([0] * 12, [10] * 12):
        found = assurance(cases, [10] * 12)
        assert found.icon == ORDINARY and np.isnan(found.low).all()
    assert assurance([3.0] * 12, kind="amount").icon == ORDINARY


def test_the_index_of_a_series_is_kept_and_odd_arguments_are_refused():
    named = pd.Series(LEVEL, index=pd.period_range("2022-01", periods=12, freq="M"))
    assert list(assurance(named, [100] * 12).low.index) == list(named.index)
    with pytest.raises(ValueError, match="more than base"):
        assurance([5] * 12, [4] * 12)
    with pytest.raises(ValueError, match="one a point in time"):
        assurance([[5] * 12] * 2, 10)
    with pytest.raises(ValueError, match="kind"):
        assurance(LEVEL, [100] * 12, kind="mean")


def test_the_table_of_false_alarms_is_what_the_script_draws():
    """Some cells of docs/trend-truth.csv anew, with the script that wrote it."""
    spec = importlib.util.spec_from_file_location("trend_truth", Path(__file__).parents[2] / "docs" / "trend_truth.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    kept = pd.read_csv(script.TABLE)
    for place in (0, 7, len(kept) - 1):
        again = script.cell(script.GRID[place], place)
        assert kept.iloc[place].to_dict() == pytest.approx(again)
    page = (Path(script.TABLE).parent / "trends.md").read_text(encoding="utf-8")
    assert all(line in page for line in script.written(kept).split("\n"))
    nothing = kept[(kept["grows"] == 1) & (kept["carried_over"] == 0) & (kept["seasons"] == 0)]
    assert nothing["change"].max() < 0.02


@pytest.mark.parametrize(("outcome", "icon"), [("harm", BETTER), ("good", WORSE), ("neutral", CHANGED)])
@pytest.mark.parametrize(
    ("tail", "rule"), [([0], "outside the limits"), ([10, 20, 9], "two of the latest three"), ([15, 14, 16, 15, 14, 16, 15, 14], "latest 8 points or more")]
)
def test_each_rule_is_seen_on_the_lower_side_too(outcome, icon, tail, rule):
    found = assurance(LEVEL * 2 + tail, [100] * (24 + len(tail)), outcome=outcome)
    assert found.icon == icon and rule in found.rule and found.side == -1


def test_a_point_outside_the_limits_is_marked_on_its_side():
    for tail, side in ((60, 1), (0, -1)):
        assert assurance([*LEVEL, tail], [200] * 13).beyond.tolist() == [0] * 12 + [side]


def test_false_alarms_of_short_series_by_hand():
    far = 0.022750131948179195  # of a normal beyond 2
    assert false_alarms(1) == pytest.approx((1 - LIMITS, 0, 0))
    assert false_alarms(2) == pytest.approx((1 - LIMITS**2, 2 * far**2, 0))
    three = 2 * (3 * far**2 * (1 - far) + far**3)  # two or three of three on one side; never both sides at once
    assert false_alarms(3)[1] == pytest.approx(three)
    assert false_alarms(RUN - 1)[2] == 0
    assert false_alarms(RUN)[2] == pytest.approx(2 * 0.5**RUN)
    assert false_alarms(RUN + 1)[2] == pytest.approx(3 * 0.5**RUN)  # it starts with the first point, or with a change to the second


def test_false_alarms_are_as_often_as_drawn():
    z = np.random.default_rng(5).standard_normal((40_000, 24))
    near = np.zeros(len(z), bool)
    for at in range(22):
        three = z[:, at : at + 3]
        near |= ((three > OF_THREE).sum(1) >= 2) | ((three < -OF_THREE).sum(1) >= 2)
    run = np.zeros(len(z), bool)
    for at in range(24 - RUN + 1):
        part = z[:, at : at + RUN] > 0
        run |= part.all(1) | ~part.any(1)
    assert (near.mean(), run.mean()) == pytest.approx(false_alarms(24)[1:], abs=0.004)
