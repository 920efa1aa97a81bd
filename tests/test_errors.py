"""What a notebook shows of an error of ours: the analyst's own lines and the message."""

import sys
import traceback
from pathlib import Path

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import UsageError, own_lines


def raised(code: str, **names):
    """The error that a cell of this code raises, run by what takes itself for IPython."""
    cell = compile(code, "cell", "exec")
    runner = {"__name__": "IPython.core", "cell": cell, "names": names}
    with pytest.raises(UsageError) as caught:
        exec(compile("exec(cell, names)", "shell", "exec"), runner)  # noqa: S102
    return caught.value


def files(shown):
    return [frame.filename for frame in traceback.extract_tb(shown)][1:]  # behind this test's own


def test_the_lines_of_the_package_are_left_out_and_the_analysts_are_kept():
    error = raised("def mine(name):\n    return load_cycle(name)\nmine('no-such')", load_cycle=load_cycle)
    assert any("eianalysis" in Path(name).parts for name in files(error.__traceback__)) and "shell" in files(error.__traceback__)
    assert files(own_lines(error.__traceback__)) == ["cell", "cell"]


def test_an_error_that_no_line_of_the_analyst_led_to_is_shown_whole():
    within = raised("load_cycle('no-such')", load_cycle=load_cycle).__traceback__
    while within is not None and "eianalysis" not in Path(within.tb_frame.f_code.co_filename).parts:
        within = within.tb_next
    assert within is not None and own_lines(within) is within and own_lines(None) is None


@pytest.mark.parametrize(("mode", "whole"), [("Context", False), ("Verbose", True)])
def test_a_notebook_asks_for_the_lines_it_shows(monkeypatch, mode, whole):
    class Shown:
        def structured_traceback(self, kind, error, lines, tb_offset):
            return [kind, error, files(lines), tb_offset]

    shell = type("Shell", (), {"InteractiveTB": Shown()})
    shell.InteractiveTB.mode = mode
    error = raised("load_cycle('no-such')", load_cycle=load_cycle)
    monkeypatch.setitem(sys.modules, "IPython", type("IPython", (), {"get_ipython": staticmethod(lambda: shell)}))
    kind, same, shown, offset = error._render_traceback_()
    assert kind is UsageError and same is error and offset == 0
    assert shown == ["cell"] if not whole else "shell" in shown and len(shown) > 2
