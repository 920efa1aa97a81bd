"""Two columns or rows that cannot both be right are refused; two ways of writing the same are one."""

import pandas as pd
import pytest
from builders import drawn

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, validate
from eianalysis.schema.identifiers import read_alike

LEAVERS = """
    person_ref  worker_type  ethnicity_code  sex  service_start  leave_date   leaver_type
    P1          officer      W1              F    2015-04-01     2022-06-30   VR
    P2          officer      A4              M    2010-01-04     2022-07-31   NR
"""


def read(frame, name="leavers"):
    notes = []
    return validate(frame, TABLES[name], file=f"{name}.csv", notes=notes), notes


def refused(frame, name="leavers"):
    with pytest.raises(DataFault) as told:
        read(frame, name)
    return str(told.value)


# --- two headings of one column -----------------------------------------------------------------------------------------


def test_two_columns_of_sex_that_differ_are_refused_and_named():
    message = refused(drawn(LEAVERS).assign(Gender=["M", "F"]))
    assert "row 2, column 'sex': 'sex' and 'Gender' both mean this column and differ (in 2 rows: 2, 3)" in message
    assert 'say which is right in mapping.toml: [table.columns] sex = "…"' in message


@pytest.mark.parametrize("second", ["sex.1", "sex (2)"])
def test_the_second_of_two_columns_of_one_heading_is_not_left_out_without_a_word(second):
    """pandas and spreadsheets number it; once the first was believed, whatever the second said."""
    assert f"'sex' and '{second}' both mean this column and differ" in refused(drawn(LEAVERS).assign(**{second: ["M", "F"]}))
    frame, _ = read(drawn(LEAVERS).assign(**{second: drawn(LEAVERS)["sex"]}))
    assert frame["sex"].tolist() == ["Female", "Male"]


def test_one_row_that_differs_is_enough():
    assert "row 3, column 'sex'" in refused(drawn(LEAVERS).assign(Gender=["Female", "F"]))


def test_a_code_beside_its_label_is_one_column():
    frame, notes = read(drawn(LEAVERS).assign(Ethnicity=["White British", "Chinese"], Gender=["Female", ""]))
    assert frame["ethnicity_code"].tolist() == ["W1", "A4"] and frame["sex"].tolist() == ["Female", "Male"] and not notes


def test_what_one_leaves_blank_the_other_tells():
    frame, _ = read(drawn(LEAVERS).assign(sex=["", "M"], Gender=["Female", "Male"]))
    assert frame["sex"].tolist() == ["Female", "Male"]


def test_a_unit_of_our_name_is_taken_and_the_other_is_told():
    frame, notes = read(drawn(LEAVERS).assign(unit=["TFG", "PPU"], Department=["Crime", "Crime"]))
    assert frame["unit"].tolist() == ["TFG", "PPU"] and notes == ["'Department' was not read: 'unit' was, which means the same"]


def test_two_other_names_that_differ_are_for_a_person_to_choose_from():
    message = refused(drawn(LEAVERS).drop(columns="service_start").assign(**{"Date joined": "2015-04-01", "Appointed": "2016-04-01"}))
    assert "column 'service_start': 'Date joined' and 'Appointed' both mean this column and differ" in message


# --- a column and the one it is made of ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "wrong", "right"),
    [
        ("ethnicity_5", ["Asian", "Asian"], ["White", "Asian"]),
        ("ethnicity_2", ["White", "White"], ["White", "Ethnic minorities"]),
        ("leaver_family", ["retirement", "retirement"], ["voluntary", "retirement"]),
    ],
)
def test_a_group_that_contradicts_its_code_is_refused(column, wrong, right):
    message = refused(drawn(LEAVERS).assign(**{column: wrong}))
    assert f"column '{column}': it says otherwise than the column it follows" in message and "one of the two is wrong" in message
    read(drawn(LEAVERS).assign(**{column: right}))
    frame, _ = read(drawn(LEAVERS).assign(**{column: ["", right[1]]}))
    assert frame[column].tolist() == right  # what it leaves blank the code tells


