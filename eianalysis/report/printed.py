"""The rows of a pack's released tables as a reader has them: about whom, of when, and what is said of them.

A row is about the same people wherever its keys, characteristic and group are the same. A key of "All" leaves nobody out,
so a table without that key has the same row; a characteristic's levels have groups of one name for the same people; and
a total is the same whatever the table is split by.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from eianalysis.disclosure.cells import LEVEL, row_label
from eianalysis.measures.catalogue import declared_measures
from eianalysis.added_columns import ADDED
from eianalysis.results import AFTER, ALL, FIGURES, HIDDEN_STATUS
from eianalysis.vocabulary import SMALL_TOGETHER

UNSAID = ("not_available", "not_applicable")
_TIME = ("window", "period_start", "period_end")
_PLACE = (*_TIME, "measure", "kind", "characteristic", "group")
_NEEDED = {"measure", "window", "characteristic", "group", "numerator", "denominator", "status"}


@dataclass(frozen=True)
class Printed:
    """A row of a table: ``values`` as they stand in the file, a blank where nothing is."""

    table: str
    keys: dict[str, str]
    values: dict[str, str] = field(repr=False)

    def __getattr__(self, name: str) -> str:  # measure, characteristic, group, status
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def time(self) -> tuple[str, str, str]:
        """Window, first and last day; a count of one day, which has no first, begins on it."""
        window, start, end = (self.values.get(name, "") for name in _TIME)
        return window, start or end, end

    @property
    def hidden(self) -> bool:
        return self.status in HIDDEN_STATUS

    @property
    def people(self) -> tuple:
        """The same for every row about the same people, whatever table it stands in."""
        named = [(key, value) for key, value in self.keys.items() if value != ALL]
        if self.group != ALL or _of_those_who_declared(self.measure):
            named.append(("characteristic", LEVEL.sub("", self.characteristic)))
        # who the smaller groups put together are, only their own table says
        group = f"{self.group} in {self.table}" if self.group.startswith(SMALL_TOGETHER) else self.group
        return (*sorted(named), ("group", group))

    @property
    def label(self) -> str:
        """As the ``withhold`` of a board cycle names it."""
        return row_label(self.measure, self.time[0], *self.keys.values(), self.characteristic, self.group)

    def figure(self, column: str) -> float | None:
        """What the row says, or None where it is hidden or blank."""
        return None if self.hidden or not self.values[column] else float(self.values[column])

    def __str__(self) -> str:
        return ", ".join(self.label.split("/")[1:])


def _of_those_who_declared(measure: str) -> bool:
    """Whether totals of a measure differ by characteristic, because they are of those who declared it."""
    declared = declared_measures().get(measure)
    return declared is not None and declared.total != "everybody"


def read(where: str, table: pd.DataFrame) -> list[Printed]:
    """The rows of a table of counts as its file has them; none of one of another shape."""
    if not set(table.columns) >= _NEEDED:
        return []
    keys = [name for name in table.columns if name not in (*FIGURES, *ADDED, *AFTER, *_PLACE)]
    text = table.astype(object).where(table.notna(), "").astype(str)
    return [Printed(where, {key: row[key] for key in keys}, row) for row in text.to_dict("records") if row["status"] not in UNSAID]


class Table(NamedTuple):
    """A saved table: as it stands in the file, its rows of counts, its definition."""

    frame: pd.DataFrame
    rows: list[Printed]
    definition: dict


def is_public(path: Path) -> bool:
    """Whether the gate let a saved table out whole, because everything in it was published already."""
    beside = path.with_suffix(".json")
    return beside.exists() and json.loads(beside.read_text(encoding="utf-8")).get("public") is True


def tables(folder: Path, public: bool = True) -> list[Table]:
    """Every saved table of a pack, in order of name; without those that are public whole, if ``public`` is false."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        if not public and is_public(path):
            continue
        beside = path.with_suffix(".json")
        definition = json.loads(beside.read_text(encoding="utf-8"))["definition"] if beside.exists() else {}
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        found.append(Table(table, read(f"tables/{path.name}", table), definition))
    return found
