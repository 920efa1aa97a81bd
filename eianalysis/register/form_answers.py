"""A filled-in form as it was read: its fields and rows, each fault named by its cell."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from eianalysis.errors import DataFault, Fault, did_you_mean
from eianalysis.register.open_workbook import opened
from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.register.form_template import ASKED, COLUMNS, FIELDS, LONGEST, RAG_WORDS, SHEET
from eianalysis.register.redaction import STRUCK, mask
from eianalysis.schema.register import STATUSES, UPDATES

MOST_ROWS = 5_000
_DATE_PARTS = ("date_raw", "date_start", "date_end", "precision", "year_basis", "qualifier", "trigger_text", "recurrence")


def _word(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


_STATUS = {_word(word): code for code, label in STATUSES.items() for word in (code, label)}
_RAG = {_word(word): code for code, label in RAG_WORDS.items() for word in (code, label, label.partition(":")[0])}


@dataclass
class Said:
    """One filled-in row: its cells as text or dates, and where each stands."""

    row: int
    places: dict[str, str]  # our column -> column letter
    values: dict[str, object]
    faults: list[Fault] = field(default_factory=list)
    status: str = ""
    rag: str = ""
    due: dict[str, str] = field(default_factory=dict)

    @property
    def item_id(self) -> str:
        return str(self.values.get("item_id") or "").strip()

    def text(self, name: str) -> str:
        return " ".join(str(self.values.get(name) or "").split())

    def cell(self, name: str) -> str:
        return f"{self.places.get(name, 'A')}{self.row}"

    def fault(self, name: str, found: str, expected: str) -> Fault:
        return Fault(f"cell {self.cell(name)}: {found}", expected)

    def unknown(self, ids: Collection[str]) -> Fault:
        near = difflib.get_close_matches(self.item_id, sorted(ids), n=3, cutoff=0.3)
        return self.fault(
            "item_id",
            f"'{self.item_id}' is not an item of the register" if self.item_id else "the row names no item",
            f"nearest ids: {', '.join(near)}" if near else "see register.csv",
        )

    def check(self) -> None:
        """Every fault of the row, each named by its cell."""
        word = self.text("status")
        self.status = _STATUS.get(_word(word), "")
        if not word:
            self.faults.append(self.fault("status", "there is no status", "choose one, since other cells are filled in"))
        elif not self.status:
            self.faults.append(self.fault("status", f"'{word}' is not a status", did_you_mean(word, STATUSES.values())))
        word = self.text("rag")
        self.rag = _RAG.get(_word(word), "") if word else "not_recorded"
        if not self.rag:
            self.faults.append(self.fault("rag", f"'{word}' is not a colour", did_you_mean(word, [label.partition(":")[0] for label in RAG_WORDS.values()])))
        self._check_date()
        for name in ("progress", "evidence"):
            if len(self.text(name)) > LONGEST:
                self.faults.append(self.fault(name, f"{len(self.text(name))} characters", f"at most {LONGEST}"))

    def _check_date(self) -> None:
        day, words = self.values.get("due"), self.text("words")
        if day in (None, "") and not words:
            return
        if day not in (None, "") and words:
            self.faults.append(self.fault("words", "a date and words for it are both given", "keep one of them"))
            return
        if isinstance(day, (datetime, date)):
            found, raw = parse_date_as_written(day), f"{day:%d/%m/%Y}"
        else:
            raw = words or str(day)
            found = parse_date_as_written(raw)
            if words == "" and found.precision != "day":
                self.faults.append(self.fault("due", f"'{raw}' is no day", f"give one, as 31/03/2023, or write it in column {self.places.get('words', 'I')}"))
                return
        if found.confidence == "failed":
            self.faults.append(
                self.fault(
                    "words" if words else "due",
                    f"'{raw}' cannot be read as a date",
                    "write as 'Q1 2023', 'May 2023', 'Ongoing (quarterly)' or 'When … is done'",
                )
            )
            return
        self.due = {
            "date_raw": raw,
            "date_start": str(found.start or ""),
            "date_end": str(found.end or ""),
            "precision": found.precision,
            "year_basis": found.year_basis if found.start else "",
            "qualifier": ";".join(found.qualifiers),
            "trigger_text": found.trigger_text,
            "recurrence": found.recurrence,
            "flags": ";".join(found.flags),
        }

    def update(self, form: Form, last: dict) -> dict:
        """The row of updates.csv this makes; an empty date is the last one, and says so."""
        flags = []
        if self.due:
            due = {name: self.due[name] for name in _DATE_PARTS}
            flags += [flag for flag in self.due["flags"].split(";") if flag]
        else:
            due = {name: str(last.get(name) or "") for name in _DATE_PARTS}
            flags += ["date_as_last_reported"] if due["date_raw"] else []
        progress, evidence = (mask(self.text(name), {}) for name in ("progress", "evidence"))
        if STRUCK in progress + evidence:
            flags.append("contact_removed")
        row = dict.fromkeys(UPDATES.names, "")
        row |= {
            "item_id": self.item_id,
            "cycle_id": form.cycle,
            "status": self.status,
            "rag_reported": self.rag,
            "rag_source": "cell_text" if self.rag != "not_recorded" else "not_recorded",
            **due,
            "progress_plain": progress,
            "evidence_link": evidence,
            "updated_on": form.day.isoformat(),
            "updated_by_role": form.role,
            "parse_flags": ";".join(dict.fromkeys(flags)),
        }
        row["precision"], row["recurrence"] = row["precision"] or "none", row["recurrence"] or "none"
        return row


@dataclass(frozen=True)
class Beside:
    """An item of the form and the words that stand beside it, whether or not anything was filled in."""

    number: int
    item_id: str
    title: str
    item_cell: str
    title_cell: str


@dataclass
class Form:
    """A form as read: the fields above the table, the rows that were filled in, how many were not, and every item with
    the words beside it."""

    file: str
    values: dict[str, object]
    rows: list[Said]
    empty: int = 0
    beside: list[Beside] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def _text(self, name: str) -> str:
        return str(self.values.get(name) or "").strip()

    @property
    def workstream(self) -> str:
        return self._text("workstream")

    @property
    def cycle(self) -> str:
        return self._text("cycle")

    @property
    def role(self) -> str:
        return self._text("role")

    @property
    def project_rag(self) -> str:
        return _RAG.get(_word(self._text("project_rag")), "")

    @property
    def benefit_rag(self) -> str:
        return _RAG.get(_word(self._text("benefit_rag")), "")

    @property
    def day(self) -> date | None:
        value = self.values.get("day")
        if isinstance(value, datetime):
            return value.date()
        found = parse_date_as_written(value)
        return found.start if found.precision == "day" and found.confidence != "failed" else None

    def header_faults(self, workstreams: Collection[str], roles: Collection[str], meeting: date | None) -> list[Fault]:
        """What is wrong above the table; without it no row can be taken."""
        found = []

        def fault(name: str, what: str, right: str) -> None:
            found.append(Fault(f"cell {FIELDS[name][1]}: {what}", right))

        if self.workstream not in workstreams:
            fault("workstream", f"'{self.workstream}' is not a workstream of the register", did_you_mean(self.workstream, sorted(workstreams)))
        if meeting is None:
            fault("cycle", f"cycle '{self.cycle}' cannot be placed in time", "use a cycle of data/cycles, or as 2023-04")
        if self.role not in roles:  # what stands there may be a person's name, so it is not repeated
            fault("role", "the role is not one of owners.csv" if self.role else "nobody is said to report", "choose one from the list")
        if self.day is None:
            fault("day", "the date of the report is missing or no day", "give one, as 31/03/2023")
        elif meeting is not None and self.day > meeting:
            fault("day", f"{self.day} is after the board's meeting of {meeting}", "a report is made before its board")
        for name in ("project_rag", "benefit_rag"):
            if self._text(name) and not getattr(self, name):
                fault(name, f"'{self._text(name)}' is not a colour", did_you_mean(self._text(name), [label.partition(":")[0] for label in RAG_WORDS.values()]))
        return found


def read_form(path: Path) -> Form:
    """A filled-in form; one clear message where the file is none."""
    sheet = opened(path, SHEET)
    labels = {_word(label): name for name, (label, _) in COLUMNS.items()}
    top = next((row for row in sheet.iter_rows(min_row=1, max_row=60) if _word(str(row[0].value or "")) == "item" and len(row) > 5), None)
    places = {} if top is None else {labels[_word(str(cell.value))]: cell.column_letter for cell in top if _word(str(cell.value or "")) in labels}
    missing = [COLUMNS[name][0] for name in ("item_id", "title", *ASKED) if name not in places]
    if missing:
        raise DataFault(
            path.name,
            "the highlight report form",
            [Fault(f"its headings are gone or changed: {', '.join(missing)}", "fill in a fresh form made by `eianalysis template`")],
            "Use the form as it was sent.",
        )
    rows, beside, empty = [], [], 0
    last = min(sheet.max_row, top[0].row + MOST_ROWS)
    for number in range(top[0].row + 1, last + 1):
        values = {name: sheet[f"{letter}{number}"].value for name, letter in places.items()}
        said = Said(number, places, values)
        if said.item_id:
            beside.append(Beside(number, said.item_id, said.text("title"), said.cell("item_id"), said.cell("title")))
        if not any(str(values[name] if values[name] is not None else "").strip() for name in ASKED):
            empty += bool(said.item_id)
            continue
        said.check()
        rows.append(said)
    return Form(path.name, {name: sheet[place].value for name, (_, place) in FIELDS.items()}, rows, empty, beside)
