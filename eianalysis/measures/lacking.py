"""A column that a force need not have and does not: the question says so, and is not available; no other question stops.

A measure declares the columns that it cannot do without (``Measure.reads``), and most look by themselves for those of which a part of
theirs is made. What a row function reads beside these is known only while it reads it: then it says so, or pandas does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from eianalysis.declare import Measure
from eianalysis.measures.end_of_records import noted
from eianalysis.measures.made_columns import parts_of
from eianalysis.measures.rates import BLANK, not_available
from eianalysis.measures.two_way_groups import HardlyKnown
from eianalysis.results import Definition, Result
from eianalysis.sources.typed import ColumnAbsent, TypedTable
from eianalysis.vocabulary import GROUPINGS, characteristic_label, crossed_parts

Told = TypeVar("Told")
ABSENT = "the column is not there"
OF_SNAPSHOTS = "By {} everybody is in the group that the other records last say: {}."


@dataclass(frozen=True)
class Asked:
    """A question as it is put: the measure in the words it is asked in, its tables, and which of their columns nobody filled."""

    measure: Measure
    words: Definition
    tables: Sequence[TypedTable]
    blank: set[tuple[str, str]] = field(default_factory=set)

    def without(self, table: TypedTable, columns: Sequence[str], why: str = "") -> Result:
        """What is answered where the table has not these columns; ``why`` they are needed, where that is not plain."""
        of = self.measure
        held = all((table.name, name) in self.blank or name in table.half_recorded for name in columns)
        reason = why or (BLANK if held else ABSENT)
        return not_available(of.id, self.words, table, columns=columns, reason=reason, kind=of.kind, shape=of.shape, keys=tuple(of.keys))

    def said(self, table: TypedTable, columns: Iterable[str]) -> str:
        """That the table has none of them, as a clause."""
        blank = any((table.name, name) in self.blank for name in columns)
        return f"nobody filled it in {table.name.replace('_', ' ')}" if blank else f"{table.name.replace('_', ' ')} has no such column"


def or_lacking(count: Callable[[object], Result], by: object, asked: Asked) -> Result:
    """What is counted by ``by``, less the characteristics of which a table has no column; not available where none is left,
    or where another column is read that a file of the table may have and this one has not.
    """
    missing = not_read(asked)
    if missing is not None:
        return missing
    several = [by] if isinstance(by, str) else list(by) if isinstance(by, Iterable) else []
    notes, cut = [], [(name, *found) for name in several if (found := _cut_of(name, asked))]
    if cut:
        notes = [_not_split(name, table, asked, column) for name, table, column in cut]
        several = [name for name in several if name not in {each for each, *_ in cut}]
        if not several:
            return asked.without(cut[0][1], tuple(dict.fromkeys(column for *_, column in cut)))
        by = several
    while True:
        try:
            made = count(by)
        except HardlyKnown as fault:
            left = [name for name in several if fault.pair not in (parts_of(name) or (name,))]
            if len(left) == len(several):
                raise
            if not left:
                return asked.without(next((each for each in asked.tables if fault.column in each.rows), asked.tables[0]), (), fault.said)
            notes.append(f"Not split by {characteristic_label(fault.pair).lower()}: {fault.said}.")
            by = several = left
        except (KeyError, ColumnAbsent) as fault:
            table, columns = _read_in_vain(fault, asked.tables)
            if table is None:
                raise
            left = [name for name in several if {name, *GROUPINGS.get(name, ())}.isdisjoint(columns)]
            if not left or len(left) == len(several):
                return asked.without(table, columns, getattr(fault, "why", ""))
            notes += [_not_split(name, table, asked) for name in several if name not in left]
            by = several = left
        else:
            return with_instead(noted(made, *notes, *_left_out(made, several, asked), *_of_snapshots(made, asked)), asked)


def not_read(asked: Asked) -> Result | None:
    """What is answered where a table has not, or has half recorded, a column that the measure declares it cannot do without."""
    for table in asked.tables:
        wanted = () if table.absent or not len(table.rows) else asked.measure.reads.get(table.name, ())
        short = _not_told(table, wanted)
        if short:
            return asked.without(table, short)
    return None


def with_instead(made: Result, asked: Asked) -> Result:
    """The result with a note for each column that is not there and in whose stead the measure declares that something else is taken."""
    at_hand = [table for table in asked.tables if not made.missing and not table.absent and len(table.rows)]
    notes = [
        f"{note} ({asked.said(table, (name,))}: {name})"
        for table in at_hand
        for name, note in asked.measure.instead.get(table.name, {}).items()
        if name not in table.rows
    ]
    return noted(made, *notes)


def steps_told(table: TypedTable, steps: Mapping[str, Told], needs: Mapping[str, Sequence[str]]) -> tuple[dict[str, Told], list[str]]:
    """The steps of which the table has the columns they are told by, and a note for each other; with none left the columns are asked for.

    Counted all the same, a step whose column is not there would be 0 of 0, or of all.
    """
    lacking = {step: _not_told(table, needs.get(step, ())) for step in steps}
    left = {step: told for step, told in steps.items() if not lacking[step]}
    if not left:
        raise ColumnAbsent(f"{table.name} has none of the columns of these steps", *dict.fromkeys(name for each in lacking.values() for name in each))
    name = table.name.replace("_", " ")
    return left, [f"Not told: {step}. In {name} nobody recorded it: {', '.join(short)}." for step, short in lacking.items() if short]


def _not_told(table: TypedTable, wanted: Iterable[str]) -> tuple[str, ...]:
    """The columns that the table has not, or has half recorded."""
    return tuple(name for name in wanted if name not in table.rows or name in table.half_recorded)


def _cut_of(name: str, asked: Asked) -> tuple[TypedTable, str] | None:
    """The table and the column of it that a characteristic of the measure's own is made of, where none at hand has it."""
    cuts = asked.measure.cuts
    of, column = asked.measure.made_of.get(name) or ("", cuts[name].of if name in cuts else "")
    tables = [each for each in asked.tables if column and of in ("", each.name) and not each.absent and (each.may_have(column) or column in each.rows)]
    return None if not tables or any(column in each.rows for each in tables) else (tables[0], column)


