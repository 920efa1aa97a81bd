"""Who answered a wave and how many are said to have: groups exchanged are refused, other numbers told."""

from dataclasses import replace

import pandas as pd
import pytest

from eianalysis.sources import Source, TypedTable
from eianalysis.sources.linkage import check_linkage
from eianalysis.sources.waves import answered
from tests.builders import table


def said(**frames):
    lines, faults = check_linkage({name: table(name, frame) for name, frame in frames.items()})
    return "\n".join(lines), " ".join(map(str, faults))


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_force_in_which_nothing_is_wrong_is_told_nothing(make_force, seed):
    tables = make_force(seed=seed, searches=False)
    assert said(surveys=tables["surveys"], survey_waves=tables["survey_waves"]) == ("", "")


@pytest.mark.follows
def test_two_groups_exchanged_in_a_wave_are_refused(tables):
    rows = tables["surveys"]
    last = rows["wave"].astype(str) == "2022"
    lines, faults = said(surveys=rows.assign(sex=rows["sex"].mask(last, rows["sex"].replace({"F": "M", "M": "F"}))), survey_waves=tables["survey_waves"])
    assert "column 'sex': '2022' of 'staff' has about as many 'Female' as survey_waves says there are 'Male', and the other way round" in faults
    assert "are the words for sex the same in both? Give one of the two again" in faults
    assert not said(surveys=rows, survey_waves=tables["survey_waves"])[1]


def test_answers_that_are_missing_or_there_twice_are_told(tables):
    rows = tables["surveys"]
    staff = (rows["wave"].astype(str) == "2022") & (rows["survey"] == "staff")
    part = rows[staff & rows["respondent_ref"].isin(rows.loc[staff, "respondent_ref"].unique()[:200])]
    assert "surveys: 200 people answered '2022' of 'staff', and survey_waves says" in said(surveys=part, survey_waves=tables["survey_waves"])[0]


# --- at the edges -------------------------------------------------------------------------------------------------------


def survey(people, **said):
    """Those who answered one wave by sex, and what the other table says of it by characteristic."""
    rows = [
        {"survey": "staff", "wave": "2022", "respondent_ref": f"{sex}{n}", "question": question, "sex": sex}
        for sex, many in people.items()
        for n in range(many)
        for question in ("q1", "q2")
    ]
    told = [
        {"survey": "staff", "wave": "2022", "characteristic": characteristic, "group": group, "returned": many}
        for characteristic, groups in said.items()
        for group, many in groups.items()
    ]
    source = (Source("surveys", "surveys.csv", "", len(rows), "real"),)
    return TypedTable("surveys", pd.DataFrame(rows), source), TypedTable("survey_waves", pd.DataFrame(told), source)


MISSING, TWICE = "are answers missing", "are answers there twice"


@pytest.mark.parametrize(
    ("here", "said", "advice"),
    [
        (90, 100, ""),
        (89, 100, MISSING),
        (110, 100, ""),
        (111, 100, TWICE),
        (8, 18, MISSING),
        (9, 18, ""),
        (30, 20, TWICE),
        (29, 20, ""),
        (1000, 1100, ""),
        (100, 100, ""),
    ],
)
def test_so_few_or_so_many_who_answered_are_told_with_what_to_do(here, said, advice):
    lines, faults = answered(*survey({"F": here}, all={"All": said}))
    assert len(lines) == bool(advice) and advice in "".join(lines) and not faults
    lines, _ = answered(*survey({"F": here}, all={"All": said - 5, "Others": 5}))
    assert len(lines) == bool(advice), "of several rows of all together the sum"


@pytest.mark.parametrize(
    ("women", "men", "said_women", "said_men", "exchanged"),
    [
        (40, 60, 60, 40, True),
        (60, 40, 40, 60, True),
        (42, 60, 60, 40, True),
        (42, 57, 60, 40, True),
        (42, 56, 60, 40, False),
        (45, 61, 60, 40, False),
        (40, 60, 40, 60, False),
        (50, 50, 50, 50, False),
        (10, 20, 20, 10, True),
        (10, 19, 19, 10, False),
        (425, 575, 575, 425, True),
        (426, 574, 574, 426, False),
        (40, 60, 60, 43, True),
        (40, 60, 57, 40, True),
    ],
)
def test_two_groups_are_exchanged_where_each_is_nearly_the_other_and_far_from_itself(women, men, said_women, said_men, exchanged):
    lines, faults = answered(*survey({"F": women, "M": men}, sex={"F": said_women, "M": said_men}))
    assert not lines and len(faults) == exchanged
    if exchanged:
        assert (
            faults[0].file == "surveys.csv"
            and "column 'sex'" in str(faults[0])
            and "has about as many 'F' as survey_waves says there are 'M'" in str(faults[0])
        )


def test_nothing_is_told_of_a_table_that_is_not_there_of_another_wave_or_another_characteristic():
    here, said = survey({"F": 10}, all={"All": 100}, religion={"none": 100})
    assert len(answered(here, said)[0]) == 1
    gone = replace(here, absent=True), replace(said, absent=True)
    for pair in ((None, said), (here, None), (None, None), (gone[0], said), (here, gone[1])):
        assert answered(*pair) == ([], [])
    assert answered(here, replace(said, frame=said.frame.assign(wave="2021"))) == ([], [])
    assert answered(here, replace(said, frame=said.frame.assign(survey="public"))) == ([], [])
    assert not answered(here, replace(said, frame=said.frame.assign(returned=[10, 100])))[0]


def test_three_groups_of_which_two_are_exchanged_are_found_among_them():
    _, (fault,) = answered(*survey({"A": 200, "F": 40, "M": 60}, sex={"A": 200, "F": 60, "M": 40, "X": 3}))
    assert "as many 'F' as survey_waves says there are 'M'" in str(fault)
