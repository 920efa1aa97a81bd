"""Surveys, training, events and offences: the known effects are there at their sizes, and the tables agree with the people.

Plain counting from the tables, pooled over the twenty-four forces of the other tests.
"""

import numpy as np
import pandas as pd
import pytest

from test_synthetic_effects import close_pooled, counts, pooled_log_ratio

MINORITY = ["Asian", "Black", "Mixed", "Other"]


def answers(force, question):
    """Valid answers to one question, whatever its code in each wave."""
    asked = force["survey_questions"].query("question == @question")[["survey", "wave", "item_code"]]
    rows = force["surveys"].merge(asked, on=["survey", "wave", "item_code"])
    two = rows["ethnicity_5"].replace(MINORITY, "Ethnic minorities")
    return rows.assign(two=two)[rows["favourable"] != ""]


@pytest.mark.parametrize(
    "question, column, group, reference, size",
    [
        ("safe_to_speak", "two", "Ethnic minorities", "White", 0.75),
        ("safe_to_speak", "sex", "F", "M", 1.0),
        ("not_bullied", "disability", "Y", "N", 0.85),
        ("acts_on_views", "wave", "2022", "2021", 1.15),
        ("confident", "ethnicity_5", "Black", "White", 0.75),
        ("be_myself", "two", "Ethnic minorities", "White", 1.0),
        ("satisfied", "sex", "F", "M", 1.0),
        ("satisfied", "two", "Ethnic minorities", "White", 0.85),
    ],
)
def test_answers(forces, question, column, group, reference, size):
    parts = []
    for force in forces:
        rows = answers(force, question)
        parts.append(counts(rows["favourable"] == "Y", rows[column], group, reference))
    close_pooled(parts, size)


def test_ethnic_minorities_answer_the_staff_survey_less_often(forces):
    parts = []
    for force in forces:
        waves = force["survey_waves"].query("characteristic == 'ethnicity_2'").groupby("group")[["returned", "invited"]].sum()
        parts.append([*waves.loc["Ethnic minorities"], *waves.loc["White"]])
    estimate, error = pooled_log_ratio(parts)
    assert abs(estimate - np.log(0.8)) < 0.03  # police staff answer more often and are more mixed, so not exactly 0.8
    assert estimate < -5 * error


@pytest.mark.parametrize("column, group, reference, size", [("worker_type", "staff", "officer", 0.85), ("working_pattern", "part", "full", 1.0)])
def test_attendance_of_those_available(forces, column, group, reference, size):
    parts = []
    for force in forces:
        people = force["workforce_snapshot"]
        people = people[people["as_at"] == pd.Timestamp("2023-03-31")]
        rows = force["training_attendance"].query("course.str.startswith('Our People') and eligible == 'Y' and available != 'N'")
        rows = rows.merge(people[["person_ref", "worker_type", "working_pattern"]], on="person_ref")
        rows = rows if column == "worker_type" else rows[rows["worker_type"] == "officer"]
        parts.append(counts(rows["status"] == "attended", rows[column], group, reference))
    close_pooled(parts, size)


@pytest.mark.parametrize("role", ["Response", "Operations support"])
def test_attendance_of_those_on_shifts_in_their_role(forces, role):
    """Of a role by itself, because response works round the clock and support services hardly does."""
    parts = []
    for force in forces:
        people = force["workforce_snapshot"]
        people = people[(people["role_group"] == role) & (people["shift_pattern"] != "")]
        rows = force["training_attendance"].query("course.str.startswith('Our People') and eligible == 'Y' and available == 'Y'")
        rows = rows.merge(people[["person_ref", "shift_pattern"]], on="person_ref")
        on = np.where(rows["shift_pattern"] == "Round-the-clock shifts", "on", "off")
        parts.append(counts(rows["status"] == "attended", pd.Series(on), "on", "off"))
    close_pooled(parts, 0.9)


