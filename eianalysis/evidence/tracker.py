"""The register as at a day: what is late, undated, unowned or contradictory, and how far dates have slipped.

Schedule health is worked out from dates and is never called a RAG; a colour is only ever what was reported. Everything
is judged at the cycle's data cut-off, so that an old pack says the same today as it did then.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.results import Definition, Missing, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

HEALTH = ("overdue", "recurring_due", "due_within_cycle", "not_due", "event_triggered", "no_date", "closed", "not_live")
CLOSED = ("complete", "superseded", "not_applicable")
#: Kinds that promise something by name; objectives are aims, a next step is not late until it is reported again.
PROMISES = ("recommendation", "part", "action", "deliverable", "kpi")
#: Kinds that are judged by a date: a KPI without one is measured, not done.
DATED = ("recommendation", "part", "action", "deliverable")
#: Kinds that have no place in a schedule, and kinds whose dates are those of remarks.
NOTES = ("progress_note", "term_of_reference")
REMARKS = ("objective",)
#: What makes an item an exception, worst first, and how it is said.
REASONS = {
    "red": "reported red", "overdue": "overdue", "contradictory_status": "status contradicts itself",
    "no_owner": "no owner", "unknown_status": "status unknown", "no_date": "no date",
}
#: What can be counted with ``coverage``.
COVERAGE = ("characteristics", "owner_role", "workstream", "duties", "programme")
_MONTHS = {"monthly": 1, "quarterly": 3, "six_monthly": 6, "yearly": 12}
_CONTRADICTIONS = ("contradictory_status", "text_says_complete")
_JUDGED_BY = ("live", "reported_status", "recurrence", "due_on", "updated_on", "precision", "date_start")
_SHOWN = ("item_id", "programme", "workstream", "workstream_name", "kind", "title_plain", "owner_role", "reported_status", "rag_reported",
          "date_raw", "due_on", "precision", "recurrence", "schedule_health", "days_overdue", "days_since_update",
          "reported_cycle", "updated_on", "progress_plain", "characteristics", "characteristics_basis", "duties",
          "external_refs", "applicability", "evidence_type", "kpi_code", "parent_id", "source_doc", "parse_flags",
          "update_basis", "live", "last_reported", "evidence_link")


def schedule(register: TypedTable, *, as_at: date, within_months: int = 3) -> Result:
    """Return every item of a live programme with its schedule health: overdue, due soon, undated, waiting, closed.

    Parameters
    ----------
    register : TypedTable
        From ``load_register``.
    as_at : date
        The day it is judged on: ``cycle.data_cut_off``, never today.
    within_months : int
        How far ahead "due within the cycle" looks.

    Returns
    -------
    Result of shape ``register``
        One row an item; progress notes and terms of reference are left out. A month is overdue the day after its last
        day; a quarter of unknown year by its later reading; a date inside an objective is that of a remark, not due.
        Programmes no longer reported are in ``dormant``, so that they never swamp what is live.

    Examples
    --------
    >>> schedule(register, as_at=cycle.data_cut_off)                                              # doctest: +SKIP
    <Result schedule: register, 161 rows, not released>
    """
    items = judged(register, as_at, within_months)
    items = items[items["live"].astype(bool) & ~items["kind"].isin(NOTES)].reset_index(drop=True)
    return register_result("schedule", items, register, Definition(
        title="Schedule of recommendations and plan items", numerator="", denominator="", noun="items",
        method=f"Judged as at {day_in_words(as_at)}; due soon means within {within_months} months.",
        notes=("A month-only date is late from the day after its last day.",
               "A quarter whose year basis is unknown is judged by its later reading.",
               "Schedule health is worked out from dates; a colour is shown only where one was reported."),
        serves=("EDHR-OP1.03",)))


def exceptions(register: TypedTable, *, as_at: date, within_months: int = 3) -> Result:
    """Return the items of live programmes that need the board: red, overdue, contradictory, unowned, unknown, undated.

    One row an item, worst first, with every reason in ``reasons``. Parts and measures that are reported only with the
    recommendation they belong to are not listed again. An absent colour is never red and never green.
    """
    items = judged(register, as_at, within_months)
    items = items[items["live"] & items["kind"].isin(PROMISES) & (items["update_basis"] != "parent")]
    found = reasons(items)
    items, found = items[found.any(axis=1)], found[found.any(axis=1)]
    names, said = list(found.columns), [REASONS[name] for name in found.columns]
    hits = found.to_numpy()
    items = items.assign(
        exception=[names[row.argmax()] for row in hits],
        reasons=["; ".join(word for word, hit in zip(said, row, strict=True) if hit) for row in hits],
        _rank=[int(row.argmax()) for row in hits], _late=-items["days_overdue"].fillna(0).astype("float64"))
    items = items.sort_values(["_rank", "_late", "programme", "item_id"], kind="stable")
    items = items.drop(columns=["_rank", "_late"]).reset_index(drop=True)
    return register_result("exceptions", items, register, Definition(
        title="Exceptions: what needs the board", numerator="", denominator="", noun="items",
        method=f"Live programmes only, judged as at {day_in_words(as_at)}.",
        notes=("A colour that was not recorded counts neither as red nor as green.",
               "A date is not a status: an item with a past date and no word of completion is overdue."),
        serves=("EDHR-LA2.05",)))


def dormant(register: TypedTable, *, as_at: date) -> Result:
    """Return the items of programmes no longer reported, with what was last said of them and when.

    A plan of 2012 has no place among what is overdue now; it is neither done nor late, only not reported since.
    """
    items = judged(register, as_at)
    items = items[~items["live"].astype(bool) & ~items["kind"].isin(("progress_note",))]
    items = items.assign(reported="last reported " + items["last_reported"] + "; not reported since")
    columns = ["item_id", "programme", "title_plain", "owner_role", "date_raw", "reported_status", "reported"]
    return register_result("dormant", items[columns].reset_index(drop=True), register, Definition(
        title="Programmes no longer reported", numerator="", denominator="", noun="items",
        method="Statuses are those of the last report; nothing is judged late.",
        notes=("Items stay in the register because they may still be asked about, and their practice may transfer.",)))


def reasons(items: pd.DataFrame) -> pd.DataFrame:
    """For each item, which reasons make it an exception; the columns in the order of ``REASONS``."""
    open_ = ~items["reported_status"].isin((*CLOSED, "complete_recurring"))
    asked = open_ & items["kind"].isin(DATED)
    contradictory = items["parse_flags"].str.contains("|".join(_CONTRADICTIONS), regex=True)
    return pd.DataFrame({
        "red": items["rag_reported"] == "red",
        "overdue": items["schedule_health"] == "overdue",
        "contradictory_status": contradictory,
        "no_owner": open_ & (items["owner_role"] == ""),
        "unknown_status": asked & (items["reported_status"] == "unknown"),
        "no_date": asked & (items["schedule_health"] == "no_date"),
    }, index=items.index).astype(bool)


def coverage(register: TypedTable, *, by: str, as_at: date) -> Result:
    """Return how many live items touch each characteristic, duty, owner role or workstream, and how they stand.

    An item that names several is counted under each, so the rows do not add up to the number of items; ``all`` and
    ``not_recorded`` are rows of their own, because a source that ticks nothing has not said "none".
    """
    if by not in COVERAGE:
        raise UsageError(f"coverage cannot be counted by '{by}'; {did_you_mean(by, COVERAGE)}")
    items = judged(register, as_at)
    items = items[items["live"] & ~items["kind"].isin(NOTES)]
    items = items.assign(group=items[by].replace("", "none named").str.split(";")).explode("group")
    items["group"] = items["group"].str.strip()
    closed = items["schedule_health"] == "closed"
    table = pd.DataFrame({
        "group": items["group"], "items": 1, "open": (~closed).astype(int), "closed": closed.astype(int),
        **{name: (items["schedule_health"] == name).astype(int) for name in ("overdue", "due_within_cycle", "no_date")},
    })
    table = table.groupby("group", sort=True, as_index=False).sum()
    last = table["group"].isin(("all", "not_recorded", "none named"))
    table = pd.concat([table[~last], table[last]], ignore_index=True)
    table.insert(0, "by", by)
    return register_result(f"coverage_by_{by}", table, register, Definition(
        title=f"Items by {by.replace('_', ' ')}", numerator="", denominator="", noun="items",
        method=f"Live programmes only, judged as at {day_in_words(as_at)}.",
        notes=("An item that names several is counted under each, so rows do not add up.",)), keys=("by", "group"))


def slippage(updates: TypedTable, *, as_at: date) -> Result:
    """Return how far each item's due date has moved since it was first given, and how often it moved.

    Takes ``load_updates(cycle)``; needs items reported at two cycles or more with a date each time.
    """
    definition = Definition(
        title="Dates that moved", numerator="", denominator="", noun="items",
        method=f"Last due date less the first, from the reports held as at {day_in_words(as_at)}.",
        notes=("Later readings of quarters are compared with later readings.",))
    frame = updates.frame
    dated = frame[frame["date_end"].notna() & ~frame["precision"].isin(("open_ended", "event", "recurring", "none"))]
    rows = []
    for item, told in dated.groupby("item_id", sort=False):
        if len(told) < 2:
            continue
        first, last = told.iloc[0], told.iloc[-1]
        rows.append({
            "item_id": item, "title_plain": last["title_plain"], "workstream": last["workstream"],
            "first_cycle": first["cycle_id"], "first_due": first["date_end"], "last_cycle": last["cycle_id"],
            "last_due": last["date_end"], "days_slipped": (last["date_end"] - first["date_end"]).days,
            "times_moved": int((told["date_end"].diff().dt.days.fillna(0) != 0).sum()), "reports": len(told),
            "update_basis": "synthetic" if (told["update_basis"] == "synthetic").any() else "real",
        })
    columns = ["item_id", "title_plain", "workstream", "first_cycle", "first_due", "last_cycle", "last_due",
               "days_slipped", "times_moved", "reports", "update_basis"]
    table = pd.DataFrame(rows, columns=columns)
    if not rows:
        return Result("slippage", "register", definition, table, keys=("item_id",), sources=updates.sources,
                      missing=Missing("recommendations/updates.csv", ("date_raw",),
                                      reason="no item has been reported with a date at two cycles or more"))
    table = table.sort_values(["days_slipped", "item_id"], ascending=[False, True], kind="stable")
    return Result("slippage", "register", definition, table.reset_index(drop=True), keys=("item_id",),
                  sources=updates.sources)


def register_result(measure: str, table: pd.DataFrame, register: TypedTable, definition: Definition,
                    keys: tuple[str, ...] = ("item_id",)) -> Result:
    """A table of the register as a result, not available where there is no register."""
    missing = Missing("recommendations/register.csv", ("item_id", "title_plain")) if register.absent else None
    return Result(measure, "register", definition, table, keys=keys, sources=register.sources, missing=missing)


def judged(register: TypedTable, as_at: date, within_months: int = 3) -> pd.DataFrame:
    """The register's items with due day, schedule health, days overdue and days since the last update."""
    day = pd.Timestamp(as_at)
    items = register.frame.copy()
    if register.absent or items.empty:
        return pd.DataFrame(columns=[*_SHOWN])
    datable = ~items["precision"].isin(("open_ended", "event", "recurring", "none"))
    items["due_on"] = items["date_end"].where(datable & ~items["kind"].isin((*NOTES, *REMARKS)))
    items["schedule_health"] = [_health(item, day, day + pd.DateOffset(months=within_months))
                                for item in items[list(_JUDGED_BY)].to_dict("records")]
    late = items["schedule_health"] == "overdue"
    items["days_overdue"] = (day - items["due_on"]).dt.days.where(late).astype("Int64")
    items["days_since_update"] = (day - items["updated_on"]).dt.days.clip(lower=0).astype("Int64")
    for column in ("owner_role", "characteristics", "duties", "external_refs"):
        items[column] = items[column].str.replace(";", "; ")
    return items[list(_SHOWN)]


def _health(item: dict, day: pd.Timestamp, horizon: pd.Timestamp) -> str:
    """The schedule health of one item on a day."""
    if not item["live"]:
        return "not_live"
    status, recurrence, due = item["reported_status"], item["recurrence"], item["due_on"]
    if status in CLOSED:
        return "closed"
    if recurrence in _MONTHS and (status == "complete_recurring" or pd.isna(due)):
        since = due if pd.notna(due) else item["updated_on"]
        if pd.isna(since):
            return "closed" if status == "complete_recurring" else "recurring_due"
        again = since + pd.DateOffset(months=_MONTHS[recurrence])
        return "recurring_due" if again <= horizon else "closed" if status == "complete_recurring" else "not_due"
    if status == "complete_recurring":
        return "closed"
    if pd.notna(due):
        return "overdue" if day > due else "due_within_cycle" if due <= horizon else "not_due"
    if item["precision"] == "open_ended" and item["date_start"] > day:
        return "not_due"
    return "event_triggered" if item["precision"] == "event" else "no_date"
