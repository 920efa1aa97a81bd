"""How an item stands in the schedule on a day, and when it is due in words."""

from datetime import date

import pandas as pd
import pytest

from eianalysis.evidence.judging import _SHOWN, _span, due_words, judged, register_result
from eianalysis.results import Definition
from eianalysis.sources.typed import TypedTable

DAY = date(2023, 3, 31)
NONE = pd.NaT


def stamp(text):
    return pd.Timestamp(text) if text else NONE


def items(*rows):
    """A register of items, each an action in progress without a day but for what is said."""
    plain = dict.fromkeys(_SHOWN, "") | {
        "live": True,
        "reported_status": "in_progress",
        "recurrence": "none",
        "precision": "none",
        "kind": "action",
        "trigger_text": "",
        "date_raw": "",
    }
    made = [
        plain
        | {"item_id": f"X-{n}"}
        | {key: row[key] for key in row if not key.startswith("date_") and key != "updated_on"}
        | {name: stamp(row.get(name, "")) for name in ("date_start", "date_end", "updated_on")}
        | {"date_raw": row.get("date_raw", "")}
        for n, row in enumerate(rows)
    ]
    return TypedTable("register", pd.DataFrame(made))


def health(as_at=DAY, within=3, **row):
    return judged(items(row), as_at, within)["schedule_health"][0]


def due(day, **row):
    return {"precision": "day", "date_start": day, "date_end": day, **row}


def test_a_day_is_late_the_day_after_and_within_the_cycle_up_to_its_last_day():
    days = ("2023-03-30", "2023-03-31", "2023-06-30", "2023-07-01")
    assert [health(**due(day)) for day in days] == ["overdue", "due_within_cycle", "due_within_cycle", "not_due"]
    assert health(within=1, **due("2023-05-01")) == "not_due" and health(within=2, **due("2023-05-01")) == "due_within_cycle"
    table = judged(items(due("2023-03-30"), due("2023-03-31"), due("2023-02-28", reported_status="complete")), DAY)
    assert table["days_overdue"].tolist() == [1, pd.NA, pd.NA]


def test_three_months_are_looked_ahead_unless_said_otherwise():
    table = judged(items(due("2023-06-30"), due("2023-07-01")), DAY)
    assert table["schedule_health"].tolist() == ["due_within_cycle", "not_due"]


def test_what_is_closed_or_not_live_is_never_late():
    for status in ("complete", "superseded", "not_applicable"):
        assert health(**due("2020-01-01", reported_status=status)) == "closed"
    assert health(**due("2020-01-01", live=False)) == "not_live"
    assert health(**due("2020-01-01", reported_status="complete_recurring")) == "closed", "done, and nobody says how often it comes round"


@pytest.mark.parametrize(
    ("recurrence", "last", "next_"),
    [
        ("weekly", "2023-06-23", "2023-06-24"),
        ("monthly", "2023-05-30", "2023-06-01"),
        ("six_weekly", "2023-05-19", "2023-05-20"),
        ("quarterly", "2023-03-30", "2023-04-01"),
        ("six_monthly", "2022-12-30", "2023-01-01"),
        ("yearly", "2022-06-30", "2022-07-01"),
        ("three_yearly", "2020-06-30", "2020-07-01"),
    ],
)
def test_what_was_done_comes_round_again_after_its_time(recurrence, last, next_):
    assert health(**due(last, reported_status="complete_recurring", recurrence=recurrence)) == "recurring_due"
    assert health(**due(next_, reported_status="complete_recurring", recurrence=recurrence)) == "closed"
    undated = {"reported_status": "complete_recurring", "recurrence": recurrence}
    assert health(updated_on=last, **undated) == "recurring_due" and health(updated_on=next_, **undated) == "closed"
    assert health(**undated) == "closed", "nobody knows when it was done"


@pytest.mark.parametrize("recurrence", ["weekly", "monthly", "six_weekly", "quarterly"])
def test_of_what_comes_round_often_a_report_is_a_report_that_it_was_done(recurrence):
    assert health(recurrence=recurrence) == "recurring_due"
    assert health(recurrence=recurrence, updated_on="2023-07-30", as_at=date(2023, 3, 1)) == "not_due"
    assert health(recurrence=recurrence, updated_on="2022-12-31") == "recurring_due"
    assert health(recurrence=recurrence, **due("2023-03-30")) == "overdue", "one with a day is judged by it"


@pytest.mark.parametrize("recurrence", ["six_monthly", "yearly", "three_yearly"])
def test_what_comes_round_seldom_and_has_no_day_has_none(recurrence):
    assert health(recurrence=recurrence, updated_on="2015-01-31") == "no_date"


