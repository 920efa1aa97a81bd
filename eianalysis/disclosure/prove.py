"""Proof by linear programming: can each small count, for all that is shown, still be large enough?

Deviations from the truth are the variables. A feasible deviation in which a cell is large enough is the proof; where there is none,
the dual of the programme says which cells would have to be hidden as well (a capacity constraint of Fischetti and
Salazar's cell suppression), which is what ``solve`` chooses from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import numpy as np
from scipy import optimize, sparse

from eianalysis.disclosure.model import Model
from eianalysis.disclosure.quiet_solver import milp

WIDEST = 40.0  # no feasible deviation need differ by more; less room only makes the proof harder
NEAR = 1e-6
DIGITS = 4  # to so many decimals of a person two feasible deviations are the same
NODES = 200  # of a search: no limit in time, so that every machine ends alike


@dataclass(frozen=True, eq=False)
class Cut:
    """At least ``least`` of these weights must be hidden, so that the cell ``of`` stays in doubt."""

    of: int
    weights: dict[int, float]
    least: float


@dataclass
class Prover:
    """Proves or refutes what is hidden, block by block; remembers the feasible deviations it has found."""

    model: Model
    disclosed: set[int] = field(default_factory=set)  # cells that no hiding protects: what is known already tells them
    _deviations: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)  # the cells that differ in it, and by how much

    def __post_init__(self):
        model = self.model
        self.by_cell = sparse.csc_array(model.sums)
        self.goal = np.maximum(model.need - model.values, 0.0)
        self.low, self.high = model.bounds[0], np.minimum(model.bounds[1], WIDEST)
        self.disclosed |= set(np.flatnonzero(self.goal > self.high).tolist())  # a rounded figure tells it by itself
        self._counts = _whole(model.values)  # fractions of a headcount need not be whole

    def cuts(self, hidden: np.ndarray) -> list[Cut]:
        """What must be hidden besides; empty where everything is proved."""
        unknown = hidden | self.model.never_shown
        found: list[Cut] = []
        self._recall(unknown)
        for cells, rows in self._blocks(unknown):
            wanted = self._undone([cell for cell in cells if self.model.need[cell] and cell not in self.disclosed])
            if wanted:
                found += self._block(cells, rows, wanted, hidden)
        return found

    def _blocks(self, unknown: np.ndarray):
        """The parts that hang together of what is unknown and must be proved: ``(cells, sums)`` of each; who is in no sum is told by none."""
        places = np.flatnonzero(unknown)
        part = self.by_cell[:, places]
        # cells and sums as the two sides of a graph
        label = sparse.csgraph.connected_components(sparse.block_array([[None, part.T], [part, None]]))[1]
        of_cell, of_sum = label[: len(places)], label[len(places) :]
        by_cell, by_sum = np.argsort(of_cell, kind="stable"), np.argsort(of_sum, kind="stable")
        sorted_cells, sorted_sums = of_cell[by_cell], of_sum[by_sum]
        for name in np.intersect1d(of_cell[np.flatnonzero(self.model.need[places])], of_sum):
            cells = by_cell[np.searchsorted(sorted_cells, name) : np.searchsorted(sorted_cells, name, "right")]
            sums = by_sum[np.searchsorted(sorted_sums, name) : np.searchsorted(sorted_sums, name, "right")]
            yield places[cells], sums

    def _block(self, cells, rows, wanted, hidden) -> list[Cut]:
        model = self.model
        matrix = model.sums[rows][:, cells].tocsr()
        low, high = self.low[cells], self.high[cells]
        at = {cell: place for place, cell in enumerate(cells)}
        left = wanted
        for turn in count():
            before = len(left)
            self._together(matrix, low, high, cells, [at[cell] for cell in left], [self.goal[cell] for cell in left], turn)
            left = self._undone(left)
            if len(left) in (0, before):
                break
        cuts = []
        while left:
            cell = left.pop(0)
            cut = self._alone(matrix, low, high, at[cell], cell, cells, rows, hidden)
            if cut is None:
                left = self._undone(left)
            else:
                cuts.append(cut)
        return cuts

    def _undone(self, wanted: list[int]) -> list[int]:
        """Those of the cells that no known deviation makes large enough."""
        return [cell for cell in wanted if less(self._reached[cell], self.goal[cell])]

    def _keep(self, cells: np.ndarray, deviation: np.ndarray) -> None:
        """Keep a feasible deviation of whole counts; it is one as long as what differs in it is unknown."""
        deviation = np.round(deviation, DIGITS)
        self._deviations.append((cells[deviation != 0], deviation[deviation != 0]))
        self._reach(*self._deviations[-1])

    def _recall(self, unknown: np.ndarray) -> None:
        """What the feasible deviations found before still reach."""
        self._reached = np.zeros(len(unknown))
        for cells, deviation in self._deviations:
            if unknown[cells].all():
                self._reach(cells, deviation)

    def _reach(self, cells: np.ndarray, deviation: np.ndarray) -> None:
        self._reached[cells] = np.maximum(self._reached[cells], deviation)

    def _together(self, matrix, low, high, cells, places, goals, turn) -> None:
        """A feasible deviation in which many cells are large enough at once."""
        cost = np.zeros(matrix.shape[1])
        cost[places] = -(0.5 + np.random.default_rng(turn).random(len(places)))
        upper = high.copy()
        upper[places] = np.minimum(np.ceil(goals), upper[places])
        answer = optimize.linprog(cost, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=np.c_[low, upper], method="highs")
        if answer.x is not None and _whole(answer.x[self._counts[cells]]).all():
            self._keep(cells, answer.x)

    def _alone(self, matrix, low, high, place, cell, cells, rows, hidden) -> Cut | None:
        goal, cost = self.goal[cell], np.zeros(matrix.shape[1])
        cost[place] = -1.0
        upper = high.copy()
        upper[place] = goal
        zero = np.zeros(matrix.shape[0])
        answer = optimize.linprog(cost, A_eq=matrix, b_eq=zero, bounds=np.c_[low, upper], method="highs")
        if answer.status != 0:  # the truth is such a deviation, so the numbers are at fault: take it as told
            self.disclosed.add(cell)
            return None
        if less(-answer.fun, goal):
            return self._cut(answer.eqlin.marginals, rows, cell, goal) or self._around(cell, cells, rows, hidden)
        deviation = answer.x if _whole(answer.x[self._counts[cells]]).all() else self._whole_deviation(matrix, low, high, place, cell, cells)
        if deviation is None:
            return self._around(cell, cells, rows, hidden)
        self._keep(cells, deviation)
        return None

    def _whole_deviation(self, matrix, low, high, place, cell, cells) -> np.ndarray | None:
        least = low.copy()
        least[place] = self.goal[cell]
        return milp(
            np.zeros(matrix.shape[1]),
            integrality=self._counts[cells].astype(int),
            bounds=optimize.Bounds(least, high),
            options={"node_limit": NODES, "presolve": False},
            constraints=optimize.LinearConstraint(matrix, -NEAR, NEAR),
        ).x

    def _cut(self, dual: np.ndarray, rows: np.ndarray, cell: int, goal: float) -> Cut | None:
        model = self.model
        moved = -(model.sums[rows].T @ dual)
        moved[cell] -= 1.0
        weight = np.round(np.maximum(-moved * self.low, -moved * self.high), 6)
        least = goal - weight[model.never_shown | model.forced & ~model.may_hide].sum()
        if not less(0.0, least):
            return None
        weights = {int(each): min(float(weight[each]), least) for each in np.flatnonzero((weight > 0) & model.may_hide)}
        if less(sum(weights.values()), least):
            self.disclosed.add(cell)
            return None
        return Cut(cell, weights, least)

    def _around(self, cell: int, cells, rows, hidden) -> Cut | None:
        """Something more of what these cells are added up with must be hidden."""
        near = np.unique(self.model.sums[rows].indices)
        near = [int(each) for each in near if self.model.may_hide[each] and not hidden[each]]
        if not near:
            self.disclosed.add(cell)
            return None
        return Cut(cell, dict.fromkeys(near, 1.0), 1.0)


def _whole(counts: np.ndarray) -> np.ndarray:
    return np.round(counts, DIGITS) % 1 == 0


def less(one: float, other: float) -> bool:
    """Whether one is less than the other by more than the rounding of the machine."""
    return round(one - other, DIGITS) < 0
