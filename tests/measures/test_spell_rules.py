"""Each rule of service on rows drawn by hand: the days at every edge, and what is given back."""

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.measures.spell_rules import away_between, away_flags, carry_on, is_away, left_before_they_came, moves, same_day_leavers, without_absences
from eianalysis.measures.spells import put_together_once, spells
from eianalysis.service import ServiceRules

NEVER = pd.NaT


def day(text):
    return pd.Timestamp(text) if text else NEVER


def rows(*spells, **more):
    """Spells as ``(person, started, ended)``."""
    frame = pd.DataFrame([(who, day(start), day(end)) for who, start, end in spells], columns=["person_ref", "started", "ended"])
    return frame.assign(**more)


def absent(*stretches):
    return pd.DataFrame([(who, day(start), day(end)) for who, start, end in stretches], columns=["person_ref", "gone_from", "back_on"])


@pytest.mark.parametrize(("ended", "kept"), [("2021-05-03", False), ("2021-05-04", True), ("2021-05-05", True), (None, True)])
def test_a_spell_that_ends_before_it_begins_is_wrong(ended, kept):
    frame, wrong = left_before_they_came(rows(("A", "2021-05-04", ended)))
    assert (len(frame), wrong) == (int(kept), int(not kept))


@pytest.mark.parametrize(("ended", "brief"), [("2021-05-04", True), ("2021-05-05", False), (None, False)])
def test_who_leaves_on_the_first_day_is_set_aside_where_the_cycle_says_so(ended, brief):
    frame, count = same_day_leavers(rows(("A", "2021-05-04", ended)), ServiceRules(same_day="set aside"))
    assert (len(frame), count) == (int(not brief), int(brief))
    assert same_day_leavers(rows(("A", "2021-05-04", ended)), ServiceRules())[1] == 0


def test_service_that_carries_on_counts_days_that_are_over():
    frame = rows(("A", "2015-01-01", "2015-01-11"), ("A", "2016-01-01", None), ("A", "2018-01-01", None), ("B", "2016-01-01", None))
    assert carry_on(frame, ServiceRules(rejoiners="carry on"))["before"].tolist() == [0, 10, 10, 0]
    assert carry_on(frame, ServiceRules())["before"].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("ended", "moved_on", "leaves"),
    [(None, "2021-03-31", "2021-03-31"), (None, None, None), ("2021-02-01", "2021-03-31", "2021-02-01"), ("2021-02-01", None, "2021-02-01")],
)
def test_a_move_is_leaving_only_of_who_had_not_left(ended, moved_on, leaves):
    frame = rows(
        ("A", "2015-01-01", ended), ("B", "2015-01-01", None), moved_on=[day(moved_on), day("2022-03-31")], leaver_type="VR", leaver_family="voluntary"
    )
    found = moves(frame, ServiceRules(moves="leave"), "officer").iloc[0]
    assert found["ended"] == day(leaves) or leaves is None and pd.isna(found["ended"])
    assert found["leaver_family"] == ("move" if ended is None and moved_on else "voluntary")
    assert moves(frame, ServiceRules(moves="leave"), None)["leaver_family"].eq("voluntary").all()
    assert moves(frame, ServiceRules(), "officer")["leaver_family"].eq("voluntary").all()


def snapshots(*seen):
    frame = pd.DataFrame(seen, columns=["person_ref", "as_at", "career_break"])
    return frame.assign(as_at=pd.to_datetime(frame["as_at"]), career_break=frame["career_break"].astype("boolean"))


def test_away_from_the_snapshot_that_says_so_to_the_next_or_to_the_end():
    seen = snapshots(("A", "2021-03-31", True), ("A", "2022-03-31", False), ("B", "2022-03-31", True), ("C", "2021-03-31", None))
    found = away_between(seen, away_flags(ServiceRules(career_breaks="away")), day("2022-06-30"))
    assert list(found.itertuples(index=False, name=None)) == [
        ("A", day("2021-03-31"), day("2022-03-31")),
        ("B", day("2022-03-31"), day("2022-07-01")),
    ]  # to the end of the last day known
    assert found.index.tolist() == [0, 1]
    assert away_between(seen, away_flags(ServiceRules()), day("2022-06-30")).empty


