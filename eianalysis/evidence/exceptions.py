"""What needs the board, and why: red, overdue, contradictory, unowned, unknown, undated."""

from __future__ import annotations

from datetime import date

import pandas as pd

from eianalysis.evidence.judging import DATED, DONE, PROMISES, judged, register_result
from eianalysis.results import Definition, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

#: What makes an item an exception, worst first, and how it is said.
REASONS = {
    "red": "reported red",
    "overdue": "overdue",
    "delayed": "reported delayed",
    "contradictory_status": "status contradicts itself",
    "no_owner": "no owner",
    "unknown_status": "status unknown",
    "no_date": "no date",
}
CONTRADICTIONS = ("contradictory_status", "text_says_complete")


def exceptions(register: TypedTable, *, as_at: date, within_months: int = 3) -> Result:
    """Return the items of live programmes that need the board: red, overdue, delayed, contradictory, unowned, unknown, undated.

    One row an item, worst first, with every reason in ``reasons``. Parts and measures that are reported only with the
    recommendation they belong to are not listed again. An absent colour is never red and never green.
    """
    items = promises(judged(register, as_at, within_months))
    found = reasons(items)
    items, found = items[found.any(axis=1)], found[found.any(axis=1)]
    names, said = list(found.columns), [REASONS[name] for name in found.columns]
    hits = found.to_numpy()
    items = items.assign(
        exception=[names[row.argmax()] for row in hits],
        reasons=["; ".join(word for word, hit in zip(said, row, strict=True) if hit) for row in hits],
        _rank=[int(row.argmax()) for row in hits],
        _late=-items["days_overdue"].fillna(0).astype("float64"),
    )
    items = items.sort_values(["_rank", "_late", "programme", "item_id"], kind="stable")
    items = items.drop(columns=["_rank", "_late"]).reset_index(drop=True)
    return register_result(
        "exceptions",
        items,
        register,
        Definition(
            title="Exceptions: what needs the board",
            numerator="",
            denominator="",
            noun="items",
            method=f"Live programmes only, judged as at {day_in_words(as_at)}.",
            notes=(
                "A colour that was not recorded counts neither as red nor as green.",
                "A date is not a status: an item with a past date and no word of completion is overdue.",
                "A performance indicator with a date is judged by it; one without is measured, and not listed as undated.",
            ),
            serves=("EDHR-LA2.05",),
        ),
    )


def promises(items: pd.DataFrame) -> pd.DataFrame:
    """Of judged items those that a board follows: what was promised in live programmes, reported for itself."""
    return items[items["live"].astype(bool) & items["kind"].isin(PROMISES) & (items["update_basis"] != "parent")]


def reasons(items: pd.DataFrame) -> pd.DataFrame:
    """For each item, which reasons make it an exception; the columns in the order of ``REASONS``."""
    open_ = ~items["reported_status"].isin(DONE)
    asked = open_ & items["kind"].isin(DATED)
    judged_by_day = asked | open_ & items["due_on"].notna()
    contradictory = items["parse_flags"].str.contains("|".join(CONTRADICTIONS), regex=True)
    return pd.DataFrame(
        {
            "red": items["rag_reported"] == "red",
            "overdue": items["schedule_health"] == "overdue",
            "delayed": open_ & (items["reported_status"] == "delayed"),
            "contradictory_status": contradictory,
            "no_owner": open_ & (items["owner_role"] == ""),
            "unknown_status": judged_by_day & (items["reported_status"] == "unknown"),
            "no_date": asked & (items["schedule_health"] == "no_date"),
        },
        index=items.index,
    ).astype(bool)
