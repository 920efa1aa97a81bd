"""How much the plan has to work, in programs solved and in their unknowns: what no machine's speed changes, so that a regress is seen."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from scipy import optimize

import eianalysis as ei
from eianalysis.dataset import Force
from eianalysis.disclosure import plan
from eianalysis.disclosure.gate import level_of
from eianalysis.report.count import questions
from eianalysis.report.notebooks import select
from eianalysis.report.pack_plan import planned_rows

from .test_plan import BOARD, leavers


@dataclass
class Work:
    """Programs solved, and their unknowns and equations together."""

    programs: int = 0
    size: int = 0


@pytest.fixture
def work(monkeypatch) -> Work:
    done = Work()

    def counted(solver):
        def solve(cost, *given, **more):
            done.programs += 1
            done.size += len(np.atleast_1d(cost))
            return solver(cost, *given, **more)

        return solve

    for name in ("linprog", "milp"):
        monkeypatch.setattr(optimize, name, counted(getattr(optimize, name)))
    return done


@pytest.fixture(scope="module")
def force(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data", outputs_dir=root / "outputs" / "no such folder")
    return Force(replace(cycle, previous_cycle=None))


@pytest.mark.slow
def test_the_plan_of_the_demo_pack_is_no_more_work_than_it_was(force, work, root):
    asked = questions(force.cycle, select(root / "notebooks", force.cycle))
    plan.make_plan(planned_rows(force, asked), force.cycle.policy)
    assert 0 < work.programs <= 2_000 and work.size <= 650_000, work  # measured: 1,736 programs of 508,138 unknowns together


@pytest.mark.slow
def test_one_ask_of_many_stages_and_windows_is_little_work(force, work):
    result = force.ask("promotion_stage_rate", by=["sex", "ethnicity_2", "ethnicity_5"], months=[12, 24, 36])
    rows = [row for row in level_of(result, force.cycle.policy).rows if row is not None]
    plan.make_plan(rows, force.cycle.policy)
    assert len(rows) > 150 and 0 < work.programs <= 650 and work.size <= 280_000, work  # 452 of 191,880


def test_a_small_table_is_settled_in_a_few_programs(work):
    plan.make_plan(leavers({"All": 60, "White": 40, "Asian": 10, "Black": 7, "Other": 3}), BOARD)
    assert 0 < work.programs <= 6 and work.size <= 60, work
