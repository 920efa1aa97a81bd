"""Slips that an analyst makes at the keyboard: each ends in one line that says what to write, and that line works."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import EIAnalysisError


@pytest.fixture(scope="module")
def force(root):
    return ei.force("2023-04", data_dir=root / "data", outputs_dir=root / "outputs" / "no such folder")


@pytest.fixture
def asked(force):
    return force.ask("stability_12m", by="sex")


SLIPS = {
    "released twice": (lambda force, asked: asked.release().release(), r"force\.ask\(…\)\.release\(\)"),
    "compared after release": (lambda force, asked: asked.release().compare(), r"force\.ask\(…\)\.compare\(\)"),
    "a column of a release": (lambda force, asked: asked.release()["rate"], r"released\.table\['rate'\]"),
    "a data frame's method": (lambda force, asked: asked.release().head(), r"released\.table\.head"),
    "the table of a result": (lambda force, asked: asked.table, r"\.release\(\)\.table"),
    "a column of a table": (lambda force, asked: force.people["sex"], r"\.frame\['sex'\].*by='sex'"),
    "a column as attribute": (lambda force, asked: force.people.sex, r"\.frame\['sex'\].*by='sex'"),
    "crossed with itself": (lambda force, asked: force.ask("stability_12m", by="sex * sex"), r'by is \'sex \* sex\'.*"ethnicity \* sex"'),
    "three crossed": (lambda force, asked: force.ask("stability_12m", by="sex * rank * ethnicity"), r"two different characteristics"),
    "a profile misspelt": (lambda force, asked: asked.release("bord"), r"did you mean 'board'"),
    "another word for a column": (lambda force, asked: force.where(gender="F"), r"did you mean 'sex'"),
    "a column without its name": (lambda force, asked: force.where("sex", "F"), r'where\(sex="Female"\)'),
    "a catalogue of a number": (lambda force, asked: ei.catalogue(5), r"words is 5: it should be a word"),
    "a data frame as characteristic": (lambda force, asked: force.ask("stability_12m", by=force.people.frame["sex"]), r"by is a Series"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_ends_in_one_line_with_the_repair(force, asked, slip):
    made, repair = SLIPS[slip]
    with pytest.raises((EIAnalysisError, AttributeError)) as fault:
        made(force, asked)
    said = str(fault.value)
    assert re.search(repair, said) and "\n" not in said and len(said) < 300


def test_the_repairs_work(force, asked):
    assert asked.release().table["rate"].notna().any() and len(asked.release().table.head())
    assert force.people.frame["sex"].notna().any()
    assert force.ask("stability_12m", by="ethnicity * sex").release().table["status"].notna().all()
    assert asked.release("board").policy == asked.release().policy == force.cycle.policy
    assert asked.release("public").policy.round_to == 5
    assert force.where(sex="Female").filters and ei.catalogue("leaving")


def test_no_message_prints_the_rows_it_was_given(force):
    """Whatever is given in place of a word, a message says what kind of thing it is and none of what it holds."""
    frame = pd.DataFrame({"person_ref": ["P00017"], "sex": ["Female"]})
    for ask in (
        lambda: force.ask(frame),
        lambda: force.ask("stability_12m", by=frame),
        lambda: force.ask("stability_12m", months=frame),
        lambda: force.joined(frame),
        lambda: force.ask("stability_12m", every=frame),
        lambda: ei.catalogue(frame),
        lambda: force.ask("stability_12m", by="sex").compare(reference=frame),
        lambda: force.ask("stability_12m", by="sex").release(frame),
    ):
        with pytest.raises(EIAnalysisError) as fault:
            ask()
        assert "P00017" not in str(fault.value)


def test_a_release_is_saved_where_its_cycle_makes_its_pack(root, tmp_path):
    force = ei.force("2023-04", data_dir=root / "data", outputs_dir=tmp_path)
    assert ei.save(force.ask("stability_12m", by="sex").release()).path.parent == tmp_path / "2023-04" / "tables"


@pytest.mark.parametrize("column", ["person_ref", "comments", "leave_date", "case_ref"])
def test_nothing_is_counted_by_what_is_of_one_person_or_one_day(force, column):
    with pytest.raises(EIAnalysisError, match="nothing is counted by") as fault:
        force.ask("avoidable_leavers" if column == "leave_date" else "misconduct_stage_rate", by=column)
    assert len(str(fault.value)) < 200


@pytest.mark.parametrize("column, value", [("person_ref", "P9999"), ("comments", "x"), ("case_ref", "C1")])
def test_nobody_is_kept_by_reference_or_by_what_they_wrote_and_no_value_is_told(force, column, value):
    for table in (force, force.exit_interviews):
        with pytest.raises(EIAnalysisError) as fault:
            table.where(**{column: value})
        assert "did you mean" not in str(fault.value) and "it can be" not in str(fault.value)


def test_a_force_of_staff_is_asked_of_staff_and_a_measure_of_others_is_refused(force):
    """It counted no officers among the staff before, and said that nothing was counted."""
    staff = force.where(worker_type="staff")
    found = staff.ask("turnover_start_headcount_ex_transfers", months=12)
    said = force.ask("turnover_start_headcount_ex_transfers", months=12, worker_type="staff")
    assert found.counts["denominator"].tolist() == said.counts["denominator"].tolist() and found.counts["denominator"].gt(0).all()
    assert found.definition.noun == said.definition.noun
    with pytest.raises(EIAnalysisError, match=r"counts cadet, and the force is narrowed to staff: leave worker_type out"):
        staff.ask("cadet_share")


@pytest.mark.parametrize("measure", ["completeness", "data_notes", "scenario", "survey_gap"])
def test_a_measure_that_no_force_can_be_asked_for_says_why(force, measure):
    with pytest.raises(EIAnalysisError, match=measure):
        force.ask(measure)
