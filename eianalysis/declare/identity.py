"""The identity of every count of a result: which rows of which universe it is of, read from the declaration.

Two counts with the same terms are of the same people whatever their measures are called; one whose box lies inside
another's holds only people of the other. What a table's rows add (a group, a part, a step) narrows the declared
populations; what a filter in force adds narrows all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eianalysis.declare.facts import Among, Nested, Values
from eianalysis.declare.measure import Cut, Measure
from eianalysis.declare.population import Beside, Each, Key, Kind, Population, Split, Steps, Terms, conditions, met
from eianalysis.vocabulary import ALL, SMALL_TOGETHER, UNDECLARED, UNDECLARED_TOGETHER, crossed_parts, group_parts
from eianalysis.vocabulary.derived import groups_of

NUMERATOR, DENOMINATOR = "numerator", "denominator"
IN_PARTS = "declared in parts"  # totals of the whole table are of everybody, those of its parts of who declared


@dataclass(frozen=True)
class Identity:
    """What the counts of one result are of: the declared populations, and what is in force for all of them."""

    counts: Population
    events: Population
    keys: Mapping[str, Key] = field(default_factory=dict)
    cuts: Mapping[str, Cut] = field(default_factory=dict)
    pairs: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    base: str = "own"
    total: str = "everybody"
    undeclared_too: tuple[str, ...] = ()
    filters: tuple[tuple[str, Values], ...] = ()
    nested: tuple[Nested, ...] = ()  # divisions of the organisation of which one lies inside another in these data

    @classmethod
    def of(cls, measure: Measure, filters: Iterable[tuple[str, object]] = (), *, blanks: bool = False) -> Identity:
        """``blanks``: whether rows without an answer were left out, so that the base is not everybody."""
        said = tuple(f"{name} recorded" for name, _ in measure.did) if blanks and isinstance(measure.did, tuple) else ()
        return cls(
            measure.counts.that(*said),
            measure.events.that(*said),
            dict(measure.keys),
            dict(measure.cuts),
            dict(measure.pairs),
            measure.base,
            measure.total,
            measure.undeclared_too,
            conditions(tuple(filters)),
        )

    def terms(self, row: Mapping[str, object], groups: Sequence[str], keys: Sequence[str]) -> tuple[Terms, Terms]:
        """``(numerator, denominator)`` of one row of counts.

        ``row`` has ``characteristic, group, period_start, period_end`` and the key columns; ``groups`` are all groups of its
        characteristic in the table, which say what small groups put together can hold.
        """
        narrowed: dict[str, Values] = met(self.filters)
        base_only, event_only = [], []
        for key in keys:
            self._key(key, row[key], narrowed, base_only, event_only)
        part = any(row[key] != ALL and not isinstance(self.keys.get(key), Beside) for key in keys)
        facts = self.group(row["characteristic"], row["group"], groups, part=part)
        of = facts if self.base == "own" else self._declared(row["characteristic"], row["group"], part=part)
        start, end = _day(row.get("period_start")), _day(row.get("period_end"))
        window = {} if start or end else {"window": Among(str(row.get("window") or ""))}
        base = self.counts.that(*narrowed.items(), *of.items(), *base_only, *window.items())
        events = self.events.that(*narrowed.items(), *facts.items(), *base_only, *event_only, *window.items())
        return events.boxes(start, end), base.boxes(start, end)

    def _key(self, key: str, value: object, narrowed: dict, base_only: list, event_only: list) -> None:
        meaning = self.keys.get(key, Split())
        if value == ALL or isinstance(meaning, Beside):
            return
        if isinstance(meaning, Steps):
            of, did = meaning.of.get(str(value), ((f"{key} {value}",), (f"{key} {value}: yes",)))
            base_only += conditions(of)
            event_only += conditions(did)
        elif isinstance(meaning, Each):
            base_only += () if meaning.everybody else conditions((f"{key} {value}",))
            event_only += conditions((f"{key} {value}: yes",))
        else:
            fact = (meaning.attribute or key, Among(*(meaning.words.get(str(value)) or (str(value),))))
            if isinstance(meaning, Kind):
                event_only.append(fact)
            else:
                narrowed.update([fact])

    def _declared(self, characteristic: object, group: object, *, part: bool = False) -> dict[str, Values]:
        """What the base of a share is narrowed to: those who declared, for groups of people who did."""
        name = str(characteristic)
        if (
            self.base == "whole"
            or name in self.undeclared_too
            or group in UNDECLARED
            or (group == ALL and (self.total == "everybody" or self.total == IN_PARTS and not part))
        ):
            return {}
        return {self._values(each, UNDECLARED[0], ())[0]: Among(*UNDECLARED, but=True) for each in crossed_parts(name) or (name,)}

    def group(self, characteristic: object, group: object, groups: Sequence[str], *, part: bool = False) -> dict[str, Values]:
        """The facts of one group of a characteristic; none for the total. ``part``: whether it is of a part of the table."""
        name = str(characteristic)
        if group == ALL:
            return self._declared(name, ALL, part=part) if self.total == "declared" or self.total == IN_PARTS and part else {}
        if pair := self.pairs.get(name, {}).get(str(group)):
            return dict(self._values(each, part, ()) for each, part in pair.items())
        both = crossed_parts(name)
        if both and (parts := group_parts(str(group))):
            return dict(self._values(each, part, ()) for each, part in zip(both, parts, strict=True))
        return dict([self._values(name, str(group), groups)])

    def _values(self, characteristic: str, group: str, groups: Sequence[str]) -> tuple[str, Values]:
        cut = self.cuts.get(characteristic)
        attribute, known = (cut.of, cut.groups) if cut else groups_of(characteristic)
        if group == UNDECLARED_TOGETHER:
            return attribute, Among(*UNDECLARED)
        if group == SMALL_TOGETHER or (group in known and not known[group]):
            others = [
                word
                for each in {*groups, *known} - {group, ALL, SMALL_TOGETHER}
                for word in (UNDECLARED if each == UNDECLARED_TOGETHER else known.get(each) or (each,))
            ]
            return attribute, Among(*others, but=True)
        return attribute, Among(*(known.get(group) or (group,)))


def _day(value: Any) -> date | None:
    if value is None or value != value:  # NaT, NaN
        return None
    return value.date() if hasattr(value, "date") else value