def test_an_age_outside_its_band_and_a_rank_outside_its_band_are_refused():
    frame = drawn("""
        person_ref  as_at       worker_type  ethnicity_code  sex  service_start  age  age_band   rank_grade  rank_band
        P1          2023-03-31  officer      W1              F    2015-04-01     41   26 to 40   Constable   Constable
    """)
    assert "column 'age_band'" in refused(frame, "workforce_snapshot")
    frame = frame.assign(age_band="", rank_band="Sergeant")
    assert "column 'rank_band'" in refused(frame, "workforce_snapshot")


# --- one line a kind ----------------------------------------------------------------------------------------------------


def many(**columns):
    frame = pd.DataFrame({"person_ref": [f"P{n}" for n in range(1101)]}).assign(
        worker_type="officer", ethnicity_code="W1", sex="F", service_start="2015-04-01", leave_date="2022-06-30", leaver_type="VR"
    )
    return frame.assign(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"leave_date": [f"{n % 28 + 1}/{n % 40 + 13}/2022" for n in range(1101)]},
        {"person_ref": [f"P{n // 2}" for n in range(1101)]},
        {"service_start": "2023-01-01"},
        {"age": "seven"},
    ],
)
def test_eleven_hundred_faults_of_one_kind_are_one_line(columns):
    message = refused(many(**columns))
    assert len(message.splitlines()) <= 5 and len(message) < 900


def test_labels_to_be_mapped_are_named_with_how_many_rows_have_them():
    reasons = [f"Reason {chr(97 + n % 15)}" for n in range(1101)]
    message = refused(many(leaver_type=reasons))
    assert "15 different values that are not in the leaver types: 'Reason a' (74 rows), 'Reason b' (74 rows)" in message
    assert "say what each means in mapping.toml, under [values.leaver_type]" in message


def test_few_labels_have_a_line_each_with_the_nearest():
    message = refused(many(leaver_type=["Left us", "Went away", "VR"] * 367))
    assert "'Left us' is not a code of the leaver types (in 367 rows: 2, 5, 8, 11, 14, 17, …)" in message and "aaaa" not in message


@pytest.mark.parametrize("column", ["leaver_type", "sex", "worker_type"])
def test_remarks_and_names_are_no_labels(column):
    remarks = [f"Went to live with {name} {n}" for n in range(367) for name in ("Ann", "Bob", "Cy")]
    assert "Ann" not in refused(many(**{column: remarks})) and "Bob" not in refused(many(**{column: [*remarks[:4], *["VR"] * 1097]}))
    assert "1971" not in refused(many(**{column: "12/03/1971"})) and "example" not in refused(many(**{column: "a.b@example.org"}))


# --- references ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("texts", [["00100", "100", "100.0"], ["q001", "Q001"], ["0", "000", "0.0"]])
def test_one_reference_written_in_several_ways_is_one_across_tables(texts):
    assert len({read_alike(pd.Series([text]))[0][0] for text in texts}) == 1


def test_references_that_differ_only_in_case_within_a_table_are_two():
    alike, twice = read_alike(pd.Series(["aB3", "Ab3", "7", "07"]))
    assert alike.tolist() == ["aB3", "Ab3", "7", "7"] and twice


def test_one_reference_written_in_two_ways_on_one_day_is_told_as_the_same_key():
    frame = drawn("""
        person_ref  as_at       worker_type  ethnicity_code  sex  service_start
        00100       2023-03-31  officer      W1              F    2015-04-01
        100         2023-03-31  officer      W1              F    2015-04-01
    """)
    assert "rows 2 and 3 have the same person_ref and as_at" in refused(frame, "workforce_snapshot")


def test_references_whose_digits_are_lost_are_refused():
    assert "a spreadsheet has written it as a power of ten, and its last digits are lost" in refused(
        drawn(LEAVERS).assign(person_ref=["1.23457E+11", "1.23457E+12"])
    )
