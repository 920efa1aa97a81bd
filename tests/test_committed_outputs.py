"""The committed outputs of the notebooks are those of now: compared with the copies that the pack of the same cycle ran.

``make nbval`` runs every notebook once more, by itself and from its own folder, and compares in its own way.
"""

import json
from pathlib import Path

import pytest

from eianalysis.report.notebooks import notebooks_of

NOTEBOOKS = list(notebooks_of(Path(__file__).resolve().parents[1] / "notebooks", "board").values())


def shown(path: Path) -> list[tuple[str, list]]:
    """The source of each code cell and what it put out; the cell that papermill puts in is no cell of ours."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        ("".join(cell["source"]), [settled(output) for output in cell["outputs"]])
        for cell in cells
        if cell["cell_type"] == "code" and "injected-parameters" not in cell["metadata"].get("tags", [])
    ]


def settled(output: dict) -> dict:
    """An output without the number of its cell, which the cell of parameters moves by one; text as one piece."""

    def joined(value):
        if isinstance(value, list) and all(isinstance(line, str) for line in value):
            return "".join(value)
        return {key: joined(part) for key, part in value.items()} if isinstance(value, dict) else value

    return joined({key: value for key, value in output.items() if key != "execution_count"})


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_outputs_are_those_of_now(pack, path):
    committed, ran = shown(path), shown(pack / "notebooks" / path.name)
    assert [source for source, _ in committed] == [source for source, _ in ran]
    for number, ((source, before), (_, now)) in enumerate(zip(committed, ran), 1):
        assert before == now, f"code cell {number} of {path.stem} shows something else now (make notebooks): {source[:200]}"


def test_a_changed_figure_is_seen(tmp_path):
    path = NOTEBOOKS[-1]
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = next(cell["outputs"] for cell in notebook["cells"] if "1" in json.dumps([each.get("data") for each in cell.get("outputs", ())]))
    outputs[:] = json.loads(json.dumps(outputs).replace("1", "2"))
    (tmp_path / path.name).write_text(json.dumps(notebook), encoding="utf-8")
    assert shown(tmp_path / path.name) != shown(path)
