"""What a run may take over from the last pack: pages for which everything they rest on is as it was.

``run --changed`` takes over what need not run again; ``run --notebooks A`` keeps the pages it was not asked for.

Only the execution is spared. Pages, front page, manifest and all checks are made anew from the executed copies, so that a
pack made with ``--changed`` has the bytes of one made whole.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from eianalysis.cycle import BoardCycle
from eianalysis.errors import RefusedError
from eianalysis.evidence.disparities import PLACE as DISPARITIES
from eianalysis.report.assemble_pack import Executed
from eianalysis.report.basis import code_sha256, files_sha256, issued_since, names_sha256, predecessor, sha256
from eianalysis.report.execute import lean_imports
from eianalysis.report.manifest import cycle_file, packages
from eianalysis.report.notebooks import notebooks_of
from eianalysis.wording.numbers import listed

if TYPE_CHECKING:
    from eianalysis.report.build_pack import Plan

_WHOLE = (
    "what {pages} of the last pack rest on has changed since, so beside new pages they would say what is no longer so. Run the "
    "whole cycle: eianalysis run {cycle}"
)


class LastPack:
    """The pack that stands in ``outputs/<cycle>``, as far as its manifest and hashes vouch for it."""

    def __init__(self, cycle: BoardCycle):
        self.cycle, self.folder = cycle, cycle.folder
        try:
            self.manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.manifest = {}

    def take_over(self, plan: Plan, work: Path) -> dict[str, Executed]:
        """The notebooks that need not run again, as if they had; their tables are copied into ``work``."""
        if not self._same_ground(plan.cycle):
            return {}
        return {
            name: self._copy(name, path, plan.parameters(name), plan.cycle, work / name)
            for name, path in plan.chosen.items()
            if self._same(name, path, plan.parameters(name))
        }

    def is_of_now(self, plan: Plan) -> bool:
        """Whether the pack is whole, and is the one that running these notebooks again would make."""
        made = self.manifest.get("notebooks", {})
        return (
            set(made) == set(plan.chosen)
            and self._same_ground(plan.cycle)
            and self._same_answers()
            and all(map(self._intact, self.manifest["outputs"]))
            and all(self._same(name, path, plan.parameters(name), unread=True) for name, path in plan.chosen.items())
        )

    def beside(self, plan: Plan, work: Path) -> dict[str, Executed]:
        """The pages of the last pack that were not asked for, kept as they are; their tables are copied into ``work``.

        Raises ``RefusedError`` where one of them rests on something that is no longer as it was: beside the new pages it
        would say what is not so any more.
        """
        there = notebooks_of(plan.folder, self.cycle.kind)
        others = [name for name in self.manifest.get("notebooks", {}) if name in there and name not in plan.chosen]
        if others and not self._same_ground(plan.cycle):
            raise RefusedError(_WHOLE.format(cycle=plan.cycle.name, pages=listed(others)))
        stale = [name for name in others if not self._same(name, there[name], self._were(name), unread=True)]
        if stale:
            raise RefusedError(
                f"{_WHOLE.format(cycle=plan.cycle.name, pages=listed(stale))}, or these pages with the others: --notebooks {' '.join([*plan.chosen, *stale])}"
            )
        return {name: self._copy(name, there[name], self._were(name), plan.cycle, work / name) for name in others}

    def _were(self, name: str) -> dict[str, object]:
        return self.manifest["notebooks"][name]["parameters"]

    def _same_ground(self, cycle: BoardCycle) -> bool:
        """Whether what every notebook rests on is as it was."""
        was = self.manifest
        return (
            was.get("code", {}).get("sha256") == code_sha256()
            and was.get("packages") == packages()
            and was.get("predecessor") == predecessor(cycle)
            and not issued_since(cycle, was)
            and was["cycle"]["file"] == cycle_file(cycle)
            and was.get("data_names_sha256") == names_sha256(cycle)
        )

    def _same_answers(self) -> bool:
        """Whether the log of disparities, which no page need read, is as it was when the pack was put together."""
        was = {source["sha256"] for source in self.manifest["inputs"] if source["file"] == DISPARITIES}
        return was == {files_sha256(self.cycle, [DISPARITIES])[DISPARITIES] or ""}

    def _same(self, name: str, path: Path, parameters: dict[str, object], *, unread: bool = False) -> bool:
        """``unread`` says whether a page may be kept of which no file is known that it read."""
        was = self.manifest["notebooks"].get(name)
        return (
            was is not None
            and was["sha256"] == sha256(path)
            and was["parameters"] == parameters
            and (unread or bool(was["read"]))
            and was["read"] == files_sha256(self.cycle, was["read"])
            and all(self._intact(file) for file in self._files(name))
        )

    def _files(self, name: str) -> list[str]:
        """The executed copy of a notebook, and the tables it saved."""
        saved = [entry["name"] for entry in self.manifest["releases"] if name in entry["pages"]]
        return [f"notebooks/{name}.ipynb", *(f"tables/{table}{end}" for table in saved for end in (".csv", ".json"))]

    def _intact(self, file: str) -> bool:
        path = self.folder / file
        return path.is_file() and sha256(path) == self.manifest["outputs"].get(file)

    def _copy(self, name: str, path: Path, parameters: dict[str, object], cycle: BoardCycle, work: Path) -> Executed:
        tables = work / cycle.name / "tables"
        tables.mkdir(parents=True)
        copy, *saved = self._files(name)
        for file in saved:
            shutil.copyfile(self.folder / file, tables / Path(file).name)
        lean_imports()
        import nbformat

        notebook = nbformat.reads((self.folder / copy).read_text(encoding="utf-8"), as_version=4)
        return Executed(name, path, notebook, dict(parameters), work, 0.0, list(self.manifest["notebooks"][name]["read"]), taken_over=True)
