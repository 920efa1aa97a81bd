"""What each count of a released table is of, as its sidecar says it: so that a later plan knows what readers have been shown.

``{"boxes": [{"of": universe, "where": {"sex": ["Female"], "ended": {"from": day, "to": day}}}, …], "rows": [[count, base], …]}``
with an entry for each row of the table, None where its figures are hidden. A count is a list of ``[weight, number of the box]``.
A list of words is one of these, ``{"but": words}`` none of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from eianalysis.declare import Among, Box, Days
from eianalysis.disclosure.cells import Key
from eianalysis.errors import DisclosureError

#: Of one row: what its count and what its base is of; None where nothing is said of it.
Pair = tuple[Key, Key]
OF, WHERE = "of", "where"


def as_json(pairs: Sequence[Pair | None]) -> dict:
    """The identities of a table's rows as plain lists and words."""
    boxes = sorted({box for pair in pairs if pair for key in pair for _, box in key}, key=repr)
    at = {box: place for place, box in enumerate(boxes)}
    return {
        "boxes": [{OF: box.universe, WHERE: {name: _said(values) for name, values in box.facts}} for box in boxes],
        "rows": [pair and [[[weight, at[box]] for weight, box in key] for key in pair] for pair in pairs],
    }


def from_json(said: Mapping) -> list[Pair | None]:
    """The identities again. Raises ``DisclosureError`` where a sidecar was changed so that they cannot be read."""
    try:
        boxes = [Box(each[OF], {name: _meant(values) for name, values in each[WHERE].items()}) for each in said["boxes"]]
        return [None if pair is None else _pair(boxes, *pair) for pair in said["rows"]]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise DisclosureError("a sidecar does not say what its counts are of as it was written; put back the file as it was") from None


def _pair(boxes: Sequence[Box], count: Sequence, base: Sequence) -> Pair:
    return tuple((float(weight), boxes[at]) for weight, at in count), tuple((float(weight), boxes[at]) for weight, at in base)


def _said(values: Among | Days) -> object:
    if isinstance(values, Days):
        return {"from": values.first and values.first.isoformat(), "to": values.last and values.last.isoformat()}
    return {"but": sorted(values.words)} if values.but else sorted(values.words)


def _meant(said: Any) -> Among | Days:
    if isinstance(said, list):
        return Among(*said)
    if "but" in said:
        return Among(*said["but"], but=True)
    return Days(*(said[end] and date.fromisoformat(said[end]) for end in ("from", "to")))
