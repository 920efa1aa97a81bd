"""Bad tables: every fault at once, in words a person can act on. Good but ugly tables: typed."""

import pandas as pd
import pytest
from builders import PERSON, drawn
from pandas.testing import assert_series_equal

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, unused, validate

LEAVERS = """
    person_ref  worker_type  ethnicity_code  sex  service_start  leave_date   leaver_type
    P1          officer      W1              F    2015-04-01     2022-06-30   VR
    P2          officer      A4              M    2010-01-04     2022-07-31   NR
"""


def faults(text, name="leavers", **more):
    """The message of a table that is refused."""
    frame = drawn(text) if isinstance(text, str) else text
    with pytest.raises(DataFault) as refused:
        validate(frame, TABLES[name], file=f"{name}.csv", **more)
    return str(refused.value)


def lines(message):
    return [line.strip() for line in message.splitlines()]


def test_a_good_table_is_typed():
    frame = validate(drawn(LEAVERS), TABLES["leavers"], file="leavers.csv")
    assert frame["leave_date"].dtype == "datetime64[s]"
    assert frame["sex"].tolist() == ["Female", "Male"]
    assert frame["ethnicity_18"].tolist() == ["White British", "Chinese"]
    assert frame["ethnicity_5"].tolist() == ["White", "Asian"]
    assert frame["leaver_family"].tolist() == ["voluntary", "retirement"]
    assert frame.index.tolist() == [2, 3]  # rows as a person counts


def test_a_wrong_column_names_what_was_found_instead():
    message = faults(LEAVERS.replace("leaver_type", "leavr_typ  "))
    assert message == (
        "leavers.csv does not fit the leavers table: 1 fault\n"
        "  column 'leaver_type': the column is missing; found 'leavr_typ' (if it is the same, rename it or add it to "
        "the columns of mapping.toml)\n"
        "Correct the extract, or say in mapping.toml how it is to be read. Nothing was loaded.")


def test_a_missing_column_lists_the_headings_where_none_is_like_it():
    message = faults(drawn(LEAVERS)[["person_ref", "worker_type", "sex", "service_start", "leave_date", "leaver_type"]])
    assert ("column 'ethnicity_code': the column is missing; found 'person_ref', 'worker_type', 'sex', "
            "'service_start', 'leave_date', 'leaver_type'") in lines(message)


def test_an_unknown_code_names_the_row_and_the_nearest():
    message = faults(LEAVERS.replace("A4 ", "W8 "))
    assert lines(message)[1] == (
        "row 3, column 'ethnicity_code': 'W8' is not a code of the 18+1 list; nearest is 'W9' (Any other White "
        "background)")


def test_leaving_before_joining():
    message = faults(LEAVERS.replace("2010-01-04", "2023-01-04"))
    assert lines(message)[1] == "row 3, column 'leave_date': earlier than service_start; one of the two dates is wrong"


def test_two_rows_for_one_person_and_day_do_not_name_the_person():
    drawing = """
        person_ref  as_at       service_start
        SECRET-1    2023-03-31  2015-04-01
        SECRET-2    2023-03-31  2015-04-01
        SECRET-1    31/03/2023  2015-04-01
    """
    message = faults(drawn(drawing).assign(**PERSON), "workforce_snapshot")
    assert lines(message)[1] == ("row 2: rows 2 and 4 have the same person_ref and as_at; "
                                 "one row is one person on one snapshot date")
    assert "SECRET" not in message


def test_every_fault_at_once():
    message = faults("""
        person_ref  worker_type  ethnicity_code  sex  service_start  leave_date   leaver_type
        P1          oficer       W8              F    2015-04-01     31/02/2022   VR
        .           officer      A4              Q    2010-01-04     2009-07-31   NR
    """)
    assert lines(message)[0] == "leavers.csv does not fit the leavers table: 6 faults"
    assert lines(message)[1:7] == [
        "row 2, column 'ethnicity_code': 'W8' is not a code of the 18+1 list; nearest is 'W9' (Any other White "
        "background)",
        "row 2, column 'leave_date': '31/02/2022': there is no day 31 in that month; it should be a date as 2022-11-01 "
        "or 01/11/2022 (day first)",
        "row 2, column 'worker_type': 'oficer' is not a code of the worker types; nearest is 'officer' (Police "
        "officer)",
        "row 3, column 'leave_date': earlier than service_start; one of the two dates is wrong",
        "row 3, column 'person_ref': it is empty; every row needs one",
        "row 3, column 'sex': 'Q' is not a code of the sex codes; it can be: F, M, X, U, P",
    ]


def test_the_same_fault_in_many_rows_is_one_line():
    frame = pd.concat([drawn(LEAVERS)] * 30, ignore_index=True)
    frame["person_ref"] = [f"P{number}" for number in range(60)]
    frame.loc[frame["ethnicity_code"] == "A4", "ethnicity_code"] = "W8"
    message = faults(frame)
    assert "1 fault\n" in message
    assert "'W8' is not a code of the 18+1 list (in 30 rows: 3, 5, 7, 9, 11, 13, …)" in message


