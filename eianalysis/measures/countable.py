"""Whether tables can be counted as asked; refused are events outside the base, a column of no yes or no, and several snapshots."""

from __future__ import annotations

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.measures import repeated
from eianalysis.policy import SMALLEST_COUNT
from eianalysis.sources.typed import ColumnAbsent, TypedTable


def check_inside(events: TypedTable, base: TypedTable, size: str | None = None) -> None:
    """Refuse a numerator outside its base: events of people whom the base does not hold, or with none of its ``size``, are no part of it."""
    person = next((name for name in repeated.WHOSE if name in events.frame and name in base.frame), None)
    if person is None:
        return
    held = base.frame if size is None or size not in base.frame else base.frame[base.frame[size] > 0]
    outside = events.frame[person].notna() & ~events.frame[person].isin(held[person])
    if outside.any():
        many = int(events.frame.loc[outside, person].nunique())
        said = f"{many} people" if many >= SMALLEST_COUNT else f"fewer than {SMALLEST_COUNT} people"
        if size is not None:
            raise UsageError(
                f"{said} in {events.name} have no {size} in {base.name}, so their events would be set against the time of others: keep only events "
                f"of people who have, or give {base.name} a row with the {size} of each of them"
            )
        raise UsageError(
            f"{said} in {events.name} are in no row of {base.name}, so the events are not a part of the base: keep only events of people in it, "
            "or make it a rate per person-years, in which who came later is too (kind='rate', size=)"
        )


def check_flag(table: TypedTable, flag: str) -> None:
    """Refuse a column that is not there, or is no yes/no column: every word of a text would count as a yes."""
    if flag not in table.rows:
        flags = [name for name in table.rows if pd.api.types.is_bool_dtype(table.rows[name].dtype)]
        said = f"{table.name} has no column '{flag}'; its yes/no columns are: {', '.join(flags) or 'none'}"
        raise ColumnAbsent(said, flag) if table.may_have(flag) else UsageError(said)
    held = table.rows[flag].dropna()
    if not pd.api.types.is_bool_dtype(held.dtype) and not held.map(lambda value: value in (True, False)).all():
        raise UsageError(
            f"'{flag}' of {table.name} is not a yes/no column; ask by=\"{flag}\" to count its groups; of a table of your own, "
            f'make one before with_table(): frame.assign({flag}=frame["{flag}"].eq("Y"))'
        )


def one_day(table: TypedTable) -> None:
    """Refuse to count people in a table of several snapshots: the same person would be counted once a snapshot."""
    if table.name != "workforce_snapshot" or "as_at" not in table.frame:
        return
    days = table.frame["as_at"].dropna().drop_duplicates().sort_values()
    if len(days) > 1:
        raise UsageError(
            f'{table.name} holds {len(days)} snapshots, so a person would be counted once in each; take one, as .where(as_at="{days.iloc[-1]:%Y-%m-%d}")'
        )
