"""``Draft``: one item as found in a document, before a person has looked at it; and what one document gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from eianalysis.register.written_dates import DateAsWritten, parse_date_as_written
from eianalysis.register.text import text_hash

#: Flags that say a reading is no more than a guess: a person decides.
GUESSES = frozenset(("guessed", "struck_through", "read_from_brackets", "label_stands_twice", "formula_not_calculated", "colour_not_read", "column_guessed"))
#: Flags that say a value could not be read at all.
FAILURES = frozenset(("unplaced", "date_not_read"))


@dataclass
class Draft:
    """One item read from a document: its words, where they stand, and what reading them had to decide."""

    item_id: str
    kind: str
    title_raw: str
    line: int
    label: str = ""
    parent_id: str = ""
    workstream: str = ""
    owner_raw: str = ""
    other_owner_raw: str = ""
    date_raw: str = ""
    start_raw: str = ""
    earlier_date_raw: str = ""
    closed_raw: str = ""
    rag_raw: str = ""
    earlier_rag_raw: str = ""
    status_raw: str = ""
    made_raw: str = ""
    response: str = ""  # accepted, not_accepted, awaiting; where the document says so
    progress_raw: str = ""
    measure_raw: str = ""
    level: str = ""
    target_level: str = ""
    priority: str = ""
    pillar: str = ""
    benefit: str = ""
    applies_to: str = ""
    refs: list[str] = field(default_factory=list)
    ticks: int = 0
    ticked: list[str] = field(default_factory=list)  # the headings ticked, as written
    not_placed: dict[str, str] = field(default_factory=dict)  # heading -> what stands there
    cells: dict[str, str] = field(default_factory=dict)  # heading -> the cell as it stands, for the preview
    roles: dict[str, str] = field(default_factory=dict)  # heading -> what the column was read as
    questions: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    @property
    def date(self) -> DateAsWritten:
        return parse_date_as_written(self.date_raw)

    @property
    def made(self) -> DateAsWritten:
        return parse_date_as_written(self.made_raw)

    @property
    def status_hint(self) -> str:
        """What the status cell hints at: a suggestion, never a status until a person says so."""
        return parse_date_as_written(self.status_raw).status_hint if self.status_raw else ""

    @property
    def hash(self) -> str:
        return text_hash(self.title_raw)

    @property
    def confidence(self) -> str:
        """How sure the reading is: ``exact`` where nothing had to be decided and nothing is left unread."""
        date = self.date.confidence
        if FAILURES & set(self.flags) or date == "failed":
            return "failed"
        if GUESSES & set(self.flags) or date == "guessed":
            return "guessed"
        return "normalised" if self.flags or self.not_placed or self.questions or date == "normalised" else "exact"

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)


@dataclass
class Question:
    """Something only a person can say about a document: which column has a role, or whether a list is a plan's."""

    number: str
    about: str  # the role, or "items"
    text: str
    choices: list[str]
    taken: str
    place: str


@dataclass
class Reading:
    """What one document gave: its items, what a person must say, and the lines that could not be placed."""

    layout: str
    items: list[Draft] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    unplaced: list[tuple[int, str]] = field(default_factory=list)  # (line, what it looks like)
    notes: list[tuple[str, int]] = field(default_factory=list)  # what was set aside or repaired, and how often
    organisations: bool = False  # whether owners are bodies, never people
    places: dict[int, str] = field(default_factory=dict)  # line -> the place in words, as "table 2, row 5"
    title: str = ""  # what the document calls itself

    def place(self, line: int) -> str:
        """Where a line stands, in words."""
        return self.places.get(line, f"line {line}")

    def count(self, kind: str) -> int:
        return sum(item.kind == kind for item in self.items)
