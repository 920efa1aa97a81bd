"""The known effects of pay are recovered over many forces, and pay has a stream of chance of its own."""

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats, synthetic
from eianalysis.synthetic.pay import SCALES

SEEDS = range(300, 305)


@pytest.fixture(scope="module")
def forces():
    return [synthetic.force(seed=seed, searches=False) for seed in SEEDS]


def paid(force) -> pd.DataFrame:
    now = force["workforce_snapshot"]
    frame = force["pay"].merge(now, on=["person_ref", "as_at"])
    frame = frame[frame["full_pay"].eq("Y") & frame["sex"].isin(["F", "M"])]
    hourly = stats.hourly_pay(frame["pay_in_period"], days=30.44, weekly_hours=frame["weekly_hours"])
    served = (frame["as_at"] - frame["service_start"]).dt.days / 365.25
    return frame.assign(hourly=hourly, served=np.floor(np.minimum(served, 7)).astype(int).astype(str))


def left_over(frame) -> float:
    """How many times a woman's pay is a man's of the same rank or grade and service."""
    men, women = (frame[frame["sex"] == sex] for sex in "MF")
    women = women[women["rank_grade"].isin(set(men["rank_grade"]))]
    factors = ["rank_grade", "served"]
    found = stats.explain_gap(women["hourly"], women[factors], men["hourly"], men[factors])
    return 1 - found.unexplained / men["hourly"].mean()


@pytest.mark.parametrize("kind, name", [("staff", "pay_police_staff_women"), ("officer", "pay_officers_women")])
def test_like_for_like_pay_of_women_is_what_it_is_said_to_be(forces, kind, name):
    found = [left_over(each[each["worker_type"] == kind]) for each in map(paid, forces)]
    assert abs(np.mean(found) - synthetic.EFFECTS[name]) < 4 * np.std(found, ddof=1) / np.sqrt(len(found)) + 0.002
    assert np.mean(found) == pytest.approx(synthetic.EFFECTS[name], abs=0.012)


def test_women_are_paid_a_bonus_as_seldom_as_it_is_said(forces):
    frames = [each["pay"].merge(each["workforce_snapshot"], on=["person_ref", "as_at"]) for each in forces]
    rows = pd.concat(frames).assign(bonus=lambda frame: frame["bonus_pay"] > 0)
    rate = rows[rows["sex"].isin(["F", "M"])].groupby(["worker_type", "sex"])["bonus"].agg(["sum", "size"]).unstack()
    one, two = (
        stats.mantel_haenszel(cases=rate["sum"]["F"], base=rate["size"]["F"], reference_cases=rate["sum"]["M"], reference_base=rate["size"]["M"]),
        synthetic.EFFECTS["bonus_women"],
    )
    assert one.risk_ratio_low < two < one.risk_ratio_high


def test_pay_of_every_rank_has_a_scale(forces):
    ranks = set(forces[0]["workforce_snapshot"].query("worker_type in ['officer', 'staff', 'pcso']")["rank_grade"])
    assert ranks <= set(SCALES)


def test_pay_changes_no_other_table():
    one, two = (
        synthetic.force(seed=4, people=200, searches=False),
        synthetic.force(seed=4, people=200, searches=False, effects={"pay_police_staff_women": 0.5, "bonus_women": 0.1}),
    )
    assert all(one[name].equals(two[name]) for name in one if name != "pay") and not one["pay"].equals(two["pay"])
