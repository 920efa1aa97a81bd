"""What a refusal advises is done, as its own words say it, and answers: ``share``, ``compare``, ``where`` and ``ask``."""

import re
from dataclasses import replace

import pytest

import eianalysis as ei
from eianalysis.errors import UsageError, nearest


@pytest.fixture(scope="module")
def force(root):
    return ei.force("2023-04", data_dir=root / "data")


def advice(call) -> str:
    with pytest.raises(UsageError) as told:
        call()
    return str(told.value)


def test_a_share_of_a_text_is_counted_by_its_groups_or_among_some(force):
    people = force.people.where(as_at="2023-03-31")
    said = advice(lambda: ei.share(people, "sex", by="sex", measure="x"))
    assert 'ask by="sex"' in said
    repair = re.search(r"frame\.assign\(.+\)$", said)[0].replace("Y", "Male")
    frame = eval(repair, {"frame": people.frame[["person_ref", "sex"]].drop_duplicates("person_ref")})  # noqa: S307 (the project's own text)
    mine = force.with_table("mine", frame.rename(columns={"sex": "male"}), key="person_ref", source="a list")
    assert ei.share(mine.mine, "male", by="sex", measure="men").status == "available"
    assert ei.share(people, "acting", by="sex", measure="x").counts["denominator"].iloc[0] > people.where(sex="Male").frame.shape[0] > 0


def test_a_share_over_several_snapshots_names_the_one_to_take(force):
    said = advice(lambda: ei.share(force.people, "acting", by="sex", measure="x"))
    day = re.search(r'\.where\(as_at="([\d-]+)"\)', said)[1]
    assert ei.share(force.people.where(as_at=day), "acting", by="sex", measure="x").status == "available"


def test_a_reference_that_does_not_occur_is_answered_with_those_that_do(force):
    made = ei.share(force.people.where(as_at="2023-03-31"), "acting", by="sex", measure="x")
    said = advice(lambda: ei.compare(made, reference="Martian"))
    for name in re.search(r"it can be: (.+)", said)[1].split(", ")[:2]:
        assert ei.compare(made, reference=name).release(force.cycle.policy).status == "available"


def test_one_group_alone_is_answered_with_what_can_be_compared(force):
    """Men by sex: nobody to compare with. Each repair that the words name answers."""
    men = force.where(sex="Male")
    alone = men.ask("stability_12m", by="sex")
    for call in (alone.compare, lambda: ei.compare(alone, reference="the rest"), lambda: ei.compare(alone, reference={"sex": "Male"})):
        assert advice(call) == (
            "stability_12m by sex has only one group, 'Male', so there is nobody to compare it with; "
            "leave sex out of where(…), or ask by another characteristic"
        )
    for cured in (force.ask("stability_12m", by="sex"), men.ask("stability_12m", by="ethnicity_2")):
        assert cured.compare().release().table["reference"].notna().any()
    assert "male male" not in str(ei.findings(alone.release()))


def test_one_group_in_a_table_is_told_by_name_and_shown_without_comparison(force):
    people = force.people.where(as_at="2023-03-31")
    frame = people.frame[people.frame["sex"] == "Female"].reset_index(drop=True)
    made = ei.share(replace(people, frame=frame), "acting", by="sex", measure="x")
    assert (
        advice(lambda: ei.compare(made, reference="Female"))
        == advice(lambda: ei.compare(made, reference={"sex": "F"}))
        == (
            "x by sex has only one group, 'Female', so there is nobody to compare it with; "
            "ask by another characteristic, or show it as it is, without compare()"
        )
    )
    assert ei.release(made, force.cycle.policy).status == "available"
    for standing in (force.cycle, "the rest"):  # a page goes on
        assert ei.compare(made, reference=standing).release(force.cycle.policy).status == "available"


@pytest.mark.parametrize("given", ["Firearms", "firearms"])
def test_a_value_in_another_spelling_is_answered_with_the_code(force, given):
    said = advice(lambda: force.where(unit=given))
    assert force.where(unit=re.search(r"did you mean '(\w+)'", said)[1]).people.frame.shape[0] > 0


def test_a_name_is_never_answered_with_the_opposite_one(force):
    """Who asks for what people say of themselves does not mean what an officer saw."""
    for call in (
        lambda: force.ask("search_find_rate", by="self_defined_ethnicity").release(),
        lambda: force.where(self_defined_ethnicity="Asian or Asian British"),
    ):
        said = advice(call)
        assert "did you mean 'officer" not in said
        name = re.search(r"did you mean '(\w+)'", said)[1]
        assert force.ask("search_find_rate", by=name).release().status == "available"
    said = advice(lambda: force.ask("force_tactics", by="self_defined_ethnicity").release())
    assert "did you mean" not in said and "it can be: officer_ethnicity" in said


@pytest.mark.parametrize(
    "word, among, meant",
    [
        ("oficer_ethnicity", ["officer_ethnicity"], "officer_ethnicity"),
        ("self_defined_ethnicity", ["officer_ethnicity", "self_defined"], "self_defined"),
        ("officer_ethnicity", ["self_defined_ethnicity"], None),
        ("turnovr_start", ["turnover_start_headcount"], "turnover_start_headcount"),
        ("work_force", ["workforce"], "workforce"),
        ("Femal", ["Female", "Male"], "Female"),
    ],
)
def test_what_is_near_is_what_says_the_same(word, among, meant):
    assert nearest(word, among) == meant
