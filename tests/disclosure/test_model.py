"""What of one row must stay in doubt: at the edges of the threshold, of what is left of a base, and of nobody and everybody."""

from dataclasses import replace

import numpy as np
import pytest

from eianalysis.declare import PUBLIC, Among, Box
from eianalysis.disclosure.cells import Row, key_of
from eianalysis.disclosure.model import COST, Model, count_versions
from eianalysis.policy import policy_for

BOARD = policy_for("board")
NOBODY = key_of([])


def box(group="All", universe="service", **facts):
    return Box(universe, {**facts, **({} if group == "All" else {"ethnicity": Among(group)})})


def key(*given, **facts):
    return key_of([(1.0, box(*given, **facts))])


def row(cases, of, *, group="Asian", count=None, base=None, proportion=False, kind="group", threshold=5, withheld=(), within=("m",)):
    count = key(group, left=Among("yes")) if count is None else count
    return Row(count, key(group) if base is None else base, cases, of, threshold, proportion, kind, within, group, withheld)


def needs(*rows, policy=BOARD, **more):
    """Of each row's count and base what they must still be able to be (None: not in the model), and whether they are hidden whatever else is."""
    made = Model.of(rows, policy, **more)
    found = []
    for one in rows:
        places = [made.place.get(cell) for cell in one.cells]
        found.append([None if place is None else (made.need[place], bool(made.forced[place])) for place in places])
    return found


def share(cases, of, *, group="Asian", **more):
    """A share whose count and base are declared apart, so that only the share says that one is of the other."""
    return row(cases, of, group=group, base=key(group, "asked"), proportion=True, **more)


def rest_of(made, one):
    """The place of those in the base of a share and not in its count: it follows and is never printed."""
    left = [place for place in range(len(made.values)) if place not in made.place.values() and made.values[place] == one.of - one.cases]
    return left[0] if left else None


@pytest.mark.parametrize(("cases", "need"), [(0, 0), (1, 5), (4, 5), (5, 0), (6, 0)])
def test_a_count_below_the_threshold_must_stay_as_large_as_it(cases, need):
    assert needs(row(cases, 400)) == [[(need, need > 0), (0, False)]]


@pytest.mark.parametrize(("of", "need"), [(3, 5), (4, 5), (5, 0)])
def test_so_must_a_base(of, need):
    policy = replace(policy_for("working"), threshold=5)
    assert needs(row(0, of, count=NOBODY), policy=policy) == [[None, (need, need > 0)]]  # nobody could be counted: the base is hidden itself
    assert needs(row(0, of), policy=policy)[0][1] == (need, need > 0)


@pytest.mark.parametrize(("threshold", "cases", "need"), [(10, 9, 10), (10, 10, 0), (5, 9, 0)])
def test_the_threshold_is_the_rows_own(threshold, cases, need):
    assert needs(row(cases, 400, threshold=threshold))[0][0] == (need, need > 0)


def test_of_two_rows_that_print_one_count_the_larger_threshold_holds():
    one, other = row(3, 400), row(3, 400, threshold=10, within=("n",))
    for rows in ((one, other), (other, one)):
        assert [found[0] for found in needs(*rows)] == [(10, True), (10, True)]


@pytest.mark.parametrize(("cases", "left", "hidden"), [(395, 5, False), (396, 4, True), (399, 1, True), (400, 0, False)])
def test_the_few_of_a_share_who_did_not_are_protected_by_its_count(cases, left, hidden):
    one = share(cases, 400)
    made = Model.of([one], BOARD)
    count, base = (made.place[cell] for cell in one.cells)
    assert (bool(made.forced[count]), bool(made.forced[base])) == (hidden, False)
    rest = rest_of(made, one)
    assert made.need[rest] == (5 if hidden else 0) and made.never_shown[rest] and not made.may_hide[rest]
    assert made.need[count] == made.need[base] == 0
    assert abs(made.sums @ made.values).max() < 1e-9  # what is left, the count and the base add up
    assert rest_of(Model.of([replace(one, proportion=False)], BOARD), one) is None  # of a rate nobody is left


