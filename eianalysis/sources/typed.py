"""``TypedTable``: a table that fits its declaration, with the files it came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from eianalysis.argument_kinds import values_of
from eianalysis.declare import Among
from eianalysis.errors import DataFault, DisclosureError, Fault, UsageError, as_said, did_you_mean, nearest
from eianalysis.schema import TABLES
from eianalysis.schema.date_columns import day_asked
from eianalysis.sources.repeated_rows import MANY, each_by_itself, rows_in
from eianalysis.sources.source import Source
from eianalysis.vocabulary import ACRONYMS, FREE_TEXT, GROUPINGS, plain


class ColumnAbsent(UsageError):
    """What is asked for stands in columns that such a table may have, and this one has not; ``why`` they are needed, where that is not plain."""

    def __init__(self, said: str, *columns: str, why: str = ""):
        super().__init__(said)
        self.columns, self.why = columns, why


@dataclass(frozen=True, repr=False)
class TypedTable:
    """One table, typed and sourced; shows its shape, never its rows.

    ``groupings`` says what can be asked for with ``by=`` and which columns that means, finest first. ``observed_from``
    is the day since which events (leaving, say) are completely recorded, or None where that is not known; ``covers_to`` the day up to
    which, where that is before the data cut-off. ``filters`` are
    what it was narrowed to, as (column, values), and ``whole`` the rows before that: who was narrowed away still tells when
    others came and went. ``half_recorded`` says of columns that were filled in only where the outcome goes one way why they
    can give no rate.

    A very large table is given rows that stand for several (a column ``MANY``, ``sources/repeated_rows.py``) and keeps them as ``alike``. What counts
    such rows asks for ``rows``; ``frame`` is then every row by itself, made when it is asked for.

    >>> TypedTable("leavers", pd.DataFrame(), absent=True)
    <leavers: absent>
    """

    name: str
    frame: pd.DataFrame
    sources: tuple[Source, ...] = ()
    groupings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: bool = False
    synthetic: bool = False
    observed_from: date | None = None
    covers_to: date | None = None
    filters: tuple[tuple[str, object], ...] = ()
    whole: pd.DataFrame | None = field(default=None, compare=False)
    half_recorded: Mapping[str, str] = field(default_factory=dict)
    alike: pd.DataFrame | None = field(init=False, default=None, compare=False)

    def __post_init__(self):
        if MANY in self.frame:
            object.__setattr__(self, "alike", self.frame)
            object.__delattr__(self, "frame")

    def __getattr__(self, name: str):
        if name == "frame":
            object.__setattr__(self, "frame", each_by_itself(self.alike))
            return self.frame
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(f"{self.name} has no '{name}'; {self._instead(name)}")

    @property
    def rows(self) -> pd.DataFrame:
        """The rows as they are kept: with a column ``MANY`` where each stands for several alike."""
        return self.frame if self.alike is None else self.alike

    def __getitem__(self, name: object):
        raise UsageError(f"{self.name} is not asked for columns by [ ]; {self._instead(name)}")

    def _instead(self, name: object) -> str:
        if name in list(self.rows.columns):
            return f"its rows are a data frame: .frame[{as_said(name)}]; to count by it, ask with by={as_said(name)}"
        return (
            f"its rows are a data frame: .frame; {did_you_mean(str(name), self.rows.columns)}" if isinstance(name, str) else "its rows are a data frame: .frame"
        )

    def where(self, **wanted) -> TypedTable:
        """The rows in which each named column has the value, or one of the values, given; a day may be said as "2023-03-31".

        >>> table = TypedTable("leavers", pd.DataFrame({"leaver_type": ["VR", "TR", "NR"]}))
        >>> table.where(leaver_type=["VR", "NR"])
        <leavers: 2 rows, 1 columns>
        """
        rows, filters = pd.Series(True, index=self.rows.index), []
        for column, value in wanted.items():
            check_no_person([column])
            if column not in self.rows.columns:
                raise UsageError(f"{self.name} has no column '{column}'; {did_you_mean(column, self.rows.columns)}")
            values = values_of(column, value)
            if isinstance(self.rows[column].dtype, (np.dtype, pd.DatetimeTZDtype)) and self.rows[column].dtype.kind == "M":
                values = [pd.NaT if each is None else day_asked(column, each) for each in values]
            else:
                values = [self._read(column, each) for each in values]
            rows &= self.rows[column].isin(values)
            filters.append((column, Among(str(each.date() if isinstance(each, pd.Timestamp) else each) for each in values)))
        kept = self.rows[rows].reset_index(drop=True)
        return replace(self, frame=kept, filters=(*self.filters, *filters), whole=self.rows if self.whole is None else self.whole)

    def _read(self, column: str, value: object) -> object:
        """The value as the column has it: its own word, or a code or another spelling of one; else a ``UsageError``."""
        held = self.rows[column].dropna().unique()
        if not len(held) or not isinstance(value, str) or not all(isinstance(each, str) for each in held):
            return value
        if value in held:
            return value
        known = words_of(self.name, column)
        for way in (value, *known.get(plain(value), ())):
            found = [each for each in held if plain(each) == plain(way)]
            if len(found) == 1:
                return found[0]
        if known.get(plain(value)):
            raise UsageError(f"{self.name} has no row whose {column} is '{value}'; it has: {', '.join(sorted(map(str, held))[:20])}")
        raise UsageError(f"'{value}' is not a value of {column} in {self.name}; {meant(value, held)}")

    def narrowed(self, filters: Iterable[tuple[str, object]]) -> TypedTable:
        """The table narrowed by those of the filters that it is not narrowed by and has the column for."""
        made = self
        for name, values in filters:
            if (name, values) in made.filters or name not in made.rows or not isinstance(values, Among):
                continue
            rows = made.rows[made.rows[name].astype(str).isin(values.words)].reset_index(drop=True)
            made = replace(made, frame=rows, filters=(*made.filters, (name, values)), whole=made.rows if made.whole is None else made.whole)
        return made

    def narrowed_but_by(self, columns: Collection[str]) -> TypedTable:
        """The whole table again, narrowed by those of its filters alone that are on no such column."""
        if self.whole is None:
            return self
        whole = replace(self, frame=self.whole, whole=None, filters=())
        return whole.narrowed((name, values) for name, values in self.filters if name not in columns)

    def narrowed_twice(self, name: str) -> bool:
        """Whether it was narrowed by one column more than once."""
        return [each for each, _ in self.filters].count(name) > 1

    def columns_for(self, by: str) -> tuple[str, ...]:
        """The columns ``by`` stands for, finest first; a column's own name stands for itself."""
        check_no_person([by])
        if by in self.rows.columns and self.rows[by].dtype.kind == "M":
            raise UsageError(f"'{by}' is a day, and nothing is counted by single days; ask over periods, as every=\"quarter\"")
        if by in self.groupings:
            return tuple(self.groupings[by])
        if by in self.rows.columns or self.absent:
            return (by,)
        whole = next((name for name, levels in GROUPINGS.items() if by in levels), None)
        if whole in self.groupings:  # a force with codes of its own has no broad groups: what it has is asked for
            return tuple(self.groupings[whole])
        close = named_as(self.name, by, (*self.groupings, *self.rows.columns)) or nearest(by, self.groupings)
        hint = f"did you mean '{close}'?" if close else f"it can be: {', '.join(self.groupings)}"
        said = f"{self.name} cannot be grouped by '{by}'; {hint}"
        raise ColumnAbsent(said, by) if self.may_have(by) else UsageError(said)

    def may_have(self, by: str) -> bool:
        """Whether a file of this table can have, or be given, what ``by`` stands for."""
        if self.name not in TABLES:
            return False
        declared = TABLES[self.name]
        known = {column.name for column in declared.columns}.union(declared.groupings, *declared.groupings.values())
        return not known.isdisjoint({by, *GROUPINGS.get(by, ())})

    def __len__(self) -> int:
        return rows_in(self.rows)

    def __bool__(self) -> bool:
        raise UsageError(f"whether {self.name} is 'true' is not clear; ask len(table) or table.absent")

    def __repr__(self) -> str:
        if self.absent:
            return f"<{self.name}: absent>"
        kind = ", SYNTHETIC" if self.synthetic else ""
        return f"<{self.name}: {len(self)} rows, {len(self.rows.columns.difference([MANY]))} columns{kind}>"


