"""The synthetic force is a whole small force, and its tables agree with each other."""

import pandas as pd
import pytest

from eianalysis import synthetic
from eianalysis.errors import UsageError

FIRST, LAST = pd.Timestamp("2017-03-31"), pd.Timestamp("2023-03-31")


def departures(tables):
    leavers = tables["leavers"]
    return leavers[leavers["leaver_type"] != "CB"]


def at_the_end(tables):
    people = tables["workforce_snapshot"]
    return people[people["as_at"] == LAST]


def test_about_1400_people_of_whom_900_to_1000_are_officers(tables):
    people = tables["workforce_snapshot"]
    sizes = people.groupby("as_at").size()
    assert list(sizes.index) == [pd.Timestamp(f"{year}-03-31") for year in range(2017, 2024)]
    assert sizes.between(1340, 1460).all(), sizes.tolist()
    officers = people[people["worker_type"] == "officer"].groupby("as_at").size()
    assert officers.between(900, 1000).all(), officers.tolist()
    assert set(people["worker_type"]) == {"officer", "staff", "pcso", "special", "volunteer"}


def test_the_firearms_group_is_92_and_public_protection_15_at_the_end(tables):
    end = at_the_end(tables)
    for column in ("unit", "specialist_flag"):
        assert end[column].eq("TFG").sum() == 92
        assert end[column].eq("PPU").sum() == 15
    special = end[end["unit"].isin(["TFG", "PPU"])]
    assert set(special["worker_type"]) == {"officer"}
    assert special["career_break"].eq("N").all() and special["secondment_status"].eq("none").all()


@pytest.mark.parametrize("people, tfg, ppu", [(200, 13, 2), (1400, 92, 15), (4200, 276, 45)])
def test_another_size_keeps_the_proportions(make_force, people, tfg, ppu):
    snapshot = at_the_end(make_force(seed=3, people=people, searches=False))
    assert abs(len(snapshot) / people - 1) < 0.15
    assert (snapshot["unit"].eq("TFG").sum(), snapshot["unit"].eq("PPU").sum()) == (tfg, ppu)


def test_ranks_make_a_pyramid(tables):
    officers = at_the_end(tables).query("worker_type == 'officer'")
    count = officers["rank_grade"].value_counts()
    steps = count.reindex(["Constable", "Sergeant", "Inspector", "Chief Inspector", "Superintendent"]).tolist()
    assert steps == sorted(steps, reverse=True) and steps[0] / len(officers) > 0.6, steps
    assert count.reindex(["Commissioner", "Assistant Commissioner", "Commander"]).tolist() == [1, 1, 2]


def test_service_reaches_back_thirty_years_and_never_starts_in_childhood(tables):
    people = tables["workforce_snapshot"]
    years = (people["as_at"] - people["service_start"]).dt.days / 365.25
    assert years.min() >= 0 and years.max() > 30
    assert (people["age"] - years).min() > 17
    assert people["age"].between(18, 75).all()


def test_nobody_stands_twice_on_a_day(tables):
    assert not tables["workforce_snapshot"].duplicated(["person_ref", "as_at"]).any()
    assert not tables["joiners"].duplicated("person_ref").any()
    assert not departures(tables).duplicated("person_ref").any()
    assert not tables["leavers"].duplicated(["person_ref", "leave_date"]).any()


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_a_snapshot_is_exactly_the_spells_open_on_that_day(tables, make_force, seed):
    tables = tables if seed is None else make_force(seed=seed, searches=False)
    people, joiners = tables["workforce_snapshot"], tables["joiners"].rename(columns={"start_date": "service_start"})
    spells = pd.concat([people, joiners])[["person_ref", "service_start"]].drop_duplicates()
    assert not spells.duplicated("person_ref").any(), "a person has two starts"
    spells = spells.merge(departures(tables)[["person_ref", "leave_date"]], on="person_ref", how="left")
    for day, present in people.groupby("as_at"):
        open_ = spells[(spells["service_start"] <= day) & ~(spells["leave_date"] <= day)]
        assert set(open_["person_ref"]) == set(present["person_ref"]), f"snapshot of {day:%d %B %Y}"


def test_leavers_were_there_and_joiners_are_new(tables):
    people, joiners, leavers = (tables[name] for name in ("workforce_snapshot", "joiners", "leavers"))
    assert joiners["start_date"].between(pd.Timestamp("2017-04-01"), LAST).all()
    assert leavers["leave_date"].between(pd.Timestamp("2017-04-01"), LAST).all()
    assert (leavers["leave_date"] >= leavers["service_start"]).all()
    first = set(people.loc[people["as_at"] == FIRST, "person_ref"])
    assert first.isdisjoint(joiners["person_ref"])
    assert set(leavers["person_ref"]) <= first | set(joiners["person_ref"])
    per_year = joiners.groupby(joiners["start_date"].dt.year - (joiners["start_date"].dt.month < 4)).size()
    assert len(per_year) == 6 and per_year.between(100, 130).all(), per_year.tolist()


def test_a_career_break_is_marked_and_is_not_leaving(tables):
    people, breaks = tables["workforce_snapshot"], tables["leavers"].query("leaver_type == 'CB'")
    away = people[people["career_break"] == "Y"].merge(breaks[["person_ref", "leave_date"]], on="person_ref", how="left")
    assert len(away) > 20 and (away["leave_date"] <= away["as_at"]).all()
    later = breaks.merge(departures(tables)[["person_ref", "leave_date"]], on="person_ref", suffixes=("", "_left"))
    assert (later["leave_date_left"] > later["leave_date"]).all()


