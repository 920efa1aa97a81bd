"""A filter narrows all that a measure counts, or is refused: the base of some people and the events of all make a false rate."""

import re

import pytest

import eianalysis as ei
from eianalysis.errors import UsageError
from eianalysis.measures.asking import tables_asked
from eianalysis.results import ALL

LEFT = "turnover_start_headcount_ex_transfers"


@pytest.fixture(scope="module")
def force(root):
    return ei.force("2023-04", data_dir=root / "data")


def total(result) -> tuple[float, float]:
    rows = result.counts[result.counts["group"].eq(ALL)]
    one = rows[rows["characteristic"].eq(rows["characteristic"].min())]
    return float(one["numerator"].sum()), float(one["denominator"].sum())


@pytest.mark.parametrize(
    "where, measure",
    [
        ({"working_pattern": "part"}, LEFT),  # leavers do not say how they worked: all 57 over 88 people stood as 65 per 100
        ({"temp_rank": True}, "stability_12m"),
        ({"working_pattern": "part"}, "misconduct_allegation_rate"),
        ({"working_pattern": "part"}, "grievance_rate"),
        ({"sex": "F"}, "complaint_officer_rate"),
        ({"sex": "F"}, "complaints_per_search"),
        ({"object": "Controlled drugs"}, LEFT),
        ({"directorate": "Local Policing"}, "survey_favourable/staff"),
        ({"sex": "F"}, "first_aiders"),
        ({"working_pattern": "part"}, "stay_interview_steps"),
    ],
)
def test_what_cannot_narrow_all_is_refused_and_the_repairs_cure(force, where, measure):
    with pytest.raises(UsageError, match="whole force|Ask without") as told:
        force.where(**where).ask(measure)
    assert not force.ask(measure).missing
    both = re.search(r"what all of them have: (.+)", str(told.value))
    for column in both[1].split(", ")[:1] if both else ():
        first = next(iter(tables_asked(force.measures[measure.partition("/")[0]]).values()))[0]
        value = force.table(first).frame[column].dropna().iloc[0]
        assert not force.where(**{column: value}).ask(measure).missing


@pytest.mark.parametrize(
    "column, measure",
    [
        ("directorate", "clearance_overdue_share"),
        ("rank_band", "clearance_overdue_share"),
        ("sex", "training_coverage/our_people"),
        ("directorate", "training_coverage/our_people"),
        ("worker_type", "training_coverage/our_people"),
        ("working_pattern", "training_coverage/leadership"),
        ("directorate", "participation_rate"),
        ("sex", "bonus_share"),
        ("sex", "grievance_rate"),
        ("sex", "misconduct_allegation_rate"),
        ("sex", LEFT),
    ],
)
def test_the_parts_add_up_to_the_whole(force, column, measure):
    """By every value of a column: each person of the base once, with what is theirs, wherever they were when they got it."""
    values = force.people.frame[column].dropna().unique()
    parts = [part for value in values if (part := _of(force.where(**{column: value}), measure)) is not None]
    added = [sum(each) for each in zip(*(total(part) for part in parts if not part.missing), strict=True)]
    assert added == pytest.approx(total(force.ask(measure)))


def _of(force, measure):
    """The measure of a part; None of a kind of people that it counts nobody of, which is refused."""
    try:
        return force.ask(measure)
    except UsageError as fault:
        assert "the force is narrowed to" in str(fault)
        return None


def test_a_filter_on_the_events_alone_leaves_the_base(force):
    grave, every = (total(force.where(severity="gross misconduct").ask("misconduct_allegation_rate")), total(force.ask("misconduct_allegation_rate")))
    assert grave[1] == every[1] and 0 < grave[0] < every[0]
    course = force.training.frame["course"].iloc[0]
    with_course = force.where(course=course).ask("training_coverage/courses")
    assert 0 < total(with_course)[0] < total(force.ask("training_coverage/courses"))[0]


def test_functions_called_with_tables_are_held_to_the_same(force):
    with pytest.raises(UsageError, match="leavers, joiners cannot be narrowed by working_pattern, as workforce_snapshot can"):
        ei.turnover(force.people.where(working_pattern="part"), force.leavers, force.joiners, by="sex", cycle=force.cycle)
    assert not ei.turnover(force.people.where(sex="F"), force.leavers, force.joiners, by="sex", cycle=force.cycle).missing
