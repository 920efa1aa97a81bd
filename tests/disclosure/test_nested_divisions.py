"""A role that lies in one directorate in the data is a part of it, though no declaration says so: whoever knows the force knows it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.declare import Among, Box, Days
from eianalysis.declare.facts import ONE_DAY
from eianalysis.disclosure import plan
from eianalysis.disclosure.cells import Row, key_of
from eianalysis.disclosure.counts import counted
from eianalysis.disclosure.derived_populations import ROUNDED, sums_of
from eianalysis.disclosure.nested_divisions import enclosing_divisions
from eianalysis.measures.divisions import nested_divisions
from eianalysis.policy import policy_for
from tests.builders import table

ALWAYS = Days()
IN = tuple(("role", role, "directorate", directorate, ALWAYS) for role, directorate in {"Response": "Local", "Control": "Local", "Forensics": "Crime"}.items())
ROLES = {"Response": 40, "Control": 3, "Forensics": 30, "Detectives": 60}
DIRECTORATES = {"Local": 43, "Crime": 90}


def box(**facts: str) -> Box:
    return Box("service", {name: Among(word) for name, word in facts.items()})


def rows(name: str, groups: dict[str, int], nested=()) -> list[Row]:
    one = [("All", sum(groups.values()), box()), *((group, many, box(**{name: group})) for group, many in groups.items())]
    return [
        Row((), key_of([(1.0, of)]), 0.0, float(many), 5, False, "total" if group == "All" else "group", (name,), group, nested=nested)
        for group, many, of in one
    ]


def shown(nested=()) -> set[str]:
    made = [*rows("role", ROLES, nested), *rows("directorate", DIRECTORATES)]
    hidden = plan.make_plan(made, policy_for("board"))[0].hidden
    return {row.group for row in made if row.cells[1] not in hidden}


def test_what_a_directorate_shows_less_its_other_roles_is_no_few_people():
    assert "Control" not in shown() and {"Response", "Local"} <= shown(), "by themselves the two tables tell of three people"
    assert not {"Response", "Local"} <= shown(IN)


def test_of_two_tables_that_say_otherwise_nothing_is_believed():
    other = [("role", role, "directorate", "Crime", ALWAYS) for role in ("Control", "Response")]
    assert enclosing_divisions([*IN, *other])["role", "Control"] == {"directorate": ()}
    assert shown((*IN, *other)) == shown()


@pytest.mark.parametrize("seed", range(8))
def test_every_sum_holds_of_what_lies_inside(seed):
    """People drawn with a role that lies in one directorate, or is in several; and of a part of them a second table."""
    draw = np.random.default_rng(seed)
    people = pd.DataFrame({"role": draw.choice(list(ROLES), 90), "sex": draw.choice(["F", "M"], 90)})
    inside = {role: directorate for _, role, _, directorate, _ in IN}
    people["directorate"] = [inside.get(role) or draw.choice(["Local", "Crime"]) for role in people["role"]]
    kept = [("role",), ("directorate",), ("directorate", "sex"), ("role", "sex")]
    counts = {key_of([(1.0, box())]): 90.0}
    for names in kept[: 2 + draw.integers(3)]:
        for words, many in people.value_counts(list(names)).items():
            counts[key_of([(1.0, box(**dict(zip(names, words, strict=True))))])] = float(many)
    sums = sums_of(counts, enclosing_divisions(IN))
    assert not sums.contradicted and min(sums.values) >= 0
    assert all(abs(sum(factor * sums.values[cell] for cell, factor in relation.items())) < 1e-9 for relation in sums.relations)
    for facts in ({"role": "Response", "directorate": "Local"}, {"role": "Forensics", "directorate": "Crime"}):
        assert sums.values[sums.place[box(**facts)]] == people[list(facts)].eq(pd.Series(facts)).all(axis=1).sum()
    assert box(role="Detectives", directorate="Crime") not in sums.place
    assert len(sums.relations) > len(sums_of(counts).relations)


@pytest.mark.parametrize("counted", [{"role": "Response", "directorate": "Local"}, {"directorate": "Local"}, {"role": "Traffic", "directorate": "Local"}])
def test_where_older_data_say_otherwise_the_sums_are_as_without(counted):
    counts = {
        key_of([(1.0, box(**facts))]): many for facts, many in (({}, 100.0), ({"role": "Response"}, 40.0), ({"directorate": "Local"}, 60.0), (counted, 25.0))
    }
    before, beside = sums_of(counts), sums_of(counts, enclosing_divisions(IN))
    assert (before.place, before.relations) == (beside.place, beside.relations)


def test_nobody_of_a_role_is_in_a_directorate_where_it_does_not_lie():
    facts = ({"role": "Response", "directorate": "Crime"}, 0.0), ({"role": "Response"}, 40.0), ({"directorate": "Local"}, 60.0)
    sums = sums_of({key_of([(1.0, box(**each))]): many for each, many in facts}, enclosing_divisions(IN))
    assert sums.values[sums.place[box(role="Response", directorate="Local")]] == 40 and not sums.contradicted


def test_person_years_may_be_off_by_their_rounding():
    counts = {
        key_of([(1.0, box(**facts))]): many for facts, many in (({"role": "Response"}, 40.1), ({"role": "Control"}, 9.1), ({"directorate": "Local"}, 49.1))
    }
    sums = sums_of(counts, enclosing_divisions(IN))
    made = {name: sums.values[place] for name, place in sums.place.items()}
    assert not sums.contradicted and made[box(role="Control", directorate="Local")] == pytest.approx(9.1, abs=ROUNDED)


PEOPLE = """
    person_ref  directorate  role_group  unit        sex
    P1          Local        Response    Response A  F
    P2          Local        Response    Response B  M
    P3          Local        Control     Control     M
    P4          Crime        Forensics   Forensics   M
    P5          Crime        Detectives  Crime       M
    P6          Local        Detectives  Crime       M
    P7          Crime        .           Crime       M
