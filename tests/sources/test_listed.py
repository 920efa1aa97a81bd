"""Lists from which a filter left people out are told; forces in which nothing is wrong are told nothing."""

import pandas as pd
import pytest

from eianalysis.sources.linkage import check_linkage
from tests.builders import table

PEOPLE_TOO = ("misconduct_cases", "grievances", "family_leave", "vetting", "promotions", "development_participation", "pay", "training_attendance")
WORDS = ("are only people listed", "a filter left on", "is it a part of the list", "nobody stands in two", "were rows dropped", "the leave_date it gives")


def told(frames, names):
    made = {name: table(name, frames[name]) for name in ("workforce_snapshot", *names)}
    return "\n".join(line for line in check_linkage(made)[0] if any(words in line for words in WORDS))


@pytest.mark.parametrize("seed", range(5))
def test_a_force_of_which_everybody_is_listed_is_told_nothing(make_force, seed):
    assert not told(make_force(seed=seed, searches=False), PEOPLE_TOO)


def now(frames):
    people = frames["workforce_snapshot"]
    return set(people.loc[people["as_at"] == people["as_at"].max(), "person_ref"])


@pytest.mark.parametrize("name", ["misconduct_cases", "grievances", "family_leave", "vetting", "development_participation"])
def test_a_list_of_only_those_still_in_post_is_told_and_the_whole_one_is_not(tables, name):
    rows = tables[name]
    current = {**tables, name: rows[rows["person_ref"].isin(now(tables)) | (rows["person_ref"] == "")]}
    assert f"{name}: of " in told(current, [name]) and "List those who have left since too" in told(current, [name])
    assert not told(tables, [name])


def test_training_is_rightly_asked_of_those_in_post_only(tables):
    rows = tables["training_attendance"]
    assert not told({**tables, "training_attendance": rows[rows["person_ref"].isin(now(tables))]}, ["training_attendance"])


@pytest.mark.parametrize("name, column, kept", [("grievances", "directorate", "Local Policing"), ("misconduct_cases", "sex", "M")])
def test_a_list_of_a_part_of_the_force_is_told(tables, name, column, kept):
    rows = tables[name]
    assert f"{name}: none of its" in told({**tables, name: rows[rows[column] == kept]}, [name])


@pytest.mark.parametrize("part", ["best paid", "bonus"])
def test_pay_of_some_of_those_in_post_is_told(tables, part):
    rows = tables["pay"]
    some = rows[rows["pay_in_period"].astype(float).rank(pct=True) > 0.25] if part == "best paid" else rows[rows["bonus_pay"].astype(str).str.strip("0.") != ""]
    assert "who are in post as officer on 2023-03-31 are in it: is it a part of the list" in told({**tables, "pay": some}, ["pay"])


def test_pay_of_officers_alone_is_a_whole_list(tables):
    people, rows = tables["workforce_snapshot"], tables["pay"]
    officers = set(people.loc[people["worker_type"] == "officer", "person_ref"])
    others = set(people.loc[(people["worker_type"] != "officer") & (people["as_at"] == people["as_at"].max()), "person_ref"])
    assert not told({**tables, "pay": rows[rows["person_ref"].isin(officers - others)]}, ["pay"])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_a_force_of_which_nothing_was_dropped_is_told_nothing_of_those_who_left(make_force, seed):
    assert not told(make_force(seed=seed, searches=False), ("leavers", "exit_interviews", "leaver_contacts", "stay_interviews"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["misconduct_cases", "promotions", "training_attendance"])
@pytest.mark.parametrize("keep", ["first", "last"])
def test_a_list_cut_to_one_row_a_person_is_told_and_every_row_is_not(tables, name, keep):
    rows = tables[name]
    once = {**tables, name: rows[~rows["person_ref"].duplicated(keep=keep)]}
    assert f"{name}: nobody stands in two of its" in told(once, [name]) and "Export every row" in told(once, [name])
    assert not told(tables, [name])


def test_a_list_of_everybodys_present_clearance_has_each_once_rightly(tables):
    rows = tables["vetting"]
    assert "nobody stands in two" not in told({**tables, "vetting": rows[~rows["person_ref"].duplicated(keep="last")]}, ["vetting"])


@pytest.mark.parametrize("name", ["misconduct_cases", "promotions"])
def test_rows_that_a_join_found_no_ethnicity_for_are_missed(tables, name):
    rows = tables[name]
    dropped = {**tables, name: rows[~rows["ethnicity_code"].isin(["", "NS", "U"])]}
    assert f"{name}: of hardly any of its" in told(dropped, [name]) and "ethnicity_code unknown" in told(dropped, [name])


def test_other_last_days_than_those_of_leavers_are_told_and_the_same_are_not(tables):
    rows = tables["exit_interviews"].copy()
    rows.loc[rows.index % 4 == 0, "leave_date"] = "2019-04-01"
    names = ["leavers", "exit_interviews"]
    assert "exit_interviews: " in told({**tables, "exit_interviews": rows}, names) and "correct one of the two" in told(
        {**tables, "exit_interviews": rows}, names
    )
    day = pd.Series(tables["leavers"].set_index("person_ref")["leave_date"].groupby(level=0).last())
    rows["leave_date"] = rows["person_ref"].map(day)
    assert not told({**tables, "exit_interviews": rows}, names)
