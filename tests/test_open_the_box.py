"""Every page ends with one open box: how its first figures are made, and a question of the reader's own that runs as it stands."""

import ast
import json
import re
from pathlib import Path

import pytest

import eianalysis as ei

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
HEADING, MOST_LINES = "## Open the box", 3


def box(path: Path) -> tuple[str, str]:
    """The prose and the code from the heading of the box to the end of a notebook."""
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    starts = [place for place, (kind, text) in enumerate(cells) if kind == "markdown" and HEADING in text.splitlines()]
    assert len(starts) == 1, f"{path.stem} has {len(starts)} boxes"
    rest = cells[starts[0] :]
    return tuple("\n".join(text for kind, text in rest if kind == wanted) for wanted in ("markdown", "code"))


def question(path: Path) -> str:
    """The lines a reader is invited to change: those in the prose, or else the last cell of the page."""
    prose, code = box(path)
    written = re.findall(r"```python\n(.*?)```", prose, flags=re.S)
    return written[0].strip() if written else code.partition("ei.explain(")[2].partition("\n")[2].strip()


@pytest.fixture(scope="module")
def force(tmp_path_factory):
    return ei.force("2023-04", data_dir=ROOT / "data", outputs_dir=tmp_path_factory.mktemp("own"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_box_closes_the_page_and_says_how_its_figures_are_made(path):
    prose, code = box(path)
    assert prose.startswith(HEADING) and prose.count("\n## ") == 0
    assert code.count("ei.explain(") == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_question_has_something_to_change_and_runs(path, force):
    lines = question(path)
    assert 1 < len(lines.splitlines()) <= MOST_LINES
    assert "change the words in quotation marks" in box(path)[0] and '"' in lines
    *before, last = ast.parse(lines).body
    names = {"ei": ei, "force": force}
    exec(compile(ast.Module(before, []), path.stem, "exec"), names)
    assert str(eval(compile(ast.Expression(last.value), path.stem, "eval"), names)).strip()
    assert not list(force.cycle.outputs_dir.rglob("*.csv")), "a question of the reader's own leaves nothing in a pack"
