"""The plan: one decision for all cells of a pack, and for what is asked beyond it.

A run makes it after counting and before rendering. ``hidden_of`` looks rows up in it. What is not in it is decided
against it: everything it shows counts as known, so that an ask beyond it may show less than it might, never more. Where
no run made a plan, as in JupyterLab, the session is one (``session``).
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from eianalysis import once
from eianalysis.disclosure.known_ranges import KnownRange
from eianalysis.disclosure.cells import Cell, Row
from eianalysis.disclosure.model import Model
from eianalysis.disclosure.solve import Solution, solve
from eianalysis.disclosure.unmapped import known, near
from eianalysis.policy import Policy

#: The folder of a run's plan, set in the environment of what the run starts.
PLAN = "EIANALYSIS_PLAN"
FIRST = "plan.pickle"


@dataclass(frozen=True)
class Plan:
    """Which cells are hidden, of those it knows; ``rows`` are what it knows them from."""

    rows: tuple[Row, ...]
    hidden: frozenset[Cell]
    profile: str
    known: frozenset[Cell] = field(default=frozenset(), repr=False)
    rounded: tuple[KnownRange, ...] = field(default=(), repr=False)  # what readers have of counts besides
    exact: tuple[Row, ...] = field(default=(), repr=False)  # what readers have of it, where this is a plan of rounded figures

    @classmethod
    def of(cls, rows: Sequence[Row], hidden: Iterable[Cell], profile: str, rounded: Iterable[KnownRange] = ()) -> Plan:
        return cls(tuple(rows), frozenset(hidden), profile, frozenset(cell for row in rows for cell in row.cells), tuple(rounded))

    def knows(self, rows: Iterable[Row]) -> bool:
        """Whether everything in these rows was decided on."""
        return all(cell in self.known for row in rows for cell in row.cells)


def make_plan(
    rows: Sequence[Row], policy: Policy, issued: Sequence[Row] = (), rounded: Sequence[KnownRange] = (), unmapped: Sequence[Row] = ()
) -> tuple[Plan, Solution]:
    """The plan of these rows.

    Parameters
    ----------
    issued : rows that readers have already
    rounded : what they have of counts by rounded figures
    unmapped : rows that they have of people of whom nothing is said

    Of a plan whose figures are rounded what its own rules hide is hidden though a board was shown it, and more where
    somebody has both. So it is beside counts that an unknown table may have shown: a chance match frees nothing.
    """
    exact = [*(issued if policy.round_to > 1 else ()), *known(rows, unmapped)]
    if exact:
        rows = near(rows, unmapped)
        made, solution = make_plan(rows, policy, () if policy.round_to > 1 else issued, rounded)
        beside = _beyond(Plan.of([*(() if policy.round_to > 1 else issued), *exact], (), policy.profile, rounded), rows, policy)
        return replace(made, hidden=made.hidden | beside.hidden, exact=tuple(exact)), solution
    told = {cell: True for row in issued for cell in row.cells}
    rows = differing_by_few(near(rows, unmapped), issued)
    model = Model.of([*issued, *rows], policy, told, rounded)
    solution = solve(model)
    return Plan.of([*issued, *rows], _hidden(model, solution), policy.profile, rounded), solution


def differing_by_few(rows: Sequence[Row], issued: Iterable[Row]) -> list[Row]:
    """The rows, those withheld whose count of the same period readers have with a few people more or less: the difference is
    who came or went."""
    before: dict = {}
    for row in issued:
        for key, value in row.cells:
            before.setdefault((key, row.within[2:4]), set()).add(value)
    return [
        replace(
            row,
            withheld=tuple(
                at
                for at, (key, value) in enumerate(row.cells)
                if at in row.withheld or any(0 < abs(value - old) < row.threshold for old in before.get((key, row.within[2:4]), ()))
            ),
        )
        for row in rows
    ]


def extended(plan: Plan, rows: Sequence[Row], policy: Policy) -> Plan:
    """What is decided for rows that a plan does not know, everything that it shows being known; a plan of these rows alone."""
    own = _beyond(plan, rows, policy)
    if not plan.exact:
        return own
    shown = {cell for row in plan.exact for cell in row.cells}
    beside = _beyond(replace(plan, rows=(*plan.rows, *plan.exact), hidden=plan.hidden - shown), rows, policy)
    return replace(own, hidden=own.hidden | beside.hidden)


def _beyond(plan: Plan, rows: Sequence[Row], policy: Policy) -> Plan:
    universes = {box.universe for row in rows for key in row.sides for _, box in key}
    around = [row for row in plan.rows if any(box.universe in universes for key in row.sides for _, box in key)]
    told = {cell: cell not in plan.hidden for row in around for cell in row.cells}
    rounded = [each for each in plan.rounded if any(box.universe in universes for _, box in each.key)]
    model = Model.of([*around, *rows], policy, told, rounded)
    hidden = _hidden(model, solve(model))
    new = [row for row in rows if not plan.knows([row])]
    return Plan.of(new, [cell for row in rows for cell in row.cells if cell in hidden], policy.profile)


def plan_of_run(policy: Policy, *, first: bool = False) -> Plan | None:
    """The plan of the run that this process is part of, where there is one and it decides under this policy; with what was
    decided beyond it, or as it was ``first`` made, which is the same for every page."""
    folder = os.environ.get(PLAN)
    plan = _kept(folder, first) if folder else None
    return plan if plan is not None and plan.profile == policy.profile else None


def hidden_in_run(rows: Sequence[Row], policy: Policy) -> frozenset[Cell] | None:
    """Which cells are hidden by the plan of the run that this process is part of; None where there is none."""
    plan = plan_of_run(policy)
    if plan is None:
        return None
    if plan.knows(rows):
        return plan.hidden
    folder, more = os.environ[PLAN], extended(plan, rows, policy)
    number = sum(1 for _ in Path(folder).glob("*.pickle"))
    save_plan(Path(folder), more, f"{number:04}.{os.getpid()}.pickle")
    return plan.hidden | more.hidden


def save_plan(folder: Path, plan: Plan, name: str = FIRST) -> None:
    """Keep a plan where whatever the run starts finds it."""
    once.keep(folder / name, plan)


def _kept(folder: str, first: bool = False) -> Plan | None:
    """The plan with everything that was decided beyond it, or as it was ``first`` made."""
    files = sorted(Path(folder).glob("*.pickle"), key=lambda path: (path.name != FIRST, path.name))
    if not files or files[0].name != FIRST:
        return None
    return _together(tuple(map(str, files[:1] if first else files)))


@lru_cache(4)
def _together(files: tuple[str, ...]) -> Plan:
    parts = [_read(path) for path in files]
    if len(parts) == 1:
        return parts[0]
    rows = [row for part in parts for row in part.rows]
    made = Plan.of(rows, frozenset().union(*(part.hidden for part in parts)), parts[0].profile, parts[0].rounded)
    return replace(made, exact=parts[0].exact)


@lru_cache(64)
def _read(path: str) -> Plan:
    return pickle.loads(Path(path).read_bytes())


def _hidden(model: Model, solution: Solution) -> frozenset[Cell]:
    return frozenset(name for name, cell in model.place.items() if solution.hidden[cell])
