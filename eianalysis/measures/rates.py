"""From tables of people and events to counts: who is in the numerator, who is in the base, by group.

Everything here counts; nothing estimates. A group that occurs in the base and not among the events has 0 events, which
is a finding; a group in neither is not a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from eianalysis.declare import During, Identity, Population
from eianalysis.declare.population import conditions
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures import repeated
from eianalysis.measures.compare import with_rates
from eianalysis.measures.countable import check_flag, check_inside, one_day
from eianalysis.measures.half_known import half_known
from eianalysis.measures.made_columns import CROSSING, chain, parts_of, recorded, with_columns
from eianalysis.results import ALL, SPREAD, Definition, Missing, Result
from eianalysis.sources.repeated_rows import MANY
from eianalysis.sources.typed import TypedTable, check_no_person
from eianalysis.measures.two_way_groups import check_known
from eianalysis.vocabulary import order

#: What a caller may say for ``by``: a characteristic ("ethnicity"), a column ("ethnicity_2"), or several.
By = str | Sequence[str]
BLANK = "the column is blank in every row"


def rate(
    events: TypedTable,
    base: TypedTable,
    *,
    by: By,
    measure: str,
    definition: Definition | None = None,
    kind: str = "proportion",
    within: Sequence[str] = (),
    window: str = "",
    period: tuple[date, date] | None = None,
    size: str | None = None,
) -> Result:
    """Count events and the people they could have happened to, by group: the start of every rate.

    Parameters
    ----------
    events, base : TypedTable
        One row an event, one row a person (or encounter) at risk.
    by : str or sequence of str
        ``"ethnicity"`` takes the finest grouping that can be released (five groups, then two); a column name such as
        ``"ethnicity_2"`` asks for just that one; several give one table each.
    measure : str
        The id the figures will carry.
    kind : "proportion" where the events are a subset of the base, else "rate".
    within : columns that split both tables further ("unit", "rank_band").
    size : a column of ``base`` to add up instead of counting its rows: a table of a population has one row a group.

    Returns
    -------
    Result
        Of shape ``counts``, with rates and intervals as its first step; compare it with ``compare``.

    Raises
    ------
    UsageError
        Where a proportion counts events of people in no row of the base, or a rate by ``size`` those of people who have none of it.

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.rate(leavers, people, by="sex", measure="leavers_per_head", kind="rate")           # doctest: +SKIP
    """
    if base.absent or events.absent:
        return not_available(measure, definition or plain_definition(measure), events if events.absent else base, kind=kind, keys=tuple(within))

    one_day(base)
    if kind == "proportion" or size is not None:  # of a headcount on one day, who came later may be among the events of a rate
        check_inside(events, base, size)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(events.frame, base.frame, columns.values(), within, size=size)

    return build(
        measure,
        definition or plain_definition(measure),
        counts,
        columns_for(base, by),
        kind=kind,
        keys=tuple(within),
        window=window,
        period=period,
        sources=(*base.sources, *events.sources),
    )


def share(
    table: TypedTable,
    flag: str,
    *,
    by: By,
    measure: str,
    definition: Definition | None = None,
    within: Sequence[str] = (),
    window: str = "",
    period: tuple[date, date] | None = None,
    **more,
) -> Result:
    """Count the rows where a yes/no column is yes, of those where it is recorded, by group.

    ``more`` goes to the ``Result``. Where the column is blank in every row the result is ``not_available``: a blank is not a no.
    Nothing is counted by a characteristic that is recorded nearly only where the answer is yes, or nearly only where it is no.
    """
    definition = definition or plain_definition(measure)
    if table.absent:
        return not_available(measure, definition, table, keys=tuple(within))
    check_flag(table, flag)
    one_day(table)
    if unfilled(table, flag) or table.rows[flag].isna().all():
        reason = BLANK if len(table) else "the table has no such rows"
        return not_available(measure, definition, table, columns=(flag,), keys=tuple(within), reason=reason)

    known = table.rows[table.rows[flag].notna()]
    yes = known[known[flag].astype(bool)]
    levels = columns_for(table, by)
    half = half_known(known, known[flag].astype(bool), levels[0])
    if half:
        levels = tuple({name: column for name, column in level.items() if name not in half} for level in levels)
        if not levels[0]:
            return not_available(measure, definition, table, columns=tuple(half), keys=tuple(within), reason="; ".join(half.values()))
    definition = replace(definition, notes=(*definition.notes, *half.values(), *repeated.note(repeated.whose(yes, known, None, within))))
    return build(
        measure,
        definition,
        lambda columns: tally(yes, known, columns.values(), within),
        levels,
        keys=tuple(within),
        window=window,
        period=period,
        sources=table.sources,
        identity=_identity(table, flag),
        **more,
    )


def _identity(table: TypedTable, flag: str) -> Identity:
    """What a share of a table's rows is of: those of which the answer is known, as the table is narrowed, and those that say yes."""
    asked = Population(f"rows of {table.name}", During("its day"), (f"{flag} is known",))
    return Identity(asked, asked.that(flag), filters=conditions(table.filters))


