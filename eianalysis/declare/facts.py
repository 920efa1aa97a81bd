"""Who or what a count is of, as facts: so that it can be said which counts hold others, are parts of others, or the same.

A ``Box`` is the rows of one universe (spells of service, applications, searches …) for which several facts hold at once:
worker type is officer, the day of leaving lies in a window, sex is Female. Nothing here looks at data; what follows
follows from what the declarations say.

>>> from datetime import date
>>> left = Box("service", {"ended": Days(date(2022, 4, 1), date(2023, 3, 31))})
>>> women = left.that(sex=Among("Female"))
>>> women.inside(left), left.inside(women)
(True, False)
>>> women.apart(left.that(sex=Among("Male")))
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Among:
    """A word that is one of these, or with ``but`` one that is none of these. A blank is a word like any other."""

    words: frozenset[str]
    but: bool = False

    def __init__(self, *words: str | Iterable[str], but: bool = False):
        object.__setattr__(self, "words", frozenset(part for word in words for part in ((word,) if isinstance(word, str) else word)))
        object.__setattr__(self, "but", but)

    @property
    def empty(self) -> bool:
        return not self.words and not self.but

    @property
    def everything(self) -> bool:
        return not self.words and self.but

    def meet(self, other: Any) -> Among:
        """What is in both."""
        if self.but and other.but:
            return Among(self.words | other.words, but=True)
        if self.but or other.but:
            plain, without = (other, self) if self.but else (self, other)
            return Among(plain.words - without.words)
        return Among(self.words & other.words)

    def rest(self) -> tuple[Among, ...]:
        """Everything that is not in it."""
        return (Among(self.words, but=not self.but),)

    def inside(self, other: Any) -> bool:
        return self.meet(other) == self

    def __repr__(self) -> str:
        return f"{'but ' if self.but else ''}{'|'.join(sorted(self.words))}"


@dataclass(frozen=True)
class Days:
    """A day from ``first`` to ``last``, both counted; None: no end on that side. What never happened lies after every day."""

    first: date | None = None
    last: date | None = None

    @property
    def empty(self) -> bool:
        return self.first is not None and self.last is not None and self.first > self.last

    @property
    def everything(self) -> bool:
        return self.first is None and self.last is None

    def meet(self, other: Any) -> Days:
        """What is in both."""
        firsts = [day for day in (self.first, other.first) if day is not None]
        lasts = [day for day in (self.last, other.last) if day is not None]
        return Days(max(firsts, default=None), min(lasts, default=None))

    def rest(self) -> tuple[Days, ...]:
        """Everything before it, and everything after it."""
        before = () if self.first is None else (Days(None, self.first - ONE_DAY),)
        return (*before, *(() if self.last is None else (Days(self.last + ONE_DAY, None),)))

    def inside(self, other: Any) -> bool:
        return self.meet(other) == self

    def __repr__(self) -> str:
        return f"{self.first or '…'} to {self.last or '…'}"


Values = Among | Days
#: ``(attribute, word, other attribute, its word, when)``: on these days everybody of the one is of the other, in the data and as an
#: organisation is known.
Nested = tuple[str, str, str, str, Days]


@dataclass(frozen=True, repr=False)
class Box:
    """The rows of ``universe`` for which every fact holds; ``facts`` sorted by attribute and without those that say nothing,
    so that equal boxes are equal."""

    universe: str
    facts: tuple[tuple[str, Values], ...] = ()
    _hash: int = field(default=0, init=False, compare=False)

    def __init__(self, universe: str, facts: Mapping[str, Values] | Iterable[tuple[str, Values]] = ()):
        object.__setattr__(self, "universe", universe)
        told = {name: values for name, values in dict(facts).items() if not values.everything}
        object.__setattr__(self, "facts", tuple(sorted(told.items(), key=lambda fact: fact[0])))
        object.__setattr__(self, "_hash", hash((self.universe, self.facts)))  # a plan looks boxes up half a million times

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple:
        """Made anew in another process, where words have other hashes."""
        return Box, (self.universe, self.facts)

    def that(self, facts: Mapping[str, Values] | None = None, **more: Values) -> Box:
        """Those rows of it for which these hold too; facts of one attribute are met."""
        found = dict(self.facts)
        for name, values in {**(facts or {}), **more}.items():
            found[name] = found[name].meet(values) if name in found else values
        return Box(self.universe, found)

    def value(self, attribute: str) -> Values | None:
        """What is said of one attribute; None where nothing is."""
        return next((values for name, values in self.facts if name == attribute), None)

    @property
    def when(self) -> Days:
        """The days that its facts speak of, as far as they have two ends: in post on a day (began by then, ended later) is that day."""
        said = [values for _, values in self.facts if isinstance(values, Days)]
        windows = [(each.first, each.last) for each in said if each.first is not None and each.last is not None]
        if windows:
            return Days(min(first for first, _ in windows), max(last for _, last in windows))
        first = max((each.first for each in said if each.first is not None), default=None)
        last = min((each.last for each in said if each.last is not None), default=None)
        return Days(last, last) if first is not None and last is not None and first - ONE_DAY == last else Days()

    @property
    def empty(self) -> bool:
        """Whether no row can be in it, whatever the data."""
        return any(values.empty for _, values in self.facts)

    def inside(self, other: Box) -> bool:
        """Whether all its rows are in the other, whatever the data."""
        if self.universe != other.universe:
            return False
        own = dict(self.facts)
        return self.empty or all(name in own and own[name].inside(values) for name, values in other.facts)

    def apart(self, other: Box) -> bool:
        """Whether no row can be in both, whatever the data."""
        if self.universe != other.universe or self.empty or other.empty:
            return True
        own = dict(self.facts)
        return any(name in own and own[name].meet(values).empty for name, values in other.facts)

    def without(self, other: Box) -> tuple[Box, ...]:
        """The rows that are not in the other, as boxes apart from each other."""
        if self.apart(other):
            return (self,)
        left, inner = [], self
        for name, values in other.facts:
            own = inner.value(name)
            for piece in values.rest():
                met = piece if own is None else own.meet(piece)
                if not met.empty:
                    left.append(Box(self.universe, {**dict(inner.facts), name: met}))
            inner = inner.that({name: values})
        return tuple(left)

    def __repr__(self) -> str:
        return f"<{self.universe}: {'; '.join(f'{name} {values!r}' for name, values in self.facts) or 'all'}>"