def test_a_shifted_column_is_not_spilled_into_the_message():
    frame = pd.concat([drawn(LEAVERS)] * 10, ignore_index=True)
    frame["person_ref"] = [f"P{number}" for number in range(20)]
    frame["sex"] = [f"Somebody {letter}" for letter in "abcdefghijklmnopqrst"]
    message = faults(frame)
    assert "column 'sex': 20 different values that are not in the sex codes" in message
    assert "is this the right column?" in message
    assert "Somebody" not in message


@pytest.mark.parametrize("secret", ["12/04/1981", "a.person@example.org", "PC 4417", "QQ123456C"])
def test_what_may_be_about_a_person_is_not_shown(secret):
    message = faults(LEAVERS.replace("VR", secret))
    assert "the value is not a code of the leaver types" in message
    assert secret not in message


def test_headings_are_matched_however_written():
    frame = drawn(LEAVERS).rename(columns={
        "person_ref": "Employee Ref.", "leave_date": " DATE-LEFT", "sex": "Gender",
        "leaver_type": "Reason for leaving"})
    assert len(validate(frame, TABLES["leavers"], file="x.csv")) == 2


def test_a_fault_names_the_heading_of_the_file_too():
    message = faults(drawn(LEAVERS).rename(columns={"sex": "Gender"}).replace("F", "Q"))
    assert "row 2, column 'sex (here: Gender)': 'Q'" in message


def test_a_heading_twice():
    frame = drawn(LEAVERS)
    frame = pd.concat([frame, frame["sex"]], axis=1)
    assert "column 'sex': the heading 'sex' stands 2 times; keep one" in faults(frame)


def test_two_headings_of_one_column_are_one_where_they_do_not_differ():
    frame = drawn(LEAVERS).assign(Rank=["Sergeant", ""], Grade=["", "D"])
    typed = validate(frame, TABLES["leavers"], file="x.csv")
    assert typed["rank_grade"].tolist() == ["Sergeant", "D"]
    assert typed["rank_band"].tolist() == ["Sergeant", "Middle staff grades"]
    assert ("column 'rank_grade': 'Rank' and 'Grade' both mean this column and differ; name the right one 'rank_grade'"
            in faults(frame.assign(Grade=["C", "D"])))


def test_the_row_of_the_sheet_is_named_where_the_header_is_lower_down():
    bad = drawn(LEAVERS).replace("VR", "ZZ")
    assert "row 6, column 'leaver_type'" in faults(bad, header_row=5)
    assert "row 41, column 'leaver_type'" in faults(bad.set_axis(pd.Index([41, 43], name="row")))


def test_one_of_several_ethnicity_columns_will_do():
    frame = drawn(LEAVERS).drop(columns="ethnicity_code").assign(ethnicity_5=["Asian", "Not stated"])
    typed = validate(frame, TABLES["leavers"], file="x.csv")
    assert typed["ethnicity_2"].tolist() == ["Ethnic minorities", "Not stated"]
    assert "ethnicity_18" not in typed


def test_a_list_of_its_own():
    frame = drawn(LEAVERS).drop(columns="ethnicity_code").assign(ethnicity=["HISPANIC", ""])
    typed = validate(frame, TABLES["leavers"], file="x.csv", own_codes={"ethnicity": {"HISPANIC": "Hispanic"}})
    assert typed["ethnicity"].tolist() == ["Hispanic", "Not recorded"]
    assert not {"ethnicity_5", "ethnicity_2"} & set(typed.columns)


def test_blanks_of_declared_characteristics_are_not_recorded_and_other_blanks_stay_blank():
    frame = drawn(LEAVERS).assign(disability=["N/A", "prefer not to say"], reason_theme=["-", "pay"],
                                  planned=["", "Yes"])
    typed = validate(frame, TABLES["leavers"], file="x.csv")
    assert typed["disability"].tolist() == ["Not recorded", "Prefer not to say"]
    assert typed["reason_theme"].isna().tolist() == [True, False]
    planned = pd.Series([pd.NA, True], dtype="boolean", name="planned")
    assert_series_equal(typed["planned"].reset_index(drop=True), planned)


def test_a_career_break_is_of_no_family():
    typed = validate(drawn(LEAVERS.replace("VR", "CB")), TABLES["leavers"], file="x.csv")
    assert typed["leaver_family"].isna().tolist() == [True, False]


def test_a_misspelt_optional_column_is_noticed():
    frame = drawn(LEAVERS).assign(Disabillity="Y", Shoe_size="9")
    assert unused(frame, TABLES["leavers"]) == [("Disabillity", "disability")]


def test_the_caller_keeps_its_frame():
    frame = drawn(LEAVERS)
    before = frame.copy()
    validate(frame, TABLES["leavers"], file="x.csv")
    pd.testing.assert_frame_equal(frame, before)
