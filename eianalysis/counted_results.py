"""Results counted once a run: the run counts the standing questions of all measures, and pages render from what was counted.

A question is known by everything it depends on: the measure, how it is split, over which months, with which options and
filters, of which cycle and period. What a page asks beyond that is counted when it is asked.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from eianalysis import once, reads
from eianalysis.cycle import BoardCycle
from eianalysis.results import Result

#: The folder of a run's counts, set in the environment of what the run starts.
COUNTS = "EIANALYSIS_COUNTS"
LEVELS = 12  # coarser alternatives of one result; a measure that makes more is in a loop


def counted(cycle: BoardCycle, question: Mapping[str, object], count: Callable[[], Result]) -> Result:
    """The result of a question: as the run counted it, else counted now and kept for whoever asks it again."""
    folder = os.environ.get(COUNTS)
    if not folder:
        return count()
    path = Path(folder) / _name(cycle, question)
    if path.is_file():
        found = pickle.loads(path.read_bytes())
        reads.note(found["read"])
        return _linked(found["levels"], cycle)
    with reads.reading(cycle.data_dir) as files:
        result = count()
    once.keep(path, {"levels": _levels(result), "read": files})
    return result


def _name(cycle: BoardCycle, question: Mapping[str, object]) -> str:
    facts = (cycle.name, cycle.period_start, cycle.period_end, cycle.data_cut_off, sorted((key, repr(value)) for key, value in question.items()))
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _levels(result: Result) -> list[Result]:
    """The result and its coarser alternatives, finest first, without the calls that would make them."""
    found, at = [], result
    while at is not None and len(found) < LEVELS:
        found.append(replace(at, coarser=None, cycle=None))
        at = at.coarser() if at.coarser else None
    return found


def _linked(levels: list[Result], cycle: BoardCycle) -> Result:
    first, *rest = levels
    return replace(first, cycle=cycle, coarser=None if not rest else lambda: _linked(rest, cycle))
