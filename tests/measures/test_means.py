"""Means by group: worked by hand, in words and tables, and refused where a share or a count is the answer."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats as theirs

import eianalysis as ei
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.policy import policy_for
from eianalysis.sources import Source, TypedTable
from tests.builders import table as built

BOARD = policy_for("board")
SCORES = {"north": [1, 2, 3, 4, 5] * 4, "south": [2, 4, 6, 8] * 5}


def answers(**columns) -> TypedTable:
    frame = pd.DataFrame([{"team": team, "score": score} for team, scores in SCORES.items() for score in scores]).assign(**columns)
    return TypedTable("answers", frame, (Source("answers", "answers.csv", "", len(frame), "synthetic"),), {}, synthetic=True)


def mean(table=None, column="score", **more):
    return ei.mean(answers() if table is None else table, column, **{"by": "team", "measure": "mean_score", **more})


def test_each_group_and_everybody_by_hand():
    table = mean().unreleased.set_index("group")
    assert table["mean"].to_dict() == {"north": 3.0, "south": 5.0, "All": 4.0} and table["people"].to_dict() == {"north": 20, "south": 20, "All": 40}
    for group, scores in SCORES.items():
        low, high = theirs.ttest_1samp(scores, 0).confidence_interval(0.95)
        assert table.loc[group, ["mean_low", "mean_high"]].tolist() == pytest.approx([low, high])


def test_who_is_blank_is_in_no_mean_and_a_blank_group_is_said():
    scores = [None, *answers().frame["score"][1:]]
    table = mean(answers(score=scores, team=[*answers().frame["team"][:-1], None])).unreleased.set_index("group")
    assert table.loc["north", "people"] == 19 and table.loc["All", "people"] == 39 and table.loc["Not recorded", "people"] == 1


def test_another_confidence_is_another_range():
    assert mean(confidence=0.5).unreleased["mean_high"][0] < mean().unreleased["mean_high"][0]


def test_rows_of_one_person_are_one_person():
    table = mean(answers(person_ref=[f"P{at // 2}" for at in range(40)])).unreleased
    assert table["people"].tolist() == [20, 10, 10]


def test_people_of_whom_it_is_blank_who_they_are_are_different_people():
    assert mean(answers(person_ref=[None] * 40)).unreleased["people"].tolist() == [40, 20, 20]


def test_parts_of_the_table_each_have_their_groups_and_their_total():
    table = mean(answers(year=["2022", "2023"] * 20), within=("year",)).release(BOARD).table
    assert table["year"].value_counts().to_dict() == {"2022": 3, "2023": 3} and table["people"].tolist() == [20, 10, 10] * 2


def test_two_characteristics_at_once_are_one_table():
    table = mean(answers(half=["a", "b"] * 20), by="team * half").unreleased
    assert table["group"].tolist() == ["All", "north, a", "north, b", "south, a", "south, b"]


def test_two_groupings_are_refused_and_what_is_advised_works():
    table = answers(side=["left", "right"] * 20)
    with pytest.raises(UsageError, match="takes one grouping") as refused:
        mean(table, by=["team", "side"])
    for advised in re.findall(r'by="([^"]+)"', str(refused.value)):
        assert len(mean(table, by=advised).release(BOARD).table)


def test_it_is_said_and_listed_with_its_range_and_no_verdict():
    released = mean().release(BOARD)
    assert str(ei.table(released)).startswith("Mean score: 4.0 on average\nSYNTHETIC DATA. Mean score, by team, people.")
    assert re.search(r"north +20 +3\.0 +2\.3 to 3\.7", str(ei.table(released)))
    said = str(ei.findings(released))
    assert said.startswith("SYNTHETIC DATA. All people: 4.0 on average, plausibly 3.3 to 4.7 (40).") and "no verdict" in said
    assert "A rate is" not in str(ei.explain(released)) and "Student's t interval" in str(ei.explain(released))
    shown = ei.show(released)
    assert "[c]" not in repr(shown) and shown.drawn is None


def test_hidden_rows_are_named_and_not_numbered():
    table = answers(team=["north"] * 7 + ["south"] * 33)
    released = mean(table).release(BOARD)
    assert "Hidden, because small numbers could tell about a person: " in str(ei.findings(released))
    assert not re.search(r"(?<![.\d])(7|33)(?![.\d])", f"{ei.table(released)!r}{ei.findings(released)}{released.note}{released!r}")


def test_a_low_base_is_marked():
    released = mean(answers(team=["north"] * 14 + ["south"] * 26)).release(BOARD)
    assert released.table["status"].tolist() == ["shown", "low_base", "shown"] and "[u]" in str(ei.table(released))


def test_it_is_saved_and_a_table_of_means_is_no_table_of_counts(tmp_path):
    from eianalysis.provenance import csv_bytes

    lines = csv_bytes(mean().release(BOARD).table).decode().splitlines()
    assert lines[0] == "measure,kind,window,period_start,period_end,characteristic,group,people,mean,mean_low,mean_high,status"
    assert lines[2].endswith("team,north,20,3.0,2.3,3.7,shown")
    with pytest.raises(UsageError):
        ei.compare(mean(), reference="north")


@pytest.mark.parametrize(
    "column, said",
    [
        ("scores", "did you mean 'score'"),
        ("text", "holds no numbers"),
        ("flag", "a yes or a no"),
        ("two", "two different numbers"),
        ("day", "holds no numbers"),
        ("person_ref", "says whose a row is"),
        ("endless", "without end"),
    ],
)
def test_a_column_without_a_mean_is_refused_with_what_to_ask_instead(column, said):
    table = answers(text="4", flag=True, two=[0, 1] * 20, day=pd.Timestamp("2023-01-01"), person_ref=range(40), endless=[np.inf, 1, 2, 3] * 10)
    with pytest.raises(UsageError, match=said):
        mean(table, column)


def test_what_the_refusals_advise_works():
    frame = answers(text=answers().frame["score"].astype(str), flag=[True, False] * 20, two=[0, 1] * 20, endless=[np.inf, 1, 2, 3] * 10).frame

    def of(made):
        return TypedTable("answers", made, answers().sources, {})

    assert mean(of(frame.assign(text=pd.to_numeric(frame["text"]))), "text").unreleased["mean"].tolist() == [4.0, 3.0, 5.0]
    assert ei.share(of(frame), "flag", by="team", measure="x").unreleased["numerator"].tolist() == [20, 10, 10]
    made = of(frame.assign(two=frame["two"] == frame["two"].max()))
    assert ei.share(made, "two", by="team", measure="x").unreleased["numerator"].tolist() == [20, 10, 10]
    assert mean(of(frame.replace([float("inf"), -float("inf")], float("nan"))), "endless").unreleased["mean"].tolist() == [2.0, 2.0, 2.0]


def test_codes_written_as_numbers_have_no_mean_and_free_text_splits_nothing():
    people = built("leavers", "person_ref  leave_date\nP1  2022-06-01\nP2  2022-07-01")
    with pytest.raises(UsageError, match="holds no numbers"):
        ei.mean(people, "leaver_type", by="sex", measure="x")
    with pytest.raises(DisclosureError, match="free text"):
        mean(answers(comments="words"), by="comments")


def test_what_is_not_there_says_so():
    assert mean(answers(score=np.nan)).status == "not_available"
    released = mean(answers(score=np.nan)).release(BOARD)
    assert "not available" in str(ei.table(released)) and "score" in str(ei.findings(released))


def test_full_time_equivalents_are_a_mean_beside_heads():
    """As docs/methods.md says: heads times their mean is the full-time equivalents, to the digit that the mean has."""
    full = [1.0] * 60 + [0.8] * 20 + [0.6] * 20
    half = [1.0] * 90 + [0.5, 0.6, 0.7, 0.8, 0.9] * 2
    frame = pd.DataFrame({"person_ref": [f"P{n:03}" for n in range(200)], "sex": ["Female"] * 100 + ["Male"] * 100, "fte": full + half})
    table = ei.release(mean(replace(answers(), frame=frame), "fte", by="sex"), "board").table.set_index("group")
    assert list(table["people"].loc[["Female", "Male"]]) == [100, 100]
    assert 100 * table.at["Female", "mean"] == pytest.approx(sum(full), abs=1)
