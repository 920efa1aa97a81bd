"""What follows from counts: every sum holds whatever the data, every size is the true one, and no difference is passed over."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from eianalysis.declare import Among, Box, Days
from eianalysis.disclosure.cells import key_of
from eianalysis.disclosure.derived_populations import Sums, box_of, sums_of, sums_of_versions

START = date(2022, 4, 1)
DAYS = [START + timedelta(days=each) for each in range(4)]
ATOMS = list(product(DAYS, "abcd", "xy"))
WHEN = [Days(), Days(DAYS[1], None), Days(DAYS[2], None), Days(DAYS[1], DAYS[1]), Days(None, DAYS[1]), Days(DAYS[1], DAYS[2]), Days(None, DAYS[0])]
WHICH = [Among(but=True), Among("a"), Among("b"), Among("c"), Among("a", "b"), Among("a", but=True), Among("a", "b", but=True)]
WHO = [Among(but=True), Among(but=True), Among("x"), Among("y")]


def box(when=WHEN[0], which=WHICH[0], who=WHO[0], universe="u"):
    return Box(universe, {"day": when, "word": which, "sort": who})


def holds(name) -> np.ndarray:
    """Of each atom whether a cell holds it: a box, several that are apart, or one without another."""
    if isinstance(name, Box):
        facts = dict(name.facts)
        return np.array([_in(day, facts.get("day")) and _in(word, facts.get("word")) and _in(sort, facts.get("sort")) for day, word, sort in ATOMS], float)
    if len(name) == 3 and name[1] == "without":
        return holds(name[0]) - holds(name[2])
    return sum(holds(each) for each in name)


def _in(value, wanted) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, Days):
        return (wanted.first is None or wanted.first <= value) and (wanted.last is None or value <= wanted.last)
    return (value in wanted.words) != wanted.but


def plain(one: Box, weight=1.0):
    return key_of([(weight, one)])


@pytest.mark.parametrize("seed", range(40))
def test_what_follows_is_true_of_any_data_and_no_difference_is_passed_over(seed):
    draw = np.random.default_rng(seed)
    counts = draw.choice([0, 1, 2, 3, 7, 12], len(ATOMS)).astype(float)
    boxes = list(
        dict.fromkeys(box(WHEN[draw.integers(len(WHEN))], WHICH[draw.integers(len(WHICH))], WHO[draw.integers(len(WHO))]) for _ in range(draw.integers(2, 7)))
    )
    sums = sums_of({plain(one): float(holds(one) @ counts) for one in boxes})
    assert not sums.contradicted
    cells = np.array([holds(name) for name in sums.place])
    assert set(cells.ravel()) <= {0.0, 1.0}, "nobody is in a part twice, and none holds less than nobody"
    np.testing.assert_allclose(cells @ counts, sums.values)
    table = np.zeros((len(sums.relations), len(cells)))
    for at, relation in enumerate(sums.relations):
        table[at, list(relation)] = list(relation.values())
    np.testing.assert_array_equal(table @ cells, 0)
    for name, inside in zip(sums.place, cells, strict=True):
        assert sums.place[name] not in sums.none or not (inside @ counts).any()
    for large, small in product(boxes, boxes):
        if large != small and small.inside(large):
            wanted = np.zeros(len(cells))
            wanted[sums.place[large]], wanted[sums.place[small]] = 1.0, -1.0
            # some parts, none of them the two themselves, that the sums say are the difference
            bounds = [(0, 0) if at in (sums.place[large], sums.place[small]) else (0, None) for at in range(len(cells))] + [(None, None)] * len(table)
            answer = linprog(np.zeros(len(bounds)), A_eq=np.hstack([np.eye(len(cells)), table.T]), b_eq=wanted, bounds=bounds)
            assert answer.status == 0, (large, small)


def test_two_lists_of_words_are_parts_of_each_other():
    sums = sums_of({plain(box()): 60, plain(box(which=Among("a", "b"))): 40, plain(box(which=Among("b", "c"))): 30, plain(box(which=Among("b"))): 25})
    found = {name: sums.values[place] for name, place in sums.place.items()}
    assert found[box(which=Among("a"))] == 15 and found[box(which=Among("c"))] == 5
    assert found[box(which=Among("a", "b", "c", but=True))] == 15


def test_what_lies_before_and_after_is_one_part_where_its_days_meet_and_two_where_they_do_not():
    inner = Days(DAYS[1], DAYS[2])
    sums = sums_of({plain(box()): 60, plain(box(inner)): 50})
    (rest,) = [name for name in sums.place if not isinstance(name, Box)]
    assert rest == (box(Days(None, DAYS[0])), box(Days(DAYS[3], None))) and sums.values[sums.place[rest]] == 10
    sums = sums_of({plain(box(Days(DAYS[0], DAYS[3]))): 60, plain(box(inner)): 50, plain(box(Days(DAYS[0], DAYS[0]))): 4})
    assert sums.values[sums.place[box(Days(DAYS[3], DAYS[3]))]] == 6
    sums = sums_of({plain(box(Days(DAYS[0], DAYS[3]))): 60, plain(box(Days(DAYS[0], DAYS[2]))): 50})
    assert set(sums.place) == {box(Days(DAYS[0], DAYS[3])), box(Days(DAYS[0], DAYS[2])), box(Days(DAYS[3], DAYS[3]))}


def test_words_and_days_of_one_attribute_are_no_parts_of_each_other():
    sums = sums_of({plain(Box("u", {"day": Among("a")})): 4, plain(Box("u", {"day": Days(DAYS[0], None)})): 9})
    assert len(sums.values) == 2 and not sums.relations and not sums.contradicted


def test_counts_of_another_universe_have_nothing_to_do_with_it():
    sums = sums_of({plain(box()): 60, plain(box(which=Among("a"), universe="v")): 50})
    assert len(sums.values) == 2 and not sums.relations


def test_a_part_that_is_more_than_the_whole_is_told_and_makes_no_sum():
    for small in (box(which=Among("a")), box(WHEN[1], Among("a"), Among("x"))):
        sums = sums_of({plain(box()): 60, plain(small): 61})
        assert sums.contradicted and all("is less than" in told for told in sums.contradicted) and not sums.relations
        assert not sums_of({plain(box()): 60, plain(small): 60}).contradicted
    parts = {plain(box()): 60, plain(box(which=Among("a"))): 40, plain(box(which=Among("a", but=True))): 19}
    sums = sums_of(parts)
    (told,) = sums.contradicted
    assert all(sum(factor * sums.values[cell] for cell, factor in each.items()) == 0 for each in sums.relations), "what does not add up is no sum"
    assert "is not the sum of its parts by word" in told


def test_person_years_may_be_off_by_their_rounding_and_counts_may_not():
    def left(whole, *parts):
        words = [Among(word) for word in "abc"][: len(parts)]
        return sums_of({plain(box()): whole, **{plain(box(which=which)): part for which, part in zip(words, parts, strict=True)}})

    def rest(sums):
        return next(value for (name, value) in zip(sums.place, sums.values, strict=True) if dict(name.facts).get("word") and dict(name.facts)["word"].but)

    assert rest(left(30.1, 20.0, 10.0)) == 0.0 and rest(left(30.0, 20.1, 10.0)) == 0.0, "a tenth is how they are rounded"
    assert rest(left(30.4, 20.1, 10.0)) == pytest.approx(0.3)
    assert rest(left(30.5, 20.0, 10.0)) == 0.5, "half a count is half a person"
    assert rest(left(31, 20, 10)) == 1 and rest(left(30, 20, 10)) == 0
    many = {plain(box(which=Among(word))): 10 for word in "abcdefghijklmnopq"}
    assert rest(sums_of({plain(box()): 171, **many})) == 1, "one person of seventeen groups and another is no rounding"
    assert left(29.6, 20.1, 10.0).contradicted and left(29.5, 20.0, 10.0).contradicted and not left(29.9, 20.0, 10.0).contradicted


def test_nobody_is_known_of_words_that_no_group_has_and_of_no_days():
    sums = sums_of({plain(box()): 60, plain(box(which=Among("a"))): 40, plain(box(which=Among("b"))): 20, plain(box(Days(DAYS[1], None))): 60})
    names = {place: name for name, place in sums.place.items()}
    assert {names[place] for place in sums.none} == {box(which=Among("a", "b", but=True))}
    some = sums_of({plain(box()): 61, plain(box(which=Among("a"))): 40, plain(box(which=Among("b"))): 20})
    assert not some.none


def test_half_of_two_headcounts_added_up_is_a_mean_of_people():
    start, end = box(WHEN[1]), box(WHEN[2])
    mean = key_of([(0.5, start), (0.5, end)])
    for value, known in ((15.0, True), (15.5, False)):
        sums = sums_of({plain(start): 20, plain(end): 10, mean: value})
        whole, place = box_of(mean), sums.place
        said = {place[whole]: 1.0, place[start]: -0.5, place[end]: -0.5} in sums.relations
        assert said is known, "what does not add up is no sum"
    assert not any(sums_of({plain(start): 20, mean: 15.0}).place[box_of(mean)] in each for each in sums_of({plain(start): 20, mean: 15.0}).relations)


def test_a_weighted_count_is_of_the_facts_that_all_its_boxes_share():
    one, two = box(WHEN[1], Among("a")), box(WHEN[2], Among("a"))
    mean, double = box_of(key_of([(0.5, one), (0.5, two)])), box_of(key_of([(2.0, one)]))
    assert mean.facts == (("word", Among("a")),) and mean.universe != "u" and double != one and double.universe.startswith("u: ")
    assert box_of(key_of([(0.5, one), (0.5, box(WHEN[3], Among("a")))])) != mean
    assert box_of(()) is None and box_of(plain(one)) == one
    of_all, of_a = key_of([(0.5, box(WHEN[1])), (0.5, box(WHEN[2]))]), key_of([(0.5, one), (0.5, two)])
    sums = sums_of({of_all: 20.0, of_a: 17.0})
    assert sorted(sums.values) == [3.0, 17.0, 20.0] and len(sums.relations) == 1, "three on average are of another group"


def test_one_sum_is_kept_once_and_of_one_cell_none():
    sums = Sums()
    at = [sums.cell(name, value) for name, value in (("All", 3.0), ("A", 2.0), ("B", 1.0))]
    for _ in range(2):
        sums.add({at[0]: 1.0, at[1]: -1.0, at[2]: -1.0})
    sums.add({at[0]: 1.0})
    assert sums.relations == [{0: 1.0, 1: -1.0, 2: -1.0}] and sums.cell("A", 9.0) == 1 and sums.values == [3.0, 2.0, 1.0]


def test_a_cell_alike_in_two_worlds_is_one_and_one_that_differs_is_two():
    whole, part = plain(box()), plain(box(which=Among("a")))
    sums = sums_of_versions([{whole: 60, part: 40}, {whole: 60, part: 37}])
    rest = box(which=Among("a", but=True))
    assert set(sums.place) == {(box(), 60), (part[0][1], 40), (part[0][1], 37), (rest, 20), (rest, 23)} and len(sums.relations) == 2
    assert all(sum(factor * sums.values[cell] for cell, factor in each.items()) == 0 for each in sums.relations)
