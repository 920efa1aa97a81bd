"""What a reader can work out: the feasible values of every hidden count, given everything that is shown.

Knows nothing of tables: cells, linear relations between them, and what a hiding mark itself says. One result's cells come
from ``relations``; the cells of a whole pack and of the previous one can be put in the same way. Integer programmes are
solved by HiGHS (``scipy.optimize.milp``), because the whole numbers inside a real interval can be fewer than they look.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eianalysis.disclosure.worlds import Worlds, agreeing
from eianalysis.errors import DisclosureError

Relation = Mapping[Hashable, float]  # coefficient by cell; the sum is 0
#: Bounds by cell that hold together, as {cell: (low, high)}; high None means no limit.
Bounds = Mapping[Hashable, tuple[float, float | None]]
#: What a mark says of hidden cells: at least one of these alternatives is true.
Claim = Sequence[Bounds]
LESS = 1e-6
APART = 0.5  # two values of a fraction of a headcount that a reader would call different
ROUNDS, TRIES = 6, 8
NODES = 300  # where a search takes longer nothing is proved, and what is not proved is not shown


@dataclass(frozen=True)
class Cell:
    """One count: its true value, whether the reader is told, and how much doubt must remain if not.

    keep    0: nothing to protect. Otherwise the threshold: for all the figures say, the count may reach it, and its
            possible values lie at least that far apart; and even who knows the rules and reads the marks is left with
            more than one value.
    whole   False for fractions of a person (average headcounts)
    """

    value: float
    known: bool
    keep: int = 0
    whole: bool = True


def breaches(cells: Mapping[Hashable, Cell], relations: Iterable[Relation], claims: Iterable[Claim] = (), *,
             memo: dict | None = None) -> list[Hashable]:
    """The protected cells that a reader can work out too closely; empty when the audit passes.

    ``memo`` is a dictionary kept between calls about the same cells, so that what has not changed is not solved again.

    Examples
    --------
    Of 30 leavers 27 are in a group that is shown, and 3 in one that is not: the reader subtracts.

    >>> cells = {"all": Cell(30, True), "a": Cell(27, True), "b": Cell(3, False, keep=5)}
    >>> breaches(cells, [{"all": 1, "a": -1, "b": -1}])
    ['b']
    """
    found, memo = [], {} if memo is None else memo
    worlds = memo.setdefault(Worlds, Worlds())
    for part in _parts(cells, list(relations), list(claims)):
        known = part.fingerprint()
        if known not in memo:
            part.remember(worlds)
            memo[known] = part.breaches()
        found += memo[known]
    return found


def intervals(cells: Mapping[Hashable, Cell], relations: Iterable[Relation]) -> dict[Hashable, tuple[float, float]]:
    """The least and the greatest value each unknown cell can have, for all the shown figures say.

    A cell that nothing ties to a shown one can be as large as you like; its upper end is then merely large.
    """
    return {
        name: (part.solve(name, upwards=False), part.solve(name, upwards=True))
        for part in _parts(cells, list(relations), [], every=True) for name in part.names
    }


class _Part:
    """Unknown cells that hang together, as one integer programme; remembers the range of every world it has seen."""

    def __init__(self, cells, names, relations, claims):
        self.cells, self.names, self.claims = cells, names, claims
        self.place = {name: place for place, name in enumerate(names)}
        self.protected = [name for name in names if cells[name].keep]
        self.rows, self.totals = np.zeros((len(relations), len(names))), np.zeros(len(relations))
        for row, relation in enumerate(relations):
            for name, coefficient in relation.items():
                if name in self.place:
                    self.rows[row, self.place[name]] += coefficient
                else:
                    self.totals[row] -= coefficient * cells[name].value
        # Far enough above everything to stand for "no limit".
        values = [cells[name].value for name in names] + [cells[name].value for each in relations for name in each]
        self.most = 4.0 * max(values) + 10.0 * max([cells[name].keep for name in names] + [10])
        self.whole = np.array([cells[name].whole for name in names], int)
        self._with_marks = self._reasons = None
        self.truth = np.array([cells[name].value for name in names], float)
        self.worlds = None
        self.low, self.high = self.truth.copy(), self.truth.copy()

    def remember(self, worlds: Worlds) -> None:
        """Start from the worlds found before in which the sums of this part hold, and add to them."""
        self.worlds, self.at = worlds, worlds.places(self.names, self.truth)
        self._start(self._known())

    def _known(self) -> np.ndarray:
        if self.worlds is None:
            return self.truth[None]
        return self.worlds.fitting(self.at, self.rows, self.totals, self.most, 2 * LESS)

    def _start(self, worlds: np.ndarray) -> None:
        """The ranges that these worlds span, with the one that is certainly possible: the true one."""
        self.low = np.minimum(self.truth, worlds.min(0, initial=np.inf))
        self.high = np.maximum(self.truth, worlds.max(0, initial=-np.inf))

    def fingerprint(self) -> tuple:
        """All that the answer depends on."""
        keeps = tuple(self.cells[name].keep for name in self.names)
        figures = tuple(each.tobytes() for each in (self.truth, self.rows, self.totals))
        return (tuple(self.names), keeps, figures, repr(self.claims))

    def breaches(self) -> list:
        """The protected cells the figures leave too little room, or failing any, those the marks give away."""
        places = [self.place[name] for name in self.protected]
        pinned = self._hopeless()
        if pinned:
            return [name for name in self.protected if name in pinned]
        keeps = np.array([self.cells[name].keep for name in self.protected])
        self._explore(places, lambda: (self.high[places] < keeps) | (self.high[places] - self.low[places] < keeps))
        found = [name for name in self.protected if not self.wide(name)]
        if found or not self.claims:
            return found
        self._start(agreeing(self._known(), self.claims, self.place, LESS))
        self._explore(places, lambda: self.high[places] - self.low[places] < APART, within=self._earned())
        return [name for name in self.protected if not self.doubtful(name)]

    def _explore(self, places: list[int], open_: Callable[[], np.ndarray], within: tuple | None = None) -> None:
        """A few worlds that each stretch many cells at once, so that few cells are left to look at one by one."""
        draw = np.random.default_rng(0)
        for _ in range(TRIES):
            left = [place for place, still in zip(places, open_(), strict=True) if still]
            if len(left) < 3:
                return
            self._world(left, aim=-draw.random(len(left)), within=within)

    def wide(self, name) -> bool:
        """Whether the figures leave the cell enough room: any two possible worlds far enough apart will do."""
        place, keep = self.place[name], self.cells[name].keep

        def enough():
            return self.high[place] >= keep and self.high[place] - self.low[place] >= keep

        if enough() or self._world(place, least=max(keep, self.low[place] + keep)) is not None:
            return True
        before = self.low[place]
        if before <= 0 or self.solve(name, upwards=False) >= before:
            return False
        return enough() or self._world(place, least=max(keep, self.low[place] + keep)) is not None

    def doubtful(self, name) -> bool:
        """Whether figures, rules and marks together leave the cell more than one value.

        Looked for first among worlds in which every mark is earned as it is in truth (quick: only bounds), then in
        those where the cell's own row earned it otherwise, last in all.
        """
        place, value = self.place[name], self.truth[self.place[name]]
        step = 1.0 if self.whole[place] else APART
        own = [at for at, claim in enumerate(self.claims) if any(name in alternative for alternative in claim)]
        others = [(at, alternative) for at in own for alternative in self.claims[at]]
        for other in [None, *others]:
            if self.high[place] - self.low[place] >= APART:
                return True
            within = self._earned(other)
            self._world(place, least=value + step, within=within)
            if value >= step:
                self._world(place, most=value - step, within=within)
        if self.high[place] - self.low[place] < APART:
            self._world(place, least=value + step, marks=True)
        if self.high[place] - self.low[place] < APART and value >= step:
            self._world(place, most=value - step, marks=True)
        return self.high[place] - self.low[place] >= APART

    def _earned(self, instead=None) -> tuple[np.ndarray, np.ndarray]:
        """Bounds within which each mark stays true for the reason it is true; ``instead`` gives one another reason."""
        if self._reasons is None:
            self._reasons = [next(each for each in claim if self._true(each)) for claim in self.claims]
        low, high = np.zeros(len(self.names)), np.full(len(self.names), self.most)
        for at, reason in enumerate(self._reasons):
            if instead is not None and instead[0] == at:
                reason = instead[1]
            for name, (least, most) in reason.items():
                place = self.place[name]
                low[place] = max(low[place], least)
                high[place] = high[place] if most is None else min(high[place], most)
        return low, high

    def _true(self, reason: Bounds) -> bool:
        values = ((self.truth[self.place[name]], *ends) for name, ends in reason.items())
        return all(least <= value and (most is None or value <= most) for value, least, most in values)

    def _hopeless(self) -> set:
        """Protected cells that simple subtraction already pins down: bounds carried from sum to sum, no search."""
        rows, totals = self.rows, self.totals[:, None]
        low, high = np.zeros(len(self.names)), np.full(len(self.names), self.most)
        if not len(rows):
            return set()
        with np.errstate(divide="ignore", invalid="ignore"):
            for _ in range(ROUNDS):
                least = np.where(rows > 0, rows * low, rows * high)
                greatest = np.where(rows > 0, rows * high, rows * low)
                room = (totals - (least.sum(1, keepdims=True) - least)) / rows  # the rest at its least
                more = (totals - (greatest.sum(1, keepdims=True) - greatest)) / rows
                high = np.minimum(high, np.where(rows > 0, room, np.where(rows < 0, more, np.inf)).min(0) + LESS)
                low = np.maximum(low, np.where(rows > 0, more, np.where(rows < 0, room, -np.inf)).max(0) - LESS)
        keep = np.array([self.cells[name].keep for name in self.names])
        pinned = (high < keep - 2 * LESS) | (high - low < keep - 4 * LESS)
        return {name for name in self.protected if pinned[self.place[name]]}

    def solve(self, name, *, upwards: bool) -> float:
        """The greatest (or least) value the cell has in any world that agrees with the figures shown."""
        if not len(self.rows):
            return self.most if upwards else 0.0
        world = self._world(self.place[name], aim=-1.0 if upwards else 1.0)
        if world is None:  # the true counts are such a world, so this means the relations are wrong
            raise DisclosureError("the disclosure audit could not be solved; nothing was released")
        return float(world[self.place[name]])

    def _world(self, place: int | list[int], *, least: float = 0.0, most: float | None = None,
               aim: float | np.ndarray = 0.0, marks: bool = False, within: tuple | None = None):
        """One way to fill the cells that agrees with what is shown, this cell within bounds; None if none is found."""
        from scipy import optimize

        if marks and self._with_marks is None:
            self._with_marks = self._marked()
        rows, low, high, choices = self._with_marks if marks else (self.rows, self.totals, self.totals, 0)
        cost, bottom = np.zeros(len(self.names) + choices), np.zeros(len(self.names) + choices)
        top = np.concatenate([np.full(len(self.names), self.most), np.ones(choices)])
        if within is not None:
            bottom[: len(self.names)], top[: len(self.names)] = within
        cost[place] = aim
        if not isinstance(place, list):
            bottom[place], top[place] = max(bottom[place], least), min(top[place], self.most if most is None else most)
            if bottom[place] > top[place]:
                return None
        whole = np.concatenate([self.whole, np.ones(choices)])
        # Sums of sums mostly have whole corners, so a plain linear programme finds a world, or that there is none.
        for integrality in ([] if marks else [np.zeros(len(whole))]) + [whole]:
            answer = optimize.milp(
                cost, integrality=integrality, bounds=optimize.Bounds(bottom, top),
                constraints=optimize.LinearConstraint(rows, low - LESS, high + LESS) if len(rows) else (),
                # of many cells together any good world will do, of one cell only the best
                options={"node_limit": NODES, "mip_rel_gap": 0.9 if isinstance(place, list) else 0.0})
            if answer.x is None or (np.any(aim) and answer.status != 0):
                return None
            if np.abs(answer.x - np.round(answer.x))[whole == 1].max(initial=0.0) < 10 * LESS:
                break
        found = answer.x[: len(self.names)]
        world = np.where(self.whole == 1, np.round(found), found)
        self.low, self.high = np.minimum(self.low, world), np.maximum(self.high, world)
        if self.worlds is not None:
            self.worlds.add(self.at, world)
        return world

    def _marked(self):
        """The relations with one yes/no choice for each alternative of each mark added."""
        choices = sum(len(claim) for claim in self.claims)
        size = len(self.names) + choices
        rows, low, high = [], [], []

        def rule(coefficients: dict[int, float], least: float, most: float) -> None:
            row = np.zeros(size)
            for at, coefficient in coefficients.items():
                row[at] += coefficient
            rows.append(row), low.append(least), high.append(most)

        choice = len(self.names)
        for claim in self.claims:
            rule({choice + at: 1.0 for at in range(len(claim))}, 1.0, np.inf)
            for alternative in claim:
                for name, (least, most) in alternative.items():
                    place = self.place[name]
                    if least:
                        rule({place: 1.0, choice: -least}, 0.0, np.inf)
                    if most is not None:
                        rule({place: 1.0, choice: self.most - most}, -np.inf, self.most)
                choice += 1
        first = np.hstack([self.rows, np.zeros((len(self.rows), choices))])
        ends = (np.concatenate([self.totals, end]) for end in (low, high))
        return np.vstack([first, *rows]), *ends, choices


def _parts(cells, relations, claims, *, every: bool = False) -> list[_Part]:
    """The unknown cells, parted into those that nothing ties together; in a fixed order."""
    unknown = [name for name, cell in cells.items() if not cell.known]
    leader = {name: name for name in unknown}

    def lead(name):
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    def tie(members):
        members = [name for name in members if name in leader]
        for other in members[1:]:
            leader[lead(other)] = lead(members[0])
        return members[:1]

    ties = [(tie(name for name, coefficient in relation.items() if coefficient), relation) for relation in relations]
    marks = [(tie(name for alternative in claim for name in alternative), claim) for claim in claims]
    names, rules, said = {}, {}, {}
    for name in unknown:
        names.setdefault(lead(name), []).append(name)
    for kept, each in ((rules, ties), (said, marks)):
        for members, thing in each:
            for member in members:
                kept.setdefault(lead(member), []).append(thing)
    return [_Part(cells, group, rules.get(top, []), said.get(top, [])) for top, group in names.items()
            if every or any(cells[name].keep for name in group)]