def test_interest_of_those_who_came(forces):
    for names, size in ((("ethnic_minorities", "white"), 1.4), (("women", "men"), 1.0)):
        parts = []
        for force in forces:
            events = force["community_events"].query("type == 'outreach'").replace("", np.nan).infer_objects()
            events = events[events["attended_women"].notna()].set_index("event_ref")
            parts.append([float(pd.to_numeric(events[f"{total}_{name}"]).sum()) for name in names for total in ("expressions_of_interest", "attended")])
        close_pooled(parts, size)


def test_charges(forces):
    years, sexes = [], []
    for force in forces:
        rows = force["cj_outcomes"]
        vawg = rows[rows["vawg"] == "Y"]
        years.append(
            [
                vawg.loc[when, name].sum()
                for when in (vawg["month"] >= "2022-04-01", vawg["month"].between("2021-04-01", "2022-03-31"))
                for name in ("charged", "recorded")
            ]
        )
        theft = rows[rows["offence_group"] == "theft"]
        sexes.append([theft.loc[theft["victim_sex"] == sex, name].sum() for sex in "FM" for name in ("charged", "recorded")])
    close_pooled(years, 1.5)
    close_pooled(sexes, 1.0)


def test_how_soon_offences_against_women_and_girls_are_decided(forces):
    parts = []
    for force in forces:
        rows = force["vawg_offences"].query("recorded_on <= '2022-12-21'")
        soon = (rows["decided_on"] - rows["recorded_on"]).dt.days <= 100
        parts.append(counts(soon, rows["victim_ethnicity"].replace(MINORITY, "minority"), "minority", "White"))
    close_pooled(parts, 0.8)


def test_offences_one_by_one_are_those_of_the_sums(tables):
    each, sums = tables["vawg_offences"], tables["cj_outcomes"].query("vawg == 'Y'")
    month = each["recorded_on"].dt.to_period("M").dt.to_timestamp()
    made = each.assign(month=month, charged=each["result"] == "charged").groupby(["month", "offence_group", "victim_sex"])["charged"].agg(["size", "sum"])
    told = sums[sums["recorded"] > 0].set_index(["month", "offence_group", "victim_sex"])[["recorded", "charged"]]
    assert (made.to_numpy() == told.reindex(made.index).to_numpy()).all() and len(made) == len(told)


def test_a_wave_agrees_with_its_answers(tables):
    staff = tables["surveys"].query("survey == 'staff'")
    everybody = tables["survey_waves"].query("characteristic == 'all'").set_index("wave")
    assert staff.groupby("wave")["respondent_ref"].nunique().to_dict() == everybody["returned"].to_dict()
    for wave, rows in tables["survey_waves"].groupby("wave"):
        totals = rows.groupby("characteristic")[["invited", "returned"]].sum()
        assert totals.nunique().eq(1).all(), wave
    asked = tables["survey_questions"][["survey", "wave", "item_code"]]
    assert len(tables["surveys"].merge(asked)) == len(tables["surveys"]), "an answer to a question that was not asked"


def test_only_people_in_post_are_on_a_list_and_some_are_not(tables):
    people = tables["workforce_snapshot"]
    now = set(people.loc[people["as_at"].eq(pd.Timestamp("2023-03-31")) & people["worker_type"].isin(["officer", "staff", "pcso"]), "person_ref"])
    listed = tables["training_attendance"].query("course.str.startswith('Our People')")
    assert set(listed["person_ref"]) < now and not listed["person_ref"].duplicated().any()
    assert (listed.loc[listed["status"] == "attended", "available"] == "Y").all()


def test_sixty_first_aiders_were_meant_and_not_all_are_valid(tables):
    rows = tables["training_attendance"].query("course == 'Mental health first aid' and status == 'attended'")
    valid = rows["expires"] >= "2023-03-31"
    assert 40 < valid.sum() < 60 and (~valid).any()
