"""Which notebooks there are, and which of them a run is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.cycle_kinds import BOARD
from eianalysis.errors import DataFault, EIAnalysisError, Fault, UsageError, did_you_mean
from eianalysis.toml_file import is_a_file

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
    return {path.stem: path for path in sorted(folder.glob("*.ipynb")) if NAME.fullmatch(path.stem) and is_a_file(path, path.name, "a notebook")}


def cells_of(path: Path) -> list[dict]:
    """The cells of a notebook as its file has them; ``EIAnalysisError`` where it is none."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        sound = said["nbformat"] == 4 and all(map(_sound, said["cells"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        sound = False
    if not sound:
        raise EIAnalysisError(f"{path.name} is not a notebook that can be read: open it in JupyterLab and save it again, or put it back as it was")
    return said["cells"]


def read_whole(path: Path):
    """A notebook as what runs it takes it (an ``nbformat`` node); ``EIAnalysisError`` where it is none."""
    import nbformat

    cells_of(path)
    try:
        return nbformat.from_dict(nbformat.read(path, as_version=4))
    except Exception as error:  # of a notebook with parts of another kind nbformat raises whatever comes
        raise EIAnalysisError(f"{path.name} is not a notebook that can be read ({type(error).__name__})") from None


def _sound(cell: dict) -> bool:
    """Whether a cell has the parts of one, each of its kind."""
    source, tags = cell["source"], cell["metadata"].get("tags", [])
    text = isinstance(source, str) or isinstance(source, list) and all(isinstance(line, str) for line in source)
    known = cell["cell_type"] in ("code", "markdown", "raw") and isinstance(cell["metadata"], dict) and isinstance(tags, list)
    return text and known and (cell["cell_type"] != "code" or isinstance(cell.get("outputs"), list))


def kinds_of(path: Path) -> tuple[str, ...]:
    """The kinds of cycle a notebook is a page of, as its metadata say (``{"eianalysis": {"kind": "publication"}}``, or a list
    of kinds); "board" where they say nothing."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))["metadata"]["eianalysis"]["kind"]
    except (ValueError, KeyError, TypeError, RecursionError):  # what is no notebook is refused where its parameters are read
        return (BOARD.name,)
    return tuple(map(str, said)) if isinstance(said, list) else (str(said),)


def notebooks_of(folder: Path, kind: str) -> dict[str, Path]:
    """The notebooks that are pages of cycles of this kind."""
    return {name: path for name, path in all_notebooks(folder).items() if kind in kinds_of(path)}


def select(folder: Path, cycle: BoardCycle, asked: Iterable[str] | None = None) -> dict[str, Path]:
    """The notebooks to run: those asked for, else the cycle's ``run`` list, else all that are pages of its kind of cycle.

    A name may be short: ``06`` or ``06-retention.ipynb`` mean ``06-retention``. An unknown one, or a page of another kind of
    cycle, stops the run.
    """
    known = all_notebooks(folder)
    own = notebooks_of(folder, cycle.kind)
    if not own:
        raise UsageError(f"no notebook here is a page of a cycle of kind '{cycle.kind}'; `eianalysis init FOLDER --update` brings those that the package has")
    for name in (key for key in cycle.notebooks if key != "run"):
        if name not in known:
            raise _cycle_fault(cycle, f"[notebooks.{name}] is not a notebook", did_you_mean(name, known))
    if asked:
        chosen = {name: _known(name, known) for name in asked}
        if None in chosen.values():
            name = next(name for name, found in chosen.items() if found is None)
            raise UsageError(f"there is no notebook '{name}'; {did_you_mean(name, known)}")
        for name in chosen.values():
            if name not in own:
                raise UsageError(_of_another(name, known, cycle))
    else:
        chosen = {name: _known(name, known) for name in cycle.notebooks.get("run", own)}
        for name, found in chosen.items():
            if found is None:
                raise _cycle_fault(cycle, f"notebooks.run names '{name}'", did_you_mean(name, known))
            if found not in own:
                raise _cycle_fault(cycle, f"notebooks.run names '{name}'", _of_another(found, known, cycle))
    wanted = set(chosen.values())
    return {name: path for name, path in known.items() if name in wanted}


def _of_another(name: str, known: dict[str, Path], cycle: BoardCycle) -> str:
    kinds = " or ".join(f"'{kind}'" for kind in kinds_of(known[name]))
    return f"{name} is a page of cycles of kind {kinds}, and {cycle.name} is of kind '{cycle.kind}'"


def _known(name: str, known: dict[str, Path]) -> str | None:
    stem = name.removesuffix(".ipynb")
    if stem in known:
        return stem
    numbered = [full for full in known if full.split("-")[0] == stem]
    return numbered[0] if len(numbered) == 1 else None


def _cycle_fault(cycle: BoardCycle, found: str, expected: str) -> DataFault:
    return DataFault(f"cycles/{cycle.name}.toml", "a board cycle", [Fault(found, expected)], "Correct the cycle file.")
