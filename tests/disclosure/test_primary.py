"""Which counts of one row may not be learnt, at each edge of the rule."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from eianalysis.disclosure.primary import threshold_of, unsafe, unsafe_row
from eianalysis.policy import policy_for

from .builders import counts

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
