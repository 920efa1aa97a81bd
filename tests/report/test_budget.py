"""The limits of a run as numbers, without a run: how much, how long, and what is said."""

from types import SimpleNamespace

import pytest

from eianalysis.cycle_keys import LIMITS
from eianalysis.report import run_limits
from eianalysis.report.run_limits import Budget, size


@pytest.mark.parametrize(("minutes", "seconds"), [(0.02, 2), (1, 60), (1.5, 90), (0.01, 1)])
def test_a_cell_has_its_minutes_in_whole_seconds_begun(minutes, seconds):
    assert Budget({"cell_minutes": minutes}).cell_seconds == seconds


def test_output_is_in_millions_of_bytes_and_memory_in_gibibytes():
    assert Budget({"output_mb": 3}).output_bytes == 3_000_000
    assert Budget({"memory_gb": 1.5}).memory_bytes == 1_610_612_736


def test_what_a_cycle_does_not_say_is_as_everywhere():
    assert Budget().sizes == LIMITS == Budget({}).sizes
    assert Budget({"output_mb": 3}).sizes == {**LIMITS, "output_mb": 3}
    assert Budget().ended is False


def test_a_run_is_over_once_its_minutes_have_passed(monkeypatch):
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(run_limits, "time", SimpleNamespace(monotonic=lambda: clock.now))
    budget = Budget({"run_minutes": 2})
    assert not budget.spent
    clock.now = 1120.0
    assert not budget.spent
    clock.now = 1120.5
    assert budget.spent


def test_what_was_too_much_is_said_with_the_limit_and_the_cure():
    said = "it printed too much: the limit is output_mb = 2.5; if it needs more, raise output_mb under [limits] in the cycle's file"
    assert Budget({"output_mb": 2.5}).said("output_mb", "it printed too much") == said
    too_long = "the whole run took too long and was stopped: the limit is run_minutes = 7; if it needs more, raise run_minutes under [limits]"
    assert Budget({"run_minutes": 7}).too_long.startswith(too_long)


@pytest.mark.parametrize(
    ("content", "many"),
    [
        ({"text": "12345"}, 5),
        ({"data": {"text/plain": "123", "text/html": "<p>"}}, 6),
        ({"text": "12", "data": {"application/json": {"a": 1}}}, 10),
        ({"execution_state": "idle"}, 0),
    ],
)
def test_the_size_of_a_message_is_that_of_its_text_and_parts(content, many):
    assert size({"content": content}) == many and size({}) == 0
