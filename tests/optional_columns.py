"""A force as drawn, table by table without what no table must have, and whether its answers say what they lack.

No answer is known beforehand, and no exception is listed: what is asked of a force without a column either gives the same figures, or
says that it needs the column, or carries a note that names it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pandas as pd

from eianalysis.cycle import load_cycle
from eianalysis.dataset import Force
from eianalysis.errors import DataFault
from eianalysis.measures.asking import tables_asked
from eianalysis.measures.filled import blank_in
from eianalysis.results import Result
from eianalysis.schema import TABLES, validate
from eianalysis.sources import Source, TypedTable
from eianalysis.sources.stop_search import read_stop_search
from eianalysis.synthetic.write import FORCE, write
from eianalysis.vocabulary import characteristic_label
from tests import made

ROOT = Path(__file__).resolve().parents[1]
SEARCHES = "stop_search"
#: Of these nearly every question of people in post is asked: they take minutes.
OF_SERVICE = ("workforce_snapshot", "joiners", "leavers")


@cache
def drawn(seed: int, people: int) -> Drawn:
    tables = made.force(seed=seed, people=people)
    texts = {name: frame.astype(object).where(frame.notna(), "").astype(str) for name, frame in tables.items() if name != SEARCHES}
    with tempfile.TemporaryDirectory() as folder:
        write(folder, tables={SEARCHES: tables[SEARCHES]})
        searches = read_stop_search(Path(folder) / SEARCHES, FORCE, state="synthetic", note="")
    cycle = load_cycle("2023-04", data_dir=ROOT / "data")
    return Drawn(texts, Force(cycle, read={**{name: read(name, text) for name, text in texts.items()}, SEARCHES: searches}, given=True))


def read(name: str, text: pd.DataFrame) -> TypedTable:
    """The table as a file of this text gives it."""
    frame = validate(text.copy(), TABLES[name], file=f"{name}.csv").reset_index(drop=True)
    groupings = {by: there for by, columns in TABLES[name].groupings.items() if (there := tuple(each for each in columns if each in frame))}
    return TypedTable(name, frame, (Source(name, f"{name}.csv", "0" * 64, len(frame), "synthetic"),), groupings, synthetic=True)


@dataclass(frozen=True, eq=False)
class Drawn:
    """The texts of a force's files, and the force that is read of them."""

    texts: dict[str, pd.DataFrame]
    force: Force

    def optional(self, table: str) -> list[str]:
        """The columns that the force has in this table and need not have; of searches, which come with all, those a frame may lack."""
        there = self.texts[table] if table in self.texts else self.force.table(table).rows
        of_file = [each for each in TABLES[table].columns if not each.required and each.name in there]
        return [each.name for each in of_file if table in self.texts or not each.derived or each.kind == "flag"]

    def without(self, table: str, *columns: str) -> Force | None:
        """The force without these columns; None where the table is refused for it."""
        if table in self.texts:
            return self._with(table, lambda text: text.drop(columns=list(columns)))
        whole = self.force.table(table)
        groupings = {by: levels for by, levels in whole.groupings.items() if not set(levels) & set(columns)}
        return replace(self.force, read={**self.force.read, table: replace(whole, frame=whole.rows.drop(columns=list(columns)), groupings=groupings)})

    def blank(self, table: str, *columns: str) -> Force | None:
        """The force with these columns blank in every row."""
        return self._with(table, lambda text: text.assign(**dict.fromkeys(columns, "")))

    def _with(self, table: str, of: Callable[[pd.DataFrame], pd.DataFrame]) -> Force | None:
        try:
            return replace(self.force, read={**self.force.read, table: read(table, of(self.texts[table]))})
        except DataFault:
            return None

    def questions(self, table: str) -> Iterator[str]:
        """The standing questions that are asked of this table among others."""
        for name, (measure, _) in self.force.standing.items():
            asked = tables_asked(measure)
            if all(asked.values()) and table in {kinds[0] for kinds in asked.values()}:
                yield name

    def answered(self, name: str) -> Result:
        if name not in _ANSWERED.setdefault(id(self), {}):
            _ANSWERED[id(self)][name] = self.force.ask(name)
        return _ANSWERED[id(self)][name]


_ANSWERED: dict[int, dict[str, Result]] = {}


def said_nothing(whole: Drawn, lacking: Force, table: str, columns: tuple[str, ...]) -> list[str]:
    """The questions whose figures are others without these columns, and that do not say so."""
    names = _gone(whole.force.table(table), lacking.table(table)) | set(columns)
    found = []
    for question in whole.questions(table):
        before = whole.answered(question)
        after = lacking.ask(question)
        finding = set(columns) & set(whole.force.standing[question][0].blanks) & set(lacking.table(table).rows)  # it counts the blanks
        if before.missing or finding or same(before, after):
            continue
        if after.missing:
            if not names & set(after.missing.columns):
                found.append(f"{question}: not available for {after.missing.columns}: {after.missing.reason}")
        elif not any(word in note.lower() for note in set(after.definition.notes) - set(before.definition.notes) for word in _words(names, table)):
            found.append(f"{question}: other figures and no word")
    return found


def same(before: Result, after: Result) -> bool:
    """Whether two answers are the same figures."""
    return not after.missing and before.counts.reset_index(drop=True).equals(after.counts.reset_index(drop=True))


def _gone(before: TypedTable, after: TypedTable) -> set[str]:
    """The columns that have no value any more: those that were made of others are among them."""
    empty = [{name for name in each.rows if each.rows[name].isna().all()} | blank_in(each) for each in (before, after)]
    return (set(before.rows) - set(after.rows)) | (empty[1] - empty[0])


def _words(names: set[str], table: str) -> set[str]:
    """What a note may call these columns, or the characteristic that they tell."""
    groupings = {by for by, levels in TABLES[table].groupings.items() if names & set(levels)}
    return {word.lower() for name in names | groupings for word in (name, name.replace("_", " "), characteristic_label(name))}
