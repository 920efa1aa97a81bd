"""Any table whose headings say what its columns are: the layout of plans nobody designed this reader for.

Tried after the layouts that are known by name. Headings may be repeated, and may change from one table to the next.
"""

from __future__ import annotations

import re

from eianalysis.register.dates import parse_date_as_written
from eianalysis.register.read.draft import Draft, Reading
from eianalysis.register.read.rows import Row

LAYOUT = "table with named columns"
#: What a heading may say, most telling first; a heading is taken by the first part it fits.
HEADINGS = tuple((part, re.compile(pattern, re.IGNORECASE)) for part, pattern in (
    ("label", r"(?:no|nr|ref|reference|id|item|number|#|rec(?:ommendation)? (?:no|number|ref|id)|action (?:no|ref|id))\W*"),
    ("rag", r".*\brag\b.*|colour"),
    ("status", r".*\bstatus\b.*|accepted\??|complete\??"),
    ("date", r".*\b(?:date|due|deadline|by when|when|timescales?|timeframe|completion|target)\b.*"),
    ("owner", r".*\b(?:owner|lead|responsible|responsibility|who|assigned to|accountable)\b.*"),
    ("progress", r".*\b(?:progress|update|response|comments?|position|evidence|outcome|notes?)\b.*"),
    ("theme", r".*\b(?:theme|workstream|strand|area|category|programme)\b.*"),
    ("recommendation", r".*\brecommendations?\b.*"),
    ("deliverable", r".*\bdeliverables?\b.*"),
    ("action", r".*\b(?:actions?|tasks?|activity|activities|what we will do|milestones?)\b.*"),
    ("objective", r".*\b(?:objectives?|aims?)\b.*"),
    ("title", r"(?:title|description|what|requirement|finding)s?\b.*"),
))
_TITLES = ("recommendation", "deliverable", "action", "objective", "title")
_KINDS = {"recommendation": "recommendation", "deliverable": "deliverable", "action": "action",
          "objective": "objective", "title": "action"}
_BESIDE = ("owner", "date", "status", "rag", "progress")
LONGEST_HEADING = 60


def fits(rows: list[Row]) -> bool:
    """Whether some row names a column of things to do and one of owner, date, status or progress."""
    return any(_heading(row) for row in rows)


def _heading(row: Row) -> dict[str, int] | None:
    """The columns a heading row names, or None where it is no heading row."""
    texts = row.texts
    if len(row.filled) < 2 or any(len(text) > LONGEST_HEADING for text in texts):
        return None
    found: dict[str, int] = {}
    for place, text in enumerate(texts):
        part = next((part for part, pattern in HEADINGS if text and pattern.fullmatch(text)), None)
        if part:
            found.setdefault(part, place)
    named = any(part in found for part in _TITLES)
    known = len(found) * 2 > len(row.filled)  # most of its cells are headings
    return found if named and known and any(part in found for part in _BESIDE) else None


def read_columns(rows: list[Row], *, prefix: str = "DOC") -> Reading:
    """Every row below a heading row as one item; a row with neither label nor title goes on with the one before."""
    reading = Reading(LAYOUT)
    columns: dict[str, int] = {}
    used: set[str] = set()
    for row in rows:
        heading = _heading(row)
        if heading:
            columns = heading
        elif not columns or len(row.cells) == 1:
            if columns or len(row.filled) > 1:
                reading.unplaced.append((row.line, "a line outside the table" if columns else "before any heading"))
        else:
            _take(row, columns, reading, prefix, used)
    return reading


def _take(row: Row, columns: dict[str, int], reading: Reading, prefix: str, used: set[str]) -> None:
    def cell(part: str) -> str:
        return row.text(columns[part]) if part in columns else ""

    part = next((part for part in _TITLES if part in columns and cell(part)), None)
    if part is None:
        if reading.items and cell("progress"):
            item = reading.items[-1]
            item.progress_raw = f"{item.progress_raw} {cell('progress')}".strip()
            item.flag("joined_over_pages")
        else:
            reading.unplaced.append((row.line, "a row without anything to do"))
        return
    draft = Draft("", _KINDS[part], cell(part), row.line, label=cell("label"), workstream=cell("theme"),
                  owner_raw=cell("owner"), date_raw=cell("date"), rag_raw=cell("rag"), progress_raw=cell("progress"),
                  status_raw=cell("status"))
    label = re.sub(r"[^A-Za-z0-9.]+", "", draft.label).strip(".")
    number = label if 0 < len(label) <= 12 else f"{len(reading.items) + 1:02d}"
    draft.item_id = f"{prefix}-{number.zfill(2) if number.isdigit() else number}"
    if number != label:
        draft.flag("id_by_place")
    if draft.item_id in used:
        draft.item_id = f"{draft.item_id}-{len(reading.items) + 1}"
        draft.flag("label_stands_twice")
    used.add(draft.item_id)
    if draft.date_raw and parse_date_as_written(draft.date_raw).confidence == "failed":
        draft.flag("date_not_read")
    reading.items.append(draft)
