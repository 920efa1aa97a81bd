"""Seeded chance that gives the same numbers on every machine and under every numpy 2.

Only ``Generator.random`` is used: the bits of PCG64 are fixed, while the ways numpy makes normals, gammas or shuffles
of them may change. Each subject has a stream of its own, so that more of one thing does not reshuffle another.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np


class Draws:
    """One stream of chance, named after what it is used for."""

    def __init__(self, seed: int, subject: str):
        bits = np.random.PCG64(np.random.SeedSequence([int(seed), zlib.crc32(subject.encode())]))
        self._rng = np.random.Generator(bits)

    def share(self, *shape: int) -> np.ndarray:
        """Numbers from 0 to just under 1, all equally likely."""
        return self._rng.random(shape)

    def whole(self, count: int, low: int, high) -> np.ndarray:
        """Whole numbers from ``low`` to ``high`` (one for all, or one each), both included."""
        return low + np.floor(self.share(count) * (np.asarray(high) - low + 1)).astype(int)

    def yes(self, count: int, chance) -> np.ndarray:
        """True with the chance given (one for all, or one each)."""
        return self.share(count) < chance

    def one_of(self, count: int, weights: Mapping[str, float]) -> np.ndarray:
        """Words, each as likely as its weight."""
        edges = np.cumsum(np.array(list(weights.values()), float))
        place = np.searchsorted(edges, self.share(count) * edges[-1], side="right")
        return np.array(list(weights), dtype=object)[np.minimum(place, len(edges) - 1)]

    def one_of_by(self, kind: np.ndarray, weights: Mapping[str, Mapping[str, float]]) -> np.ndarray:
        """Words, each as likely as its weight in the list of its kind; '' where the kind has no list."""
        chosen = np.full(len(kind), "", dtype=object)
        for name, each in weights.items():
            words = self.one_of(len(kind), each)
            chosen = np.where(kind == name, words, chosen)
        return chosen

    def order(self, count: int) -> np.ndarray:
        """The numbers 0 to count-1 in random order."""
        return np.argsort(self.share(count), kind="stable")
