"""The cells of a table of counts: each count under what it is of, and which rows of the table print it.

Two rows that count the same people have one cell, whatever their tables are called. A count that is no set of rows (an
average headcount, officer-years) is a weighted sum of cells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from eianalysis.declare import PUBLIC, Among, Box, During, Identity, Nested, Population, Steps
from eianalysis.disclosure.primary_suppression import people_counted, people_in, threshold_of
from eianalysis.errors import DisclosureError
from eianalysis.policy import Policy
from eianalysis.results import ALL, LEADING, Result
from eianalysis.vocabulary import ROLL_UP, UNDECLARED, crossed_parts, group_parts

#: What a count is of: boxes with weights, in one order; a set of rows is one box with weight 1.
Key = tuple[tuple[float, Box], ...]
#: A count under what it is of. The value is part of the name: what is counted otherwise is not taken for the same.
Cell = tuple[Key, float]
TABLE_ITSELF = "rows of "
UNPRINTED = "unprinted"  # a kind of row that no table has: what printed ones add up to, where readers can tell that they do
ROUNDED = 0.06  # person-years are known to one decimal: by so much each of them may be off
LEVEL = re.compile(r"_\d+$")  # ethnicity_2 and ethnicity_5 have groups of one name, and of the same people


@dataclass(frozen=True)
class Row:
    """One row of a table: the cells of its count and its base, their values, and what losing it would cost."""

    count: Key
    base: Key
    cases: float
    of: float
    threshold: int
    proportion: bool
    kind: str = "group"  # primary | total | reference | group | undeclared | detail
    within: tuple = ()  # the table it stands in: rows of one are compared with each other
    group: str = ""
    withheld: tuple[int, ...] = ()  # of its two cells, those hidden for another reason than their size
    people: float | None = None  # the different people its base holds for certain, where those can be fewer than it
    nested: tuple[Nested, ...] = ()  # which divisions of the organisation lie inside which, as its data say

    @property
    def distinct(self) -> float:
        """Of how many people "nobody" and "everybody" would be said."""
        return self.of if self.people is None else min(self.of, self.people)

    @property
    def sides(self) -> tuple[Key, Key]:
        """What its count and its base are of."""
        return self.count, self.base

    @property
    def cells(self) -> tuple[Cell, Cell]:
        """The cells of its count and of its base."""
        return (self.count, round(self.cases, 1)), (self.base, round(self.of, 1))

    @property
    def public(self) -> bool:
        """Whether both sides are counts of a published table."""
        return all(box.universe.startswith(PUBLIC) for _, box in (*self.count, *self.base))


def key_of(terms: Iterable[tuple[float, Box]]) -> Key:
    """Terms in one order, equal boxes added up, boxes that nobody can be in left out."""
    weights: dict[Box, float] = {}
    for weight, box in terms:
        if not box.empty:
            weights[box] = weights.get(box, 0.0) + weight
    return tuple(sorted(((weight, box) for box, weight in weights.items() if weight), key=lambda term: repr(term[1])))


def row_label(*parts: object) -> str:
    """How a board cycle names a row it withholds: measure, window, keys, characteristic without its level, group.

    The total is the same people whatever the characteristic, so all of them are withheld together.
    """
    *place, characteristic, group = map(str, parts)
    return "/".join([*place, ALL if group == ALL else LEVEL.sub("", characteristic), group])


def rows_of(table: pd.DataFrame, result: Result, policy: Policy, several: Mapping[tuple, float] | None = None) -> list[Row | None]:
    """The row of each line of a true table in the contract's columns (``counts.true_table``); ``several`` is its ``people_counted``."""
    keys = [key for key in result.keys if key not in LEADING]
    columns = [
        name
        for name in ("window", "period_start", "period_end", *keys, "characteristic", "group", "numerator", "denominator", "reference", "comparison")
        if name in table
    ]
    groups = {name: list(pd.unique(rows)) for name, rows in table.groupby("characteristic", sort=False)["group"]}
    records = table[columns].astype(object).where(table[columns].notna(), None).to_dict("records")
    references = {(place_of(record, keys), record.get("reference")) for record in records if record.get("reference")}
    primaries = {
        (place_of(record, keys), name) for record in records if record.get("comparison") == "primary" for name in (record["group"], record.get("reference"))
    }
    terms = _terms(result.identity, records, groups, keys) or _terms(_of_itself(result), records, groups, keys)
    if records and not terms:
        raise DisclosureError(f"{result.measure} counts somebody of whom its keys and groups say that there can be nobody; nothing was released")
    _rests(records, terms, keys, result.identity.pairs if result.identity else ())
    found: list[Row | None] = []
    several = people_counted(result) if several is None else several
    for record, counted in zip(records, terms, strict=True):
        if counted is None:
            found.append(None)
            continue
        count, base = counted
        place, group = place_of(record, keys), record["group"]
        kind = (
            "primary"
            if (place, group) in primaries
            else "total"
            if group == ALL
            else "reference"
            if (place, group) in references
            else "undeclared"
            if group in UNDECLARED
            else "detail"
            if ROLL_UP.get(str(record["characteristic"])) in groups  # the broad groups stand in the same table, and are worth more
            else "group"
        )
        label = row_label(result.measure, record.get("window") or "", *(record[key] for key in keys), record["characteristic"], group)
        found.append(
            Row(
                count,
                base,
                float(record["numerator"]),
                float(record["denominator"]),
                threshold_of(policy, record["characteristic"], result.keys),
                result.kind == "proportion",
                kind,
                (result.measure, *map(str, place)),
                str(group),
                (0,) if label in policy.withhold else (),
                people_in(record, result, several),
                result.identity.nested if result.identity else (),
            )
        )
    return found


