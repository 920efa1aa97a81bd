"""Ways to fill the hidden cells that were found before, tried again before a solver is asked for new ones.

A plan of what to hide is audited again and again with a row more or less hidden, and a world in which every figure adds
up mostly still does. None is taken on trust: each is held to the sums and the marks of the audit that uses it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

MOST = 256  # worlds kept; the oldest makes way


class Worlds:
    """The worlds found for one set of cells, whichever of them were hidden at the time."""

    def __init__(self):
        self.place: dict[Hashable, int] = {}
        self.truth = np.zeros(0)
        self.table, self.found = np.zeros((0, 0)), 0

    def places(self, names: Sequence[Hashable], truth: np.ndarray) -> np.ndarray:
        """Where these cells stand in every world; a cell never seen before is as it truly is in all the older ones."""
        new = [at for at, name in enumerate(names) if name not in self.place]
        self.place |= {names[at]: len(self.place) + later for later, at in enumerate(new)}
        self.truth = np.concatenate([self.truth, truth[new]])
        self.table = np.hstack([self.table, np.tile(truth[new], (len(self.table), 1))])
        return np.fromiter((self.place[name] for name in names), int, len(names))

    def add(self, places: np.ndarray, world: np.ndarray) -> None:
        """Keep a world: these cells as they are in it, all others as they truly are."""
        whole = self.truth.copy()
        whole[places] = world
        if len(self.table) < MOST:
            self.table = np.vstack([self.table, whole])
        else:
            self.table[self.found % MOST] = whole
        self.found += 1

    def fitting(self, places: np.ndarray, rows, totals: np.ndarray, most: float, near: float) -> np.ndarray:
        """The worlds of these cells (a row each) in which every sum of ``rows`` still is what the reader is shown."""
        table = self.table[:, places]
        if not len(table):
            return table
        right = (np.abs(rows @ table.T - totals[:, None]) <= near).all(0) if len(totals) else True
        return table[right & (table.max(1, initial=0.0) <= most)]


def agreeing(table: np.ndarray, claims: Sequence, place: Mapping[Hashable, int], near: float) -> np.ndarray:
    """Those of the worlds in which every mark is earned by one of its reasons."""
    good = np.ones(len(table), bool)
    for claim in claims if len(table) else ():
        earned = np.zeros(len(table), bool)
        for reason in claim:
            holds = good.copy()
            for name, (least, most) in reason.items():
                values = table[:, place[name]]
                holds &= (values >= least - near) & ((values <= most + near) if most is not None else True)
            earned |= holds
        good &= earned
    return table[good]
