"""Joiners who were in post already: listed twice, or moved within the force. Each row is sound by itself."""

from dataclasses import replace
from datetime import date

import pytest
from sources.test_between import SECOND, person, rows, said, snapshots
from sources.test_linkage import tables

from eianalysis.sources.linkage import check_linkage

CAME = "person_ref  start_date  worker_type"
GONE = "person_ref  leave_date  service_start  worker_type"
OLD = "P99  2019-01-01  2010-01-01  officer"  # the list of leavers reaches back


def new(n, day="2022-06-01", kind="officer"):
    return f"P{n}  {day}  {kind}"


def people(*came):
    """Sixty at the end, of whom those named came between the two snapshots; every fourth is staff."""
    return snapshots(
        [person(n, SECOND, start="2022-06-01" if n in came else f"2015-04-{n % 28 + 1:02}") for n in range(60)],
        then=[n for n in range(60) if n not in came],
        kind="officer",
    )


@pytest.mark.follows
def test_many_who_join_a_second_time_without_having_left_stop():
    came = range(40, 60)
    lines, faults = said(people(*came), rows(GONE, OLD), rows(CAME, *map(new, came), *(new(n, "2022-06-04") for n in came)))
    assert "20 of 40 join a second time without having left: counted in both rows" in lines
    assert "20 of 40 join a second time without having left" in faults
    assert "keep the row of the day on which they joined the force; [[table.set_aside]] in mapping.toml sets the others aside" in faults
    assert "second time" not in "".join(said(people(*came), rows(GONE, OLD), rows(CAME, *map(new, came))))


def test_a_few_who_join_a_second_time_are_told_in_words_and_stop_nothing():
    came = range(40, 60)
    lines, faults = said(people(*came), rows(GONE, OLD), rows(CAME, *map(new, came), new(40, "2022-06-04")))
    assert "joiners: fewer than 5 of 21 join a second time without having left" in lines and "second time" not in faults


def test_moves_within_the_force_are_told():
    came = range(50, 60)
    lines, faults = said(people(*came), rows(GONE, OLD), rows(CAME, *map(new, came), *(new(n, "2022-09-05") for n in range(16) if n % 4)))
    assert "joiners: 12 of 22 were in post as the same kind of worker in the snapshot before, and did not leave" in lines
    assert "second time" not in lines and not faults


@pytest.mark.parametrize(
    ("gone", "came"),
    [
        ([OLD, "P1  2022-05-01  2015-04-02  officer"], [new(1)]),
        ([OLD, "P1  2022-06-01  2015-04-02  officer"], [new(1)]),
        ([OLD], [new(1, kind="staff")]),
        (["P99  2022-05-30  2010-01-01  officer"], [new(1)]),
        ([OLD], [new(59)]),
    ],
    ids=["came back", "left and came back on one day", "joined as another kind", "the leavers begin later", "was not there"],
)
def test_who_joins_by_right_is_told_of_nothing(gone, came):
    lines, _ = said(people(59), rows(GONE, *gone), rows(CAME, *came))
    assert "second time" not in lines and "in post as the same kind" not in lines


def test_what_leavers_do_not_cover_is_not_judged():
    found = tables(people(59), rows(GONE, OLD), rows(CAME, *(new(n) for n in range(16) if n % 4)))
    assert any("did not leave" in line for line in check_linkage(found)[0])
    found["leavers"] = replace(found["leavers"], covers_to=date(2022, 5, 31))
    assert not any("did not leave" in line for line in check_linkage(found)[0])