def _terms(identity: Identity | None, records: Sequence[dict], groups: dict, keys: Sequence[str]) -> list[tuple[Key, Key] | None]:
    """Of what each row's count and base are; empty where nothing is declared, or somebody is counted of whom there can be nobody."""
    found: list[tuple[Key, Key] | None] = []
    if identity is None:
        return found
    for record in records:
        if record["numerator"] is None or record["denominator"] is None:
            found.append(None)
            continue
        count, base = map(key_of, identity.terms(record, groups[record["characteristic"]], keys))
        if (record["numerator"] and not count) or (record["denominator"] and not base):
            return []
        found.append((count, base))
    return found


def _rests(records: Sequence[dict], terms: list[tuple[Key, Key] | None], keys: Sequence[str], pairs: Collection[str] = ()) -> None:
    """Who is in none of the pairs of a table of two characteristics crossed is everybody less the pairs: that makes its rows add up,
    which no fact says of somebody of whom one of the two is not known."""
    tables: dict[tuple, dict[int, tuple[Key, Key]]] = defaultdict(dict)
    for at, (record, counted) in enumerate(zip(records, terms, strict=True)):
        if counted is not None and (crossed_parts(str(record["characteristic"])) or record["characteristic"] in pairs):
            tables[place_of(record, keys)][at] = counted
    for of in tables.values():
        total = next((at for at in of if records[at]["group"] == ALL), None)
        rest = next((at for at in reversed(of) if records[at]["group"] != ALL and not group_parts(str(records[at]["group"]))), None)
        if total is None or rest is None:
            continue
        sides = list(of[rest])
        for side, column in enumerate(("numerator", "denominator")):
            made = sum(records[at][column] for at in of if at != total)
            if abs(made - records[total][column]) < ROUNDED * len(of):
                parts = [(-weight, box) for at in of if at not in (total, rest) for weight, box in of[at][side]]
                sides[side] = key_of([*of[total][side], *parts])
        terms[rest] = (sides[0], sides[1])


def place_of(record: Mapping, keys: Sequence[str]) -> tuple:
    """Which table of its measure a row stands in: window, period, keys and characteristic; what a file leaves empty is ""."""
    values = (record.get(name) for name in ("window", "period_start", "period_end", *keys, "characteristic"))
    return tuple("" if value is None else value for value in values)


@dataclass(frozen=True)
class Over:
    """Of one period, with nothing said of how another period holds it: headcounts of two years are no parts of each other."""

    attribute: str

    def boxes(self, start, end):
        return ((1.0, {self.attribute: Among(f"{start} to {end}")}),)


def _of_itself(result: Result) -> Identity:
    """Where nothing is declared, rows of a table of this name: its parts make its totals, and nothing else is tied to it."""
    events = Population(f"counted of {result.measure}", During("its day"))
    if result.chain:  # stages of which each is asked of those who passed the one before
        key, stages = result.chain
        passed = [f"passed {stage}" for stage in stages]
        return Identity(events, events, keys={key: Steps({stage: (tuple(passed[:at]), (passed[at],)) for at, stage in enumerate(stages)})})
    if result.shared_base:
        return Identity(replace(events, of=TABLE_ITSELF + result.measure), events, base="whole")
    return Identity(Population(TABLE_ITSELF + result.measure, Over("its dates")), events)
