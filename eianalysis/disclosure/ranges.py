"""Between which ends a count must lie, for somebody who has only what is printed.

The audit of the gate knows the true counts and asks whether they are well hidden. Of a finished pack only the print is
known: some cells have a value, all are counts, and relations tie them. Linear programmes give the ends.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

import numpy as np

Sum = Mapping[Hashable, float]
LESS = 1e-6


def ranges(known: Mapping[Hashable, float], relations: Iterable[Sum], asked: Iterable[Sum]) -> list[tuple[float, float] | None]:
    """The least and the greatest value of each sum asked for; None where what is printed contradicts itself.

    ``relations`` are sums that are 0. The upper end is infinite where nothing limits a sum. Ends are rounded inwards to
    whole counts.

    Examples
    --------
    >>> ranges({"all": 240, "women": 65, "men": 169}, [{"all": 1, "women": -1, "men": -1, "other": -1, "unknown": -1}],
    ...        [{"other": 1}, {"other": 1, "unknown": 1}])
    [(0.0, 6.0), (6.0, 6.0)]
    """
    relations = list(relations)
    part_of = _parts(known, relations)
    out = []
    for each in asked:
        fixed = sum(factor * known[cell] for cell, factor in each.items() if cell in known)
        unknown = {cell: factor for cell, factor in each.items() if cell not in known}
        here = {part_of[cell] for cell in unknown if cell in part_of}
        rows = [relation for relation in relations
                if any(part_of.get(cell) in here for cell in relation if cell not in known)]
        out.append(_ends(fixed, unknown, rows, known))
    return out


def _parts(known, relations) -> dict:
    """Which unknown cells hang together: the least of their names' places stands for all."""
    leader: dict = {}

    def lead(cell):
        leader.setdefault(cell, cell)
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for relation in relations:
        unknown = [cell for cell in relation if cell not in known]
        for cell in unknown:
            leader[lead(cell)] = lead(unknown[0])
    return {cell: lead(cell) for cell in list(leader)}


def _ends(fixed: float, unknown: Sum, rows: list[Sum], known) -> tuple[float, float] | None:
    from scipy import optimize

    if not unknown:
        return fixed, fixed
    names = list(dict.fromkeys([*unknown, *(cell for row in rows for cell in row if cell not in known)]))
    place = {cell: at for at, cell in enumerate(names)}
    if not rows:
        return (-np.inf if min(unknown.values()) < 0 else fixed), (np.inf if max(unknown.values()) > 0 else fixed)
    left, right = np.zeros((len(rows), len(names))), np.zeros(len(rows))
    for at, row in enumerate(rows):
        for cell, factor in row.items():
            if cell in known:
                right[at] -= factor * known[cell]
            else:
                left[at, place[cell]] += factor
    cost = np.zeros(len(names))
    for cell, factor in unknown.items():
        cost[place[cell]] = factor
    ends = []
    for sign in (1.0, -1.0):
        answer = optimize.linprog(sign * cost, A_eq=left, b_eq=right, bounds=(0, None), method="highs")
        if answer.status == 2:
            return None
        ends.append(fixed + sign * answer.fun if answer.status == 0 else -sign * np.inf)
    return float(np.ceil(ends[0] - LESS)), float(np.floor(ends[1] + LESS))
