"""Truth by simulation: delayed entry, the coverage of the log-log interval and the size of the log-rank test when few are there."""

import numpy as np
import pytest

from eianalysis import stats


@pytest.fixture(scope="module")
def shown(docs_script):
    """The script that makes the picture of docs/delayed-entry.md."""
    return docs_script("delayed_entry")


def test_a_window_extract_gives_085_with_delayed_entry_and_096_without(shown):
    assert float(shown.true_survival(1.0)) == pytest.approx(0.846)
    both = shown.curves(shown.extract())
    assert round(float(stats.survival_at(both["ours"], [1.0])[0]), 2) == 0.85
    assert round(float(stats.survival_at(both["naive"], [1.0])[0]), 2) == 0.96


def test_with_delayed_entry_the_whole_curve_lies_on_the_truth(shown):
    ours = shown.curves(shown.extract(seed=11))["ours"]
    years = np.arange(1, 21)
    assert np.asarray(stats.survival_at(ours, years)) == pytest.approx(shown.true_survival(years), abs=0.02)


def test_the_page_says_the_figures_of_the_test(root):
    page = (root / "docs" / "delayed-entry.md").read_text(encoding="utf-8")
    assert "| 0.846 |" in page and "| 0.85 |" in page and "| 0.96 |" in page
    assert (root / "docs" / "delayed-entry.svg").read_text(encoding="utf-8").startswith("<?xml")


def drawn(rng, people, late):
    """A few officers at a constant hazard of 0.2, some of whom come into sight late, followed for at most five years."""
    exit_ = rng.exponential(5.0, people)
    entry = np.where(rng.random(people) < late, rng.uniform(0, 2, people), 0.0)
    kept = exit_ > entry
    end = entry + 3.0
    return entry[kept], np.minimum(exit_, end)[kept], (exit_ <= end)[kept]


@pytest.mark.parametrize("late", [0.0, 0.3])
def test_the_log_log_interval_of_forty_people_holds_the_truth_about_95_times_in_100(late):
    rng, inside, known = np.random.default_rng(3), 0, 0
    for _ in range(2000):
        entry, exit_, event = drawn(rng, 40, late)
        table = stats.life_table(exit_, event, entry=entry)
        past = table[table["time"] <= 2.0]
        if past.empty or not np.isfinite(past["low"].iloc[-1]):
            continue
        known += 1
        inside += past["low"].iloc[-1] <= np.exp(-0.4) <= past["high"].iloc[-1]
    assert known > 1900
    assert 0.935 <= inside / known <= 0.975, inside / known


def test_the_log_rank_test_of_25_against_75_raises_about_5_false_alarms_in_100():
    rng, alarms, runs = np.random.default_rng(4), 0, 1500
    for _ in range(runs):
        entry, exit_, event = drawn(rng, 100, 0.3)
        group = np.where(np.arange(len(exit_)) < len(exit_) // 4, "few", "many")
        alarms += stats.logrank_test(exit_, event, group, entry=entry).p < 0.05
    assert 0.035 <= alarms / runs <= 0.065, alarms / runs
