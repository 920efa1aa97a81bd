"""The attacker: puts everything a reader knows into linear programs and finds what can only be a few people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from .flows import flows_in
from .knowledge import ONE, Knowledge, Sum, know
from .organisation import Whereabouts, lies_in
from .reading import read

FEW = 5
MOST = np.inf  # a census counts sixty million
SLACK = 1e-6


@dataclass(frozen=True)
class Find:
    """A sum of cells that is worked out: the least and the most it can be."""

    what: str
    low: int
    high: int

    @property
    def few(self) -> bool:
        """Certainly somebody, and certainly few."""
        return 1 <= self.low and self.high < FEW

    @property
    def at_most_few(self) -> bool:
        """Few, or nobody: a fault where the truth is that there is somebody."""
        return self.high < FEW

    def __str__(self) -> str:
        return f"{self.low}..{self.high} {self.what}"


def attack(*folders: Path, where: Whereabouts | None = None) -> tuple[list[Find], Knowledge]:
    """Everything that follows from the released tables of these folders, those of earlier boards among them; ``where``: to whoever
    knows where the roles and units of the force lie."""
    rows = [row for place, folder in enumerate(folders) for row in read(folder, f"{place}: " if len(folders) > 1 else "", folders)]
    what = know(rows)
    flows_in(what)
    lies_in(what, where)
    return finds_of(what), what


def finds_of(what: Knowledge) -> list[Find]:
    """What can be worked out of all that is known, pool by pool."""
    finds: list[Find] = []
    for pool in _pools(what):
        finds += pool.finds()
        what.contradictions += pool.contradictions
    return finds


class _Pool:
    """Unknown counts that hang together, with all that is known of them."""

    def __init__(self, names: list, zero: list, least: list, guessed_zero: list, guessed_least: list, asked: list):
        self.place = {name: at for at, name in enumerate(names)}
        self.sure = (*self._rows(zero), *self._rows(least))
        self.all = (*self._rows([*zero, *guessed_zero]), *self._rows([*least, *guessed_least]))
        self.asked, self.contradictions = asked, []
        self.limits = [(0, MOST)] * len(names)

    def _rows(self, sums: list) -> tuple[csr_array, np.ndarray]:
        at = [(row, self.place[name], weight) for row, (left, _) in enumerate(sums) for name, weight in left.items()]
        rows, columns, weights = zip(*at, strict=True) if at else ((), (), ())
        made = csr_array((list(weights), (list(rows), list(columns))), shape=(len(sums), len(self.place)))
        return made, np.array([-constant for _, constant in sums], float)

    def finds(self) -> Iterable[Find]:
        for told in (self.all, self.sure):
            if self._solve(np.zeros(len(self.place)), told) is not None:
                return [find for each in self.asked if (find := self._range(*each, told))]
        self.contradictions.append(f"the print contradicts itself about {next(iter(self.place))}")
        return []

    def _range(self, name: str, left: Sum, constant: float, told) -> Find | None:
        wanted = np.zeros(len(self.place))
        for cell, weight in left.items():
            wanted[self.place[cell]] = weight
        high = self._solve(-wanted, told)
        if high is None or -high + constant > FEW + 3:
            return None
        high = self._solve(-wanted, told, whole=True)
        low = self._solve(wanted, told, whole=True)
        if high is None or low is None:  # people-years are not whole: then what the linear program says
            high, low = self._solve(-wanted, told), self._solve(wanted, told)
        if high is None or low is None:  # a difference of which nothing says that it is not below 0
            return None
        return Find(name, ceil(low + constant - SLACK), floor(-high + constant + SLACK))

    def _solve(self, wanted: np.ndarray, told, whole: bool = False) -> float | None:
        zero, is_zero, least, is_least = told
        if whole:
            made = milp(
                wanted,
                integrality=np.ones(len(wanted)),
                bounds=Bounds(0, MOST),
                options={"time_limit": 5.0},
                constraints=[
                    LinearConstraint(each, low, high)
                    for each, low, high in ((zero, is_zero, is_zero), (least, is_least, np.full(len(is_least), np.inf)))
                    if each.shape[0]
                ],
            )
        else:
            made = linprog(
                wanted,
                A_eq=zero if zero.shape[0] else None,
                b_eq=is_zero if zero.shape[0] else None,
                bounds=self.limits,
                A_ub=-least if least.shape[0] else None,
                b_ub=-is_least if least.shape[0] else None,
                method="highs",
            )
        return None if made.x is None else float(made.fun)


def _pools(what: Knowledge) -> Iterable[_Pool]:
    """What is unknown, sorted into those that have a sum in common; what is known is put in as it is."""
    given = {"zero": what.zero, "least": what.least, "guessed_zero": what.guessed_zero, "guessed_least": what.guessed_least}
    kinds = {name: [_known_out(each, what) for each in sums] for name, sums in given.items()}
    asked = [(name, *_known_out(each, what)) for name, each in what.asked.items() if what.private & each.keys()]
    of = _Together()
    for sums in kinds.values():
        for left, _ in sums:
            of.join(left)
    for _, left, _ in asked:
        of.join(left)
    sorted_: dict[object, dict[str, list]] = defaultdict(lambda: {"zero": [], "least": [], "guessed_zero": [], "guessed_least": [], "asked": []})
    for name, sums in kinds.items():
        for each, (left, constant) in zip(given[name], sums, strict=True):
            if left:
                sorted_[of.find(next(iter(left)))][name].append((left, constant))
            elif "zero" == name and abs(constant) > _rounding(each, what) or "least" == name and constant < -SLACK:
                what.contradictions.append(f"{name}: {constant}")
    for name, left, constant in asked:
        if left:
            sorted_[of.find(next(iter(left)))]["asked"].append((name, left, constant))
        else:
            sorted_["", name]["asked"].append((name, left, constant))
    for key, each in sorted_.items():
        names = sorted({name for kind in each.values() for entry in kind for name in entry[-2]}, key=str)
        yield _Pool(names, each["zero"], each["least"], each["guessed_zero"], each["guessed_least"], each["asked"]) if names else _Plain(each["asked"])


def _rounding(each: Sum, what: Knowledge) -> float:
    """By how much printed cells of a sum may miss it: person-years are printed to one decimal."""
    return 0.05 * len(each) + SLACK if any(what.known[cell] % 1 for cell in each) else SLACK


class _Plain:
    """Differences of two printed counts."""

    contradictions = ()

    def __init__(self, asked: list):
        self.asked = asked

    def finds(self) -> list[Find]:
        return [Find(name, round(constant), round(constant)) for name, _, constant in self.asked if abs(constant - round(constant)) < SLACK]


def _known_out(each: Sum, what: Knowledge) -> tuple[Sum, float]:
    left = {cell: weight for cell, weight in each.items() if cell not in what.known and cell != ONE}
    return left, sum(weight * (1.0 if cell == ONE else what.known[cell]) for cell, weight in each.items() if cell not in left)


class _Together:
    """Union and find."""

    def __init__(self):
        self.up: dict = {}

    def find(self, name):
        self.up.setdefault(name, name)
        while self.up[name] != name:
            self.up[name] = self.up[self.up[name]]
            name = self.up[name]
        return name

    def join(self, names: Iterable) -> None:
        names = list(names)
        for other in names[1:]:
            self.up[self.find(other)] = self.find(names[0])
        if names:
            self.find(names[0])