def check_no_person(columns: Iterable[str]) -> None:
    """Refuse to count by, or to keep by, what is of one person: free text and references."""
    for name in columns:
        if name in FREE_TEXT:
            raise DisclosureError(f"'{name}' is free text: it stays in its table, and nothing is counted by it")
        if str(name).endswith("_ref"):
            raise DisclosureError(f"'{name}' is a reference to one person or case: nothing is counted by it")


def filters_of(tables: Iterable[TypedTable]) -> tuple[tuple[str, object], ...]:
    """The filters in force for tables that are used together; ``UsageError`` where two are narrowed to different parts."""
    tables = [table for table in tables if isinstance(table, TypedTable) and not table.absent]
    found: dict[str, object] = {}
    for table in tables:
        for name, values in table.filters:
            if found.setdefault(name, values) != values and not table.narrowed_twice(name):
                other = next(each.name for each in tables if (name, found[name]) in each.filters)
                raise UsageError(
                    f"{other} is narrowed to {name} {found[name]!r} and {table.name} to {values!r}: their rows are not of the "
                    f"same people. Narrow the whole force at once: ei.force(cycle).where({name}=…)"
                )
    return tuple(dict.fromkeys(each for table in tables for each in table.filters))


def narrowed_alike(tables: Sequence[object]) -> list:
    """Tables that are used together, each narrowed as any of them is: a filter on one of three would count other people.

    What is no table, and a table that has no such column, stays as it is.
    """
    filters = filters_of(each for each in tables if isinstance(each, TypedTable))
    return [each.narrowed(filters) if isinstance(each, TypedTable) and not each.absent else each for each in tables]