@pytest.mark.parametrize("of", [9, 10])
@pytest.mark.parametrize("cases", [0, "all"])
def test_nobody_and_everybody_of_a_small_base_are_hidden_and_could_be_one(cases, of):
    small = of < BOARD.all_or_none_base
    one = share(of if cases == "all" else 0, of)
    made = Model.of([one], BOARD)
    count = made.place[one.cells[0]]
    assert bool(made.forced[count]) is small
    open_one = rest_of(made, one) if cases == "all" else count
    assert made.need[open_one] == (1 if small else 0)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (row(0, 0), [(0, False), (0, False)]),  # of nobody nothing is said
        (row(0, 1), [(1, True), (5, True)]),
        (row(6, 9), [(0, False), (0, False)]),
        (row(8, 8), [(0, True), (0, False)]),
        (row(8, 8, count=key("Asian")), [(0, False), (0, False)]),  # a count that is its base tells nothing of who did
    ],
)
def test_a_small_base_is_no_secret_by_itself(given, said):
    assert needs(given) == [said]


def test_a_group_that_is_not_there_as_everybody_knows_may_be_told():
    """White and Asian are all there are: that nobody is left is no secret. Where it is not told of all, what is left is never shown."""
    whole = Model.of([row(70, 800, group="All"), row(40, 400, group="White"), row(30, 400)], BOARD)
    part = Model.of([row(70, 800, group="All"), row(40, 400, group="White")], BOARD)
    for made, shown in ((whole, 0), (part, 30)):
        left = [place for place in range(len(made.values)) if place not in made.place.values() and made.values[place] == shown]
        assert left and all(bool(made.never_shown[place]) is (made is part) for place in left)


@pytest.mark.parametrize(("total_of", "needed"), [(9, 1), (10, 0), (400, 0)])
@pytest.mark.parametrize("everybody", [False, True])
def test_what_the_total_of_many_says_cannot_be_taken_back_group_by_group(total_of, needed, everybody):
    """Nobody of 400 left: that nobody of nine did follows. Nobody of nine says too little about too few."""
    one = share(8 if everybody else 0, 8)
    total = share(total_of if everybody else 0, total_of, group="All", kind="total")
    made = Model.of([one, total], BOARD)
    count = made.place[one.cells[0]]
    assert made.forced[count]
    assert made.need[rest_of(made, one) if everybody else count] == needed
    other = replace(total, within=("another table",))
    assert Model.of([one, other], BOARD).need.max() >= 1
    mixed = replace(total, cases=total_of / 2, within=("m",))  # the total says neither
    assert Model.of([one, mixed], BOARD).need.max() >= 1
    group = replace(total, group="Everybody else")  # no total says it
    assert Model.of([one, group], BOARD).need.max() >= 1


@pytest.mark.parametrize(
    ("withheld", "said"),
    [((0,), [(35, True), (0, False)]), ((1,), [(0, False), (405, True)]), ((0, 1), [(35, True), (405, True)]), ((), [(0, False), (0, False)])],
)
def test_what_is_withheld_is_hidden_and_could_be_more_by_the_threshold(withheld, said):
    assert needs(row(30, 400, withheld=withheld)) == [said]
    assert needs(row(0, 400, count=NOBODY, withheld=(0,))) == [[None, (0, False)]]


def test_published_counts_are_no_cells_and_what_is_not_published_beside_them_is():
    public = key("Asian", PUBLIC + "census")
    assert needs(row(3, 3, count=public, base=public)) == [[None, None]]
    assert needs(row(3, 400, base=public)) == [[(5, True), None]]
    assert needs(row(30, 3, count=public)) == [[None, (5, True)]]


def test_a_small_part_that_only_follows_is_protected_too():
    """40 of whom 36 and 2 are told: who is in neither is few, though no row prints them."""
    rows = [row(40, 400, group="All"), row(38, 400, group="White", within=("m",))]
    made = Model.of(rows, BOARD)
    follow = [place for place in range(len(made.values)) if place not in made.place.values() and made.need[place]]
    assert [made.values[place] for place in follow] == [2] and made.need[follow[0]] == 5 and made.never_shown[follow[0]]
    assert not made.forced.any()  # which of the printed ones is given up is decided later
    sensitive = [replace(each, count=key_of([(1.0, Box("service", {**dict(each.count[0][1].facts), "x": Among("y")}))])) for each in rows]
    assert Model.of(sensitive, BOARD).need.max() == 5


@pytest.mark.parametrize(("left", "need"), [(0, 0), (1, 5), (4, 5), (5, 0)])
def test_what_follows_is_small_below_the_threshold(left, need):
    made = Model.of([row(40, 400, group="All"), row(40 - left, 400, group="White")], BOARD)
    assert made.need.max() == need


