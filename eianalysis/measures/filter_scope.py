"""Whether a filter narrows all that a measure counts: a base of some people and events of all would make a false rate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eianalysis.declare import Among, Measure
from eianalysis.errors import UsageError
from eianalysis.sources.typed import TypedTable, filters_of, narrowed_alike

#: Time in service is put together of several tables: whose it is, and who of them left.
_TABLE_OF = {"service": ("workforce_snapshot", "leavers")}
_TARGET = "target"  # a base that is a number somebody set
_IN_POST = ("workforce_snapshot", "joiners", "leavers")


def counted_alike(tables: Sequence[object], measure: Measure | None = None, wanted: Iterable[str] = ()) -> list:
    """The tables a measure is given, as they may be counted together; what is no table stays as it is.

    Tables that are only looked up for the people of the base (``Measure.looked_up``) are left whole, but for filters on columns
    of their own: the base is narrowed, and somebody's clearance is theirs whatever unit they were in when it was given.

    Parameters
    ----------
    tables : as its row function takes them
    measure : its declaration; without one every table about people is taken for a base
    wanted : columns that the whole force was narrowed by

    Raises
    ------
    UsageError
        Where a column that narrows the base is not in all that is counted, or a filter is on a column of none of them.
    """
    looked_up = measure.looked_up if measure else ()
    at = {place: each for place, each in enumerate(tables) if isinstance(each, TypedTable) and not each.absent}
    counted = [place for place, each in at.items() if each.name not in looked_up]
    held = {name for place in counted for name in at[place].rows}
    made = {place: each.narrowed_but_by(held) for place, each in at.items()} | dict(zip(counted, narrowed_alike([at[place] for place in counted]), strict=True))
    narrowed = [name for name, values in filters_of(made.values()) if isinstance(values, Among)]
    for name in dict.fromkeys([*narrowed, *wanted] if made else ()):
        if name in held or not any(name in each.rows and each.name not in _IN_POST for each in made.values()):
            _require_alike(name, [made[place] for place in counted], measure)
    return [made.get(place, each) for place, each in enumerate(tables)]


def _require_alike(column: str, tables: Sequence[TypedTable], measure: Measure | None) -> None:
    tables = tables if measure else [table for table in tables if column in table.rows or "person_ref" in table.rows]
    having, lacking = ([table.name for table in tables if (column in table.rows) is has] for has in (True, False))
    of_a_day = any(table.rows[column].dtype.kind == "M" for table in tables if column in table.rows)  # a snapshot is nobody's attribute
    if having and measure and measure.counts.of == _TARGET:
        raise UsageError(f"a {_TARGET} is of the whole force and cannot be narrowed by {column}: ask it of the whole force")
    if not lacking or of_a_day or having and measure and not set(having) - _events(measure):
        return
    both = dict.fromkeys(name for columns in tables[0].groupings.values() for name in columns if all(name in table.rows for table in tables))
    instead = f"narrow by what all of them have: {', '.join(both)}" if both else "count it in pandas: they have no column in common to narrow by"
    if not having:
        raise UsageError(
            f"{column} is no column of {' or '.join(lacking)}, so narrowing by it says nothing of this measure: ask it of the whole force, or {instead}"
        )
    raise UsageError(
        f"{', '.join(lacking)} cannot be narrowed by {column}, as {', '.join(having)} can: the rows would be of other "
        f"people. Ask without {column}, or {instead}"
    )


def _events(measure: Measure) -> set[str]:
    """The tables of which only the events are counted, so that a filter on a column of theirs leaves the base whole."""
    if measure.base == "whole":
        return set()
    base = _TABLE_OF.get(measure.counts.of, (measure.counts.of,))[0]
    return {_TABLE_OF.get(measure.events.of, (measure.events.of,))[-1]} - {base}
