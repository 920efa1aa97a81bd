"""What an analysis made (``Result``) and what may be shown of it (``Release``).

A ``Result`` holds true counts and the steps that derive rates, ratios and verdicts from them. It shows its shape, never
its numbers. ``release(result, policy)`` in ``disclosure`` derives, hides, and seals; nothing else makes a ``Release``,
and figures, tables, sentences and files take nothing else.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass, field, replace
from functools import partial, reduce
from importlib import import_module
from pathlib import Path

import pandas as pd

from eianalysis.argument_kinds import kept_to, values_of
from eianalysis.declare import Identity, Words as Definition
from eianalysis.cycle import BoardCycle
from eianalysis.errors import DisclosureError, UsageError, did_you_mean
from eianalysis.added_columns import ADDED
from eianalysis.once import once
from eianalysis.policy import Policy
from eianalysis.sources.source import Source
from eianalysis.stats.judgement import BAND, VERDICTS as VERDICTS
from eianalysis.vocabulary import GROUPINGS
from eianalysis.verbs import HANDED, VERBS, no_attribute, no_columns, no_result_has, only_released

#: The kinds of table the gate knows; any other is refused.
SHAPES = ("counts", "curve", "statistic", "amounts", "register", "bound", "mean")
KINDS = ("proportion", "rate", "mean")
#: Columns of a ``counts`` release, in order; a result's own key columns stand before ``numerator``.
LEADING = ("measure", "kind", "window", "period_start", "period_end")
GROUPING = ("characteristic", "group")
FIGURES = (
    *("numerator", "denominator", "rate", "rate_low", "rate_high"),
    *("reference", "disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value"),
    *("comparison", "verdict", "status"),
)
CURVE_FIGURES = ("time", "at_risk", "estimate", "low", "high", "status")
STATISTIC_FIGURES = ("name", "value", "df", "p_value")
#: Of shape ``amounts``: how much less than the reference's a group's amount is, as a share of the reference's, and its range.
AMOUNT_FIGURES = ("value", "low", "high")
MEAN_FIGURES = ("people", "mean", "mean_low", "mean_high", "status")
PERSON, VALUE = "_person", "_value"  # columns of the numbers behind a mean

STATUSES = ("shown", "hidden", "hidden_to_protect", "low_base", "not_applicable", "not_available")
#: What a row says nothing of: a number too small to tell, or one that would give such a number away.
HIDDEN_STATUS = ("hidden", "hidden_to_protect")
ALL, NOT_NAMED = "All", "Not named"  # a key: everybody; and whoever is in none of its parts
#: References that are no group: everybody declared but the group itself, and whoever has the highest rate.
REST, HIGHEST = "the rest", "the highest rate"
#: Columns that follow from what is shown and from public facts (``Result.after``).
AFTER = ("benchmark_share", "people_short", "shrunk_rate", "shrunk_low", "shrunk_high")
#: Sums beside a count from which the spread of repeated people is made (``stats.clustered``); parts of a table add them up.
SPREAD = ("people", "cases_squared", "cases_by_base", "base_squared")


@dataclass(frozen=True)
class Missing:
    """Why a result is not available, and what would make it so."""

    file: str
    columns: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    reason: str = "the table is absent"


@dataclass(frozen=True)
class Bound:
    """A result that a conclusion leans on, by name: as its own page releases it, and pairs of years for changes."""

    name: str
    now: Result
    #: (what it is a change of, the last 12 months, the 12 before): small tables, each released by itself.
    changes: tuple[tuple[str, Result, Result], ...] = ()


@dataclass(frozen=True)
class Shown:
    """What the gate let through of a ``Bound``; a conclusion is drawn from this and from nothing else."""

    table: pd.DataFrame  # released, as on the page of the measure
    changes: dict[str, tuple[pd.DataFrame, pd.DataFrame]]  # released: the last 12 months, the 12 before
    definition: Definition
    kind: str
    keys: tuple[str, ...]
    missing: Missing | None
    states: frozenset[str]  # real, synthetic, absent: of the files it comes from
    rounded: bool  # whether counts are rounded, so that no test may be made of them
    confidence: float = 0.95  # of its ranges and verdicts
    band: tuple[float, float] = BAND


@dataclass(frozen=True, repr=False)
class Result:
    """True counts with the steps that derive the rest; shows its shape only.

    ``counts`` has the key columns, ``characteristic``, ``group``, ``numerator``, ``denominator`` (and ``window``,
    ``period_start``, ``period_end``) for shape ``counts``; one row a person-time step for ``curve`` (``time, at_risk,
    events, censored, estimate, low, high``).
    """

    measure: str
    shape: str
    definition: Definition
    counts: pd.DataFrame
    kind: str = "proportion"
    keys: tuple[str, ...] = ()
    steps: tuple[Callable[[pd.DataFrame], pd.DataFrame], ...] = ()
    sources: tuple[Source, ...] = ()
    missing: Missing | None = None
    #: How sure its ranges, tests and verdicts are: one level for all three, the board cycle's once it is compared.
    confidence: float = 0.95
    band: tuple[float, float] = BAND  # ratios inside it are not worth acting on; verdicts are judged by it
    chain: tuple = ()  # ordered stages, the base of each being the passes of the one before: (key, (stage, …)); () where not so
    shared_base: bool = False  # each group's base is the whole table's (shares of a total) and not its own
    added: tuple[str, ...] = ()  # figures beside the contract's that the steps make, of those in ``ADDED``
    #: The counts behind ``adjusted_ratio`` or ``explained``, a row for each stratum of each compared row, for the gate to judge them by.
    strata: pd.DataFrame | None = field(default=None, compare=False)
    #: Shape ``mean``: the numbers behind it, a row each, with ``PERSON``, ``VALUE`` and the columns they are split by; never shown.
    values: pd.DataFrame | None = field(default=None, compare=False)
    #: Steps on the table as released, hidden cells already empty: what follows from shown figures and public facts.
    after: tuple[Callable[[pd.DataFrame], pd.DataFrame], ...] = ()
    #: A lazily made, coarser version of the same analysis (fewer groups, more months), or None.
    coarser: Callable[[], Result] | None = field(default=None, compare=False)
    #: What the counts are of, read from the measure's declaration: which rows of which universe (see ``declare.identity``).
    identity: Identity | None = field(default=None, compare=False)
    #: The filters in force for every count, as (attribute, values); the words of the definition say them too.
    filters: tuple[tuple[str, object], ...] = ()
    #: The board cycle it was asked for: its references, confidence and policy are the ones meant unless others are named.
    cycle: BoardCycle | None = field(default=None, compare=False)
    #: Reference groups of the measure's own cuts, beside the cycle's.
    against: Mapping[str, str] = field(default_factory=dict, compare=False)
    reference: str | None = field(default=None, compare=False)  # what its question sets every group against instead ("the rest")
    highest: bool = False  # compared with whichever has the highest rate: the gate chooses it anew, among the rows that it shows
    #: Shape ``bound``: what is concluded leans on these, and ``conclude(counts, {name: Shown})`` draws the conclusion.
    bound: tuple[Bound, ...] = ()
    conclude: Callable[[pd.DataFrame, dict[str, Shown]], pd.DataFrame] | None = field(default=None, compare=False)

    def __post_init__(self):
        if self.shape not in SHAPES:
            raise DisclosureError(f"'{self.shape}' is not a kind of result; it can be: {', '.join(SHAPES)}")
        if self.kind not in KINDS:
            raise DisclosureError(f"'{self.kind}' is none of: {', '.join(KINDS)}")
        if unknown := [name for name in self.added if name not in ADDED]:
            raise DisclosureError(f"the gate has no rule for the figure {', '.join(unknown)}; it knows: {', '.join(ADDED)}")

    @property
    def status(self) -> str:
        return "not_available" if self.missing else "available"

    @property
    def unreleased(self) -> pd.DataFrame:
        """The true table with every step run: for the console; a test refuses it in notebooks."""
        return reduce(lambda table, step: once(step, table), self.steps, self.counts.copy())

    def then(self, step: Callable[[pd.DataFrame], pd.DataFrame]) -> Result:
        """The same result with one more step; the coarser alternatives get it too."""
        finer = self.coarser
        coarser = None if finer is None else (lambda: finer().then(step))
        return replace(self, steps=(*self.steps, step), coarser=coarser)

    to_excel, to_html, to_pptx = (only_released(how, suffix) for how, suffix in HANDED)

    def __getattr__(self, name: str):
        """Verbs are methods and functions alike: ``result.pool()`` is ``ei.pool(result)``, with the cycle's own references."""
        if name not in VERBS:
            raise AttributeError(no_result_has(name))
        verb = getattr(import_module("eianalysis"), name)
        return partial(VERBS[name], verb, self)

    def __repr__(self) -> str:
        if self.missing:
            return f"<Result {self.measure}: not available, {self.missing.reason} ({self.missing.file})>"
        return f"<Result {self.measure}: {self.shape}, {len(self.counts)} rows, not released>"


