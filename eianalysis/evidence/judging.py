"""Every item of the register as at a day: when it is due, in words and as a date, and how it stands in the schedule.

Schedule health is worked out from dates and is never called a RAG; a colour is only ever what was reported. Everything
is judged at the cycle's data cut-off, so that an old pack says the same today as it did then.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.results import Definition, Missing, Result
from eianalysis.schema.register import RECURRENCES
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words, month_in_words, month_name

HEALTH = ("overdue", "recurring_due", "due_within_cycle", "not_due", "event_triggered", "no_date", "closed", "not_live")
CLOSED = ("complete", "superseded", "not_applicable")
#: Closed, or done once and to be done again: nobody waits for it.
DONE = (*CLOSED, "complete_recurring")
#: Kinds that promise something by name; objectives are aims, a next step is not late until it is reported again.
PROMISES = ("recommendation", "part", "action", "deliverable", "kpi")
#: Kinds of which a day is asked: a KPI without one is measured, not done. One that has a day is judged by it like any other.
DATED = ("recommendation", "part", "action", "deliverable")
#: Kinds that have no place in a schedule, and kinds whose dates are those of remarks.
NOTES = ("progress_note", "term_of_reference")
REMARKS = ("objective",)
#: Precisions that name no last day.
UNDATED = ("open_ended", "event", "recurring", "none")
_AGAIN = dict(
    zip(
        RECURRENCES,
        (
            pd.DateOffset(weeks=1),
            pd.DateOffset(months=1),
            pd.DateOffset(weeks=6),
            pd.DateOffset(months=3),
            pd.DateOffset(months=6),
            pd.DateOffset(years=1),
            pd.DateOffset(years=3),
        ),
        strict=True,
    )
)
#: What comes round at least as often as boards meet: a report of it is a report that it was done.
OFTEN = RECURRENCES[: RECURRENCES.index("quarterly") + 1]
_JUDGED_BY = ("live", "reported_status", "recurrence", "due_on", "updated_on", "precision", "date_start")
_SHOWN = (
    "item_id",
    "programme",
    "workstream",
    "workstream_name",
    "kind",
    "title_plain",
    "source_ref",
    "gloss",
    "owner_role",
    "reported_status",
    "rag_reported",
    "date_raw",
    "due_on",
    "due_words",
    "precision",
    "recurrence",
    "schedule_health",
    "days_overdue",
    "days_since_update",
    "reported_cycle",
    "updated_on",
    "progress_plain",
    "value_reported",
    "value_unit",
    "target_value",
    "target_unit",
    "target_direction",
    "characteristics",
    "characteristics_basis",
    "duties",
    "external_refs",
    "linked_workstreams",
    "cross_refs",
    "same_subject",
    "applicability",
    "evidence_type",
    "kpi_code",
    "parent_id",
    "source_doc",
    "parse_flags",
    "update_basis",
    "live",
    "last_reported",
    "evidence_link",
)
_SETS = ("owner_role", "characteristics", "duties", "external_refs", "linked_workstreams", "cross_refs", "same_subject")


def judged(register: TypedTable, as_at: date, within_months: int = 3) -> pd.DataFrame:
    """The register's items with due day, schedule health, days overdue and days since the last update."""
    day = pd.Timestamp(as_at)
    items = register.frame.copy()
    if register.absent or items.empty:
        return pd.DataFrame(columns=[*_SHOWN])
    datable = ~items["precision"].isin(UNDATED)
    items["due_on"] = items["date_end"].where(datable & ~items["kind"].isin((*NOTES, *REMARKS)))
    items["due_words"] = pd.array(
        [due_words(item) for item in items[["date_raw", "date_start", "date_end", "precision", "trigger_text", "recurrence"]].to_dict("records")], dtype="str"
    )
    items["schedule_health"] = [_health(item, day, day + pd.DateOffset(months=within_months)) for item in items[list(_JUDGED_BY)].to_dict("records")]
    late = items["schedule_health"] == "overdue"
    items["days_overdue"] = (day - items["due_on"]).dt.days.where(late).astype("Int64")
    items["days_since_update"] = (day - items["updated_on"]).dt.days.clip(lower=0).astype("Int64")
    for column in _SETS:
        items[column] = items[column].str.replace(";", "; ")
    return items[list(_SHOWN)]


