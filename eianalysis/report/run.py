"""``eianalysis run``: notebooks to a finished pack, in a scratch folder, then into place in one step."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import EIAnalysisError
from eianalysis.report import not_shown
from eianalysis.report.assemble_pack import Executed
from eianalysis.report.build_pack import Plan, RunFailed, build
from eianalysis.report.followed import Followed
from eianalysis.report.lock import locked
from eianalysis.report.log import Log
from eianalysis.report.pdf import DUE
from eianalysis.register.to_read import to_read
from eianalysis.report.place import clean_up, move_into_place, new_scratch, refuse_if_issued, warn_of_held
from eianalysis.report.reuse import LastPack
from eianalysis.report.texts_read import texts_read
from eianalysis.report.typed_numbers import REPAIR, hidden_counts, typed_numbers


def run_cycle(
    cycle: BoardCycle,
    *,
    notebooks: Iterable[str] | None = None,
    parameters: Iterable[tuple[str, str]] = (),
    jobs: int | None = None,
    replace: bool = False,
    changed: bool = False,
    pdf: str = "",
    notebooks_dir: Path | None = None,
) -> Path:
    """Make the pack of a cycle and return the path of its ``index.html``.

    ``notebooks`` are the only ones to run, and the other pages of the pack are kept; ``parameters`` are pairs as from ``-p``; ``jobs`` notebooks run at a time;
    with ``changed`` notebooks that rest on nothing new are taken over from the last pack; with ``pdf`` every page is
    printed as well, as it is of a publication where there is a browser. Raises ``UsageError`` (also for the working profile), ``DataFault``, ``RunFailed``,
    ``DisclosureError`` and ``RefusedError``; after any of them the last good pack is as it was.
    """
    pdf = pdf or (DUE if cycle.of_kind.printed else "")
    plan = Plan.of(cycle, notebooks=notebooks, parameters=parameters, jobs=jobs, pdf=pdf, notebooks_dir=notebooks_dir)
    with locked(cycle.outputs_dir, cycle.name):
        clean_up(cycle.outputs_dir, cycle.name)
        refuse_if_issued(cycle.folder, replace)
        warn_of_held(cycle.folder)
        log, began = Log(cycle.outputs_dir, "run", cycle.name), time.monotonic()
        log.write("started", notebooks=list(plan.chosen), jobs=plan.jobs, changed_only=changed)
        scratch = new_scratch(cycle.outputs_dir, cycle.name)
        try:
            pack, ran, followed = build(plan, scratch, LastPack(cycle), changed=changed)
            typed = typed_numbers({one.name: one.path for one in ran}, cycle, hidden_counts(cycle, scratch))
            facts = _facts(pack, ran, followed, time.monotonic() - began)
            move_into_place(pack, cycle.folder)
        except BaseException as error:
            _log_failure(log, error)
            raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        for one in ran:
            log.write("notebook", name=one.name, seconds=round(one.seconds, 2), taken_over=one.taken_over)
        log.write("finished", **facts)
    traced = f"{followed}, " if followed.shown else ""
    print(
        f"cycle {cycle.name}: {len(ran)} pages, {facts['tables']} tables, {facts['rows_hidden']} rows hidden, {traced}{facts['seconds']:.0f} s",
        file=sys.stderr,
        flush=True,
    )
    if passages := len(to_read(cycle, texts_read({one.name: one.path for one in ran}))):
        print(
            f"cycle {cycle.name}: {passages} passage{'s' if passages > 1 else ''} of the register tell{'' if passages > 1 else 's'} of a few people "
            f"and stand with [c] in the pack: read them with `eianalysis check {cycle.name}`",
            file=sys.stderr,
            flush=True,
        )
    if lost := not_shown.not_shown({one.name: one.path for one in ran}):
        print(f"cycle {cycle.name}: tables or figures that no page shows, in {'; '.join(lost)}: {not_shown.REPAIR}", file=sys.stderr, flush=True)
    if typed:
        print(
            f"cycle {cycle.name}: numbers of people that are small, or hidden in the pack, are typed into {'; '.join(typed)}: {REPAIR}",
            file=sys.stderr,
            flush=True,
        )
    return cycle.folder / "index.html"


def _facts(pack: Path, ran: list[Executed], followed: Followed, seconds: float) -> dict:
    releases = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))["releases"]
    return {
        "pages": len(ran),
        "taken_over": sum(one.taken_over for one in ran),
        "tables": len(releases),
        "rows_hidden": sum(entry["rows_hidden"] for entry in releases),
        "map_figures": followed.shown,
        "map_figures_without_table": len(followed.lost),
        "seconds": round(seconds, 1),
    }


def _log_failure(log: Log, error: BaseException) -> None:
    """What stopped the run; the message only where it is ours, since another could hold data."""
    if isinstance(error, RunFailed):
        for failure in error.failures:
            log.write("notebook failed", name=failure.notebook, cell=failure.cell, cause=failure.cause)
    ours = isinstance(error, EIAnalysisError)
    log.write("failed", kind=type(error).__name__, exit_code=error.exit_code if ours else 1, **({"message": str(error).splitlines()[0]} if ours else {}))
