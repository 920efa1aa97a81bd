"""Dates as people, spreadsheets and time zones leave them: each cell, and what only the whole column can tell."""

from datetime import date, timedelta

import pandas as pd
import pytest
from builders import drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, validate
from eianalysis.schema.date_columns import day, read_date_column


@pytest.mark.parametrize(
    "text",
    [
        "2022-11-01",
        "01/11/22",
        "1/11/2022",
        "01.11.2022",
        "01-11-22",
        "1 Nov 2022",
        "1st November 2022",
        "01-Nov-22",
        "2022-11-01 00:00:00",
        "2022-11-01T09:30:00+00:00",
        "01/11/2022 14:05",
        "01/11/2022 2:05 PM",
        "2022/11/01",
        "44866",
        "44866.5",
        "20221101",
    ],
)
def test_dates_are_read_day_first_however_written(text):
    assert day(text) == pd.Timestamp("2022-11-01")


def test_two_digit_years_to_69_are_of_this_century():
    assert day("01/06/69").year == 2069
    assert day("01/06/85").year == 1985


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/2022", "there is no day 31 in that month"),
        ("11/25/2022", "there is no month 25; dates are read day first"),
        ("soon", "it is not a date"),
        ("Q1 23", "it is not a date"),
        ("1 Smarch 2022", "it is not a date"),
        ("01/01/1822", "the year 1822 cannot be right"),
    ],
)
def test_what_is_no_date_says_why(text, reason):
    with pytest.raises(ValueError, match=reason):
        day(text)


def test_a_file_may_declare_its_own_form_of_dates():
    assert day("11/25/2022", "%m/%d/%Y") == pd.Timestamp("2022-11-25")
    with pytest.raises(ValueError, match="it is not written as %m/%d/%Y"):
        day("25/11/2022", "%m/%d/%Y")


@pytest.mark.parametrize("text", ["1900-01-01", "01/01/1900", "1899-12-30", "31/12/9999", "9999-12-31", "0001-01-01"])
def test_how_programs_write_an_empty_date_is_no_date(text):
    with pytest.raises(ValueError, match="this is how an empty date is written; where it means that there is none, say so"):
        day(text)


@pytest.mark.parametrize("text", ["2022-11-01T25:00:00Z", "2022-11-01T09:30:00+99:00", "01/11/2022 09:75", "2022-11-01T09:30:00.1234567890123Z"])
def test_a_time_that_is_none_is_a_reason_and_no_error(text):
    with pytest.raises(ValueError, match="it is not a date"):
        day(text)


def days(start, count, step=7, form="%d/%m/%Y"):
    """Dates every so many days, as text."""
    return [(start + timedelta(days=step * place)).strftime(form) for place in range(count)]


def values(read, texts):
    return [read.values[text].date() for text in texts]


# --- day first or month first -------------------------------------------------------------------------------------------


def test_one_day_after_the_12th_tells_the_order_of_all():
    texts = ["03/04/2022", "05/06/2022", "25/06/2022"]
    assert values(read_date_column(texts), texts)[0] == date(2022, 4, 3)


def test_a_column_written_month_first_is_read_so_and_told():
    texts = days(date(2022, 4, 1), 20, form="%m/%d/%Y")
    read = read_date_column(texts)
    assert values(read, texts) == [date(2022, 4, 1) + timedelta(days=7 * place) for place in range(20)]
    assert read.notes == ["dates are written month first, and read so: some can only be so"] and not read.reasons and not read.doubts


def test_a_slip_is_not_a_column_written_month_first():
    texts = [*days(date(2022, 4, 1), 20), "04/28/2022"]
    read = read_date_column(texts)
    assert read.reasons == {"04/28/2022": "there is no month 28; dates are read day first"} and not read.doubts


def test_two_orders_in_one_column_are_doubted_with_the_evidence():
    read = read_date_column([*(f"15/{month:02}/2022" for month in range(1, 9)), *(f"{month:02}/16/2022" for month in range(1, 6))])
    ((evidence, advice),) = read.doubts
    assert evidence == "8 dates can only be day first and 5 only month first" and "export them again" in advice