"""


def test_divisions_are_read_from_the_whole_workforce_and_are_nothing_that_people_are():
    people = table("workforce_snapshot", PEOPLE, as_at="2023-03-31", worker_type="officer", rank_grade="Constable", ethnicity_code="W1")
    found = nested_divisions([people])
    assert {("role_group", "Response", "directorate", "Local", ALWAYS), ("unit", "Response A", "role_group", "Response", ALWAYS)} <= set(found)
    assert not any((word, outer) == ("Detectives", "directorate") for _, word, outer, _, _ in found), "they are in both"
    assert not any("sex" in (each[0], each[2]) for each in found), "that all of a few are men is known to nobody"
    assert ("unit", "Crime", "role_group", "Detectives", ALWAYS) not in found, "of one of them the role is not known"
    assert nested_divisions([people.where(directorate="Crime")]) == found
    assert nested_divisions([replace(people, name="leavers")]) == nested_divisions([replace(people, absent=True)]) == ()


MARCH, APRIL, MAY, JUNE = (date(2023, month, 28) for month in (3, 4, 5, 6))
MOVED = """
    person_ref  as_at       directorate  role_group
    P1          2023-03-28  Local        Response
    P2          2023-03-28  Crime        Response
    P1          2023-04-28  Local        Response
    P2          2023-04-28  Local        Response
    P3          2023-05-28  Crime        Detectives
    P1          2023-06-28  Crime        Response
    P3          2023-06-28  Crime        Detectives
"""


def test_who_was_elsewhere_once_is_not_elsewhere_on_other_days():
    people = table("workforce_snapshot", MOVED, worker_type="officer", rank_grade="Constable", ethnicity_code="W1")
    told = {(held, when) for _, word, outer, held, when in nested_divisions([people]) if (word, outer) == ("Response", "directorate")}
    assert told == {("Local", Days(APRIL, JUNE - ONE_DAY)), ("Crime", Days(JUNE, None))}, "in May there is nobody of it, and nothing is said"


IN_POST = {day: {"started": Days(None, day), "ended": Days(day + ONE_DAY, None)} for day in (MARCH, APRIL)}
YEAR = {"ended": Days(date(2022, 4, 1), APRIL)}
SINCE_APRIL = [("role", role, "directorate", "Local", Days(APRIL, None)) for role in ("Response", "Control")]


@pytest.mark.parametrize("days, nested", [(IN_POST[APRIL], True), (IN_POST[MARCH], False), (YEAR, False), ({"started": Days(None, APRIL)}, False), ({}, False)])
def test_a_role_lies_in_its_directorate_on_those_days_and_in_no_longer_window(days, nested):
    told = ({"directorate": "Local"}, 43.0), ({"role": "Response"}, 40.0), ({"role": "Control"}, 3.0)
    boxes = [(box(**facts).that(days), many) for facts, many in told]
    sums = sums_of({key_of([(1.0, each)]): many for each, many in boxes}, enclosing_divisions(SINCE_APRIL))
    assert (box(role="Control", directorate="Local").that(days) in sums.place) is nested


def test_a_question_of_the_force_hands_them_to_the_gate(root):
    force = ei.force("2023-04", data_dir=root / "data")
    planned = counted(force.ask("training_coverage", by="role_group"), force.cycle.policy).planned
    assert planned and all(("role_group", "Response", "directorate", "Local Policing", ALWAYS) in row.nested for row in planned)
