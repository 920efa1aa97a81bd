"""Fifty forces from files to released verdicts (a thousand in ``make bench``): found as often as enumeration says, and no more."""

import sys

import pytest


@pytest.fixture(scope="module")
def found(root):
    sys.path.insert(0, str(root))
    try:
        from benchmarks.many_forces import agreement, verdicts
    finally:
        sys.path.remove(str(root))
    return agreement(verdicts(range(500, 550))).set_index("name")


@pytest.mark.proof
def test_every_comparison_is_called_clear_as_often_as_the_enumeration_says(found):
    assert (found["forces"] == 50).all()
    assert found["z"].abs().max() < 3.3  # five comparisons: chance alone does this once in two hundred runs, and seeds are fixed


@pytest.mark.proof
def test_planted_effects_are_found_and_absent_ones_are_not(found):
    assert found.loc["find in drugs searches, Asian", "clear"] >= 44
    assert found.loc["clothing removed, Black", "clear"] >= 25
    for name in ("find in drugs searches, Black", "clothing removed, Asian", "exit interview offered for planned exits, women"):
        assert found.loc[name, "clear"] <= 6  # at most 5% expected: more than 6 of 50 would happen once in a hundred runs
