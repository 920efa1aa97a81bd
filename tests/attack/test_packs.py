"""Nothing of few people follows from a finished pack and from what was issued before it."""

import pytest

from tests.made import ROOT

from .attack import attack
from .organisation import Whereabouts

pytestmark = [pytest.mark.slow, pytest.mark.essential]
BEFORE = ROOT / "data" / "synthetic" / "released" / "2023-01"


def few(*folders, enough=100, data=None) -> list[str]:
    """What is found of few people; with the folder of the ``data``, by somebody who knows where each role and unit of the force lies."""
    finds, what = attack(*folders, where=Whereabouts(data / "synthetic" / "workforce_snapshot.csv") if data else None)
    assert len(finds) > enough, "the attacker read next to nothing"
    if len(folders) == 1:  # of two boards it takes populations of another quarter for the same
        assert not what.contradictions, what.contradictions
    return sorted(str(find) for find in finds if find.few)


def test_nothing_follows_from_the_demo_pack_and_the_board_before(pack):
    assert few(pack / "tables", BEFORE, data=ROOT / "data") == []


def test_nothing_follows_from_the_board_before():
    assert few(BEFORE) == []
