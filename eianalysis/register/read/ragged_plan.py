"""Action plans laid out as objective, numbered actions, owner, ticks, date, progress, over many ragged pages.

The date cell is found by what it looks like, not by its place: columns come and go from page to page.
"""

from __future__ import annotations

import re

from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.register.read.draft_items import Draft, Reading
from eianalysis.register.read.document_rows import Row, looks_like_header

LAYOUT = "action plan"
#: OD10-, OD 11 -, OP-7, OC4 -., OP1 – and the like.
_OBJECTIVE = re.compile(r"(?P<strand>[A-Z]{2})\s?-?\s?(?P<number>\d{1,2})(?![\d.])\s*[-\u2013\u2014.\s]*(?P<title>.*)")
#: 01 -, 02-, 01- -, 03 Decide: two digits beginning with 0, at a boundary.
_ACTION = re.compile(r"(?:(?<=^)|(?<=\s))(?P<number>0\d)\s*[-\u2013\u2014\s]*(?=\S)")
_ESPS = re.compile(r"\bESPS\b\s*(?P<numbers>[\dI][\dI,\s]*)?")
_TICK = "\u2713"
DATE_AT_MOST = 60


def fits(rows: list[Row]) -> bool:
    """Whether the rows are a ragged plan: objective, action and owner first, and pages of different numbers of columns.

    Where every page has the same columns, they are read as those of any table.
    """
    headings = [row for row in rows if looks_like_header(row, ("objective", "action required", "owner"))]
    first = all("objective" in row.text(0).casefold() and "action" in row.text(1).casefold() for row in headings)
    coded = any(_OBJECTIVE.fullmatch(row.text(0)) for row in rows if len(row.cells) > 2)
    return first and coded and len({len(row.cells) for row in headings}) > 1


def read_plan(rows: list[Row], *, prefix: str = "PLAN") -> Reading:
    """Every objective and action of an action plan, with what was odd about each."""
    reading = Reading(LAYOUT)
    objective: Draft | None = None
    action: Draft | None = None
    for row in rows:
        if len(row.cells) < 3 or _is_heading(row):
            continue
        first, second, owner = row.text(0), row.text(1), row.text(2)
        match = _OBJECTIVE.fullmatch(first)
        if match:
            objective = _objective(match, row, prefix)
            reading.items.append(objective)
        elif first and objective:
            objective.title_raw = f"{objective.title_raw.removesuffix('...').rstrip()} {first}"
            objective.flag("joined_over_pages")
        elif first:
            reading.unplaced.append((row.line, "text before the first objective"))
            continue
        date_raw, progress, ticks = _rest(row)
        if not second:
            if action and progress:
                action.progress_raw = f"{action.progress_raw} {progress}".strip()
                action.flag("joined_over_pages")
            elif not match:
                reading.unplaced.append((row.line, "a row without an action"))
            continue
        if objective is None:
            reading.unplaced.append((row.line, "an action before the first objective"))
            continue
        if owner and not objective.owner_raw:
            objective.owner_raw = owner
        found = _actions(second, objective, row.line)
        for action in found:
            action.owner_raw = owner or objective.owner_raw
            action.date_raw, action.progress_raw, action.ticks = date_raw, progress, ticks
            if not owner:
                action.flag("owner_from_objective")
            if len(found) > 1:
                action.flag("shared_cell")
            if not date_raw:
                action.flag("no_date_cell")
            _note_conflicts(action)
        reading.items += found
    return reading


def _is_heading(row: Row) -> bool:
    texts = [text.casefold() for text in row.texts]
    characteristics = "disability" in texts or "sexual orientation" in texts
    return characteristics or looks_like_header(row, ("objective", "action required"))


def _objective(match: re.Match, row: Row, prefix: str) -> Draft:
    title = match["title"].strip()
    strand, number = match["strand"], int(match["number"])
    refs = [f"ESPS {part}" for found in _ESPS.finditer(title) for part in _numbers(found["numbers"])]
    if re.search(r"\bLOKAHI?L?\b", title, re.IGNORECASE):
        refs.append("LOKAHI")
    label = row.text(0)[: match.start("title")].strip()
    draft = Draft(f"{prefix}-{strand}{number}", "objective", title, row.line, label=label, workstream=strand, refs=refs)
    if any(found["numbers"] is None for found in _ESPS.finditer(title)):
        draft.flag("reference_without_number")
    if " ".join(f"{strand}{number} -".split()) != draft.label:
        draft.flag("label_normalised")
    return draft


def _numbers(text: str | None) -> list[str]:
    """'1, 3, 7' -> 1, 3, 7; the lone 'I' of a typist is 1."""
    return [] if text is None else [{"I": "1"}.get(part, part) for part in re.findall(r"\d+|I", text)]


def _actions(cell: str, objective: Draft, line: int) -> list[Draft]:
    """The numbered actions of a cell, several where they share it; one unnumbered where it only says TBC."""
    marks = list(_ACTION.finditer(cell))
    if not marks:
        draft = Draft(objective.item_id + ".TBC", "action", cell, line, label=cell[:12], parent_id=objective.item_id, workstream=objective.workstream)
        draft.flag("to_be_confirmed" if cell.casefold().strip(". ") == "tbc" else "unnumbered")
        return [draft]
    ends = [mark.start() for mark in marks[1:]] + [len(cell)]
    return [
        Draft(
            f"{objective.item_id}.{mark['number']}",
            "action",
            cell[mark.end() : end].strip(),
            line,
            label=mark[0].strip(),
            parent_id=objective.item_id,
            workstream=objective.workstream,
        )
        for mark, end in zip(marks, ends, strict=True)
    ]


def _rest(row: Row) -> tuple[str, str, int]:
    """The date cell, the progress text and the ticks among the cells after the owner."""
    date_raw, progress, ticks = "", "", 0
    for text in row.texts[3:]:
        if not text:
            continue
        if set(text) <= {_TICK, " "}:
            ticks += text.count(_TICK)
        elif not date_raw and not progress and _like_a_date(text):
            date_raw = text
        else:
            progress = f"{progress} {text}".strip()
    return date_raw, progress, ticks


def _like_a_date(text: str) -> bool:
    if len(text) > DATE_AT_MOST:
        return False
    found = parse_date_as_written(text)
    return found.confidence != "failed"


def _note_conflicts(action: Draft) -> None:
    """Words in the progress that say something else than the date cell; a hint for a person, never a status."""
    told = action.progress_raw.casefold()
    done = action.date.status_hint in ("complete", "complete_recurring")
    if re.search(r"\b(?:action|this) (?:is )?(?:shown )?(?:as )?complete\b", told) and not done:
        action.flag("text_says_complete")
    if re.search(r"\b(?:long|medium|slight) delay\b", told):
        action.flag("text_says_delay")
