"""A row that follows another leads to one that is there and came before it, or it is told."""

from dataclasses import replace

import pytest

from eianalysis.sources.exchanged import met
from eianalysis.sources.following import following
from eianalysis.sources.meeting import _of
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
