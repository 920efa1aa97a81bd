"""``Force``: every table of a board cycle as one object, each read once, when it is first used.

force = ei.force("2023-04")
force.people, force.leavers, force.searches      # typed tables
force.where(unit="TFG")                          # the same force, every table narrowed that can be
force.ask("stability_12m", by="sex").compare().release()
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from eianalysis import register, sources
from eianalysis.argument_kinds import kept_to, values_of
from eianalysis.counted_results import counted
from eianalysis.cycle import DEFAULT_CYCLE, BoardCycle, load_cycle
from eianalysis.declare import POOLED, Among, Ask, Days, Measure, Wanted
from eianalysis.errors import UsageError, as_said, did_you_mean
from eianalysis.measures.arguments import months_of
from eianalysis.measures.asking import answer
from eianalysis.measures.catalogue import declared_measures, measure_named, own_measures, standing_asks, wanted_measures
from eianalysis.measures.families import in_family, kept
from eianalysis.measures.flow import WORKFORCE_FLOW
from eianalysis.measures.input_checks import LOADED_AS, TABLE_OF
from eianalysis.measures.periods import each_period
from eianalysis.measures.series import series
from eianalysis.measures.scenario import project, scenario
from eianalysis.own_tables import Join, joined
from eianalysis.results import Result
from eianalysis.schema import TABLES
from eianalysis.schema.date_columns import day_asked
from eianalysis.sources.lookup import as_held, column_meant
from eianalysis.sources.typed import TypedTable
from eianalysis.waiting import saying

#: Tables that say when somebody joined, and the column that does.
_BEGAN = {"workforce_snapshot": "service_start", "joiners": "start_date", "leavers": "service_start"}
_SHORT = {name: short for short, name in LOADED_AS.items()}


def force(cycle: str | BoardCycle = DEFAULT_CYCLE, *, data_dir: str | Path = "data", outputs_dir: str | Path = "outputs") -> Force:
    """Every table of a board cycle as one object; tables are read when they are first used.

    Parameters
    ----------
    cycle : the cycle's name, or what ``load_cycle`` gives
    data_dir, outputs_dir : where the project's data and outputs are

    Examples
    --------
    >>> import eianalysis as ei                                                                      # doctest: +SKIP
    >>> ei.force("2023-04").ask("stability_12m", by="sex").compare().release()                       # doctest: +SKIP
    """
    board = cycle if isinstance(cycle, BoardCycle) else load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir)
    return Force(board)


@dataclass(frozen=True, repr=False, eq=False)
class Force:
    """All tables of a cycle; ``where`` and ``joined`` narrow every table together, ``ask`` puts a question to them."""

    cycle: BoardCycle
    #: Tables as read, by name; shared by every narrowed force made of this one, so that nothing is read twice.
    read: dict[str, TypedTable] = field(default_factory=dict)
    filters: tuple[tuple[str, tuple], ...] = ()
    since: pd.Timestamp | None = None
    joins: Mapping[str, Join] = field(default_factory=dict)  # how tables of the analyst's own found their rows
    given: bool = False  # whether it holds tables that are not the cycle's own, so that nothing counted for a run is of it

    @kept_to
    def table(self, name: str) -> TypedTable:
        """One table by its own name (``workforce_snapshot``), or the short one (``people``), narrowed as the force is."""
        return self._narrow(self._whole(self._named(name)))

    def _whole(self, name: str) -> TypedTable:
        if name not in self.read:
            with saying(f"reading {name.replace('_', ' ')}"):
                self.read[name] = _loader(name)(self.cycle)
        return self.read[name]

    def __getattr__(self, name: str) -> TypedTable:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self.table(name)
        except UsageError as fault:  # so that hasattr() and copying do what they do everywhere
            raise AttributeError(str(fault)) from None

    def _named(self, name: str) -> str:
        name = LOADED_AS.get(name, name)
        if name in TABLES or name in self.joins:
            return name
        if len(TABLE_OF.get(name, ())) == 1:
            return TABLE_OF[name][0]
        known = [*TABLES, *TABLE_OF]
        raise UsageError(f"there is no table '{name}'; {did_you_mean(name, known)}")

    def _narrow(self, table: TypedTable) -> TypedTable:
        for column, values in self.filters:
            if table.absent or column not in table.rows:
                continue
            words = all(isinstance(value, str) for value in values)  # a word that a table has not leaves it without rows
            table = table.narrowed([(column, Among(*values))]) if words else table.where(**{column: list(values)})
        return table if self.since is None or table.absent else self._since(table)

    def _since(self, table: TypedTable) -> TypedTable:
        """The rows of people who joined on or after the day; a table that is not about people is as it was."""
        if "person_ref" not in table.rows:
            return table
        began = [self._whole(name) for name in _BEGAN]
        first = pd.concat(
            [
                each.frame[["person_ref", column]].rename(columns={column: "day"})
                for each, column in zip(began, _BEGAN.values(), strict=True)
                if column in each.frame
            ],
            ignore_index=True,
        )
        joined = first.groupby("person_ref")["day"].max() >= self.since
        kept = table.frame["person_ref"].isin(joined[joined].index)
        return replace(
            table,
            frame=table.frame[kept].reset_index(drop=True),
            whole=table.frame if table.whole is None else table.whole,
            filters=(*table.filters, ("started", Days(self.since.date(), None))),
        )

    def where(self, *unnamed, **wanted) -> Force:
        """The force with every table narrowed that has these columns; a value that occurs in none of them is refused.

        >>> ei.force("2023-04").where(unit="TFG").people                                            # doctest: +SKIP
        """
        if unnamed:
            raise UsageError('where() takes a column and the value to keep by name, as where(sex="Female")')
        found = []
        for column, value in wanted.items():
            tables = [
                self.table(name)
                for name in TABLES
                if column in {each.name for each in TABLES[name].columns} or any(column in columns for columns in TABLES[name].groupings.values())
            ]
            all_absent = bool(tables) and all(table.absent for table in tables)  # what is asked of them is then not available
            tables = [table for table in tables if not table.absent and column in table.rows]
            if not tables and not all_absent:
                raise UsageError(f"no table of this force has the column '{column}'; {column_meant(column, self.table)}")
            several = values_of(column, value)
            if not several or any(each is None for each in several):
                raise UsageError(f'{column} is {as_said(value)}: name the value to keep, or several, as {column}="…" or {column}=["…", "…"]')
            found.append((column, tuple(several) if all_absent else tuple(as_held(tables, column, each) for each in several)))
        return replace(self, filters=(*self.filters, *found))

    def joined(self, since: object) -> Force:
        """The force with only people who joined on or after a day, as "2015-01-01"."""
        return replace(self, since=day_asked("since", since))

    @property
    def measures(self) -> Mapping[str, Measure]:
        """Every declared measure, a project's own among them, by id."""
        return declared_measures(self._own)

    @property
    def wanted(self) -> Mapping[str, Wanted]:
        """The measures that items ask for and nobody can count yet, by id."""
        return wanted_measures(self._own)

    @kept_to
    def holding(self, **tables: TypedTable) -> Force:
        """The force with tables that are loaded already, by the names of their loaders."""
        own = {name: self._named(name) for name in tables}
        wrong = [f"{name} should be the table '{own[name]}', and is '{table.name}'" for name, table in tables.items() if table.name != own[name]]
        if wrong:
            raise UsageError("; ".join(wrong))
        return replace(self, read={**self.read, **{own[name]: table for name, table in tables.items()}}, given=bool(tables) or self.given)

    @kept_to
    def with_table(self, name: str, frame: pd.DataFrame, *, key: str, source: str) -> Force:
        """The force with a table of your own, joined by a key to what its tables know of each row.

        Parameters
        ----------
        name : what the table is called from then on: ``force.sentiment``
        frame : your rows; ``key`` one of its columns, as "person_ref"
        source : where they come from, in words a reader of the page understands

        ``force.joins`` says how many rows were found, not found, and how many keys stand twice.

        >>> mine = force.with_table("sentiment", frame, key="person_ref", source="exit survey, June 2023")   # doctest: +SKIP
        >>> ei.share(mine.sentiment, "positive", by="leaver_type", measure="positive_exits")                 # doctest: +SKIP
        """
        table, join = joined(name, frame, key, source, self._whole)
        return replace(self, read={**self.read, name: table}, joins={**self.joins, name: join}, given=True)

    @property
    def standing(self) -> Mapping[str, tuple[Measure, Ask]]:
        """The standing questions of every measure, by name."""
        return standing_asks(self._own)

    @property
    def _own(self) -> Path | None:
        return own_measures(self.cycle.data_dir)

    def ask(self, measure: str, by: str | Sequence[str] | None = None, months: object = None, every: str | None = None, **options) -> Result:
        """Count a measure of this force.

        Parameters
        ----------
        measure : its id, as ``ei.catalogue()`` lists them, the name of the function that counts it, or of a standing question
        by : a characteristic, several (a table each), or two crossed: ``"route * ethnicity"``
        months : 12, or several windows; the measure's own page's unless given
        every : "year", "quarter" or "month": one table with a row for each such period back from the end of the cycle's
        options : the measure's own, as ``worker_type="staff"``

        Returns
        -------
        Result
            Uncompared: ``.compare()`` sets its groups against the cycle's references, ``.release()`` shows what may be shown.
        """
        if not isinstance(measure, str):
            raise UsageError(f'ask() takes the name of a measure, as "stability_12m", not {as_said(measure)}; ei.catalogue() lists them')
        name, _, which = measure.partition("/")
        found = measure_named(name, self.measures)
        usual = found.asks.get(which, Ask(""))
        spans = months_of(months) if months is not None else tuple(self.cycle.pooled_months if span == POOLED else span for span in usual.months)
        given = {**usual.options, **options}
        split = by if by is not None else list(usual.by) or None
        periods = every if every is not None or by is not None or months is not None else usual.every or None
        windows = [spans] if isinstance(spans, int) else list(spans or ()) or None

        def of(cycle: BoardCycle) -> Result:
            spans = windows if periods is None or windows is None else [12]
            return answer(found, self.table, cycle, by=split, months=spans, options=given, narrowed_by=dict(self.filters))

        def count() -> Result:
            if periods is None:
                return of(self.cycle)
            return replace((series if every is None else each_period)(found, periods, self.cycle, self.table, of), cycle=self.cycle)

        asked = {
            "every": every,
            "series": usual.every if every is None and periods is not None else "",
            "measure": found.id,
            "by": split,
            "months": windows,
            "options": sorted(given.items()),
            "filters": self.filters,
            "since": self.since,
        }
        with saying(f"counting {found.id}"):
            result = count() if self.given else counted(self.cycle, asked, count)
        reference = usual.compared if isinstance(usual.compared, str) else None
        result = replace(result, against={**result.against, **usual.against}, reference=reference)
        return in_family(result, kept(measure=found.id))  # what a measure compared by itself

    @kept_to
    def stand(self, name: str, months: Sequence[int] | None = None) -> Result:
        """A standing question as its page asks it, compared as it is there."""
        if name not in self.standing:
            raise UsageError(f"there is no standing question '{name}'; {did_you_mean(name, self.standing)}")
        _, ask = self.standing[name]
        result = self.ask(name, months=months)
        family = kept(ask.page)
        return result.compare(family=family) if ask.compared and not result.missing else in_family(result, family)

    @kept_to
    def project(
        self, *, target: float, characteristic: str, group: str, until: object, leaving: float = 1, joining: float = 1, months: object = None
    ) -> Result:
        """What a group's share of those in post would be, and what a target would take, if leaving or joining were another.

        Parameters
        ----------
        target : the share aimed at, as 0.40
        characteristic, group : whose share, as "ethnicity_2", "Ethnic minorities"
        until : the day by which, as "2030-03-31"
        leaving, joining : multiply today's rates: 0.5 for half as many, for every group alike
        months : the window that today's rates are of; the measure's own unless given

        >>> ei.force().project(target=0.40, characteristic="ethnicity_2", group="Ethnic minorities", until="2030-03-31",
        ...                    leaving=0.5)                                                           # doctest: +SKIP
        """
        what = scenario(target, characteristic, group, until, leaving, joining)
        flow = self.ask(WORKFORCE_FLOW.id, by=[characteristic], months=months)
        return replace(project(flow.release(), what), cycle=self.cycle, filters=flow.filters)

    def __repr__(self) -> str:
        narrowed = "".join(f", {column} {' or '.join(map(str, values))}" for column, values in self.filters)
        mine = "".join(f"; {name}: {join}" for name, join in self.joins.items())
        return f"<Force of cycle {self.cycle.name}{narrowed}: {len(self.read)} tables read{mine}>"


def _loader(name: str):
    short = f"load_{_SHORT.get(name, name)}"
    for room in (sources, register):
        if hasattr(room, short):
            return getattr(room, short)
    raise UsageError(f"the table '{name}' has no loader of its own")
