"""The second step of a run: one plan for all cells of the pack, before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.dataset import Force
from eianalysis.disclosure import plan
from eianalysis.disclosure.cells import Row
from eianalysis.disclosure.issued_rows import rows_shown
from eianalysis.disclosure.solve import Solution
from eianalysis.errors import EIAnalysisError
from eianalysis.evidence.map import evidence_map
from eianalysis.evidence.earlier import year_by_year
from eianalysis.measures.spells import put_together_once
from eianalysis.register import load_register
from eianalysis.report.beside_issued import beside_issued, rows_to_plan
from eianalysis.report.count import KEPT_PLAN, found_here
from eianalysis.report.released_tables import ReleasedTable
from eianalysis.results import Result


def plan_pack(cycle: BoardCycle, scratch: Path, names: Sequence[str], *, summary: bool, kept: Sequence[ReleasedTable] = ()) -> tuple[plan.Plan, Solution]:
    """Decide on every cell of these standing questions together, and keep the plan where notebooks find it.

    With ``summary`` the years that the evidence map sets beside each other count as well: a word is said of them. Last come the earlier
    years of the planned comparisons, which cost less than anything else: no row of another table is given up for them. ``kept`` are
    tables of pages that are not made anew: what they show beyond the standing questions is known to readers. The solution
    says what it cost beside the least that it could.
    """
    policy = cycle.policy
    with found_here(scratch), put_together_once():
        force = Force(cycle)
        results = list(_asked(force, names))
        rows = [row for result in results for row in rows_to_plan(result, policy)]
        if summary:
            rows += [replace(row, kind="change") for result in _compared(cycle) for row in rows_to_plan(result, policy)]
        rows += [replace(row, kind="earlier") for result in _earlier(force, names) for row in rows_to_plan(result, policy)]
    made, solution = plan.make_plan(rows, policy, *beside_issued(cycle, policy, results, rows))
    plan.save_plan(scratch / KEPT_PLAN, made)
    beyond = [row for row in rows_shown(((table.rows, table.about) for table in kept), policy, results) if not made.knows([row])]
    if beyond:
        plan.save_plan(scratch / KEPT_PLAN, plan.Plan.of(beyond, (), policy.profile), "0001.kept.pickle")
    return made, solution


def planned_rows(force: Force, names: Iterable[str]) -> list[Row]:
    """The rows that the plan of these standing questions decides on."""
    return [row for result in _asked(force, names) for row in rows_to_plan(result, force.cycle.policy)]


def _asked(force: Force, names: Iterable[str]) -> Iterable[Result]:
    for name in names:
        with suppress(EIAnalysisError):  # a question that fails here fails on its page, with the cell named
            yield force.stand(name)


def _earlier(force: Force, names: Iterable[str]) -> Iterable[Result]:
    """The planned comparisons of these questions year by year."""
    asked = {force.standing[name][0].id for name in names}
    for measure in dict.fromkeys(each.measure for each in force.cycle.primary_comparisons):
        if measure in asked:
            with suppress(EIAnalysisError):  # a measure that has no years has no line
                yield year_by_year(force, measure)


def _compared(cycle: BoardCycle) -> Iterable[Result]:
    with suppress(EIAnalysisError):
        for bound in evidence_map(load_register(cycle), cycle).bound:
            for _, lately, before in bound.changes:
                yield from (lately, before)
