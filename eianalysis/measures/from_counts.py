"""Counts that came in as counts, as a ``Result``: compared, released and shown like any other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from eianalysis import vocabulary as v
from eianalysis.cycle import BoardCycle
from eianalysis.declare import PUBLIC, Among, Identity, Measure, Population
from eianalysis.errors import DataFault, Fault, UsageError, did_you_mean
from eianalysis.measures.rates import build
from eianalysis.results import ALL, Result
from eianalysis.sources.aggregates import NAME, Counted, Declared, count, read_declarations


def read_counts(declarations: str | Path | BoardCycle, id: str | None = None) -> Result:
    """Counts of a published table or an audit, as ``counts.toml`` says where they stand in its file.

    Parameters
    ----------
    declarations : a ``counts.toml``, the folder it lies in, or a board cycle: that of its raw folder. The files it names lie beside it.
    id : which ``[[counts]]``; can be left out where there is one.

    Returns
    -------
    Result
        Of shape ``counts``, with a row for each group and a total, by the keys that are declared. A number the table withholds is
        ``not_available``, never 0. Ethnicity in 18 or 5 groups has its coarser alternatives, as any other result.

    Raises
    ------
    UsageError
        Where there is no such file or id.
    DataFault
        For every fault of the declarations, and for a file that does not hold what they say: docs/counts.md.

    Examples
    --------
    >>> import eianalysis as ei                                                                         # doctest: +SKIP
    >>> cuffs = ei.read_counts("use-of-force/counts.toml", "cuffs_without_compliance")                  # doctest: +SKIP
    >>> ei.findings(ei.release(ei.compare(cuffs, reference="White"), policy))                           # doctest: +SKIP
    """
    path = declarations.raw_dir if isinstance(declarations, BoardCycle) else Path(declarations)
    path = path / NAME if path.is_dir() or isinstance(declarations, BoardCycle) else path
    if not path.is_file():
        raise UsageError(f"there is no {path.name} in {path.parent.name or 'this folder'}")
    known = read_declarations(path)
    if id is None and len(known) != 1:
        raise UsageError(f"{path.name} declares {len(known)} counts; say which: {', '.join(known)}")
    if id is not None and id not in known:
        raise UsageError(f"{path.name} declares no '{id}'; {did_you_mean(id, known)}")
    return result_of(count(known[id] if id is not None else next(iter(known.values())), path.parent))


def result_of(counted: Counted) -> Result:
    """The ``Result`` of counts that were read."""
    declared = counted.declared
    columns = v.GROUPINGS.get(declared.characteristic, (declared.characteristic,))
    finest = _finest(declared, counted.frame, columns)
    levels = [{declared.characteristic: column} for column in columns[columns.index(finest) :]]
    identity = Identity.of(_measure(declared))
    made = build(
        declared.id,
        _measure(declared).words,
        lambda level: _counts(counted, finest, next(iter(level.values()))),
        levels,
        kind=declared.kind,
        keys=tuple(declared.keys),
        window=_window(declared),
        period=declared.period,
        sources=counted.sources,
        shared_base=declared.denominator is None,
    )
    return _identified(made, identity)


def _identified(result: Result, identity: Identity) -> Result:
    finer = result.coarser
    return replace(result, identity=identity, coarser=None if finer is None else lambda: _identified(finer(), identity))


def _measure(declared: Declared) -> Measure:
    """What the counts are of: a universe of their own, public where the table is."""
    of = Population(f"{PUBLIC if declared.published else ''}{declared.id}", person="")
    events = (
        (("counted", Among("yes")),)
        if declared.kind == "proportion" and declared.denominator is not None
        else (Population(f"{of.of}, events", person=""))
        if declared.kind == "rate"
        else ()
    )
    return Measure(declared.id, declared.words, of, events, kind=declared.kind, base="whole" if declared.denominator is None else "own")


def _finest(declared: Declared, frame: pd.DataFrame, columns: tuple[str, ...]) -> str:
    """The grouping whose groups these are: 18 or 5 or 2 groups of ethnicity, say."""
    groups = [group for group in frame["group"].unique() if group not in (ALL, *v.UNDECLARED)]
    for column in columns:
        if all(v.is_group(column, group) for group in groups):
            return column
    if len(columns) > 1:
        strange = next(group for group in groups if not v.is_group(columns[0], group))
        raise DataFault(
            declared.numerator.file,
            "its declaration in counts.toml",
            [
                Fault(
                    f"'{strange}' is no group of {declared.characteristic}",
                    f"give it one of {', '.join(v.order(columns[0], groups))}, or name a characteristic of the table's own",
                )
            ],
            "Correct the declaration.",
        )
    return columns[0]


def _counts(counted: Counted, finest: str, column: str) -> pd.DataFrame:
    """Rows of one grouping with a total, in the order of a release."""
    declared, keys = counted.declared, list(counted.declared.keys)
    frame = counted.frame.copy()
    frame["group"] = frame["group"].map(
        {group: group if group == ALL else v.roll_up(group, finest, column) if column != finest else group for group in frame["group"].unique()}
    )
    whole = declared.denominator is None

    def added(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
        sums = {"numerator": lambda each: each.sum(skipna=False), "denominator": "first" if whole else lambda each: each.sum(skipna=False)}
        return rows.groupby(by, sort=False, dropna=False).agg(sums).reset_index()

    groups = added(frame, [*keys, "group"])
    if ALL not in set(groups["group"]):
        total = (
            added(frame, keys)
            if keys
            else pd.DataFrame(
                [
                    {
                        "numerator": frame["numerator"].sum(skipna=False),
                        "denominator": frame["denominator"].iloc[0] if whole else frame["denominator"].sum(skipna=False),
                    }
                ]
            )
        )
        groups = pd.concat([groups, total.assign(group=ALL)], ignore_index=True)
    rank = {group: place for place, group in enumerate(v.order(column, groups["group"].unique()))}
    parts = {tuple(row): place for place, row in enumerate(groups[keys].drop_duplicates().itertuples(index=False, name=None))}
    order = sorted(groups.index, key=lambda at: (parts[tuple(groups.loc[at, keys])] if keys else 0, rank[groups.loc[at, "group"]]))
    groups = groups.loc[order].reset_index(drop=True)
    groups.insert(len(keys), "characteristic", column)
    return groups[[*keys, "characteristic", "group", "numerator", "denominator"]]


def _window(declared: Declared) -> str:
    """'12m' where the period is whole months."""
    if declared.period is None:
        return ""
    start, after = pd.Timestamp(declared.period[0]), pd.Timestamp(declared.period[1]) + pd.Timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return f"{months}m" if after.day == start.day and months > 0 else ""
