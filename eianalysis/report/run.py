"""``eianalysis run``: notebooks to a finished pack, in a scratch folder, then into place in one step."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from datetime import datetime, timezone
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import EIAnalysisError, UsageError
from eianalysis.measures.definitions import check_primary
from eianalysis.report.assemble import Executed, assemble
from eianalysis.report.execute import Failure, NotebookFailed, execute, lean_imports
from eianalysis.report.inputs import load_inputs, references
from eianalysis.report.leaks import Forbidden, require_clean
from eianalysis.report.lock import locked
from eianalysis.report.notebooks import all_notebooks, find_notebooks_dir, select
from eianalysis.report.overlap import require_agreement
from eianalysis.report.parameters import declared, settings
from eianalysis.report.place import clean_up, move_into_place, new_scratch, refuse_if_issued
from eianalysis.report.progress import Progress
from eianalysis.report.source import require_gated_outputs, require_gated_source
from eianalysis.report.scrub import neutral_names, scrub


class RunFailed(EIAnalysisError):
    """One or more notebooks failed; the last good pack is as it was."""

    def __init__(self, cycle: str, failures: list[Failure], kept: bool):
        self.failures = failures
        codes = {failure.exit_code for failure in failures}
        self.exit_code = codes.pop() if len(codes) == 1 else 1
        lines = [f"{len(failures)} notebook{'' if len(failures) == 1 else 's'} of cycle {cycle} failed:"]
        lines += [f"  {failure}" for failure in failures]
        lines.append("The last good pack is untouched." if kept else "No pack was made.")
        if os.environ.get("EIANALYSIS_DEBUG"):
            lines += [failure.traceback for failure in failures]
        super().__init__("\n".join(lines))


def run_cycle(cycle: BoardCycle, *, notebooks: Iterable[str] | None = None, parameters: Iterable[tuple[str, str]] = (),
              jobs: int | None = None, replace: bool = False, notebooks_dir: Path | None = None) -> Path:
    """Make the pack of a cycle and return the path of its ``index.html``.

    ``notebooks`` are the only ones to run; ``parameters`` are pairs as from ``-p``; ``jobs`` notebooks run at a time.
    Raises ``UsageError`` (also for the working profile), ``DataFault``, ``RunFailed``, ``DisclosureError`` and
    ``RefusedError``; after any of them the last good pack is as it was.
    """
    if not cycle.policy.export:
        raise UsageError(f"cycle {cycle.name} has profile '{cycle.profile}', which is for the console only: "
                         "a pack needs profile 'board' or 'public'")
    check_primary(cycle)
    folder = find_notebooks_dir(cycle.data_dir) if notebooks_dir is None else Path(notebooks_dir)
    chosen = select(folder, cycle, notebooks)
    for path in chosen.values():
        require_gated_source(path)
    wanted = settings(cycle, {name: declared(path) for name, path in chosen.items()}, parameters)
    target = cycle.outputs_dir / cycle.name
    with locked(cycle.outputs_dir, cycle.name):
        clean_up(cycle.outputs_dir, cycle.name)
        refuse_if_issued(target, replace)
        scratch = new_scratch(cycle.outputs_dir, cycle.name)
        try:
            started = datetime.now(timezone.utc)
            tables = load_inputs(cycle)
            ran = _execute_all(cycle, chosen, wanted, scratch, jobs or usable_cores())
            pack = scratch / "pack"
            assemble(pack, cycle, ran, tables, left_out=[name for name in all_notebooks(folder) if name not in chosen],
                     times=_times(started, ran))
            require_agreement(pack / "tables")
            require_clean(pack, Forbidden.of(references(tables), machine_folders(cycle, folder)))
            move_into_place(pack, target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return target / "index.html"


def usable_cores(most: int = 4) -> int:
    """How many notebooks to run at a time if nobody says."""
    affinity = getattr(os, "sched_getaffinity", None)
    return min(most, len(affinity(0)) if affinity else os.cpu_count() or 1)


def machine_folders(cycle: BoardCycle, notebooks_dir: Path) -> list[Path]:
    """Folders of this machine that no output may name."""
    return [cycle.data_dir.resolve(), cycle.outputs_dir.resolve(), notebooks_dir.resolve(), Path.cwd(), Path.home(),
            Path(sys.prefix), Path(__file__).resolve().parents[2]]


def _execute_all(cycle: BoardCycle, chosen: dict[str, Path], wanted: dict[str, dict], scratch: Path,
                 jobs: int) -> list[Executed]:
    """Every notebook, ``jobs`` at a time; ``RunFailed`` with every failure after all have run."""
    import json

    lean_imports()
    from eianalysis.report.kernel import clear_dead_homes

    clear_dead_homes()
    cells = sum(len(json.loads(path.read_text(encoding="utf-8"))["cells"]) + 1 for path in chosen.values())
    running: set = set()
    with Progress(cells, len(chosen), cycle.name) as progress, ThreadPoolExecutor(max(1, jobs)) as pool:
        futures = {name: pool.submit(_execute_one, cycle, path, wanted[name], scratch, progress, running)
                   for name, path in chosen.items()}
        try:
            waiting = set(futures.values())
            while waiting:  # a short wait, so that Ctrl-C is heard
                waiting = wait(waiting, timeout=0.5, return_when=FIRST_EXCEPTION).not_done
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for manager in list(running):
                manager.kill()
            raise
    failures = [future.exception().failure for future in futures.values()
                if isinstance(future.exception(), NotebookFailed)]
    if failures:
        raise RunFailed(cycle.name, failures, (cycle.outputs_dir / cycle.name).exists())
    return [future.result() for future in futures.values()]


def _execute_one(cycle: BoardCycle, path: Path, knobs: dict[str, object], scratch: Path, progress: Progress,
                 running: set) -> Executed:
    began = time.monotonic()
    work = scratch / "work" / path.stem
    work.mkdir(parents=True)
    outputs, data = work.resolve(), cycle.data_dir.resolve()
    notebook = execute(path, {"cycle": cycle.name, "data_dir": str(data), "outputs_dir": str(outputs), **knobs},
                       cwd=work, on_cell=progress.cell_done, running=running)
    require_gated_outputs(path.stem, notebook)
    # As seen from outputs/<cycle>/notebooks, where the copy goes, if the data lie where they usually do.
    beside = data.parent == cycle.outputs_dir.resolve().parent
    shown_data = f"../../../{data.name}" if beside else data.name
    warned = [number for number, cell in enumerate(notebook.cells) if any(
        output.get("name") == "stderr" for output in cell.get("outputs", ()))]
    names = neutral_names([(outputs, "../.."), (data, shown_data), (cycle.outputs_dir, "../.."),
                           (path.resolve().parent, "notebooks"), (Path(sys.prefix), "python"),
                           (Path(__file__).resolve().parents[2], "."), (Path.home(), "~")])
    seconds = time.monotonic() - began
    progress.say(f"{path.stem}: {len(notebook.cells) - 1} cells, {seconds:.1f} s"
                 + (f"; it wrote warnings in cell {', '.join(map(str, warned))}" if warned else ""))
    return Executed(path.stem, path, scrub(notebook, names),
                    {"cycle": cycle.name, "data_dir": shown_data, "outputs_dir": "../..", **knobs}, outputs, seconds)


def _times(started: datetime, ran: list[Executed]) -> dict:
    return {"started": started.isoformat(timespec="seconds"),
            "finished": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "seconds": {one.name: round(one.seconds, 2) for one in ran}}
