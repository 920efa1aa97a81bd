"""The questions of a draft as a file, and what a person answered in it.

One row a question. An answer that stands there already is a proposal, to be left or changed; a blank one is open. The file
itself is given to ``import-register --mapping`` where a column was taken wrongly, and to ``accept`` with its draft.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eianalysis.errors import DataFault, Fault, UsageError, did_you_mean
from eianalysis.register.read.headings import ROLES
from eianalysis.register.read.questions import NONE, Answers

COLUMNS = ("question", "source_file", "source_place", "about", "asked", "choices", "taken", "answer")
WHAT, REMEDY = "the questions of a draft", "Answer them in the file that import-register wrote."


@dataclass(frozen=True)
class Asked:
    """One row of the file of questions."""

    question: str
    source_file: str
    source_place: str
    about: str
    asked: str
    choices: tuple[str, ...]
    taken: str
    answer: str
    row: int = 0

    @property
    def of_a_column(self) -> bool:
        return self.about in ROLES or self.about == "items"

    @property
    def open(self) -> bool:
        return not self.answer

    @property
    def otherwise(self) -> bool:
        """Whether the answer is not what the draft was read with, so that the paper must be read again."""
        return self.of_a_column and not self.open and self.answer != self.taken


def questions_file(asked: Iterable[Asked]) -> bytes:
    """The file of questions, as a spreadsheet opens it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in asked:
        writer.writerow(
            [_safe(text) for text in (one.question, one.source_file, one.source_place, one.about, one.asked, " | ".join(one.choices), one.taken, one.answer)]
        )
    return out.getvalue().encode("utf-8-sig")


def read_questions(path: Path) -> list[Asked]:
    """The questions and their answers; one message listing every fault: an answer that is no choice, a question twice."""
    if not path.is_file():
        raise UsageError(f"there is no file {path.name}")
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        raise _wrong(path, [Fault("it cannot be read as CSV", "save it as CSV, UTF-8")]) from None
    missing = [name for name in COLUMNS if rows and name not in rows[0]] or ([] if rows else list(COLUMNS))
    if missing:
        raise _wrong(path, [Fault(f"its headings are gone or changed: {', '.join(missing)}", "use the file as it was written")])
    found, faults = [], []
    for number, row in enumerate(rows, start=2):
        text = {name: _plain(row[name]) for name in COLUMNS}
        choices = tuple(choice.strip() for choice in text["choices"].split(" | ") if choice.strip())
        answer = "" if not text["answer"] else next((choice for choice in choices if choice.casefold() == text["answer"].casefold()), text["answer"])
        if answer.casefold() == "yes" and text["taken"]:
            answer = text["taken"]
        if choices and answer and answer not in choices:
            faults.append(Fault(f"'{answer[:60]}' is none of the choices", did_you_mean(answer, choices), number, "answer"))
        found.append(Asked(text["question"], text["source_file"], text["source_place"], text["about"], text["asked"], choices, text["taken"], answer, number))
    if faults:
        raise _wrong(path, faults)
    return found


def answers_for(asked: Iterable[Asked], file: str) -> Answers:
    """What a person said of the columns of one paper."""
    columns: dict[str, str] = {}
    settled = set()
    for one in asked:
        if one.of_a_column and one.answer and one.source_file in ("", file):
            settled.add(one.about)
            if one.answer != NONE:
                columns[one.answer] = one.about
            elif one.taken:
                columns.setdefault(one.taken, "")
    return Answers(columns, frozenset(settled))


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _plain(text: str | None) -> str:
    text = (text or "").strip()
    return text[1:] if text.startswith("'") and text[1:2] in ("=", "+", "-", "@") else text


def _wrong(path: Path, faults: list[Fault]) -> DataFault:
    return DataFault(path.name, WHAT, faults, REMEDY)
