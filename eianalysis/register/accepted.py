"""A reviewed draft with its answers, as read from its files: what is decided of each row, and every fault of the review."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eianalysis.errors import DataFault, Fault, UsageError, did_you_mean
from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.register.read.answers import Asked, read_questions
from eianalysis.schema.register import KINDS, RAGS, STATUSES

WHAT, REMEDY = "a reviewed draft", "Correct the draft and accept it again; nothing was written."
NEEDED = ("item_id", "kind", "title_raw", "date_raw", "date_start", "date_end", "flags", "confidence", "text_hash", "decision", "in_register", "like")
DECISIONS = ("new", "leave out", "same as ID")
#: Flags of a row that a person must decide, and why.
DECIDE = {
    "struck_through": "it is struck through in the paper",
    "label_stands_twice": "its number stands twice in the paper",
    "formula_not_calculated": "a formula of it was never calculated",
    "date_not_read": "its date could not be read",
    "colour_not_read": "its colour could not be read",
}
MOST_ROWS = 5_000


@dataclass
class DraftRow:
    """One row of a draft and what a person decided of it."""

    number: int
    cells: dict[str, str]
    decision: str = ""  # new, leave out, same
    same_as: str = ""

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def flags(self) -> list[str]:
        return [flag for flag in self["flags"].split(";") if flag]


@dataclass
class Reviewed:
    """A draft, the answers that go with it, and what confirms its evidence."""

    path: Path
    rows: list[DraftRow]
    asked: list[Asked]
    evidence: list[dict[str, str]]
    faults: list[Fault] = field(default_factory=list)

    def answers(self, about: str) -> dict[str, str]:
        """Answers of one kind by what they are about: {taken: answer}."""
        return {one.taken: one.answer for one in self.asked if one.about == about}

    def answer(self, about: str) -> str:
        return next((one.answer for one in self.asked if one.about == about), "")


def read_draft(path: Path, known: Mapping[str, str]) -> Reviewed:
    """A draft and the files beside it; ``known`` maps the register's ids to the fingerprints of their words.

    Raises ``UsageError`` for a file that is none, ``DataFault`` for one that is no draft. Faults of the review are gathered
    in ``.faults``: open questions, rows that nobody decided, cells that say two things.
    """
    if path.suffix.casefold() != ".csv":
        raise UsageError(f"{path.name}: a draft is the CSV file that import-register wrote")
    cells = _rows(path)
    questions = path.with_name(f"{path.stem}-questions.csv")
    expected = any(row.get("questions") for row in cells)
    asked = read_questions(questions) if questions.is_file() or expected else []
    reviewed = Reviewed(path, [], asked, _evidence(path.with_name(f"{path.stem}-evidence.csv")))
    words = {row["source_file"]: row["item_id"].partition("-")[0] for row in cells if row.get("source_file")}
    reviewed.faults += _open(asked, questions, words)
    taken: dict[str, int] = {}
    for number, row in enumerate(cells, start=2):
        one = DraftRow(number, row)
        reviewed.faults += _decide(one, known)
        if one.decision != "leave out":
            reviewed.faults += _cells(one)
            if one["item_id"] in taken:
                reviewed.faults.append(Fault(f"the id {one['item_id']} stands in row {taken[one['item_id']]} too", "give each item its own", number, "item_id"))
            taken[one["item_id"]] = number
            reviewed.rows.append(one)
    return reviewed


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise UsageError(f"there is no draft {path.name}")
    try:
        text = path.read_bytes().decode("utf-8-sig").lstrip("\ufeff")
        found = list(csv.DictReader(io.StringIO(text, newline="")))
    except (UnicodeDecodeError, csv.Error):
        raise DataFault(path.name, WHAT, [Fault("it cannot be read as CSV", "save it as CSV, UTF-8")], REMEDY) from None
    missing = [name for name in NEEDED if not found or name not in found[0]]
    if missing or len(found) > MOST_ROWS:
        raise DataFault(
            path.name,
            WHAT,
            [
                Fault(
                    f"it lacks the columns {', '.join(missing)}" if missing else f"it has more than {MOST_ROWS} rows",
                    "accept the file that import-register wrote",
                )
            ],
            REMEDY,
        )
    return [
        {name: _plain(value) for name, value in row.items() if name is not None}
        for row in found
        if any((value or "").strip() for name, value in row.items() if name is not None)
    ]


def _plain(text: str | None) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    text = (text or "").strip()
    return text[1:] if text.startswith("'") and text[1:2] in ("=", "+", "-", "@") else text


def _evidence(path: Path) -> list[dict[str, str]]:
    """The proposed evidence that a person confirmed."""
    if not path.is_file():
        return []
    return [row for row in _rows_of_evidence(path) if row.get("confirmed", "").casefold() in ("y", "yes")]


def _rows_of_evidence(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataFault(path.name, "proposed evidence", [Fault("it cannot be read as CSV", "save it as CSV, UTF-8")], REMEDY) from None
    rows = [{name: _plain(value) for name, value in row.items() if name is not None} for row in csv.DictReader(io.StringIO(text, newline=""))]
    odd = [number for number, row in enumerate(rows, start=2) if row.get("confirmed", "").casefold() not in ("", "y", "yes", "n", "no")]
    if odd:
        raise DataFault(
            path.name, "proposed evidence", [Fault("'confirmed' is neither yes nor no", "write Y, N or nothing", row, "confirmed") for row in odd], REMEDY
        )
    return rows


def _open(asked: list[Asked], path: Path, words: Mapping[str, str]) -> list[Fault]:
    """Questions without an answer, and answers that want the paper read again; ``words`` are what each paper's ids begin with."""
    faults = [
        Fault(f"{one.question} is not answered: {one.asked}", f"write one of its choices into {path.name}: {' | '.join(one.choices)}")
        for one in asked
        if one.of_a_column and one.open
    ]
    return faults + [
        Fault(
            f"{one.question} is answered '{one.answer[:60]}', and the draft was read with '{one.taken[:60]}'",
            f"read the paper again with the answers: import-register {one.source_file} --prefix {words.get(one.source_file, 'NEW')} "
            f"--mapping {path.name} --out another.csv",
        )
        for one in asked
        if one.otherwise
    ]


