"""The search records look like files of data.police.uk, with what makes those hard to read."""

import pandas as pd

from eianalysis.vocabulary import OFFICER_ETHNICITY, OUTCOMES, POLICE_UK_ETHNICITY, SEARCH_TYPES, STOP_AGE, NOT_RECORDED

#: As printed at the head of every file of the publisher (data.police.uk, City of London, 2019-01 to 2020-12).
HEADER = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing"
)


def test_36_months_of_150_to_250_searches(tables):
    count = tables["stop_search"].groupby("month").size()
    assert list(count.index[[0, -1]]) == ["2020-04", "2023-03"] and len(count) == 36
    assert count.between(145, 255).all(), count.tolist()


def test_the_columns_are_the_publishers(tables):
    assert ",".join(tables["stop_search"].columns) == "month," + HEADER


def test_every_word_is_one_the_publisher_uses(tables):
    rows = tables["stop_search"]
    assert set(rows["Type"]) == set(SEARCH_TYPES)
    assert set(rows["Self-defined ethnicity"]) <= {*POLICE_UK_ETHNICITY, ""}
    assert set(rows["Officer-defined ethnicity"]) <= {*OFFICER_ETHNICITY, ""}
    assert set(rows["Outcome"]) <= {*OUTCOMES, ""}
    assert set(rows["Age range"]) <= {*STOP_AGE, ""} and NOT_RECORDED not in set(rows["Age range"])
    assert set(rows["Outcome linked to object of search"]) == {"True", "False", ""}


def test_moments_are_utc_text_filed_by_the_local_month(tables):
    rows = tables["stop_search"]
    assert rows["Date"].str.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00").all()
    moment = pd.to_datetime(rows["Date"], utc=True)
    assert (moment.dt.tz_convert("Europe/London").dt.strftime("%Y-%m") == rows["month"]).all()
    assert (moment.dt.strftime("%Y-%m") != rows["month"]).any(), "no file begins on the evening before"


def test_three_in_ten_did_not_state_and_blanks_are_something_else(tables):
    rows = tables["stop_search"]
    said = rows["Self-defined ethnicity"]
    assert 0.27 < said.eq("Other ethnic group - Not stated").mean() < 0.33
    assert 0.04 < said.eq("").mean() < 0.11
    seen = rows.loc[said.eq("Other ethnic group - Not stated"), "Officer-defined ethnicity"]
    assert seen.ne("").mean() > 0.95
    vehicle = rows[rows["Type"] == "Vehicle search"]
    assert len(vehicle) > 100 and vehicle[["Gender", "Age range", "Self-defined ethnicity"]].eq("").all(axis=None)


def test_a_few_rows_stand_twice_but_no_month_does(tables):
    rows = tables["stop_search"]
    twice = rows.duplicated()
    assert 3 <= twice.sum() <= 30
    assert twice.groupby(rows["month"]).mean().max() < 0.05
