"""Who is at risk at each whole month of service, counted by hand: in view before it, and not gone before it."""

import pandas as pd
import pytest

from eianalysis import stats
from eianalysis.measures.survival_curves import every_month


def months(*people, estimate="survival", first=1.0):
    """Each row of the table by month: at risk, events and what stays, of people as (first month in view, last month, whether they left)."""
    rows = pd.DataFrame([(begin / 12, end / 12, left) for begin, end, left in people], columns=["entry", "exit", "event"])
    table = stats.life_table(rows["exit"], rows["event"], entry=rows["entry"]).rename(columns={"survival": estimate})
    whole = every_month(table, rows, estimate=estimate, first=first)
    return {round(each.time * 12, 6): (each.at_risk, each.events, round(getattr(each, estimate), 4)) for each in whole.itertuples()}, whole


def test_four_people_by_hand():
    """One leaves after three months, one comes into view after one, one after 3.6 and leaves after four; at six the last leaves and one is still there."""
    by_month, whole = months((0, 3, 1), (0, 6, 0), (1, 6, 1), (3.6, 4, 1))
    assert by_month == {
        0: (2, 0, 1.0),
        1: (2, 0, 1.0),  # who comes into view on that day is at risk from then on
        2: (3, 0, 1.0),
        3: (3, 1, 0.6667),
        4: (3, 1, 0.4444),
        5: (2, 0, 0.4444),
        6: (2, 1, 0.2222),
    }
    assert list(whole["time"]) == sorted(whole["time"])
    assert whole["low"].isna().tolist() == [True] * 3 + [False] * 4, "before anybody left there is no range"
    assert whole["low"].iloc[4] == whole["low"].iloc[5] and whole["high"].iloc[4] == whole["high"].iloc[5]


@pytest.mark.parametrize("last, at_risk", [(1.9, 1), (2, 2), (2.1, 2)])
def test_who_leaves_on_the_day_is_at_risk_on_it_and_who_left_before_is_not(last, at_risk):
    by_month, _ = months((0, last, 0), (0, 3, 1))
    assert by_month[2][0] == at_risk


@pytest.mark.parametrize("begin, at_risk", [(1.9, 2), (2, 1), (2.1, 1)])
def test_who_comes_into_view_on_the_day_is_at_risk_after_it(begin, at_risk):
    by_month, _ = months((begin, 3, 0), (0, 3, 1))
    assert by_month[2][0] == at_risk


def test_between_months_a_departure_has_its_own_row_and_no_month_follows_the_last():
    by_month, _ = months((0, 1.5, 1), (0, 2.5, 1))
    assert by_month == {0: (2, 0, 1.0), 1: (2, 0, 1.0), 1.5: (2, 1, 0.5), 2: (1, 0, 0.5), 2.5: (1, 1, 0.0)}


def test_a_curve_that_begins_at_nothing_begins_there():
    by_month, _ = months((0, 2, 1), (0, 2, 0), estimate="incidence", first=0.0)
    assert by_month[0] == (2, 0, 0.0) == by_month[1]


def test_of_nobody_there_is_no_month():
    table = stats.life_table([], [])
    assert every_month(table, pd.DataFrame({"entry": [], "exit": []})) is table
