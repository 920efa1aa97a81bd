"""Which counts of one row may not be learnt, at each edge of the rule."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from eianalysis.disclosure.primary_suppression import threshold_of, unsafe, unsafe_row
from eianalysis.disclosure import release
from eianalysis.policy import policy_for

from .builders import DEFINITION, THREE_YEARS, YEAR, counts, rows

BOARD, PUBLIC = policy_for("board"), policy_for("public")
COUNT, BASE, REST = "numerator", "denominator", "complement"


@pytest.mark.parametrize(
    ("cases", "base", "share", "rate"),
    [
        (0, 40, set(), set()),  # nobody of many is no person
        (0.5, 40, {COUNT}, {COUNT}),
        (1, 40, {COUNT}, {COUNT}),
        (4, 40, {COUNT}, {COUNT}),
        (4.9, 40, {COUNT}, {COUNT}),
        (5, 40, set(), set()),
        (35, 40, set(), set()),
        (36, 40, {REST}, set()),
        (39, 40, {REST}, set()),
        (40, 40, set(), set()),
        (0, 9, {COUNT}, {COUNT}),
        (0, 10, set(), set()),
        (0, 0.5, {COUNT, BASE, REST}, {COUNT, BASE}),
        (0, 0, set(), set()),
        (9, 9, {REST}, {COUNT}),
        (10, 10, set(), set()),
        (5, 9, {REST}, set()),
        (4, 8, {COUNT, REST}, {COUNT}),
        (6, 4, {BASE}, {BASE}),  # more events than people
        (2, 4, {COUNT, BASE, REST}, {COUNT, BASE}),
        (3, 3, {COUNT, BASE, REST}, {COUNT, BASE}),
    ],
)
def test_what_of_a_row_nobody_may_learn(cases, base, share, rate):
    assert unsafe(cases, base, proportion=True, threshold=5, policy=BOARD) == share
    assert unsafe(cases, base, proportion=False, threshold=5, policy=BOARD) == rate


def test_where_the_base_cannot_be_told_the_count_is_judged_alone():
    for proportion in (True, False):
        assert unsafe(4, None, proportion=proportion, threshold=5, policy=BOARD) == {COUNT}
        assert unsafe(0, None, proportion=proportion, threshold=5, policy=BOARD) == set()


def test_the_strictest_threshold_of_a_characteristic_and_its_keys_holds():
    assert (threshold_of(PUBLIC, "sex"), threshold_of(PUBLIC, "disability_2"), threshold_of(PUBLIC, "sex", ("religion",))) == (5, 10, 10)


def test_a_row_is_judged_as_the_share_or_rate_that_its_result_is():
    row = SimpleNamespace(characteristic="sex", numerator=38, denominator=40)
    share = counts({"All": (38, 40)})
    assert unsafe_row(row, share, BOARD) == {REST}
    assert unsafe_row(row, replace(share, kind="rate"), BOARD) == set()
    assert unsafe_row(SimpleNamespace(characteristic="religion", numerator=8, denominator=400), share, PUBLIC) == {COUNT}


@pytest.mark.parametrize(
    ("window", "cases", "base", "gone"),
    [
        (THREE_YEARS, 0, 11, {COUNT}),  # as few as four officers
        (THREE_YEARS, 0, 29, {COUNT}),
        (THREE_YEARS, 0, 30, set()),
        (THREE_YEARS, 0, 33, set()),
        (THREE_YEARS, 11, 11, {COUNT}),
        (THREE_YEARS, 5, 11, set()),
        (YEAR, 0, 11, set()),
        (YEAR, 0, 9, {COUNT}),
    ],
)
def test_nobody_of_several_years_is_said_of_the_people_in_one(window, cases, base, gone):
    pooled = replace(counts(rows({"All": (cases, base)}, window=window)), kind="rate", definition=replace(DEFINITION, base_unit_pooled="officer-years"))
    row = next(pooled.counts.itertuples())
    assert unsafe_row(row, pooled, BOARD) == gone


def test_a_window_of_three_years_whose_base_is_not_added_up_is_judged_as_it_is():
    once = counts(rows({"All": (0, 11)}, window=THREE_YEARS))
    assert unsafe_row(next(once.counts.itertuples()), once, BOARD) == set()


@pytest.mark.parametrize(("people", "gone"), [(9, {COUNT}), (10, set())])
def test_where_different_people_were_counted_their_number_is_what_holds(people, gone):
    for window in (YEAR, THREE_YEARS):
        table = counts(rows({"All": (0, 14)}, window=window).assign(people=people))
        table = replace(table, definition=replace(DEFINITION, many_times=True))
        assert unsafe_row(next(table.counts.itertuples()), table, BOARD) == gone


@pytest.mark.parametrize(("base", "said"), [(11, "hidden"), (33, "shown")])
def test_the_gate_hides_nobody_of_few_officers_over_three_years(base, said):
    table = counts(rows({"White": (90, 600), "Asian": (0, base), "Black": (0, base), "All": (90, 600 + 2 * base)}, window=THREE_YEARS))
    table = replace(table, kind="rate", definition=replace(DEFINITION, base_unit_pooled="officer-years"))
    made = release(table, "board").table.set_index("group")["status"]
    assert {made["Asian"], made["Black"]} == ({"hidden"} if said == "hidden" else {"shown"})
