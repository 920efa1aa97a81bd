"""Small differences between tables about the same people: who reads both takes one from the other.

Looks at figures as they are printed, as a reader does, in the tables of the pack and in those of the last issued one:

* a measure whose people are all among another's (``Definition.within``, ``base_within``), row by row;
* the same measure over a window that lies inside another window, one printed now and one by the board before;
* the same row printed now and hidden then, or the other way round.

Inside one result, and between a measure and its kin, the gate has already seen to this; here is what is left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from eianalysis.disclosure.relations import LEVEL, row_label
from eianalysis.errors import DisclosureError
from eianalysis.issued import LastIssued
from eianalysis.policy import Policy
from eianalysis.provenance import HIDDEN
from eianalysis.results import ALL, FIGURES

UNSAID = ("not_available", "not_applicable")
TIME = ("window", "period_start", "period_end")
REMEDY = ("Show larger groups or a longer period in one of them, or leave one of the two out; or withhold the rows by adding "
          "to the cycle's file (docs/disclosure.md, 'Tables that overlap'):")
NEAR = 1e-6


@dataclass(frozen=True)
class _Row:
    """A row as it is printed: where, about whom, and what it says (None: hidden)."""

    table: str
    measure: str
    people: tuple  # keys, characteristic without its level, group
    time: tuple  # window, start, end
    figures: dict[str, float] | None
    characteristic: str

    @property
    def label(self) -> str:
        """As the ``withhold`` of a board cycle names it."""
        keys = [value for name, value in self.people if name not in ("characteristic", "group")]
        return row_label(self.measure, self.time[0], *keys, self.characteristic, dict(self.people)["group"])

    def __str__(self) -> str:
        return ", ".join(self.label.split("/")[1:])


def require_no_small_difference(tables: Path, policy: Policy, before: LastIssued) -> None:
    """Stop the pack where two tables together give a few people away; ``DisclosureError`` names tables and rows, no counts."""
    if policy.round_to > 1:  # a difference of rounded counts is not a count
        return
    about = {path.stem: json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["definition"]
             for path in sorted(tables.glob("*.csv"))}
    now = [row for name in about for row in _rows(f"tables/{name}.csv", pd.read_csv(
        tables / f"{name}.csv", keep_default_na=False, na_values=[""], low_memory=False))]
    then = [row for name, table in sorted(before.tables.items())
            for row in _rows(f"{name}.csv of {before.cycle}", table)]
    contains: dict[str, dict[str, set[str]]] = {"numerator": {}, "denominator": {}}
    for name, definition in about.items():
        for measure in {row.measure for row in now if row.table == f"tables/{name}.csv"}:
            contains["numerator"].setdefault(measure, set()).update(definition.get("within", ()))
            contains["denominator"].setdefault(measure, set()).update(definition.get("base_within", ()))
    finds = dict([*_between_measures(now, contains, policy), *_between_boards(now, then, policy)])
    if finds:
        wanted = sorted({*policy.withhold, *finds.values()} - {""})
        raise DisclosureError("\n".join([
            "a reader of two tables could work out a few people by taking one from the other:",
            *(f"  {find}" for find in finds), REMEDY, "withhold = [", *(f'  "{row}",' for row in wanted), "]"]))


def _rows(where: str, table: pd.DataFrame) -> Iterable[_Row]:
    if not {"measure", "numerator", "denominator", "status", "group", "characteristic", *TIME} <= set(table.columns):
        return
    keys = [name for name in table.columns if name not in (*FIGURES, *TIME, "measure", "kind", "characteristic", "group")]
    for row in table.to_dict("records"):
        if row["status"] in UNSAID:
            continue
        characteristic = str(row["characteristic"])
        people = [(key, row[key]) for key in keys]
        people += [] if row["group"] == ALL else [("characteristic", LEVEL.sub("", characteristic))]
        figures = None if row["status"] in HIDDEN else {name: row[name] for name in ("numerator", "denominator")}
        yield _Row(where, row["measure"], (*people, ("group", row["group"])), tuple(str(row[name]) for name in TIME),
                   figures, characteristic)


def _between_measures(rows: list[_Row], contains: dict, policy: Policy) -> Iterable[tuple[str, str]]:
    """Pairs of (what was found, which row to withhold): the inner of the two."""
    at: dict[tuple, list[_Row]] = {}
    for row in rows:
        if row.figures:
            at.setdefault((row.measure, row.people, row.time), []).append(row)
    for figure, outer_of in contains.items():
        for inner in (row for row in rows if row.figures):
            for measure in sorted(outer_of.get(inner.measure, ())):
                for outer in at.get((measure, inner.people, inner.time), ()):
                    if _few(outer.figures[figure] - inner.figures[figure], inner, policy):
                        what = "numbers" if figure == "numerator" else "bases"
                        yield f"{outer.table} and {inner.table}: {inner} ({what})", inner.label


def _between_boards(now: list[_Row], then: list[_Row], policy: Policy) -> Iterable[tuple[str, str]]:
    """The same; what the last board was given cannot be taken back, so the row of now is to be withheld."""
    at: dict[tuple, list[_Row]] = {}
    for row in then:
        at.setdefault((row.measure, row.people), []).append(row)
    for row in now:
        for old in at.get((row.measure, row.people), ()):
            if row.time[1:] == old.time[1:]:
                if row.time[0] == old.time[0] and (row.figures is None) != (old.figures is None):
                    yield (f"{row.table} and {old.table}: {row} (one shows what the other hides)",
                           "" if row.figures is None else row.label)
                continue
            if row.figures is None or old.figures is None:
                continue
            for long, short in ((row, old), (old, row)):
                within = long.time[1] <= short.time[1] and short.time[2] <= long.time[2]
                if within and _few(long.figures["numerator"] - short.figures["numerator"], row, policy):
                    yield f"{row.table} and {old.table}: {row}, a window inside the other's", row.label


def _few(left: float, row: _Row, policy: Policy) -> bool:
    """Whether what is left is a count that nobody may learn."""
    return NEAR < left < policy.threshold_for(row.characteristic) - NEAR
