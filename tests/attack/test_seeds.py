"""Nothing of few people follows from the tables of forces that no rule was fitted to, and no more is hidden there than has to be."""

import pytest

from .test_packs import few

pytestmark = [pytest.mark.slow, pytest.mark.essential]
MOST = 1.1  # times the least that the solver proves necessary


def sound(figures: dict) -> None:
    assert figures["over_least"] <= MOST and figures["primary_lost"] == 0, figures


def test_nothing_follows_from_the_first_board_of_a_fresh_force(tmp_path, docs_script):
    forces = docs_script("disclosure_forces")
    figures, tables = forces.board(forces.project(tmp_path, 4001), forces.BOARDS[0])
    sound(figures)
    assert few(tables) == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(3001, 3007))
def test_nothing_follows_from_two_boards_together(seed, tmp_path, docs_script):
    forces = docs_script("disclosure_forces")
    for figures in forces.force(seed, tmp_path):
        sound(figures)
    before, now = (tmp_path / "outputs" / name / "tables" for name in forces.BOARDS)
    assert few(before) == [] and few(now, before) == []