def test_what_has_no_last_day_is_not_late():
    assert health(precision="open_ended", date_start="2023-03-31") == "no_date" and health(precision="open_ended", date_start="2023-04-01") == "not_due"
    assert health(precision="open_ended") == "no_date" and health(precision="event") == "event_triggered" and health() == "no_date"
    for precision in ("open_ended", "event", "recurring", "none"):
        assert judged(items({"precision": precision, "date_end": "2020-01-01"}), DAY)["due_on"].isna().all()
    for kind in ("progress_note", "term_of_reference", "objective"):
        assert health(**due("2020-01-01", kind=kind)) == "no_date"
    for kind in ("recommendation", "part", "action", "deliverable", "kpi"):
        assert health(**due("2020-01-01", kind=kind)) == "overdue"


def test_days_since_an_update_are_counted_and_never_below_none():
    table = judged(items({"updated_on": "2023-03-01"}, {"updated_on": "2023-03-31"}, {"updated_on": "2023-05-01"}, {}), DAY)
    assert table["days_since_update"].tolist() == [30, 0, 0, pd.NA] and table["days_overdue"].isna().all()


def test_sets_are_written_apart_and_the_columns_are_the_registers():
    table = judged(items({"duties": "equality;fostering", "owner_role": "HR;Chief"}), DAY)
    assert table[["duties", "owner_role"]].iloc[0].tolist() == ["equality; fostering", "HR; Chief"] and list(table) == list(_SHOWN)


def test_an_absent_or_empty_register_is_a_table_without_rows():
    for register in (
        TypedTable("register", pd.DataFrame(), absent=True),
        TypedTable("register", items({}).frame.iloc[:0]),
        TypedTable("register", items({}).frame, absent=True),
    ):
        assert judged(register, DAY).empty and list(judged(register, DAY)) == list(_SHOWN)


def words(raw="", start="", end="", precision="day", trigger="", recurrence="none"):
    return due_words(
        {"date_raw": raw, "date_start": stamp(start), "date_end": stamp(end), "precision": precision, "trigger_text": trigger, "recurrence": recurrence}
    )


def test_when_it_is_due_in_words():
    assert words(precision="event", trigger="When it is live") == "When it is live"
    assert words(precision="none") == "" and words(precision="none", recurrence="six_monthly") == "Six-monthly"
    assert words(precision="recurring", recurrence="weekly") == "Weekly"
    assert words("Sept 12 onwards", "2022-09-12", precision="open_ended") == "From 12 September 2022"
    assert words("onwards", precision="open_ended") == ""
    assert words("Sept 12 onwards", "2022-09-12", precision="open_ended", recurrence="yearly") == "From 12 September 2022, then yearly"
    assert words("ongoing", precision="open_ended", recurrence="yearly") == "Yearly"
    assert words("19/01/2022", "2022-01-19", "2022-01-19") == "19 January 2022"
    assert words("19/01/2022", "2022-01-19", "2022-01-19", recurrence="six_monthly") == "19 January 2022, then six-monthly"


def test_of_a_quarter_that_may_be_two_both_are_said_until_a_person_settled_which():
    both = "January to March 2023, or April to June 2023"
    assert words("Q1 23", "2023-01-01", "2023-06-30", "quarter") == both
    assert words("Q1 23", "2023-04-01", "2023-06-30", "quarter") == "April to June 2023"
    assert words("Q1 23", "2023-01-01", "2023-03-31", "quarter") == "January to March 2023"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2022-01-19", "2022-01-19", "19 January 2022"),
        ("", "2022-01-19", "19 January 2022"),
        ("2022-12-01", "2022-12-31", "December 2022"),
        ("2023-01-01", "2023-03-31", "January to March 2023"),
        ("2022-12-01", "2023-03-31", "December 2022 to March 2023"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2024-01-01", "2025-12-31", "January 2024 to December 2025"),
        ("2023-04-03", "2023-04-09", "3 to 9 April 2023"),
        ("2023-04-01", "2023-04-09", "1 to 9 April 2023"),
        ("2023-04-03", "2023-04-30", "3 to 30 April 2023"),
        ("2022-04-03", "2023-04-09", "3 April 2022 to 9 April 2023"),
        ("2023-03-28", "2023-04-09", "28 March 2023 to 9 April 2023"),
        ("2023-02-01", "2023-12-31", "February to December 2023"),
        ("2023-01-01", "2023-11-30", "January to November 2023"),
        ("2022-03-01", "2023-03-31", "March 2022 to March 2023"),
    ],
)
def test_a_stretch_of_days_is_said_as_short_as_it_can_be(first, last, said):
    assert _span(stamp(first), stamp(last)) == said


def test_a_register_that_is_absent_is_not_available():
    definition = Definition("The register", "", "")
    gone = register_result("register", pd.DataFrame(), TypedTable("register", pd.DataFrame(), absent=True), definition)
    assert gone.missing.file == "recommendations/register.csv" and gone.missing.columns == ("item_id", "title_plain")
    there = register_result("register", pd.DataFrame({"item_id": ["1"]}), items({}), definition)
    assert there.missing is None and there.shape == "register" and there.keys == ("item_id",)
