"""People stand on the very days on which windows begin and end, and the measures count each on the right side."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from eianalysis.synthetic.days import NEVER, SNAPSHOT_DAYS
from eianalysis.synthetic.window_edges import moved_to_edges
from tests.optional_columns import drawn

SEEDS = (2068, 1, 2)  # the committed force, and two others
EDGES = [pd.Timestamp(f"{year}-{day}") for year in (2020, 2021, 2022, 2023) for day in ("03-30", "03-31", "04-01")][:-1]  # the records end on 31 March 2023
DATED = {"joined": ("joiners", "start_date"), "left": ("leavers", "leave_date"), "received": ("misconduct_cases", "received")}
DATED["finalised"] = ("misconduct_cases", "finalised")


@pytest.mark.parametrize("event", DATED)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_edge_has_its_people(make_force, seed, event):
    table, day = DATED[event]
    on = make_force(seed=seed, searches=False)[table][day].value_counts()
    assert [edge for edge in EDGES if not on.get(edge)] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_rounds_of_the_highest_rank_open_on_an_edge(make_force, seed):
    rounds = make_force(seed=seed, searches=False)["promotions"].groupby("to_rank")["opened"].unique()
    edges = ["2018-04-01", "2019-03-31", "2020-04-01", "2021-03-31", "2022-04-01"]
    assert sorted(rounds.pop("Chief Superintendent")) == [pd.Timestamp(day) for day in ("2017-05-01", *edges)]
    assert {(day.month, day.day) for days in rounds for day in map(pd.Timestamp, days)} == {(5, 1)}


# --- which events move ----------------------------------------------------------------------------------------------------------

FIRST, LAST = int(SNAPSHOT_DAYS[0]) + 1, int(SNAPSHOT_DAYS[1])


def moved(days, earliest=0, latest=NEVER, refs=None):
    days = np.array(days)
    return moved_to_edges(days, np.full(len(days), earliest), np.full(len(days), latest), np.arange(len(days)) if refs is None else np.array(refs)).tolist()


def test_the_nearest_event_moves_and_no_other():
    assert moved([FIRST + 3, FIRST + 5, 100, LAST - 9, LAST - 4]) == [FIRST, FIRST + 5, 100, LAST - 1, LAST]


def test_an_event_stays_within_its_bounds_and_its_year():
    assert moved([FIRST + 3, LAST - 4], earliest=FIRST + 1, latest=LAST - 2) == [FIRST + 3, LAST - 4]
    assert moved([NEVER, LAST + 1]) == [NEVER, LAST + 1]  # whoever stays, and whoever is on the first day of the next year already


def test_of_two_as_near_the_order_of_the_table_is_kept():
    assert moved([FIRST + 3, FIRST + 3, 100, 101], refs=[8, 7, 1, 2])[:2] == [FIRST + 3, FIRST]
    assert moved([50, LAST - 3, LAST - 3, LAST - 3], refs=[1, 4, 2, 3]) == [FIRST, LAST, LAST - 3, LAST - 1]


def test_one_event_a_year_is_moved_once():
    assert moved([200]) == [FIRST]


# --- what the measures count ----------------------------------------------------------------------------------------------------


def between(rows, day, start, end):
    return rows[(rows[day] >= start) & (rows[day] <= end)]


def by_hand(tables, start, end):
    """What is there between two days, both counted, told from the tables alone."""
    cases = tables["misconduct_cases"]
    decided = between(cases, "finalised", start, end)
    eligible = between(tables["promotions"], "opened", start, end)
    left = tables["leavers"]
    return {
        "joined": len(between(tables["joiners"], "start_date", start, end)),
        "left": len(between(left[left["leaver_type"] != "CB"], "leave_date", start, end)),
        "finalised": decided.groupby(["case_ref", "person_ref"]).ngroups,
        "eligible": int((eligible["eligible"] == "Y").sum()),
    } | {"subjects": _subjects(cases, start, end)}


def _subjects(cases, start, end):
    """Officers in each year of the window against whom a case came in, told by counting years back from its last day."""
    rows = between(cases, "received", start, end)
    years = (end.year - rows["received"].dt.year) - (rows["received"].dt.strftime("%m%d") > f"{end:%m%d}")
    return pd.DataFrame({"person": rows["person_ref"], "year": years}).drop_duplicates().shape[0]


def measured(force, months):
    def all_of(measure, column, step=None):
        counts = force.ask(measure, by="sex", months=months).counts
        rows = counts[counts["group"] == "All"]
        return int((rows if step is None else rows[rows["stage"] == step])[column].sum())

    return {
        "joined": all_of("joiners_by_group", "numerator"),
        "left": all_of("leavers_by_group", "numerator"),
        "finalised": all_of("misconduct_stage_rate", "denominator", "Any action taken"),
        "eligible": all_of("promotion_applications", "denominator"),
        "subjects": all_of("misconduct_allegation_rate", "numerator"),
    }


@pytest.mark.slow
@pytest.mark.parametrize("end", ["2023-03-31", "2023-03-30", "2022-04-01", "2022-03-31"])
@pytest.mark.parametrize("seed", SEEDS)
def test_measures_count_the_first_and_the_last_day_and_no_other(make_force, seed, end):
    tables, force, last = make_force(seed=seed), drawn(seed, 1400).force, pd.Timestamp(end)
    begins = last + pd.Timedelta(days=1) - pd.DateOffset(months=12)
    cycle = replace(force.cycle, period_start=begins.date(), period_end=date.fromisoformat(end), data_cut_off=date.fromisoformat(end), primary_comparisons=())
    force, start = replace(force, cycle=cycle), last + pd.Timedelta(days=1) - pd.DateOffset(months=24)
    assert measured(force, 24) == by_hand(tables, start, last)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_one_day_more_or_less_would_be_told(make_force, seed):
    """Each edge of the window holds somebody of each kind, so that a measure that is a day off gives another figure."""
    tables, start, end, a_day = make_force(seed=seed), pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31"), pd.Timedelta(days=1)
    whole = by_hand(tables, start, end)
    for other, kinds in (
        (by_hand(tables, start, end - a_day), ("joined", "left", "finalised")),
        (by_hand(tables, start + a_day, end), ("joined", "left", "finalised", "eligible")),
        (by_hand(tables, start - a_day, end), ("joined", "left", "finalised")),
    ):
        assert [kind for kind in kinds if other[kind] == whole[kind]] == []
