"""Ways round the gate that were tried and must stay shut."""

import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.errors import DisclosureError
from eianalysis.policy import RUNNING, Policy, policy_for
from eianalysis.results import Definition, Result

DEFINITION = Definition("Cases", "cases", "cases at risk")


def stages(rows):
    frame = pd.DataFrame(rows, columns=["stage", "group", "numerator", "denominator"])
    frame = frame.assign(measure="m", kind="proportion", window="36m", characteristic="sex", period_start=pd.NaT, period_end=pd.NaT)
    return Result("m", "counts", DEFINITION, frame, keys=("stage",), chain=("stage", tuple(frame["stage"].unique())))


def test_a_policy_that_slipped_past_its_own_rules_releases_nothing():
    class Loose(Policy):
        def __post_init__(self):
            pass

    loose = Loose("board", 0, 0, 0, 0, 0, 1, None, 0, 1, True)
    with pytest.raises(DisclosureError, match="takes a policy, got a Loose"):
        release(stages([("a", "Female", 3, 40)]), loose)


def test_a_run_cannot_release_under_the_working_profile(monkeypatch):
    result = stages([("a", "Female", 30, 40), ("a", "All", 30, 40)])
    release(result, policy_for("working"))
    monkeypatch.setenv(RUNNING, "06-retention")
    with pytest.raises(DisclosureError, match="cannot release under the working profile"):
        release(result, policy_for("working"))


def test_rows_of_people_are_no_register():
    people = pd.DataFrame({"item_id": ["1"], "sex": ["Female"], "age": [40]})
    with pytest.raises(DisclosureError, match=r"has columns of people \(age, sex\)"):
        release(Result("m", "register", DEFINITION, people), policy_for("board"))


def test_a_next_stage_of_nobody_does_not_say_that_none_of_a_few_went_on():
    """One of 'Other' was at risk and did not go on; the next stage, whose base is the passes, would show 0 of 0."""
    result = stages(
        [
            ("Case to answer", "All", 91, 182),
            ("Case to answer", "Female", 19, 35),
            ("Case to answer", "Male", 72, 146),
            ("Case to answer", "Other", 0, 1),
            ("Proven", "All", 70, 91),
            ("Proven", "Female", 13, 19),
            ("Proven", "Male", 57, 72),
            ("Proven", "Other", 0, 0),
        ]
    )
    table = release(result, policy_for("board")).table.set_index(["stage", "group"])
    assert table.loc[("Case to answer", "Other"), "status"] == "hidden"
    assert table.loc[("Proven", "Other"), "status"] == "hidden"
    shown = {key for key, row in table.iterrows() if row["status"] in ("shown", "low_base")}
    for stage in ("Case to answer", "Proven"):  # in neither stage do all three others stand, or the fourth follows
        assert not {(stage, group) for group in ("All", "Female", "Male")} <= shown
