"""Applications, clearances, panels and outreach that cannot be true are refused, every row named; ugly ones are read."""

import pandas as pd
import pytest
from builders import drawn

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, validate

PERSON = {"worker_type": "officer", "ethnicity_code": "A1", "sex": "F"}
APPLIED = """
    application_ref  campaign_id  route        applied_on  eligibility  sift    assessment    interview  vetting  offer  joined
    A1               Spring       probationer  2022-05-01  pass         pass    pass          pass       pass     pass   pass
    A2               Spring       probationer  2022-05-02  pass         fail    -             -          -        -      -
    A3               Spring       transferee   2022-05-03  pass         Passed  not_required  Withdrew   -        -      -
    A4               Spring       transferee   2022-05-04  pending      -       -             -          -        -      -
"""


def applied(text=APPLIED):
    frame = drawn(text).assign(**PERSON)
    return frame.replace("not_required", "not required")


def message(frame, name="applications"):
    with pytest.raises(DataFault) as refused:
        validate(frame, TABLES[name], file=f"{name}.csv")
    return str(refused.value)


def test_stages_are_read_in_the_words_that_systems_use():
    frame = validate(applied(), TABLES["applications"], file="applications.csv")
    assert frame["sift"].tolist()[:3] == ["pass", "fail", "pass"]
    assert frame["interview"].fillna("").tolist() == ["pass", "", "withdrawn", ""]
    assert frame["assessment"].fillna("").tolist() == ["pass", "", "not required", ""]
    assert frame["ethnicity_2"].unique().tolist() == ["Ethnic minorities"]


def test_somebody_who_passed_the_interview_and_never_the_sift_is_named_by_row():
    frame = applied()
    frame.loc[1, "interview"] = "pass"
    said = message(frame)
    assert said.startswith("applications.csv does not fit the applications table: ")
    assert (
        "row 3, column 'interview': it has a result, and assessment before it is empty; a stage follows one that was "
        "passed; write 'not required' where assessment was no stage of the campaign"
    ) in said
    frame.loc[1, "assessment"] = "not required"
    assert "row 3, column 'interview': it has a result, and sift before it is 'fail'" in message(frame)  # no stage is no result


def test_many_rows_that_skip_are_one_fault_with_their_number():
    frame = pd.concat([applied()] * 5, ignore_index=True)
    frame["application_ref"] = [f"A{place}" for place in range(len(frame))]
    late = frame.index[frame["sift"] == "fail"]
    frame.loc[late, "assessment"] = "pass"
    said = message(frame)
    assert "1 fault" in said
    assert "sift before it is 'fail' (in 5 rows: 3, 7, 11, 15, 19)" in said


def test_a_stage_the_file_has_no_column_for_is_not_asked_about():
    frame = applied().drop(columns=["assessment", "offer"])
    assert validate(frame, TABLES["applications"], file="applications.csv")["joined"].tolist()[0] == "pass"


def test_a_result_nobody_knows_names_the_nearest():
    frame = applied()
    frame.loc[0, "sift"] = "pas"
    assert "row 2, column 'sift': 'pas' is not a code of the results of a stage; nearest is 'pass'" in message(frame)


def test_a_column_of_names_where_results_should_be_is_not_repeated():
    frame = applied()
    frame["sift"] = ["Jane Doe", "John Smith", "A. N. Other", "Jo Bloggs"]
    said = message(frame)
    assert "Jane" not in said and "Bloggs" not in said


def test_two_applications_with_one_key():
    frame = applied()
    frame.loc[1, "application_ref"] = "A1"
    assert ("row 2: rows 2 and 3 have the same application_ref; one row is one application of one candidate to one campaign") in message(frame)


def test_an_application_closed_before_it_was_made():
    frame = applied().assign(closed_on=["2022-09-01", "2022-04-01", "", ""])
    assert "row 3, column 'closed_on': earlier than applied_on" in message(frame)


def test_a_clearance_decided_before_it_was_asked_for_and_running_out_before_it_began():
    frame = drawn("""
        vetting_ref  purpose      requested_on  decided_on  decision  expires
        V1           recruitment  2022-05-01    2022-04-01  cleared   2032-04-01
        V2           renewal      2022-05-01    2022-06-01  granted   2022-05-20
        V3           new          2022-05-01    2022-06-01  maybe     -
    """).assign(**PERSON)
    said = message(frame, "vetting")
    assert "3 faults" in said
    assert "row 2, column 'decided_on': earlier than requested_on" in said
    assert "row 3, column 'expires': earlier than decided_on" in said
    assert "row 4, column 'decision': a value of the form 'aaaaa' is not a code of the decisions on a clearance" in said


def test_a_seat_taken_twice_on_one_panel():
    frame = drawn("""
        panel_ref  seat  campaign_id  sat_on      ethnicity_code  sex  bias_trained
        PA1        1     Spring       2022-06-01  W1              M    Y
        PA1        1     Spring       2022-06-01  B1              F    N
    """)
    assert "rows 2 and 3 have the same panel_ref and seat; one row is one seat on one selection panel" in message(frame, "selection_panels")


def test_interest_without_a_day_or_an_answer():
    frame = drawn("""
        interest_ref  event_date  ethnicity_code  sex  applied
        X1            -           W1              M    perhaps
        X2            2022-06-01  B1              F    -
    """)
    said = message(frame, "outreach")
    assert "row 2, column 'event_date': it is empty; every row needs one" in said
    assert "row 2, column 'applied': a value of the form 'aaaaaaa': " in said
    assert "X1" not in said
