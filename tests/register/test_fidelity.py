"""What the five papers say, where it was once misread: each place read again in the source, and held."""

import csv

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.evidence.judging import due_words, judged
from eianalysis.register.register_table import load_register


@pytest.fixture(scope="module")
def reported(root):
    with open(root / "data/recommendations/updates.csv", encoding="utf-8") as file:
        return {row["item_id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def items(root):
    with open(root / "data/recommendations/register.csv", encoding="utf-8") as file:
        return {row["item_id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def judged_now(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    return judged(load_register(cycle), cycle.data_cut_off).set_index("item_id")


def test_the_ordinary_review_of_a_policy_is_no_due_date(reported, judged_now):
    assert not reported["CAS-03"]["date_raw"] and "2025" in reported["CAS-03"]["progress_plain"]
    assert judged_now.loc["CAS-03", "schedule_health"] == "no_date"


def test_what_would_be_done_is_not_being_done(reported):
    assert reported["CAS-04.iii"]["status"] == "unknown" and "hypothetical_in_source" in reported["CAS-04.iii"]["parse_flags"]


def test_budgets_are_overseen_and_not_held(reported):
    assert "oversees" in reported["TRT-03"]["progress_plain"] and "holds" not in reported["TRT-03"]["progress_plain"]


def test_where_the_source_says_nothing_nothing_is_said(reported):
    assert reported["EDHR-OD5.02"]["progress_plain"] == ""


def test_a_slight_to_medium_delay_is_not_only_a_long_one(reported):
    assert "slight to medium" in reported["EDHR-LA20.01"]["progress_plain"]


def test_a_dedicated_resource_is_not_one_person(reported):
    assert "dedicated resource" in reported["CAS-01"]["progress_plain"] and "one person" not in reported["CAS-01"]["progress_plain"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("EIW-LDC-D02", "January to March 2023, or April to June 2023"),
        ("EIW-LDC-K02", "April to June 2023, or July to September 2023"),
        ("EIW-HWB-D02", "February 2022, then yearly"),
        ("EIW-RET-D01", "1 November 2022"),
        ("EIW-REC-D04", "19 January 2022"),
        ("EDHR-OC5.01", "When city First proposals are implemented."),
        ("EDHR-OP8.06", "From 1 September 2012"),
        ("CAS-12", "Three-yearly"),
        ("EDHR-LA9.01", "August 2012, then six-weekly"),
        ("EIW-COM-K01", "Monthly"),
    ],
)
def test_a_due_date_is_said_in_words_with_both_readings_where_there_are_two(judged_now, item, words):
    assert judged_now.loc[item, "due_words"] == words


def test_a_reading_that_a_person_settled_stands_alone():
    told = {
        "date_raw": "Q1 23",
        "date_start": pd.Timestamp("2023-04-01"),
        "date_end": pd.Timestamp("2023-06-30"),
        "precision": "quarter",
        "trigger_text": "",
        "recurrence": "none",
    }
    assert due_words(told) == "April to June 2023"


def test_what_comes_round_seldom_is_not_due_because_it_was_mentioned(judged_now):
    for item in ("CAS-12", "EIW-LDC-O06"):  # every three years, every year: on which day, nobody says
        assert judged_now.loc[item, "schedule_health"] == "no_date"
    assert judged_now.loc["EIW-COM-K05", "schedule_health"] == "recurring_due"


def test_recurrences_of_the_sources(reported):
    assert {item: reported[item]["recurrence"] for item in ("EDHR-LA9.01", "EDHR-LA10.01", "CAS-12", "EDHR-LA16.TBC", "EDHR-OP4.03")} == {
        "EDHR-LA9.01": "six_weekly",
        "EDHR-LA10.01": "yearly",
        "CAS-12": "three_yearly",
        "EDHR-LA16.TBC": "weekly",
        "EDHR-OP4.03": "six_monthly",
    }


def test_linked_work_and_references_are_columns(items):
    assert items["CAS-01"]["linked_workstreams"].startswith("Operation Hood review")
    casey = {item for item in items if item.startswith("CAS-") and "." not in item}
    silent = {"CAS-05", "CAS-09", "CAS-14", "CAS-15"}  # whose responses name no linked workstream
    assert {item for item in casey if not items[item]["linked_workstreams"]} == silent
    assert items["EDHR-OD6"]["cross_refs"] == "EDHR-OD1" and items["EDHR-LA12.01"]["cross_refs"] == "EDHR-LA8"
    assert items["EDHR-OP4.01"]["cross_refs"] == "EDHR-OP3.01" and items["EIW-RET-O04"]["external_refs"] == "#22"


def test_months_of_an_action_beside_its_date_cell(items, reported):
    assert "March 2012" in items["EDHR-OC7.01"]["title_plain"] and "April 2012" in items["EDHR-OC7.01"]["title_plain"]
    assert reported["EDHR-OC7.01"]["date_raw"] == "Jun-12" and "date_in_action_text" in reported["EDHR-OC7.01"]["parse_flags"]


def test_a_figure_whose_sentence_breaks_off_is_kept_with_that_said(reported, items):
    assert "81.3%" in reported["EDHR-OP8.01"]["progress_plain"] and "breaks off" in items["EDHR-OP8.01"]["gloss"]


def test_references_are_written_out(items):
    assert {"Safeguarding Sub Committee", "PAB", "PSIC", "SPPC"} <= set(items["CAS-07"]["external_refs"].split(";"))


def test_a_gloss_stands_beside_the_source_and_not_in_it(items):
    assert "not spelled out" in items["EIW-HWB-P02"]["gloss"] and items["EIW-HWB-P02"]["source_ref"].startswith("line ")
    assert all(item["source_ref"] for item in items.values() if item["gloss"])


def test_under_consideration_is_a_status(reported, judged_now):
    assert {item for item, row in reported.items() if row["status"] == "under_consideration"} == {"TRT-04", "TRT-09"}
    assert judged_now.loc["TRT-04", "schedule_health"] == "no_date"  # open: neither started nor closed


def test_a_kpi_with_a_date_is_judged_and_one_without_is_not_called_undated(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    listed = ei.exceptions(load_register(cycle), as_at=cycle.data_cut_off).counts.set_index("item_id")
    assert "status unknown" in listed.loc["EIW-LDC-K01", "reasons"] and "EIW-COM-K03" not in listed.index
    late = ei.exceptions(load_register(cycle), as_at=cycle.meeting_date).counts.set_index("item_id")
    assert late.loc["EIW-LDC-K01", "reasons"] == "overdue; status unknown"


def test_numbers_of_the_reports_are_carried(reported):
    assert [(reported[item]["value_reported"], reported[item]["value_unit"]) for item in ("CAS-06", "EIW-HWB-P02", "EIW-COM-P02")] == [
        ("12", "posts"),
        ("20", "people"),
        ("35", "cadets"),
    ]
