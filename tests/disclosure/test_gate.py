"""What goes into the gate and what comes out: which policy holds, which alternative is taken, and what a table is when there is none."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.disclosure import plan, published, release
from eianalysis.disclosure.session import new_session
from eianalysis.disclosure.gate import _SHAPES, FINEST, alternatives, level_of, policy_meant
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.once import STEPS
from eianalysis.policy import RUNNING, policy_for
from eianalysis.results import Bound, Missing, Result
from eianalysis.sources import Source, TypedTable

from .builders import DEFINITION, counts, curve

BOARD = policy_for("board")
ALL = {"All": (67, 700), "White": (55, 400), "Asian": (12, 300)}


def mean(people):
    frame = pd.DataFrame([{"team": team, "score": score} for team, scores in people.items() for score in scores])
    return ei.mean(TypedTable("answers", frame, (Source("answers", "answers.csv", "", len(frame), "real"),), {}), "score", by="team", measure="mean_score")


def test_only_a_result_and_a_policy_go_in():
    with pytest.raises(DisclosureError, match="takes a Result, got a? ?DataFrame"):
        release(counts(ALL).counts, BOARD)
    slipped = counts(ALL)
    object.__setattr__(slipped, "shape", "rows")  # past its own rules
    with pytest.raises(DisclosureError, match="'rows' is not a kind of result the gate knows; nothing was released"):
        release(slipped, BOARD)
    with pytest.raises(DisclosureError, match="takes a policy"):
        release(counts(ALL), 5)


def test_the_policy_is_the_one_given_or_named_or_that_of_the_cycle(root):
    cycle = load_cycle("2023-04", data_dir=root / "data")
    asked, loose = replace(counts(ALL), cycle=cycle), counts(ALL)
    assert policy_meant(loose, BOARD) is BOARD and policy_meant(loose, "public") == policy_for("public")
    assert policy_meant(asked, None) == cycle.policy and policy_meant(asked, "public") == cycle.policy_as("public")
    other = replace(BOARD, threshold=7, sensitive_threshold=7)
    assert release(asked, other).policy == other and release(asked).policy == cycle.policy
    with pytest.raises(UsageError, match="belongs to no board cycle"):
        release(loose)


@pytest.fixture
def in_a_run(tmp_path, monkeypatch):
    """As in a page of a run for the board, whose plan knows nothing yet."""
    monkeypatch.setenv(STEPS, str(tmp_path / "steps"))
    monkeypatch.setenv(plan.PLAN, str(tmp_path / "plan"))
    plan.save_plan(tmp_path / "plan", plan.Plan.of((), (), "board"))


def test_in_a_run_a_result_is_released_once(in_a_run, monkeypatch):
    """Whoever releases an equal result under an equal policy gets the same; another count, policy or coarser table is made anew."""
    made, shown = [], published.shown
    monkeypatch.setattr(published, "shown", lambda *given: made.append(1) or shown(*given))
    coarser = counts(ALL | {"White": (54, 399), "Asian": (13, 301)})
    for result, policy, times in (
        (counts(ALL), BOARD, 1),
        (counts(ALL), BOARD, 1),
        (counts(ALL | {"All": (67, 701)}), BOARD, 2),
        (counts(ALL), policy_for("public"), 3),
        (counts(ALL), replace(BOARD, threshold=7, sensitive_threshold=7), 4),
        (replace(counts(ALL), coarser=lambda: coarser), BOARD, 5),
        (counts(ALL), BOARD, 5),
    ):
        released = release(result, policy)
        assert len(made) == times and released.policy == policy
        pd.testing.assert_frame_equal(released.table, shown(result, policy, _SHAPES["counts"]).table)


def test_a_conclusion_leans_on_what_was_released_already(in_a_run, monkeypatch):
    made, shown = [], published.shown
    monkeypatch.setattr(published, "shown", lambda result, *given: made.append(result.measure) or shown(result, *given))
    release(counts(ALL), BOARD)
    map_ = Result("map", "bound", DEFINITION, pd.DataFrame({"item_id": ["A"]}), keys=("item_id",), bound=(Bound("leaving", counts(ALL)),), conclude=left)
    first, again = release(map_, BOARD), release(map_, BOARD)
    assert made == ["leaving", "map"]
    assert first.table["left"].tolist() == again.table["left"].tolist() == [67]
    with_change = replace(map_, bound=(Bound("leaving", counts(ALL), (("ethnicity", counts(ALL), counts(ALL)),)),))
    assert release(with_change, BOARD).table["left"].tolist() == [67] and made == ["leaving", "map", "map"]


def left(rows, shown):
    table = shown["leaving"].table
    return rows.assign(left=int(table.loc[table["group"].eq("All"), "numerator"].iloc[0]))


def test_a_notebook_of_a_run_releases_for_the_board_and_a_console_as_it_works(monkeypatch):
    assert release(counts(ALL), policy_for("working")).table["numerator"].notna().all()
    monkeypatch.setenv(RUNNING, "06-retention")
    assert release(counts(ALL), BOARD).table["numerator"].notna().any()


@pytest.mark.parametrize(
    "made",
    [
        counts(ALL),
        curve({"White": [(0, 1, 1)] * 30}),
        mean({"A": [1, 2, 3, 4, 5] * 8}),
        Result("m", "statistic", DEFINITION, pd.DataFrame()),
        Result("m", "amounts", DEFINITION, pd.DataFrame()),
        Result("m", "register", DEFINITION, pd.DataFrame({"item_id": ["1"]})),
        Result("m", "bound", DEFINITION, pd.DataFrame({"item_id": ["1"]})),
    ],
    ids=lambda made: made.shape,
)
def test_what_is_not_available_is_a_table_of_no_rows_that_says_why(made):
    released = release(replace(made, missing=Missing("leavers.csv", ("leave_date",))), BOARD)
    assert released.table.empty and len(released.table.columns) > 0 and released.table.columns.is_unique
    assert ("status" in released.table or made.shape == "statistic") and released.level == "as asked" and released.missing.file == "leavers.csv"
    assert released.note == "[x] not available: the table is absent (leavers.csv; columns wanted: leave_date)."


# --- which alternative --------------------------------------------------------------------------------------------------------

FINE = {"All": (67, 700), "White": (55, 400), "Asian": (9, 200), "Black": (3, 100)}
COARSE = {"All": (67, 700), "White": (55, 400), "Ethnic minorities": (12, 300)}


def coarser(*more):
    """A result with its coarser alternatives, and how often each of them was made."""
    made = []

    def chain(tables):
        if not tables:
            return None

        def make():
            made.append(len(tables))
            return replace(counts(tables[0]), coarser=chain(tables[1:]))

        return make

    return replace(counts(FINE), coarser=chain(list(more))), made


def test_a_coarser_table_in_which_every_group_is_shown_stands_for_the_finer():
    asked, _ = coarser(COARSE)
    released = release(asked, BOARD)
    assert set(released.table["group"]) == set(COARSE) and released.table["numerator"].notna().all() and released.level != "as asked"


def test_the_first_that_shows_every_group_is_taken_and_no_further_one_made():
    asked, made = coarser(COARSE, {"All": (67, 700)})
    assert set(level_of(asked, BOARD).result.counts["group"]) == set(COARSE) and made == [2]
    fine, made = replace(counts(COARSE), coarser=lambda: made.append(1)), []
    assert level_of(fine, BOARD).result is fine and not made


def test_of_those_that_show_as_much_the_finest_is_taken():
    worse = {"All": (67, 700), "White": (64, 600), "Others": (3, 100)}
    asked, made = coarser(worse, worse)
    assert level_of(asked, BOARD).result is asked or level_of(asked, BOARD).fit > 0
    same, _ = coarser(FINE, FINE)
    assert level_of(same, BOARD).result is same


def test_alternatives_without_an_end_are_refused_and_a_dozen_are_none():
    def more(left):
        return replace(counts(FINE), coarser=(lambda: more(left - 1)) if left > 1 else None)

    assert len(list(alternatives(more(FINEST)))) == FINEST == 12
    with pytest.raises(DisclosureError, match="no end of coarser alternatives"):
        list(alternatives(more(FINEST + 1)))


def test_a_mean_of_few_is_hidden_and_the_note_says_so_only_then():
    assert "hidden" in release(mean({"A": [1, 2, 3, 4, 5] * 8, "B": [1, 2, 3] * 3}), BOARD).note
    new_session()
    assert "hidden" not in release(mean({"A": [1, 2, 3, 4, 5] * 8, "B": [1, 2, 3, 4, 5] * 4}), BOARD).note


# --- steps after the release ----------------------------------------------------------------------------------------------------


def test_a_step_after_the_release_may_add_a_column_and_change_nothing():
    released = release(replace(counts(ALL), after=(lambda table: table.assign(per_shift=table["rate"] / 2),)), BOARD)
    assert "per_shift" in released.table
    for step in (
        lambda table: table.assign(rate=0.5),
        lambda table: table.iloc[:-1],
        lambda table: pd.concat([table, table.iloc[:1]]),
        lambda table: table.drop(columns="rate"),
        lambda table: table.iloc[::-1],
    ):
        with pytest.raises(DisclosureError, match="changes figures after their release"):
            release(replace(counts(ALL), after=(step,)), BOARD)


def test_a_step_is_given_no_more_than_what_is_released():
    seen = []
    release(replace(counts(FINE), after=(lambda table: seen.append(table["numerator"].isna().sum()) or table,)), BOARD)
    assert seen[0] >= 2


def test_of_a_hidden_row_nothing_is_said_of_what_its_count_is_of():
    made = mean({"A": [1, 2, 3, 4, 5] * 8})
    assert release(made, BOARD)._cells == ()
    fine = release(counts(FINE), BOARD)
    assert len(fine._cells) == len(fine.table)
    assert all(not cell for cell, row in zip(fine._cells, fine.table["status"], strict=True) if row == "hidden")


def test_what_a_conclusion_leans_on_is_released_by_its_own_rules():
    inner = Result("inner", "bound", DEFINITION, pd.DataFrame({"item_id": ["1"]}))
    from eianalysis.evidence.conclude import conclude

    outer = Result("map", "bound", DEFINITION, pd.DataFrame({"item_id": ["1"]}), bound=(Bound("m", inner),), conclude=conclude)
    with pytest.raises(DisclosureError, match="inner is itself a conclusion"):
        release(outer, BOARD)


def test_a_register_of_items_is_shown_whole_as_asked():
    released = release(Result("m", "register", DEFINITION, pd.DataFrame({"item_id": ["1", "2"]}), keys=("item_id",)), BOARD)
    assert released.table["item_id"].tolist() == ["1", "2"] and released.level == "as asked"


def test_a_shown_row_says_of_what_its_count_and_base_are_so_that_later_plans_know_them():
    frame = pd.DataFrame({"team": ["A"] * 60 + ["B"] * 40, "late": [True] * 20 + [False] * 40 + [True] * 18 + [False] * 22})
    answers = TypedTable("answers", frame, (Source("answers", "answers.csv", "", 100, "real"),), {})
    released = release(ei.share(answers, "late", by="team", measure="late"), BOARD)
    assert released.table["status"].isin(["shown", "low_base"]).all() and len(released._cells) == len(released.table) == 3
    assert all(count and base and count != base for count, base in released._cells) and len(set(released._cells)) == 3
