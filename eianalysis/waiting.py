"""A line for whoever waits: what is being done, where it takes more than two seconds and somebody sits before it.

A run, papermill and a scheduler have progress of their own or none, and their pages must not differ by the speed of a machine: nothing is
said there.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from eianalysis.policy import RUNNING

AFTER = 2.0  # seconds


@contextmanager
def saying(words: str) -> Iterator[None]:
    """Say what is being done, once, where it takes longer than ``AFTER``."""
    if not somebody_waits():
        yield
        return
    timer = threading.Timer(AFTER, lambda: print(f"{words} …", file=sys.stderr, flush=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def somebody_waits() -> bool:
    """Whether this is a console, or a notebook whose cells a person runs: one that may be asked for input, which programs never allow."""
    if RUNNING in os.environ:
        return False
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    kernel = getattr(shell, "kernel", None)
    if kernel is not None:
        return bool(getattr(kernel, "_allow_stdin", False))
    return sys.stderr.isatty() and (shell is not None or hasattr(sys, "ps1"))
