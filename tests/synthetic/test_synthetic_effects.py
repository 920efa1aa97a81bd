"""The known effects are in the records at their documented sizes, and where there is none, there is none.

Sizes are estimated here with plain arithmetic, from the tables alone, in twenty-four forces: chance averages out. Each
average must lie within three standard errors of the documented size and clearly away from 1 where there is an effect.
"""

import numpy as np
import pandas as pd
import pytest

from eianalysis import synthetic
from eianalysis.synthetic.conversations import exit_interviews

FIRST, LAST = pd.Timestamp("2017-03-31"), pd.Timestamp("2023-03-31")
FIVE = {"W": "White", "A": "Asian", "B": "Black", "M": "Mixed", "O": "Other"}


def with_groups(frame):
    """What an analyst can see: five groups and two, missing where not declared."""
    declared = ~frame["ethnicity_code"].isin(["NS", "P", "U"])
    five = frame["ethnicity_code"].str[0].map(FIVE).where(declared)
    return frame.assign(five=five, two=five.where(five.isna() | (five == "White"), "Ethnic minorities"))


def spells(tables):
    """One row an officer: years of service when first seen and when last seen, and how they left."""
    columns = ["person_ref", "service_start", "worker_type", "ethnicity_code", "sex", "disability"]
    joiners = tables["joiners"].rename(columns={"start_date": "service_start"})
    people = pd.concat([tables["workforce_snapshot"][columns], joiners[columns]]).drop_duplicates("person_ref")
    leavers = tables["leavers"].query("leaver_type != 'CB'")[["person_ref", "leave_date", "leaver_type"]]
    people = with_groups(people[people["worker_type"] == "officer"]).merge(leavers, on="person_ref", how="left")
    start = people["service_start"]
    return people.assign(entry=(start.clip(lower=FIRST) - start).dt.days / 365.25, exit=(people["leave_date"].fillna(LAST) - start).dt.days / 365.25)


@pytest.fixture(scope="module")
def officers(forces):
    """The officers of each force, one row a spell of service."""
    return [spells(force) for force in forces]


def log_hazard_ratio(people, column, group, reference, kinds, years):
    """Log of the Mantel-Haenszel rate ratio over single years of service (delayed entry by counting person-years)."""
    top = bottom = 0.0
    for year in years:
        seen = (people["exit"].clip(upper=year + 1) - people["entry"].clip(lower=year)).clip(lower=0)
        left = people["leaver_type"].isin(kinds) & (people["exit"] > year) & (people["exit"] <= year + 1)
        at_risk = {name: seen[people[column] == name].sum() for name in (group, reference)}
        events = {name: left[people[column] == name].sum() for name in (group, reference)}
        if both := sum(at_risk.values()):
            top += events[group] * at_risk[reference] / both
            bottom += events[reference] * at_risk[group] / both
    return np.log(top / bottom)


def log_case_ratio(tables, column, group, reference):
    """Log ratio of cases per officer in post, all snapshots from 2018 pooled."""
    cases = with_groups(tables["misconduct_cases"]).drop_duplicates("case_ref")
    people = tables["workforce_snapshot"]
    people = with_groups(people[(people["worker_type"] == "officer") & (people["as_at"] > FIRST)])
    rate = {name: (cases[column] == name).sum() / (people[column] == name).sum() for name in (group, reference)}
    return np.log(rate[group] / rate[reference])


def counts(happened, group_of, group, reference):
    """Events and base of a group and of its reference."""
    return [int(n) for name in (group, reference) for n in (happened[group_of == name].sum(), (group_of == name).sum())]


def pooled_log_ratio(parts):
    """Log ratio of two proportions from counts summed over forces, and its standard error."""
    x1, n1, x0, n0 = np.sum(parts, axis=0)
    return np.log((x1 / n1) / (x0 / n0)), np.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)


def close(estimates, size):
    """The average of the estimates is the log of ``size``, as far as this many forces can tell."""
    mean, error = np.mean(estimates), np.std(estimates, ddof=1) / np.sqrt(len(estimates))
    assert abs(mean - np.log(size)) < 3 * error, f"{np.exp(mean):.2f} times, documented {size}"
    assert size == 1 or abs(mean) > 2.5 * error, f"{np.exp(mean):.2f} times cannot be told from 1"


def close_pooled(parts, size):
    estimate, error = pooled_log_ratio(parts)
    assert abs(estimate - np.log(size)) < 3 * error, f"{np.exp(estimate):.2f} times, documented {size}"
    assert size == 1 or abs(estimate) > 2.5 * error, f"{np.exp(estimate):.2f} times cannot be told from 1"


TWO = ("two", "Ethnic minorities", "White")
WOMEN = ("sex", "F", "M")


def test_minority_officers_resign_twice_as_fast_in_their_first_five_years(officers):
    close([log_hazard_ratio(people, *TWO, ["VR"], range(5)) for people in officers], 2.0)


def test_after_five_years_they_resign_no_faster(officers):
    close([log_hazard_ratio(people, *TWO, ["VR"], range(5, 36)) for people in officers], 1.0)


def test_they_transfer_no_faster(officers):
    close([log_hazard_ratio(people, *TWO, ["TR"], range(36)) for people in officers], 1.0)


@pytest.mark.parametrize("kinds, years", [(["VR"], range(5)), (["VR", "TR"], range(36)), (["NR", "ER"], range(20, 36))])
def test_women_leave_as_men_do(officers, kinds, years):
    close([log_hazard_ratio(people, *WOMEN, kinds, years) for people in officers], 1.0)


def test_disabled_officers_resign_somewhat_faster(officers):
    estimates = [log_hazard_ratio(people, "disability", "Y", "N", ["VR"], range(36)) for people in officers]
    mean, error = np.mean(estimates), np.std(estimates) / np.sqrt(len(estimates))
    assert abs(mean - np.log(1.3)) < 3 * error