def test_many_dates_none_after_the_12th_tell_nothing_and_the_advice_cures_it():
    texts = [f"{1 + place % 12:02}/{1 + place * 5 % 12:02}/{2000 + place}" for place in range(40)]
    read = read_date_column(texts)
    assert read.doubts[0][0] == "40 dates, none after the 12th of a month: nothing tells the day from the month"
    for form, second in (("%d/%m/%Y", date(2001, 6, 2)), ("%m/%d/%Y", date(2001, 2, 6))):
        cured = read_date_column(texts, form)
        assert not cured.doubts and not cured.reasons and values(cured, texts)[1] == second


def test_another_column_of_the_file_tells_what_this_one_cannot():
    texts = [f"{1 + place % 12:02}/{1 + place * 5 % 12:02}/2022" for place in range(12)]
    assert values(read_date_column(texts, others=["25/12/2015", "x", ""]), texts)[1] == date(2022, 6, 2)
    month_first = read_date_column(texts, others=days(date(2015, 1, 1), 60, form="%m/%d/%Y"))
    assert values(month_first, texts)[1] == date(2022, 2, 6) and not month_first.doubts


@pytest.mark.parametrize("texts", [["04/03/2022", "01/02/2021"], [f"01/{month:02}/2022" for month in range(1, 13)]])
def test_few_dates_and_a_day_that_is_always_the_first_are_read_day_first(texts):
    read = read_date_column(texts)
    assert not read.doubts and read.values[texts[0]].day == int(texts[0][:2])


def test_dates_that_read_the_same_either_way_are_not_doubted():
    texts = [f"{year}-{month:02}-{month:02}" for year in (2015, 2016, 2017) for month in range(1, 13)]
    assert not read_date_column(texts).doubts


# --- changed by a spreadsheet of another country ------------------------------------------------------------------------


def half_swapped(days):
    """What Excel with American settings makes of days written day first: dates of those it can read, text of the rest."""
    return [f"{day.year}-{day.day:02}-{day.month:02}" if day.day <= 12 else day.strftime("%d/%m/%Y") for day in days]


@settings(max_examples=60, deadline=None)
@given(days=st.lists(st.dates(date(2000, 1, 1), date(2023, 3, 31)), min_size=12, max_size=40, unique=True))
def test_half_swapped_dates_are_never_read_as_they_stand(days):
    texts = half_swapped(days)
    read = read_date_column(texts)
    early = any(day.day <= 12 and day.day != day.month for day in days)
    late = any(day.day > 12 for day in days)
    assert read.doubts or not (early and late)


def test_the_half_that_was_swapped_is_doubted_where_the_other_half_is_lost():
    lost = [text for text in half_swapped([date(2022, 1, 1) + timedelta(days=9 * place) for place in range(80)]) if "-" in text]
    ((evidence, advice),) = read_date_column(lost).doubts
    assert evidence.startswith(f"{len(lost)} dates, none after the 12th of a month: day and month seem to have changed places")
    assert 'date_format = "%Y-%m-%d"' in advice and not read_date_column(lost, "%Y-%m-%d").doubts


@settings(max_examples=100, deadline=None)
@given(days=st.lists(st.dates(date(1985, 1, 1), date(2023, 3, 31)), min_size=12, max_size=60, unique=True))
def test_dates_that_are_right_are_not_doubted(days):
    """But for columns that look swapped, which are rarer than one in 10,000."""
    if max(day.day for day in days) > 12:
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"):
            texts = [day.strftime(form) for day in days]
            read = read_date_column(texts)
            assert not read.doubts and not read.reasons and values(read, texts) == days


