"""The decisions the board is asked for, and what became of those of the boards before."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.evidence.changes import last_board
from eianalysis.evidence.judging import judged, register_result
from eianalysis.register.evidence import load_decision_log, load_decisions
from eianalysis.results import Definition, Missing, Result
from eianalysis.sources.typed import TypedTable

#: What can have become of a decision of a board before this one, and how it is said.
STATES = {"done": "done", "not_done": "decided, not done", "unanswered": "asked, not answered"}
_OF_ITEM = ("item_id", "programme", "title_plain", "reported_status")
_ASKED = (
    "item_id",
    "decision",
    "recommendation",
    "recommended_by",
    "options",
    "if_not",
    "owner_role",
    "by_when",
    "asked_at",
    "asked_by_role",
    "source_ref",
    "title_plain",
    "programme",
    "reported_status",
)
_BEFORE = ("item_id", "decision", "state", "answer", "owner_role", "by_when", "late", "asked_at", "answered_cycle", "done_cycle", "title_plain", "programme")


def decisions_asked(register: TypedTable, cycle: BoardCycle) -> Result:
    """Return the decisions asked of the board that are open at this cycle, one row a decision, oldest first.

    From ``data/recommendations/decisions.csv``: the question, the answer recommended and by whom, the options, what follows
    if the board does not decide, who carries it out and by when. A decision stays open until a cycle is written as
    ``answered_cycle``. An empty recommendation is one that nobody gave.

    Examples
    --------
    >>> ei.release(ei.decisions_asked(ei.load_register(cycle), cycle), cycle.policy)              # doctest: +SKIP
    """
    asked = load_decisions(cycle)
    table = _with_items(asked.frame, register, cycle).reindex(columns=list(_ASKED))
    return _result(
        "decisions_asked",
        table,
        register,
        asked,
        Definition(
            title="Decisions asked of the board",
            numerator="",
            denominator="",
            noun="decisions",
            method="As written by those who ask; open until the board has answered.",
            serves=("EDHR-OP4.03",),
        ),
    )


def decisions_before(register: TypedTable, cycle: BoardCycle) -> Result:
    """Return what became of the decisions of the boards before this one: done, decided and not done, or never answered.

    One row a decision asked at the last board or earlier that was not already done by then; ``state`` is one of ``STATES``,
    ``late`` says that what was decided should have been done by the data cut-off. A decision is done when a person wrote
    the cycle into ``done_cycle``. Not available where the cycle names no board before.
    """
    log = load_decision_log(cycle)
    before, why = last_board(cycle)
    frame = _with_items(log.frame, register, cycle)
    definition = Definition(
        title="What became of the decisions of the last board",
        numerator="",
        denominator="",
        noun="decisions",
        method="As recorded in decisions.csv: done when somebody recorded it as done.",
        serves=("EDHR-OP4.03",),
    )
    if before is None:
        result = _result("decisions_before", frame.reindex(columns=list(_BEFORE)), register, log, definition)
        return replace(result, missing=result.missing or Missing("data/cycles", ("previous_cycle",), reason=why))
    then, now = pd.Timestamp(before.meeting_date), pd.Timestamp(cycle.meeting_date)
    frame = frame[(frame["asked_on"] <= then) & ~(frame["done_on"] <= then)]
    answered = frame["answered_on"] < now
    state = pd.Series("unanswered", index=frame.index).mask(answered, "not_done").mask(answered & frame["done_on"].notna(), "done")
    frame = frame.assign(
        state=state, answer=frame["answer"].where(answered, ""), late=(state == "not_done") & (frame["by_when"] < pd.Timestamp(cycle.data_cut_off))
    )
    frame = frame.sort_values("state", key=lambda column: column.map({name: at for at, name in enumerate(STATES)}), kind="stable")
    return _result("decisions_before", frame.reindex(columns=list(_BEFORE)).reset_index(drop=True), register, log, definition)


def _with_items(frame: pd.DataFrame, register: TypedTable, cycle: BoardCycle) -> pd.DataFrame:
    """Decisions with their item; who carries a decision out is the item's owner where no other role is named."""
    items = judged(register, cycle.data_cut_off)
    owners = dict(zip(items["item_id"], items["owner_role"], strict=True))
    named = [role or owners.get(item, "") for item, role in zip(frame["item_id"], frame["owner_role"], strict=True)]
    return frame.assign(owner_role=named).rename(columns={"cycle_id": "asked_at"}).merge(items[list(_OF_ITEM)], on="item_id")


def _result(measure: str, table: pd.DataFrame, register: TypedTable, asked: TypedTable, definition: Definition) -> Result:
    result = register_result(measure, table, register, definition)
    absent = Missing(asked.sources[0].file, ("item_id", "decision"), (), "nobody has written down a decision") if asked.absent else None
    return replace(result, sources=tuple(dict.fromkeys((*register.sources, *asked.sources))), missing=result.missing or absent)
