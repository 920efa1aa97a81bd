"""The first step of a run: tables are read once, and the standing questions of its pages counted, over the cores.

Both are kept in the scratch folder of the run, where its notebooks find them. A question that fails here fails on its page,
with the cell named; here it is only left uncounted.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from eianalysis.counted_results import COUNTS
from eianalysis.cycle import BoardCycle, load_cycle
from eianalysis.disclosure.plan import PLAN
from eianalysis.errors import EIAnalysisError
from eianalysis.measures import families
from eianalysis.measures.spells import put_together_once
from eianalysis.once import STEPS
from eianalysis.report.loaded_inputs import load_inputs
from eianalysis.sources.kept import TABLES, keep
from eianalysis.sources.typed import TypedTable

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
FEW_ROWS = 2_000
KEPT_TABLES, KEPT_COUNTS, KEPT_STEPS, KEPT_FAMILIES, KEPT_PLAN = ".tables", ".counts", ".steps", ".families", ".plan"


def folders(scratch: Path) -> dict[str, str]:
    """The environment in which a notebook of the run finds its tables, its counts, what was derived from them, the families of its
    comparisons and the plan of what is hidden."""
    return {
        TABLES: str((scratch / KEPT_TABLES).resolve()),
        COUNTS: str((scratch / KEPT_COUNTS).resolve()),
        STEPS: str((scratch / KEPT_STEPS).resolve()),
        families.FAMILIES: str((scratch / KEPT_FAMILIES).resolve()),
        PLAN: str((scratch / KEPT_PLAN).resolve()),
    }


def read_tables(cycle: BoardCycle, scratch: Path) -> dict[str, TypedTable]:
    """Each table by name, read and kept for the run; faults as ``load_inputs`` tells them."""
    return load_inputs(cycle, lambda loader: keep(scratch / KEPT_TABLES, loader, cycle))


def questions(cycle: BoardCycle, pages: Iterable[str]) -> list[str]:
    """The names of the standing questions that these pages ask."""
    from eianalysis.dataset import Force

    wanted = set(pages)
    return [name for name, (_, ask) in Force(cycle).standing.items() if ask.page in wanted]


def count_all(cycle: BoardCycle, scratch: Path, names: Sequence[str], pages: Sequence[str], jobs: int) -> None:
    """Count and keep these standing questions, then form and keep the family of each page: the exploratory comparisons of its
    questions, before any is looked at. In ``jobs`` processes; in this one where one is enough.
    """
    steps = [(_count, names), (_form, pages)]
    env = folders(scratch)
    Path(env[COUNTS]).mkdir(parents=True, exist_ok=True)
    if jobs < 2 or len(names) < 2:
        with found_here(scratch):
            for task, parts in steps:
                task(cycle, parts)
        return
    # A fork shares what is loaded already, but is unsafe beside threads and not there on every system.
    forks = hasattr(os, "fork") and sys.platform.startswith("linux") and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(env,)) as pool:
        for task, parts in steps:
            list(pool.map(_named, [(task, cycle.name, cycle.data_dir, cycle.outputs_dir, parts[place::jobs]) for place in range(jobs)]))


def processes(tables: Mapping[str, TypedTable], jobs: int) -> int:
    """How many processes pay for counting these tables: a process that starts costs as much as some thousand rows."""
    return jobs if sum(len(table.frame) for table in tables.values()) > FEW_ROWS else 1


@contextmanager
def found_here(scratch: Path) -> Iterator[None]:
    """With what the run read and counted found in this process too."""
    env = folders(scratch)
    before = {key: os.environ.get(key) for key in env}
    os.environ |= env
    try:
        yield
    finally:
        for key, value in before.items():
            os.environ.pop(key) if value is None else os.environ.__setitem__(key, value)


def _begin(env: dict[str, str]) -> None:
    os.environ |= env
    _end_with_the_run()


def _end_with_the_run() -> None:
    """On Linux, have the system end this process when the run's is killed: left alone it would wait, and hold the run's lock."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def _named(work: tuple[Callable, str, Path, Path, Sequence[str]]) -> None:
    task, name, data_dir, outputs_dir, parts = work
    task(load_cycle(name, data_dir=data_dir, outputs_dir=outputs_dir), parts)


def _count(cycle: BoardCycle, names: Sequence[str]) -> None:
    from eianalysis.dataset import Force

    force = Force(cycle)
    with put_together_once():
        for name in names:
            with suppress(EIAnalysisError):
                force.ask(name)


def _form(cycle: BoardCycle, pages: Sequence[str]) -> None:
    from eianalysis.dataset import Force

    force = Force(cycle)
    for page in filter(None, pages):
        results = []
        for name, (_, ask) in force.standing.items():
            if ask.page == page:
                with suppress(EIAnalysisError):
                    results.append(force.stand(name))
        families.keep(Path(os.environ[families.FAMILIES]), families.family_of(page, results))
