"""A finished and checked pack in a scratch folder: what ``run`` moves into place and ``verify --rerun`` compares."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, UTC
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import EIAnalysisError, UsageError
from eianalysis.issued import KEPT, LEDGER, issues
from eianalysis.measures.primary_comparisons import check_primary
from eianalysis.rendered import noted
from eianalysis.report.assemble_pack import Executed, assemble
from eianalysis.report.pack_checks import check_pack
from eianalysis.report.execute import Failure, NotebookFailed, execute, lean_imports
from eianalysis.report.followed import Followed
from eianalysis.report.front import SUMMARY
from eianalysis.report.gated import require_gated_files, require_gated_outputs
from eianalysis.report.loaded_inputs import references
from eianalysis.report.count import count_all, folders, processes, questions, read_tables
from eianalysis.report.pack_plan import plan_pack
from eianalysis.report.run_limits import Budget
from eianalysis.report.notebooks import cells_of, find_notebooks_dir, notebooks_of, select
from eianalysis.report.parameters import declared, settings
from eianalysis.report.pdf import DUE, require_browser
from eianalysis.report.progress import Progress, step
from eianalysis.report.reference_words import ReferenceWords
from eianalysis.report.released_tables import ReleasedTable, read_released
from eianalysis.report.reuse import LastPack
from eianalysis.report.notebook_source import require_gated_source
from eianalysis.report.scrub import neutral_names, scrub
from eianalysis.report.untouched import require_untouched, seen
from eianalysis.report.warm import Warm, warm_kernels
from eianalysis.report.watch import files_read
from eianalysis.sources.typed import TypedTable


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


@dataclass(frozen=True)
class Plan:
    """What is to be run: the notebooks of a cycle and what to set in each."""

    cycle: BoardCycle
    folder: Path  # of the notebooks
    chosen: dict[str, Path]
    wanted: dict[str, dict[str, object]]
    jobs: int
    pdf: str = ""  # as ``report.pdf`` has it

    @classmethod
    def of(
        cls,
        cycle: BoardCycle,
        *,
        notebooks: Iterable[str] | None = None,
        parameters: Iterable[tuple[str, str]] = (),
        jobs: int | None = None,
        pdf: str = "",
        notebooks_dir: Path | None = None,
    ) -> Plan:
        """Everything that can be refused before a kernel starts is refused here."""
        if not cycle.policy.export:
            raise UsageError(f"cycle {cycle.name} has profile '{cycle.profile}', which is for the console only: a pack needs profile 'board' or 'public'")
        check_primary(cycle)
        if pdf not in ("", DUE):
            require_browser()
        folder = find_notebooks_dir(cycle.data_dir) if notebooks_dir is None else Path(notebooks_dir)
        chosen = select(folder, cycle, notebooks)
        for path in chosen.values():
            require_gated_source(path)
        wanted = settings(cycle, {name: declared(path) for name, path in chosen.items()}, parameters)
        return cls(cycle, folder, chosen, wanted, jobs or usable_cores(), pdf)

    @property
    def shown_data(self) -> str:
        """The data folder as seen from outputs/<cycle>/notebooks, where the copies go, if it lies where it usually does."""
        data = self.cycle.data_dir.resolve()
        return f"../../../{data.name}" if data.parent == self.cycle.outputs_dir.resolve().parent else data.name

    def parameters(self, name: str) -> dict[str, object]:
        """What is set in a notebook, as its copy shows it."""
        return {"cycle": self.cycle.name, "data_dir": self.shown_data, "outputs_dir": "../..", **self.wanted[name]}


def usable_cores(most: int = 4) -> int:
    """How many notebooks to run at a time if nobody says."""
    affinity = getattr(os, "sched_getaffinity", None)
    return min(most, len(affinity(0)) if affinity else os.cpu_count() or 1)


def build(plan: Plan, scratch: Path, last: LastPack | None = None, *, changed: bool = False) -> tuple[Path, list[Executed], Followed]:
    """The pack's folder in ``scratch``, checked, what was run or taken over for it, and how far its evidence map can be
    followed.

    Pages of the ``last`` pack that were not asked for are kept; with ``changed`` those that were are, too, as far as nothing
    they rest on is new. Raises ``DataFault``, ``RefusedError``, ``RunFailed`` and ``DisclosureError``, and ``EIAnalysisError`` where
    the data changed meanwhile.
    """
    started, cycle, budget = datetime.now(UTC), plan.cycle, Budget(plan.cycle.limits)
    data, issued_before = seen(cycle), issues(cycle.outputs_dir)
    kept = {} if last is None else last.beside(plan, scratch / "work")
    there = notebooks_of(plan.folder, cycle.kind)
    made = [name for name in there if name in plan.chosen or name in kept]
    tables = prepare(cycle, scratch, plan.folder, made, plan.jobs, kept=_tables_of(kept.values(), cycle))
    done = kept | _execute_all(plan, scratch, last if changed else None, ReferenceWords.of(references(tables)), budget)
    ran = [done[name] for name in made]
    pack = scratch / "pack"
    assemble(
        pack, cycle, ran, tables, left_out=[name for name in there if name not in made], issued_before=issued_before, times=_times(started, ran), pdf=plan.pdf
    )
    followed = check_pack(pack, cycle, tables, plan.folder)
    require_untouched(cycle, data)
    return pack, ran, followed


def prepare(cycle: BoardCycle, scratch: Path, folder: Path, made: Sequence[str], jobs: int, *, kept: Sequence[ReleasedTable] = ()) -> dict[str, TypedTable]:
    """Read, count and plan what pages are made from, into ``scratch``, where their notebooks find it; the tables that were read.

    ``folder`` holds the notebooks and ``made`` names those of the pack; ``kept`` are tables of pages that are not made anew.
    """
    step(cycle.name, "reading the tables")
    tables = read_tables(cycle, scratch)
    # the summary sets out figures of every page, each with the flag it has there
    pages = list(notebooks_of(folder, cycle.kind)) if SUMMARY in made else made
    asked = questions(cycle, pages)
    if asked:
        step(cycle.name, f"counting {len(asked)} questions, then planning what of all of them may be shown")
    count_all(cycle, scratch, asked, pages, processes(tables, jobs))
    plan_pack(cycle, scratch, asked, summary=SUMMARY in made, kept=kept)
    return tables


def _tables_of(pages: Iterable[Executed], cycle: BoardCycle) -> list[ReleasedTable]:
    """The tables that pages of the last pack saved: their readers have them."""
    return [table for one in pages for table in read_released(one.outputs / cycle.name / "tables", {}).values()]


def _execute_all(plan: Plan, scratch: Path, last: LastPack | None, people: ReferenceWords, budget: Budget) -> dict[str, Executed]:
    """Every notebook asked for by name, ``jobs`` at a time; ``RunFailed`` with every failure after all have run."""
    lean_imports()
    from eianalysis.report.kernel import clear_dead_homes, same_each_time

    clear_dead_homes()
    kept = {} if last is None else last.take_over(plan, scratch / "work")
    fresh = {name: path for name, path in plan.chosen.items() if name not in kept}
    cells = sum(len(cells_of(path)) + 1 for path in fresh.values())
    running: set = set()
    with (
        Progress(cells, len(fresh), plan.cycle.name, kept=len(kept)) as progress,
        warm_kernels(len(fresh), same_each_time()) as warm,
        ThreadPoolExecutor(max(1, plan.jobs)) as pool,
    ):
        # The summary asks for the tables of all the others, so it runs last.
        order = sorted(fresh, key=lambda name: (name == SUMMARY, name))
        futures = {name: pool.submit(_execute_one, plan, fresh[name], scratch, progress, running, warm, budget) for name in order}
        try:
            waiting = set(futures.values())
            while waiting:  # a short wait, so that Ctrl-C is heard
                waiting = wait(waiting, timeout=0.5, return_when=FIRST_EXCEPTION).not_done
                for manager in list(running) if budget.spent else ():
                    manager.stop(budget.too_long)
        except BaseException:
            budget.ended = True
            pool.shutdown(wait=False, cancel_futures=True)
            for manager in list(running):
                manager.stop("it was ended with the run")
            raise
    failures = [future.exception().failure.without(people) for future in futures.values() if isinstance(future.exception(), NotebookFailed)]
    if failures:
        raise RunFailed(plan.cycle.name, failures, plan.cycle.folder.exists())
    return {name: kept[name] if name in kept else futures[name].result() for name in plan.chosen}


def _execute_one(plan: Plan, path: Path, scratch: Path, progress: Progress, running: set, warm: Warm | None, budget: Budget) -> Executed:
    began, cycle = time.monotonic(), plan.cycle
    work = scratch / "work" / path.stem
    work.mkdir(parents=True)
    _lend_ledger(cycle, work)
    outputs, data = work.resolve(), cycle.data_dir.resolve()
    notebook = execute(
        path,
        {"cycle": cycle.name, "data_dir": str(data), "outputs_dir": str(outputs), **plan.wanted[path.stem]},
        cwd=work,
        on_cell=progress.cell_done,
        running=running,
        kept=folders(scratch),
        warm=warm,
        budget=budget,
    )
    shown = noted(work)
    require_gated_outputs(path.stem, notebook, shown)
    require_gated_files(path.stem, outputs / cycle.name / "tables", shown)
    warned = [number for number, cell in enumerate(notebook.cells) if any(output.get("name") == "stderr" for output in cell.get("outputs", ()))]
    names = neutral_names(
        [
            (outputs, "../.."),
            (data, plan.shown_data),
            (cycle.outputs_dir, "../.."),
            (path.resolve().parent, "notebooks"),
            (Path(sys.prefix), "python"),
            (Path(__file__).resolve().parents[2], "."),
            (Path.home(), "~"),
        ]
    )
    seconds = time.monotonic() - began
    progress.say(
        f"{path.stem}: {len(notebook.cells) - 1} cells, {seconds:.1f} s" + (f"; it wrote warnings in cell {', '.join(map(str, warned))}" if warned else "")
    )
    return Executed(path.stem, path, scrub(notebook, names), plan.parameters(path.stem), outputs, seconds, files_read(work))


def _lend_ledger(cycle: BoardCycle, work: Path) -> None:
    """A copy of what was issued before, where a notebook looks for it: it is to see no other pack."""
    if (cycle.outputs_dir / LEDGER).exists():
        shutil.copyfile(cycle.outputs_dir / LEDGER, work / LEDGER)
        for folder in (cycle.outputs_dir / KEPT).glob(f"{cycle.previous_cycle}.*"):
            shutil.copytree(folder, work / KEPT / folder.name)


def _times(started: datetime, ran: list[Executed]) -> dict:
    return {
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": {one.name: round(one.seconds, 2) for one in ran},
        "taken_over": [one.name for one in ran if one.taken_over],
    }
