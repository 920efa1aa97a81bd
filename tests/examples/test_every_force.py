"""Page 08 is made of every force's published searches, shown whole, or a message says what in the files forbids it.

The code of the notebook is run in this process, force after force: 43 runs of papermill would take half an hour. A few forces go the
whole way through the command line, as an analyst would.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from eianalysis.errors import DataFault, DataFaults
from eianalysis.results import HIDDEN_STATUS, Release

pytestmark = [pytest.mark.proof, pytest.mark.filterwarnings("ignore")]
SEARCHES = Path(__file__).resolve().parents[3] / "shared" / "public-data" / "stop-search"
MONTH = re.compile(r"\d{4}-\d\d-(.+)-stop-and-search\.csv")
CYCLE = """
cycle = "{name}"
board = "A force's searches, 2019 and 2020"
meeting_date = 2021-01-27
period = {{ start = 2019-01-01, end = 2020-12-31 }}
data_cut_off = 2020-12-31
profile = "board"
marking = "OFFICIAL-SENSITIVE"
force = "{name}"
published = ["stop_search"]
reference = {{ ethnicity = "White", officer_ethnicity = "White", sex = "Male" }}
notebooks = {{ run = ["08-stop-search"] }}
"""
#: Large and small, the link recorded and not, few months, and those that once made no page.
SAMPLE = ("merseyside", "bedfordshire", "kent", "wiltshire", "north-wales", "greater-manchester")


def members() -> dict[str, list[tuple[Path, str]]]:
    """Of each force its month files in the two archives, by archive and name; none where they are not there."""
    found: dict[str, list[tuple[Path, str]]] = {}
    for archive in sorted(SEARCHES.glob("all-other-forces-*.zip")):
        with zipfile.ZipFile(archive) as file:
            for name in file.namelist():
                if month := MONTH.fullmatch(name.rpartition("/")[2]):
                    found.setdefault(month[1], []).append((archive, name))
    return found


FORCES = members()


@pytest.fixture
def project(tmp_path, root, shared):
    """``project(force)``: a data folder with its cycle and its month files."""

    def make(force: str) -> Path:
        data = tmp_path / "data"
        shutil.copytree(root / "data" / "reference", data / "reference")
        (data / "raw" / force).mkdir(parents=True)
        for archive, name in FORCES[force]:
            with zipfile.ZipFile(archive) as file:
                (data / "raw" / force / name.rpartition("/")[2]).write_bytes(file.read(name))
        (data / "cycles").mkdir()
        (data / "cycles" / f"{force}.toml").write_text(CYCLE.format(name=force), encoding="utf-8")
        return data

    return make


def run_cells(root: Path, **parameters) -> dict:
    """The names that the code of page 08 made; what a cell shows at its end is drawn too."""
    notebook = json.loads((root / "notebooks" / "08-stop-search.ipynb").read_text(encoding="utf-8"))
    names = dict(parameters)
    for source in ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"][1:]:
        body = ast.parse(source).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), "08-stop-search", "exec"), names)
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), "08-stop-search", "eval"), names)
            for way in ("_repr_mimebundle_", "_repr_html_"):
                if hasattr(shown, way):
                    getattr(shown, way)()
    return names


@pytest.mark.parametrize("force", sorted(FORCES) or ["none"])
def test_the_page_is_made_and_nothing_in_it_is_hidden(force, root, project, tmp_path):
    try:
        made = run_cells(root, cycle=force, data_dir=str(project(force)), outputs_dir=str(tmp_path / "outputs"))
    except (DataFault, DataFaults) as fault:
        said = str(fault)
        assert f"{force}-stop-and-search.csv" in said and "row" in said, said
        return
    releases = {name: each for name, each in made.items() if isinstance(each, Release) and each.shape == "counts"}
    assert len(releases) > 7
    for name, each in releases.items():
        if not each.missing:
            assert each.public and not each.table["status"].isin(HIDDEN_STATUS).any(), name
        else:  # the complaints are the force's own; what else is lacking is said with the file and the column
            assert name == "complained" or (each.missing.columns and each.missing.file), name
    assert not releases["undeclared"].missing and releases["undeclared"].table["numerator"].notna().all()


@pytest.mark.parametrize("force", SAMPLE)
def test_the_command_line_makes_it_too(force, project, tmp_path):
    data = project(force)
    command = [sys.executable, "-m", "eianalysis.cli"]
    places = ["--data-dir", str(data), "--outputs-dir", str(tmp_path / "outputs")]
    for words in (["check", force], ["run", force, "--notebooks", "08-stop-search"]):
        done = subprocess.run([*command, *words, *places], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    page = (tmp_path / "outputs" / force / "08-stop-search.html").read_text(encoding="utf-8")
    assert "These counts are published: nothing is hidden." in page or "[c]" not in page


def test_the_archives_hold_42_forces(shared):
    assert len(FORCES) == 42