def columns_for(table: TypedTable, by: By) -> tuple[dict[str, str], ...]:
    """The columns to count by, finest first: each entry maps what was asked for to a column of the table."""
    names = [by] if isinstance(by, str) else list(by)
    whole = [name for each in names for name in ((*parts_of(each), each) if CROSSING in each else (each,))]
    chains = {name: chain(table, name) for name in dict.fromkeys(whole)}
    depth = max(len(chain) for chain in chains.values())
    return tuple({name: chain[min(level, len(chain) - 1)] for name, chain in chains.items()} for level in range(depth))


def build(
    measure: str,
    definition: Definition,
    counts,
    levels: Sequence[Mapping[str, str]],
    *,
    kind: str = "proportion",
    keys: tuple[str, ...] = (),
    window: str = "",
    period: tuple[date, date] | None = None,
    sources=(),
    **more,
) -> Result:
    """A counted ``Result`` with its coarser alternatives behind it, each made only when asked for.

    ``counts(columns)`` returns the counted frame for one level of ``columns_for``; it may carry its own ``window``,
    ``period_start`` and ``period_end``.
    """
    frame = counts(levels[0])
    start, end = period or (pd.NaT, pd.NaT)
    for column, value in (("window", window), ("period_start", start), ("period_end", end)):
        if column not in frame:
            frame[column] = value
    frame.insert(0, "measure", measure)
    frame.insert(1, "kind", kind)
    if SPREAD[0] in frame and not {*repeated.NOTES.values()} & {*definition.notes}:
        definition = replace(definition, notes=(*definition.notes, repeated.NOTES[""]))
    rest = tuple(levels[1:])
    coarser = (
        None if not rest else (lambda: build(measure, definition, counts, rest, kind=kind, keys=keys, window=window, period=period, sources=sources, **more))
    )
    result = Result(measure=measure, shape="counts", definition=definition, counts=frame, kind=kind, keys=keys, sources=unique(sources), **more)
    return replace(with_rates(result), coarser=coarser)


def tally(events: pd.DataFrame, base: pd.DataFrame, columns: Iterable[str], within: Sequence[str] = (), *, size: str | None = None) -> pd.DataFrame:
    """Rows of ``events`` and of ``base`` counted by each column in turn, with a row ``All`` for each.

    ``size`` names a column of ``base`` to add up instead of counting rows (person-years, average headcount).
    """
    columns = list(columns)
    check_known(base, columns)
    events, base = (recorded(with_columns(frame, columns), columns) for frame in (events, base))
    check_no_person([*columns, *within])
    twice = [name for name in within if name in columns]
    if twice:
        raise UsageError(f"this is told for each {twice[0]} already: ask by another characteristic")
    strange = [name for name in within if name not in base]
    if strange:
        raise UsageError(f"within names the column '{strange[0]}', which is not there; {did_you_mean(strange[0], list(base))}")
    parts = [_tally_one(events, base, column, list(within), size) for column in dict.fromkeys(columns)]
    return pd.concat(parts, ignore_index=True)


