"""Means of numbers about people, by group: a score, a number of days; what is a yes or a no is a share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.countable import one_day
from eianalysis.measures.made_columns import recorded, with_columns
from eianalysis.measures.rates import BLANK, By, columns_for, not_available, plain_definition
from eianalysis.measures.repeated import WHOSE, told_apart
from eianalysis.results import ALL, PERSON, VALUE, Definition, Result
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable, check_no_person
from eianalysis.vocabulary import order

NUMBERS = ("count", "number")  # kinds of declared columns that have a mean
FEWEST_VALUES = 3  # different numbers; two are a yes and a no


def mean(
    table: TypedTable,
    column: str,
    *,
    by: By,
    measure: str,
    definition: Definition | None = None,
    within: Sequence[str] = (),
    window: str = "",
    period: tuple[date, date] | None = None,
    confidence: float = 0.95,
) -> Result:
    """Take the mean of a column of numbers, of the people for whom it is recorded, by group.

    Parameters
    ----------
    table : TypedTable
        One row a person, or several: then the range is of people and not of rows.
    column : str
        Of numbers, in their own unit. Three different numbers at least: two are a yes and a no, and have a share.
    by : one grouping; unlike that of ``rate`` ``"a * b"`` is a table of both together and of everybody, without one of each alone: sums of its
        rows would tell more than can be kept in doubt
    measure : the id the figures will carry
    definition : its words, if it has any
    within : columns that split the table further
    confidence : float, of the ranges

    Returns
    -------
    Result
        Of shape ``mean``: ``people``, ``mean``, ``mean_low`` and ``mean_high`` of each group and of everybody. Once released, a mean
        is of ten people or more, and goes where one or two people make it or a hidden one follows from it.

    Raises
    ------
    UsageError
        Where the column is not there, holds no numbers, or two of them only.

    Notes
    -----
    Student's t interval; cluster-robust where somebody stands more than once (``stats.mean_interval``).

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.mean(force.sentiment, "score", by="leaver_type", measure="mean_score").release(force.cycle.policy)    # doctest: +SKIP
    """
    definition = definition or _plain(measure, column)
    if table.absent:
        return not_available(measure, definition, table, kind="mean", keys=tuple(within), shape="mean")
    one_day(table)
    values = _numbers(table, column)
    if not values.notna().any():
        reason = BLANK if len(table.frame) else "the table has no such rows"
        return not_available(measure, definition, table, kind="mean", columns=(column,), keys=tuple(within), reason=reason, shape="mean")
    frame = table.frame.assign(**{VALUE: values})[values.notna()]
    make = partial(_result, frame, _whose(frame), measure, definition, tuple(within), window, period or (pd.NaT, pd.NaT), confidence, table.sources)
    asked = [by] if isinstance(by, str) else list(by)
    if len(asked) > 1:
        raise UsageError(
            f'mean() takes one grouping: by="{asked[0]}", or both at once, by="{asked[0]} * {asked[1]}"; of two tables of '
            "the same people one person's number could be worked out"
        )
    return make(tuple({name: level[name] for name in asked} for level in columns_for(table, by)))


def _result(frame, person, measure, definition, within, window, period, confidence, sources, levels: Sequence[Mapping[str, str]]) -> Result:
    """The result at the first of the levels, with the coarser ones behind it."""
    columns = list(dict.fromkeys(levels[0].values()))
    check_no_person([*columns, *within])
    split = recorded(with_columns(frame, columns), [*columns, *within])
    values = pd.DataFrame({**{name: split[name].astype(object) for name in (*columns, *within)}, PERSON: person, VALUE: frame[VALUE]})
    values = values.reset_index(drop=True)
    rows = [row for column in columns for row in _rows(values, column, list(within), confidence)]
    counts = pd.DataFrame(rows).assign(measure=measure, kind="mean", window=window, period_start=period[0], period_end=period[1])
    first = ["measure", "kind", "window", "period_start", "period_end", "characteristic", "group"]
    rest = levels[1:]
    return Result(
        measure=measure,
        shape="mean",
        definition=definition,
        counts=counts[[*first, *(name for name in counts if name not in first)]],
        kind="mean",
        keys=within,
        sources=tuple(dict.fromkeys(sources)),
        confidence=confidence,
        values=values,
        coarser=(lambda: _result(frame, person, measure, definition, within, window, period, confidence, sources, rest)) if rest else None,
    )


def _rows(values: pd.DataFrame, column: str, within: list[str], confidence: float):
    """Every group in every part, and everybody in each: a group that is missing from one would say that it has nobody there."""
    groups = order(column, [ALL, *pd.unique(values[column])])
    parts = values.groupby(within, sort=False) if within else [((), values)]
    for key, part in parts:
        for group in groups:
            rows = part if group == ALL else part[part[column] == group]
            found = stats.mean_interval(rows[VALUE], rows[PERSON], confidence=confidence)
            yield {
                "characteristic": column,
                "group": group,
                **dict(zip(within, key, strict=True)),
                "people": found.people,
                "mean": found.value,
                "mean_low": found.low,
                "mean_high": found.high,
                "error": found.error,
            }


def _whose(frame: pd.DataFrame) -> np.ndarray:
    """A number a person; who is blank, or a row of a table that says of nobody, is somebody else each time."""
    name = next((name for name in WHOSE if name in frame), None)
    if name is None:
        return np.arange(len(frame))
    codes = pd.factorize(told_apart(frame, name))[0]
    return np.where(codes < 0, codes.max(initial=0) + 1 + np.arange(len(frame)), codes)


def _numbers(table: TypedTable, column: str) -> pd.Series:
    """The column as numbers, missing where they are; every reason why it has no mean carries what to ask instead."""
    frame = table.frame
    declared = {each.name: each.kind for each in TABLES[table.name].columns} if table.name in TABLES else {}
    fit = [
        name
        for name in frame
        if pd.api.types.is_numeric_dtype(frame[name].dtype) and not pd.api.types.is_bool_dtype(frame[name].dtype) and declared.get(name, NUMBERS[0]) in NUMBERS
    ]
    if column not in frame:
        raise UsageError(f"{table.name} has no column '{column}'; {did_you_mean(column, fit) if fit else 'it has no column of numbers'}")
    held = frame[column].dropna()
    if pd.api.types.is_bool_dtype(frame[column].dtype) or (len(held) and held.map(lambda value: isinstance(value, bool | np.bool_)).all()):
        raise UsageError(f"'{column}' of {table.name} is a yes or a no, which has a share and no mean: ei.share(…, \"{column}\", by=…)")
    if column.endswith("_ref"):
        raise UsageError(f"'{column}' of {table.name} says whose a row is; {did_you_mean(column, fit) if fit else 'it has no column of numbers'}")
    if len(held) and column not in fit:
        raise UsageError(
            f"'{column}' of {table.name} holds no numbers to take a mean of; ask by=\"{column}\" for its groups, or, where it is "
            f'numbers written as text, give with_table() frame.assign({column}=pd.to_numeric(frame["{column}"]))'
        )
    values = pd.to_numeric(frame[column]).astype(float)
    if np.isinf(values).any():
        raise UsageError(
            f'\'{column}\' of {table.name} holds numbers without end; give with_table() frame.replace([float("inf"), -float("inf")], float("nan"))'
        )
    if 0 < values.nunique() < FEWEST_VALUES:
        raise UsageError(
            f"'{column}' of {table.name} holds no more than two different numbers, as a yes and a no, which have a share and no "
            f'mean: make it one, frame.assign({column}=frame["{column}"] == frame["{column}"].max()), and ei.share(…, "{column}", by=…)'
        )
    return values


def _plain(measure: str, column: str) -> Definition:
    """The words for a mean nobody has defined yet."""
    words = plain_definition(measure)
    return Definition(
        title=words.title,
        numerator=f"mean of {column.replace('_', ' ')}",
        denominator="people for whom it is recorded",
        method="Student's t interval; cluster-robust where somebody stands more than once.",
    )
