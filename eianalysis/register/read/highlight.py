"""Highlight reports: one board page a workstream, with a header line, objectives, deliverables, progress, next steps.

Cells wander and rows come twice, so each cell is taken for what it looks like: a long list is objectives, a text with a
date after it is a deliverable.
"""

from __future__ import annotations

import re

from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.register.read.draft_items import Draft, Reading
from eianalysis.register.read.cell_lists import has_bullets, introduction, split_list
from eianalysis.register.read.document_rows import Row, words
from eianalysis.register.text import comparable

LAYOUT = "highlight reports"
LABELS = ("workstream", "owner", "date", "project rag", "benefit rag")
HEADINGS = ("description", "date", "target date", "key deliverable / key performance indicator", "workstream objectives", "priority", "priority deliverables")
#: Workstreams known by words of their names; another one is called by its own first letters.
CODES = {"recruitment": "REC", "wellbeing": "HWB", "community": "COM", "leadership": "LDC", "retention": "RET"}
_STATUS_IN_TITLE = re.compile(r"\((?P<status>completed?\b[^)]*)\)", re.IGNORECASE)
_INLINE = re.compile(r"[\s-]*(?P<date>\d{2}/\d{2}(?: Complete and Ongoing| but ongoing)?)\b")
_REFERENCE = re.compile(r"\(#(\d+)\)")
_KPI = re.compile(r"KPI\b:?\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+\.\s+(?P<text>.+)")
_SUB = re.compile(r"[-\u2013]?\s*(?P<mark>[ivx]+)\.\s+(?P<text>.+)")
_STAGE = re.compile(r"\bStage (?P<number>\d)\b")
_STRAND = re.compile(r"Work ?strand (?P<number>\d+)\s*[-\u2013]\s*")
_TOPIC = re.compile(r"(?:(?<=^)|(?<=\. ))(?=[A-Z][^.\u2013]{5,120}? \u2013\s?[A-Z])")


def fits(rows: list[Row]) -> bool:
    """Whether any row is the header line of a highlight report."""
    return any(_header(row) for row in rows)


def read_highlights(rows: list[Row], *, prefix: str = "HIGH") -> Reading:
    """Every objective, deliverable, measure, progress note and next step of the reports in a document."""
    reading = Reading(LAYOUT)
    report: _Report | None = None
    for row in rows:
        header = _header(row)
        if header:
            report = _Report(header, prefix, reading)
        elif report:
            report.take(row)
        else:
            reading.unplaced.append((row.line, "a row before the first report"))
    return reading


def headers(rows: list[Row]) -> list[dict[str, str]]:
    """The header line of each report: workstream, owner, date, project RAG, benefit RAG; '' where the cell is empty."""
    return [header for header in map(_header, rows) if header]


def _header(row: Row) -> dict[str, str] | None:
    texts = row.texts
    told = [text.casefold() for text in texts]
    if not told or told[0] != "workstream" or "owner" not in told or not {"project rag", "benefit rag"} & set(told):
        return None  # a table may well have a column of workstreams
    found, label = dict.fromkeys(LABELS, ""), ""
    for text in texts:
        if text.casefold() in LABELS:
            label = text.casefold()
        elif text and label:
            found[label] = text
    return found


def code_of(workstream: str) -> str:
    """The short code of a workstream's name."""
    name = workstream.casefold()
    known = next((code for word, code in CODES.items() if word in name), None)
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", workstream) if word[0].isupper())
    return known or initials[:4] or "WS"


