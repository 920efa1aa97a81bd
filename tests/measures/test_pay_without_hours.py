"""Where nothing says who works part time, part time is not said to explain nothing."""

from dataclasses import replace

import pytest

import eianalysis as ei

from tests.measures.test_pay import cycle, part_timers, tables


@pytest.mark.parametrize("blank", [True, False])
def test_part_time_is_left_out_and_said_where_nothing_tells_it(blank):
    pay, people = tables(part_timers(10))
    bare = people.frame.drop(columns=["fte", "working_pattern"], errors="ignore")
    people = replace(people, frame=bare.assign(working_pattern=None, fte=None) if blank else bare)
    result = ei.pay_explained(pay, people, cycle=cycle(), by="sex")
    assert "Part time" not in set(result.unreleased["part"]) and any("Part time is not among" in note for note in result.definition.notes)
