"""Promotions and development schemes as real extracts bring them, faults included."""

from datetime import date

import pytest
from builders import development, drawn, promotions, table

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, validate
from eianalysis.sources.quality import flags_of


def refused(name, drawing, **constants):
    with pytest.raises(DataFault) as fault:
        table(name, drawing, **constants)
    return str(fault.value)


def test_headings_and_words_of_real_extracts():
    text = drawn("""
        Employee Ref  Promotion process  Process opened  Target rank  From rank  Employee group  Ethnicity  Gender  Eligible to apply  Applicant  OSPRE taken  OSPRE passed  Successful  Promoted?  Acted up  Work pattern
        17            Sgt 2022           01/05/2022      Sgt          PC         police officer  W1         woman   yes                yes        Y            Y             Y           N          N         FT
    """)
    frame = validate(text, TABLES["promotions"], file="promotions.csv")
    row = frame.iloc[0]
    assert (row["to_rank"], row["rank_grade"], row["rank_band"]) == ("Sergeant", "Constable", "Constable")
    assert row["exam_passed"] and row["passed"] and not row["promoted"] and row["working_pattern"] == "full"


def test_words_of_schemes():
    rows = development("""
        scheme                           role
        Mentoring                        mentee
        PALs                             .
        reverse                          mentor
        Secondment or attachment         secondee
        Staff network                    chair
    """).frame
    assert rows["scheme"].tolist() == ["mentoring", "positive action", "reverse mentoring", "secondment", "network"]
    assert rows["role"].tolist() == ["participant", "participant", "mentor", "participant", "lead"]


@pytest.mark.parametrize(
    "drawing, said",
    [
        ("applied  passed  promoted\nY  N  Y", "row 2, column 'promoted': yes where passed is no"),
        ("applied  passed  promoted\nN  Y  N", "row 2, column 'passed': yes where applied is no"),
        ("eligible  applied\nN  Y", "row 2, column 'applied': yes where eligible is no"),
        ("exam_taken  exam_passed\nN  Y", "row 2, column 'exam_passed': yes where exam_taken is no"),
        ("applied  passed  promoted  promoted_on\nY  Y  Y  2022-04-01", "row 2, column 'promoted_on': earlier than opened"),
    ],
)
def test_stages_that_contradict_each_other_are_refused(drawing, said):
    message = refused("promotions", drawing)
    assert said in message and "one of the two" in message


def test_two_rows_of_one_person_in_one_process_are_refused():
    message = refused("promotions", "person_ref  applied\nP1  N\nP1  Y\nP2  N")
    assert "rows 2 and 3 have the same person_ref and process_id" in message
    assert "one row is one person in one promotion process" in message and "P1" not in message


def test_every_fault_is_told_at_once():
    message = refused(
        "promotions",
        """
        to_rank    eligible  applied  passed  promoted
        Sargeant   Y         Y        N       Y
        Inspector  perhaps   N        N       N
    """,
    )
    assert "3 faults" in message and "'Sargeant'" in message and "Sergeant" in message and "it should be Y or N" in message


def test_a_stage_left_blank_is_flagged_and_not_taken_for_a_no():
    rows = promotions("applied  passed  promoted\nY  .  Y\nY  Y  Y\nY  .  .")
    assert rows.frame["passed"].isna().sum() == 2
    flags = dict(flags_of(rows.frame, TABLES["promotions"], date(2023, 3, 31)))
    assert flags["promoted is yes where passed is blank: in no figure of what follows passed"] == 1


def test_a_scheme_that_ends_before_it_begins_is_refused():
    assert "column 'ended': earlier than started" in refused("development_participation", "started  ended\n2022-05-01  2022-04-30")