@pytest.mark.parametrize("group", ["Black", "Asian"])
def test_cases_against_black_and_asian_officers(forces, group):
    size = {"Black": 1.8, "Asian": 1.5}[group]
    close([log_case_ratio(force, "five", group, "White") for force in forces], size)


def test_cases_against_women(forces):
    close([log_case_ratio(force, *WOMEN) for force in forces], 0.6)


def test_once_assessed_there_is_no_gap_at_case_to_answer(forces):
    parts = []
    for force in forces:
        cases = with_groups(force["misconduct_cases"]).query("severity in ['misconduct', 'gross misconduct']")
        cases = cases[cases["case_to_answer"] != ""]
        parts.append(counts(cases["case_to_answer"] == "Y", cases["two"], *TWO[1:]))
    close_pooled(parts, 1.0)


def test_proven_gross_misconduct_ends_in_dismissal_more_often(forces):
    parts = []
    for force in forces:
        cases = with_groups(force["misconduct_cases"]).query("severity == 'gross misconduct' and finding == 'proven'")
        parts.append(counts(cases["outcome"].str.contains("dismiss"), cases["two"], *TWO[1:]))
    close_pooled(parts, 1.5)


def searched(force):
    """Searches of people with a recorded outcome, what was found, and the self-defined group."""
    rows = force["stop_search"].query("Outcome != ''")
    said = rows["Self-defined ethnicity"]
    group = said.str.extract(r"^(Asian|Black|Mixed|White|Other)", expand=False).where(~said.str.endswith("Not stated"))
    find = (rows["Outcome"] != "A no further action disposal") & (rows["Outcome linked to object of search"] == "True")
    return rows.assign(group=group, find=find)


@pytest.mark.parametrize("drugs, group, size", [(None, "Black", 1.0), (None, "Mixed", 1.0), (None, "Other", 1.0), (True, "Asian", 0.7), (False, "Asian", 1.0)])
def test_find_rates(forces, drugs, group, size):
    parts = []
    for force in forces:
        rows = searched(force)
        rows = rows if drugs is None else rows[(rows["Object of search"] == "Controlled drugs") == drugs]
        parts.append(counts(rows["find"], rows["group"], group, "White"))
    close_pooled(parts, size)


def test_removal_of_clothing(forces):
    parts = []
    for force in forces:
        rows = searched(force).query("Type != 'Vehicle search'")
        removed = rows["Removal of more than just outer clothing"] == "True"
        parts.append(counts(removed, rows["group"], "Black", "White"))
    close_pooled(parts, 1.5)


def test_women_are_posted_to_the_firearms_group_less_often(forces):
    parts = []
    for force in forces:
        people = force["workforce_snapshot"]
        able = people[(people["as_at"] == LAST) & people["rank_grade"].isin(["Constable", "Sergeant", "Inspector"])]
        parts.append(counts(able["unit"] == "TFG", able["sex"], "F", "M"))
    estimate, _ = pooled_log_ratio(parts)
    assert 0.28 < np.exp(estimate) < 0.45  # a weight in drawing without return is not quite a ratio of shares


def test_culture_is_named_twice_as_often_by_ethnic_minorities_who_resign(forces):
    """Few name it in one force, so the interviews of each force's leavers are held several times over."""
    parts, size = [], {"exit_culture_ethnic_minorities": 2.0, "exit_offer_unplanned": 1.0, "exit_offer_women": 1.0}
    for seed, force in enumerate(forces * 3):
        rows = with_groups(exit_interviews(seed, force["leavers"], size))
        rows = rows[(rows["leaver_type"] == "VR") & (rows["completed"] == "Y")]
        parts.append(counts(rows["main_reason"] == "culture", rows["two"], "Ethnic minorities", "White"))
    close_pooled(parts, 2.0)
    assert 0.05 < sum(part[2] for part in parts) / sum(part[3] for part in parts) < 0.09  # 7 in 100 White leavers


def test_a_force_without_effects_has_none(plain_forces):
    forces = plain_forces
    close([log_hazard_ratio(spells(force), *TWO, ["VR"], range(5)) for force in forces], 1.0)
    close([log_case_ratio(force, "five", "Black", "White") for force in forces], 1.0)
    close([log_case_ratio(force, *WOMEN) for force in forces], 1.0)
    drugs = [searched(force).query("`Object of search` == 'Controlled drugs'") for force in forces]
    close_pooled([counts(rows["find"], rows["group"], "Asian", "White") for rows in drugs], 1.0)


def test_truth_lists_every_effect_with_its_size():
    truth = synthetic.truth()
    assert dict(zip(truth["name"], truth["size"])) == dict(synthetic.EFFECTS)
    assert set(synthetic.NO_EFFECTS) == set(synthetic.EFFECTS) and set(synthetic.NO_EFFECTS.values()) == {1.0}
    known = truth.set_index("name")["size"]
    assert known["early_resignation_ethnic_minorities"] == 2.0 and known["leaving_women"] == 1.0
    assert known["allegation_black"] == 1.8 and known["find_black"] == 1.0 and known["find_asian_drugs"] == 0.7


def test_the_page_gives_the_sizes_of_the_code(root):
    page = (root / "docs" / "synthetic-force.md").read_text(encoding="utf-8")
    for effect in synthetic.truth().itertuples():
        row = next((line for line in page.splitlines() if line.startswith(f"| `{effect.name}` |")), None)
        assert row is not None, f"{effect.name} is not in the page"
        assert [cell.strip() for cell in row.strip("|").split("|")][1:5] == [effect.what, effect.group, effect.reference, f"{effect.size:g}"]
    assert "describes real people" in page
