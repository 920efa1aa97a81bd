"""Nothing of few people follows from a finished pack and from what was issued before it."""

import pytest

from tests.made import ROOT

from .attack import attack

pytestmark = [pytest.mark.slow, pytest.mark.essential]
BEFORE = ROOT / "data" / "synthetic" / "released" / "2023-01"


def few(*folders) -> list[str]:
    finds, what = attack(*folders)
    assert len(finds) > 100, "the attacker read next to nothing"
    if len(folders) == 1:  # of two boards it takes populations of another quarter for the same
        assert not what.contradictions, what.contradictions
    return sorted(str(find) for find in finds if find.few)


def test_nothing_follows_from_the_demo_pack_and_the_board_before(pack):
    assert few(pack / "tables", BEFORE) == []


def test_nothing_follows_from_the_board_before():
    assert few(BEFORE) == []
