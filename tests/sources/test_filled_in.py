"""What a form or an export filled in is told: ends, times, first words of drop-downs, noughts, other units; sound forces are told nothing."""

from pathlib import Path

import pandas as pd
import pytest

from eianalysis.schema import TABLES
from eianalysis.sources.one_word import with_one_word
from eianalysis.sources.quality import flags_of
from eianalysis.sources.sizes import with_sizes
from eianalysis.sources.waits import with_waits
from tests.builders import table

SYNTHETIC = Path(__file__).resolve().parents[2] / "data" / "synthetic"
SEEN = ("stop_search", "survey_questions", "survey_waves")
CUT_OFF = pd.Timestamp("2023-03-31").date()


def told(name, frame):
    made = table(name, frame)
    looked = with_sizes(with_waits(with_one_word(made)))
    assert looked.frame.equals(made.frame)
    return "\n".join(words for source in looked.sources for words, _ in source.flags)


def text(name):
    """A table of the committed force as its file has it."""
    return pd.read_csv(SYNTHETIC / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize("seed", range(5))
def test_a_force_in_which_nothing_is_filled_in_is_told_nothing(make_force, seed):
    frames = make_force(seed=seed, searches=False)
    assert {name: said for name, frame in frames.items() if name not in SEEN and (said := told(name, frame))} == {}
    assert "any force pays" not in str(flags_of(table("pay", frames["pay"]).frame, TABLES["pay"], CUT_OFF))


CASES = [("grievances", "lodged", "closed"), ("misconduct_cases", "received", "finalised"), ("complaints", "logged", "finalised")]


@pytest.mark.parametrize("name, began, ended", CASES)
def test_a_list_of_closed_cases_only_is_told(name, began, ended):
    rows = text(name)
    assert f"every row has {ended}" in told(name, rows[rows[ended] != ""])


@pytest.mark.parametrize("name, began, ended", [*CASES, ("vetting", "requested_on", "decided_on")])
def test_open_cases_closed_on_the_day_of_the_export_are_told_and_blank_they_are_not(name, began, ended):
    rows = text(name)
    assert f"{ended} is 31 March 2023 in" in told(name, rows.assign(**{ended: rows[ended].replace("", "2023-03-31")}))
    assert not told(name, rows)


@pytest.mark.parametrize("name, began, ended", [*CASES, ("vetting", "requested_on", "decided_on")])
@pytest.mark.parametrize("days, said", [(0, "the same day as"), (28, "28 days after")])
def test_ends_that_are_all_so_many_days_after_the_beginning_are_told(name, began, ended, days, said):
    rows = text(name)
    closed = rows[ended] != ""
    rows = rows.assign(**{ended: rows[ended].mask(closed, (pd.to_datetime(rows[began]) + pd.Timedelta(days=days)).dt.strftime("%Y-%m-%d"))})
    assert f"{ended} is {said}" in told(name, rows)


@pytest.mark.parametrize("name, began, ended", [CASES[1], CASES[2], ("vetting", "requested_on", "decided_on")])
def test_one_year_that_ends_when_it_begins_is_told_with_its_days(name, began, ended):
    rows = text(name)
    odd = (rows[ended] != "") & (rows[began] >= "2021-04-01") & (rows[began] < "2022-04-01")
    assert f"{ended} is the same day as {began}" in told(name, rows.assign(**{ended: rows[ended].mask(odd, rows[began])}))


def test_a_year_of_the_first_word_of_a_drop_down_is_told():
    rows = text("exit_interviews")
    last = (rows["leave_date"] >= "2022-04-01") & (rows["main_reason"] != "")
    assert "main_reason: " in told("exit_interviews", rows.assign(main_reason=rows["main_reason"].mask(last, "career change")))


@pytest.mark.parametrize(
    "name, day, column, word", [("applications", "applied_on", "ethnicity_code", "A1"), ("complaints", "logged", "complainant_ethnicity", "Asian")]
)
def test_unknown_groups_that_are_filled_in_with_one_word_in_a_year_are_told(name, day, column, word):
    rows = text(name)
    last = rows[day].between("2022-04-01", "2023-03-31") & rows[column].isin(["", "U", "NS", "P", "Not stated", "Not recorded", "Prefer not to say"])
    assert "was the unknown filled in with it? Leave it blank" in told(name, rows.assign(**{column: rows[column].mask(last, word)}))


def test_unknown_groups_that_are_asked_after_and_answered_are_not_told():
    rows = text("applications")
    last = rows["applied_on"].between("2022-04-01", "2023-03-31") & rows["ethnicity_code"].isin(["", "U", "NS", "P"])
    declared = rows.loc[~rows["ethnicity_code"].isin(["", "U", "NS", "P"]), "ethnicity_code"]
    answers = pd.Series(declared.sample(int(last.sum()), random_state=1).to_numpy(), index=rows.index[last])
    assert not told("applications", rows.assign(ethnicity_code=rows["ethnicity_code"].mask(last, answers)))


@pytest.mark.parametrize(
    "name, column, word",
    [
        ("training_attendance", "status", "attended"),
        ("misconduct_cases", "case_to_answer", "Y"),
        ("exit_interviews", "completed", "Y"),
        ("stay_interviews", "completed", "Y"),
        ("outreach", "applied", "Y"),
        ("vetting", "decision", "cleared"),
    ],
)
def test_a_list_of_those_only_who_did_is_told(name, column, word):
    rows = text(name)
    assert f"{column}: every one of its" in told(name, rows[rows[column] == word])


def test_a_course_that_lists_only_those_who_came_is_told():
    rows = text("training_attendance")
    course = rows["course"] == rows["course"].value_counts().index[0]
    assert "of one course, though elsewhere not everybody does" in told("training_attendance", rows[~course | (rows["status"] == "attended")])


@pytest.mark.parametrize("times, said", [(1000, "another unit"), (0, "nothing but noughts in 1 October 2022 to 31 March 2023")])
def test_months_in_another_unit_or_of_noughts_are_told(times, said):
    rows = text("cj_outcomes")
    late = rows["month"] >= "2022-10"
    column = "recorded" if times else "charged"
    assert said in told(
        "cj_outcomes", rows.assign(**{column: rows[column].mask(late, (rows[column].replace("", "0").astype(float) * times).astype(int).astype(str))})
    )


def test_pay_of_a_year_called_pay_of_a_month_is_told():
    rows = text("pay")
    made = table("pay", rows.assign(pay_in_period=(rows["pay_in_period"].astype(float) * 12).round(2).astype(str)))
    assert "more than any force pays" in str(flags_of(made.frame, TABLES["pay"], CUT_OFF))
