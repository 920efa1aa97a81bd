"""Means through the gate: of ten people, of nobody in particular, and nothing to be worked out from what is shown."""

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.disclosure.session import new_session
from eianalysis.disclosure.means import safe
from eianalysis.errors import DisclosureError
from eianalysis.policy import policy_for
from eianalysis.results import PERSON, Result
from eianalysis.sources import Source, TypedTable

BOARD = policy_for("board")


def people(rows: dict[str, list], **more) -> TypedTable:
    frame = pd.DataFrame([{"team": team, "score": score} for team, scores in rows.items() for score in scores]).assign(**more)
    return TypedTable("answers", frame, (Source("answers", "answers.csv", "", len(frame), "real"),), {})


def mean(table: TypedTable, by="team", column="score") -> Result:
    return ei.mean(table, column, by=by, measure="mean_score")


def shown(table: TypedTable, by="team", policy=BOARD) -> dict[str, bool]:
    released = mean(table, by).release(policy).table
    assert not released.loc[released["status"].eq("hidden"), ["people", "mean", "mean_low", "mean_high"]].notna().any(axis=None)
    return dict(zip(released["group"], released["mean"].notna(), strict=True))


MANY = [1, 2, 3, 4, 5] * 8


def test_a_mean_is_of_ten_people_and_a_group_of_nine_takes_another_with_it():
    assert shown(people({"A": MANY, "B": MANY[:10]})) == {"A": True, "B": True, "All": True}
    few = shown(people({"A": MANY, "B": MANY[:9]}))
    assert few["B"] is False and not (few["A"] and few["All"])
    three = shown(people({"A": MANY, "B": MANY[:9], "C": MANY[:15]}))
    assert three["B"] is False and sum(three.values()) == 2


def test_ten_rows_of_nine_people_are_nine_people():
    table = people({"A": MANY, "B": MANY[:10]})
    twice = TypedTable("answers", table.frame.assign(person_ref=[f"P{min(at, 48)}" for at in range(50)]), table.sources, {})
    assert not shown(twice)["B"]


def test_the_public_profile_asks_for_twenty_and_rounds_people():
    table = people({"A": MANY, "B": MANY[:19], "C": MANY[:23]})
    assert not shown(table, policy=policy_for("public"))["B"]
    new_session()  # in one session the board's table would hide what the public's hides
    assert shown(table)["B"]
    new_session()
    released = mean(people({"A": MANY, "C": MANY[:23]})).release(policy_for("public"))
    assert sorted(released.table["people"]) == [25, 40, 65] and "nearest 5" in released.note


def test_one_person_who_makes_a_mean_is_hidden_and_cannot_be_had_by_subtraction():
    """Fourteen days off between nineteen people and two hundred by one: the mean tells the one."""
    usual = [0, 1, 2, 0, 1] * 4
    gone = shown(people({"A": usual * 2, "B": [*usual[:19], 200], "C": usual * 2}))
    assert gone["B"] is False and not (gone["A"] and gone["C"] and gone["All"])


def test_a_mean_that_says_that_all_but_a_few_gave_one_answer_is_hidden():
    """Of 20 who can say 1 to 5, a mean of 2.1 with its range says that two of them said 3."""
    nearly = shown(people({"A": MANY, "B": [2] * 18 + [3] * 2, "C": MANY}))
    assert nearly["B"] is False
    new_session()
    assert shown(people({"A": MANY, "B": [2] * 12 + [3] * 8, "C": MANY}))["B"]
    new_session()
    assert shown(people({"A": MANY, "B": [2] * 20, "C": MANY}))["B"] is False


CUTS = ("team", "grade", "team * grade", ["side"])


@pytest.mark.parametrize("by", CUTS, ids=str)
@pytest.mark.parametrize("seed", range(6))
def test_no_mean_that_may_not_be_told_is_a_sum_of_shown_ones(seed, by):
    """Every set of people that shown means add up or subtract to is one that may be told: by linear algebra, over all sets."""
    rng = np.random.default_rng(seed)
    many = int(rng.integers(60, 200))
    frame = pd.DataFrame(
        {
            "team": rng.choice(list("XYZ"), many, p=rng.dirichlet([0.7] * 3)),
            "grade": rng.choice(list("pqr"), many, p=rng.dirichlet([0.7] * 3)),
            "score": np.where(rng.random(many) < 0.03, 60, rng.binomial(6, rng.choice([0.05, 0.5]), many)),
        }
    )
    frame["side"] = frame["team"].map({"X": "left", "Y": "right", "Z": "right"})
    result = mean(TypedTable("answers", frame, (Source("answers", "answers.csv", "", many, "real"),), {}), by)
    released = result.release(BOARD).table
    classes = frame.groupby(["team", "grade"]).ngroup().to_numpy()
    every, values = range(classes.max() + 1), result.values
    told = np.zeros((1, len(every)))
    for row in released[released["mean"].notna()].itertuples():
        here = values[row.characteristic].eq(row.group).to_numpy() if row.group != "All" else np.ones(many, bool)
        told = np.vstack([told, [here[classes == each].all() for each in every]])
    sets = np.array(list(product([0.0, 1.0], repeat=len(every))))[1:]
    sums = np.abs(sets @ np.linalg.pinv(told) @ told - sets).max(axis=1) < 1e-9
    assert all(safe(values, np.isin(classes, np.flatnonzero(some)), BOARD) for some in sets[sums])
    assert len(told) > 1 or not all(safe(values, classes == each, BOARD) for each in every)  # it is not kept by hiding everything


def test_what_is_shown_is_rounded_by_how_sure_it_is_and_ranges_outwards():
    table = people({"A": MANY, "B": MANY})
    row = mean(table).release(BOARD).table.iloc[1]
    true = mean(table).unreleased.iloc[1]
    step = 10.0 ** np.floor(np.log10(true["error"]))
    assert row["mean"] == pytest.approx(round(true["mean"] / step) * step)
    assert row["mean_low"] <= true["mean_low"] < row["mean_low"] + step
    assert row["mean_high"] - step < true["mean_high"] <= row["mean_high"]


def test_the_console_sees_every_digit_and_the_release_says_it_is_not_for_others():
    released = mean(people({"A": MANY, "B": [1, 2, 9]})).release(policy_for("working"))
    assert released.table["mean"].notna().all() and released.table["mean"].iloc[2] == 4.0 and "Not to be exported" in released.note


def test_the_numbers_behind_it_are_not_in_its_words():
    result = mean(people({"A": MANY, "B": MANY[:9]}))
    assert "hidden" in str(set(result.release(BOARD).table["status"]))
    assert "12 rows" not in repr(result) and PERSON not in repr(result)


def test_a_result_that_is_not_of_its_numbers_is_refused():
    result = mean(people({"A": MANY, "B": MANY}))
    with pytest.raises(DisclosureError, match="no numbers behind"):
        replace(result, values=None).release(BOARD)
    with pytest.raises(DisclosureError, match="not of the people behind"):
        replace(result, counts=result.counts.assign(people=99)).release(BOARD)


def test_a_published_table_is_shown_whole():
    table = people({"A": MANY, "B": [1, 2, 9]})
    released = mean(table).release(replace(BOARD, published=("answers",)))
    assert released.table["mean"].notna().all() and released.public
