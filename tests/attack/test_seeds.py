"""Nothing of few people follows from the tables of forces that no rule was fitted to, and no more is hidden there than has to be."""

import pytest

from .packs import BOARDS, fresh_seed, handed_out, made, other_asks, with_a_board_before
from .test_packs import few

pytestmark = [pytest.mark.slow, pytest.mark.essential]
MOST = 1.1  # times the least that the solver proves necessary
ASKED = 6  # questions beyond the pages, in an ordinary run


def sound(figures: dict) -> None:
    assert figures["over_least"] <= MOST and figures["primary_lost"] == 0, figures


def test_nothing_follows_from_the_first_board_of_a_fresh_force(tmp_path, docs_script):
    """Another force in every run, and other questions asked beyond its pages."""
    seed = fresh_seed()
    forces = docs_script("disclosure_forces")
    data = forces.project(tmp_path, seed)
    figures, tables = forces.board(data, forces.BOARDS[0], other_asks(seed, ASKED))
    sound(figures)
    assert few(tables, data=data) == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(3001, 3007))
def test_nothing_follows_from_two_boards_together(seed, tmp_path, docs_script):
    forces = docs_script("disclosure_forces")
    for figures in forces.force(seed, tmp_path):
        sound(figures)
    before, now = (tmp_path / "outputs" / name / "tables" for name in forces.BOARDS)
    assert few(before) == [] and few(now, before, data=tmp_path / "data") == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(3001, 3004))
def test_nothing_follows_from_three_boards_in_a_row(seed, tmp_path, docs_script):
    """Windows of a year that begin a quarter apart: each pack knows the two before it, and so does the reader of the third."""
    data = docs_script("disclosure_forces").project(tmp_path, seed)
    with_a_board_before(data)
    issued = [handed_out(data, name, made(data, name)) for name in BOARDS]
    assert few(*issued[::-1]) == []
    assert few(issued[2], issued[0]) == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(3001, 3004))
def test_nothing_follows_from_what_is_asked_beyond_a_pack(seed, tmp_path, docs_script):
    data = docs_script("disclosure_forces").project(tmp_path, seed)
    assert few(made(data, BOARDS[1], knobs=list(other_asks(seed, 60))), data=data) == []
