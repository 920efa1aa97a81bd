"""The integer solver, without the lines that it writes past Python to the terminal, or in a notebook onto the page.

When HiGHS repairs a solution it says so in C, whatever ``disp`` is set to. In a kernel that line would be an output of the cell, which has
not passed the gate, and would stop the run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from scipy import optimize

STDOUT = 1
_ONE_AT_A_TIME = Lock()  # two that put the output back in the wrong order would lose it for good


def milp(cost, **problem):
    """As ``scipy.optimize.milp``."""
    with _without_output():
        return optimize.milp(cost, **problem)


@contextmanager
def _without_output() -> Iterator[None]:
    with _ONE_AT_A_TIME:
        try:
            kept = os.dup(STDOUT)
        except OSError:  # there is none to keep quiet
            yield
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            if sys.stdout is not None:
                with suppress(OSError, ValueError):  # closed, or nobody reads it
                    sys.stdout.flush()
            os.dup2(nowhere, STDOUT)
            yield
        finally:
            os.dup2(kept, STDOUT)
            os.close(kept)
            os.close(nowhere)
