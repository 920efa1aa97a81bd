"""``Measure``: one measure, declared once: what it counts, of whom, how it is asked for, said and shown.

Everything that speaks of a measure reads it from here: its page, the documentation, the evidence map, the standing asks
of a run, and which of its counts hold, or are parts of, which others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from eianalysis.declare.population import Key, Population, conditions
from eianalysis.declare.words import Words

POOLED = 0  # stands for the cycle's pooled months
SHAPES = ("counts", "curve", "statistic", "amounts", "register", "bound")
KINDS = ("proportion", "rate")
PROPORTION = "Wilson score interval; ratio by Koopman's score interval; Fisher's exact test."
RATE = "Exact Poisson interval; ratio by the exact conditional interval of two Poisson rates."


@dataclass(frozen=True)
class Cut:
    """A characteristic of a measure's own: ``groups`` say which words of the attribute ``of`` each group holds.

    A group with no words (an empty tuple) holds all that no other group holds.
    """

    of: str
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Ask:
    """One standing question of a measure: how its page asks for it at every board.

    ``options`` are the row function's own; ``against`` the reference groups of the measure's own cuts beside the cycle's;
    ``compared`` whether its groups are set against a reference at all, or the word ``"the rest"``. ``yearly``: whether the
    same question a year earlier is the year before, so that a change can be judged. ``every``: "quarter" (or "month", "year") for
    everybody together in each such period, as a series.
    """

    page: str
    by: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    against: Mapping[str, str] = field(default_factory=dict)
    compared: bool | str = False
    yearly: bool = True
    every: str = ""


@dataclass(frozen=True)
class Measure:
    """What is counted (``counts``), and who of them ``did`` what.

    id       names the measure, and its denominator where it has several
    counts   the population of the base
    did      conditions beside the base's, for a proportion; a ``Population`` of its own where the events are not a part
             of the base (a rate)
    rows     the row function: tables, then ``cycle=``, ``by=``, ``months=`` and its own options; it gives a ``Result``.
             Without one, rows of the table are counted as ``counts`` and ``did`` say (``measures.declared``)
    keys     what each key column means; one that is not named sorts the same rows into parts
    cuts     characteristics that are no column of a table
    pairs    characteristics that are two others at once: of each group, which group of each of the two it is
    asks     its standing questions, by name ("" where there is one)
    base     what a group is a share of: of its "own" people (a rate), of the "whole" table, or of all who "declared" the
             characteristic (``undeclared_too`` names characteristics whose base is everybody all the same)
    steps    for a key of stages, what people of a stage's base did, as a sentence says it
    workers  the kind of people counted unless another is asked for ("officer"), where the row function takes a worker type
    looked_up tables of which only the rows of the people of the base are read (their training, their clearance): a filter
             narrows the base, and leaves these whole
    reads    columns that a file need not have and without which this is another figure, by table: {"complaints": ("outcome",)}.
             Where one is not there, or blank in every row, the measure is not available and names it
    instead  what is taken in the stead of a column that a file need not have, by table and column, as a note that is printed where
             it is not there: {"training_attendance": {"expires": "A certificate is taken to hold for good."}}
    made_of  characteristics of its own that are no cut, by the table and the column that they are made of; where it is not there, nothing
             is split by them: {"suspect": ("vawg_offences", "police_suspect")}
    blanks   columns of which it counts that nothing was recorded: that nobody filled one is then its finding
    of_forces the series of the table ``other_forces`` in which the same is counted of every force, by group or not; "" where none is
    total    whether a total ("All") is of everybody, of those who declared the characteristic ("declared"), or of everybody in
             the whole table and of those who declared in its parts ("declared in parts")
    """

    id: str
    words: Words
    counts: Population
    did: Population | tuple | str = ()
    rows: Callable | None = None
    kind: str = "proportion"
    shape: str = "counts"
    form: str = ""
    keys: Mapping[str, Key] = field(default_factory=dict)
    cuts: Mapping[str, Cut] = field(default_factory=dict)
    pairs: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    asks: Mapping[str, Ask] = field(default_factory=dict)
    serves: tuple[str, ...] = ()
    base: str = "own"
    total: str = "everybody"
    undeclared_too: tuple[str, ...] = ()
    workers: str | tuple[str, ...] | None = None
    steps: Mapping[str, str] = field(default_factory=dict)
    looked_up: tuple[str, ...] = ()
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instead: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    made_of: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    blanks: tuple[str, ...] = ()
    of_forces: str = ""

    def __post_init__(self):
        for name, known in (("base", ("own", "whole", "declared")), ("total", ("everybody", "declared", "declared in parts"))):
            if getattr(self, name) not in known:
                raise ValueError(f"measure {self.id}: {name} is '{getattr(self, name)}'; it can be: {', '.join(known)}")
        if not isinstance(self.counts, Population):
            raise ValueError(f"measure {self.id} does not say what it counts: counts= must be a Population")
        if self.shape not in SHAPES:
            raise ValueError(f"measure {self.id}: '{self.shape}' is not a kind of result; it can be: {', '.join(SHAPES)}")
        if self.kind not in KINDS:
            raise ValueError(f"measure {self.id}: '{self.kind}' is neither of: {', '.join(KINDS)}")
        if self.kind == "rate" and not isinstance(self.did, Population):
            raise ValueError(f"measure {self.id} is a rate: did= must be the Population of its events")
        if not isinstance(self.did, Population):
            object.__setattr__(self, "did", conditions(self.did))
        words = self.words if self.words.method else replace(self.words, method=RATE if self.kind == "rate" else PROPORTION)
        object.__setattr__(self, "words", replace(words, serves=self.serves, steps=dict(self.steps)))
        if isinstance(self.asks, Ask):
            object.__setattr__(self, "asks", {"": self.asks})

    @property
    def events(self) -> Population:
        """The population of the numerator."""
        return self.did if isinstance(self.did, Population) else self.counts.that(*self.did)

    def unit(self, words: Words | None = None) -> str:
        """What one of its base is, and whether the hours somebody works count: said under each of its figures.

        ``words`` are those of a result, which may be of another kind of people; the measure's own where none are given.
        """
        words = words or self.words.of(self.workers)
        units = ", over several years ".join(dict.fromkeys(filter(None, (words.base_unit, words.base_unit_pooled))))
        if self.counts.amount.startswith("person-years"):
            return f"{units}: time in post, the same whatever hours are worked"
        return f"{units}: headcount, each one whatever hours they work, not full-time equivalents" if self.counts.universe == "service" else units

    @property
    def names(self) -> dict[str, Ask]:
        """Its standing questions under the names that a register binds to: the id, or ``id/name``."""
        return {f"{self.id}/{name}" if name else self.id: ask for name, ask in self.asks.items()}

    @property
    def page(self) -> str:
        """The page it stands on first; "" where it stands on none."""
        return next((ask.page for ask in self.asks.values()), "")


@dataclass(frozen=True)
class Wanted:
    """A measure that items ask for and that nobody can count yet: who would supply the data."""

    id: str
    title: str
    supplier: str
    serves: Sequence[str] = ()
