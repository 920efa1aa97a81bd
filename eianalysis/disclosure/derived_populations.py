"""Every population that follows from declared ones, and how all of them add up: read from what the counts are of.

Boxes that differ in one fact only are parts of each other: their elementary parts (words, or stretches of days) become
cells too, printed or not. So ``everybody less women less men``, ``three years less the last``, ``leavers less those who
transferred`` and ``in post at the start less those who stayed`` are found, and what follows from those in turn. A box
inside another by several facts leaves a rest. The true size of what follows is worked out from the counts themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from scipy import sparse

from eianalysis.declare import Among, Box, Days
from eianalysis.disclosure.cells import ROUNDED, Key
from eianalysis.disclosure.universal_attributes import tie_universal_attributes
from eianalysis.disclosure.nested_divisions import NOTHING, EnclosingDivisions, tie_divisions

ONE_DAY = timedelta(days=1)
ROUNDS = 2  # of what follows from what followed
NEAR = 1e-6


@dataclass
class Sums:
    """Cells by place, their true values, and sums over them that are 0."""

    place: dict[object, int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    relations: list[dict[int, float]] = field(default_factory=list)
    contradicted: list[str] = field(default_factory=list)
    none: set[int] = field(default_factory=set)  # nobody, as everybody knows: a table lists every group there is
    split: set = field(default_factory=set)  # (box, fact): its parts by that fact are known
    _known: set = field(default_factory=set)

    def cell(self, name: object, value: float) -> int:
        if name not in self.place:
            self.place[name] = len(self.values)
            self.values.append(value)
        return self.place[name]

    def add(self, relation: Mapping[int, float]) -> None:
        mark = tuple(sorted(relation.items()))
        if len(mark) > 1 and mark not in self._known:
            self._known.add(mark)
            self.relations.append(dict(mark))


def box_of(key: Key) -> Box | None:
    """The key as a box; a weighted sum as a box of its own universe, of the facts that all of its boxes share."""
    if not key:
        return None
    if len(key) == 1 and key[0][0] == 1.0:
        return key[0][1]
    shared = set(key[0][1].facts).intersection(*(box.facts for _, box in key[1:]))
    own = "; ".join(f"{weight} {[fact for fact in box.facts if fact not in shared]}" for weight, box in key)
    return Box(f"{key[0][1].universe}: {own}", shared)


def sums_of(counts: Mapping[Key, float], known: EnclosingDivisions = NOTHING) -> Sums:
    """The sums of these counts and of everything that follows from them; ``known``: which divisions lie inside which."""
    sums = Sums()
    for key, value in counts.items():
        box = box_of(key)
        if box is not None:
            sums.cell(box, value)
    tie_universal_attributes(sums, ROUNDED)
    for _ in range(ROUNDS):
        tie_divisions(sums, known, ROUNDED)
        if not _split(sums):
            break
    _nest(sums)
    for key in counts:
        if key and all(box in sums.place for _, box in key):  # of one box, once, it is the box itself, and no sum
            made = sum(weight * sums.values[sums.place[box]] for weight, box in key)
            total = sums.place[box_of(key)]
            if abs(made - sums.values[total]) <= _off(made, sums.values[total], *(sums.values[sums.place[box]] for _, box in key)):
                sums.add({total: 1.0, **{sums.place[box]: -weight for weight, box in key}})
    return sums


def _left(whole: float, *parts: float) -> float:
    """What is left of the whole without its parts; 0 where that is no more than their rounding."""
    left = round(whole - sum(parts), 6)
    return 0.0 if abs(left) <= _off(whole, *parts) else left


def _off(*values: float) -> float:
    """By how much a sum of these may be off: not at all where all are counts, or halves of counts."""
    return NEAR if all(abs(2 * value - round(2 * value)) < NEAR for value in values) else ROUNDED * len(values)


def sums_of_versions(versions: Iterable[Mapping[Key, float]], known: EnclosingDivisions = NOTHING) -> Sums:
    """The sums of several versions of counts in one; a cell is named by its box and its value, so that equal ones are one."""
    whole = Sums()
    for counts in versions:
        one = sums_of(counts, known)
        at = [whole.cell((name, one.values[place]), one.values[place]) for name, place in one.place.items()]
        for relation in one.relations:
            whole.add({at[cell]: factor for cell, factor in relation.items()})
        whole.none |= {at[cell] for cell in one.none}
        whole.contradicted += one.contradicted
    return whole


# --- boxes that differ in one fact --------------------------------------------------------------------------------------


def _split(sums: Sums) -> bool:
    """The elementary parts of boxes that differ in one fact; whether any was new."""
    before = len(sums.values)
    beside: dict[tuple, dict] = defaultdict(dict)
    boxes = [name for name in sums.place if isinstance(name, Box)]
    for box in boxes:
        for name, values in box.facts:
            beside[box.universe, tuple(fact for fact in box.facts if fact[0] != name), name][values] = box
    for (universe, facts, name), found in beside.items():
        whole = Box(universe, facts)
        if whole in sums.place:
            found[None] = whole
        if len(found) > 1:
            _add_up(sums, universe, facts, name, found)
    return len(sums.values) > before


def _add_up(sums: Sums, universe: str, facts: tuple, name: str, found: dict) -> None:
    parts = _elements(found)
    if parts is None:
        return
    cells: list[object] = []
    for pieces in parts.values():
        boxes = tuple(Box(universe, (*facts, (name, piece))) if not piece.everything else Box(universe, facts) for piece in pieces)
        cells.append(boxes[0] if len(boxes) == 1 else boxes)
    values = {cell: sums.values[sums.place[cell]] for cell in cells if cell in sums.place}
    holds = {box: [cell for cell, inside in zip(cells, parts, strict=True) if inside[at]] for at, box in enumerate(found.values())}
    moved = True
    while moved:  # what is left over when all other parts are known
        moved = False
        for box, inside in holds.items():
            open_ = [cell for cell in inside if cell not in values]
            if len(open_) == 1:
                left = _left(sums.values[sums.place[box]], *(values[cell] for cell in inside if cell in values))
                if left < 0:
                    sums.contradicted.append(f"{box!r} is less than its parts by {name}")
                    return
                values[open_[0]] = left
                moved = True
    others = [cell for cell, pieces in zip(cells, parts.values(), strict=True) if any(isinstance(piece, Among) and piece.words for piece in pieces)]
    sums.none |= {sums.cell(cell, 0.0) for cell in others if values.get(cell) == 0.0}
    for box, inside in holds.items():
        if all(cell in values for cell in inside):
            total = sums.values[sums.place[box]]
            if _left(total, *(values[cell] for cell in inside)) != 0:
                sums.contradicted.append(f"{box!r} is not the sum of its parts by {name}")
                continue
            sums.split.add((box, name))
            if inside != [box]:
                sums.add({sums.place[box]: 1.0, **{sums.cell(cell, values[cell]): -1.0 for cell in inside}})


def _elements(found: dict) -> dict[tuple, list] | None:
    """The elementary parts of the values of one attribute, by which of the values hold them; None where they are of two kinds."""
    values = [Among(but=True) if each is None else each for each in found]
    if all(isinstance(each, Among) for each in values):
        words = sorted({word for each in values for word in each.words})
        by: dict[tuple, list[str]] = defaultdict(list)
        for word in words:
            by[tuple((word in each.words) != each.but for each in values)].append(word)
        out = {held: [Among(*these)] for held, these in by.items() if any(held)}
        other = tuple(each.but for each in values)
        if any(other):
            with_it = by.get(other, [])
            out[other] = [Among(*(word for word in words if word not in with_it), but=True)]
        return out
    values = [Days() if isinstance(each, Among) and each.everything else each for each in values]
    if not all(isinstance(each, Days) for each in values):
        return None
    starts = sorted({day for each in values for day in (each.first, each.last and each.last + ONE_DAY) if day is not None})
    pieces = [Days(first, last and last - ONE_DAY) for first, last in zip([None, *starts], [*starts, None], strict=True)]
    out = defaultdict(list)
    for piece in pieces:
        held = tuple(piece.inside(each) for each in values)
        if any(held):
            out[held].append(piece)
    return dict(out)


# --- boxes inside others by several facts ---------------------------------------------------------------------------------


def _nest(sums: Sums) -> None:
    """What is left of each box without the largest that lie inside it, where its parts do not say so already."""
    universes: dict[str, list[Box]] = defaultdict(list)
    for name in sums.place:
        if isinstance(name, Box):
            universes[name.universe].append(name)
    for boxes in universes.values():
        for inner, outer in _covers(boxes):
            small, large = boxes[inner], boxes[outer]
            by = [name for name, values in small.facts if large.value(name) != values]
            if len(by) == 1 and (large, by[0]) in sums.split:
                continue
            left = _left(sums.values[sums.place[large]], sums.values[sums.place[small]])
            if left < 0:
                sums.contradicted.append(f"{large!r} is less than {small!r}, which it holds")
                continue
            rest = sums.cell((large, "without", small), left)
            sums.add({sums.place[large]: 1.0, sums.place[small]: -1.0, rest: -1.0})


def _covers(boxes: list[Box]) -> Iterable[tuple[int, int]]:
    """Pairs (inner, outer) with no other box between the two."""
    if len(boxes) < 2:
        return []
    names = sorted({name for box in boxes for name, _ in box.facts})
    inside = np.ones((len(boxes), len(boxes)), bool)
    for name in names:
        told = [box.value(name) for box in boxes]
        kinds = {each: at for at, each in enumerate(dict.fromkeys(told))}
        code = np.array([kinds[each] for each in told])
        table = np.array([[_inside(one, other) for other in kinds] for one in kinds])
        inside &= table[np.ix_(code, code)]
    inside &= ~(inside & inside.T)  # itself too
    through = sparse.csr_array(inside.astype(np.int32))  # few of all pairs lie inside each other
    inside[(through @ through).nonzero()] = False
    return list(zip(*(each.tolist() for each in np.nonzero(inside)), strict=True))


def _inside(one, other) -> bool:
    if other is None:
        return True
    return one is not None and type(one) is type(other) and one.inside(other)
