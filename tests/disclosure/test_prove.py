"""Proofs and choices on models small enough to be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, sparse

from eianalysis.disclosure.model import Model
from eianalysis.disclosure.prove import WIDEST, Prover
from eianalysis.disclosure.solve import solve


def model(values, sums, need, *, fixed=(), unprinted=(), rows=None) -> Model:
    """Cells by name with their values; each sum is a cell and its parts; ``need`` says of a cell what it must still be able to be."""
    place = {name: at for at, name in enumerate(values)}
    size = len(values)
    matrix = np.zeros((len(sums), size))
    for at, (whole, parts) in enumerate(sums):
        matrix[at, place[whole]] = 1.0
        for name, weight in parts.items() if isinstance(parts, dict) else ((part, 1.0) for part in parts):
            matrix[at, place[name]] = -weight
    assert np.allclose(matrix @ np.array(list(values.values()), float), 0), "the example does not add up"
    wanted, may, never, forced = np.zeros(size), np.ones(size, bool), np.zeros(size, bool), np.zeros(size, bool)
    for name, least in need.items():
        wanted[place[name]], forced[place[name]] = least, name not in unprinted
    may[[place[name] for name in (*fixed, *unprinted)]] = False
    never[[place[name] for name in unprinted]] = True
    rows = rows or [(name, None, 1.0) for name in values if name not in unprinted]
    return Model(
        place,
        np.array(list(values.values()), float),
        sparse.csr_array(matrix),
        may,
        never,
        wanted,
        forced,
        [(place[count], None if base is None else place[base], cost) for count, base, cost in rows],
    )


def hidden(made: Model, *names) -> np.ndarray:
    out = np.zeros(len(made.values), bool)
    out[[made.place[name] for name in names]] = True
    return out


def names(made: Model, cells) -> set[str]:
    return {name for name, at in made.place.items() if at in cells}


def chosen(made: Model) -> set[str]:
    return names(made, set(np.flatnonzero(solve(made).hidden)))


TOTAL = [("All", ("A", "B", "C"))]


def test_one_hidden_cell_of_a_shown_total_is_told_and_any_other_would_protect_it():
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5})
    (cut,) = Prover(made).cuts(hidden(made, "C"))
    assert cut.of == made.place["C"] and names(made, cut.weights) == {"All", "A", "B"}
    assert all(weight == pytest.approx(cut.least) for weight in cut.weights.values()), "each of them would do alone"


@pytest.mark.parametrize("beside", ["All", "A", "B"])
def test_two_hidden_cells_of_a_total_protect_each_other(beside):
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5})
    assert Prover(made).cuts(hidden(made, "C", beside)) == []


def test_a_cell_is_protected_by_no_more_than_another_can_give():
    """Three and one are four together: with the total shown none of them can be five."""
    made = model({"All": 30, "A": 26, "B": 1, "C": 3}, TOTAL, {"C": 5, "B": 5})
    cuts = Prover(made).cuts(hidden(made, "B", "C"))
    assert {cut.of for cut in cuts} == {made.place["B"], made.place["C"]}
    assert all({"All", "A"} <= names(made, cut.weights) for cut in cuts)
    two = model({"All": 30, "A": 25, "B": 2, "C": 3}, TOTAL, {"C": 5, "B": 5})
    assert Prover(two).cuts(hidden(two, "B", "C")) == [], "two and three can be five and none, or none and five"


def test_part_of_what_a_cell_needs_counts_for_as_much_as_it_gives():
    """One that is to be five needs four: of another cell of one comes one, and so its weight in the cut is a fourth of the whole."""
    made = model({"All": 31, "A": 29, "B": 1, "C": 1}, TOTAL, {"C": 5})
    (cut,) = Prover(made).cuts(hidden(made, "C"))
    by = {name: cut.weights[made.place[name]] for name in names(made, cut.weights)}
    assert by["B"] / cut.least == pytest.approx(0.25) and by["A"] == by["All"] == pytest.approx(cut.least)


def test_what_is_known_already_is_passed_over():
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5}, fixed=("All", "A", "B"))
    prover = Prover(made)
    assert prover.cuts(hidden(made, "C")) == [] and prover.disclosed == {made.place["C"]}
    assert solve(made).disclosed == {made.place["C"]} and chosen(made) == {"C"}


def test_a_cell_beside_no_other_is_proved_by_itself():
    made = model({"All": 30, "C": 3}, [], {"C": 5})
    assert Prover(made).cuts(hidden(made, "C")) == []


def test_what_was_never_shown_gives_way_like_what_is_hidden():
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5}, unprinted=("B",))
    assert Prover(made).cuts(hidden(made, "C")) == []
    small = model({"All": 30, "A": 26, "B": 1, "C": 3}, TOTAL, {"C": 5}, unprinted=("B",))
    (cut,) = Prover(small).cuts(hidden(small, "C"))
    assert names(small, cut.weights) == {"All", "A"}, "what is never shown can not be hidden besides"


def test_counts_are_whole_people():
    """Half of a and b together are printed: where b is twice c, whole counts of c move a by even numbers only."""
    made = model({"sum": 10, "a": 4, "b": 6, "c": 3}, [("sum", ("a", "b")), ("b", {"c": 2.0})], {"c": 5})
    assert Prover(made).cuts(hidden(made, "a", "b", "c")) == [], "c five, b ten, a none"
    odd = model({"sum": 9, "a": 3, "b": 6, "c": 3}, [("sum", ("a", "b")), ("b", {"c": 2.0})], {"c": 5})
    assert Prover(odd).cuts(hidden(odd, "a", "b", "c")), "c five would make b ten, and all are nine"


def test_fractions_of_a_headcount_need_not_be_whole():
    made = model({"mean": 6.5, "start": 10, "end": 3}, [("mean", {"start": 0.5, "end": 0.5})], {"end": 5})
    assert Prover(made).cuts(hidden(made, "end")), "the mean and the start tell the end"
    assert Prover(made).cuts(hidden(made, "end", "mean")) == []
    assert Prover(made).cuts(hidden(made, "end", "start")) == []


def test_blocks_that_do_not_hang_together_are_proved_apart():
    made = model({"All": 30, "A": 27, "C": 3, "All 2": 40, "D": 38, "E": 2}, [("All", ("A", "C")), ("All 2", ("D", "E"))], {"C": 5, "E": 5})
    prover = Prover(made)
    assert {cut.of for cut in prover.cuts(hidden(made, "C", "E"))} == {made.place["C"], made.place["E"]}
    assert {cut.of for cut in prover.cuts(hidden(made, "C", "A", "E"))} == {made.place["E"]}
    assert prover.cuts(hidden(made, "C", "A", "E", "All 2")) == []


def test_a_world_found_before_is_none_once_what_differs_in_it_is_shown():
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5})
    prover = Prover(made)
    assert prover.cuts(hidden(made, "C", "A")) == [] and prover.cuts(hidden(made, "C", "B")) == []
    assert prover.cuts(hidden(made, "C")), "nothing gives way any more"
    assert prover.cuts(hidden(made, "C", "A")) == []


def test_no_world_is_looked_for_further_away_than_there_is_room():
    made = model({"All": 300, "A": 297, "C": 3}, [("All", ("A", "C"))], {"C": 3 + WIDEST + 1})
    assert Prover(made).cuts(hidden(made, "C", "A")) == [] or Prover(made).disclosed


# --- which cells are hidden -------------------------------------------------------------------------------------------------


def test_the_cheapest_row_is_hidden_besides():
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5}, rows=[("All", None, 100.0), ("A", None, 3.0), ("B", None, 4.0), ("C", None, 1.0)])
    assert chosen(made) == {"A", "C"}
    found = solve(made)
    assert found.cost == pytest.approx(3.0, abs=0.01) and found.least <= 3.01 + 1e-6 and not found.disclosed


def test_two_cheap_rows_are_hidden_where_one_does_not_give_enough():
    made = model(
        {"All": 31, "A": 27, "B": 1, "D": 2, "C": 1},
        [("All", ("A", "B", "D", "C"))],
        {"C": 5},
        rows=[("All", None, 100.0), ("A", None, 8.0), ("B", None, 1.0), ("D", None, 1.0), ("C", None, 1.0)],
    )
    assert chosen(made) == {"A", "C"}, "one and two are three, and four are needed"
    more = model(
        {"All": 31, "A": 26, "B": 2, "D": 2, "C": 1},
        [("All", ("A", "B", "D", "C"))],
        {"C": 5},
        rows=[("All", None, 100.0), ("A", None, 8.0), ("B", None, 1.0), ("D", None, 1.0), ("C", None, 1.0)],
    )
    assert chosen(more) == {"B", "D", "C"}


def test_a_row_that_is_lost_anyway_costs_nothing_more():
    """The base of a row whose count is small is lost with it, so it is the base that protects another."""
    made = model(
        {"All": 60, "A": 17, "B": 40, "C": 3, "few": 2},
        TOTAL,
        {"C": 5, "few": 5},
        rows=[("All", None, 100.0), ("few", "A", 9.0), ("B", None, 1.0), ("C", None, 1.0)],
    )
    assert chosen(made) == {"A", "C", "few"}


def test_nothing_is_hidden_where_nothing_is_small():
    made = model({"All": 30, "A": 10, "B": 12, "C": 8}, TOTAL, {})
    found = solve(made)
    assert not found.hidden.any() and found.cost == 0 and found.rounds == 0


@pytest.mark.parametrize("seed", range(3))
def test_what_is_chosen_is_as_cheap_as_the_best_of_all_choices(seed):
    """A table of two ways, every set of its cells tried: none that protects costs less."""
    rng = np.random.default_rng(seed)
    inner = rng.integers(1, 12, (3, 3))
    inner[0, 0] = 3
    values = {f"{i}{j}": int(inner[i, j]) for i in range(3) for j in range(3)}
    values |= {f"{i}-": int(inner[i].sum()) for i in range(3)} | {f"-{j}": int(inner[:, j].sum()) for j in range(3)}
    sums = [(f"{i}-", [f"{i}{j}" for j in range(3)]) for i in range(3)] + [(f"-{j}", [f"{i}{j}" for i in range(3)]) for j in range(3)]
    cost = {name: float(rng.integers(1, 9)) if "-" not in name else 50.0 for name in values}
    made = model(values, sums, {name: 5 for name, value in values.items() if value < 5 and "-" not in name}, rows=[(name, None, cost[name]) for name in values])
    found = solve(made)
    assert Prover(made).cuts(found.hidden) == []
    small = set(np.flatnonzero(made.forced))
    others = [at for name, at in made.place.items() if at not in small and "-" not in name]
    best = np.inf
    for pick in range(2 ** len(others)):
        these = [at for place, at in enumerate(others) if pick >> place & 1]
        price = sum(cost[name] for name, at in made.place.items() if at in these)
        if price < best:
            trial = made.forced.copy()
            trial[these] = True
            if not Prover(made).cuts(trial):
                best = price
    assert found.cost <= min(best, 50.0) + 0.01 or best == np.inf


# --- at the edges of a proof --------------------------------------------------------------------------------------------------


def test_a_hidden_cell_that_would_have_to_be_out_by_more_than_there_is_room_protects_nothing():
    """A is known, so the total must rise with C: by 40 at the most."""
    for more, proved in ((40, True), (41, False)):
        made = model({"All": 300, "A": 297, "C": 3}, [("All", ("A", "C"))], {"C": 3 + more}, fixed=("A",))
        prover = Prover(made)
        assert (prover.cuts(hidden(made, "C", "All")) == [] and not prover.disclosed) is proved, more


def test_where_only_fractions_of_people_would_fit_something_more_is_hidden():
    """Twice a and three times c are five, a is to be two: c would have to be a third of a person."""
    made = model({"sum": 5, "a": 1, "c": 1}, [("sum", {"a": 2.0, "c": 3.0})], {"a": 2})
    (cut,) = Prover(made).cuts(hidden(made, "a", "c"))
    assert (cut.of, cut.weights, cut.least) == (made.place["a"], {made.place["sum"]: 1.0}, 1.0)
    assert solve(made).hidden[made.place["sum"]]
    known = model({"sum": 5, "a": 1, "c": 1}, [("sum", {"a": 2.0, "c": 3.0})], {"a": 2}, fixed=("sum",))
    prover = Prover(known)
    assert prover.cuts(hidden(known, "a", "c")) == [] and prover.disclosed == {known.place["a"]}, "nothing protects it, and so it is told"
    parts = model({"sum": 6.5, "a": 1, "c": 1.5}, [("sum", {"a": 2.0, "c": 3.0})], {"a": 2})
    assert Prover(parts).cuts(hidden(parts, "a", "c")) == [], "of person-years a third is possible"


def test_a_world_of_whole_people_may_lie_further_off_than_the_least_that_is_needed():
    """a and twice c are nine, a is three and to be four: as it moves by two, it can be five."""
    made = model({"sum": 9, "a": 3, "c": 3}, [("sum", {"a": 1.0, "c": 2.0})], {"a": 4})
    prover = Prover(made)
    assert prover.cuts(hidden(made, "a", "c")) == [] and not prover.disclosed
    assert prover.cuts(hidden(made, "a", "c")) == []
    share = model({"sum": 5.8, "a": 4.6, "c": 3}, [("sum", {"a": 1.0, "c": 0.4})], {"a": 5})
    assert Prover(share).cuts(hidden(share, "a", "c")) == [], "one of c less is just what is needed"


def test_a_tenth_that_is_needed_is_no_whole_person():
    made = model({"All": 5, "B": 0.1, "C": 4.9}, [("All", ("B", "C"))], {"C": 5})
    assert Prover(made).cuts(hidden(made, "B", "C")) == []


def test_four_that_are_to_be_five_are_proved_like_any_other():
    made = model({"x": 4, "y": 4}, [("x", ("y",))], {"y": 5})
    prover = Prover(made)
    assert prover.cuts(hidden(made, "x", "y")) == []
    assert prover.cuts(hidden(made, "y")), "a world in which x differs is none once x is shown"
    assert Prover(made).cuts(hidden(made, "y"))


def test_nobody_of_a_few_must_be_able_to_be_somebody():
    made = model({"All": 30, "A": 30, "C": 0}, [("All", ("A", "C"))], {"C": 1})
    assert {cut.of for cut in Prover(made).cuts(hidden(made, "C"))} == {made.place["C"]}
    assert Prover(made).cuts(hidden(made, "C", "A")) == []


def test_what_is_passed_over_is_not_asked_for_again():
    made = model({"All": 30, "A": 10, "B": 17, "C": 3}, TOTAL, {"C": 5})
    assert Prover(made, disclosed={made.place["C"]}).cuts(hidden(made, "C")) == []


def test_what_is_never_shown_gives_its_part_and_the_rest_is_asked_of_others():
    """Two are needed: one comes of B, which is never shown, so one of D does for the rest."""
    made = model({"All": 33, "A": 28, "B": 1, "D": 1, "C": 3}, [("All", ("A", "B", "D", "C"))], {"C": 5}, unprinted=("B",))
    (cut,) = Prover(made).cuts(hidden(made, "C"))
    assert cut.weights[made.place["D"]] == pytest.approx(cut.least)
    assert Prover(made).cuts(hidden(made, "C", "D")) == []


def test_what_an_issue_before_hid_gives_its_part_and_what_it_showed_gives_none():
    """C needs three more: one comes of B, hidden before; D has one of the other two and E all of them."""
    made = model({"All": 33, "A": 24, "B": 1, "D": 1, "E": 5, "C": 2}, [("All", ("A", "B", "D", "E", "C"))], {"C": 5, "B": 2}, fixed=("All", "A", "B"))
    (cut,) = [each for each in Prover(made).cuts(hidden(made, "B", "C")) if each.of == made.place["C"]]
    by = {name: cut.weights[made.place[name]] / cut.least for name in names(made, cut.weights)}
    assert by["D"] == pytest.approx(0.5) and by["E"] == pytest.approx(1.0) and "A" not in by and "All" not in by


def test_what_can_be_protected_by_all_that_is_left_and_no_more_is_not_given_up():
    made = model({"All": 32, "A": 27, "D": 2, "C": 3}, [("All", ("A", "D", "C"))], {"C": 5}, fixed=("All", "A"))
    prover = Prover(made)
    (cut,) = prover.cuts(hidden(made, "C"))
    assert set(cut.weights) == {made.place["D"]} and not prover.disclosed
    assert chosen(made) == {"C", "D"}


def test_what_is_proved_is_not_proved_again(monkeypatch):
    """Each programme costs time, of which a plan of thousands of cells has little: a world found before is a proof."""
    made = model({"All": 60, "A": 25, "B": 20, "C": 3, "D": 2, "E": 10}, [("All", ("A", "B", "C", "D", "E"))], {"C": 5, "D": 5})
    solved = []
    monkeypatch.setattr("eianalysis.disclosure.prove.optimize.linprog", lambda *args, true=optimize.linprog, **more: solved.append(1) or true(*args, **more))
    prover = Prover(made)
    assert prover.cuts(hidden(made, "C", "D", "A")) == [] and len(solved) == 1, "one world in which both are large enough"
    assert prover.cuts(hidden(made, "C", "D", "A", "B")) == [] and len(solved) == 1
    assert len(prover.cuts(hidden(made, "C"))) == 1 and len(solved) == 3, "once for many at once, and once for what must be hidden besides"


def test_the_worlds_of_many_tables_are_all_remembered(monkeypatch):
    values = {f"{part}{n}": size for n in range(5) for part, size in (("All", 30), ("A", 27), ("C", 3))}
    made = model(values, [(f"All{n}", (f"A{n}", f"C{n}")) for n in range(5)], {f"C{n}": 5 for n in range(5)})
    prover, gone = Prover(made), hidden(made, *(f"{part}{n}" for n in range(5) for part in "AC"))
    assert prover.cuts(gone) == []
    monkeypatch.setattr("eianalysis.disclosure.prove.optimize", None)
    assert prover.cuts(gone) == [], "nothing is solved again"


def test_a_third_of_a_person_is_near_enough_to_be_remembered(monkeypatch):
    """Worlds are kept to four decimals: that 1.3333 is found where 4/3 are needed is as good."""
    made = model({"All": 30, "A": 30 - 11 / 3, "C": 11 / 3}, [("All", ("A", "C"))], {"C": 5})
    prover = Prover(made)
    assert prover.cuts(hidden(made, "A", "C")) == []
    monkeypatch.setattr("eianalysis.disclosure.prove.optimize", None)
    assert prover.cuts(hidden(made, "A", "C")) == []


def test_a_cell_of_nobody_gives_nothing_where_one_is_needed():
    """C is four and to be five: somebody of A or of the total may be it, and of B there is nobody."""
    made = model({"All": 30, "A": 26, "B": 0, "C": 4}, TOTAL, {"C": 5})
    (cut,) = Prover(made).cuts(hidden(made, "C"))
    assert names(made, cut.weights) == {"All", "A"}
