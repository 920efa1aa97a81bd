"""What whoever runs a police force knows of its numbers: who is in post at the end was there at the start or joined, and has not left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from .knowledge import Knowledge, Sum
from .reading import Cell

IN_POST, JOINED, LEFT = "officers in post on the day", "those who joined", "those who left"
#: Names of populations that are those in post at the end of their period, and the steps of a table of comings and goings.
AT_THE_END = ("officers in post on the last snapshot of the period", "people of the group (officers; Share of the workforce)")
FLOW = {"In post at the end": IN_POST, "Joined": JOINED, "Left": LEFT}
START, MEAN = "in post at the start", "mean of the two ends"


def flows_in(what: Knowledge) -> None:
    """Tie those in post on one day, whichever table prints them, and those of two days by who came and went between."""
    alike: dict[Cell, set] = defaultdict(set)
    for cell in what.cells:
        if other := _called(cell):
            alike[other].add(cell)
    alike = {other: cells for other, cells in alike.items() if len({what.known[cell] for cell in cells & what.known.keys()}) < 2}
    for other, cells in alike.items():
        what.guessed_zero += [{cell: 1.0, other: -1.0} for cell in cells if cell != other]
    known = {other: value for other, cells in alike.items() for value in [what.known[cell] for cell in cells & what.known.keys()][:1]}
    for found in (_between(alike), _averages(what, alike)):
        told = [sum(weight * {**what.known, **known}[cell] for cell, weight in each.items()) for each in found if each.keys() <= {*what.known, *known}]
        if told and all(abs(value) < 1e-6 for value in told):  # it visibly holds wherever all of it is printed
            what.guessed_zero += found


def _called(cell: Cell) -> Cell | None:
    """The cell under the name that it has whichever table it stands in."""
    step = next((value for name, value in cell.facts if name == "flow"), None)
    facts = frozenset(pair for pair in cell.facts if pair[0] != "flow")
    if cell.of in AT_THE_END:
        return Cell(IN_POST, cell.end, cell.end, facts)
    if cell.of.startswith("people of the group (officers") and step in FLOW:
        name = FLOW[step]
        return Cell(name, cell.end if name == IN_POST else cell.start, cell.end, facts)
    if cell.of == START and _is_year(cell):
        return Cell(IN_POST, _before(cell.start), _before(cell.start), facts)
    return cell if cell.of in (JOINED, LEFT) else None


def _between(alike: Mapping[Cell, set]) -> list[Sum]:
    """In post at the end, less those of the start and those who joined, and those who left again."""
    found = []
    for joined in (cell for cell in alike if cell.of == JOINED):
        then, now = _on(joined, _before(joined.start)), _on(joined, joined.end)
        left = replace(joined, of=LEFT)
        if sum(each in alike for each in (then, now, left)) > 1:
            found.append({now: 1.0, then: -1.0, joined: -1.0, left: 1.0})
    return found


def _averages(what: Knowledge, alike: Mapping[Cell, set]) -> list[Sum]:
    """An average headcount of one year is half of those of both ends."""
    means: Iterable[Cell] = (cell for cell in what.cells if cell.of == MEAN and _is_year(cell))
    ends = [(cell, _on(cell, _before(cell.start)), _on(cell, cell.end)) for cell in means]
    return [{mean: 2.0, then: -1.0, now: -1.0} for mean, then, now in ends if then in alike or now in alike]


def _on(cell: Cell, day: str) -> Cell:
    return Cell(IN_POST, day, day, cell.facts)


def _before(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=1))


def _is_year(cell: Cell) -> bool:
    try:
        return (date.fromisoformat(cell.end) - date.fromisoformat(cell.start)).days in (364, 365)
    except ValueError:  # a window in words
        return False
