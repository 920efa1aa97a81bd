"""``Population``: who or what a measure counts, at a moment or in a window, under conditions.

It says nothing of how the rows are found; it says which they are, in the words of the declarations, so that two counts
of the same people are known to be that. ``boxes`` gives the facts of one period: a count is a sum of boxes with weights
(an average headcount is half of those in post at the start and half of those at the end).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from eianalysis.declare.facts import Among, Box, Days, Values

ONE_DAY = timedelta(days=1)
#: Universes whose name begins so are of published tables: anybody may count them, and nothing in them is hidden.
PUBLIC = "published: "
YES = Among("yes")
Terms = tuple[tuple[float, Box], ...]
#: Tables whose rows are spells of service, and what their days are called there: who is on the list of joiners has started.
SPELLS = {"joiners": {"start_date": "started"}, "leavers": {"leave_date": "ended"}}


@dataclass(frozen=True)
class During:
    """Dated in the window: ``during("leave_date")``."""

    attribute: str

    def boxes(self, start: date | None, end: date | None) -> tuple[tuple[float, dict[str, Values]], ...]:
        return ((1.0, {self.attribute: Days(start, end)}),)


@dataclass(frozen=True)
class InPost:
    """In post at the end of a day: of the day before each year of the window begins, of its last day, or the mean of both."""

    at: str  # "start" | "end" | "mean"

    def __post_init__(self):
        if self.at not in ("start", "end", "mean"):
            raise ValueError(f"in post at '{self.at}': it can be 'start', 'end' or 'mean'")

    def boxes(self, start: date | None, end: date | None) -> tuple[tuple[float, dict[str, Values]], ...]:
        if end is None or (start is None and self.at != "end"):
            raise ValueError(f"in post at '{self.at}' needs a period with {'a last day' if self.at == 'end' else 'a first and a last day'}")
        if start is None or self.at == "end":
            return ((1.0, _in_post(end)),)
        found = []
        for first, last in years(start, end):
            opening = _in_post(first - ONE_DAY)
            found += [(1.0, opening)] if self.at == "start" else [(0.5, opening), (0.5, _in_post(last))]
        return tuple(found)


@dataclass(frozen=True)
class Ever:
    """Whenever: every row of the table, or rows picked by conditions alone."""

    def boxes(self, start: date | None, end: date | None) -> tuple[tuple[float, dict[str, Values]], ...]:
        return ((1.0, {}),)


@dataclass(frozen=True)
class AsAt:
    """As of the last day of the period: a snapshot, the last wave, a certificate in date. Another day is another population."""

    attribute: str

    def boxes(self, start: date | None, end: date | None) -> tuple[tuple[float, dict[str, Values]], ...]:
        return ((1.0, {f"{self.attribute} as at": Among(str(end))}),)


When = During | InPost | Ever | AsAt


@dataclass(frozen=True)
class Later:
    """As a condition: not before the day after the period ends, or never: ``("ended", Later())`` is still in post then."""

    def days(self, start: date | None, end: date) -> Days:
        return Days(end + ONE_DAY, None)


@dataclass(frozen=True)
class Within:
    """As a condition: dated in the period: ``("started", Within())`` joined in it."""

    def days(self, start: date | None, end: date) -> Days:
        return Days(start, end)


@dataclass(frozen=True)
class ByThen:
    """As a condition: on the last day of the period or before: ``("started", ByThen())`` has come by then."""

    def days(self, start: date | None, end: date) -> Days:
        return Days(None, end)


@dataclass(frozen=True)
class YearsBefore:
    """As a condition: so many years before a day of the period: ``("started", YearsBefore(1))`` had their first anniversary in it."""

    years: int

    def days(self, start: date | None, end: date) -> Days:
        return Days(start and _earlier(start, self.years), _earlier(end + ONE_DAY, self.years) - ONE_DAY)


OfPeriod = Later | Within | ByThen | YearsBefore


def _in_post(day: date) -> dict[str, Values]:
    return {"started": Days(None, day), "ended": Days(day + ONE_DAY, None)}


def _earlier(day: date, many: int) -> date:
    """The same day so many years before; of 29 February the day after the 28th, where that year has none."""
    try:
        return day.replace(year=day.year - many)
    except ValueError:
        return date(day.year - many, 3, 1)


def years(start: date, end: date) -> list[tuple[date, date]]:
    """The whole years that a window is made of, the latest first; a window that is none is one piece."""
    after, found = end + ONE_DAY, []
    while True:
        try:
            first = after.replace(year=after.year - 1)
        except ValueError:  # 29 February
            first = after.replace(year=after.year - 1, day=28)
        if first < start:
            break
        found.append((first, after - ONE_DAY))
        after = first
    return found if found and after == start else [(start, end)]


def _days(values: Values | OfPeriod, start: date | None, end: date | None) -> Values:
    """The days a condition means in a period; values that name no period are as they were."""
    if not isinstance(values, OfPeriod):
        return values
    if end is None:
        raise ValueError(f"{type(values).__name__} needs a period with a last day")
    return values.days(start, end)


@dataclass(frozen=True)
class Population:
    """Rows of one universe (``of``: "service" for spells of service, else a table's name), ``when``, ``where``.

    ``where`` are the conditions beside time: a word for a yes ("offered"), or a pair of attribute and values. ``amount``
    names what is added up where it is not the number of rows ("person-years"): such sums are tied to each other, and to
    no count. ``person`` is the column that tells people apart where one person may have several rows.
    """

    of: str
    when: When = Ever()
    where: tuple[tuple[str, Values], ...] = ()
    amount: str = ""
    person: str = "person_ref"

    def __post_init__(self):
        object.__setattr__(self, "where", conditions(self.where))

    def that(self, *more: str | tuple[str, object]) -> Population:
        """Those of it for whom these hold too."""
        return replace(self, where=(*self.where, *conditions(more)))

    def boxes(self, start: date | None, end: date | None, facts: Mapping[str, Values] | None = None) -> Terms:
        """The boxes of one period with their weights; ``facts`` narrow each."""
        where = met((name, _days(values, start, end)) for name, values in self.where)
        called = SPELLS.get(self.of, {})
        return tuple(
            (weight, Box(self.universe, {}).that({called.get(name, name): values for name, values in moment.items()}).that(where).that(facts))
            for weight, moment in self.when.boxes(start, end)
        )

    @property
    def universe(self) -> str:
        """What its boxes are of: joiners and leavers are spells of service, whichever table lists them."""
        of = "service" if self.of in SPELLS else self.of
        return f"{of}, {self.amount}" if self.amount else of


def conditions(given) -> tuple[tuple[str, Values], ...]:
    """Conditions as pairs: "offered" is a yes; ("route", "PCDA") or ("route", ("PCDA", "DHEP")) one of the words.

    >>> conditions(["offered", ("route", "PCDA")])
    (('offered', yes), ('route', PCDA))
    """
    found = []
    for each in (given,) if isinstance(given, str) else given:
        name, values = (each, YES) if isinstance(each, str) else each
        found.append((name, values if isinstance(values, Among | Days | OfPeriod) else Among(values)))
    return tuple(found)


def met(pairs) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for name, values in pairs:
        found[name] = found[name].meet(values) if name in found else values
    return found


@dataclass(frozen=True)
class Split:
    """A key column that sorts the same rows into parts; "All" is all of them.

    ``attribute`` is what it is elsewhere called, ``words`` which of that attribute's words each value holds.
    """

    attribute: str = ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind(Split):
    """A key column that sorts the events only: how somebody left, of all who left."""


@dataclass(frozen=True)
class Each:
    """A key column of separate questions (a course, a survey's question): parts of no whole.

    Each is asked of those it concerns; with ``everybody`` all of them are asked of the same people, everybody in the base.
    """

    everybody: bool = False


@dataclass(frozen=True)
class Beside:
    """A key column along which the same counts stand again, only compared with something else."""


@dataclass(frozen=True)
class Steps:
    """A key column of stages: of whom each is asked, and what they did. Conditions are said as in ``Population.where``."""

    of: Mapping[str, tuple[tuple, tuple]] = field(default_factory=dict)


Key = Split | Kind | Each | Beside | Steps