def _decide(row: DraftRow, known: Mapping[str, str]) -> list[Fault]:
    """What is decided of a row; a fault where something must be and is not."""
    said = " ".join(row["decision"].casefold().split())
    there = known.get(row["item_id"])
    if there is not None and there == row["text_hash"] and said in ("", "new"):
        row.decision, row.same_as = "same", row["item_id"]
        return []
    if said == "new":
        row.decision = "new"
        return (
            []
            if there is None
            else [
                Fault(
                    f"{row['item_id']} is in the register already, in other words",
                    f"write 'same as {row['item_id']}', or give it another id",
                    row.number,
                    "decision",
                )
            ]
        )
    if said == "leave out":
        row.decision = "leave out"
        return []
    if match := re.fullmatch(r"same(?: as)? (.+)", said):
        item = next((item for item in known if item.casefold() == match[1].strip()), "")
        row.decision, row.same_as = "same", item
        return (
            []
            if item
            else [
                Fault(
                    f"'{match[1]}' is not an item of the register",
                    did_you_mean(match[1].upper(), known) if len(known) < 12 else "name an id of register.csv",
                    row.number,
                    "decision",
                )
            ]
        )
    if said:
        return [Fault(f"'{row['decision'][:40]}' is no decision", f"it can be: {', '.join(DECISIONS)}", row.number, "decision")]
    row.decision = "new"
    why = [DECIDE[flag] for flag in row.flags if flag in DECIDE]
    if there is not None:
        why.append(f"the register has {row['item_id']} in other words")
    if row["like"]:
        why.append(f"it may be {row['like']}")
    return (
        [Fault(f"{row['item_id']}: {'; '.join(why)}", "write into its column 'decision': new, leave out, or same as and the id", row.number, "decision")]
        if why
        else []
    )


def _cells(row: DraftRow) -> list[Fault]:
    faults = []
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,9}-[A-Za-z0-9.-]+", row["item_id"]):
        faults.append(
            Fault(f"'{row['item_id']}' is no id", "two to ten capital letters or digits, a hyphen, then letters, digits, points", row.number, "item_id")
        )
    if not (row["title_plain"] or row["title_raw"]):
        faults.append(Fault("it says nothing to be done", "write title_plain, or leave it out", row.number, "title_plain"))
    for name, words in (("kind", KINDS), ("status", STATUSES), ("rag", RAGS)):
        if row[name] and row[name] not in words:
            faults.append(Fault(f"'{row[name]}' is none of its words", did_you_mean(row[name], words), row.number, name))
    found = parse_date_as_written(row["date_raw"])
    for name, day in (("date_start", found.start), ("date_end", found.end)):
        if row[name] and row[name][:10] != str(day or ""):
            faults.append(
                Fault(
                    f"'{row[name]}' is not what date_raw says ({day or 'no day'})", "correct date_raw, or leave date_start and date_end empty", row.number, name
                )
            )
    return faults
