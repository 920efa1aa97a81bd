"""Divisions of which one lies inside another in the data, though no declaration says so: a force's roles in its directorates.

Whoever knows the organisation knows which unit, role or team lies in which directorate. So a box of such a role is a part of its
directorate's box too: it gets a second name there, of the same people, and what follows from both tables is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from eianalysis.declare import Among, Box, Days, Nested

if TYPE_CHECKING:
    from eianalysis.disclosure.derived_populations import Sums

Held = Mapping[str, tuple[tuple[str, Days], ...]]
EnclosingDivisions = Mapping[tuple[str, str], Held]  # (attribute, word) -> the words of other attributes that hold of everybody there, and when

NOTHING: EnclosingDivisions = MappingProxyType({})


def enclosing_divisions(nested: Iterable[Nested]) -> EnclosingDivisions:
    """Which words lie in which, and when; where two tables say otherwise of one day, nothing is believed."""
    said: dict[tuple[str, str], dict[str, set[tuple[str, Days]]]] = defaultdict(lambda: defaultdict(set))
    for name, word, outer, held, when in nested:
        said[name, word][outer].add((held, when))
    return {inner: {outer: _undisputed(told) for outer, told in found.items()} for inner, found in said.items()}


def _undisputed(told: Iterable[tuple[str, Days]]) -> tuple[tuple[str, Days], ...]:
    told = sorted(told, key=str)
    return tuple((word, when) for word, when in told if all(other == word or when.meet(then).empty for other, then in told))


def tie_divisions(sums: Sums, known: EnclosingDivisions, off: float) -> None:
    """Give each box of a division its name inside the divisions around it, where such a box is counted; ``off``: by how much equal
    person-years may differ."""
    boxes = [box for box in sums.place if isinstance(box, Box)] if known else []
    parts = _parts(sums, boxes)
    for (parent, name), inside in _inside(boxes, known).items():
        named = [(parent.that({name: values}), box) for values, box in inside]
        apart = {values: sums.values[sums.place[box]] for values, box in inside if len(values.words) == 1} | parts[parent.universe, parent.facts, name]
        if sum(apart.values()) > sums.values[sums.place[parent]] + off * (len(apart) + 1):
            continue  # counted of other data, in which it does not lie there
        if any(alias in sums.place and abs(sums.values[sums.place[alias]] - sums.values[sums.place[box]]) > off for alias, box in named):
            continue
        for alias, box in named:
            sums.add({sums.place[box]: 1.0, sums.cell(alias, sums.values[sums.place[box]]): -1.0})
            sums.split |= {(box, each) for each, values in alias.facts if box.value(each) != values}


def _parts(sums: Sums, boxes: Iterable[Box]) -> dict[tuple, dict[Among, float]]:
    """The parts of one word that each box is counted in, by the facts of the whole and the attribute."""
    found: dict[tuple, dict[Among, float]] = defaultdict(dict)
    for box in boxes:
        for name, values in box.facts:
            if isinstance(values, Among) and not values.but and len(values.words) == 1:
                found[box.universe, _but(box, {name}), name][values] = sums.values[sums.place[box]]
    return found


def _inside(boxes: Iterable[Box], known: EnclosingDivisions) -> dict[tuple[Box, str], list[tuple[Among, Box]]]:
    """Of each box, the words of an attribute of which everybody is in it, and the boxes that count them without saying so."""
    names = {name for held in known.values() for name in held}
    alike: dict[object, list[Box]] = defaultdict(list)
    for box in boxes:
        alike[box.universe, _but(box, names)].append(box)
    found: dict[tuple[Box, str], list[tuple[Among, Box]]] = defaultdict(list)
    for box in boxes:
        when = box.when
        for name, values in box.facts:
            holds = _of_all(values, name, known, when)
            for parent in alike.get((box.universe, _but(box, {*names, name})), ()) if holds else ():
                more = {each: value for each, value in parent.facts if box.value(each) != value}
                more = more if all(_narrower(value, box.value(each)) for each, value in more.items()) else {}
                kept = all(parent.value(each) == value or each in more for each, value in box.facts if each != name)
                if more and kept and parent.value(name) is None and all(holds.get(each) == value for each, value in more.items()):
                    found[parent, name].append((values, box))
    return found


def _of_all(values: object, name: str, known: EnclosingDivisions, when: Days) -> dict[str, Among]:
    """What holds of everybody of these words on these days, attribute by attribute."""
    if not isinstance(values, Among) or values.but or not all((name, word) in known for word in values.words):
        return {}
    each = [{outer: held for outer, told in known[name, word].items() for held, then in told if when.inside(then)} for word in values.words]
    return {outer: Among(*(words[outer] for words in each)) for outer in each[0] if all(outer in words for words in each)}


def _narrower(values: Among | Days, own: Among | Days | None) -> bool:
    return own is None or type(own) is type(values) and values.inside(own)


def _but(box: Box, names: set[str]) -> tuple:
    return tuple(fact for fact in box.facts if fact[0] not in names)
