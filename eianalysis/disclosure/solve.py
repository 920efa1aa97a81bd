"""Which cells to hide so that all small counts stay in doubt and least is lost.

Cell suppression as Fischetti and Salazar solve it: choose the cheapest cells that meet every cut known so far, prove the
choice, add the cuts that the proof asks for, and again. A block that is not proved after some rounds is finished greedily:
what is hidden stays hidden, the cheapest cell of each cut is hidden besides, and in the end what was hidden needlessly is
shown again. It is proved all the same; and since each step hides more, it ends, at worst with a whole block hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import optimize, sparse
from scipy.sparse import csgraph

from eianalysis.disclosure.model import Model
from eianalysis.disclosure.prove import NODES, Cut, Prover, less
from eianalysis.disclosure.quiet_solver import milp

BEST = 30  # rounds in which the choice is made anew: most plans are settled in 25, and to stop earlier costs totals
AGAIN = 4  # times that a plan which was finished greedily is chosen anew with all that was learned
NEARLY = 1.05  # times the least that any choice could cost: good enough
GAP = 0.01
NEAR = 1e-9
LITTLE = 1e-3  # what a cell costs beside the rows it takes with it


@dataclass(frozen=True)
class Solution:
    """The hidden cells, proved; their cost beside the least that any choice could cost where that is known.

    Both are of what is hidden beside what is hidden in any case: the rows that are lost with it, and ``LITTLE`` a cell.
    """

    hidden: np.ndarray
    disclosed: frozenset[int]
    cost: float
    least: float
    rounds: int


def solve(model: Model) -> Solution:
    """The cheapest cells to hide that the prover lets pass."""
    prover, cuts, chosen = Prover(model), [], _Chosen(model)
    best = _tried(model, prover, cuts, chosen)
    for _ in range(AGAIN):
        if best.cost <= NEARLY * best.least:
            break
        before = len(cuts)
        other = _tried(model, prover, cuts, chosen)
        best = replace(min(other, best, key=lambda each: each.cost), least=max(other.least, best.least), rounds=best.rounds + other.rounds)
        if len(cuts) == before:
            break
    return best


def _tried(model: Model, prover: Prover, cuts: list[Cut], chosen: _Chosen) -> Solution:
    """A proved solution; the cuts that it took are added to ``cuts``, so that the next one is chosen with all of them known."""
    hidden, _ = chosen.cells(_asked(cuts, prover))
    turn = 0
    while turn < BEST and (new := prover.cuts(hidden)):
        cuts += new
        hidden, _ = chosen.cells(_asked(cuts, prover))
        turn += 1
    known = len(cuts)
    added: list[int] = []
    while new := prover.cuts(hidden):
        cuts += new
        more = {cell for cut in new for cell in chosen.cheapest(cut, hidden)}
        if not more:  # cells that nothing protects are passed over from here on
            prover.disclosed |= {cut.of for cut in new}
            continue
        hidden[sorted(more)] = True
        added += sorted(more)
        turn += 1
    for cell in sorted(added, key=chosen.price, reverse=True) if len(added) > 1 else ():
        hidden[cell] = False
        if new := prover.cuts(hidden):
            cuts += new
            hidden[cell] = True
    least = chosen.cells(_asked(cuts[:known], prover))[1]  # what was given up since asks for nothing, here or in any other choice
    return Solution(hidden, frozenset(prover.disclosed), _cost(model, hidden), least, turn)


def _asked(cuts: list[Cut], prover: Prover) -> list[Cut]:
    """The cuts of cells that something protects."""
    return [cut for cut in cuts if cut.of not in prover.disclosed]


def _cost(model: Model, hidden: np.ndarray) -> float:
    """What is lost beside what is hidden in any case, in the coin in which cells are chosen."""
    more = hidden & ~model.forced
    pairs = (([cell for cell in (count, base) if cell is not None], cost) for count, base, cost in model.rows)
    return sum(cost for pair, cost in pairs if more[pair].any() and not model.forced[pair].any()) + LITTLE * float(np.count_nonzero(more))


class _Chosen:
    """The cheapest cells that meet all cuts, part by part; a part that has no new cut is not looked at again."""

    def __init__(self, model: Model):
        self.model, self._known, self._left = model, {}, {}
        self.losing = defaultdict(list)
        for row, (count, base, _) in enumerate(model.rows):
            pair = {cell for cell in (count, base) if cell is not None}
            if not any(model.forced[cell] for cell in pair):
                for cell in pair:
                    self.losing[cell].append(row)

    def price(self, cell: int) -> float:
        """What is lost with one cell."""
        return LITTLE + sum(self.model.rows[row][2] for row in self.losing[cell])

    def cells(self, cuts: Sequence[Cut]) -> tuple[np.ndarray, float]:
        """``(hidden, least)``: what is hidden, and what any choice that meets the cuts must cost."""
        hidden, least = self.model.forced.copy(), 0.0
        for part in _parts(list(filter(None, map(self._lacking, cuts))), self.losing):
            mark = tuple(map(id, part))
            if mark not in self._known:
                self._known[mark] = _part(self, part)
            chosen, bound = self._known[mark]
            hidden[chosen] = True
            least += bound
        return hidden, least

    def _lacking(self, cut: Cut) -> tuple[dict[int, float], float] | None:
        """What a cut asks for beside the cells that are hidden anyway."""
        if cut not in self._left:
            least = cut.least - sum(weight for cell, weight in cut.weights.items() if self.model.forced[cell])
            self._left[cut] = ({cell: weight for cell, weight in cut.weights.items() if not self.model.forced[cell]}, least) if less(0.0, least) else None
        return self._left[cut]

    def cheapest(self, cut: Cut, hidden: np.ndarray) -> list[int]:
        """The cheapest cells that meet one cut beside those hidden."""
        left = cut.least - sum(weight for cell, weight in cut.weights.items() if hidden[cell])
        found = []
        open_ = [cell for cell in cut.weights if not hidden[cell]]
        for cell in sorted(open_, key=lambda each: (self.price(each) / min(cut.weights[each], max(left, NEAR)), each)):
            if found and not less(0.0, left):
                break
            found.append(cell)
            left -= cut.weights[cell]
        return found


def _parts(cuts, losing) -> list[list]:
    """Cuts that share a cell, or cells of one row."""
    in_cuts = [(cut, cell) for cut, (weights, _) in enumerate(cuts) for cell in weights]
    in_rows = [(cell, row) for cell in {cell for _, cell in in_cuts} for row in losing[cell]]
    place: dict[object, int] = {}
    for at, (cut, cell) in enumerate(in_cuts):
        in_cuts[at] = cut, place.setdefault(cell, len(cuts) + len(place))
    for at, (cell, row) in enumerate(in_rows):
        in_rows[at] = place[cell], place.setdefault(("row", row), len(cuts) + len(place))
    size = len(cuts) + len(place)
    ends = np.array([*in_cuts, *in_rows], int).reshape(-1, 2).T
    part = csgraph.connected_components(sparse.coo_array((np.ones(ends.shape[1]), (ends[0], ends[1])), shape=(size, size)), directed=False)[1]
    found = defaultdict(list)
    for at, cut in enumerate(cuts):
        found[part[at]].append(cut)
    return list(found.values())


def _part(chosen: _Chosen, cuts) -> tuple[list[int], float]:
    model, losing = chosen.model, chosen.losing
    cells = sorted({cell for weights, _ in cuts for cell in weights})
    rows = sorted({row for cell in cells for row in losing[cell]})
    at = {cell: place for place, cell in enumerate(cells)} | {("row", row): len(cells) + place for place, row in enumerate(rows)}
    cost = np.array([LITTLE] * len(cells) + [model.rows[row][2] for row in rows])
    entries, lower = [], []
    for weights, least in cuts:
        entries += [(len(lower), at[cell], weight / least) for cell, weight in weights.items()]
        lower.append(1.0)
    for cell in cells:
        for row in losing[cell]:
            entries += [(len(lower), at["row", row], 1.0), (len(lower), at[cell], -1.0)]
            lower.append(0.0)
    which, column, factor = zip(*entries, strict=True)
    matrix = sparse.csr_array((factor, (which, column)), shape=(len(lower), len(at)))
    answer = milp(
        cost,
        integrality=np.ones(len(at)),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(matrix, np.array(lower) - 1e-9, np.inf),
        options={"node_limit": NODES, "mip_rel_gap": GAP, "presolve": False},
    )  # presolve prints on its own
    if answer.x is None:
        return _cheaply(chosen, cuts), 0.0
    return [cell for cell in cells if round(answer.x[at[cell]])], float(answer.mip_dual_bound)


def _cheaply(chosen: _Chosen, cuts) -> list[int]:
    found: set[int] = set()
    for weights, least in cuts:
        for cell in sorted(weights, key=lambda each: (chosen.price(each) / weights[each], each)):
            if not less(sum(weight for each, weight in weights.items() if each in found), least):
                break
            found.add(cell)
    return sorted(found)
