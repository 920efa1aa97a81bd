"""Proof by linear programming: can each small count, for all that is shown, still be large enough?

Deviations from the truth are the variables. A world in which a cell is large enough is the proof; where there is none,
the dual of the programme says which cells would have to be hidden as well (a capacity constraint of Fischetti and
Salazar's cell suppression), which is what ``solve`` chooses from.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import optimize, sparse

from eianalysis.disclosure.model import Model

ROOM = 40.0  # no world need differ by more; less room only makes the proof harder
NEAR = 1e-6
TRIES = 4
NODES = 200
MOST = 600  # worlds kept; the oldest makes way


@dataclass(frozen=True, eq=False)
class Cut:
    """At least ``least`` of these weights must be hidden, so that the cell ``of`` stays in doubt."""

    of: int
    weights: dict[int, float]
    least: float


@dataclass
class Prover:
    """Proves or refutes what is hidden, block by block; remembers the blocks it has proved."""

    model: Model
    told: set[int] = field(default_factory=set)  # cells that no hiding protects: what is known already tells them
    _proved: set = field(default_factory=set)

    def __post_init__(self):
        model = self.model
        self.by_cell = sparse.csc_array(model.sums)
        self.goal = np.maximum(model.need - model.values, 0.0)
        self._counts = np.abs(model.values - np.round(model.values)) < NEAR  # fractions of a headcount need not be whole
        self._worlds, self._kept = np.zeros((0, len(model.values)), np.float32), 0
        self._reached = np.zeros(len(model.values), np.float32)

    def cuts(self, hidden: np.ndarray) -> list[Cut]:
        """What must be hidden besides; empty where everything is proved."""
        unknown = hidden | self.model.never_shown
        found: list[Cut] = []
        self._recall(unknown)
        for cells, rows in self._blocks(unknown):
            wanted = [cell for cell in cells if self.model.need[cell] > 0 and cell not in self.told]
            if not wanted:
                continue
            mark = (cells.tobytes(), tuple(wanted))
            if mark in self._proved:
                continue
            new = self._block(cells, rows, wanted, hidden)
            if new:
                found += new
            else:
                self._proved.add(mark)
        return found

    def _blocks(self, unknown: np.ndarray):
        """The parts that hang together of what is unknown and must be proved: ``(cells, sums)`` of each."""
        places = np.flatnonzero(unknown)
        part = self.by_cell[:, places]
        # cells and sums as the two sides of a graph
        graph = sparse.block_array([[None, part.T], [part, None]]) if part.nnz else sparse.csr_array((len(places) + part.shape[0],) * 2)
        label = sparse.csgraph.connected_components(graph, directed=False)[1]
        of_cell, of_sum = label[: len(places)], label[len(places) :]
        by_cell, by_sum = np.argsort(of_cell, kind="stable"), np.argsort(of_sum, kind="stable")
        sorted_cells, sorted_sums = of_cell[by_cell], of_sum[by_sum]
        for name in np.unique(of_cell[self.model.need[places] > 0]):
            cells = by_cell[np.searchsorted(sorted_cells, name) : np.searchsorted(sorted_cells, name, "right")]
            sums = by_sum[np.searchsorted(sorted_sums, name) : np.searchsorted(sorted_sums, name, "right")]
            yield places[cells], sums

    def _block(self, cells, rows, wanted, hidden) -> list[Cut]:
        model = self.model
        matrix = model.sums[rows][:, cells].tocsr()
        low, high = -model.values[cells], np.full(len(cells), ROOM)
        at = {cell: place for place, cell in enumerate(cells)}
        left = self._undone(wanted)
        if matrix.shape[0] == 0:
            return []
        for turn in range(TRIES):
            if not left:
                return []
            before = len(left)
            self._together(matrix, low, high, cells, [at[cell] for cell in left], [self.goal[cell] for cell in left], turn)
            left = self._undone(left)
            if len(left) == before:
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
        """Those of the cells that no known world makes large enough."""
        return [cell for cell in wanted if self._reached[cell] < self.goal[cell] - NEAR]

    def _keep(self, cells: np.ndarray, world: np.ndarray) -> None:
        """Keep a world of whole counts; it is one as long as what differs in it is unknown."""
        moved = np.abs(world) > NEAR
        one = np.zeros(len(self.model.values), np.float32)
        one[cells[moved]] = np.round(world[moved], 4)
        if len(self._worlds) < MOST:
            self._worlds = np.vstack([self._worlds, one])
        else:
            self._worlds[self._kept % MOST] = one
        self._kept += 1
        np.maximum(self._reached, one, out=self._reached)

    def _recall(self, unknown: np.ndarray) -> None:
        """What the worlds found before still reach."""
        good = ~(self._worlds[:, ~unknown] != 0).any(1)
        self._reached = self._worlds[good].max(0, initial=0.0)

    def _together(self, matrix, low, high, cells, places, goals, turn) -> None:
        """A world in which many cells are large enough at once."""
        cost = np.zeros(matrix.shape[1])
        cost[places] = -(0.5 + np.random.default_rng(turn).random(len(places)))
        upper = high.copy()
        upper[places] = np.ceil(goals)
        answer = optimize.linprog(cost, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=np.c_[low, upper], method="highs")
        if answer.x is not None and _whole(answer.x[self._counts[cells]]):
            self._keep(cells, answer.x)

    def _alone(self, matrix, low, high, place, cell, cells, rows, hidden) -> Cut | None:
        goal, cost = self.goal[cell], np.zeros(matrix.shape[1])
        cost[place] = -1.0
        upper = high.copy()
        upper[place] = max(goal, 0.0)
        zero = np.zeros(matrix.shape[0])
        answer = optimize.linprog(cost, A_eq=matrix, b_eq=zero, bounds=np.c_[low, upper], method="highs")
        if answer.status != 0:  # the truth is such a world, so the numbers are at fault: take it as told
            self.told.add(cell)
            return None
        if -answer.fun >= goal - NEAR:
            if _whole(answer.x[self._counts[cells]]):
                self._keep(cells, answer.x)
                return None
            if self._whole_world(matrix, low, high, place, cell, cells):
                return None
            return self._around(cell, cells, rows, hidden)
        return self._cut(answer.eqlin.marginals, rows, cell, goal) or self._around(cell, cells, rows, hidden)

    def _whole_world(self, matrix, low, high, place, cell, cells) -> bool:
        least = low.copy()
        least[place] = self.goal[cell]
        answer = optimize.milp(
            np.zeros(matrix.shape[1]),
            integrality=self._counts[cells].astype(int),
            bounds=optimize.Bounds(least, high),
            options={"node_limit": NODES, "presolve": False},
            constraints=optimize.LinearConstraint(matrix, -NEAR, NEAR),
        )
        if answer.x is None:
            return False
        self._keep(cells, answer.x)
        return True

    def _cut(self, dual: np.ndarray, rows: np.ndarray, cell: int, goal: float) -> Cut | None:
        model = self.model
        moved = -(model.sums[rows].T @ dual)
        moved[cell] -= 1.0
        weight = np.maximum(moved * model.values, -moved * ROOM)
        weight[cell] = max(weight[cell], 0.0)
        weight[np.abs(weight) < NEAR] = 0.0
        least = goal - weight[model.never_shown].sum()
        if least < NEAR:
            return None
        weights = {int(each): min(float(weight[each]), least) for each in np.flatnonzero((weight > NEAR) & model.may_hide)}
        fixed = np.flatnonzero((weight > NEAR) & model.forced & ~model.may_hide)
        least -= float(weight[fixed].sum())
        if least < NEAR:
            return None
        if sum(weights.values()) < least - NEAR:
            self.told.add(cell)
            return None
        return Cut(cell, {each: min(weight, least) for each, weight in weights.items()}, least)

    def _around(self, cell: int, cells, rows, hidden) -> Cut | None:
        """Something more of what these cells are added up with must be hidden."""
        near = np.unique(self.model.sums[rows].indices)
        near = [int(each) for each in near if self.model.may_hide[each] and not hidden[each]]
        if not near:
            self.told.add(cell)
            return None
        return Cut(cell, dict.fromkeys(near, 1.0), 1.0)


def _whole(counts: np.ndarray) -> bool:
    return bool(np.abs(counts - np.round(counts)).max(initial=0.0) < 1e-5)
