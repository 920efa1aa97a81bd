"""The register as it stands on a day: the schedule, what is no longer reported, what items touch, how far dates have slipped."""

from __future__ import annotations

from datetime import date

import pandas as pd

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.evidence.judging import NOTES, UNDATED, judged, register_result
from eianalysis.results import Definition, Missing, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

#: What can be counted with ``coverage``.
COVERAGE = ("characteristics", "owner_role", "workstream", "duties", "programme")


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
    return register_result(
        "schedule",
        items,
        register,
        Definition(
            title="Schedule of recommendations and plan items",
            numerator="",
            denominator="",
            noun="items",
            method=f"Judged as at {day_in_words(as_at)}; due soon means within {within_months} months.",
            notes=(
                "A month-only date is late from the day after its last day.",
                "A quarter whose year basis is unknown is judged by its later reading.",
                "Schedule health is worked out from dates; a colour is shown only where one was reported.",
            ),
            serves=("EDHR-OP1.03",),
        ),
    )


def dormant(register: TypedTable, *, as_at: date) -> Result:
    """Return the items of programmes no longer reported, with what was last said of them and when.

    A plan of 2012 has no place among what is overdue now; it is neither done nor late, only not reported since.
    """
    items = judged(register, as_at)
    items = items[~items["live"].astype(bool) & ~items["kind"].isin(("progress_note",))]
    items = items.assign(reported="last reported " + items["last_reported"] + "; not reported since")
    columns = ["item_id", "programme", "title_plain", "owner_role", "date_raw", "reported_status", "reported"]
    return register_result(
        "dormant",
        items[columns].reset_index(drop=True),
        register,
        Definition(
            title="Programmes no longer reported",
            numerator="",
            denominator="",
            noun="items",
            method="Statuses are those of the last report; nothing is judged late.",
            notes=("Items stay in the register because they may still be asked about, and their practice may transfer.",),
        ),
    )


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
    table = pd.DataFrame(
        {
            "group": items["group"],
            "items": 1,
            "open": (~closed).astype(int),
            "closed": closed.astype(int),
            **{name: (items["schedule_health"] == name).astype(int) for name in ("overdue", "due_within_cycle", "no_date")},
        }
    )
    table = table.groupby("group", sort=True, as_index=False).sum()
    last = table["group"].isin(("all", "not_recorded", "none named"))
    table = pd.concat([table[~last], table[last]], ignore_index=True)
    table.insert(0, "by", by)
    return register_result(
        f"coverage_by_{by}",
        table,
        register,
        Definition(
            title=f"Items by {by.replace('_', ' ')}",
            numerator="",
            denominator="",
            noun="items",
            method=f"Live programmes only, judged as at {day_in_words(as_at)}.",
            notes=("An item that names several is counted under each, so rows do not add up.",),
        ),
        keys=("by", "group"),
    )


def slippage(updates: TypedTable, *, as_at: date) -> Result:
    """Return how far each item's due date has moved since it was first given, and how often it moved.

    Takes ``load_updates(cycle)``; needs items reported at two cycles or more with a date each time. A date written in other
    words that ends on the same day has not moved, and an item whose date never moved has no row.
    """
    definition = Definition(
        title="Dates that moved",
        numerator="",
        denominator="",
        noun="items",
        method=f"Last due date less the first, from the reports held as at {day_in_words(as_at)}.",
        notes=("Later readings of quarters are compared with later readings.",),
    )
    frame = updates.frame
    dated = frame[frame["date_end"].notna() & ~frame["precision"].isin(UNDATED)]
    rows, again = [], 0
    for item, told in dated.groupby("item_id", sort=False):
        again += len(told) > 1
        moved = int((told["date_end"].diff().dt.days.fillna(0) != 0).sum())
        if not moved:
            continue
        first, last = told.iloc[0], told.iloc[-1]
        rows.append(
            {
                "item_id": item,
                "title_plain": last["title_plain"],
                "workstream": last["workstream"],
                "first_cycle": first["cycle_id"],
                "first_due": first["date_end"],
                "last_cycle": last["cycle_id"],
                "last_due": last["date_end"],
                "days_slipped": (last["date_end"] - first["date_end"]).days,
                "times_moved": moved,
                "reports": len(told),
                "update_basis": "synthetic" if (told["update_basis"] == "synthetic").any() else "real",
            }
        )
    columns = [
        "item_id",
        "title_plain",
        "workstream",
        "first_cycle",
        "first_due",
        "last_cycle",
        "last_due",
        "days_slipped",
        "times_moved",
        "reports",
        "update_basis",
    ]
    table = pd.DataFrame(rows, columns=columns)
    if not again:
        return Result(
            "slippage",
            "register",
            definition,
            table,
            keys=("item_id",),
            sources=updates.sources,
            missing=Missing("recommendations/updates.csv", ("date_raw",), reason="no item has been reported with a date at two cycles or more"),
        )
    table = table.sort_values(["days_slipped", "item_id"], ascending=[False, True], kind="stable")
    return Result("slippage", "register", definition, table.reset_index(drop=True), keys=("item_id",), sources=updates.sources)
