"""A call of more than two seconds says what it does to whoever sits before it, and to nobody else."""

import sys
from types import SimpleNamespace

import pytest

from eianalysis import waiting
from eianalysis.policy import RUNNING


@pytest.fixture
def notebook(monkeypatch):
    """A kernel whose cells a person runs: it may be asked for input."""
    kernel = SimpleNamespace(_allow_stdin=True)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=kernel)))
    monkeypatch.delenv(RUNNING, raising=False)
    monkeypatch.setattr(waiting, "AFTER", 0)
    return kernel


def waited(capsys):
    """What was said by a call that goes on until it has been said, or for a moment where nothing is."""
    with waiting.saying("reading leavers"):
        for each in waiting.threading.enumerate():
            if isinstance(each, waiting.threading.Timer):
                each.join()
    return capsys.readouterr().err


def test_a_notebook_of_a_person_is_told(notebook, capsys):
    assert waited(capsys) == "reading leavers …\n"


def test_what_a_program_runs_is_not(notebook, capsys, monkeypatch):
    notebook._allow_stdin = False  # papermill, nbconvert, a scheduler
    assert waited(capsys) == ""
    notebook._allow_stdin = True
    monkeypatch.setenv(RUNNING, "06-retention")
    assert waited(capsys) == ""


def test_what_is_quick_says_nothing(notebook, capsys, monkeypatch):
    monkeypatch.setattr(waiting, "AFTER", 60)
    with waiting.saying("reading leavers"):
        pass
    assert capsys.readouterr().err == "" and not [
        each for each in waiting.threading.enumerate() if isinstance(each, waiting.threading.Timer) and each.is_alive() and not each.finished.is_set()
    ]


def test_a_script_is_not_told(capsys, monkeypatch):
    monkeypatch.setattr(waiting, "AFTER", 0)
    assert not waiting.somebody_waits() and waited(capsys) == ""
