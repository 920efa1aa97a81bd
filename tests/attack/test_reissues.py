"""Somebody's data are taken out and the cycle is issued again: no count in both issues tells who it was."""

from dataclasses import replace

import pytest

import eianalysis as ei
from eianalysis.dataset import Force
from eianalysis.disclosure import plan
from eianalysis.errors import EIAnalysisError
from eianalysis.report.pack_plan import planned_rows
from eianalysis.schema import TABLES
from tests.made import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def force() -> Force:
    return Force(replace(ei.load_cycle("2023-04", data_dir=ROOT / "data"), previous_cycle=""))


@pytest.fixture(scope="module")
def issued(force):
    """What a first issue of the demo shows."""
    rows = planned_rows(force, list(force.standing))
    made, _ = plan.make(rows, force.cycle.policy)
    return [replace(row, kind="issued") for row in rows if not any(cell in made.hidden for cell in row.cells)]


def without(force: Force, person: str) -> Force:
    """The force as if it had never had this person."""
    own = {}
    for name in TABLES:
        try:
            table = force.table(name)
        except EIAnalysisError:
            continue
        if "person_ref" in table.frame and table.frame["person_ref"].eq(person).any():
            own[name] = replace(table, frame=table.frame[table.frame["person_ref"] != person].reset_index(drop=True))
    return replace(force, read={**force.read, **own}, given=True)


# one for every change of the code, twenty in all
@pytest.mark.parametrize("place", [0, *(pytest.param(place, marks=pytest.mark.proof) for place in range(1, 20))])
def test_the_second_issue_shows_nothing_that_differs_by_a_few(force, issued, place):
    policy = force.cycle.policy
    left = force.table("leavers").frame
    left = left[(left["leave_date"] > "2022-04-01") & (left["leave_date"] <= "2023-03-31") & (left["worker_type"] == "officer")]
    person = left["person_ref"].sample(20, random_state=2024).iloc[place]
    rows = planned_rows(without(force, person), list(force.standing))
    made, _ = plan.make(rows, policy, issued)
    before = {(row.within, row.group, key): value for row in issued for key, value in row.cells}
    changed = 0
    for row in rows:
        for key, value in row.cells:
            apart = abs(value - before.get((row.within, row.group, key), value))
            changed += apart > 0
            if not any(cell in made.hidden for cell in row.cells):
                assert apart == 0 or apart >= row.threshold, (row.within[:2], row.group, "differs by a few from what was issued")
    assert changed > 10, "the person stands in next to no table"
