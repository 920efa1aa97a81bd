"""Two characteristics crossed: the pairs, and who is in none of them, make everybody."""

from dataclasses import replace

import pytest

import eianalysis as ei
from eianalysis.declare import Identity, InPost, Population
from eianalysis.disclosure import plan, release
from eianalysis.disclosure.counts import counted
from eianalysis.policy import policy_for

from .builders import counts, rows

PAIRS = {"All": (138, 338), "Female, White": (27, 62), "Male, White": (98, 246), "Other, Ethnic minorities": (1, 2), "Not declared or not recorded": (12, 28)}
IDENTITY = Identity(Population("service", InPost("end")), Population("service", InPost("end"), (("left", ("yes",)),)))


@pytest.mark.parametrize("identity", [None, IDENTITY], ids=["of itself", "declared"])
@pytest.mark.parametrize("unknown", ["Not declared or not recorded", "Small groups together"])
def test_everybody_less_the_other_rows_is_no_few_people(unknown, identity):
    pairs = {(unknown if name.startswith("Not") else name): pair for name, pair in PAIRS.items()}
    released = release(counts(rows(pairs, "sex_by_ethnicity_2"), identity=identity), policy_for("board")).table
    gone = set(released.query("status == 'hidden'")["group"])
    assert "Other, Ethnic minorities" in gone and 1 < len(gone) < len(pairs)


@pytest.mark.parametrize(("total", "terms"), [((138, 338), 4), ((200, 500), 1)])
def test_only_of_rows_that_make_the_total_is_the_rest_everybody_less_the_others(total, terms):
    planned = counted(counts(rows(PAIRS | {"All": total}, "sex_by_ethnicity_2"), identity=IDENTITY), policy_for("board")).planned
    assert [len(side) for side in planned[-1].sides] == [terms, terms]


BOTH = {"Women": {"sex": "Female"}, "Men": {"sex": "Male"}}
OWN = {f"{who}, {said}": {**sex, "planned": said} for who, sex in BOTH.items() for said in ("planned exit", "unplanned exit", "not recorded")}
LEFT = {"All": (171, 251), "Female": (49, 68), "Male": (122, 183)}
AT_ONCE = {
    "All": (171, 251),
    "Women, planned exit": (45, 56),
    "Women, unplanned exit": (4, 12),
    "Men, planned exit": (105, 138),
    "Men, unplanned exit": (17, 45),
}


def in_one_plan(*asked):
    policy = policy_for("board")
    planned = [row for each in asked for row in counted(each, policy).planned if row is not None]
    hidden = plan.make_plan(planned, policy)[0].hidden
    return {(row.within[-1], row.group) for row in planned if any(cell in hidden for cell in row.cells)}


def test_a_characteristic_that_is_two_others_at_once_adds_up_with_each_of_them():
    """Women less women whose exit was planned are four."""
    tables = [(LEFT, "sex"), (AT_ONCE, "women_and_planned")]
    apart, together = (
        [counts(rows(groups, name), identity=replace(IDENTITY, pairs=pairs)) for groups, name in tables] for pairs in ({}, {"women_and_planned": OWN})
    )
    kept = {("sex", "Female"), ("women_and_planned", "Women, planned exit")}
    assert not kept & in_one_plan(*apart), "where nothing says that they are women, all of both stands"
    assert kept & in_one_plan(*together) and ("women_and_planned", "Women, unplanned exit") in in_one_plan(*together)


def test_small_groups_of_such_pairs_are_everybody_less_the_others():
    groups = {"All": (171, 251), "Women, planned exit": (45, 56), "Men, planned exit": (105, 138), "Small groups together": (21, 57)}
    planned = counted(counts(rows(groups, "women_and_planned"), identity=replace(IDENTITY, pairs={"women_and_planned": OWN})), policy_for("board")).planned
    assert [len(side) for side in planned[-1].sides] == [3, 3]


def test_women_by_how_they_left_are_women_and_left_so(root):
    """In every table of the measure's own characteristics, as it counts them: each such group is one of each of the two."""
    force = ei.force("2023-04", data_dir=root / "data")
    result = force.ask("exit_interview_steps")
    groups = set(result.counts.query("characteristic == 'women_and_planned'")["group"]) - {"All"}
    assert groups and groups <= set(result.identity.pairs["women_and_planned"])
    for pair in result.identity.pairs["women_and_planned"].values():
        assert all(part in set(result.counts.query("characteristic == @name")["group"]) | {"Not recorded"} for name, part in pair.items())