_SEAL = object()
#: Every release the gate made and somebody still holds: what was built round the constructor is not among them.
_MADE: weakref.WeakSet[Release] = weakref.WeakSet()


@dataclass(frozen=True, repr=False, eq=False)
class Release:
    """A table that has passed the gate: tidy, controlled, sourced. Made by ``release()`` and by nothing else."""

    measure: str
    shape: str
    definition: Definition
    _table: pd.DataFrame
    keys: tuple[str, ...]
    sources: tuple[Source, ...]
    policy: Policy
    level: str  # which alternative was released: "as asked", or what was rolled up
    note: str  # what was hidden and why, in a sentence, no numbers under the threshold
    missing: Missing | None
    seal: InitVar[object] = None
    confidence: float = 0.95  # of its ranges and verdicts
    band: tuple[float, float] = BAND
    #: The board cycle it was asked for, so that it is saved where that cycle's pack is made; None of no cycle.
    cycle: BoardCycle | None = field(default=None, compare=False)
    public: bool = False  # everything in it was published already, so that nothing is hidden
    _cells: tuple = field(default=(), repr=False)  # of what each row's count and base are, None where hidden; () of no counts

    def __post_init__(self, seal):
        if seal is not _SEAL:
            raise DisclosureError("a Release is made only by release(result, policy)")
        object.__setattr__(self, "_table", self._table.copy())
        _MADE.add(self)

    # A release cannot be changed, so a copy is the same thing; one that left the process cannot be told from a forgery.
    def __copy__(self) -> Release:
        return self

    def __deepcopy__(self, memo: object) -> Release:
        return self

    def __reduce_ex__(self, protocol: object):
        raise DisclosureError("a Release cannot be pickled; save its table, and release the result again")

    @property
    def table(self) -> pd.DataFrame:
        """A copy of the released table, yours to sort and filter."""
        return self._table.copy()

    @kept_to
    def only(self, *keys: str, **values) -> Release:
        """The rows of one exhibit: keys named are left to vary, keys given a value (or list) have it, the rest are ``All``; of an
        empty list it is every part that has a name.

        Everything was decided on together, so a part of it says nothing that the whole does not. ``characteristic`` can be
        given as well, as a name or a list of names; where this force's table is not split by it, it is not available.
        >>> shares.only("rank_band", benchmark="Constables of this force")   # doctest: +SKIP
        """
        named = values.pop("characteristic", None)
        wrong = [name for name in (*keys, *values) if name not in self.keys]
        if self.missing and (not wrong or not self.keys):
            return self
        if wrong:
            said = did_you_mean(wrong[0], self.keys) if self.keys else 'it has none; a characteristic is named as characteristic="sex"'
            raise UsageError(f"{self.measure} has no key '{wrong[0]}'; {said}")
        kept = pd.Series(True, index=self._table.index)
        if named is not None:
            wanted = values_of("characteristic", named)
            known = list(self._table.get("characteristic", pd.Series()).unique())
            odd = [name for name in wanted if name not in known]
            if odd and {*odd} == {*wanted} <= {level for levels in GROUPINGS.values() for level in levels}:
                missing = Missing(self.measure, tuple(odd), self.definition.serves, "its tables have no such column, or too few people in it")
                return replace(self, _table=pd.DataFrame(), _cells=(), missing=missing, seal=_SEAL)
            if odd:
                raise UsageError(f"{self.measure} has no characteristic '{odd[0]}'; {did_you_mean(odd[0], known)}")
            kept &= self._table["characteristic"].isin(wanted)
        for name in self.keys:
            column = self._table[name]
            if name in values:
                wanted = values_of(name, values[name])
                kept &= column.isin(wanted) if wanted else ~column.isin((ALL, NOT_NAMED))
            elif name not in keys and column.eq(ALL).any():
                kept &= column.eq(ALL)
        cells = tuple(cell for cell, stays in zip(self._cells, kept, strict=bool(self._cells)) if stays)
        return replace(self, _table=self._table[kept].reset_index(drop=True), _cells=cells, seal=_SEAL)

    def to_excel(self, path: str | Path) -> Path:
        """Write an accessible workbook in place of any of that name. Raises ``UsageError`` where it cannot, ``DisclosureError`` if working."""
        return import_module("eianalysis.report.exports").excel(self, path)

    def to_html(self, path: str | Path | None = None) -> str:
        """Return its sentences, figure and table as one page that needs no network; write it where ``path`` says. Raises as ``to_excel``."""
        return import_module("eianalysis.report.exports").html(self, path)

    def to_pptx(self, path: str | Path) -> Path:
        """Write slides: the finding with its figure, then its table. Needs the extra ``[slides]`` (python-pptx). Raises as ``to_excel``."""
        return import_module("eianalysis.report.exports").pptx(self, path)

    @property
    def status(self) -> str:
        return "not_available" if self.missing else "available"

    @property
    def synthetic(self) -> bool:
        """Whether any of it comes from the synthetic force."""
        return any(source.state == "synthetic" for source in self.sources)

    __getattr__, __getitem__ = no_attribute, no_columns

    def __repr__(self) -> str:
        shown = "not available" if self.missing else f"{len(self._table)} rows, profile {self.policy.profile}"
        return f"<Release {self.measure}: {self.shape}, {shown}>"


def require_release(thing: object, caller: str) -> Release:
    """The thing itself if it has passed the gate; a ``DisclosureError`` if not."""
    if not isinstance(thing, Release) or thing not in _MADE:
        got = "a Release that release() did not make" if isinstance(thing, Release) else type(thing).__name__
        raise DisclosureError(f"{caller}() shows released results, got {got}; call release(result, policy) first")
    return thing
