"""A reference set for every table of a cycle may be nobody in a small one: the reader is told, and the page does not stop."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.errors import UsageError
from eianalysis.sources import TypedTable
from eianalysis.wording.headline import full_title as headline

SAID = "there are no men here to compare with"


@pytest.fixture
def cycle(root):
    return load_cycle("2023-04", data_dir=root / "data")


def asked(groups):
    """One row a person; ``groups`` is sex -> (yes, of how many)."""
    rows = [(sex, at < yes) for sex, (yes, many) in groups.items() for at in range(many)]
    frame = pd.DataFrame(rows, columns=["sex", "said"]).astype({"said": "boolean"})
    return ei.share(TypedTable("answers", frame, groupings={"sex": ("sex",)}), "said", by="sex", measure="said")


WOMEN = {"Female": (12, 60), "Other": (11, 40)}


@pytest.mark.parametrize("compare", [ei.compare, ei.detectable, ei.bounds])
def test_findings_table_and_title_say_that_nobody_is_in_the_reference(cycle, compare):
    made = ei.release(compare(asked(WOMEN), reference=cycle), cycle.policy)
    sentences = list(ei.findings(made))
    assert sum(SAID in sentence for sentence in sentences) == 1
    assert SAID in ei.table(made)._repr_html_()
    assert headline(made).endswith("nobody to compare with")
    assert not any("rate is 0" in sentence or "times the rate" in sentence for sentence in sentences)
    assert made.table.set_index("group").loc["Female", "verdict"] == "too few to say"
    ei.plot_ratios(made)


def test_nobody_is_said_to_be_missing_who_is_there(cycle):
    made = ei.release(ei.compare(asked({**WOMEN, "Male": (15, 50)}), reference=cycle), cycle.policy)
    assert "No comparison can be made" not in f"{ei.findings(made)}{ei.table(made)._repr_html_()}"


def test_what_an_analyst_asks_for_by_name_must_be_there():
    with pytest.raises(UsageError, match="'Typo' does not occur in said by sex; it can be: Female, Other"):
        ei.compare(asked(WOMEN), reference="Typo")
    with pytest.raises(UsageError, match="'Male' does not occur in said by sex"):
        ei.compare(asked(WOMEN), reference={"sex": "Male"})


def test_a_cycle_whose_reference_is_no_group_at_all_is_refused(cycle):
    with pytest.raises(UsageError, match="'Mail' does not occur in said by sex"):
        ei.compare(asked(WOMEN), reference=replace(cycle, reference={"sex": "Mail"}))


def test_leavers_of_whom_nobody_resigned_are_no_fault(root, cycle):
    """Page 06b and the evidence map set leavers who resigned as the reference; a small real table may have none."""
    leavers, interviews = ei.load_leavers(cycle), ei.load_exit_interviews(cycle)
    retired = leavers.frame["leaver_family"].eq("retirement")
    assert retired.any()
    few = replace(leavers, frame=leavers.frame[retired].reset_index(drop=True))
    made = ei.force(cycle).holding(leavers=few, exit_interviews=interviews).stand("exit_interview_steps")
    said = str(ei.findings(ei.release(made, cycle.policy)))
    assert "No comparison can be made" in said and "(resignation) here to compare with" in said.casefold()
