"""What an old table's numbers are taken to say of a count: each limit on both sides, one row against one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eianalysis.disclosure.unmapped import known, near, rounded

from .test_plan import leavers
from .test_unmapped import old, placed

(ASIAN,) = placed(leavers({"Asian": 36}))


def issued(count, base=0.0):
    """A row of a table issued, of unknown people of the same days and group."""
    return [replace(old({"Asian": 36})[0], cases=float(count), of=float(base))]


@pytest.mark.parametrize(("count", "withheld"), [(36, ()), (37, (0,)), (35, (0,)), (36.5, (0,)), (40, (0,)), (41, ()), (32, (0,)), (31, ())])
def test_a_count_less_than_five_away_is_withheld_and_the_same_count_is_not(count, withheld):
    (row,) = near([ASIAN], issued(count))
    assert row.withheld == withheld


def test_what_is_withheld_for_another_reason_stays_so():
    (row,) = near([replace(ASIAN, withheld=(1,))], issued(37))
    assert row.withheld == (0, 1)


def test_a_count_that_stands_there_is_a_row_of_its_own_that_nothing_is_compared_with():
    (row,) = known([ASIAN], issued(36))
    assert (row.count, row.base, row.cases, row.of, row.kind) == (ASIAN.count, (), 36, 0.0, "issued")
    assert (row.threshold, row.proportion, row.within, row.group) == (ASIAN.threshold, False, ASIAN.within, "Asian")
    assert not known([ASIAN], issued(35)) and not known([replace(ASIAN, count=())], issued(36)), "of nobody in particular nothing is known"


@pytest.mark.parametrize(
    ("printed", "ranges"), [(40, []), (34, [(31.5, 36.5)]), (35, [(32.5, 37.5)]), (33.5, [(31, 36)]), (38.5, [(36, 41)]), (38.4, [(35.9, 40.9)])]
)
def test_a_rounded_figure_says_between_which_numbers_a_count_lies(printed, ranges):
    """36 lies in the range that the figure, rounded to the nearest 5, leaves; its lower end belongs to it and its upper does not."""
    expected = [pair for pair in ranges if pair[0] <= 36 < pair[1]]
    found = rounded([ASIAN], issued(printed, base=1_000), to=5)
    assert [(each.low, each.high) for each in found] == [pytest.approx(pair) for pair in expected]
    assert [each.key for each in found] == [ASIAN.count] * len(expected)


def test_no_count_is_less_than_nothing():
    (few,) = placed(leavers({"Asian": 1}))
    assert [(each.low, each.high) for each in rounded([few], issued(0, base=1_000), to=5)] == [(0.0, 2.5)]


@pytest.mark.parametrize("characteristic", ["ethnicity_2", "ethnicity_18", "ethnicity"])
def test_levels_of_one_characteristic_are_of_the_same_people(characteristic):
    was = [replace(each, within=(*each.within[:-1], characteristic)) for each in issued(36)]
    assert known([ASIAN], was)


def test_groups_of_one_name_in_another_characteristic_are_others():
    was = [replace(each, within=(*each.within[:-1], "religion")) for each in issued(36)]
    assert not known([ASIAN], was)


@pytest.mark.parametrize("at, day", [(2, "2021-04-01 00:00:00"), (3, "2022-03-31 00:00:00")])
def test_days_that_begin_or_end_otherwise_are_others(at, day):
    was = [replace(each, within=(*each.within[:at], day, *each.within[at + 1 :])) for each in issued(36)]
    assert not known([ASIAN], was)
