"""What ``run --changed`` may take over from the last pack: notebooks for which everything they rest on is as it was.

Only the execution is spared. Pages, front page, manifest and all checks are made anew from the executed copies, so that a
pack made with ``--changed`` has the bytes of one made whole.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from eianalysis.cycle import BoardCycle
from eianalysis.report.assemble import Executed
from eianalysis.report.basis import code_sha256, files_sha256, names_sha256, predecessor, sha256
from eianalysis.report.manifest import cycle_file, packages

if TYPE_CHECKING:
    from eianalysis.report.build import Plan


class LastPack:
    """The pack that stands in ``outputs/<cycle>``, as far as its manifest and hashes vouch for it."""

    def __init__(self, cycle: BoardCycle):
        self.folder = cycle.folder
        try:
            self.manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.manifest = {}

    def take_over(self, plan: "Plan", work: Path) -> dict[str, Executed]:
        """The notebooks that need not run again, as if they had; their tables are copied into ``work``."""
        if not self._same_ground(plan.cycle):
            return {}
        return {name: self._copy(name, path, plan, work / name) for name, path in plan.chosen.items()
                if self._same(name, path, plan)}

    def _same_ground(self, cycle: BoardCycle) -> bool:
        """Whether what every notebook rests on is as it was."""
        was = self.manifest
        return (was.get("code", {}).get("sha256") == code_sha256() and was.get("packages") == packages()
                and was.get("predecessor") == predecessor(cycle) and was["cycle"]["file"] == cycle_file(cycle)
                and was.get("data_names_sha256") == names_sha256(cycle))

    def _same(self, name: str, path: Path, plan: "Plan") -> bool:
        was = self.manifest["notebooks"].get(name)
        return (was is not None and was["sha256"] == sha256(path) and was["parameters"] == plan.parameters(name)
                and bool(was["read"]) and was["read"] == files_sha256(plan.cycle, was["read"])
                and all(self._intact(file) for file in self._files(name)))

    def _files(self, name: str) -> list[str]:
        """The executed copy of a notebook, and the tables it saved."""
        saved = [entry["name"] for entry in self.manifest["releases"] if name in entry["pages"]]
        return [f"notebooks/{name}.ipynb", *(f"tables/{table}{end}" for table in saved for end in (".csv", ".json"))]

    def _intact(self, file: str) -> bool:
        path = self.folder / file
        return path.is_file() and sha256(path) == self.manifest["outputs"].get(file)

    def _copy(self, name: str, path: Path, plan: "Plan", work: Path) -> Executed:
        tables = work / plan.cycle.name / "tables"
        tables.mkdir(parents=True)
        copy, *saved = self._files(name)
        for file in saved:
            shutil.copyfile(self.folder / file, tables / Path(file).name)
        notebook = nbformat.reads((self.folder / copy).read_text(encoding="utf-8"), as_version=4)
        return Executed(name, path, notebook, plan.parameters(name), work, 0.0,
                        list(self.manifest["notebooks"][name]["read"]), taken_over=True)