def words_of(table: str, column: str) -> dict[str, tuple[str, ...]]:
    """Every word that a file may use for a value of a declared column -> the words that the typed table may keep of it."""
    from eianalysis.schema import TABLES

    declared = TABLES[table].columns if table in TABLES else ()
    found = next((each for each in declared if each.name == column), None)
    if found is None:
        return {}
    words: dict[str, tuple[str, ...]] = {}
    for code, label in found.codes.items():
        for word in (code, label, *(other for other, of in found.also.items() if of == code)):
            words[plain(word)] = (*words.get(plain(word), ()), code, label)
    return words


def words_for(column: str, word: str) -> tuple[str, ...]:
    """The groups of a characteristic that a code or another spelling may mean, as any table declares it."""
    from eianalysis.schema import TABLES

    found = [each for name in TABLES for each in words_of(name, column).get(plain(word), ())]
    known = [label for name in TABLES for labels in words_of(name, column).values() for label in labels if plain(label) == plain(word)]
    return tuple(dict.fromkeys([*found, *known]))


def named_as(table: str, word: str, known: Iterable[str]) -> str | None:
    """The grouping or column that a table's files call by this word: "self defined ethnicity" is "ethnicity"."""
    from eianalysis.schema import TABLES, heading

    known = list(known)
    for column in TABLES[table].columns if table in TABLES else ():
        if heading(word) in column.headings():
            return next((name for name in (column.name, column.name.removesuffix("_code")) if name in known), None)
    return None


def meant(value: object, held: Iterable[object]) -> str:
    """A closing clause: the nearest value there is, by its letters or by what a short form stands for."""
    held = [str(each) for each in held]
    spelled = {f"{short}: {whole}": short for short, whole in ACRONYMS.items() if short in held}
    inside = [short for whole, short in spelled.items() if plain(value) in plain(whole)]
    close = nearest(value, held) or (inside[0] if len(inside) == 1 else None)
    return f"did you mean '{close}'?" if close else f"it can be: {', '.join(sorted(held)[:20])}"


def with_flags(table: TypedTable, flags: Iterable[tuple[str, int]], of: int = 0) -> TypedTable:
    """The table with more to be told of one of its files, the first unless another is meant: words, and of how many rows."""
    flags, sources = tuple(flags), list(table.sources)
    if not flags:
        return table
    sources[of] = replace(sources[of], flags=(*sources[of].flags, *flags))
    return replace(table, frame=table.rows, sources=tuple(sources))


def fault_of(table: TypedTable, faults: Sequence[Fault]) -> DataFault:
    """What is raised of a whole table that is not sound as it stands."""
    return DataFault(table.sources[0].file, f"the {table.name} table", faults, "Correct the extract.")
