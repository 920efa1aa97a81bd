"""What whoever knows the force knows beside the print: in which units and directorates its roles, teams and units lie."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from .knowledge import Knowledge
from .reading import Cell

INNER, OUTER = ("role_group", "specialist_flag", "unit"), ("unit", "directorate")
Where = Mapping[tuple[str, str], Mapping[str, set[str]]]  # (attribute, word) -> where its people are; "" is nowhere that is told
SPOKEN = re.compile(r"(?:on|to|at) (\d{1,2} \w+ \d{4})")


class Whereabouts:
    """Of each role, team and unit the places that anybody of it was in, at each snapshot of a workforce."""

    def __init__(self, workforce: Path):
        self.at: dict[str, Where] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
        with workforce.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for inner in INNER:
                    for outer in OUTER:
                        if inner != outer:
                            self.at[row["as_at"]][inner, row[inner]][outer].add(row[outer])
        self.of = cache(self._between)

    def _between(self, start: str, end: str) -> Where:
        """In these days, from the snapshot before them on; in all, where the words are no days that can be read."""
        days = sorted(self.at)
        first, last = _day(start), _day(end)
        if first is None or last is None:
            first, last = days[0], days[-1]
        before = [day for day in days if day <= first][-1:]
        found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for day in {*before, *(day for day in days if first <= day <= last)}:
            for inner, places in self.at[day].items():
                for outer, words in places.items():
                    found[inner][outer] |= words
        return found


def _day(text: str) -> str | None:
    spoken = SPOKEN.fullmatch(text)
    if spoken:
        return datetime.strptime(spoken[1], "%d %B %Y").date().isoformat()
    return text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else None


def lies_in(what: Knowledge, whereabouts: Whereabouts | None) -> None:
    """A role of one directorate is a part of it, and all its roles make it, where none of them is elsewhere too."""
    for cell in list(what.cells) if whereabouts else ():
        where = whereabouts.of(cell.start, cell.end)
        for outer, place in cell.facts:
            for inner in INNER if outer in OUTER else ():
                can = {word: _of(cell, (outer, place), (inner, word)) for (name, word), held in where.items() if name == inner and place in held.get(outer, ())}
                own = {word: each for word, each in can.items() if where[inner, word][outer] == {place} and word and each in what.cells}
                if own:
                    _tell(what, cell, list(own.values()), whole=len(own) == len(can))


def _of(cell: Cell, outer: tuple[str, str], inner: tuple[str, str]) -> Cell:
    return replace(cell, facts=cell.facts - {outer} | {inner})


def _tell(what: Knowledge, cell: Cell, own: list[Cell], whole: bool) -> None:
    others = {cell: 1.0, **{each: -1.0 for each in own}}
    (what.guessed_zero if whole else what.guessed_least).append(others)
    if not whole:
        what.asked[f"of no division that is only there: {cell}"] = others
    for each in own:
        rest = {cell: 1.0, each: -1.0}
        what.guessed_least.append(rest)
        what.asked[f"there and of another division: {each} | {cell}"] = rest
