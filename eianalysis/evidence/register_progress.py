"""How the register moves: how old the last word is, what contradicts itself, and when it could be done at this pace."""

from __future__ import annotations

from datetime import date

import pandas as pd

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.evidence.judging import CLOSED, DATED, DONE, NOTES, judged, register_result
from eianalysis.evidence.tracker import COVERAGE
from eianalysis.results import Definition, Missing, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words, month_in_words

FEWEST_CYCLES = 3
LONGEST_MONTHS = 240  # beyond twenty years a pace says nothing
#: What contradicts what, as it is said.
CONTRADICTIONS = {
    "text_complete": "the text says complete, the status does not",
    "complete_and_ongoing": "complete and ongoing at once",
    "complete_before_its_date": "shown complete, though its date lies ahead",
    "complete_and_red": "shown complete and reported red",
}


def contradictions(register: TypedTable, *, as_at: date) -> Result:
    """Return the items of live programmes whose own report says two things that cannot both be so.

    One row an item with every contradiction in ``reasons``. Nothing is corrected: a person decides which half is right.
    """
    items = judged(register, as_at)
    items = items[items["live"].astype(bool) & ~items["kind"].isin(NOTES)]
    flags, complete = items["parse_flags"].fillna(""), items["reported_status"] == "complete"
    found = pd.DataFrame(
        {
            "text_complete": flags.str.contains("text_says_complete") & ~items["reported_status"].isin(DONE),
            "complete_and_ongoing": flags.str.contains("contradictory_status"),
            "complete_before_its_date": complete & (items["due_on"] > pd.Timestamp(as_at)),
            "complete_and_red": complete & (items["rag_reported"] == "red"),
        },
        index=items.index,
    ).astype(bool)
    items, found = items[found.any(axis=1)], found[found.any(axis=1)]
    items = items.assign(reasons=["; ".join(CONTRADICTIONS[name] for name, hit in row.items() if hit) for row in found.to_dict("records")])
    return register_result(
        "contradictions",
        items.reset_index(drop=True),
        register,
        Definition(
            title="Reports that contradict themselves",
            numerator="",
            denominator="",
            noun="items",
            method=f"Live programmes only, judged as at {day_in_words(as_at)}.",
            notes=("Words in a text are a hint for a person; they never change a status.",),
        ),
    )


def age_of_updates(register: TypedTable, *, as_at: date, by: str = "workstream") -> Result:
    """Return how long ago the open items of each group were last reported on, in days.

    Items whose report bears no day, or that have none, are counted apart; they are not in the median.
    """
    if by not in COVERAGE:
        raise UsageError(f"age_of_updates cannot be grouped by '{by}'; {did_you_mean(by, COVERAGE)}")
    items = judged(register, as_at)
    items = items[items["live"].astype(bool) & ~items["kind"].isin(NOTES) & ~items["reported_status"].isin(CLOSED)]
    items = items.assign(group=items[by].replace("", "none named").str.split("; ")).explode("group")
    days = items["days_since_update"].astype("Float64")
    table = (
        items.assign(days=days, never=days.isna().astype("int64"))
        .groupby("group", sort=True)
        .agg(open_items=("item_id", "size"), median_days_since_update=("days", "median"), longest_days=("days", "max"), without_a_dated_report=("never", "sum"))
        .reset_index()
    )
    for column in ("median_days_since_update", "longest_days"):
        table[column] = table[column].round().astype("Int64")
    table.insert(0, "by", by)
    return register_result(
        f"age_of_updates_by_{by}",
        table,
        register,
        Definition(
            title=f"Days since the last report, by {by.replace('_', ' ')}",
            numerator="",
            denominator="",
            noun="items",
            method=f"Open items of live programmes, counted to {day_in_words(as_at)}.",
            notes=("A report without a day cannot be given an age, and is counted apart.",),
        ),
        keys=("by", "group"),
    )


