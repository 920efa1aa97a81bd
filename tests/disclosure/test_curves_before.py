"""A curve of which readers have another with a few people more is left out whole."""

from __future__ import annotations

import pandas as pd
import pytest

from eianalysis.disclosure import curves
from eianalysis.disclosure.curves_before import changed
from eianalysis.policy import policy_for

from .builders import curve

BOARD = policy_for("board")


def spells(people: int, *, gone: int = 0, seed: int = 0):
    """Each leaves at some month of five years."""
    return [(0.0, (1 + (7 * at + seed) % 60) / 12, float(at % 2)) for at in range(people)][gone:]


@pytest.fixture
def first():
    return {"Ethnic minorities": spells(60, seed=3), "White": spells(150)}


def drawn(groups):
    return curves.decide(curve({**groups}), BOARD)


def as_issued(made, **more):
    side = {"measure": "survival", "shape": "curve", "definition": {"noun": "officers"}, "policy": {"round_to": 1}}
    table = made.table.assign(**{day: made.table[day].dt.strftime("%Y-%m-%d") for day in ("period_start", "period_end")})
    return [(table, {**side, **more})]


def groups_of(found) -> set[str]:
    return {label[[str(each) for each in label].index("ethnicity_2") + 1] for label in found}


def test_a_curve_that_lost_one_person_goes_and_the_others_stay(first):
    now = drawn({**first, "White": spells(150, gone=1)})
    assert groups_of(changed(now, as_issued(drawn(first)), BOARD)) == {"White", "All"}


def test_nothing_goes_where_nothing_changed_or_many_did(first):
    was = as_issued(drawn(first))
    assert not changed(drawn(first), was, BOARD)
    assert groups_of(changed(drawn({**first, "White": spells(150, gone=60)}), was, BOARD)) <= {"All"}


@pytest.mark.parametrize("other", [{"definition": {"noun": "staff"}}, {"measure": "other"}, {"shape": "counts"}, {"policy": {"round_to": 5}}])
def test_curves_of_others_say_nothing(first, other):
    now = drawn({**first, "White": spells(150, gone=1)})
    assert not changed(now, as_issued(drawn(first), **other), BOARD)


def test_an_estimate_that_moved_tells_though_as_many_are_at_risk(first):
    was = as_issued(drawn(first))
    was[0][0].loc[was[0][0]["group"] == "White", "estimate"] -= pd.Series(0.001, was[0][0].index)
    assert groups_of(changed(drawn(first), was, BOARD)) == {"White"}
