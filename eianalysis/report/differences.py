"""Small differences between tables about the same people: who reads both takes one from the other.

Looks at figures as they are printed, as a reader does, in the tables of the pack and in those of the last issued one:

* a measure whose people are all among another's (``Definition.within``, ``base_within``), row by row;
* the same measure over a window that lies inside another window, one printed now and one by the board before;
* the same row printed now and hidden then, or the other way round.

Inside one result, and between a measure and its kin, the gate has already seen to this; here is what is left.
"""

from __future__ import annotations

from collections.abc import Iterable

from eianalysis.issued import LastIssued
from eianalysis.policy import Policy
from eianalysis.report import printed
from eianalysis.report.printed import Printed, Table, told_together

NEAR = 1e-6


def require_no_small_difference(tables: Iterable[Table], policy: Policy, before: LastIssued) -> None:
    """Stop the pack where two tables together give a few people away; ``DisclosureError`` names tables and rows, no counts."""
    if policy.round_to > 1:  # a difference of rounded counts is not a count
        return
    now: list[Printed] = []
    contains: dict[str, dict[str, set[str]]] = {"numerator": {}, "denominator": {}}
    for _, rows, definition in tables:
        now += rows
        for measure in {row.measure for row in rows}:
            contains["numerator"].setdefault(measure, set()).update(definition.get("within", ()))
            contains["denominator"].setdefault(measure, set()).update(definition.get("base_within", ()))
    then = [row for name, table in sorted(before.tables.items()) for row in printed.read(f"{name}.csv of {before.cycle}", table)]
    finds = dict([*_between_measures(now, contains, policy), *_between_boards(now, then, policy)])
    if finds:
        raise told_together("a reader of two tables could work out a few people by taking one from the other:", finds,
                            finds.values(), policy)


def _between_measures(rows: list[Printed], contains: dict, policy: Policy) -> Iterable[tuple[str, str]]:
    """Pairs of (what was found, which row to withhold): the inner of the two."""
    at: dict[tuple, list[Printed]] = {}
    for row in rows:
        at.setdefault((row.measure, row.people, row.time), []).append(row)
    for figure, outer_of in contains.items():
        what = "numbers" if figure == "numerator" else "bases"
        for inner in rows:
            for measure in sorted(outer_of.get(inner.measure, ())):
                for outer in at.get((measure, inner.people, inner.time), ()):
                    if _few(outer, inner, figure, policy):
                        yield f"{outer.table} and {inner.table}: {inner} ({what})", inner.label


def _between_boards(now: list[Printed], then: list[Printed], policy: Policy) -> Iterable[tuple[str, str]]:
    """The same; what the last board was given cannot be taken back, so the row of now is to be withheld."""
    at: dict[tuple, list[Printed]] = {}
    for row in then:
        at.setdefault((row.measure, row.people), []).append(row)
    for row in now:
        for old in at.get((row.measure, row.people), ()):
            if row.time[1:] == old.time[1:]:
                if row.time[0] == old.time[0] and row.hidden != old.hidden:
                    yield (f"{row.table} and {old.table}: {row} (one shows what the other hides)",
                           "" if row.hidden else row.label)
                continue
            for long, short in ((row, old), (old, row)):
                within = long.time[1] <= short.time[1] and short.time[2] <= long.time[2]
                if within and _few(long, short, "numerator", policy):
                    yield f"{row.table} and {old.table}: {row}, a window inside the other's", row.label


def _few(outer: Printed, inner: Printed, figure: str, policy: Policy) -> bool:
    """Whether what is left of the one without the other is a count that nobody may learn."""
    all_, some = outer.figure(figure), inner.figure(figure)
    if all_ is None or some is None:
        return False
    return NEAR < all_ - some < policy.threshold_for(inner.characteristic) - NEAR
