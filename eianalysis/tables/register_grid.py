"""Register rows as a grid: words, dates and RAG."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from eianalysis import theme
from eianalysis.results import LEADING, Release
from eianalysis.tables.count_notes import legend
from eianalysis.tables.grid import Grid
from eianalysis.vocabulary import day_in_words
from eianalysis.wording.numbers import absent, capital, count

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
    "workstream_name": "Workstream",
    "about": "About",
    "last_reported": "Last reported",
    "promised": "Promised for it",
    "each_stage_adds": "What each stage adds (logarithm of its ratio, range)",
}
_NOT_SHOWN = (*LEADING, "by", "status", "update_basis")
_CODES = ("status", "reported_status", "schedule_health", "kind", "applicability", "recurrence", "precision", "answer")


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
