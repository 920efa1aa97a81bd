"""``eianalysis run-many``: the packs of many forces, on the cores of this machine or of a cluster (dask.distributed).

A pack is the unit of work, since what it hides is decided once for the whole of it. It is moved into place in one step with
its manifest, which says what it was made of: so a plan that is run again makes only what is not there or no longer of now, a
worker that dies costs its own pack alone, and that pack is made again by another.
"""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from eianalysis.cycle import load_cycle
from eianalysis.errors import EIAnalysisError, UsageError
from eianalysis.report.build_pack import Plan, usable_cores
from eianalysis.report.lock import BeingRun
from eianalysis.report.many_plan import ManyPlan, Task
from eianalysis.report.many_together import write_together
from eianalysis.report.reuse import LastPack
from eianalysis.report.run import run_cycle

MADE, OF_NOW, FAILED = "made", "as it was", "failed"
LOST = 3  # workers that may die over one pack before it is given up
_TRIES, _PAUSE = 30, 2  # seconds between: a worker that died lets go of its pack when its kernels have ended too


@dataclass(frozen=True)
class Outcome:
    """What became of one pack."""

    task: Task
    state: str
    seconds: float
    message: str = ""
    exit_code: int = 0


class SomeFailed(EIAnalysisError):
    """Some packs of a plan could not be made; the others stand."""

    def __init__(self, outcomes: list[Outcome]):
        failed = [one for one in outcomes if one.state == FAILED]
        codes = {one.exit_code for one in failed}
        self.exit_code = codes.pop() if len(codes) == 1 else 1
        lines = [f"{len(failed)} of {len(outcomes)} packs could not be made; the others stand:"]
        lines += [f"  {one.task.name}: {one.message}" for one in failed]
        super().__init__("\n".join(lines))


def run_many(plan: ManyPlan, scheduler: str = "local") -> list[str]:
    """Make every pack of a plan, then the one of all forces together where it has one, and return lines to print.

    ``scheduler`` is "local", a scheduler's address as ``tcp://host:8786`` (its workers see the same folders), "print" for
    one shell line a pack and nothing made, or "none" where the packs stand already and only that of all forces is to be made. Raises
    ``SomeFailed`` naming every pack that could not be made, once all others are.
    """
    if scheduler == "print":
        last = [] if plan.national is None else [shlex.join(["eianalysis", "run-many", str(plan.path), "--scheduler", "none"])]
        return [*(task.command() for task in plan.tasks), *last]
    if scheduler == "none":
        if plan.national is None:
            raise UsageError("--scheduler none makes the pack of [national] alone, and the plan has none: add [national], or take --scheduler local")
        outcomes = []
        standing = [task for task in plan.tasks if (task.outputs_dir / task.cycle / "manifest.json").is_file()]
    else:
        outcomes = _on_workers(plan, scheduler, _tell)
        standing = [one.task for one in outcomes if one.state != FAILED]
    if plan.national is not None:
        outcomes.append(_of_all(standing, plan.national))
        _tell(outcomes[-1])
    if any(one.state == FAILED for one in outcomes):
        raise SomeFailed(outcomes)
    made = sum(one.state == MADE for one in outcomes)
    return [f"{len(outcomes)} packs: {made} made, {len(outcomes) - made} as they were."]


def _of_all(standing: list[Task], national: Task) -> Outcome:
    """The pack of all forces together, of what the packs that stand show."""
    try:
        print(write_together(standing, national), file=sys.stderr, flush=True)
    except EIAnalysisError as error:
        return Outcome(national, FAILED, 0.0, str(error), error.exit_code)
    return make(national)


def _tell(one: Outcome) -> None:
    print(f"{one.task.name}: {one.state}, {one.seconds:.0f} s", file=sys.stderr, flush=True)


def _on_workers(plan: ManyPlan, scheduler: str, tell: Callable[[Outcome], None]) -> list[Outcome]:
    try:
        import dask
        from distributed import Client, LocalCluster, as_completed
    except ImportError:
        raise UsageError("run-many needs dask.distributed: install eianalysis[cluster], or take --scheduler print and run its lines yourself") from None
    # Workers start processes of their own, and where one dies over a pack the next one tries, but not for ever.
    settings = {"distributed.worker.daemon": False, "distributed.scheduler.allowed-failures": LOST}
    with dask.config.set(settings):
        if scheduler == "local":
            cluster = LocalCluster(
                n_workers=min(plan.workers, len(plan.tasks)),
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                memory_limit=0,
                host="127.0.0.1",
                silence_logs=50,
                scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
            )  # any free port: two may run side by side
            address, jobs = cluster.scheduler_address, max(1, usable_cores() // plan.workers)
        else:
            cluster, address, jobs = None, scheduler, None
        try:
            client = Client(address, timeout="20s")
        except (OSError, ValueError) as error:
            raise UsageError(
                f"no scheduler answers at '{scheduler}' ({type(error).__name__}): start one with `dask scheduler` and "
                "`dask worker ADDRESS`, or take --scheduler local"
            ) from None
        with client:
            futures = [client.submit(partial(make, jobs=jobs), task, pure=False, key=f"{task.name} ({number})") for number, task in enumerate(plan.tasks)]
            places = dict(zip(futures, plan.tasks, strict=True))
            found = {}
            for future in as_completed(futures):
                found[future.key] = _outcome(future, places[future])
                tell(found[future.key])
        if cluster is not None:
            cluster.close()
    return [found[future.key] for future in futures]


def _outcome(future, task: Task) -> Outcome:
    """What a worker said of its pack, or that no worker lived to say it."""
    if future.status == "finished":
        return future.result()
    return Outcome(task, FAILED, 0.0, f"its worker was lost {LOST + 1} times (out of memory, or ended from outside)", 1)


def make(task: Task, jobs: int | None = None) -> Outcome:
    """Make one pack in this process, unless the one that stands is of now; faults come back as words that hold no data."""
    began = time.monotonic()

    def ended(state: str, message: str = "", code: int = 0) -> Outcome:
        return Outcome(task, state, time.monotonic() - began, message, code)

    try:
        cycle = load_cycle(task.cycle, data_dir=task.data_dir, outputs_dir=task.outputs_dir)
        plan = Plan.of(cycle, notebooks=task.notebooks or None, jobs=jobs)
        if LastPack(cycle).is_of_now(plan):
            return ended(OF_NOW)
        for left in reversed(range(_TRIES)):
            try:
                run_cycle(cycle, notebooks=task.notebooks or None, jobs=jobs, changed=True)
                return ended(MADE)
            except BeingRun:  # by what a worker that died left behind
                if left == 0:
                    raise
                time.sleep(_PAUSE)
    except EIAnalysisError as error:
        return ended(FAILED, str(error), error.exit_code)
    except Exception as error:  # its message may hold data
        return ended(FAILED, f"an unexpected fault ({type(error).__name__}); run this pack alone to see it", 1)
