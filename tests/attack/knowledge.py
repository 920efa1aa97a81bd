"""Everything a reader can set against everything else: sums that are 0, and counts that cannot be under 0."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from .phrases import ALL, LISTED, MINORITIES, NOT_ADDITIVE, STAYED, UNKNOWN, UNKNOWN_TOGETHER, parts
from .reading import Cell, Row

Sum = dict[object, float]
ONE = "one"  # stands for a number in a sum
ENOUGH = 4  # groups of two tables, of ten or more each, that agree: chance does not do that


@dataclass
class Knowledge:
    """Cells with what is printed of them; ``zero`` sums are 0, ``least`` sums are 0 or more, the same of those only ``guessed``."""

    known: dict = field(default_factory=dict)
    hidden: set = field(default_factory=set)
    zero: list[Sum] = field(default_factory=list)
    least: list[Sum] = field(default_factory=list)
    guessed_zero: list[Sum] = field(default_factory=list)
    guessed_least: list[Sum] = field(default_factory=list)
    asked: dict[str, Sum] = field(default_factory=dict)  # what is worked out: a name, and the cells it is the sum of
    between: dict = field(default_factory=dict)  # of rounded figures, the least and the most of a cell
    private: set = field(default_factory=set)  # cells that some table which is not public tells of
    contradictions: list[str] = field(default_factory=list)

    def say(self, cell: Cell, value: float | None, public: bool, where: str) -> None:
        if not public:
            self.private.add(cell)
        if value is None:
            self.hidden.add(cell)
        elif abs(self.known.setdefault(cell, value) - value) > 1e-6:
            self.contradictions.append(f"{where}: {cell}")

    @property
    def cells(self) -> set:
        return self.known.keys() | self.hidden


def know(rows: Iterable[Row]) -> Knowledge:
    rows = list(rows)
    what = Knowledge()
    for row in rows:
        what.say(row.number, row.cases, row.public, row.table)
        what.say(row.base, row.of, row.public, row.table)
        if row.about:
            _about(what, row)
        if row.proportion and row.number != row.base:
            _inside(what, row.base, row.number, f"{row.table}: of its base without")
    what.zero += [{row.number: 1.0, row.base: -1.0} for row in rows if row.group == ALL and row.shares and row.number != row.base]
    _parts(what, rows)
    _keys(what, rows)
    _unions(what)
    _narrower(what)
    _whole_and_part(what)
    _phrases(what)
    _time(what)
    _alike(what)
    _order(what, rows)
    for cell in what.hidden - what.known.keys():
        what.asked[f"hidden: {cell}"] = {cell: 1.0}
    return what


def _about(what: Knowledge, row: Row) -> None:
    """Between which numbers the counts of a rounded row lie, and between which their ratio."""
    for cell, (low, high) in zip((row.number, row.base), row.about, strict=True):
        what.least += [{cell: 1.0, ONE: -low}, {cell: -1.0, ONE: high}]
        least, most = what.between.get(cell, (0.0, np.inf))
        what.between[cell] = (max(least, low), min(most, high))
    if row.rate and row.number != row.base:
        low, high = row.rate
        what.least += [{row.number: 1.0, row.base: -low}, {row.number: -1.0, row.base: high}]


def _inside(what: Knowledge, outer: Cell, inner: Cell, why: str) -> None:
    rest = {outer: 1.0, inner: -1.0}
    what.least.append(rest)
    what.asked[f"{why}: {inner} | {outer}"] = rest


def _parts(what: Knowledge, rows: list[Row]) -> None:
    """Groups make their total, numbers and bases, unless somewhere they visibly do not."""
    by_part: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        by_part[row.part].append(row)
    listed: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        listed[row.characteristic].add(row.group)
    for side in ("number", "base"):
        found = [(part, *_total(part_rows, side)) for part, part_rows in by_part.items()]
        wrong = {(part[0], part[2]) for part, total, groups in found if total and _fails(what, total, groups)}
        for part, total, groups in found:
            if total and (part[0], part[2]) not in wrong and len(set(groups)) == len(groups) and total not in groups:
                (what.zero if _lists_all(by_part[part], listed[part[2]]) else what.guessed_zero).append({total: 1.0, **{cell: -1.0 for cell in groups}})
                unknown = [cell for cell in groups if cell not in what.known]
                if len(unknown) > 1:
                    what.asked[f"all that {part[0]} hides together: {total}"] = {cell: 1.0 for cell in unknown}
                few = [cell for cell in groups if any(value in UNKNOWN for _, value in cell.facts)]
                if len(few) > 1:
                    what.asked[f"who did not say, together: {total}"] = {cell: 1.0 for cell in few}


def _lists_all(rows: list[Row], known: set[str]) -> bool:
    """Whether a table lists every group that any table of the pack lists, or puts the others together."""
    here = {row.group for row in rows}
    return known - {ALL, *UNKNOWN, UNKNOWN_TOGETHER} <= here or any("groups" in group.casefold() for group in here)


def _total(rows: list[Row], side: str) -> tuple[Cell | None, list[Cell]]:
    total = next((getattr(row, side) for row in rows if row.group == ALL), None)
    return total, [getattr(row, side) for row in rows if row.group != ALL] if len(rows) > 2 else []


def _fails(what: Knowledge, total: Cell, groups: list[Cell]) -> bool:
    """Whether the groups visibly do not make the total, for all that is printed of them."""

    def least_and_most(cell: Cell) -> tuple[float, float]:
        return (what.known[cell],) * 2 if cell in what.known else what.between.get(cell, (0.0, np.inf))

    (low, high), parts = least_and_most(total), [least_and_most(cell) for cell in groups]
    return not groups or sum(least for least, _ in parts) > high + 1e-6 or sum(most for _, most in parts) < low - 1e-6


def _keys(what: Knowledge, rows: list[Row]) -> None:
    """Along a key with a total, the parts make it; tables of several keys along each of them."""
    for name in {name for row in rows for name, _ in row.keys}:
        lines: dict[tuple, dict[str, Row]] = defaultdict(dict)
        for row in rows:
            own = dict(row.keys)
            if name in own:
                value = own.pop(name)
                lines[row.table, tuple(own.items()), row.characteristic, row.group, row.number.start, row.number.end][value] = row
        made = [
            (row_of, side, getattr(row_of[ALL], side), [getattr(row, side) for value, row in row_of.items() if value != ALL])
            for row_of in lines.values()
            if ALL in row_of and len(row_of) > 2
            for side in ("number", "base")
        ]
        wrong = {(row_of[ALL].table, side) for row_of, side, total, groups in made if _fails(what, total, groups)}
        for row_of, side, total, groups in made:
            if (row_of[ALL].table, side) not in wrong and len({total, *groups}) == len(groups) + 1:
                what.zero.append({total: 1.0, **{cell: -1.0 for cell in groups}})


def _unions(what: Knowledge) -> None:
    """Eighteen groups of ethnicity make five, and those two; who did not say is who stated nothing and who was not recorded."""
    for cell in list(what.cells):
        for attribute, value in cell.facts:
            if attribute == "ethnicity" and value == "Ethnic minorities":
                of = [_with(cell, attribute, each) for each in MINORITIES]
            elif attribute == "ethnicity" and value in LISTED:
                of = [_with(cell, attribute, each) for each in LISTED[value]]
            elif value == UNKNOWN_TOGETHER:
                of = [each for each in (_with(cell, attribute, one) for one in UNKNOWN) if each in what.cells]
            else:
                continue
            if of and set(of) <= what.cells:
                what.zero.append({cell: 1.0, **{each: -1.0 for each in of}})


def _with(cell: Cell, attribute: str, value: str) -> Cell:
    return replace(cell, facts=frozenset({*((a, v) for a, v in cell.facts if a != attribute), (attribute, value)}))


def _narrower(what: Knowledge) -> None:
    """Who has one fact more is among those who need it not; the others are a population too."""
    for cell in list(what.cells):
        for pair in cell.facts:
            wider = replace(cell, facts=cell.facts - {pair})
            if wider in what.cells and pair[0] != "declared":
                _inside(what, wider, cell, "everybody but")


def _whole_and_part(what: Knowledge) -> None:
    names = sorted({cell.of for cell in what.cells})
    for whole, part in parts(names):
        for cell in [cell for cell in list(what.cells) if cell.of == part]:
            if (outer := replace(cell, of=whole)) in what.cells:
                _inside(what, outer, cell, "in the one and not in the other")


def _phrases(what: Knowledge) -> None:
    """Who was there at the start and is not still there has left."""
    start, stayed, left = STAYED
    for cell in list(what.cells):
        if cell.of == stayed:
            before, gone = replace(cell, of=start), replace(cell, of=left)
            if {before, gone} <= what.cells:
                came_and_went = {gone: 1.0, before: -1.0, cell: 1.0}
                what.least.append(came_and_went)
                what.asked[f"left of those who came in the year: {cell}"] = came_and_went


def _time(what: Knowledge) -> None:
    """Windows cut the calendar in pieces: what happens on a day adds up; anything else only grows with a longer window."""
    places: dict[tuple, set] = defaultdict(set)
    for cell in what.cells:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", cell.start):
            places[cell.of, cell.facts].add(cell)
    for (name, _), cells in places.items():
        ordered = sorted(cells, key=lambda cell: (cell.start, cell.end))
        if len(ordered) < 2:
            continue
        additive = not NOT_ADDITIVE.search(name)
        edges = sorted({cell.start for cell in ordered} | {_after(cell.end) for cell in ordered})
        pieces = list(zip(edges, edges[1:], strict=False))
        for cell in ordered if additive else ():
            what.zero.append({cell: 1.0, **{(cell.of, cell.facts, piece): -1.0 for piece in pieces if cell.start <= piece[0] and piece[1] <= _after(cell.end)}})
        for cell in ordered:
            for other in ordered:
                if cell != other and other.start <= cell.start and cell.end <= other.end:
                    what.least.append({other: 1.0, cell: -1.0})
                    if additive:
                        what.asked[f"in the longer window and not in the shorter: {cell} | {other}"] = {other: 1.0, cell: -1.0}


def _after(day: str) -> str:
    return str(date.fromisoformat(day) + timedelta(days=1))


def _alike(what: Knowledge) -> None:
    """Two populations that agree in every group they share, in enough of them, are the same: so a reader will think."""
    by_place: dict[tuple, dict[str, Cell]] = defaultdict(dict)
    for cell in what.cells:
        by_place[cell.start, cell.end, cell.facts][cell.of] = cell
    shared: dict[tuple[str, str], list] = defaultdict(list)
    for cells in by_place.values():
        names = sorted(cells)
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                shared[one, other].append((cells[one], cells[other]))
    for pairs in shared.values():
        both = [(what.known[a], what.known[b]) for a, b in pairs if a in what.known and b in what.known]
        if len({a for a, _ in both if a >= 10}) >= ENOUGH and all(abs(a - b) < 1e-6 for a, b in both):
            what.guessed_zero += [{a: 1.0, b: -1.0} for a, b in pairs]


def _order(what: Knowledge, rows: list[Row]) -> None:
    """Rows that visibly stand from the greatest to the least are so where they are hidden too: groups of a part, and values of a key."""
    lines: dict[tuple, list[tuple[str, Row]]] = defaultdict(list)
    for row in rows:
        if row.group != ALL:
            lines[row.part].append((row.group, row))
        for name, value in row.keys:
            if value != ALL:
                rest = tuple(pair for pair in row.keys if pair[0] != name)
                lines[name, row.table, rest, row.characteristic, row.group, row.number.start, row.number.end].append((value, row))
    for line in lines.values():
        names = [name for name, _ in line]
        for side in ("number", "base"):
            cells = [getattr(row, side) for _, row in line]
            shown = [what.known[cell] for cell in cells if cell in what.known]
            if len(set(shown)) > 2 and shown == sorted(shown, reverse=True) and names != sorted(names) and len(shown) < len(cells):
                what.guessed_least += [{first: 1.0, second: -1.0} for first, second in zip(cells, cells[1:], strict=False) if first != second]
