"""How each programme stands, in one line; and the rows of a highlight report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from eianalysis.evidence.exceptions import promises, reasons
from eianalysis.evidence.judging import CLOSED, PROMISES, judged, register_result
from eianalysis.evidence.tracker import slippage
from eianalysis.results import ALL, Definition, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

#: What is counted for each programme, in this order, beside its items and those still open.
COUNTED = (
    "need_the_board",
    "red",
    "no_colour_recorded",
    "overdue",
    "delayed",
    "contradictory_status",
    "no_owner",
    "unknown_status",
    "no_date",
    "slipped",
    "done_without_evidence",
)


def standing(register: TypedTable, updates: TypedTable, *, as_at: date) -> Result:
    """Return one line for each live programme: what is red, late, undated, slipped, unowned or without evidence.

    An item may count in several columns, but once in ``need_the_board``. Slipped items are those whose due date was put
    off between two reports; with one report of each item nothing can be seen to slip, and the cell is empty. Where no
    colour was recorded for any item of a programme, how many are red is not known, and that cell is empty too.
    """
    items = promises(judged(register, as_at))
    found = reasons(items)
    moved = slippage(updates, as_at=as_at)
    late = set() if moved.missing else set(moved.counts.loc[moved.counts["days_slipped"] > 0, "item_id"])
    done = items["reported_status"].isin(("complete", "complete_recurring"))
    table = pd.DataFrame(
        {
            "programme": items["programme"],
            "items": 1,
            "open": (~items["reported_status"].isin(CLOSED)).astype("int64"),
            "need_the_board": found.any(axis=1).astype("int64"),
            **{name: found[name].astype("int64") for name in found},
            "no_colour_recorded": (items["rag_reported"] == "not_recorded").astype("int64"),
            "slipped": items["item_id"].isin(late).astype("int64"),
            "done_without_evidence": (done & (items["evidence_link"] == "")).astype("int64"),
        }
    )
    table = table.groupby("programme", sort=True).sum()
    total = table.sum().to_frame().T.set_axis([ALL], axis=0)
    table = pd.concat([table, total]).astype("Int64").rename_axis("programme").reset_index()
    table["red"] = table["red"].mask(table["no_colour_recorded"] == table["items"])
    if moved.missing:
        table["slipped"] = pd.array([pd.NA] * len(table), dtype="Int64")
    table = table[["programme", "items", "open", *COUNTED]]
    result = register_result(
        "standing",
        table,
        register,
        Definition(
            title="How the live programmes stand",
            numerator="",
            denominator="",
            noun="items",
            method=f"Recommendations, actions, deliverables and measures; judged as at {day_in_words(as_at)}.",
            notes=(
                "An item may count in several columns, and counts once under 'need the board'.",
                "Red counts colours that were reported; where none was recorded, it is not known how many are red.",
                *((f"Slipped: not known, because {moved.missing.reason}.",) if moved.missing else ()),
            ),
            serves=("EDHR-LA2.05",),
        ),
        keys=("programme",),
    )
    if updates.synthetic and not moved.missing:  # the slipped ones come from an invented history
        result = replace(result, sources=tuple(dict.fromkeys((*register.sources, *updates.sources))))
    return result


def highlights(register: TypedTable, workstreams: TypedTable, *, as_at: date) -> Result:
    """Return every item of the workstreams that send highlight reports, with the header line of the latest report.

    One row an item, notes and next steps too; ``project_rag`` and ``benefit_rag`` are as reported, never worked out.
    """
    items = judged(register, as_at)
    items = items[items["live"].astype(bool)]
    heads = workstreams.frame.rename(columns={"owner_role": "report_owner", "cycle_id": "report_cycle"})
    heads = heads.drop(columns=["reported_by_role"], errors="ignore").assign(place=range(len(heads)))
    table = items.merge(heads.drop(columns="name"), on="workstream").sort_values("place", kind="stable").drop(columns="place")
    table = table.assign(late=table["kind"].isin(PROMISES) & (table["schedule_health"] == "overdue"))
    return register_result(
        "highlights",
        table.reset_index(drop=True),
        register,
        Definition(
            title="Highlight reports of the workstreams",
            numerator="",
            denominator="",
            noun="items",
            method=f"As last reported; schedule judged as at {day_in_words(as_at)}.",
        ),
        keys=("workstream", "item_id"),
    )
