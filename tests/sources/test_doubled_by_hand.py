"""When a part of a table stands twice: at the edges of each rule, on rows counted by hand."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from eianalysis.errors import DataFault
from eianalysis.sources import Source
from eianalysis.sources.doubled import without_doubled
from eianalysis.sources.typed import TypedTable


def rows(month, kinds, times=1, days=1):
    """So many kinds of rows in a month such as 2022-03, each so many times, on so many days."""
    return [{"applied_on": f"{month}-{1 + number % days:02}", "words": f"{month} {times} {number}"} for number in range(kinds) for _ in range(times)]


def made(*parts, name="applications", own="application_ref"):
    frame = pd.DataFrame([row for part in parts for row in part])
    frame["applied_on"] = pd.to_datetime(frame["applied_on"])
    frame[own] = [f"A{number}" for number in range(len(frame))]
    return TypedTable(name, frame, (Source(name, "a.csv", "0" * 64, len(frame), "real"),), {})


def said(*parts):
    """What is refused: the days, how many rows stand twice, how many once; None where the table is read."""
    return of(made(*parts))


def of(table):
    try:
        assert without_doubled(table) is table
    except DataFault as fault:
        found = re.search(r"of (.*), ([0-9,]+) rows stand twice or more, alike in everything but '(\w+)', and (\w+) once", str(fault))
        assert found and "take its rows out" in str(fault)
        return found[1], int(found[2].replace(",", "")), found[4]
    return None


#: Elsewhere three of 15 are alike, in other years: chance is taken to give a quarter an even number.
ELSEWHERE = rows("2018-01", 4) + rows("2018-01", 1, 2) + rows("2019-01", 4) + rows("2019-01", 1, 2) + rows("2020-01", 4) + rows("2020-01", 1, 2)


@pytest.mark.parametrize("kinds, refused", [(10, True), (9, False)])
def test_ten_kinds_of_which_each_has_an_even_number_are_a_part(kinds, refused):
    assert (said(ELSEWHERE, rows("2022-03", kinds, 2)) is not None) is refused


def test_what_is_told_are_the_days_and_how_many():
    assert said(ELSEWHERE, rows("2022-03", 10, 2)) == ("1 March 2022", 20, "none")
    assert said(ELSEWHERE, rows("2022-03", 27, 2, days=20), rows("2022-03", 3)) == ("1 March 2022 to 20 March 2022", 54, "3")
    assert said(ELSEWHERE, rows("2022-03", 10, 4)) == ("1 March 2022", 40, "none")


@pytest.mark.parametrize("once, refused", [(2, True), (3, False)])
def test_nine_tenths_of_the_kinds_are_enough(once, refused):
    """Of 20 kinds 18 have an even number; of 21 no longer nine tenths. Elsewhere too many are alike for a part of a part."""
    assert (said(ELSEWHERE, rows("2022-03", 18, 2), rows("2022-03", once)) is not None) is refused


def test_where_most_are_alike_elsewhere_too_chance_is_taken_to_give_half():
    """A tenth of 2**-20 is rarer than a millionth, 2**-19 is not; of a table of one part alone a quarter is taken."""
    elsewhere = rows("2018-01", 8, 2) + rows("2018-01", 2)
    elsewhere = elsewhere + [{**row, "applied_on": "2019" + row["applied_on"][4:], "words": "b" + row["words"]} for row in elsewhere]
    assert said(elsewhere, rows("2022-03", 20, 2)) == ("1 March 2022", 40, "none")
    assert said(elsewhere, rows("2022-03", 19, 2)) is None
    assert said(rows("2022-03", 10, 2)) == ("1 March 2022", 20, "none")
    assert said(rows("2022-03", 9, 2)) is None


def test_between_a_quarter_and_a_half_what_is_elsewhere_is_taken():
    """Two in five are alike elsewhere: 0.4**15 is about a millionth, and so is 0.4**16 less than that."""
    elsewhere = [*rows("2018-01", 4, 2), *rows("2018-01", 6), *rows("2019-01", 4, 2), *rows("2019-01", 6)]
    assert said(elsewhere, rows("2022-03", 16, 2)) is not None
    assert said(elsewhere, rows("2022-03", 15, 2)) is None


MANY = [row for year in (2015, 2016, 2017, 2018) for row in rows(f"{year}-01", 25)]  # a hundred, none alike


@pytest.mark.parametrize(
    "parts, refused",
    [
        ((rows("2022-03", 100, 2), rows("2022-03", 150)), True),  # two fifths
        ((rows("2022-03", 100, 2), rows("2022-03", 151)), False),
        ((rows("2022-03", 100, 2), rows("2022-03", 140), rows("2022-03", 10, 3)), True),  # so few are odd and more than one
        ((rows("2022-03", 100, 2), rows("2022-03", 139), rows("2022-03", 11, 3)), False),
        ((rows("2022-03", 16, 2), rows("2022-03", 4)), True),  # twenty kinds
        ((rows("2022-03", 16, 2), rows("2022-03", 3)), False),
        ((rows("2022-03", 100, 2), rows("2022-03", 150), rows("2014-01", 2, 2)), True),  # 2 of 100 elsewhere
        ((rows("2022-03", 100, 2), rows("2022-03", 150), rows("2014-01", 3, 2)), False),
    ],
)
def test_a_part_of_a_part_is_found_where_hardly_any_are_alike_elsewhere(parts, refused):
    assert (said(MANY[2:], *parts) is not None) is refused


@pytest.mark.parametrize(
    "parts, refused",
    [
        ((MANY, rows("2022-03", 4, 2)), True),
        ((MANY, rows("2022-03", 3, 2)), False),
        ((MANY, rows("2022-03", 4, 2), rows("2022-03", 1)), False),
        ((MANY, rows("2022-03", 4, 4)), False),  # exactly two each
        ((rows("2019-01", 20), rows("2022-03", 4, 2)), True),
        ((rows("2019-01", 19), rows("2022-03", 4, 2)), False),
        ((MANY, rows("2014-01", 2, 2), rows("2022-03", 4, 2)), True),
        ((MANY[2:], rows("2014-01", 2, 2), rows("2022-03", 4, 2)), True),  # 2 of 100 elsewhere
        ((MANY, rows("2014-01", 3, 2), rows("2022-03", 4, 2)), False),
    ],
)
def test_four_kinds_of_two_rows_each_are_enough_where_hardly_any_are_alike_elsewhere(parts, refused):
    assert (said(*parts) is not None) is refused


def test_a_quarter_or_a_year_is_found_where_its_months_are_of_few_rows():
    quarter = rows("2022-01", 2, 2) + rows("2022-02", 1, 2) + rows("2022-03", 1, 2) + rows("2022-04", 9)
    assert said(MANY, quarter) == ("1 January 2022 to 1 March 2022", 8, "none")
    apart = rows("2022-03", 2, 2) + rows("2022-04", 1, 2) + rows("2022-07", 1, 2) + rows("2023-01", 9)
    assert said(MANY, apart) == ("1 March 2022 to 1 July 2022", 8, "none")
    assert said(MANY, rows("2021-12", 2, 2), rows("2022-01", 2, 2)) is None


def test_the_shortest_part_is_told():
    assert said(MANY, rows("2022-02", 9), rows("2022-03", 4, 2), rows("2022-04", 9)) == ("1 March 2022", 8, "none")


def test_a_handful_of_rows_is_not_asked():
    assert said(rows("2022-03", 7)) is None


def test_a_row_that_stands_twice_under_its_own_reference_is_no_second_record():
    table = made(MANY, rows("2022-03", 4, 2))
    table.frame.loc[table.frame["applied_on"] == "2022-03-01", "application_ref"] = [f"B{number // 2}" for number in range(8)]
    assert of(table) is None


def test_references_apart_from_the_persons_are_no_likeness():
    table = made(MANY, rows("2022-03", 4, 2))
    table.frame["interest_ref"] = table.frame["source_row"] = range(len(table.frame))
    assert of(table) is not None
    table.frame["person_ref"] = range(len(table.frame))
    assert of(table) is None


def test_rows_without_a_day_and_tables_without_a_reference_are_not_asked():
    table = made(MANY, rows("2022-03", 4, 2))
    table.frame.loc[table.frame["applied_on"] == "2022-03-01", "applied_on"] = pd.NaT
    assert of(table) is None
    doubled = made(MANY, rows("2022-03", 4, 2))
    assert of(replace(doubled, absent=True)) is None
    assert of(replace(doubled, frame=doubled.frame.drop(columns="application_ref"))) is None


@pytest.mark.parametrize(
    "name, day, own, refused",
    [
        ("complaints", "logged", "complaint_ref", True),
        ("vetting", "decided_on", "vetting_ref", True),
        ("outreach", "event_date", "interest_ref", False),
        ("leavers", "leave_date", "person_ref", False),
    ],
)
def test_the_records_own_reference_is_its_key_or_the_first_that_it_must_have(name, day, own, refused):
    """Seats of a panel and guests of a fair are of one event and alike by nature; people are told apart by their own reference."""
    table = made(MANY, rows("2022-03", 4, 2), name=name, own=own)
    table = replace(table, frame=table.frame.rename(columns={"applied_on": day}))
    assert (of(table) is not None) is refused
