"""Which counted share is one stage of which other: by what the measures declare of whom they ask, and of what.

Of those eligible, who applied; of those who applied, who passed; of those eligible, who were promoted: the last spans the
others, because it asks no narrower group, and what it counts includes what they count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from eianalysis.declare import Measure, Steps
from eianalysis.declare.population import conditions


class Way(NamedTuple):
    """From whom to what: the conditions of a share's base and of its events, in one universe."""

    universe: str
    base: frozenset[str]
    events: frozenset[str]


def way_of(measure: Measure, keys: Mapping[str, str]) -> Way | None:
    """The way of a share, or of one step of it; None for a rate, and where the declaration does not name the step."""
    if measure.kind != "proportion" or measure.counts.universe != measure.events.universe:
        return None
    universe, base, events = f"{measure.counts.universe}: {measure.counts.when!r}", _said(measure.counts.where), _said(measure.events.where)
    for name, kind in measure.keys.items():
        if isinstance(kind, Steps):
            if keys.get(name) not in kind.of:
                return None
            asked, did = (_said(conditions(each)) for each in kind.of[keys[name]])
            base, events = base | asked, base | asked | did
    return Way(universe, base, events)


def every_way(measures: Iterable[Measure]) -> set[Way]:
    """The ways of all declared shares, step by step."""
    found = set()
    for measure in measures:
        steps = [(name, step) for name, kind in measure.keys.items() if isinstance(kind, Steps) for step in kind.of]
        found |= {way_of(measure, dict([step])) for step in steps} if steps else {way_of(measure, {})}
    return found - {None}


def spans(whole: Way, part: Way) -> bool:
    """Whether the one asks no narrower group and counts more than the other.

    >>> whole = Way("rounds", frozenset({"eligible"}), frozenset({"eligible", "applied", "promoted"}))
    >>> applying = Way("rounds", frozenset({"eligible"}), frozenset({"eligible", "applied"}))
    >>> spans(whole, applying), spans(applying, whole), spans(whole, whole)
    (True, False, False)
    """
    return (
        whole.universe == part.universe and whole.base <= part.base and part.events <= whole.events and (whole.base, whole.events) != (part.base, part.events)
    )


def _said(pairs) -> frozenset[str]:
    return frozenset(f"{name}: {values!r}" for name, values in pairs)