class _Report:
    """One report being read; remembers which section it is in and which descriptions it has seen."""

    def __init__(self, header: dict[str, str], prefix: str, reading: Reading):
        self.workstream, self.owner = code_of(header["workstream"]), header["owner"]
        self.prefix, self.reading, self.section = prefix, reading, "objectives"
        self.numbers: dict[str, int] = {}
        self.seen: dict[str, Draft] = {}
        self.last_kpi: Draft | None = None
        self.blob_read = False

    def take(self, row: Row) -> None:
        filled = row.filled
        said = " ".join(filled).casefold()
        if "progress since last update" in said and len(said) < 80:
            self.section = "progress"
        elif "key performance measures" in said and len(said) < 80:
            self.section = "measures"
        elif self.section == "progress":
            self._progress(row)
        elif self.section == "measures" and len(filled) == 1 and not has_bullets(row.cells[0]):
            self._measure(filled[0], row.line)
        else:
            self._objectives(row)

    def _new(self, letter: str, kind: str, title: str, line: int, **more) -> Draft:
        self.numbers[letter] = self.numbers.get(letter, 0) + 1
        draft = Draft(
            f"{self.prefix}-{self.workstream}-{letter}{self.numbers[letter]:02d}", kind, title, line, workstream=self.workstream, owner_raw=self.owner, **more
        )
        self.reading.items.append(draft)
        return draft

    def _measure(self, text: str, line: int) -> None:
        """A numbered measure, one of its lettered counts, or the heading of a group of measures."""
        if match := _NUMBERED.fullmatch(text):
            self.last_kpi = self._new("K", "kpi", match["text"], line)
        elif (match := _SUB.fullmatch(text)) and self.last_kpi:
            self.reading.items.append(
                Draft(
                    f"{self.last_kpi.item_id}.{match['mark']}",
                    "measure",
                    match["text"],
                    line,
                    label=match["mark"] + ".",
                    parent_id=self.last_kpi.item_id,
                    workstream=self.workstream,
                    owner_raw=self.owner,
                )
            )

    def _objectives(self, row: Row) -> None:
        """A row of the upper half: a long list of objectives, and descriptions each with a date after it."""
        waiting = ""
        for cell, text in zip(row.cells, row.texts, strict=True):
            if not text or text.casefold() in HEADINGS:
                continue
            if not self.blob_read and len(text) > 150 and ("<ul" in cell.casefold() or has_bullets(cell)):
                self._list_of_objectives(cell, row.line)
            elif waiting and _like_a_date(text):
                self._deliverable(waiting, text, row)
                waiting = ""
            else:
                if waiting:
                    self.reading.unplaced.append((row.line, "a description without a date"))
                waiting = text
        if waiting:
            self.reading.unplaced.append((row.line, "a description without a date"))

    def _list_of_objectives(self, cell: str, line: int) -> None:
        self.blob_read = True
        before, after = introduction(cell)
        for paragraph in re.split(r"</p>", before):
            if words(paragraph):
                self._new("P", "progress_note", words(paragraph), line).flag("before_the_objectives")
        for part in re.split(r"<ul\b[^>]*>", after, flags=re.IGNORECASE):
            items, guessed = split_list(part) if words(part) else ([], False)
            for text in items:
                if _KPI.match(text) and (stages := list(_STAGE.finditer(text))):
                    for stage, end in zip(stages, [*(s.start() for s in stages[1:]), len(text)], strict=True):
                        self._new("K", "kpi", text[stage.start() : end].strip(), line).flag("measure_to_be_defined")
                    continue
                draft = self._new("O", "objective", text, line, refs=[f"#{ref}" for ref in _REFERENCE.findall(text)])
                if guessed:
                    draft.flag("guessed")
                if match := _INLINE.search(text):
                    draft.date_raw, draft.title_raw = match["date"], text[: match.start()].strip(" -")
                    draft.progress_raw = text[match.end() :].strip()
                    draft.flag("date_in_text")

    def _deliverable(self, title: str, date_raw: str, row: Row) -> None:
        seen = self.seen.get(comparable(title))
        if seen:
            seen.flag("stands_twice")
            return
        kpi = _KPI.match(title)
        letter, kind, words_ = ("K", "kpi", title[kpi.end() :]) if kpi else ("D", "deliverable", title)
        draft = self._new(letter, kind, words_, row.line, date_raw=date_raw)
        self.seen[comparable(title)] = draft
        if _STATUS_IN_TITLE.search(title):
            draft.flag("status_in_description")

    def _progress(self, row: Row) -> None:
        """The lower half: progress in the first list, next steps in the second."""
        lists = [cell for cell in row.cells if words(cell)]
        for place, cell in enumerate(lists[:2]):
            letter, kind = ("P", "progress_note") if place == 0 else ("N", "next_step")
            if _STRAND.search(words(cell)):
                self._strands(cell, row.line)
                continue
            items, guessed = split_list(cell)
            if len(items) == 1 and not has_bullets(cell) and kind == "next_step":
                items = [item.strip() for item in re.split(r"(?<=[a-z]\.)\s+(?=[A-Z])", items[0]) if item.strip()]
            for text in items:
                draft = self._new(letter, kind, text, row.line)
                if guessed or not has_bullets(cell):
                    draft.flag("guessed")

    def _strands(self, cell: str, line: int) -> None:
        """Work strands, each a title and topics of the form "Topic – what about it"."""
        text = words(cell)
        marks = list(_STRAND.finditer(text))
        for mark, end in zip(marks, [*(other.start() for other in marks[1:]), len(text)], strict=True):
            title, _, rest = text[mark.end() : end].partition(". ")
            for number, topic in enumerate((part.strip() for part in _TOPIC.split(rest) if part.strip()), start=1):
                name = f"{self.prefix}-{self.workstream}-P{mark['number']}.{number}"
                self.reading.items.append(Draft(name, "progress_note", topic, line, label=mark[0].strip(), workstream=self.workstream, owner_raw=self.owner))


def _like_a_date(text: str) -> bool:
    return len(text) <= 60 and parse_date_as_written(text).confidence != "failed"
