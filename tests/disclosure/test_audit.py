"""The auditor alone: cells and relations, with answers worked out by hand."""

from __future__ import annotations

import pytest

from eianalysis.disclosure.audit import Cell, breaches, intervals


def table(hidden, keep=5):
    values = {"all": 30, "a": 20, "b": 7, "c": 3}
    cells = {name: Cell(value, name not in hidden, keep if name in hidden and value < keep else 0) for name, value in values.items()}
    return cells, [{"all": 1, "a": -1, "b": -1, "c": -1}]


def test_one_hidden_cell_follows_from_the_total_and_two_do_not():
    assert breaches(*table({"c"})) == ["c"]
    assert breaches(*table({"b", "c"})) == []
    assert intervals(*table({"b", "c"})) == {"b": (0, 10), "c": (0, 10)}


def test_two_hidden_cells_with_too_small_a_sum_are_not_enough():
    cells = {"all": Cell(31, True), "a": Cell(30, True), "b": Cell(1, False, 5), "c": Cell(0, False)}
    assert breaches(cells, [{"all": 1, "a": -1, "b": -1, "c": -1}]) == ["b"]


def test_two_ways_of_adding_up_pin_what_neither_does_alone():
    """Rows and columns of a square: three of its four cells hidden are all known again."""
    cells = {name: Cell(value, name in ("r1", "r2", "c1", "c2", "d"), 5 if name == "a" else 0)
             for name, value in {"a": 3, "b": 20, "c": 30, "d": 9, "r1": 23, "r2": 39, "c1": 33, "c2": 29}.items()}
    relations = [{"r1": 1, "a": -1, "b": -1}, {"r2": 1, "c": -1, "d": -1}, {"c1": 1, "a": -1, "c": -1}, {"c2": 1, "b": -1, "d": -1}]
    assert breaches(cells, relations) == ["a"]
    hidden = {**cells, "d": Cell(9, False)}
    assert breaches(hidden, relations) == []


def test_only_whole_people_count():
    """2a + 4b = 10 with a odd somewhere between: a real solver sees more room than there is."""
    cells = {"t": Cell(10, True), "a": Cell(3, False), "b": Cell(1, False)}
    assert intervals(cells, [{"t": 1, "a": -2, "b": -4}])["a"] == (1, 5)


def test_a_mark_can_give_away_what_the_figures_do_not():
    """Of 6 one group has at least 5 (it is only hidden to protect) and the other at least 1: they are 5 and 1."""
    cells = {"all": Cell(6, True), "a": Cell(1, False, 5), "b": Cell(5, False)}
    relation = [{"all": 1, "a": -1, "b": -1}]
    assert breaches(cells, relation) == []
    claims = [[{"a": (1, 4)}], [{"b": (0, 0)}, {"b": (5, None)}]]
    assert breaches(cells, relation, claims) == ["a"]


def test_a_cell_that_nothing_ties_is_safe_and_nothing_to_protect_is_no_breach():
    assert breaches({"a": Cell(3, False, 5)}, []) == []
    assert breaches({"a": Cell(3, False), "t": Cell(3, True)}, [{"a": 1, "t": -1}]) == []


@pytest.mark.parametrize("base", [12.5, 13])
def test_fractions_of_a_headcount_are_bounded_too(base):
    cells = {"t": Cell(base + 2.5, True), "a": Cell(2.5, False, 5, whole=False), "b": Cell(base, True, whole=False)}
    assert breaches(cells, [{"t": 1, "a": -1, "b": -1}]) == ["a"]
