"""Whatever column a force does not have: each figure is the same, or its question says that it needs the column, or what stands for it."""

import pytest

from eianalysis.schema import EXTRACTS
from tests.optional_columns import OF_SERVICE, ROOT, SEARCHES, drawn, said_nothing, same

SMALL, OTHER = (7, 200), (11, 160)
DRAWN = [name for name in EXTRACTS if list((ROOT / "data" / "synthetic").glob(f"{name}*"))]
OF_EVENTS = [name for name in DRAWN if name not in OF_SERVICE]
#: Columns that one office keeps and another does not: a file that lacks one is likely to lack all.
TOGETHER = [
    ("applications", ("offer", "joined")),
    ("applications", ("medical", "vetting")),
    ("applications", ("assessment", "force_interview", "medical", "vetting", "offer", "joined")),
    ("applications", ("feedback_offered", "feedback_given")),
    ("misconduct_cases", ("finding", "outcome")),
    ("misconduct_cases", ("proceeding", "finding", "outcome", "finalised")),
    ("misconduct_cases", ("discrimination_flag", "sexual_or_da_flag")),
    ("complaints", ("outcome", "action")),
    ("complaints", ("complainant_ethnicity", "complainant_sex", "complainant_age_band", "complainant_disability")),
    ("complaints", ("complainant_ref", "person_ref")),
    ("grievances", ("outcome", "mediation", "tribunal")),
    ("vetting", ("decided_on", "expires", "removed_on")),
    ("vetting", ("refusal_reason", "appeal")),
    ("dip_samples", ("result", "learning", "best_practice")),
    ("exit_interviews", ("offered", "completed", "refused")),
    ("vawg_offences", ("result", "decided_on")),
    ("vawg_offences", ("victim_ethnicity", "police_suspect")),
    ("training_attendance", ("expires", "mandatory", "unavailable_reason")),
    ("cj_outcomes", ("responses", "response_target_met")),
]


def faults(seed, table, ways):
    whole = drawn(*seed)
    found = {}
    for way, columns in ways:
        lacking = getattr(whole, way)(table, *columns)
        if lacking is not None and (silent := said_nothing(whole, lacking, table, columns)):
            found[way, columns] = silent
    return found


@pytest.mark.slow
@pytest.mark.parametrize("table", ["dip_samples", "vawg_offences", "cj_outcomes"])
def test_a_column_that_is_not_there_changes_no_figure_without_a_word(table):
    assert not faults(SMALL, table, [("without", (column,)) for column in drawn(*SMALL).optional(table)])


@pytest.mark.long
@pytest.mark.parametrize("seed", [SMALL, OTHER])
@pytest.mark.parametrize("table", OF_EVENTS)
def test_no_column_of_any_event_changes_a_figure_without_a_word(seed, table):
    assert not faults(seed, table, [("without", (column,)) for column in drawn(*seed).optional(table)])


@pytest.mark.long
@pytest.mark.parametrize("table", OF_SERVICE)
def test_no_column_of_people_in_post_changes_a_figure_without_a_word(table):
    assert not faults(OTHER, table, [("without", (column,)) for column in drawn(*OTHER).optional(table)])


@pytest.mark.long
@pytest.mark.parametrize(("table", "columns"), TOGETHER)
def test_columns_that_are_lacked_together_change_no_figure_without_a_word(table, columns):
    there = tuple(column for column in columns if column in drawn(*SMALL).optional(table))
    assert there and not faults(SMALL, table, [("without", there)])


@pytest.mark.long
@pytest.mark.parametrize("table", [name for name in OF_EVENTS if name != SEARCHES])
def test_a_column_that_nobody_filled_is_as_good_as_none(table):
    """A question is answered as without the column: to the figures, or for want of it. Whose finding is a blank says so."""
    whole, different = drawn(*SMALL), {}
    assert not faults(SMALL, table, [("blank", (column,)) for column in whole.optional(table)])
    for column in whole.optional(table):
        blank, lacking = whole.blank(table, column), whole.without(table, column)
        for question in whole.questions(table) if blank and lacking else ():
            one, other = blank.ask(question), lacking.ask(question)
            alike = bool(one.missing) == bool(other.missing) and (one.missing or same(one, other))
            if not alike and column not in whole.force.standing[question][0].blanks:
                different[column, question] = (one.missing, other.missing)
    assert not different
