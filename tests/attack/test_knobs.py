"""Nothing follows from a pack and from what its notebooks show with their knobs set otherwise, all of it together."""

import ast
import json
import shutil
from pathlib import Path

import pytest

from tests.made import ROOT

from .packs import made
from .test_packs import few

BOARD = "2023-04"
RUNNERS_OWN = {"cycle", "data_dir", "outputs_dir"}
#: Other values of each knob that a notebook has.
OTHERS = {
    "invented_history": [True],
    "squads": [["TFG"], ["TFG", "PPU"]],
    "applies_to": ["stock"],
    "reach_by": ["2040-03-31"],
    "joined_from": ["1995-01-01", "2005-01-01", "2015-01-01"],
}


def cells(notebook: Path) -> list[tuple[str, bool]]:
    """The code of a notebook, cell by cell, and whether it is that of its parameters."""
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [("".join(cell["source"]), "parameters" in cell["metadata"].get("tags", [])) for cell in found if cell["cell_type"] == "code"]


def knobs() -> list[tuple[str, str]]:
    """Every notebook with every knob of its."""
    return [
        (notebook.stem, target.id)
        for notebook in sorted((ROOT / "notebooks").glob("*.ipynb"))
        for source, told in cells(notebook)
        if told
        for line in ast.parse(source).body
        for target in line.targets
        if target.id not in RUNNERS_OWN
    ]


def test_every_knob_has_other_values_to_be_tried():
    assert {name for _, name in knobs()} == set(OTHERS), "a notebook has a knob that no attack turns"


@pytest.mark.proof
def test_nothing_follows_from_the_notebooks_with_their_knobs_turned(tmp_path, monkeypatch):
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("released", "raw"))
    monkeypatch.chdir(ROOT / "notebooks")
    folders = []

    def turned(notebook: str, name: str, value: object):
        def run(force) -> None:
            folder, space = tmp_path / f"{notebook}-{name}-{len(folders)}", {}
            for source, told in cells(ROOT / "notebooks" / f"{notebook}.ipynb"):
                exec(source, space)
                if told:
                    space |= {"data_dir": str(data), "outputs_dir": str(folder), name: value}
            folders.append(folder / BOARD / "tables")

        return run

    tables = made(data, BOARD, knobs=[turned(notebook, name, value) for notebook, name in knobs() for value in OTHERS[name]])
    shown = [folder for folder in folders if folder.is_dir()]
    assert len(shown) > 3, "the notebooks saved next to nothing"
    for folder in shown:
        assert few(tables, folder) == [], folder.parent.parent.name
    assert few(tables, *shown) == []
