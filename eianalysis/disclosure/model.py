"""What a reader can add up, as one sparse linear model: cells with true values, sums that are 0, what must stay in doubt.

A cell is *shown* or not. What is not shown, printed hidden or never printed, can for the reader be any count that fits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count as count_up

import numpy as np
from scipy import sparse

from eianalysis.declare import PUBLIC, Box
from eianalysis.disclosure.known_ranges import KnownRange, by_population, counted, known_bounds
from eianalysis.disclosure.cells import UNPRINTED, Cell, Key, Row
from eianalysis.disclosure.derived_populations import Sums, box_of, sums_of_versions
from eianalysis.disclosure.nested_divisions import enclosing_divisions
from eianalysis.policy import Policy

DIGITS = 6  # of a count: what is less is the rounding of the machine
#: What the loss of a row costs, in the order in which rows are given up; groups by the people in them, and those of a longer list before the
#: broad groups of the same table. Hundreds of points of earlier
#: years together cost less than any other row, so that none of those is given up for them.
COST = {"primary": 3000.0, "total": 100.0, "reference": 50.0, "undeclared": 0.5, "detail": 0.4, "change": 0.2, "earlier": 0.0005, "issued": 0.0}


@dataclass
class Model:
    """Everything in arrays, a place a cell; ``sums @ values`` is 0."""

    place: Mapping[Cell, int]
    values: np.ndarray
    sums: sparse.csr_array
    may_hide: np.ndarray  # printed here, and not in a reader's hands already
    never_shown: np.ndarray  # follows only
    need: np.ndarray  # what a cell must still be able to be for the reader; 0: nothing to protect
    forced: np.ndarray  # hidden whatever else is
    rows: Sequence[tuple[int, int, float]]  # (count, base, cost) of every printed row
    contradicted: Sequence[str] = ()
    bounds: np.ndarray = field(default_factory=lambda: np.zeros((2, 0)))  # (less, more): how far off each can be, for who has a rounded figure of it

    def __post_init__(self):
        if self.bounds.shape[1] != len(self.values):
            self.bounds = np.array([-self.values, np.full(len(self.values), np.inf)])

    @classmethod
    def of(cls, rows: Iterable[Row], policy: Policy, told: Mapping[Cell, bool] | None = None, rounded: Iterable[KnownRange] = ()) -> Model:
        """The model of all rows; ``told`` says of cells decided on before whether they are shown, ``rounded`` what readers have of counts."""
        told, rounded = told or {}, list(rounded)
        rows = [row for row in rows if not row.public]
        rows = sorted([*rows, *counted(rounded, rows)], key=lambda row: (row.within, row.group))  # of equals, not the first asked
        sums = sums_of_versions(count_versions(rows), enclosing_divisions(nested for each in {row.nested for row in rows} for nested in each))
        at = {cell: sums.place[box_of(cell[0]), cell[1]] for row in rows if row.kind != UNPRINTED for cell in row.cells if cell[0] and not _public(cell[0])}
        need: dict[int, float] = {}
        forced, printed = set(), []
        nobody = _nobody_at_all(rows, policy)
        for row in (each for each in rows if each.kind != UNPRINTED):
            count, base = (at.get(cell) for cell in row.cells)
            rest = _complement(sums, row, count, base)
            for cell in (count, base, rest):
                if cell is not None and _few(sums.values[cell], row.threshold):
                    _ask(need, cell, row.threshold)
                    forced.add(count if cell == rest else cell)
            if 0 < row.distinct < policy.all_or_none_base and count is not None:
                if row.cases == 0:
                    forced.add(count)
                    if (row.within, "nobody") not in nobody:
                        _ask(need, count, 1.0)
                elif row.cases == row.of and count != base:
                    forced.add(count)
                    if rest is not None and (row.within, "everybody") not in nobody:
                        _ask(need, rest, 1.0)
            for cell in ((count, base)[at] for at in row.withheld):
                if cell is not None:
                    forced.add(cell)
                    _ask(need, cell, sums.values[cell] + row.threshold)
            printed.append((count, base, _cost(row)))
        for (name, _), cell in sums.place.items():
            if _few(sums.values[cell], policy.threshold):
                _ask(need, cell, _threshold(name, policy))
        return cls._arrays(sums, at, need, forced, printed, told, by_population(rounded))

    @classmethod
    def _arrays(cls, sums: Sums, at, need, forced, printed, told, ranges) -> Model:
        size = len(sums.values)
        entries = [(row, cell, factor) for row, relation in enumerate(sums.relations) for cell, factor in relation.items()]
        rows, cells, factors = zip(*entries, strict=True) if entries else ((), (), ())
        matrix = sparse.csr_array((factors, (rows, cells)), shape=(len(sums.relations), size))
        may_hide, never = np.zeros(size, bool), np.ones(size, bool)
        must = np.zeros(size, bool)
        must[sorted(forced)] = True
        for name, cell in at.items():
            never[cell] = False
            may_hide[cell] = name not in told
            if name in told:
                must[cell] = not told[name]
        for cell in sums.none:
            never[cell] &= cell in need
        wanted = np.zeros(size)
        wanted[list(need)] = list(need.values())
        bounds = [known_bounds(sums.values[cell], ranges.get(name, ())) for (name, _), cell in sums.place.items()]
        return cls(
            at,
            np.array(sums.values),
            matrix,
            may_hide,
            never,
            wanted,
            must & ~never,
            printed,
            tuple(sums.contradicted),
            np.array(bounds, float).reshape(-1, 2).T,
        )


def count_versions(rows: Iterable[Row]) -> list[dict[Key, float]]:
    """Counts that can be of one state of the data, each version as whole as it can be.

    Where two tables count one population otherwise (data corrected since the last issue, two declarations that say the same
    and do not count it), what is printed is of two versions of the data: in each its sums hold, and a cell alike in both is one cell.
    """
    units = _units(rows)
    found: list[dict[Key, float]] = []
    for unit in units:
        fitting = next((version for version in found if _agree(unit, version)), None)
        if fitting is None:
            found.append(dict(unit))
        else:
            fitting.update(unit)
    for version in found:
        universes = _universes(version)
        for key, value in (cell for unit in units for cell in unit.items()):
            if any(box.universe in universes for _, box in key):
                version.setdefault(key, value)
    return [*found[:1], *(_otherwise(version, found[0]) for version in found[1:])]


def _universes(keys: Iterable[Key]) -> set[str]:
    return {box.universe for key in keys for _, box in key}


def _otherwise(version: Mapping[Key, float], first: Mapping[Key, float]) -> dict[Key, float]:
    """Of a version only the universes that it counts otherwise than the first: sums never cross universes, so the rest is said there."""
    differ = _universes(key for key, value in version.items() if first.get(key) != value)
    return {key: value for key, value in version.items() if _universes([key]) & differ}


def _units(rows: Iterable[Row]) -> list[dict[Key, float]]:
    """The counts of each table: rows of one measure, those that come again under one name apart."""
    units: dict[tuple[str, int], dict[Key, float]] = {}
    times: dict[tuple, Iterator[int]] = defaultdict(count_up)
    for row in rows:
        name = (row.within, row.group)
        unit = (row.within[0], next(times[name]))
        count, base = ({key: value} if key and not _public(key) else {} for key, value in row.cells)
        for cells in ({**count, **base},) if _agree(count, base) else (base, count):
            while not _agree(cells, units.setdefault(unit, {})):
                unit = (unit[0], unit[1] + 1)
            units[unit].update(cells)
    return list(units.values())


def _agree(one: Mapping[Key, float], other: Mapping[Key, float]) -> bool:
    return all(other.get(key, value) == value for key, value in one.items())


def _few(value: float, threshold: float) -> bool:
    return 0.0 < round(value, DIGITS) < threshold


def _ask(need: dict[int, float], cell: int, least: float) -> None:
    """The cell must still be able to be so much; of two that ask, the larger holds."""
    need[cell] = max(need.get(cell, least), least)


def _complement(sums: Sums, row: Row, count: int | None, base: int | None) -> int | None:
    """Who is in the base of a share and not in its count."""
    if not row.proportion or count is None or base is None or count == base:
        return None
    left = round(sums.values[base] - sums.values[count], DIGITS)
    if left < 0:
        return None
    rest = sums.cell((("but not", *row.cells), left), left)
    sums.add({base: 1.0, count: -1.0, rest: -1.0})
    return rest


def _nobody_at_all(rows: Sequence[Row], policy: Policy) -> set:
    """Tables whose total says that nobody did it, or everybody did, of many: that cannot be taken back group by group."""
    return {
        (row.within, what)
        for row in rows
        if row.group == "All" and row.distinct >= policy.all_or_none_base
        for what, so in (("nobody", row.cases == 0), ("everybody", row.cases == row.of))
        if so
    }


def _cost(row: Row) -> float:
    return COST.get(row.kind, 1.0 + float(np.log10(1.0 + row.of)) * 2.0)


def _threshold(name: object, policy: Policy) -> int:
    boxes = [each for each in (name if isinstance(name, tuple) else (name,)) if isinstance(each, Box)]
    return max([policy.threshold, *(policy.threshold_for(fact) for box in boxes for fact, _ in box.facts)])


def _public(key: Key) -> bool:
    return all(box.universe.startswith(PUBLIC) for _, box in key)
