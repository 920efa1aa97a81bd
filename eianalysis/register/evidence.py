"""``load_evidence`` and ``load_decisions``: what would show each item, and what the board is asked to decide."""

from __future__ import annotations

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault, DataFaults, Fault, did_you_mean
from eianalysis.register.consistency import when
from eianalysis.register.few_in_words import hide_few
from eianalysis.register.files import PLACES, read_csv_text, read_one
from eianalysis.schema.evidence import DECISION_CYCLES, DECISIONS, EVIDENCE
from eianalysis.schema.columns import Table
from eianalysis.schema.register import REGISTER
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

FILES = {
    "evidence": "recommendations/evidence.csv",
    "decisions": "recommendations/decisions.csv",
    "disparities": "recommendations/disparities.csv",
    "panel": "recommendations/panel.csv",
}  # the last two are read by modules of evidence: disparities.py, which knows the measures, and panel.py
_ON = dict(zip(DECISION_CYCLES, ("asked_on", "answered_on", "done_on"), strict=True))
REMEDY = "Correct the file; docs/evidence.md says what each column means."
#: Characters that would part a status typed in a file from words: none of these columns may be there.
TYPED = ("status", "evidence_status", "rag", "verdict", "met", "value", "result")


def own_or_invented(cycle: BoardCycle, place: str, invented: str) -> str:
    """Where a log of people's answers is read: the project's own, or, of a demo whose own has no row, an invented one. Never both."""
    own = cycle.data_dir / place
    return invented if cycle.demo and (cycle.data_dir / invented).is_file() and not (own.is_file() and len(read_csv_text(own)[0])) else place


def load_evidence(cycle: BoardCycle) -> TypedTable:
    """Return what would show each item of the register: its measure, group, target and words, or a document.

    One row a way of showing an item; an item may have several. How an item stands is in no file: ``evidence_map`` works
    it out. Raises ``DataFault`` listing every fault of the file: unknown items, a target without a direction, a measured
    row without a measure, a status typed by hand.

    Examples
    --------
    >>> load_evidence(cycle)                                                                      # doctest: +SKIP
    <evidence: 240 rows, 14 columns>
    """
    return _load(cycle, EVIDENCE, _bound_faults)


def load_decisions(cycle: BoardCycle) -> TypedTable:
    """Return the decisions asked of the board that are open at this cycle, oldest first; none where nobody asked any."""
    log = load_decision_log(cycle)
    open_ = log.frame["answered_on"].isna() | (log.frame["answered_on"] >= pd.Timestamp(cycle.meeting_date))
    frame = log.frame.loc[open_, list(DECISIONS.names)].reset_index(drop=True)
    return TypedTable(log.name, frame, log.sources, absent=log.absent)


def load_decision_log(cycle: BoardCycle) -> TypedTable:
    """Return every decision asked up to this board, oldest first, with the days of the boards it names.

    ``asked_on``, ``answered_on`` and ``done_on`` are the meetings of those cycles; an answer of a later board is not
    looked at.
    """
    table = _load(cycle, DECISIONS, _asked_faults)
    frame = table.frame.copy()
    for column in DECISION_CYCLES:
        days = [when(each, cycle.data_dir / "cycles") if each else None for each in frame[column]]
        frame[_ON[column]] = pd.to_datetime(pd.Series(days, index=frame.index, dtype=object)).astype("datetime64[s]")
    board = pd.Timestamp(cycle.meeting_date)
    frame = frame[frame["asked_on"] <= board]
    for column in DECISION_CYCLES[1:]:
        frame[_ON[column]] = frame[_ON[column]].where(frame[_ON[column]] <= board)
    return TypedTable(table.name, frame.reset_index(drop=True), table.sources, absent=table.absent)


def _load(cycle: BoardCycle, table: Table, faults_of) -> TypedTable:
    place = FILES[table.name]
    path = cycle.data_dir / place
    if not path.is_file():
        nothing = (Source(table.name, place, "", 0, "absent"),)
        return TypedTable(table.name, pd.DataFrame(columns=list(table.names)), nothing, absent=True)
    frame, sha256 = read_one(path, table, place)
    items = _items(cycle)
    faults = [
        Fault(
            f"'{item}' is not an item of the register",
            did_you_mean(item, sorted(items)) if len(items) < 12 else "correct it, or add the item to register.csv",
            int(row),
            "item_id",
        )
        for row, item in frame["item_id"].items()
        if items is not None and item not in items
    ]
    faults += _typed_faults(path, place) + faults_of(frame, cycle)
    if faults:
        raise DataFault(place, f"the {table.name} table", faults, REMEDY)
    texts = [name for name in frame if pd.api.types.is_string_dtype(frame[name])]
    frame = frame.fillna(dict.fromkeys(texts, "")).reset_index(drop=True)
    frame[texts] = frame[texts].map(lambda text: hide_few(text, cycle.as_written))
    return TypedTable(table.name, frame, (Source(table.name, place, sha256, len(frame), "real"),))


