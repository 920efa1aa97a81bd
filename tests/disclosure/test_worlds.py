"""Worlds found before are tried again, and none is believed that the audit at hand would not allow."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize

from eianalysis.disclosure.audit import Cell, breaches
from eianalysis.disclosure.worlds import MOST, Worlds, agreeing

VALUES = {"all": 30, "a": 20, "b": 7, "c": 3}


def table(*hidden):
    cells = {name: Cell(value, name not in hidden, 5 if name in hidden and value < 5 else 0)
             for name, value in VALUES.items()}
    return cells, [{"all": 1, "a": -1, "b": -1, "c": -1}]


def test_what_was_possible_with_more_hidden_is_not_taken_to_be_possible_with_less():
    memo = {}
    assert breaches(*table("a", "b", "c"), memo=memo) == []
    assert breaches(*table("c"), memo=memo) == ["c"]


def test_a_world_found_before_spares_the_solver(monkeypatch):
    memo = {}
    assert breaches(*table("b", "c"), memo=memo) == []
    monkeypatch.setattr(optimize, "milp", lambda *a, **k: pytest.fail("solved again"))
    assert breaches(*table("a", "b", "c"), memo=memo) == []


def test_a_mark_still_gives_away_what_an_earlier_world_left_open():
    """Of 6 one group has at least 5 and the other at least 1 by their marks; without the marks there is room."""
    cells = {"all": Cell(6, True), "a": Cell(1, False, 5), "b": Cell(5, False)}
    relation, memo = [{"all": 1, "a": -1, "b": -1}], {}
    assert breaches(cells, relation, memo=memo) == []
    assert breaches(cells, relation, [[{"a": (1, 4)}], [{"b": (0, 0)}, {"b": (5, None)}]], memo=memo) == ["a"]


def test_only_worlds_in_which_sums_and_marks_hold_are_handed_out_and_the_oldest_makes_way():
    worlds = Worlds()
    places = worlds.places(["a", "b"], np.array([2.0, 3.0]))
    for a in range(MOST + 1):
        worlds.add(places, np.array([a, 5.0 - a if a < 6 else 0.0]))
    assert len(worlds.table) == MOST and [MOST, 0.0] in worlds.table.tolist() and [0.0, 5.0] not in worlds.table.tolist()
    fitting = worlds.fitting(places, np.array([[1.0, 1.0]]), np.array([5.0]), 40.0, 1e-6)
    assert fitting.tolist() == [[1, 4], [2, 3], [3, 2], [4, 1], [5, 0]]
    claims = [[{"a": (0, 1)}, {"a": (4, None), "b": (1, 9)}]]
    assert agreeing(fitting, claims, {"a": 0, "b": 1}, 1e-6).tolist() == [[1, 4], [4, 1]]
    wider = worlds.places(["b", "c"], np.array([3.0, 9.0]))  # never seen before: as it truly is in every world
    assert set(worlds.table[:, wider[1]]) == {9.0}
