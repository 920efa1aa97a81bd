"""Bad tables: every fault at once, in words a person can act on. Good but ugly tables: typed."""

import pandas as pd
import pytest
from builders import PERSON, drawn

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, unused, validate
from eianalysis.schema.shown import hidden

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
        "Correct the extract, or say in mapping.toml how it is to be read. Nothing was loaded."
    )


def test_a_missing_column_lists_the_headings_where_none_is_like_it():
    message = faults(drawn(LEAVERS)[["person_ref", "worker_type", "sex", "service_start", "leave_date", "leaver_type"]])
    assert ("column 'ethnicity_code': the column is missing; found 'person_ref', 'worker_type', 'sex', 'service_start', 'leave_date', 'leaver_type'") in lines(
        message
    )


def test_an_unknown_code_names_the_row_and_the_nearest():
    message = faults(LEAVERS.replace("A4 ", "W8 "))
    assert lines(message)[1] == ("row 3, column 'ethnicity_code': 'W8' is not a code of the 18+1 list; nearest is 'W9' (Any other White background)")


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
    assert lines(message)[1] == ("row 2: rows 2 and 4 have the same person_ref and as_at; one row is one person on one snapshot date")
    assert "SECRET" not in message


def test_every_fault_at_once():
    message = faults("""
        person_ref  worker_type  ethnicity_code  sex  service_start  leave_date   leaver_type
        P1          oficer       W8              F    2015-04-01     31/02/2022   VR
        .           officer      A4              Q    2010-01-04     2009-07-31   NR
    """)
    assert lines(message)[0] == "leavers.csv does not fit the leavers table: 6 faults"
    assert lines(message)[1:7] == [
        "row 2, column 'ethnicity_code': 'W8' is not a code of the 18+1 list; nearest is 'W9' (Any other White background)",
        "row 2, column 'leave_date': '31/02/2022': there is no day 31 in that month; it should be a date as 2022-11-01 or 01/11/2022 (day first)",
        "row 2, column 'worker_type': 'oficer' is not a code of the worker types; nearest is 'officer' (Police officer)",
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
    assert "a value of the form '" in message and "is not a code of the leaver types" in message
    assert secret not in message


def test_without_a_known_heading_no_heading_is_repeated():
    message = faults(pd.DataFrame([["x", "y", "z"]], columns=["Alice Smith", "12/03/1971", "QQ123456C"]))
    assert "none of the 3 headings is known; is the row of headings missing?" in message
    assert "Alice" not in message and "1971" not in message


REFERENCES = {"long": [f"AB{n:05}" for n in range(6)], "short": [f"P{n}" for n in range(6)], "words": [f"smith{sign}" for sign in "abcdef"]}


@pytest.mark.parametrize("references", REFERENCES.values(), ids=REFERENCES)
@pytest.mark.parametrize("name", ["workforce_snapshot", "leavers", "pay"])
def test_a_file_on_its_side_shows_no_reference(name, references):
    frame = pd.DataFrame([[word, *["x"] * 6] for word in TABLES[name].names[1:]], columns=["person_ref", *references])
    message = faults(frame, name)
    assert "the headings look like references to people: is the file turned on its side?" in message
    assert not any(reference in message for reference in references)
    assert not {found for found, _ in unused(frame, TABLES[name])} & set(references)


PERIODS = {"months": ["Jan-23", "Feb-23", "Mar-23", "Grand Total"], "years": ["2021/22", "2022/23", "Total"], "quarters": ["Q1 2022", "Q2 2022", "Q3", "Q4"]}


@pytest.mark.parametrize("periods", PERIODS.values(), ids=PERIODS)
@pytest.mark.parametrize("first", ["sex", "Row Labels"])
@pytest.mark.follows
def test_a_table_of_counts_is_told_as_one_and_its_rows_are_read(first, periods):
    counts = pd.DataFrame([["Female", *["12"] * len(periods)], ["Male", *["31"] * len(periods)]], columns=[first, *periods])
    said = "is it a table of counts (a pivot)? Export the rows it counts: one row is one person leaving"
    message = faults(counts)
    assert said in message and message.count("missing") == 1, "said once for all columns"
    validate(drawn(LEAVERS), TABLES["leavers"], file="leavers.csv")  # the rows it counts


def test_a_few_columns_of_years_beside_others_are_no_table_of_counts():
    frame = drawn(LEAVERS).rename(columns={"sex": "Pay 2023"}).assign(**{"2021": "x", "2022": "x", "2023": "x"}).drop(columns="leaver_type")
    frame = frame.assign(**{name: "x" for name in ("grade", "note", "team name", "remark")})
    assert "a pivot" not in faults(frame)


def test_one_heading_that_looks_like_a_reference_is_counted_and_others_are_shown():
    frame = drawn(LEAVERS).rename(columns={"sex": "Pay 2023"}).assign(**{"PC4417": "x", "Q1": "x"})
    message = faults(frame)
    assert "'Pay 2023'" in message and "'Q1'" in message and "1 that looks like a reference to a person" in message
    assert "4417" not in message and "on its side" not in message


def test_no_heading_of_a_declared_table_looks_like_a_reference():
    assert not any(hidden([word]) for table in TABLES.values() for column in table.columns for word in (column.name, *column.aliases))


@pytest.mark.parametrize("value", ["Alice Smith", "12 London Road"])
def test_words_in_a_date_column_are_not_repeated(value):
    message = faults(drawn(LEAVERS).assign(leave_date=value))
    assert value not in message and "a value of the form '" in message
