"""Curves, test statistics and register rows as grids."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from eianalysis import theme
from eianalysis.results import CURVE_FIGURES, HIDDEN_STATUS, LEADING, Release
from eianalysis.tables.count_notes import legend
from eianalysis.tables.counts import CONFIDENTIAL, NOT_APPLICABLE
from eianalysis.tables.grid import Grid
from eianalysis.vocabulary import characteristic_label, day_in_words
from eianalysis.wording.curves import percent
from eianalysis.wording.numbers import absent, capital, count, p_value, years
from eianalysis.wording.reading import blocks

#: What of the register is shown, in this order, where it is there.
REGISTER = ("item_id", "title_plain", "owner_role", "reasons", "due_on", "reported_status", "schedule_health", "rag_reported")
_REGISTER_HEADERS = {
    "item_id": "Item",
    "title_plain": "What it asks for",
    "owner_role": "Owner",
    "rag_reported": "Reported RAG",
    "schedule_health": "Schedule",
    "due_on": "Due",
    "date_raw": "Date as written",
    "reasons": "Why it is listed",
    "o1_counted_as_a4": "O1 counted as A4",
    "reach": "How far it goes",
    "translated": "Words translated",
    "in_the_pooled_months": "Inside the months pooled here",
    "precision": "How sure",
    "said_by": "Source",
    "measure_title": "Measure",
    "text": "In words",
    "review": "Review by",
    "level": "Level assessed",
    "target_level": "Level aimed at",
    "evidence_link": "Evidence",
    "assessor": "Assessed by",
}
_NOT_SHOWN = (*LEADING, "by", "status", "update_basis")
_CODES = ("status", "reported_status", "schedule_health", "kind", "applicability", "recurrence", "precision", "answer")
_CURVE_HEADERS = {
    "time": "Length of service",
    "at_risk": "At risk (number)",
    "estimate": "Estimate (%)",
    "range": "Plausible range (%)",
    "low": "Low (%)",
    "high": "High (%)",
    "status": "Status",
}


def curve_grid(released: Release, columns: Sequence[str] | None) -> Grid:
    """One row a group and length of service: at risk, estimate, range."""
    parts = blocks(released)
    rows = [row for block in parts for _, row in block.rows.iterrows()]
    labels = (["block"] if len(parts) > 1 else []) + ["group", "time"]
    wanted = [name for name in (columns or ("at_risk", "estimate", "range")) if name not in ("group", "time")]
    named = [block.label for block in parts for _ in range(len(block.rows))]
    cells = []
    for label, row in zip(named, rows, strict=True):
        first = [capital(label)] if len(parts) > 1 else []
        time = CONFIDENTIAL if absent(row["time"]) else years(float(row["time"]))
        cells.append((*first, str(row["group"]), time, *(_curve_cell(name, row) for name in wanted)))
    header = characteristic_label(parts[0].characteristic)
    headers = [{"block": "Table", "group": header, "time": _CURVE_HEADERS["time"]}[name] for name in labels]
    headers += [_CURVE_HEADERS.get(name, capital(name.replace("_", " "))) for name in wanted]
    numeric = [False] * len(labels) + [name != "status" for name in wanted]
    return Grid(
        tuple(headers),
        tuple(cells),
        len(labels),
        tuple(numeric),
        (False,) * len(cells),
        (f"At risk: {released.definition.denominator}.",),
        legend(released, cells),
    )


def _curve_cell(name: str, row) -> str:
    if name in CURVE_FIGURES and row["status"] in HIDDEN_STATUS and name != "status":
        return CONFIDENTIAL
    if name == "range":
        missing = CONFIDENTIAL if row["status"] in HIDDEN_STATUS else NOT_APPLICABLE
        return missing if absent(row["low"]) or absent(row["high"]) else f"{percent(row['low'])[:-1]} to {percent(row['high'])[:-1]}"
    value = row[name]
    if absent(value):
        return CONFIDENTIAL if row["status"] in HIDDEN_STATUS else NOT_APPLICABLE
    if name in ("estimate", "low", "high"):
        return percent(value)[:-1]
    return count(value) if name == "at_risk" else str(value).replace("_", " ")


def statistic_grid(released: Release, columns: Sequence[str] | None) -> Grid:
    """One row a statistic: name, value, degrees of freedom, p."""
    frame = released.table
    cells = []
    for _, row in frame.iterrows():
        missing = CONFIDENTIAL if absent(row["value"]) else NOT_APPLICABLE  # the gate empties a statistic, it has no status
        value = missing if absent(row["value"]) else f"{row['value']:.2f}"
        df = missing if absent(row["df"]) else f"{row['df']:g}"
        p = missing if absent(row["p_value"]) else p_value(row["p_value"])
        groups = [str(row["group"])] if "group" in frame else []
        cells.append((capital(str(row["name"])), *groups, value, df, p))
    headers = ("Statistic", *(("Groups",) if "group" in frame else ()), "Value", "Degrees of freedom", "p")
    labels = len(headers) - 3
    return Grid(headers, tuple(cells), labels, (*(False,) * labels, True, True, True), (False,) * len(cells), (), legend(released, cells))


def register_grid(released: Release, columns: Sequence[str] | None) -> Grid:
    """Register rows as they are: words, dates and RAG; a blank is 'Not recorded'."""
    frame = released.table
    judged = "schedule_health" in frame
    standard = [name for name in REGISTER if name in frame] if judged else [name for name in frame if name not in _NOT_SHOWN]
    wanted = list(columns or standard)
    cells = [tuple(_register_cell(name, row[name]) for name in wanted) for _, row in frame[wanted].iterrows()]
    empty = [] if columns or len(cells) < 3 else [at for at in range(1, len(wanted)) if all(row[at].endswith("Not recorded") for row in cells)]
    notes = tuple(f"{_header(wanted[at])}: not recorded for any of these rows, so the column is left out." for at in empty)
    wanted = [name for at, name in enumerate(wanted) if at not in empty]
    cells = [tuple(cell for at, cell in enumerate(row) if at not in empty) for row in cells]
    headers = tuple(map(_header, wanted))
    numeric = tuple(pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name]) for name in wanted)
    rag = tuple(at for at, name in enumerate(wanted) if name.startswith("rag"))
    return Grid(headers, tuple(cells), 1, (False, *numeric[1:]), (False,) * len(cells), notes, legend(released, cells), rag)


def _header(name: str) -> str:
    return _REGISTER_HEADERS.get(name, capital(name.replace("_", " ")))


def _register_cell(name: str, value: object) -> str:
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(one).replace("_", " ") for one in value) or "Not recorded"
    if absent(value) or not str(value).strip():
        return "Not recorded"
    if name.startswith("rag"):
        word, _, shape, _, _ = theme.RAG.get(str(value).casefold(), (str(value), "", "", "", ""))
        return f"{shape} {word}".strip()
    if isinstance(value, pd.Timestamp):
        return day_in_words(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return count(value)
    return capital(str(value).replace("_", " ")) if name in _CODES else str(value)
