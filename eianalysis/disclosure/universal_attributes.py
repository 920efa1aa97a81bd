"""A fact that holds of everybody in a population says nothing there: "its start is on record" where every start is.

Two measures of the same words may count populations that differ in such a fact alone. Where both are counted and are as many, whoever
reads them takes them for one, and is right; so does the gate, for them and for every part of them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from eianalysis.declare import Box

if TYPE_CHECKING:
    from eianalysis.disclosure.derived_populations import Sums

Fact = tuple[str, object]


def tie_universal_attributes(sums: Sums, off: float) -> None:
    """Count each box that bears such a fact without it too; what they have to do with each other is found as of any two boxes.

    ``off``: by how much equal person-years may differ.
    """
    boxes = [box for box in sums.place if isinstance(box, Box)]
    for fact, wholes in _held(sums, boxes, off).items():
        for box in boxes:
            if fact in box.facts and any(box.inside(whole) for whole in wholes[box.universe]):
                sums.cell(_without(box, fact), sums.values[sums.place[box]])


def _held(sums: Sums, boxes: list[Box], off: float) -> dict[Fact, dict[str, list[Box]]]:
    """The facts that hold of everybody in a counted population, and in which, by universe."""
    found: dict[Fact, dict[str, list[Box]]] = defaultdict(lambda: defaultdict(list))
    for box in boxes:
        many = sums.values[sums.place[box]]
        for fact in box.facts if many else ():
            whole = _without(box, fact)
            if whole in sums.place and abs(sums.values[sums.place[whole]] - many) <= off:
                found[fact][box.universe].append(whole)
    return found


def _without(box: Box, fact: Fact) -> Box:
    return Box(box.universe, [each for each in box.facts if each != fact])
