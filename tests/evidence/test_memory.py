"""A remembered plan is proved again: it may save time, and never show what a new plan would hide."""

import json

import numpy as np
import pandas as pd
import pytest

from eianalysis.disclosure import memory, release, secondary
from eianalysis.policy import policy_for
from tests.disclosure.builders import counts

BOARD = policy_for("board")
TABLE = {"All": (74, 1000), "Asian": (3, 60), "Black": (9, 70), "Mixed": (12, 90), "White": (50, 780)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(memory.MEMORY, str(tmp_path / "plans"))
    return tmp_path / "plans"


def test_a_plan_is_remembered_and_gives_the_same_table(folder, monkeypatch):
    first = release(counts(TABLE), BOARD).table
    assert len(list(folder.glob("*.json"))) == 1
    monkeypatch.setattr(secondary, "_plans", lambda *given: pytest.fail("the plan was looked for again"))
    pd.testing.assert_frame_equal(first, release(counts(TABLE), BOARD).table)


def test_nothing_is_written_outside_a_run(tmp_path, monkeypatch):
    monkeypatch.delenv(memory.MEMORY, raising=False)
    monkeypatch.chdir(tmp_path)
    release(counts(TABLE), BOARD)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("forged", [{"alike": False, "primary": [], "all": []}, {"alike": True, "primary": [], "all": [1]},
                                    {"alike": False, "primary": [1], "all": [1]}, {"primary": "x"}, {}, []])
def test_a_forged_plan_shows_nothing_more(folder, forged):
    """Hiding Asian alone is no plan: the total less the others gives it back."""
    right = release(counts(TABLE), BOARD).table
    for path in folder.glob("*.json"):
        path.write_text(json.dumps(forged), encoding="utf-8")
    pd.testing.assert_frame_equal(right, release(counts(TABLE), BOARD).table)


def test_another_count_another_policy_another_plan(folder):
    release(counts(TABLE), BOARD)
    release(counts({**TABLE, "Mixed": (13, 90), "All": (75, 1000)}), BOARD)
    release(counts(TABLE), policy_for("public"))
    assert len(list(folder.glob("*.json"))) == 3


def test_a_plan_holds_no_count(folder):
    release(counts(TABLE), BOARD)
    kept = json.loads(next(folder.glob("*.json")).read_text(encoding="utf-8"))
    assert set(kept) == {"alike", "primary", "all"} and max(np.ravel([*kept["primary"], *kept["all"]])) < len(TABLE)