def _health(item: dict, day: pd.Timestamp, horizon: pd.Timestamp) -> str:
    """The schedule health of one item on a day."""
    if not item["live"]:
        return "not_live"
    status, recurrence, due = item["reported_status"], item["recurrence"], item["due_on"]
    if status in CLOSED:
        return "closed"
    if recurrence in _AGAIN and (status == "complete_recurring" or pd.isna(due) and recurrence in OFTEN):
        since = due if pd.notna(due) else item["updated_on"]
        if pd.isna(since):
            return "closed" if status == "complete_recurring" else "recurring_due"
        again = since + _AGAIN[recurrence]
        return "recurring_due" if again <= horizon else "closed" if status == "complete_recurring" else "not_due"
    if status == "complete_recurring":
        return "closed"
    if pd.notna(due):
        return "overdue" if day > due else "due_within_cycle" if due <= horizon else "not_due"
    if item["precision"] == "open_ended" and item["date_start"] > day:
        return "not_due"
    return "event_triggered" if item["precision"] == "event" else "no_date"


def due_words(item: dict) -> str:
    """When an item is due, as a person says it; where the year may be two, both readings stand.

    >>> due_words({"date_raw": "Q1 23", "date_start": pd.Timestamp("2023-01-01"), "date_end": pd.Timestamp("2023-06-30"),
    ...            "precision": "quarter", "trigger_text": "", "recurrence": "none"})
    'January to March 2023, or April to June 2023'
    """
    precision, comes = item["precision"], "" if item["recurrence"] == "none" else item["recurrence"].replace("_", "-")
    if precision == "event":
        return item["trigger_text"]
    if precision in ("none", "recurring"):
        return comes.capitalize()
    if precision == "open_ended":
        said = "" if pd.isna(item["date_start"]) else f"From {day_in_words(item['date_start'])}"
    else:
        first, last = item["date_start"], item["date_end"]
        read = parse_date_as_written(item["date_raw"])
        spans = [(pd.Timestamp(each.start), pd.Timestamp(each.end)) for each in read.readings]
        whole = spans and (spans[0][0], max(end for _, end in spans)) == (first, last)  # a person may have settled which it is
        said = ", or ".join(_span(*each) for each in (spans if whole else [(first, last)]))
    return f"{said}, then {comes}" if said and comes else said or comes.capitalize()


def _span(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """'19 January 2022', 'December 2022', 'January to March 2023', '2025', '3 to 9 April 2023'."""
    if pd.isna(first) or first == last:
        return day_in_words(last)
    months = first.day == 1 and (last + pd.Timedelta(days=1)).day == 1
    if months and (first.month, last.month, first.year) == (1, 12, last.year):
        return f"{last.year}"
    if months and (first.year, first.month) == (last.year, last.month):
        return month_in_words(last)
    if months:
        return f"{month_in_words(first) if first.year != last.year else month_name(first)} to {month_in_words(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_in_words(last)}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def of_register(definition: Definition, register: TypedTable) -> Definition:
    """The definition with those items alone that the register has: reviews and plans of other forces have other items."""
    known = set(register.frame.get("item_id", ()))
    return replace(definition, serves=tuple(item for item in definition.serves if item in known))


def register_result(measure: str, table: pd.DataFrame, register: TypedTable, definition: Definition, keys: tuple[str, ...] = ("item_id",)) -> Result:
    """A table of the register as a result, not available where there is no register."""
    definition = of_register(definition, register)
    missing = Missing("recommendations/register.csv", ("item_id", "title_plain")) if register.absent else None
    return Result(measure, "register", definition, table, keys=keys, sources=register.sources, missing=missing)