def _items(cycle: BoardCycle) -> set[str] | None:
    place = PLACES["register"][1]
    if not (cycle.data_dir / place).is_file():
        return None
    try:
        return set(read_one(cycle.data_dir / place, REGISTER, place)[0]["item_id"])
    except (DataFault, DataFaults):  # its own loader says what is wrong with it
        return None


def _typed_faults(path, place: str) -> list[Fault]:
    """A status is worked out from released figures; a column for one would be a way round that."""
    header = path.read_text(encoding="utf-8-sig").split("\n", 1)[0].strip().split(",")
    return [
        Fault(f"column '{name}' is a status typed by hand", "take it out: how an item stands is worked out in each run")
        for name in header
        if name.strip('"').casefold() in TYPED
    ]


def _bound_faults(frame: pd.DataFrame, cycle: BoardCycle) -> list[Fault]:
    faults = []
    for row, item in zip(frame.index.astype(int), frame.astype(object).where(frame.notna(), "").to_dict("records"), strict=True):
        measured = item["evidence_kind"] in ("measured", "both")
        if measured and not (item["measure"] and item["figure"] and item["direction"]):
            faults.append(Fault("a measured row without measure, figure or direction", "fill all three", row, "measure"))
        if not measured and item["measure"]:
            faults.append(Fault("a documentary row that names a measure", "say 'both', or take it out", row, "measure"))
        if measured and not (item["population"] and item["rests_on"]):
            faults.append(
                Fault(
                    "a measured row that does not say whom it counts, or on which words of the item it rests", "fill population and rests_on", row, "rests_on"
                )
            )
        if item["question"] and not item["measure"].startswith("survey_"):
            faults.append(Fault("a question, and no survey", "take it out", row, "question"))
        if item["evidence_kind"] in ("documentary", "both") and not item["document"]:
            faults.append(Fault("no document is named", "say which document would show it", row, "document"))
        aimed = item["direction"] in ("at_least", "at_most")
        if aimed != (item["target"] != ""):
            faults.append(Fault("a target goes with 'at least' or 'at most', and with nothing else", "fill both or neither", row, "target"))
        if item["direction"] == "parity" and not item["reference"]:
            faults.append(Fault("alike to nobody: a direction of parity without a reference", "name the group", row, "reference"))
        if item["figure"] in ("ratio", "gap") and not item["reference"]:
            faults.append(Fault(f"a {item['figure']} without a reference", "say what it is set beside", row, "reference"))
        if item["direction"] == "narrow" and item["figure"] not in ("ratio", "gap"):
            faults.append(Fault("only a ratio or a gap can narrow", "say up or down, or take the ratio", row, "direction"))
        if any("=" not in part for part in item["part"].split(";") if part):
            faults.append(Fault(f"part '{item['part']}' is not of the form key=value", "as stage=Proven", row, "part"))
    again = frame.duplicated(["item_id", "measure", "window", "characteristic", "group", "part", "figure"], keep="first")
    return faults + [Fault("the same row stands twice", "keep one", int(row), "item_id") for row in frame.index[again]]


def _asked_faults(frame: pd.DataFrame, cycle: BoardCycle) -> list[Fault]:
    cycles = cycle.data_dir / "cycles"
    faults = [
        Fault(f"cycle '{value}' cannot be placed in time", "write it as 2023-04", int(row), column)
        for column in DECISION_CYCLES
        for row, value in frame[column].dropna().items()
        if value and when(value, cycles) is None
    ]
    for row, each in zip(frame.index.astype(int), frame.astype(object).where(frame.notna(), "").to_dict("records"), strict=True):
        if bool(each["answer"]) != bool(each["answered_cycle"]):
            faults.append(Fault("an answer goes with the cycle of the board that gave it", "fill both or neither", row, "answer"))
        if each["done_cycle"] and not each["answered_cycle"]:
            faults.append(Fault("done before it was decided", "say at which cycle the board answered", row, "done_cycle"))
        if each["recommendation"] and not each["recommended_by"]:
            faults.append(Fault("nobody is named who recommends it", "name the paper or the role", row, "recommended_by"))
        days = [when(each[column], cycles) for column in DECISION_CYCLES if each[column]]
        if None not in days and days != sorted(days):
            faults.append(Fault("its cycles go back in time", "asked, then answered, then done", row, "answered_cycle"))
    return faults
