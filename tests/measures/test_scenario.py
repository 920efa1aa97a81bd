"""What if: scenarios agree with the trajectory where nothing is supposed, with the sum by hand where something is."""

import numpy as np
import pytest

import eianalysis as ei
from eianalysis.errors import UsageError
from eianalysis.measures.scenario import project, scenario
from tests.measures.test_trajectory import BOARD, flow

WOMEN = {"target": 0.33, "characteristic": "sex", "group": "Female", "until": "2030-03-31"}


@pytest.fixture
def cycle(root):
    return ei.load_cycle("2023-04", data_dir=root / "data")


def what(**changed):
    return scenario(**{**WOMEN, "leaving": 1, "joining": 1, **changed})


def test_as_today_is_the_trajectory_of_the_same_flow(cycle):
    released = flow(cycle)
    mine = ei.release(project(released, what()), BOARD).table
    theirs = ei.release(ei.target_trajectory(released, ei.load_targets(cycle), target="met-stock-women", by_date="2030-03-31"), BOARD).table
    for column in ("year", "low", "middle", "high", "if_kept"):
        assert list(mine[column]) == list(theirs[column])
    assert set(mine["scenario"]) == {"As today"}


def test_half_the_leaving_by_hand(cycle):
    """100 of 400 in post; 30 women and 60 men join and 15 and 60 leave in three years: one year by hand."""
    table = ei.release(project(flow(cycle), what(leaving=0.5, until="2024-03-31", target=0.26)), BOARD).table
    women, men = 100 - 2.5 + 30 * 10 / 10 / 3, 300 - 10 + 20
    assert float(table["middle"].iloc[1]) == pytest.approx(women / (women + men), abs=0.01)
    needed = float(table["share_needed"].iloc[0])
    kept_women, kept_men = 100 - 2.5 + 30 * needed, 300 - 10 + 30 * (1 - needed)
    assert kept_women / (kept_women + kept_men) == pytest.approx(0.26, abs=1e-4)
    assert table["joiners_a_year"].iloc[0] == 30


def test_nobody_joining_is_said_not_divided_by(cycle):
    made = ei.release(project(flow(cycle), what(joining=0)), BOARD)
    assert "not reachable by 2030" in str(ei.findings(made))
    assert not np.isinf(made.table["middle"].astype(float)).any()


def test_side_by_side_has_a_row_each_and_what_it_takes(cycle):
    released = flow(cycle)
    table = ei.release(ei.beside(project(released, what()), project(released, what(leaving=0.5))), BOARD).table
    assert list(table["scenario"]) == ["As today", "Leaving 0.5 times today's"]
    assert table["joiners_a_year"].tolist() == ["30", "30"] and all("a year (" in text for text in table["of_the_group_it_takes"])


def test_a_force_answers_in_three_lines(cycle):
    force = ei.Force(cycle)
    aim = {"target": 0.40, "characteristic": "ethnicity_2", "group": "Ethnic minorities", "until": "2030-03-31"}
    shown = ei.beside(force.project(**aim), force.project(**aim, leaving=0.5)).release()
    assert len(shown.table) == 2 and "SYNTHETIC" in str(ei.table(shown))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"target": 40}, "as 0.40 for 40%"),
        ({"leaving": -1}, "leaving multiplies"),
        ({"joining": "half"}, "joining multiplies"),
        ({"until": "soon"}, "until is a day"),
        ({"until": None}, "until is a day"),
        ({"until": "2023-03-31"}, "1 to 30 years after"),
        ({"until": "2090-03-31"}, "1 to 30 years after"),
        ({"group": "Femal"}, "did you mean 'Female'"),
    ],
)
def test_what_cannot_be_supposed_is_refused_with_what_can(cycle, changed, message):
    with pytest.raises(UsageError, match=message):
        project(flow(cycle), what(**changed))


def test_what_cannot_stand_side_by_side(cycle):
    one = project(flow(cycle), what())
    for given, message in (
        ((one,), "two scenarios or more"),
        ((one, one), "suppose the same"),
        ((one, ei.force(cycle).ask("workforce_flow")), "force.project"),
        ((one, flow(cycle)), "should be a Result"),
    ):
        with pytest.raises(UsageError, match=message):
            ei.beside(*given)
