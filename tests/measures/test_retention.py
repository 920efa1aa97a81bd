"""Turnover, stability and survival on a small drawn force, counted by hand, and delayed entry against the truth."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats
from eianalysis.cycle import load_cycle
from eianalysis.errors import UsageError
from eianalysis.measures.retention import turnover
from eianalysis.measures.retention_after_a_year import stability
from eianalysis.measures.survival_curves import compare_survival, survival
from eianalysis.measures.spells import service_years, spells
from eianalysis.sources.typed import TypedTable
from tests.builders import row

GROUPINGS = {"sex": ("sex",), "ethnicity": ("ethnicity_5", "ethnicity_2")}


def table(name, text, **more):
    """A typed table drawn as rows of words; dates are the words with two hyphens, ``-`` is blank."""
    rows = [line.split() for line in text.strip().splitlines()]
    frame = pd.DataFrame(rows[1:], columns=rows[0]).replace({"-": None})
    for column in frame.columns:
        if column in ("as_at", "service_start", "start_date", "leave_date"):
            frame[column] = pd.to_datetime(frame[column])
    return TypedTable(name, frame, groupings=GROUPINGS, **more)


PEOPLE = """
person_ref as_at      service_start worker_type sex    ethnicity_5 ethnicity_2
a          2021-12-31 2010-01-01    officer     Female Black       Ethnic-minorities
b          2021-12-31 2015-01-01    officer     Male   White       White
c          2021-12-31 2021-06-01    officer     Male   White       White
d          2021-12-31 2020-01-01    staff       Male   White       White
e          2021-12-31 2021-12-31    officer     Female Asian       Ethnic-minorities
a          2022-12-31 2010-01-01    officer     Female Black       Ethnic-minorities
e          2022-12-31 2021-12-31    officer     Female Asian       Ethnic-minorities
"""
JOINERS = """
person_ref start_date worker_type sex    ethnicity_5 ethnicity_2
f          2022-03-01 officer     Male   Mixed       Ethnic-minorities
"""
LEAVERS = """
person_ref service_start leave_date leaver_type leaver_family worker_type sex    ethnicity_5 ethnicity_2
b          2015-01-01    2022-06-30 TR          transfer      officer     Male   White       White
c          -             2022-01-01 VR          voluntary     officer     Male   White       White
f          2022-03-01    2022-03-01 VR          voluntary     officer     Male   Mixed       Ethnic-minorities
d          2020-01-01    2022-05-01 VR          voluntary     staff       Male   White       White
z          2001-01-01    2020-02-01 NR          retirement    officer     Male   White       White
e          2021-12-31    2022-02-02 CB          other         officer     Female Asian       Ethnic-minorities
"""


@pytest.fixture
def drawn():
    return table("workforce_snapshot", PEOPLE), table("leavers", LEAVERS), table("joiners", JOINERS)


@pytest.fixture
def cycle(root):
    return replace(load_cycle("2023-01", data_dir=root / "data"), period_start=date(2022, 1, 1), period_end=date(2022, 12, 31), data_cut_off=date(2022, 12, 31))


def test_spells_know_who_came_and_went(drawn):
    made = spells(*drawn, as_at=date(2022, 12, 31))
    by = made.frame.set_index("person_ref")
    assert sorted(by.index) == ["a", "b", "c", "e", "f"]  # staff aside; z left before the first snapshot
    assert made.set_aside == (("left before the records begin", 1),)
    assert by.loc["c", "ended"] == pd.Timestamp("2022-01-01")  # its own row lacks the start; the snapshot has it
    assert pd.isna(by.loc["e", "ended"])  # a career break is not a departure
    assert by.loc["a", "observed_from"] == pd.Timestamp("2021-12-31")  # in service before, seen only from then
    assert by.loc["f", "observed_from"] == pd.Timestamp("2022-03-01")


def test_nothing_after_the_cut_off_is_known(drawn):
    made = spells(*drawn, as_at=date(2022, 4, 1))
    assert pd.isna(made.frame.set_index("person_ref").loc["b", "ended"])


def test_a_same_day_leaver_serves_half_a_day(drawn):
    made = spells(*drawn, as_at=date(2022, 12, 31))
    served = service_years(made.frame, made.as_at).set_index("person_ref").loc["f"]
    assert served["entry"] == 0 and served["exit"] == pytest.approx(0.5 / 365.25) and served["event"]


def test_turnover_on_the_start_headcount_leaves_out_transfers(drawn, cycle):
    result = turnover(*drawn, cycle=cycle, by="sex")
    men = row(result, group="Male")
    # in post at the end of 2021: b and c; gone in 2022 other than by transfer: c, and f who came in 2022
    assert (men.numerator, men.denominator) == (2, 2)
    women = row(result, group="Female")
    assert (women.numerator, women.denominator, women.rate) == (0, 2, 0)
    everybody = row(result, group="All")
    assert (everybody.numerator, everybody.denominator) == (2, 4)


def test_turnover_on_the_average_headcount_counts_transfers(drawn, cycle):
    result = turnover(*drawn, cycle=cycle, by="sex", measure="turnover_average_headcount_inc_transfers")
    men = row(result, group="Male")
    assert (men.numerator, men.denominator) == (3, 1.0)  # b, c, f; two at the start, none at the end
    assert row(result, group="All").denominator == 3.0  # four and two


def test_stability(drawn, cycle):
    everybody = row(stability(*drawn, cycle=cycle, by="sex"), group="All")
    assert (everybody.numerator, everybody.denominator) == (2, 4)


def test_a_window_the_records_do_not_reach_is_not_available(drawn, cycle):
    result = turnover(*drawn, cycle=cycle, by="sex", months=36)
    assert result.status == "not_available"
    assert "the records begin on 31 December 2021" in result.missing.reason


def test_a_misspelt_measure_or_group_is_named(drawn, cycle):
    with pytest.raises(UsageError, match="did you mean 'turnover_start_headcount_ex_transfers'"):
        turnover(*drawn, cycle=cycle, by="sex", measure="turnover_start_headcount_ex_transfer")
    with pytest.raises(UsageError, match="did you mean 'ethnicity'"):
        turnover(*drawn, cycle=cycle, by="ethnicty")


def test_an_absent_table_gives_a_result_that_says_so(drawn, cycle):
    people, leavers, joiners = drawn
    result = turnover(people, TypedTable("leavers", pd.DataFrame(), absent=True), joiners, cycle=cycle, by="sex")
    assert result.status == "not_available" and result.missing.file == "leavers"
    assert "TRT-10" in result.missing.items


def by_hand(people, leavers="", joiners="", *, as_at=date(2022, 12, 31), worker_type="officer"):
    """Spells of a drawn force, by person; every table has the columns it needs."""
    empty = {"leavers": "person_ref service_start leave_date leaver_type leaver_family worker_type", "joiners": "person_ref start_date worker_type"}
    drawn = (
        table("workforce_snapshot", "person_ref as_at service_start worker_type\n" + people),
        table("leavers", empty["leavers"] + "\n" + leavers),
        table("joiners", empty["joiners"] + "\n" + joiners),
    )
    return spells(*drawn, as_at=as_at, worker_type=worker_type)


FIRST = "w 2020-12-31 2001-01-01 officer\nw 2021-12-31 2001-01-01 officer\nw 2022-12-31 2001-01-01 officer\n"


def test_a_continuous_service_date_does_not_make_two_people_of_one():
    made = by_hand(FIRST + "t 2021-12-31 2009-05-01 officer\nt 2022-12-31 2009-05-02 officer", joiners="t 2021-06-01 officer")
    assert len(made.frame) == 2 and len(made.in_post("2021-12-31")) == 2 and len(made.in_post("2021-01-01")) == 1
    assert made.frame.set_index("person_ref").loc["t", "started"] == pd.Timestamp("2021-06-01")
    assert dict(made.set_aside)["start of service differs from the day of joining: the day of joining was used"] == 1


def test_someone_first_seen_later_is_watched_from_then():
    made = by_hand(FIRST + "t 2021-12-31 2009-05-01 officer\nt 2022-12-31 2009-05-01 officer")
    assert made.frame.set_index("person_ref").loc["t", "observed_from"] == pd.Timestamp("2021-12-31")


def test_staff_who_become_officers_count_in_each_while_they_were_it():
    people = FIRST + "s 2020-12-31 2015-01-01 staff\ns 2021-12-31 2015-01-01 officer\ns 2022-12-31 2015-01-01 officer"
    officers, staff = by_hand(people), by_hand(people, worker_type="staff")
    assert [len(officers.in_post(day)) for day in ("2021-12-30", "2021-12-31")] == [1, 2]
    assert [len(staff.in_post(day)) for day in ("2021-12-30", "2021-12-31")] == [1, 0]
    assert staff.frame["ended"].isna().all()  # a change of role is not a departure


def test_officers_who_become_staff_stay_in_past_headcounts():
    people = FIRST + "s 2020-12-31 2015-01-01 officer\ns 2021-12-31 2015-01-01 staff\ns 2022-12-31 2015-01-01 staff"
    assert [len(by_hand(people).in_post(day)) for day in ("2021-06-01", "2022-01-01")] == [2, 1]


def test_who_vanishes_without_a_departure_is_counted_until_last_seen():
    made = by_hand(FIRST + "v 2020-12-31 2015-01-01 officer\nv 2021-12-31 2015-01-01 officer")
    assert [len(made.in_post(day)) for day in ("2021-12-31", "2022-01-01")] == [2, 1]
    assert dict(made.set_aside) == {"not in the last snapshot and no departure: counted until last seen": 1}
    served = service_years(made.frame, made.as_at).set_index("person_ref").loc["v"]
    assert not served["event"] and served["exit"] == pytest.approx((date(2021, 12, 31) - date(2015, 1, 1)).days / 365.25)


def test_who_has_no_recorded_start_is_in_post_and_not_on_the_curve():
    made = by_hand(FIRST + "n 2020-12-31 - officer\nn 2021-12-31 - officer\nn 2022-12-31 - officer")
    assert len(made.in_post("2021-06-01")) == 2 and len(service_years(made.frame, made.as_at)) == 1
    assert dict(made.set_aside) == {"no start of service: counted in post, not by length of service": 1}


def test_one_departure_told_twice_is_one_departure():
    made = by_hand(
        FIRST + "d 2020-12-31 2015-01-01 officer", leavers="d 2015-01-01 2021-03-01 VR voluntary officer\nd 2015-01-01 2021-03-02 VR voluntary officer"
    )
    assert len(made.left("2021-01-01", "2021-12-31")) == 1
    assert dict(made.set_aside) == {"two departures of one spell of service: the first was counted": 1}


def test_someone_who_comes_back_has_two_spells():
    made = by_hand(
        FIRST + "r 2020-12-31 2015-01-01 officer\nr 2022-12-31 2022-02-01 officer",
        leavers="r 2015-01-01 2021-03-01 VR voluntary officer",
        joiners="r 2022-02-01 officer",
    )
    assert [len(made.in_post(day)) for day in ("2021-02-28", "2021-06-01", "2022-06-01")] == [2, 1, 2]
    assert made.set_aside == ()


def simulated(cycle, people=40_000, seed=7, yearly=0.154):
    """A force with a constant hazard, so that one-year retention is known: 1 - 0.154 = 0.846."""
    rng = np.random.default_rng(seed)
    started = pd.Timestamp("1992-01-01") + pd.to_timedelta(rng.integers(0, 31 * 365, people), unit="D")
    # leaving is frequent in the first two years and rare after, so survivors differ from newcomers
    early, late = -np.log(1 - yearly), 0.02
    u = rng.random(people)
    draw = -np.log(u)
    years = np.where(draw < 2 * early, draw / early, 2 + (draw - 2 * early) / late)
    ended = started + pd.to_timedelta(np.ceil(years * 365.25), unit="D")
    frame = pd.DataFrame({"person_ref": np.arange(people).astype(str), "started": started, "ended": ended})
    window = pd.Timestamp("2020-12-31")
    seen = frame[frame["ended"] > window]
    old = seen[seen["started"] <= window]
    snapshot = pd.DataFrame({"person_ref": old["person_ref"], "service_start": old["started"], "as_at": window})
    new = seen[seen["started"] > window]
    joined = pd.DataFrame({"person_ref": new["person_ref"], "start_date": new["started"]})
    gone = seen[seen["ended"] <= pd.Timestamp(cycle.data_cut_off)]
    left = pd.DataFrame(
        {"person_ref": gone["person_ref"], "service_start": gone["started"], "leave_date": gone["ended"], "leaver_type": "VR", "leaver_family": "voluntary"}
    )
    tables = []
    for name, frame in (("workforce_snapshot", snapshot), ("leavers", left), ("joiners", joined)):
        tables.append(TypedTable(name, frame.assign(worker_type="officer", sex="Female"), groupings={"sex": ("sex",)}))
    return tables


def test_delayed_entry_gives_the_truth_where_the_window_flatters(cycle):
    tables = simulated(cycle)
    curve = survival(*tables, cycle=cycle, by="sex").counts
    ours = float(stats.survival_at(curve[curve["group"] == "Female"].rename(columns={"estimate": "survival"}), [1.0])[0])
    made = spells(*tables, as_at=cycle.data_cut_off)
    served = service_years(made.frame, made.as_at)
    naive = float(stats.survival_at(stats.life_table(served["exit"], served["event"]), [1.0])[0])
    assert ours == pytest.approx(0.846, abs=0.02)
    assert naive > 0.93  # counted as if watched from their first day


def test_log_rank_compares_the_declared_groups(cycle):
    tables = [
        replace(each, frame=each.frame.assign(sex=np.where(each.frame["person_ref"].astype(int) % 2, "Female", "Male")))
        for each in simulated(cycle, people=4000)
    ]
    test = compare_survival(*tables, cycle=cycle, by="sex").unreleased.iloc[0]
    assert test["df"] == 1 and 0.001 < test["p_value"] < 1 and test["group"] == "Female and Male"
