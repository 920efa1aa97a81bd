"""The plan of ``eianalysis run-many``: which packs of which forces, read strictly from a TOML file."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eianalysis.cycle import NAME
from eianalysis.errors import DataFault, Fault, UsageError, did_you_mean
from eianalysis.toml_file import read_toml, shown

GUIDE = "docs/many-forces.md"
_TOP = ("workers", "force", "national")
_NEEDED = ("name", "cycle", "data_dir", "outputs_dir")
_FORCE = (*_NEEDED, "notebooks")
#: The pack of all forces together: its page is of other forces', where nothing else is said.
_NATIONAL, _ITS_PAGES = "All forces together", ["15-other-forces"]


@dataclass(frozen=True)
class Task:
    """One pack to make: a cycle of a force, in that force's own folders."""

    force: str
    cycle: str
    data_dir: Path
    outputs_dir: Path
    notebooks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.force}, {self.cycle}"

    def command(self) -> str:
        """The shell line that makes the same pack."""
        words = ["eianalysis", "run", self.cycle, "--data-dir", str(self.data_dir), "--outputs-dir", str(self.outputs_dir), "--changed"]
        return shlex.join([*words, *(["--notebooks", *self.notebooks] if self.notebooks else [])])


@dataclass(frozen=True)
class ManyPlan:
    """Every pack of a plan and how many are made at a time."""

    workers: int
    tasks: tuple[Task, ...]
    national: Task | None = None  # made when the others are, of what they show
    path: Path = Path()


def read_plan(path: str | Path) -> ManyPlan:
    """The packs that a plan file asks for; folders in it are meant from where the file lies.

    Raises ``UsageError`` where there is no such file and ``DataFault`` with every fault of it.
    """
    path = Path(path)
    if not path.is_file():
        raise UsageError(f"there is no plan '{path.name}'; {GUIDE} shows one")
    content = read_toml(path, path.name, "a plan of many packs", guide=GUIDE)
    faults = [Fault(f"there is no key '{key}'", did_you_mean(key, _TOP)) for key in content if key not in _TOP]
    workers = content.get("workers", 2)
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        faults.append(Fault(f"workers = {shown(workers)}", "a whole number of 1 or more"))
    forces = content.get("force", [])
    if not isinstance(forces, list) or not forces or not all(isinstance(one, dict) for one in forces):
        faults.append(Fault("there is no [[force]]", "one [[force]] for each force, with name, cycle, data_dir and outputs_dir"))
        forces = []
    tasks = [task for number, one in enumerate(forces, 1) for task in _tasks(one, number, path.parent, faults)]
    national = [] if "national" not in content else _national(content["national"], path.parent, faults)
    faults += _twice([*tasks, *national])
    if faults:
        raise DataFault(path.name, "a plan of many packs", faults, "Correct the plan.")
    return ManyPlan(workers, tuple(tasks), next(iter(national), None), path)


def _national(one: object, folder: Path, faults: list[Fault]) -> list[Task]:
    """The pack of [national]: one cycle of a project of its own."""
    if not isinstance(one, dict) or isinstance(one.get("cycle"), list):
        faults.append(Fault("[national] is not one project with one cycle", '[national] with cycle = "2023-04", data_dir and outputs_dir'))
        return []
    return _tasks({"name": _NATIONAL, "notebooks": _ITS_PAGES, **one}, "[national]", folder, faults)


def _tasks(one: dict, number: int | str, folder: Path, faults: list[Fault]) -> list[Task]:
    """The packs of one [[force]], or of [national]; what is wrong with it is added to ``faults``."""
    where, before = number if isinstance(number, str) else f"[[force]] {number}", len(faults)
    faults += [Fault(f"{where} has a key '{key}'", did_you_mean(key, _FORCE)) for key in one if key not in _FORCE]
    for key in _NEEDED:
        if key not in one:
            faults.append(Fault(f"{where} has no {key}", f'{key} = "…"'))
        elif key != "cycle" and (not isinstance(one[key], str) or not one[key].strip()):
            faults.append(Fault(f"{where}: {key} = {shown(one[key])}", "a text"))
    cycles = one.get("cycle", [])
    cycles = cycles if isinstance(cycles, list) else [cycles]
    faults += [
        Fault(f"{where}: cycle = {shown(cycle)}", 'a cycle\'s name, as "2023-04", or a list of them')
        for cycle in cycles
        if not isinstance(cycle, str) or not NAME.fullmatch(cycle)
    ]
    notebooks = one.get("notebooks", [])
    if not isinstance(notebooks, list) or not all(isinstance(name, str) for name in notebooks):
        faults.append(Fault(f"{where}: notebooks = {shown(notebooks)}", 'a list of names, as ["06-retention", "08-stop-search"]'))
    if len(faults) > before:
        return []
    data, outputs = folder / one["data_dir"], folder / one["outputs_dir"]
    if not data.is_dir():
        faults.append(Fault(f"{where}: there is no folder '{one['data_dir']}'", "the force's data folder, from where the plan lies"))
    return [Task(one["name"], cycle, data, outputs, tuple(notebooks)) for cycle in cycles]


def _twice(tasks: Iterable[Task]) -> list[Fault]:
    """Two packs that would go to one place."""
    seen: dict[tuple[Path, str], Task] = {}
    faults = []
    for task in tasks:
        first = seen.setdefault((task.outputs_dir.resolve(), task.cycle), task)
        if first is not task:
            faults.append(
                Fault(f"{first.force} and {task.force} both put cycle {task.cycle} into '{task.outputs_dir.name}'", "an outputs_dir of its own for each force")
            )
    return faults