def _tally_one(events: pd.DataFrame, base: pd.DataFrame, column: str, within: list[str], size: str | None) -> pd.DataFrame:
    def count(frame: pd.DataFrame, by: list[str], weight: str | None) -> pd.Series:
        weight = weight or (MANY if MANY in frame else None)
        if not by:
            return pd.Series([frame[weight].sum() if weight else len(frame)], index=pd.Index([0]))
        grouped = frame.groupby(by, observed=True, sort=False, dropna=False)
        return grouped[weight].sum() if weight else grouped.size()

    def pair(by: list[str]) -> pd.DataFrame:
        both = pd.concat({"numerator": count(events, by, None), "denominator": count(base, by, size)}, axis=1)
        if person:
            both = pd.concat([both, repeated.sums(events, base, by, person, size)], axis=1)
        if len(by) > 1:  # every group in every part: a group that is missing from one would say that it has nobody there
            both = both.reindex(pd.MultiIndex.from_product([both.index.unique(level) for level in by], names=by))
        return both.fillna(0).reset_index(names=by) if by else both.reset_index(drop=True)

    person = repeated.whose(events, base, size, within)
    groups = pair([*within, column]).rename(columns={column: "group"})
    total = pair(within).assign(group=ALL)
    out = pd.concat([groups.astype({"group": object}), total.astype({"group": object})], ignore_index=True)
    out.insert(0, "characteristic", column)
    rank = {group: place for place, group in enumerate(order(column, pd.unique(out["group"])))}
    out["_place"] = out["group"].map(rank)
    out = out.sort_values([*within, "_place"], kind="stable").drop(columns="_place").reset_index(drop=True)
    out["numerator"] = out["numerator"].astype("int64")
    if size is None:
        out["denominator"] = out["denominator"].astype("int64")
    return out[[*within, "characteristic", "group", "numerator", "denominator", *(SPREAD if person else ())]]


def in_every_step(counted: pd.DataFrame, key: str) -> pd.DataFrame:
    """The counts with a row, 0 of 0, for each group that occurs at some step of ``key`` and not at this one.

    A group that was simply left out would tell that nobody of it got there; a row can be hidden, a gap cannot.
    """
    steps = pd.DataFrame({key: counted[key].unique()})
    groups = counted[["characteristic", "group"]].drop_duplicates()
    full = groups.merge(steps, how="cross").merge(counted, on=["characteristic", "group", key], how="left")
    full[["numerator", "denominator"]] = full[["numerator", "denominator"]].fillna(0).astype("int64")
    return full.sort_values(key, key=lambda values: values.map({s: i for i, s in enumerate(steps[key])}), kind="stable", ignore_index=True)


def not_available(
    measure: str,
    definition: Definition,
    table: TypedTable,
    *,
    kind: str = "proportion",
    keys: tuple[str, ...] = (),
    columns: Sequence[str] = (),
    reason: str = "the table is absent",
    shape: str = "counts",
) -> Result:
    """A result that says which file and columns would make it available.

    Of a file with headings only that is never a column: a column of no rows is not blank.
    """
    if not table.absent and table.sources and not sum(source.rows for source in table.sources):
        columns, reason = (), "it has its headings and no rows: nothing was counted"
    if reason == BLANK:
        reason = "; ".join(table.half_recorded[name] for name in columns if name in table.half_recorded) or reason
    missing = Missing(file=table.name, columns=tuple(columns), items=definition.serves, reason=reason)
    return Result(measure=measure, shape=shape, definition=definition, counts=pd.DataFrame(), kind=kind, keys=keys, sources=table.sources, missing=missing)


def unfilled(table: TypedTable, *columns: str) -> tuple[str, ...]:
    """Those of the columns that the table has not, or has and nobody filled, or filled for one outcome only: a blank is not a no."""
    return tuple(name for name in columns if name not in table.rows or name in table.half_recorded or (len(table) and table.rows[name].isna().all()))


def unique(sources: Iterable) -> tuple:
    """The sources without repeats, in order."""
    return tuple(dict.fromkeys(sources))


def plain_definition(measure: str) -> Definition:
    """The words for a measure nobody has defined yet: its id."""
    words = measure.replace("_", " ")
    return Definition(title=words[:1].upper() + words[1:], numerator="events", denominator="people")
