"""Who works for the force, whole: every kind of worker, every group of a list, the reference and the undeclared among them."""

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.measures.make_up import joiners_by_group, leavers_by_group, ranks_by_group, workforce_by_group
from eianalysis.vocabulary import UNDECLARED_TOGETHER, UNDECLARED, whole_list
from tests.builders import joiners, leavers, workforce

KIND = "worker_type"


@pytest.fixture
def cycle(root):
    return ei.load_cycle("2023-04", data_dir=root / "data")


def people(*parts, make=workforce, **more):
    """People from (number, {columns})."""
    rows = [columns for number, columns in parts for _ in range(number)]
    return make(pd.DataFrame(rows).assign(**more))


FORCE = (
    (40, {"worker_type": "officer", "sex": "F", "rank_grade": "Constable", "religion": "CHR"}),
    (60, {"worker_type": "officer", "sex": "M", "rank_grade": "Sergeant", "religion": "NONE"}),
    (12, {"worker_type": "officer", "sex": "P", "rank_grade": "Constable", "religion": "U"}),
    (30, {"worker_type": "volunteer", "sex": "M", "rank_grade": "Volunteer", "religion": "U"}),
)


def numbers(result, key, part, characteristic):
    rows = result.counts
    rows = rows[rows[key].eq(part) & rows["characteristic"].eq(characteristic)]
    return dict(zip(rows["group"], zip(rows["numerator"], rows["denominator"], strict=True), strict=True))


def test_every_kind_has_every_group_and_who_did_not_say(cycle):
    made = workforce_by_group(people(*FORCE), cycle=cycle, by=["sex", "religion"])
    assert list(dict.fromkeys(made.counts[KIND])) == ["Police officer", "Police support volunteer"]
    assert numbers(made, KIND, "Police officer", "sex") == {
        "All": (112, 112),
        "Female": (40, 112),
        "Male": (60, 112),
        "Other": (0, 112),
        "Prefer not to say": (12, 112),
    }
    volunteers = numbers(made, KIND, "Police support volunteer", "religion")
    assert volunteers["Muslim"] == (0, 30) and volunteers["Not recorded"] == (30, 30)
    assert set(volunteers) - {"All", *UNDECLARED} == {group for group in whole_list("religion") if group not in UNDECLARED}


def test_what_the_table_does_not_hold_is_said(cycle):
    made = workforce_by_group(people(*FORCE), cycle=cycle, by=["sex", "maternity"])
    assert "Not held by this table: pregnancy and maternity." in made.definition.notes and set(made.counts["characteristic"]) == {"sex"}


def test_the_groups_of_a_part_add_up_to_it(cycle):
    for made, key in ((workforce_by_group(people(*FORCE), cycle=cycle, by="sex"), KIND), (ranks_by_group(people(*FORCE), cycle=cycle, by="sex"), "rank_band")):
        for _, rows in made.counts.groupby(key):
            total = rows["group"].eq("All")
            assert rows.loc[~total, "numerator"].sum() == rows.loc[total, "numerator"].item()


def test_ranks_are_of_one_kind_of_worker(cycle):
    made = ranks_by_group(people(*FORCE), cycle=cycle, by="sex")
    assert numbers(made, "rank_band", "Constable", "sex")["Prefer not to say"] == (12, 52) and list(dict.fromkeys(made.counts["rank_band"])) == [
        "Sergeant",
        "Constable",
    ]
    none = ranks_by_group(people(*FORCE), cycle=cycle, by="sex", worker_type="staff", measure="grades_by_group")
    assert none.missing and "no police staff on the snapshot" in none.missing.reason and none.measure == "grades_by_group"


def test_high_ranks_stand_together_where_each_has_too_few(cycle):
    few = [(many, {"worker_type": "officer", "sex": sex, "rank_grade": rank}) for many, sex, rank in ((3, "M", "Commander"), (2, "F", "Commander"), (30, "M", "Inspector"), (14, "F", "Inspector"))]  # fmt: skip
    made = ranks_by_group(people(*FORCE, *few), cycle=cycle, by="sex")
    shown = ei.release(made, "board").table
    assert set(shown["rank_band"]) == {"Inspecting ranks and above", "Sergeant", "Constable"}
    high = shown[shown["rank_band"].eq("Inspecting ranks and above")].set_index("group")["numerator"]
    assert (high["All"], high["Male"]) == (49, 33)


def test_who_left_for_a_career_break_has_not_left_and_who_came_before_the_window_did_not_join(cycle):
    left = people((20, {"worker_type": "staff", "sex": "F", "leaver_type": "VR"}), (7, {"worker_type": "staff", "sex": "F", "leaver_type": "CB"}), make=leavers, leave_date="2022-05-01")  # fmt: skip
    assert numbers(leavers_by_group(left, cycle=cycle, by="sex"), KIND, "Police staff", "sex")["All"] == (20, 20)
    came = people((11, {"start_date": "2021-06-01"}), (9, {"start_date": "2019-06-01"}), make=joiners, worker_type="officer", sex="M")
    assert numbers(joiners_by_group(came, cycle=cycle, by="sex"), KIND, "Police officer", "sex")["Male"] == (11, 11)


