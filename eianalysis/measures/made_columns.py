"""Columns that a table has not and that follow from those it has: two characteristics at once, women beside all others.

They are made where rows are counted, so that every measure can be asked for them.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from eianalysis.errors import UsageError, as_said
from eianalysis.measures.two_way_groups import PAIRS, made_of, with_pairs
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_RECORDED, crossed_group, crossed_name, crossed_parts

CROSSING = "*"


def parts_of(by: str) -> tuple[str, str] | None:
    """The two characteristics of "route * ethnicity", or of the column of both; None where it is one.

    >>> parts_of("route * ethnicity_2"), parts_of("sex")
    (('route', 'ethnicity_2'), None)
    """
    if CROSSING not in by:
        return crossed_parts(by)
    parts = [part.strip() for part in by.split(CROSSING)]
    if len(parts) > 2 or not all(parts) or parts[0] == parts[1]:
        raise UsageError(f'by is {as_said(by)}: two different characteristics can be crossed, as "ethnicity * sex"')
    return parts[0], parts[1]


def one_at_a_time(measure: str, by: str | Iterable[str]) -> None:
    """Of groups inside groups this measure is not asked."""
    for each in [by] if isinstance(by, str) else by:
        if parts_of(each):
            raise UsageError(f"{measure} is of one characteristic at a time, and {as_said(each)} is two: ask for each by itself")


def chain(table: TypedTable, by: str) -> tuple[str, ...]:
    """The columns that ``by`` stands for, finest first, those that can be made among them."""
    both = None if by in table.groupings or by in table.rows.columns else parts_of(by)
    if both:
        first, second = (chain(table, part) for part in both)
        depth = max(len(first), len(second))
        return tuple(dict.fromkeys(crossed_name(first[min(level, len(first) - 1)], second[min(level, len(second) - 1)]) for level in range(depth)))
    if by in PAIRS and by not in table.groupings and made_of(by) in table.rows.columns:
        return PAIRS[by]
    return table.columns_for(by)


def can_be_split(table: TypedTable, by: str) -> bool:
    """Whether the table has, or can be given, the columns that ``by`` stands for."""
    known = {*table.groupings, *table.rows.columns}
    return by in known or all(part in known or (part in PAIRS and made_of(part) in known) for part in parts_of(by) or (by,))


def with_columns(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The frame with those of the columns made that it has not."""
    for column in columns:
        if column in frame:
            continue
        both = crossed_parts(column)
        if both:
            frame = with_columns(frame, both)
            pairs = list(frame[list(both)].astype(str).itertuples(index=False, name=None))
            words = {pair: crossed_group(*pair) for pair in set(pairs)}
            frame = frame.assign(**{column: pd.Series([words[pair] for pair in pairs], index=frame.index, dtype=object)})
        elif column in PAIRS:
            frame = frame.assign(**{column: with_pairs(frame)[column]})
    return frame


def recorded(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The frame with a blank group said as what it is: nobody recorded it."""
    blank = [column for column in columns if frame[column].isna().any()]
    return frame.assign(**{column: frame[column].astype(object).where(frame[column].notna(), NOT_RECORDED) for column in blank})
