"""Who answered a wave and how many are said to have: groups exchanged are refused, other numbers told."""

import pytest

from eianalysis.sources.meeting import meeting
from tests.builders import table


def said(**frames):
    lines, faults = meeting({name: table(name, frame) for name, frame in frames.items()})
    return "\n".join(lines), " ".join(map(str, faults))


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_force_in_which_nothing_is_wrong_is_told_nothing(make_force, seed):
    tables = make_force(seed=seed, searches=False)
    assert said(surveys=tables["surveys"], survey_waves=tables["survey_waves"]) == ("", "")


def test_two_groups_exchanged_in_a_wave_are_refused(tables):
    rows = tables["surveys"]
    last = rows["wave"].astype(str) == "2022"
    lines, faults = said(surveys=rows.assign(sex=rows["sex"].mask(last, rows["sex"].replace({"F": "M", "M": "F"}))), survey_waves=tables["survey_waves"])
    assert "column 'sex': '2022' of 'staff' has about as many 'Female' as survey_waves says there are 'Male', and the other way round" in faults


def test_answers_that_are_missing_or_there_twice_are_told(tables):
    rows = tables["surveys"]
    staff = (rows["wave"].astype(str) == "2022") & (rows["survey"] == "staff")
    part = rows[staff & rows["respondent_ref"].isin(rows.loc[staff, "respondent_ref"].unique()[:200])]
    assert "surveys: 200 people answered '2022' of 'staff', and survey_waves says" in said(surveys=part, survey_waves=tables["survey_waves"])[0]
