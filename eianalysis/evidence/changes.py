"""What changed since the last board, item by item: the register as it stands now beside the register as it stood then.

Both are worked out from the same reports, up to one board's meeting and up to the other's, each judged at its own
cut-off. Only what was reported can change: nothing is inferred from an empty cell, and a date said in other words that
ends on the same day has not moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle, load_cycle
from eianalysis.errors import DataFault, UsageError
from eianalysis.evidence.exceptions import promises
from eianalysis.evidence.judging import DONE, judged, of_register, register_result
from eianalysis.register.register_table import load_register
from eianalysis.results import Definition, Missing, Result
from eianalysis.sources.typed import TypedTable

#: What can have become of an item, in the order a board asks, and how it is said.
CHANGES = {
    "new": "new",
    "closed": "closed",
    "opened_again": "opened again",
    "turned_red": "turned red",
    "turned_amber": "turned amber",
    "newly_overdue": "newly overdue",
    "redated": "date moved",
    "dated": "given a date",
    "undated": "lost its date",
    "owner_changed": "owner changed",
    "status_changed": "status changed",
    "not_heard": "nothing heard",
}
NO_COLOURS = "No colour was recorded at either board, so nobody can see what turned red or amber."
COLUMNS = (
    "item_id",
    "change",
    "was",
    "now",
    "days_moved",
    "title_plain",
    "programme",
    "workstream_name",
    "kind",
    "owner_role",
    "reported_status",
    "due_words",
    "reported_cycle",
    "update_basis",
)


def what_changed(register: TypedTable, updates: TypedTable, *, cycle: BoardCycle) -> Result:
    """Return what became of every item since the last board: new, closed, red or amber, overdue, re-dated, handed on, silent.

    Parameters
    ----------
    register, updates : TypedTable
        From ``load_register(cycle)`` and ``load_updates(cycle)``.
    cycle : BoardCycle
        Its ``previous_cycle`` is the last board; the register of then is judged at the cut-off of then.

    Returns
    -------
    Result of shape ``register``
        One row a change, so an item may have several; ``was`` and ``now`` in words, ``days_moved`` where a due date
        moved (below 0: brought forward). Items are those a board follows, as in ``standing``. New is an item first
        reported since the last board; of a new item nothing else is said. Nothing heard is an open item of which no
        report came since. Not available where the cycle names no board before, or that has no file.
    """
    definition = Definition(
        title="What changed since the last board",
        numerator="",
        denominator="",
        noun="items",
        method="The register as reported up to this board beside the register as reported up to the last, each judged at its own cut-off.",
        notes=(
            "A date said in other words that ends on the same day has not moved.",
            "Red and amber are colours as reported; what stood there before is in the column was.",
            "Nothing heard: open, and no report since the last board.",
        ),
        serves=("EDHR-LA2.05", "EDHR-OP1.03"),
    )
    definition, (before, why) = of_register(definition, register), last_board(cycle)
    if register.absent or before is None:
        missing = Missing("recommendations/register.csv", ("item_id",)) if register.absent else Missing("data/cycles", ("previous_cycle",), reason=why)
        return Result("what_changed", "register", definition, pd.DataFrame(columns=list(COLUMNS)), keys=("item_id",), sources=register.sources, missing=missing)
    invented = bool((updates.frame["update_basis"] == "synthetic").any())
    then = judged(load_register(before, synthetic_updates=invented), before.data_cut_off).set_index("item_id")
    first = updates.frame.groupby("item_id")["cycle_on"].min()
    begun = set(then.index[then["live"].astype(bool)]) - set(first.index[first > pd.Timestamp(before.meeting_date)])
    now = promises(judged(register, cycle.data_cut_off))
    colours = {*now["rag_reported"], *then["rag_reported"]} - {"not_recorded", "tbd"}
    if not colours:
        definition = replace(definition, notes=(*definition.notes, NO_COLOURS))
    rows = []
    for item in now.to_dict("records"):
        was = then.loc[item["item_id"]].to_dict() if item["item_id"] in begun else None
        rows += [
            {**item, "change": change, "was": old, "now": new, "days_moved": moved}
            for change, old, new, moved in _changes(item, was, first.get(item["item_id"]), pd.Timestamp(before.meeting_date))
        ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"days_moved": "Int64"})
    order = {name: place for place, name in enumerate(CHANGES)}
    table = table.sort_values(
        ["change", "programme", "item_id"], key=lambda column: column.map(order) if column.name == "change" else column, kind="stable"
    ).reset_index(drop=True)
    result = register_result("what_changed", table, register, definition, keys=("item_id", "change"))
    sources = tuple(dict.fromkeys((*register.sources, *updates.sources)))
    return Result(result.measure, "register", definition, table, keys=result.keys, sources=sources, missing=result.missing)


def last_board(cycle: BoardCycle) -> tuple[BoardCycle | None, str]:
    """The cycle of the board before this one, or why there is none."""
    if not cycle.previous_cycle:
        return None, "the cycle names no board before it"
    try:
        return load_cycle(cycle.previous_cycle, data_dir=cycle.data_dir, outputs_dir=cycle.outputs_dir), ""
    except (UsageError, DataFault):
        return None, f"the cycle before, {cycle.previous_cycle}, has no readable file in data/cycles"


def _changes(item: Mapping, was: Mapping | None, first: pd.Timestamp | None, meeting: pd.Timestamp) -> Iterator[tuple[str, str, str, int | None]]:
    """``(change, was, now, days moved)`` of one item, each told once."""
    if was is None:
        yield "new", "", _status(item), None
        return
    closed, closed_before = item["reported_status"] in DONE, was["reported_status"] in DONE
    if closed and not closed_before:
        yield "closed", _status(was), _status(item), None
    elif closed_before and not closed:
        yield "opened_again", _status(was), _status(item), None
    elif item["reported_status"] != was["reported_status"]:
        yield "status_changed", _status(was), _status(item), None
    for colour in ("red", "amber"):
        if item["rag_reported"] == colour != was["rag_reported"]:
            yield f"turned_{colour}", _colour(was), _colour(item), None
    if item["schedule_health"] == "overdue" != was["schedule_health"]:
        yield "newly_overdue", was["due_words"], item["due_words"], None
    due, due_before = item["due_on"], was["due_on"]
    if pd.notna(due) and pd.notna(due_before) and due != due_before:
        yield "redated", was["due_words"], item["due_words"], (due - due_before).days
    elif pd.notna(due) and pd.isna(due_before):
        yield "dated", was["due_words"], item["due_words"], None
    elif pd.isna(due) and pd.notna(due_before) and not closed:
        yield "undated", was["due_words"], item["due_words"], None
    if item["owner_role"] != was["owner_role"]:
        yield "owner_changed", was["owner_role"] or "nobody", item["owner_role"] or "nobody", None
    if not closed and item["reported_cycle"] == was["reported_cycle"]:
        yield "not_heard", "", f"last heard at cycle {item['reported_cycle']}" if item["reported_cycle"] else "never heard of", None


def _status(item: Mapping) -> str:
    return str(item["reported_status"]).replace("_", " ")


def _colour(item: Mapping) -> str:
    return {"not_recorded": "no colour recorded", "tbd": "to be decided"}.get(item["rag_reported"], item["rag_reported"])
