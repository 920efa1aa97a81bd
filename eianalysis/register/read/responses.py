"""Two columns, recommendation and response, with no numbers: ids are given by place."""

from __future__ import annotations

from eianalysis.register.read.draft import Draft, Reading
from eianalysis.register.read.rows import Row, looks_like_header

LAYOUT = "recommendation and response"


def fits(rows: list[Row]) -> bool:
    """Whether the first row of two cells names a recommendation and a response."""
    return any(_header(row) for row in rows[:5])


def read_responses(rows: list[Row], *, prefix: str = "REC") -> Reading:
    """Each row after the heading is one recommendation; the title row may itself be the heading."""
    reading = Reading(LAYOUT)
    start = next((place for place, row in enumerate(rows) if _header(row)), None)
    for row in rows[0 if start is None else start + 1:]:
        if _header(row):
            continue  # repeated on the next page
        if len(row.filled) < 2 or not row.text(0):
            reading.unplaced.append((row.line, "a row without a recommendation and a response"))
            continue
        reading.items.append(Draft(f"{prefix}-{len(reading.items) + 1:02d}", "recommendation", row.text(0), row.line,
                                   progress_raw=row.text(1), flags=["id_by_place"]))
    return reading


def _header(row: Row) -> bool:
    return len(row.filled) == 2 and looks_like_header(row, ("recommendation", "response"))
