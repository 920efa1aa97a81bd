"""A mapping in the making: what is to be written for one table found in a file, and what a person has to decide."""

from __future__ import annotations

from dataclasses import dataclass, field

from eianalysis.sources.propose.assign import Assignment
from eianalysis.sources.propose.look import Look


@dataclass
class Part:
    """One ``[[table]]``. ``only`` and ``set_aside`` are rules as a mapping has them."""

    table: str
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)  # ours: (theirs, why)
    constants: dict[str, object] = field(default_factory=dict)
    keys: dict[str, object] = field(default_factory=dict)  # days and left
    fte: dict[str, object] = field(default_factory=dict)
    posts: dict[str, object] | None = None
    only: list[dict] = field(default_factory=list)
    set_aside: list[dict] = field(default_factory=list)


@dataclass
class Words:
    """What is said of the values of one column of ours."""

    list_name: str
    lines: dict[str, tuple[str, str]] = field(default_factory=dict)  # theirs: (ours, note); only what has to be said
    known: dict[str, str] = field(default_factory=dict)  # frequent wordings that are read without a line, and their codes
    unknown: list[str] = field(default_factory=list)  # frequent values that a person has to explain
    unshown: tuple[int, tuple[int, ...]] = (0, ())  # how many others, and rows to look at


@dataclass
class Draft:
    """Everything about one table found in a file."""

    look: Look
    assignment: Assignment
    parts: list[Part]
    keys: dict[str, object] = field(default_factory=dict)  # of every part: born, date_format
    values: dict[str, Words] = field(default_factory=dict)
    decide: list[str] = field(default_factory=list)  # what a person has to say before the file can be read
    notes: list[str] = field(default_factory=list)  # what was found and needs no answer


def to_decide(drafts: list[Draft]) -> list[str]:
    """What a person has to decide about a file, each thing once; of a workbook with the sheets it is about."""
    about: dict[str, list[str]] = {}
    for one in drafts:
        for text in one.decide:
            about.setdefault(text, []).append(one.look.sheet)
    return [text + (f" ({', '.join(sheets)})" if len(drafts) > 1 and len(sheets) < len(drafts) else "") for text, sheets in about.items()]