def test_a_small_group_is_hidden_and_cannot_be_worked_out(cycle):
    parts = ((400, {"sex": "F"}), (380, {"sex": "M"}), (3, {"sex": "X"}), (40, {"sex": "P"}))
    made = workforce_by_group(people(*parts, worker_type="officer"), cycle=cycle, by="sex")
    rows = ei.release(made, "public").table.set_index("group")
    hidden = rows.index[rows["status"].eq("hidden")]
    assert "Other" in hidden and len(hidden) > 1 and rows.loc["Female", "numerator"] == 400
    assert {"Prefer not to say", UNDECLARED_TOGETHER} & set(rows.index)


def test_high_ranks_together_are_known_to_hold_each_of_them(cycle):
    """Else one table could show them apart and another together, and the few be told by the difference."""
    made = ranks_by_group(people(*FORCE), cycle=cycle, by="sex")
    terms = [ei.force("2023-04").measures["ranks_by_group"], ei.force("2023-04").measures["representation_share"]]
    for measure in terms:
        meaning = measure.keys["rank_band"]
        assert meaning.words["Inspecting ranks and above"] == ("Inspecting ranks", "Superintending ranks", "Chief officers")
    assert made.keys == ("rank_band",)


def test_ethnicity_stands_by_the_whole_list_too(cycle):
    every = people(*((20 + at, {"worker_type": "officer", "ethnicity_code": code}) for at, code in enumerate(["W1", "W2", "A1", "A4", "B2", "O2", "P"])))
    made = workforce_by_group(every, cycle=cycle, by=["ethnicity", "ethnicity_18"])
    fine, five = (numbers(made, KIND, "Police officer", name) for name in ("ethnicity_18", "ethnicity_5"))
    assert fine["White British"] == (20, 161) and fine["Arab"] == (25, 161) and fine["Bangladeshi"] == (0, 161) and fine["Prefer not to say"] == (26, 161)
    assert fine["Indian"][0] + fine["Chinese"][0] == five["Asian"][0] == 45
    older = workforce_by_group(people((30, {"worker_type": "officer", "ethnicity_code": "W1"})), cycle=cycle, by="ethnicity_18")
    groups = set(older.counts["group"])
    assert "Bangladeshi" in groups and not {"Arab", "Gypsy or Irish Traveller"} & groups, "0 of a group that was never asked for"
    assert any("an older list has neither" in note for note in older.definition.notes)
    assert not any("older list" in note for note in made.definition.notes)


UNSAID = (
    (200, {"worker_type": "officer", "religion": "CHR"}),
    (40, {"worker_type": "officer", "religion": "P"}),
    (30, {"worker_type": "officer", "religion": "U"}),
    (60, {"worker_type": "staff", "religion": "CHR"}),
    (20, {"worker_type": "staff", "religion": "P"}),
    (3, {"worker_type": "staff", "religion": "U"}),
)


@pytest.mark.parametrize("profile", ["board", "public"])
def test_who_preferred_not_to_say_stands_apart_where_there_are_enough(cycle, profile):
    released = ei.release(workforce_by_group(people(*UNSAID), cycle=cycle, by="religion"), profile)
    table = released.table
    assert "are one row in some parts, and not applicable ([z]) by themselves there" in released.note
    alone = ei.release(workforce_by_group(people(*UNSAID[3:]), cycle=cycle, by="religion"), profile)
    assert "are one row, because apart" in alone.note
    said = {kind: set(rows.loc[rows["group"].isin([*UNDECLARED, UNDECLARED_TOGETHER]), "group"]) for kind, rows in table.groupby(KIND)}
    assert said == {"Police officer": {"Prefer not to say", "Not recorded"}, "Police staff": {UNDECLARED_TOGETHER}}
    own = table.set_index([KIND, "group"])["numerator"]
    assert own["Police officer", "Prefer not to say"] == 40 and own["Police officer", "Not recorded"] == 30
    assert own["Police staff", UNDECLARED_TOGETHER] == (25 if profile == "public" else 23)


def test_the_longer_list_takes_no_broad_group_away(cycle, root):
    """What is small in the list of 18 is hidden with others of that list, not with the five groups that can be shown without it."""
    force = ei.force("2023-04", data_dir=root / "data")
    alone, both = (ei.release(force.ask("workforce_by_group", by=by), "public").table for by in (["ethnicity"], ["ethnicity", "ethnicity_18"]))
    labels = ["worker_type", "group"]
    five = both[both["characteristic"].eq("ethnicity_5") & ~both["group"].isin([*UNDECLARED, UNDECLARED_TOGETHER])].set_index(labels)["status"]
    before = alone.set_index(labels)["status"].reindex(five.index)
    assert five.equals(before) and (both["characteristic"].eq("ethnicity_18") & both["status"].eq("shown")).sum() > 20
