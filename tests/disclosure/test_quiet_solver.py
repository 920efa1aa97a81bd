"""What the solver writes past Python reaches neither the terminal nor a page, and what others write before and after does."""

import os
import subprocess
import sys

import numpy as np
import pytest
from scipy import optimize

from eianalysis.disclosure import quiet_solver

SOUND = dict(integrality=np.ones(2), bounds=optimize.Bounds(0, 3), constraints=optimize.LinearConstraint(np.ones((1, 2)), 2, 2))


def test_the_answer_is_the_solvers():
    assert quiet_solver.milp(np.array([1.0, 2.0]), **SOUND).x.tolist() == [2.0, 0.0]


def test_what_is_written_past_python_is_not_seen_and_the_rest_is(capfd, monkeypatch):
    monkeypatch.setattr(quiet_solver.optimize, "milp", lambda cost, **problem: os.write(1, b"HighsMipSolverData"))
    print("before")
    quiet_solver.milp(np.zeros(2))
    print("after")
    assert capfd.readouterr().out == "before\nafter\n"


def test_the_output_is_back_where_the_solver_fails(capfd, monkeypatch):
    def fails(cost, **problem):
        os.write(1, b"noise")
        raise ValueError("no such problem")

    monkeypatch.setattr(quiet_solver.optimize, "milp", fails)
    with pytest.raises(ValueError, match="no such problem"):
        quiet_solver.milp(np.zeros(2))
    print("after")
    assert capfd.readouterr().out == "after\n"


def test_a_program_without_an_output_is_answered_too():
    code = (
        "import os, sys; os.close(1)\nimport numpy as np\nfrom eianalysis.disclosure.quiet_solver import milp\n"
        "sys.exit(int(milp(np.array([1.0]), integrality=np.ones(1)).x[0]) + 7)"
    )
    assert subprocess.run([sys.executable, "-c", code], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE).returncode == 7
