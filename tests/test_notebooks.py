"""Notebooks are prose with calls in them: short cells, one import, a parameters cell, no logic, nothing unreleased."""

import ast
import json
import re
from pathlib import Path

import pytest

from eianalysis.report.notebooks import kinds_of

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("[0-9]*.ipynb"))
MOST_CELLS, MOST_LINES, MOST_IN_A_CELL, MOST_KNOBS = 25, 60, 8, 3
LOGIC = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.Try, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.If, ast.With)


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def code(path):
    return [("".join(cell["source"]), cell) for cell in cells(path) if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestNotebook:
    def test_is_short(self, path):
        lines = [line for text, _ in code(path) for line in text.splitlines() if line.strip()]
        assert len(cells(path)) <= MOST_CELLS and len(lines) <= MOST_LINES
        assert all(len(text.splitlines()) <= MOST_IN_A_CELL for text, _ in code(path))

    def test_has_one_parameters_cell_with_the_three_names_and_few_knobs(self, path):
        tagged = [text for text, cell in code(path) if "parameters" in cell["metadata"].get("tags", [])]
        assert len(tagged) == 1
        names = [node.targets[0].id for node in ast.parse(tagged[0]).body]
        assert names[:3] == ["cycle", "data_dir", "outputs_dir"] and len(names) <= 3 + MOST_KNOBS

    def test_holds_no_logic_and_one_import(self, path):
        tree = ast.parse("\n".join(text for text, _ in code(path)))
        found = [type(node).__name__ for node in ast.walk(tree) if isinstance(node, LOGIC)]
        assert not found, f"logic belongs in the library: {found}"
        imported = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
        assert [ast.unparse(node) for node in imported] == ["import eianalysis as ei"]

    def test_shows_nothing_unreleased(self, path):
        tree = ast.parse("\n".join(text for text, _ in code(path)))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & {"unreleased", "frame", "counts", "to_csv"}

    def test_names_no_reference_group(self, path):
        tree = ast.parse("\n".join(text for text, _ in code(path)))
        named = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword)} & {"reference", "also"}
        assert not named, f"the measure's declaration says whom it is compared with: {named}"

    def test_its_prose_is_of_no_force_alone(self, path):
        """The same notebooks make the pages of every force: what is true of one stands in a note that only its pages have."""
        prose = "\n".join("".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "markdown")
        assert re.findall(r"\bthe City\b|London(?! time)|Met(?:ropolitan)?\b|\b[A-Z]{3,4}-(?:[A-Z]{3}-)?[A-Z]*\d|Casey|taskforce|2012 plan", prose) == []

    def test_opens_with_a_question_and_one_first_heading(self, path):
        text = ["".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "markdown"]
        headings = [line for part in text for line in part.splitlines() if line.startswith("# ")]
        assert len(headings) == 1 and text[0].startswith("# ")

    def test_is_committed_with_its_outputs(self, path):
        if "board" not in kinds_of(path):  # no committed cycle is of that kind: tests/report/test_publication.py runs it
            assert not any(cell["outputs"] or cell["execution_count"] for _, cell in code(path))
            return
        shown = [cell for text, cell in code(path) if text and text.splitlines()[-1].startswith(("ei.table", "ei.plot", "ei.findings", "ei.show"))]
        assert shown and all(cell["outputs"] for cell in shown)
        assert all(output["output_type"] != "error" for cell in shown for output in cell["outputs"])


def test_the_notebooks_of_the_pack_exist():
    assert {path.stem for path in NOTEBOOKS} >= {"01-recommendations", "06-retention", "07-conduct", "08-stop-search"}
