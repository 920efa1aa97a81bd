"""How alike two wordings are: the cosine of their words, words that stand in many texts counting little."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import log, sqrt

#: Words that say nothing of a subject.
_SMALL = frozenset(
    "a all an and any are as at be been but by can do each every for from had has have how in into is it its more most no not of on one "
    "only or other our own set so such than that the their them then there they this to up was were what when where which who whom "
    "whose why will with would".split()
)
#: Endings that make no other word: groups and group, recruiting and recruit.
_ENDINGS = re.compile(r"(?:ings?|ers?|ments?|ations?|ed|es|s|e|y)$")


class Wordings:
    """Texts by their keys, to be asked which are like another.

    >>> told = Wordings({"a": "Train managers", "b": "Publish pay gaps", "c": "Train officers who search"})
    >>> [key for key, _, _ in told.like("Training for managers")][0]
    'a'
    """

    def __init__(self, texts: Mapping[str, str]):
        self.words = {key: _counted(text) for key, text in texts.items()}
        self.spread = Counter(word for own in self.words.values() for word in own)
        self.count = max(len(self.words), 1)
        self.weights = {key: self._weighted(own) for key, own in self.words.items()}

    def _weighted(self, words: Counter) -> dict[str, float]:
        """Words weighted by the logarithm of how rare they are, the whole of length 1."""
        weights = {word: number * log(self.count / self.spread[word]) if self.spread[word] else number * log(self.count + 1) for word, number in words.items()}
        length = sqrt(sum(value * value for value in weights.values()))
        return {word: value / length for word, value in weights.items()} if length else {}

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """Every two texts with how alike they are, from 0 to 1."""
        for one, other in combinations(self.words, 2):
            mine, theirs = self.weights[one], self.weights[other]
            yield one, other, sum(value * theirs[word] for word, value in mine.items() if word in theirs)

    def like(self, text: str) -> list[tuple[str, float, tuple[str, ...]]]:
        """The texts that share words with this one, the most alike first: key, how alike, the words they share."""
        mine = self._weighted(_counted(text))
        found = []
        for key, theirs in self.weights.items():
            shared = [word for word in mine if word in theirs]
            if shared:
                found.append((key, sum(mine[word] * theirs[word] for word in shared), tuple(sorted(shared, key=lambda word: -theirs[word]))))
        return sorted(found, key=lambda one: -one[1])


def _counted(text: str) -> Counter:
    return Counter(_stem(word) for word in re.findall(r"[a-z0-9]+", text.casefold()) if word not in _SMALL)


def _stem(word: str) -> str:
    """A word without its ending, where three letters are left of it."""
    found = _ENDINGS.sub("", word)
    return found if len(found) >= 3 else word
