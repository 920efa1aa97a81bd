"""A step is run once a run on the same table, by whichever process comes first; anything that differs is derived anew."""

from functools import partial

import pandas as pd
import pytest

from eianalysis.once import STEPS, looked_up, once

RAN = []


def doubled(frame, *, by=2):
    RAN.append(by)
    return frame.assign(more=frame["count"] * by)


@pytest.fixture(autouse=True)
def nothing_ran():
    RAN.clear()


@pytest.fixture
def in_a_run(tmp_path, monkeypatch):
    monkeypatch.setenv(STEPS, str(tmp_path / "steps"))
    return tmp_path / "steps"


def table(*counts, group="White"):
    return pd.DataFrame({"group": ["".join([group[:2], group[2:]]) for _ in counts], "count": list(counts)})


def test_the_same_step_on_an_equal_table_runs_once(in_a_run):
    first, again = once(doubled, table(7, 8)), once(doubled, table(7, 8))
    pd.testing.assert_frame_equal(first, again)
    assert len(RAN) == 1


@pytest.mark.parametrize(
    "other",
    [
        table(7, 9),
        table(8, 7),
        table(7.0, 8.0),
        table(7, 8, group="Asian"),
        table(7, 8).rename(columns={"group": "part"}).assign(group="White"),
        table(7, 8).set_axis([1, 0]),
    ],
)
def test_another_table_is_derived_anew(in_a_run, other):
    once(doubled, table(7, 8))
    pd.testing.assert_frame_equal(once(doubled, other), other.assign(more=other["count"] * 2))
    assert len(RAN) == 2


def test_what_is_bound_to_a_step_counts(in_a_run):
    for by in (2, 3, 2):
        assert once(partial(doubled, by=by), table(7))["more"].tolist() == [7 * by]
    assert RAN == [2, 3]


def test_what_is_looked_up_is_the_callers_own(in_a_run):
    for _ in range(2):
        mine = once(doubled, table(7))
        mine["more"] = 0
    assert once(doubled, table(7))["more"].tolist() == [14]


def test_a_function_made_inside_another_runs_each_time(in_a_run):
    for by in (2, 3):
        assert once(lambda frame, by=by: doubled(frame, by=by), table(7))["more"].tolist() == [7 * by]
    assert RAN == [2, 3] and not in_a_run.exists()


@pytest.mark.parametrize("bound", [False, True])
def test_a_notebook_s_own_function_runs_each_time_for_another_may_have_its_name(in_a_run, bound):
    for by in (2, 3):
        own = {"__name__": "__main__", "doubled": doubled}
        exec(f"def step(frame, *, more=None): return doubled(frame, by={by})", own)
        import __main__

        __main__.step = own["step"]  # as a cell defines it
        try:
            step = partial(own["step"], more=own["step"]) if bound else own["step"]
            assert once(step, table(7))["more"].tolist() == [7 * by]
        finally:
            del __main__.step
    assert RAN == [2, 3]


def test_outside_a_run_nothing_is_kept(monkeypatch):
    monkeypatch.delenv(STEPS, raising=False)
    once(doubled, table(7))
    once(doubled, table(7))
    assert len(RAN) == 2


def test_parts_are_known_one_by_one(in_a_run):
    """What is known by several parts is another where one of them is, or their order."""
    made = [looked_up(lambda parts=parts: parts, lambda parts=parts: list(parts)) for parts in (["a", 1], ["a", 2], [1, "a"], ["a", 1])]
    assert made == [["a", 1], ["a", 2], [1, "a"], ["a", 1]]
    assert looked_up(lambda: ["a", 1], lambda: "made again") == ["a", 1]


def test_outside_a_run_nobody_asks_what_a_thing_is_known_by(monkeypatch):
    monkeypatch.delenv(STEPS, raising=False)
    assert looked_up(lambda: RAN.append("asked"), lambda: "made") == "made" and RAN == []
