"""Reports in prose: "Recommendation 7" on a line of its own, what is recommended below it, dotted lists within."""

from __future__ import annotations

import re

from eianalysis.register.read.draft_items import Draft, Reading
from eianalysis.register.read.item_parts import ROMAN
from eianalysis.register.read.document_rows import Row

LAYOUT = "prose"
_HEADING = re.compile(r"Rec(?:ommendation|\.)? ?(\d{1,3})[.:]?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\d{1,2}\.\d{1,2}\b\s*(?P<text>.*)")
_SECTION = re.compile(r"\d{1,2}\.")
_BULLET = re.compile(r"[\u00b7\u2022\u25cb]\s*(?P<text>.*)")
_OWNER = re.compile(r"\b(?P<owner>MOPAC|Met|Mayor|Government|[Ff]orce|Commissioner) (?:should|needs to|must)\b")
_BY = re.compile(r"response to each recommendation (?P<date>by [A-Z][a-z]+ \d{4})")


def fits(rows: list[Row]) -> bool:
    """Whether recommendations stand as headings on lines of their own among numbered paragraphs, and no table could be a plan."""
    if any(len(row.filled) > 2 for row in rows):
        return False
    alone = [row.text(0) for row in rows if len(row.filled) == 1]
    return any(map(_HEADING.fullmatch, alone)) and sum(bool(_PARAGRAPH.match(text)) for text in alone) >= 2


def read_prose(rows: list[Row], *, prefix: str = "RPT") -> Reading:
    """Every recommendation with its dotted parts, and the terms of reference."""
    reading = Reading(LAYOUT)
    current: Draft | None = None
    terms, asked_by, parts = False, "", 0
    for row in rows:
        line = " ".join(row.filled)
        if heading := _HEADING.fullmatch(line):
            current = Draft(f"{prefix}-{int(heading[1]):02d}", "recommendation", "", row.line, label=line)
            reading.items.append(current)
            terms, parts = False, 0
        elif _PARAGRAPH.match(line):
            current, terms = None, "terms of reference" in line.casefold() and line.rstrip().endswith(":")
            if found := _BY.search(line):
                asked_by = found["date"]
        elif _SECTION.fullmatch(line):
            current, terms = None, False
        elif bullet := _BULLET.match(line):
            if current:
                parts += 1
                reading.items.append(
                    Draft(
                        f"{current.item_id}.{ROMAN[parts - 1] if parts <= 10 else parts}",
                        "part",
                        bullet["text"],
                        row.line,
                        label=line[0],
                        parent_id=current.item_id,
                    )
                )
            elif terms:
                number = 1 + reading.count("term_of_reference")
                reading.items.append(Draft(f"{prefix}-T{number}", "term_of_reference", bullet["text"], row.line, label=line[0]))
        elif current and not parts:
            current.title_raw = f"{current.title_raw} {line}".strip()
        elif current:
            reading.items[-1].title_raw += f" {line}"
            reading.items[-1].flag("joined_over_lines")
    _owners(reading, asked_by)
    return reading


def _owners(reading: Reading, asked_by: str) -> None:
    """Who should act, from the sentence; and the date by which an answer was asked for."""
    owner = ""
    for item in reading.items:
        if item.kind == "recommendation":
            found = _OWNER.search(item.title_raw)
            owner = found["owner"] if found else ""
            item.date_raw = asked_by
            if asked_by:
                item.flag("date_is_for_the_response")
            if not owner:
                item.flag("no_owner_in_sentence")
        if item.kind != "term_of_reference":
            item.owner_raw = owner