def test_exits_compete_with_transfers_the_largest_loss_of_officers(tables):
    officers = departures(tables).query("worker_type == 'officer'")
    count = officers["leaver_type"].value_counts()
    assert count.index[0] == "TR"
    assert {"VR", "TR", "NR", "ER", "MR", "DI", "DE", "OT", "UK"} <= set(departures(tables)["leaver_type"])
    retired = officers.query("leaver_type == 'NR'")
    years = (retired["leave_date"] - retired["service_start"]).dt.days / 365.25
    assert years.median() > 20 and retired["age"].min() >= 43


def test_what_a_person_has_declared_is_the_same_in_every_table(tables):
    declared = ["ethnicity_code", "sex", "disability", "religion", "sexual_orientation", "gender_reassignment", "marital"]
    rows = pd.concat([tables[name] for name in ("workforce_snapshot", "joiners", "leavers", "misconduct_cases")])
    assert rows.groupby("person_ref")[declared].nunique().eq(1).all(axis=None)


def test_units_change_on_snapshot_days_only(tables):
    people, leavers = tables["workforce_snapshot"], departures(tables)
    last = people.sort_values("as_at").drop_duplicates("person_ref", keep="last")
    both = leavers.merge(last[["person_ref", "as_at", "unit"]], on="person_ref", suffixes=("", "_before"))
    assert len(both) > 500 and (both["unit"] == both["unit_before"]).all()
    assert (leavers["unit"] == leavers["unit_at_leaving"]).all()


def test_some_have_not_declared(tables):
    end = at_the_end(tables)
    missing = {column: end[column].isin(["NS", "P", "U"]).mean() for column in ("ethnicity_code", "religion", "sexual_orientation", "sex")}
    assert 0.06 < missing["ethnicity_code"] < 0.10
    assert missing["religion"] > 0.3 and missing["sexual_orientation"] > 0.3 and missing["sex"] < 0.03
    assert {"NS", "P", "U"} <= set(end["ethnicity_code"])


def test_dismissed_officers_left_on_the_day_of_the_decision(tables):
    cases = tables["misconduct_cases"].query("outcome == 'dismissal'")
    left = cases.merge(departures(tables)[["person_ref", "leave_date", "leaver_type"]], on="person_ref")
    assert len(left) == len(cases) > 3
    assert (left["finalised"] == left["leave_date"]).all() and left["leaver_type"].eq("DI").all()


def test_cases_go_stage_by_stage(tables):
    cases = tables["misconduct_cases"]
    assert cases["received"].between(pd.Timestamp("2018-01-01"), LAST).all()
    open_ = cases["finalised"].isna()
    stages = ["case_to_answer", "proceeding", "finding", "outcome"]
    assert open_.any() and cases.loc[open_, stages].eq("").all(axis=None)
    assert (cases.loc[~open_, "finalised"] > cases.loc[~open_, "received"]).all()
    decided = cases[~open_]
    answer = decided["case_to_answer"] == "Y"
    assert decided.loc[answer, "severity"].isin(["misconduct", "gross misconduct"]).all()
    assert ((decided["proceeding"] != "none") == answer).all() and ((decided["finding"] != "none") == answer).all()
    assert decided.loc[decided["outcome"].str.contains("dismiss"), "severity"].eq("gross misconduct").all()
    one_person = cases.groupby("case_ref")["person_ref"].nunique()
    assert one_person.max() == 1 and len(cases) > len(one_person), "some cases hold several allegations"
    members = pd.concat([tables["workforce_snapshot"], tables["joiners"]]).query("worker_type == 'officer'")
    assert set(cases["person_ref"]) <= set(members["person_ref"])


def test_a_case_comes_in_while_the_officer_is_in_post(tables):
    joiners = tables["joiners"].rename(columns={"start_date": "service_start"})
    people = pd.concat([tables["workforce_snapshot"], joiners])
    starts = people.drop_duplicates("person_ref").set_index("person_ref")["service_start"]
    left = departures(tables).set_index("person_ref")["leave_date"]
    cases = tables["misconduct_cases"]
    assert (cases["received"] > cases["person_ref"].map(starts)).all()
    assert not (cases["received"] >= cases["person_ref"].map(left)).any()


def test_effects_that_do_not_exist_are_refused_in_words():
    with pytest.raises(UsageError, match=r"'alegation_black' is not an effect.*; did you mean 'allegation_black'\?"):
        synthetic.force(effects={"alegation_black": 2})
    with pytest.raises(UsageError, match=r"effect find_black is 40; a ratio from 0 to 3"):
        synthetic.force(effects={"find_black": 40})
    with pytest.raises(ValueError, match="people must be 50 or more, not 10"):
        synthetic.force(people=10)


def test_one_effect_changed_leaves_unrelated_tables_alone(tables, make_force):
    other = make_force(effects={"find_asian_drugs": 1.0})
    for name in ("workforce_snapshot", "joiners", "leavers", "misconduct_cases"):
        pd.testing.assert_frame_equal(other[name], tables[name])
    assert not other["stop_search"].equals(tables["stop_search"])