@pytest.mark.parametrize("day_of", [lambda month: 1, lambda month: (7 - date(2020 + month // 12, 1 + month % 12, 1).weekday()) % 7 + 1])
def test_starting_on_the_first_or_the_first_monday_of_a_month_is_no_swap(day_of):
    texts = [date(2020 + month // 12, 1 + month % 12, day_of(month)).isoformat() for month in range(36)]
    assert not read_date_column(texts).doubts


# --- days that are moments, and years of two digits ---------------------------------------------------------------------


@pytest.mark.parametrize("form", ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S+00:00", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M"])
def test_midnights_of_london_in_universal_time_are_days_of_london(form):
    true = [date(2022, 1, 10) + timedelta(days=20 * place) for place in range(18)]
    moments = [pd.Timestamp(day, tz="Europe/London").tz_convert("UTC") for day in true]
    texts = [moment.strftime(form) for moment in moments]
    read = read_date_column(texts)
    assert values(read, texts) == true and "universal time" in read.notes[0]


def test_a_moment_in_the_evening_of_its_own_day_stays_there():
    texts = ["2022-07-01T23:00:00", "2022-07-02T21:15:00", "2022-12-02T23:00:00"]
    read = read_date_column(texts)
    assert values(read, texts) == [date(2022, 7, 1), date(2022, 7, 2), date(2022, 12, 2)] and not read.notes
    assert read_date_column(["2022-04-01T00:00:00+01:00"]).values["2022-04-01T00:00:00+01:00"].date() == date(2022, 4, 1)


@pytest.mark.parametrize(("text", "year"), [("01/04/23", 2023), ("01/04/24", 1924), ("01/04/68", 1968), ("01/04/00", 2000), ("1 Apr 85", 1985)])
def test_a_year_of_two_digits_does_not_lie_ahead(text, year):
    read = read_date_column([text], latest=date(2023, 3, 31))
    assert read.values[text].year == year and read.notes == ["years of two digits: read as 1924 to 2023"]


# --- in a table ---------------------------------------------------------------------------------------------------------

LEAVERS = """
    person_ref  worker_type  ethnicity_code  sex  service_start  leave_date   leaver_type
    P1          officer      W1              F    01/04/68       30/06/22   VR
"""


def test_the_cut_off_tells_the_century_and_the_note_names_the_column():
    notes = []
    frame = validate(drawn(LEAVERS), TABLES["leavers"], file="leavers.csv", latest=date(2023, 3, 31), notes=notes)
    assert frame["service_start"].dt.year.tolist() == [1968] and frame["leave_date"].dt.year.tolist() == [2022]
    assert notes == ["leave_date: years of two digits: read as 1924 to 2023", "service_start: years of two digits: read as 1924 to 2023"]


def test_a_day_that_lies_ahead_may_lie_in_the_next_century():
    column = TABLES["vetting"]["expires"]
    assert column.ahead and not TABLES["vetting"]["decided_on"].ahead and TABLES["workforce_snapshot"]["as_at"].ahead


def test_a_doubt_about_a_column_stops_the_table_with_its_evidence():
    rows = [(f"P{place}", f"{1 + place % 12:02}/{1 + place * 5 % 12:02}/{2020 + place // 12}") for place in range(40)]
    frame = pd.DataFrame(rows, columns=["person_ref", "leave_date"]).assign(
        worker_type="officer", ethnicity_code="W1", sex="F", service_start="", leaver_type="VR"
    )
    with pytest.raises(DataFault) as told:
        validate(frame, TABLES["leavers"], file="leavers.csv")
    assert "column 'leave_date': 40 dates, none after the 12th of a month" in str(told.value)
    validate(frame.assign(service_start="25/01/2010"), TABLES["leavers"], file="leavers.csv")


@pytest.mark.parametrize("heading", ["Extract date", "Report Date", "date_extracted"])
def test_the_day_of_the_extract_is_not_taken_for_the_day_of_the_snapshot(heading):
    frame = drawn(f"""
        person_ref  worker_type  ethnicity_code  sex  service_start  {heading}
        P1          officer      W1              F    2015-04-01     2023-04-05
    """)
    with pytest.raises(DataFault, match="column 'as_at': the column is missing; found .*: that is the day the file was made: say of which day"):
        validate(frame, TABLES["workforce_snapshot"], file="people.csv")
