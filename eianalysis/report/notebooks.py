"""Which notebooks there are, and which of them a run is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault, EIAnalysisError, Fault, UsageError, did_you_mean

NAME = re.compile(r"\d\d[a-z]?-[a-z0-9-]+")


def _holds_notebooks(folder: Path) -> bool:
    return folder.is_dir() and any(NAME.fullmatch(path.stem) for path in folder.glob("*.ipynb"))


def find_notebooks_dir(data_dir: Path) -> Path:
    """The project's ``notebooks`` folder: beside the data, else here or above, else beside the package."""
    here = Path.cwd()
    for folder in (data_dir.resolve().parent, here, *here.parents, Path(__file__).resolve().parents[2]):
        if _holds_notebooks(folder / "notebooks"):
            return folder / "notebooks"
    raise EIAnalysisError("no notebooks/NN-topic.ipynb beside the data folder, here or above: there is nothing to run")


def all_notebooks(folder: Path) -> dict[str, Path]:
    """Every notebook of the folder by name (``06-retention``), in order."""
    return {path.stem: path for path in sorted(folder.glob("*.ipynb")) if NAME.fullmatch(path.stem)}


def select(folder: Path, cycle: BoardCycle, asked: Iterable[str] | None = None) -> dict[str, Path]:
    """The notebooks to run: those asked for, else the cycle's ``run`` list, else all of them.

    A name may be short: ``06`` or ``06-retention.ipynb`` mean ``06-retention``. An unknown one stops the run.
    """
    known = all_notebooks(folder)
    for name in (key for key in cycle.notebooks if key != "run"):
        if name not in known:
            raise _cycle_fault(cycle, f"[notebooks.{name}] is not a notebook", did_you_mean(name, known))
    if asked:
        chosen = {name: _known(name, known) for name in asked}
        if None in chosen.values():
            name = next(name for name, found in chosen.items() if found is None)
            raise UsageError(f"there is no notebook '{name}'; {did_you_mean(name, known)}")
    else:
        chosen = {name: _known(name, known) for name in cycle.notebooks.get("run", known)}
        for name, found in chosen.items():
            if found is None:
                raise _cycle_fault(cycle, f"notebooks.run names '{name}'", did_you_mean(name, known))
    wanted = set(chosen.values())
    return {name: path for name, path in known.items() if name in wanted}


def _known(name: str, known: dict[str, Path]) -> str | None:
    stem = name.removesuffix(".ipynb")
    if stem in known:
        return stem
    numbered = [full for full in known if full.split("-")[0] == stem]
    return numbered[0] if len(numbered) == 1 else None


def _cycle_fault(cycle: BoardCycle, found: str, expected: str) -> DataFault:
    return DataFault(f"cycles/{cycle.name}.toml", "a board cycle", [Fault(found, expected)], "Correct the cycle file.")
