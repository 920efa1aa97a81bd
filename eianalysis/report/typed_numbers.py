"""Numbers of people that somebody typed into a notebook: no gate sees them, so the analyst is told where they stand.

A number of one to four beside people is told always; in a run also a larger one that is a count which the pack hides. The place is
named and never the number: messages are outputs too. Words are prose
where they say "one" ("a case is one officer") or more than four ("at least ten officers"), and are not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.disclosure.plan import hidden_in_run
from eianalysis.register.few_in_words import few_in_words, numbers_of_people, plain
from eianalysis.report.count import found_here

MARKS = re.compile(r"[*_`|]+|</?\w+>")  # of Markdown, which may stand between a number and its people
REPAIR = "no gate sees what is typed: let ei.findings(released) say it, or add the passage to as_written in the cycle's file"


def hidden_counts(cycle: BoardCycle, scratch: Path) -> frozenset[int]:
    """The counts that the plan of a run hides, with all that was decided beside it."""
    with found_here(scratch):
        return frozenset(round(value) for _, value in hidden_in_run((), cycle.policy) or () if value >= 1)


def typed_numbers(notebooks: Mapping[str, Path], cycle: BoardCycle, hidden: Collection[int] = ()) -> list[str]:
    """The cells that tell of a few people, or of as many as a hidden count: 'notebook, cell 3', as a person counts them."""
    read = {plain(each) for each in cycle.as_written}
    return [
        f"{name}, cell {number}"
        for name, path in notebooks.items()
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1)
        if any(plain(words) not in read for words in _told("".join(cell["source"]), hidden))
    ]


def _told(source: str, hidden: Collection[int]) -> Iterable[str]:
    text = MARKS.sub("", source)
    yield from (words for words in few_in_words(text) if words.split()[0].casefold() != "one")
    yield from (words for number, words in numbers_of_people(text) if number in hidden and words[0].isdigit())


def said(places: Collection[str]) -> list[str]:
    """The lines of ``check`` about them."""
    return ["Numbers of a few people typed into notebooks", *(f"  {place}" for place in places), f"  {REPAIR}"] if places else []