def completion_forecast(updates: TypedTable, *, as_at: date) -> Result:
    """Return when each workstream's items could be complete if they went on closing at the pace seen so far.

    Parameters
    ----------
    updates : TypedTable
        From ``load_updates(cycle)``.
    as_at : date
        ``cycle.data_cut_off``; the forecast starts at the last report, not later than this.

    Returns
    -------
    Result of shape ``register``
        One row a workstream. Only items reported at three cycles or more are counted, because two points always lie on
        a line. ``expected`` is at the average pace; ``soonest`` and ``latest`` at the quickest and the slowest pace
        between two cycles. Where nothing can be said, ``why_not`` says why.
    """
    definition = Definition(
        title="When it could be complete at this pace",
        numerator="",
        denominator="",
        noun="items",
        method=f"Items closed a month over all cycles held as at {day_in_words(as_at)}; soonest and latest by the quickest and "
        "slowest pace between two cycles.",
        notes=("Only items reported at three cycles or more; a pace is no promise.",),
    )
    columns = [
        "workstream",
        "items",
        "cycles",
        "first_cycle",
        "last_cycle",
        "complete",
        "open",
        "closed_a_month",
        "soonest",
        "expected",
        "latest",
        "why_not",
        "update_basis",
    ]
    frame = updates.frame
    if not updates.absent:
        frame = frame[frame["kind"].isin((*DATED, "kpi")) & frame["live"].astype(bool)]
    rows = [_forecast(name, told) for name, told in frame.groupby("workstream", sort=True)] if len(frame) else []
    table = pd.DataFrame(rows, columns=columns)
    missing = None
    if not (table["items"] > 0).any():
        most = 0 if frame.empty else int(frame.groupby("item_id")["cycle_id"].nunique().max())
        missing = Missing(
            "recommendations/updates.csv",
            ("item_id", "cycle_id", "status"),
            reason=f"a pace needs items reported at {FEWEST_CYCLES} cycles or more; the most reports of one item held so far are {most}",
        )
    return Result("completion_forecast", "register", definition, table, keys=("workstream",), sources=updates.sources, missing=missing)


def _forecast(workstream: str, told: pd.DataFrame) -> dict:
    """One workstream: how many of its items were closed at each cycle, and what that pace would give."""
    often = told.groupby("item_id")["cycle_id"].nunique()
    panel = told[told["item_id"].isin(often.index[often >= FEWEST_CYCLES])]
    row = {
        "workstream": workstream,
        "items": int(panel["item_id"].nunique()),
        "cycles": int(told["cycle_id"].nunique()),
        "soonest": "",
        "expected": "",
        "latest": "",
        "why_not": "",
        "first_cycle": "",
        "last_cycle": "",
        "update_basis": "synthetic" if (panel["update_basis"] == "synthetic").any() else "real",
    }
    if panel.empty:
        return row | {
            "complete": pd.NA,
            "open": pd.NA,
            "closed_a_month": float("nan"),
            "why_not": f"no item has been reported at {FEWEST_CYCLES} cycles or more",
        }
    days = panel[["cycle_id", "cycle_on"]].drop_duplicates().sort_values("cycle_on")
    done = (
        panel.assign(done=panel["status"].isin(DONE).astype(float))
        .pivot_table(index="cycle_on", columns="item_id", values="done", aggfunc="last")
        .sort_index()
        .ffill()
    )
    closed = done.sum(axis=1)  # before its first report an item is not closed
    months = [(later - earlier).days / 30.4375 for earlier, later in zip(closed.index[:-1], closed.index[1:], strict=True)]
    paces = [(closed.iloc[at + 1] - closed.iloc[at]) / span for at, span in enumerate(months)]
    pace, left = (closed.iloc[-1] - closed.iloc[0]) / sum(months), int(row["items"] - closed.iloc[-1])
    row |= {
        "first_cycle": days["cycle_id"].iloc[0],
        "last_cycle": days["cycle_id"].iloc[-1],
        "complete": int(closed.iloc[-1]),
        "open": left,
        "closed_a_month": round(float(pace), 2),
    }
    if left == 0:
        return row | {"why_not": "every item is closed"}
    if pace <= 0:
        return row | {"why_not": "no more items were closed at the last cycle than at the first"}
    last = closed.index[-1]
    return row | {"soonest": _month(last, left, max(paces)), "expected": _month(last, left, pace), "latest": _month(last, left, min(paces))}


def _month(start: pd.Timestamp, left: int, pace: float) -> str:
    months = left / pace if pace > 0 else float("inf")
    if months > LONGEST_MONTHS:
        return "no end at the slowest pace" if pace <= 0 else "more than 20 years"
    return month_in_words(start + pd.Timedelta(days=round(months * 30.4375)))