def test_what_was_decided_before_is_kept():
    one = row(30, 400)
    made = Model.of([one], BOARD, {one.cells[0]: False, one.cells[1]: True})
    count, base = (made.place[cell] for cell in one.cells)
    assert made.forced[count] and not made.forced[base] and not made.may_hide[[count, base]].any()
    fresh = Model.of([one], BOARD)
    assert fresh.may_hide[[count, base]].all() and not fresh.forced.any()


def test_the_dearest_rows_are_lost_last():
    made = Model.of([row(30, 400, kind=kind, group=kind) for kind in ("primary", "total", "reference", "undeclared", "group")], BOARD)
    cost = {of: price for of, price in zip(("group", "primary", "reference", "total", "undeclared"), (each[2] for each in made.rows), strict=True)}
    assert cost == {**{kind: COST[kind] for kind in ("primary", "total", "reference", "undeclared")}, "group": pytest.approx(1 + 2 * np.log10(401))}
    assert cost["primary"] > 10 * cost["total"] > 10 * cost["reference"] > cost["group"] > cost["undeclared"] > COST["change"] > COST["issued"]
    assert COST["undeclared"] < Model.of([row(0, 0)], BOARD).rows[0][2] < Model.of([row(30, 40)], BOARD).rows[0][2] < Model.of([row(30, 400)], BOARD).rows[0][2]


def test_the_order_in_which_rows_are_asked_decides_nothing():
    rows = [row(30, 400, group="Asian"), row(3, 400, group="Black"), row(50, 90, group="White", within=("n",))]
    one, other = Model.of(rows, BOARD), Model.of(rows[::-1], BOARD)
    assert list(one.place) == list(other.place) and (one.need == other.need).all() and one.rows == other.rows


class TestWorlds:
    def test_tables_that_agree_are_one_world(self):
        assert count_versions([row(30, 400), row(30, 400, within=("n",)), row(8, 90, group="Black")]) == [
            {key("Asian", left=Among("yes")): 30, key("Asian"): 400, key("Black", left=Among("yes")): 8, key("Black"): 90}
        ]

    def test_a_table_that_counts_one_population_otherwise_has_a_world_of_its_own_and_borrows_the_rest(self):
        found = count_versions([row(30, 400), row(31, 400, within=("n",)), row(8, 90, group="Black")])
        left = key("Asian", left=Among("yes"))
        assert [world[left] for world in found] == [30, 31]
        assert all(world[key("Black")] == 90 and world[key("Asian")] == 400 for world in found)

    def test_a_row_that_comes_again_under_one_name_is_of_another_state(self):
        found = count_versions([row(30, 400), row(31, 400), row(32, 400)])
        assert [world[key("Asian", left=Among("yes"))] for world in found] == [30, 31, 32]

    def test_a_row_that_contradicts_itself_has_its_count_apart(self):
        same = key("Asian")
        found = count_versions([row(30, 400, count=same, base=same)])
        assert sorted(world[same] for world in found) == [30, 400]

    def test_a_world_takes_nothing_of_another_universe(self):
        apart = row(7, 70, count=key("Asian", "searches", found=Among("yes")), base=key("Asian", "searches"), within=("n",))
        again = row(31, 400, within=("o",))
        found = count_versions([row(30, 400), apart, again])
        assert [key("Asian", "searches") in world for world in found] == [True, False]

    def test_of_a_table_of_two_universes_the_one_that_is_counted_alike_is_said_once(self):
        searches = [row(7, 70, group="All", count=key("Asian", "searches", found=Among("yes")), base=key("Asian", "searches"), within=(name,)) for name in "mn"]
        found = count_versions([row(30, 400), row(31, 400, within=("n",)), *searches])
        assert [key("Asian", "searches") in world for world in found] == [True, False]

    def test_published_counts_are_of_no_world(self):
        public = key("Asian", PUBLIC + "census")
        assert count_versions([row(30, 400, base=public)]) == [{key("Asian", left=Among("yes")): 30}]


def test_what_follows_from_counts_that_are_published_in_part_is_protected_like_any_other():
    """Residents less officers, of all and of the White: of the others there are two, which no published count says."""

    def residents_less_officers(group):
        return key_of([(1.0, box(group, PUBLIC + "census")), (-1.0, box(group))])

    made = Model.of([row(40, of, group=group, base=residents_less_officers(group)) for group, of in (("All", 300), ("White", 298))], BOARD)
    two = [place for place, value in enumerate(made.values) if value == 2]
    assert two and all(made.need[place] == 5 for place in two)
