"""A row that follows another leads to one that is there and came before it, or it is told."""

from dataclasses import replace

import pandas as pd
import pytest

from eianalysis.sources.exchanged import met
from eianalysis.sources.following import following
from eianalysis.sources.linkage import _of
from tests.builders import table


@pytest.fixture
def applications(tables):
    made = table("applications", tables["applications"])
    assert made.frame["previous_ref"].notna().sum() > 20
    return made


def said(made):
    lines, faults = following({"applications": made}, _of)
    return lines, [str(fault) for fault in faults]


def changed(made, previous):
    return replace(made, frame=made.frame.assign(previous_ref=previous))


def test_applications_made_again_lead_to_the_one_before(applications):
    lines, faults = said(applications)
    assert not faults and len(lines) == 1
    assert lines[0].startswith("applications: previous_ref: all ") and lines[0].endswith(" that follow another lead to a row that is there")


def test_a_file_of_headings_alone_is_followed_by_nothing(applications):
    empty = replace(applications, frame=applications.frame.iloc[:0])
    assert said(empty) == ([], []) and not list(met({"applications": empty}))


def test_references_of_another_kind_are_refused(applications):
    _, faults = said(changed(applications, "X" + applications.frame["previous_ref"]))
    assert "none" in faults[0] or "0 of" in faults[0] or "fewer than 5" in faults[0]
    assert "are its references of the same kind as those of application_ref?" in faults[0] and "mapping.toml" in faults[0]


def test_columns_exchanged_are_refused(applications):
    frame = applications.frame
    both = frame["previous_ref"].notna()
    later = dict(zip(frame.loc[both, "previous_ref"], frame.loc[both, "application_ref"], strict=True))
    lines, faults = said(changed(applications, frame["application_ref"].map(later)))
    assert not lines and "lead to a later one: " in faults[0].replace(";", ":") and "exchanged" in faults[0]


def test_a_few_that_lead_to_a_later_one_are_told(applications):
    frame = applications.frame
    last = frame.sort_values("applied_on")["application_ref"].iloc[-1]
    rows = frame.index[frame["previous_ref"].notna()][:6]
    lines, faults = said(changed(applications, frame["previous_ref"].mask(frame.index.isin(rows), last)))
    assert not faults and ", and 6 of " in lines[0] and lines[0].endswith("lead to a later one")


def test_one_that_names_itself_is_refused(applications):
    frame = applications.frame
    rows = frame.index[frame["previous_ref"].notna()][:7]
    _, faults = said(changed(applications, frame["previous_ref"].mask(frame.index.isin(rows), frame["application_ref"])))
    assert "7 of" in faults[0] and "their own application_ref" in faults[0] and "should be empty" in faults[0]


def test_of_a_handful_nothing_is_said(applications):
    some = applications.frame[applications.frame["previous_ref"].notna()].head(4)
    assert said(replace(applications, frame=some)) == ([], [])


def test_an_extract_of_a_month_names_applications_of_before(applications):
    frame = applications.frame
    last = replace(applications, frame=frame[frame["previous_ref"].notna() & ~frame["previous_ref"].isin(frame["application_ref"].tail(1))].tail(15))
    last = replace(last, frame=last.frame[~last.frame["previous_ref"].isin(last.frame["application_ref"])])
    lines, faults = said(last)
    assert not faults and lines[0].endswith("do those that the others name lie before the first row of the file?")


def chain(*rows):
    """Applications by hand: their reference, the one they follow, and their day of January."""
    frame = pd.DataFrame(rows, columns=["application_ref", "previous_ref", "applied_on"])
    frame["applied_on"] = [f"2022-01-{day:02}" for day in frame["applied_on"]]
    same = dict(campaign_id="K", ethnicity_code="W1", interview="", route="pcda", sex="F", sift="pass", worker_type="officer")
    return table("applications", frame.assign(**same))


def first_ones(many):
    return [(f"A{n}", "", 1) for n in range(many)]


def again(many, previous, day=9, since=0):
    return [(f"B{since + n}", previous.format(n), day) for n in range(many)]


@pytest.mark.parametrize("many, said_of_them", [(9, []), (10, ["applications: previous_ref: all 10 that follow another lead to a row that is there"])])
def test_of_ten_something_is_said(many, said_of_them):
    assert said(chain(*first_ones(10), *again(many, "A{}"))) == (said_of_them, [])


def test_who_follows_one_of_the_same_day_follows_no_later_one():
    lines, faults = said(chain(*first_ones(10), *again(10, "A{}", day=1)))
    assert not faults and lines[0].endswith("lead to a row that is there")


@pytest.mark.parametrize("there, refused", [(1, True), (2, False), (3, False)])
def test_a_tenth_that_lead_to_a_row_is_enough(there, refused):
    """Twenty follow another by references of another kind; of two of them the row is there."""
    lines, faults = said(chain(*first_ones(3), *again(there, "A{}"), *again(20 - there, "X-{}", since=there)))
    assert bool(faults) is refused and bool(lines) is not refused


@pytest.mark.parametrize("alike, refused", [(10, False), (9, True)])
def test_where_half_of_them_are_of_the_same_kind_rows_of_before_are_meant(alike, refused):
    _, faults = said(chain(*first_ones(3), *again(alike, "C{}"), *again(20 - alike, "X-{}", since=alike)))
    assert bool(faults) is refused


@pytest.mark.parametrize("later, refused", [(5, True), (4, False)])
def test_where_half_of_those_that_are_there_come_later_the_columns_are_exchanged(later, refused):
    lines, faults = said(chain(*[(f"A{n}", "", 20 if n < later else 1) for n in range(10)], *again(10, "A{}")))
    assert bool(faults) is refused and bool(lines) is not refused


def test_a_table_that_is_absent_or_lacks_a_column_is_followed_by_nothing():
    made = chain(*first_ones(10), *again(10, "A{}"))
    assert said(replace(made, absent=True)) == ([], [])
    assert said(replace(made, frame=made.frame.drop(columns="previous_ref"))) == ([], [])
    assert said(replace(made, frame=made.frame.drop(columns="application_ref"))) == ([], [])
    assert following({"notes": made}, _of) == ([], [])