@pytest.mark.parametrize(
    ("asked", "away"), [("2021-03-30", False), ("2021-03-31", True), ("2021-04-01", True), ("2022-03-30", True), ("2022-03-31", False), ("2022-04-01", False)]
)
def test_away_from_the_first_day_to_the_day_before_they_are_back(asked, away):
    people = pd.Series(["B", "A"], index=[7, 3])
    assert is_away(people, day(asked), absent(("A", "2021-03-31", "2022-03-31"))).to_dict() == {7: False, 3: away}


def test_nobody_asked_about_and_nobody_away_give_an_answer_of_that_length():
    nobody = pd.Series([], dtype=object)
    assert is_away(nobody, day("2021-03-31"), absent(("A", "2021-03-31", "2022-03-31"))).empty
    assert is_away(pd.Series(["A"]), day("2021-03-31"), absent()).tolist() == [False]


def cut(*stretches, before=0.0, entry=0.0, exit=100.0):
    """The parts of a spell from 1 January 2021 of 100 days, as (entry, exit, event)."""
    frame = rows(("A", "2021-01-01", "2021-04-11"), ("B", "2021-01-01", None), before=before, entry=entry, exit=exit, event=[True, False])
    found = without_absences(frame, absent(*(("A", *each) for each in stretches)))
    assert found.index.tolist() == list(range(len(found))) and found.columns.tolist() == frame.columns.tolist()
    assert (found["person_ref"] == "B").sum() == 1
    return list(found.loc[found["person_ref"] == "A", ["entry", "exit", "event"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("stretches", "parts"),
    [
        ([("2021-01-11", "2021-01-21")], [(0, 10, False), (20, 100, True)]),
        ([("2020-12-01", "2021-01-01")], [(0, 100, True)]),  # back on the first day
        ([("2020-12-01", "2021-01-02")], [(1, 100, True)]),
        ([("2021-01-01", "2021-01-11")], [(10, 100, True)]),  # away from the first day: no part of nothing before it
        ([("2021-04-11", "2021-05-01")], [(0, 100, True)]),  # away from the day they left
        ([("2021-04-10", "2021-05-01")], [(0, 99, False)]),  # leaving while away is no event
        ([("2021-04-01", "2021-04-11")], [(0, 90, False)]),  # back on the last day: no part of nothing after it
        ([("2021-01-01", "2021-04-11")], []),
        ([("2021-02-10", "2021-02-20"), ("2021-01-11", "2021-01-21")], [(0, 10, False), (20, 40, False), (50, 100, True)]),
    ],
)
def test_a_spell_is_cut_where_they_were_away(stretches, parts):
    assert cut(*stretches) == parts


def test_days_served_before_are_days_of_service_at_which_they_were_away():
    assert cut(("2021-01-11", "2021-01-21"), before=365.0, entry=365.0, exit=465.0) == [(365, 375, False), (385, 465, True)]


def test_where_nobody_was_away_nothing_is_cut():
    frame = rows(("B", "2021-01-01", None), before=0.0, entry=0.0, exit=9.0, event=False)
    frame.index = [5]
    assert without_absences(frame, absent(("A", "2021-01-01", "2021-02-01"))).index.tolist() == [0]


def test_many_questions_of_the_same_tables_have_the_same_spells(root):
    force = ei.force("2023-04", data_dir=root / "data")
    tables = (force.people, force.leavers, force.joiners)
    alone = spells(*tables, as_at=force.cycle.data_cut_off)
    with put_together_once():
        first, again = (spells(*tables, as_at=force.cycle.data_cut_off) for _ in range(2))
        women = force.where(sex="Female")
        narrowed = spells(women.people, women.leavers, women.joiners, as_at=force.cycle.data_cut_off)
        of_all = spells(*tables, as_at=force.cycle.data_cut_off, worker_type=None)
    assert first is again and len(narrowed.frame) < len(first.frame) < len(of_all.frame)
    pd.testing.assert_frame_equal(first.frame, alone.frame)
    assert first.set_aside == alone.set_aside
