"""How the choice of what to hide ends: in few rounds where it can, and greedily, proved all the same, where it cannot."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from eianalysis.disclosure import solve as solving
from eianalysis.disclosure.prove import Cut, Prover
from eianalysis.disclosure.solve import LITTLE, Solution, _cheaply, _Chosen, _parts, _tried, solve

from .test_prove import TOTAL, chosen, hidden, model, names

PRICES = [("All", None, 100.0), ("A", None, 3.0), ("B", None, 4.0), ("C", None, 1.0)]


def of_two_ways(seed, size=4):
    """A table of two ways with dear margins: what is hidden, and what each row costs."""
    rng = np.random.default_rng(seed)
    inner, ways = rng.integers(1, 14, (size, size)), range(size)
    values = {f"{i}{j}": int(inner[i, j]) for i in ways for j in ways}
    values |= {f"{i}-": int(inner[i].sum()) for i in ways} | {f"-{j}": int(inner[:, j].sum()) for j in ways}
    sums = [(f"{i}-", [f"{i}{j}" for j in ways]) for i in ways] + [(f"-{j}", [f"{i}{j}" for i in ways]) for j in ways]
    return model(
        values,
        sums,
        {name: 5 for name, value in values.items() if value < 5 and "-" not in name},
        rows=[(name, None, float(rng.integers(1, 9)) if "-" not in name else 50.0) for name in values],
    )


def test_one_choice_is_enough_where_one_cut_says_all():
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5}, rows=PRICES)
    found = solve(made)
    assert found.rounds == 1 and found.cost == 3.0 + LITTLE and found.least == pytest.approx(found.cost, rel=0.02)


def test_what_two_tables_must_lose_at_the_least_is_the_sum_of_both():
    made = model(
        {"All": 30, "A": 10, "B": 17, "C": 3, "All 2": 40, "D": 38, "E": 2},
        [*TOTAL, ("All 2", ("D", "E"))],
        {"C": 5, "E": 5},
        rows=[*PRICES, ("All 2", None, 90.0), ("D", None, 7.0), ("E", None, 1.0)],
    )
    found = solve(made)
    assert names(made, set(np.flatnonzero(found.hidden))) == {"A", "C", "D", "E"} and found.rounds == 1
    assert found.cost == pytest.approx(10.0 + 2 * LITTLE) and found.least == pytest.approx(found.cost, rel=0.02)


def test_a_cell_that_gives_too_little_is_not_chosen_by_itself():
    """Four are needed: A gives all of it, B and D two each, and no round is lost on one of the two alone."""
    made = model(
        {"All": 31, "A": 26, "B": 2, "D": 2, "C": 1},
        [("All", ("A", "B", "D", "C"))],
        {"C": 5},
        rows=[("All", None, 100.0), ("A", None, 8.0), ("B", None, 3.0), ("D", None, 3.0), ("C", None, 1.0)],
    )
    found = solve(made)
    assert (found.rounds, found.cost) == (1, pytest.approx(6.0 + 2 * LITTLE)) and found.least == pytest.approx(found.cost, rel=0.02)


@pytest.mark.parametrize("best", [0, 1])
@pytest.mark.parametrize("seed", range(6))
def test_a_choice_that_is_finished_greedily_is_proved_and_hides_nothing_needlessly(seed, best, monkeypatch):
    monkeypatch.setattr(solving, "BEST", best)
    monkeypatch.setattr(solving, "AGAIN", 0)
    made = of_two_ways(seed)
    found = solve(made)
    assert found.rounds >= max(best, 1) and not found.disclosed and Prover(made).cuts(found.hidden) == []
    for cell in np.flatnonzero(found.hidden & ~made.forced) if not best else ():  # what a round chose stays chosen
        fewer = found.hidden.copy()
        fewer[cell] = False
        assert Prover(made).cuts(fewer), f"{names(made, {cell})} could be shown"
    assert found.cost == pytest.approx(sum(price + LITTLE for count, _, price in made.rows if found.hidden[count] and not made.forced[count]))
    assert (found.least > 0) == (best > 0) and found.least <= found.cost + 1e-9


@pytest.mark.parametrize("price", [0.0, 0.0005, 1.0])
@pytest.mark.parametrize("seed", range(6))
def test_nothing_costs_less_than_the_least(seed, price):
    """Rows that cost next to nothing, as those of earlier years and of earlier issues: a cell costs a little beside them in both figures."""
    made = of_two_ways(seed)
    made = replace(made, rows=[(count, base, price) for count, base, _ in made.rows])
    found = solve(made)
    assert found.hidden.sum() > made.forced.sum() and 0 < found.least <= found.cost + 1e-9 <= 1.1 * found.least + 1e-9


@pytest.mark.parametrize("then", [[], None], ids=["with the last proof", "with a cut that nothing meets"])
def test_what_asked_before_it_was_given_up_is_no_part_of_the_least(then, monkeypatch):
    """A cut of B asks for A, and nothing protects B after all: any choice may show A, so the least must not count it."""
    monkeypatch.setattr(solving, "BEST", 1)
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5, "B": 20}, rows=PRICES)
    a, b = made.place["A"], made.place["B"]
    prover = Never([])
    asked = iter([[Cut(b, {a: 1.0}, 1.0)], [Cut(b, {}, 1.0)] if then is None else then])

    def cuts(seen):
        new = next(asked, [])
        prover.disclosed |= {b} if new == [] else set()
        return new

    prover.cuts = cuts
    found = _tried(made, prover, [], _Chosen(made))
    assert found.disclosed == {b} and found.least == 0 <= found.cost


@pytest.mark.parametrize("seed", [1, 3, 4, 8])
def test_a_greedy_choice_is_made_anew_with_what_was_learned(seed, monkeypatch):
    """Finished greedily it costs up to twice the least; chosen anew with all cuts known, as little as a choice in all its rounds."""
    made = of_two_ways(seed)
    usual = solve(made)
    monkeypatch.setattr(solving, "BEST", 1)
    again = solve(made)
    monkeypatch.setattr(solving, "AGAIN", 0)
    greedy = solve(made)
    assert 1.05 * usual.cost < greedy.cost <= 2 * usual.cost
    assert again.cost == usual.cost and again.least >= greedy.least and again.rounds >= greedy.rounds
    assert again.least == pytest.approx(usual.least, rel=0.02)


def test_the_cheapest_cells_for_what_they_give_meet_a_cut():
    """B costs 4 and gives a fourth, A costs 3 and gives all: A alone; and of what is hidden already no more is asked."""
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5}, rows=PRICES)
    all_, a, b, c = (made.place[name] for name in ("All", "A", "B", "C"))
    pick = _Chosen(made).cheapest
    assert pick(Cut(c, {all_: 4.0, a: 4.0, b: 1.0}, 4.0), hidden(made, "C")) == [a]
    assert pick(Cut(c, {all_: 4.0, a: 2.0, b: 4.0}, 4.0), hidden(made, "C")) == [b], "4 for all of it is less than 3 for a half"
    assert pick(Cut(c, {all_: 4.0, a: 3.0, b: 1.0}, 4.0), hidden(made, "C")) == [a, b]
    assert pick(Cut(c, {all_: 4.0, a: 3.0, b: 1.0}, 4.0), hidden(made, "C", "A")) == [b]
    assert pick(Cut(c, {all_: 4.0, a: 3.0, b: 2.0}, 4.0), hidden(made, "C", "B")) == [a], "two are left to ask for, and A gives two of them as well as three"
    assert pick(Cut(c, {a: 0.5, b: 1.0}, 0.5), hidden(made, "C")) == [a], "where half a person is left to ask for, more gives no more"
    assert pick(Cut(c, {all_: 4.0, a: 4.0}, 4.0), hidden(made, "C", "A")) == [all_], "something more is hidden in any case"
    assert pick(Cut(c, {a: 4.0}, 4.0), hidden(made, "C", "A")) == []


class Never:
    """A prover that asks for one cell after another, and in the end for one that nothing protects."""

    def __init__(self, asked):
        self.asked, self.disclosed = asked, set()

    def cuts(self, seen):
        return [cut for cut in self.asked if cut.of not in self.disclosed and not any(seen[cell] for cell in cut.weights)]


def test_a_cell_that_nothing_protects_is_passed_over_and_the_others_are_protected(monkeypatch):
    monkeypatch.setattr(solving, "BEST", 0)
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5, "B": 20}, rows=PRICES)
    a, b, c = (made.place[name] for name in "ABC")
    found = _tried(made, Never([Cut(b, {}, 1.0)]), [], _Chosen(made))
    assert found.disclosed == {b} and found.rounds == 0 and found.cost == 0
    found = _tried(made, Never([Cut(b, {}, 1.0), Cut(c, {a: 1.0}, 1.0)]), [], _Chosen(made))
    assert found.disclosed == {b} and found.hidden[a] and found.rounds == 1 and found.cost == 3.0 + LITTLE


@pytest.mark.parametrize("seed", range(3))
def test_where_a_search_ends_with_nothing_the_cheapest_cells_are_taken(seed, monkeypatch):
    made = of_two_ways(seed)
    usual = solve(made)
    monkeypatch.setattr(solving, "milp", lambda *args, **more: SimpleNamespace(x=None))
    found = solve(made)
    assert Prover(made).cuts(found.hidden) == [] and found.least == 0 and usual.cost <= found.cost <= 2 * usual.cost
    small = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5}, rows=PRICES)
    assert chosen(small) == {"A", "C"} and solve(small).rounds == 1
    two = model(
        {"All": 31, "A": 26, "B": 2, "D": 2, "C": 1},
        [("All", ("A", "B", "D", "C"))],
        {"C": 5},
        rows=[("All", None, 100.0), ("A", None, 8.0), ("B", None, 3.0), ("D", None, 3.0), ("C", None, 1.0)],
    )
    assert chosen(two) == {"B", "D", "C"} or chosen(two) == {"A", "C"}


class Either:
    """A prover that asks for A, then for the total as well, and would have been content with either of them."""

    def __init__(self, total, a):
        self.first, self.second, self.disclosed, self.asked = Cut(0, {a: 1.0}, 1.0), Cut(0, {total: 1.0}, 1.0), set(), 0

    def cuts(self, seen):
        self.asked += 1
        if self.asked <= 2:
            return [(self.first, self.second)[self.asked - 1]]
        return [] if any(seen[cell] for cut in (self.first, self.second) for cell in cut.weights) else [self.first]


def test_of_what_was_hidden_greedily_the_dearest_that_is_not_needed_is_shown_again(monkeypatch):
    monkeypatch.setattr(solving, "BEST", 0)
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5}, rows=PRICES)
    found = _tried(made, Either(made.place["All"], made.place["A"]), [], _Chosen(made))
    assert names(made, set(np.flatnonzero(found.hidden))) == {"A", "C"}


def test_the_one_cell_hidden_greedily_is_needed_and_not_asked_about_again(monkeypatch):
    monkeypatch.setattr(solving, "BEST", 0)
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5}, rows=PRICES)
    prover, asked = Never([Cut(made.place["C"], {made.place["A"]: 1.0}, 1.0)]), []
    prover.cuts = lambda seen: asked.append(1) or Never.cuts(prover, seen)
    _tried(made, prover, [], _Chosen(made))
    assert len(asked) == 2, "once to be asked for A, and once to be content"


@pytest.mark.parametrize(
    ("tries", "learned", "made"),
    [
        ([(21.0, 20.0)], 1, (21.0, 20.0, 1)),  # a twentieth more than the least is good enough
        ([(22.0, 20.0), (21.0, 19.0), (30.0, 20.0)], 1, (21.0, 20.0, 2)),  # the cheapest of all tries, the highest of all bounds
        ([(30.0, 20.0), (29.0, 20.0)], 0, (29.0, 20.0, 2)),  # nothing was learned: the next would be alike
        ([(30.0, 20.0)] * 5, 1, (30.0, 20.0, 5)),  # four times anew and no more
    ],
    ids=["good enough", "better", "nothing learned", "in the end"],
)
def test_a_choice_is_made_anew_until_it_is_good_enough_or_nothing_is_learned(tries, learned, made, monkeypatch):
    left = iter(tries)

    def tried(model, prover, cuts, chosen):
        cuts += [None] * learned
        cost, least = next(left)
        return Solution(np.zeros(1, bool), frozenset(), cost, least, 1)

    monkeypatch.setattr(solving, "_tried", tried)
    found = solve(model({"All": 30, "A": 30}, [("All", ("A",))], {}))
    assert (found.cost, found.least, found.rounds) == made


def test_cuts_that_share_no_cell_and_no_row_are_met_apart():
    one, like, row, apart = (({1: 1.0}, 1.0), ({1: 1.0, 2: 1.0}, 1.0), ({3: 1.0}, 1.0), ({4: 1.0}, 1.0))
    assert _parts([one, like, row, apart], {1: [], 2: [7], 3: [7], 4: [8]}) == [[one, like, row], [apart]]


def test_the_cheapest_cells_for_what_they_give_are_taken_where_a_search_ends_with_nothing():
    """A costs 3 and gives a fourth, B costs 4 and gives all of it; a cut that B meets already asks for no more."""
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5}, rows=PRICES)
    a, b = made.place["A"], made.place["B"]
    assert _cheaply(_Chosen(made), [({a: 1.0, b: 4.0}, 4.0), ({a: 4.0, b: 4.0}, 4.0)]) == [b]
