"""A measure declared in a project is on its page, in the catalogue and in the evidence map, and stands in no list."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import eianalysis as ei

DECLARED = """
from eianalysis.declare import Ask, During, Measure, Population, Words

TAKEN_UP = Measure(
    "throwaway_taken_up",
    Words("Exit interviews taken up, for a test", "leavers who took it", "leavers who were offered an interview",
          noun="leavers", verb="took the interview", outcome="good"),
    counts=Population("exit_interviews", During("leave_date"), ("offered",)), did="completed",
    asks=Ask("13-throwaway", by=("sex",), months=(36,), compared=True), serves=("GLA-07",))
"""
CELLS = (
    "# Is an interview taken up alike?",
    "parameters",
    "import eianalysis as ei\n\nforce = ei.force(cycle, data_dir=data_dir, "
    'outputs_dir=outputs_dir)\ntaken = force.ask("throwaway_taken_up").compare().release()\nei.table(taken)',
    "ei.save(taken, force.cycle)",
)


@pytest.fixture
def project(tmp_path, root):
    shutil.copytree(root / "data", tmp_path / "data", ignore=shutil.ignore_patterns("released", "raw", "2023-01.toml"))
    cycle = tmp_path / "data/cycles/2023-04.toml"
    cycle.write_text(cycle.read_text(encoding="utf-8").replace('previous_cycle = "2023-01"\n', ""), encoding="utf-8")
    (tmp_path / "measures").mkdir()
    (tmp_path / "measures/throwaway.py").write_text(DECLARED, encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    knobs = 'cycle = "2023-04"\ndata_dir = "../data"\noutputs_dir = "../outputs"'
    cells = [
        nbformat.v4.new_markdown_cell(cell)
        if cell.startswith("#")
        else nbformat.v4.new_code_cell(knobs, metadata={"tags": ["parameters"]})
        if cell == "parameters"
        else nbformat.v4.new_code_cell(cell)
        for cell in CELLS
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "notebooks/13-throwaway.ipynb")
    return tmp_path


def by_hand(project):
    """Taken up of those offered, women and men, in the three years to the end of the period: counted without the package."""
    found = {}
    with (project / "data/synthetic/exit_interviews.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["offered"] == "Y" and row["completed"] and "2020-04-01" <= row["leave_date"] <= "2023-03-31":
                yes, of = found.get(row["sex"], (0, 0))
                found[row["sex"]] = (yes + (row["completed"] == "Y"), of + 1)
    return found


def test_its_figures_are_those_counted_by_hand(project):
    force = ei.force("2023-04", data_dir=project / "data", outputs_dir=project / "outputs")
    counted = force.ask("throwaway_taken_up").counts.set_index("group")
    for code, group in (("F", "Female"), ("M", "Male")):
        assert tuple(counted.loc[group, ["numerator", "denominator"]]) == by_hand(project)[code]
    assert counted["window"].unique().tolist() == ["36m"]


def test_it_is_on_its_page_and_in_its_pack(project):
    done = subprocess.run(
        [sys.executable, "-m", "eianalysis.cli", "run", "2023-04", "--jobs", "1"],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path(ei.__file__).parents[1])},
    )
    assert done.returncode == 0, done.stderr
    page = (project / "outputs/2023-04/13-throwaway.html").read_text(encoding="utf-8")
    assert "Exit interviews taken up, for a test" in page
    side = json.loads((project / "outputs/2023-04/tables/throwaway_taken_up.json").read_text(encoding="utf-8"))
    assert side["definition"]["serves"] == ["GLA-07"]


def test_it_is_in_the_catalogue_and_the_evidence_map(project):
    assert [each.id for each in ei.catalogue("throwaway", own=project / "measures")] == ["throwaway_taken_up"]
    assert not ei.catalogue("throwaway")
    file = project / "data/recommendations/evidence.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    row = next(row for row in rows if row["measure"] == "exit_interview_steps")
    row |= {"measure": "throwaway_taken_up", "characteristic": "sex", "group": "All", "part": "", "window": "36m"}
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    cycle = ei.load_cycle("2023-04", data_dir=project / "data", outputs_dir=project / "outputs")
    shown = ei.release(ei.evidence_map(ei.load_register(cycle), cycle), cycle.policy).table
    found = shown[shown["measure"] == "throwaway_taken_up"].iloc[0]
    assert found["measure_title"] == "Exit interviews taken up, for a test" and found["page"] == "13-throwaway"
    yes, of = map(sum, zip(*by_hand(project).values(), strict=True))
    assert found["value"] == pytest.approx(yes / of)