def _not_split(name: str, table: TypedTable, asked: Asked, column: str = "") -> str:
    where = f" ({column})" if column else ""
    return f"Not split by {name.replace('_', ' ')}: {asked.said(table, (column or name, *GROUPINGS.get(name, ())))}{where}."


def _left_out(made: Result, several: Iterable[str], asked: Asked) -> Iterable[str]:
    """A note for each characteristic that was asked for and that the measure left out by itself, because a table has no column of it."""
    if made.missing or "characteristic" not in made.counts:
        return
    there = set(made.counts["characteristic"])
    for name in several:
        columns = {name, *GROUPINGS.get(name, ())}
        table = next((each for each in asked.tables if not each.absent and each.may_have(name) and columns.isdisjoint(each.rows)), None)
        if table is not None and there.isdisjoint(columns):
            yield _not_split(name, table, asked)


def _of_snapshots(made: Result, asked: Asked) -> Iterable[str]:
    """A note for each column that is counted by and that the snapshots have, and the list of those who left or joined has not."""
    tables = {each.name: each for each in asked.tables if not each.absent}
    people = tables.get("workforce_snapshot")
    if made.missing or people is None or "characteristic" not in made.counts:
        return
    parts = {part for name in made.counts["characteristic"].unique() for part in crossed_parts(str(name)) or (str(name),)}
    counted = sorted(name for name in {*parts, *made.keys} if name in people.rows)
    for table in (tables[name] for name in ("leavers", "joiners") if name in tables and name not in asked.measure.looked_up):
        for name in (name for name in counted if table.may_have(name) and name not in table.rows):
            yield OF_SNAPSHOTS.format(name.replace("_", " "), asked.said(table, (name,)))


def _read_in_vain(fault: KeyError | ColumnAbsent, tables: Iterable[TypedTable]) -> tuple[TypedTable | None, tuple[str, ...]]:
    """The table, and those of its columns that the fault names, where a file of it may have them and this one has none."""
    named = list(fault.columns) if isinstance(fault, ColumnAbsent) else _looked_for(fault)
    for table in tables:
        lacking = () if table.absent else tuple(name for name in named if table.may_have(name) and name not in table.rows)
        if lacking:
            return table, lacking
    return None, ()


def _looked_for(fault: KeyError) -> list[str]:
    """The columns that pandas looked for and did not find: it says "ended", or "['ended', 'stage'] not in index".

    A key that a dictionary of ours has not is a fault of ours, whatever it is called.
    """
    last = fault.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None or last.tb_frame.f_globals.get("__name__", "").partition(".")[0] not in ("pandas", "numpy"):
        return []
    words = " ".join(map(str, fault.args))
    return list(dict.fromkeys(re.findall(r"'(\w+)'", words) or [words]))
