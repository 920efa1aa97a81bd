"""Recruitment in the synthetic force: its tables agree with each other and with the joiners; its effects are there."""

import numpy as np
import pandas as pd
import pytest

from eianalysis.vocabulary import RECRUITMENT_STAGES

LAST = pd.Timestamp("2023-03-31")
STAGES = list(RECRUITMENT_STAGES)
GROUPS = ("Ethnic minorities", "White")


def two(frame):
    """What an analyst can see: two groups, missing where not declared."""
    declared = ~frame["ethnicity_code"].isin(["NS", "P", "U"])
    return pd.Series(np.where(frame["ethnicity_code"].str[0] == "W", *GROUPS[::-1]), index=frame.index).where(declared)


def counts(happened, group_of, groups=GROUPS):
    return [int(n) for name in groups for n in (happened[group_of == name].sum(), (group_of == name).sum())]


def sifted(force, anonymised):
    applied = force["applications"]
    rows = applied[applied["sift"].isin(["pass", "fail"]) & (applied["anonymised"] == anonymised)]
    return counts(rows["sift"] == "pass", two(rows))


def interviewed(force):
    rows = force["applications"].query("interview in ['pass', 'fail']")
    return counts(rows["interview"] == "pass", two(rows))


def vetted(force):
    rows = force["vetting"].query("application_ref != '' and decision in ['cleared', 'refused']")
    return counts(rows["decision"] == "refused", two(rows))


def interested(force):
    rows = force["outreach"]
    return counts(rows["applied"] == "Y", two(rows))


@pytest.mark.parametrize(
    "of, size",
    [(lambda force: sifted(force, "N"), 0.7), (lambda force: sifted(force, "Y"), 1.0), (interviewed, 1.0), (vetted, 2.0), (interested, 0.7)],
    ids=["sift with names", "anonymised sift", "interview", "vetting refusal", "outreach"],
)
def test_the_known_effects_are_there_at_their_size(forces, of, size):
    x1, n1, x0, n0 = np.sum([of(force) for force in forces], axis=0)
    estimate, error = np.log((x1 / n1) / (x0 / n0)), np.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)
    assert abs(estimate - np.log(size)) < 3 * error, f"{np.exp(estimate):.2f} times, documented {size}"
    assert size == 1 or abs(estimate) > 3 * error, f"{np.exp(estimate):.2f} times cannot be told from 1"


def test_a_force_without_effects_has_none(plain_forces):
    for of in (lambda force: sifted(force, "N"), vetted, interested):
        x1, n1, x0, n0 = np.sum([of(force) for force in plain_forces], axis=0)
        assert abs(np.log((x1 / n1) / (x0 / n0))) < 3 * np.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)


def test_who_joined_in_the_applications_is_who_joined(tables):
    joined = tables["applications"].query("joined == 'pass'")
    joiners = tables["joiners"][tables["joiners"]["start_date"] > "2021-03-01"]  # applied up to 300 days before
    joiners = joiners[joiners["worker_type"].isin(["officer", "staff", "pcso"])]
    told = ["route", "worker_type", "age", "ethnicity_code", "sex", "religion", "marital"]
    same = joiners[told].astype(str).apply(tuple, axis=1)
    mine = joined[joined["closed_on"] > "2021-03-01"][told].astype(str).apply(tuple, axis=1)
    assert sorted(same) == sorted(mine) and len(mine) > 200


def test_stages_come_in_order_and_stop_where_they_ended(tables):
    applied = tables["applications"]
    going = np.ones(len(applied), bool)
    for stage in STAGES:
        assert applied.loc[~going, stage].eq("").all() and applied.loc[going, stage].ne("").all(), stage
        going &= applied[stage].isin(["pass", "not required"]).to_numpy()
    closed = applied["closed_on"]
    assert (closed.dropna() >= applied.loc[closed.notna(), "applied_on"]).all() and closed.max() <= LAST
    pending = applied[STAGES].eq("pending").any(axis=1)
    assert pending.sum() > 50 and (closed.isna() == pending).all()


def test_clearances_of_candidates_agree_with_their_applications(tables):
    both = (
        tables["vetting"]
        .query("application_ref != ''")
        .merge(tables["applications"][["application_ref", "vetting", "ethnicity_code", "sex"]], on="application_ref", suffixes=("", "_applied"))
    )
    assert len(both) == tables["applications"]["vetting"].isin(["pass", "fail", "withdrawn", "pending"]).sum()
    assert (both["ethnicity_code"] == both["ethnicity_code_applied"]).all() and (both["sex"] == both["sex_applied"]).all()
    cleared = (both["decision"] == "cleared") | (both["appeal"] == "cleared")
    assert (cleared == (both["vetting"] == "pass")).all()
    assert both.loc[both["decision"] == "refused", "refusal_reason"].ne("").all()


def test_everybody_in_post_has_one_clearance_and_few_have_run_out(tables):
    people = tables["workforce_snapshot"].query("worker_type in ['officer', 'staff', 'pcso']")
    people = people[people["as_at"] == LAST]
    held = tables["vetting"].query("person_ref != ''")
    assert set(people["person_ref"]) <= set(held["person_ref"]) and not held["person_ref"].duplicated().any()
    joined = held.query("application_ref != ''")["application_ref"]
    assert tables["applications"].set_index("application_ref").loc[joined, "joined"].eq("pass").all()
    assert 10 < (held["expires"] < LAST).sum() < 0.1 * len(held)


def test_an_application_before_this_one_is_of_the_same_kind_of_person_and_had_failed(tables):
    applied = tables["applications"].set_index("application_ref")
    again = applied[applied["previous_ref"] != ""]
    before = applied.loc[again["previous_ref"]]
    for column in ("ethnicity_code", "sex", "religion", "marital"):
        assert (again[column].to_numpy() == before[column].to_numpy()).all()
    assert before[STAGES].eq("fail").any(axis=1).all() and not again["previous_ref"].duplicated().any()
    assert (before["closed_on"].to_numpy() < again["applied_on"].to_numpy()).all()


def test_interest_that_became_an_application_is_linked(tables):
    applied, interest = tables["applications"], tables["outreach"].set_index("interest_ref")
    linked = applied[applied["interest_ref"] != ""]
    assert interest.loc[linked["interest_ref"], "applied"].eq("Y").all()
    assert interest["applied"].eq("Y").sum() == len(linked) > 100
    assert (interest.loc[linked["interest_ref"], "event_date"].to_numpy() < linked["applied_on"].to_numpy()).all()


@pytest.mark.parametrize("people", [50, 300])
def test_a_small_force_recruits_too(make_force, people):
    small = make_force(seed=3, people=people, searches=False)
    assert all(len(small[name]) for name in ("applications", "vetting", "selection_panels", "outreach"))
