"""A notebook's first call finds its project from wherever papermill, a scheduler or an editor runs it, and reads what they pass on."""

import shutil

import nbformat
import numpy as np
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import eianalysis as ei
from eianalysis.errors import UsageError
from eianalysis.passed import check_cells

CELL = {"data_dir": "../data", "outputs_dir": "../outputs/drafts"}  # as the parameters of every notebook say


@pytest.fixture
def project(tmp_path, root):
    for folder in ("notebooks/mine", "data/cycles", "elsewhere"):
        (tmp_path / "project" / folder).mkdir(parents=True)
    shutil.copy(root / "data/cycles/2023-04.toml", tmp_path / "project/data/cycles/2023-04.toml")
    return tmp_path / "project"


@pytest.mark.parametrize("where", ["notebooks", ".", "elsewhere", "data/cycles"])
def test_the_folders_of_a_notebook_are_those_of_its_project(project, monkeypatch, where):
    monkeypatch.chdir(project / where)
    cycle = ei.load_cycle("2023-04", **CELL)
    assert cycle.data_dir.resolve() == project / "data" and cycle.outputs_dir.resolve() == project / "outputs" / "drafts"


def test_what_is_written_holds_where_it_is_right(project, monkeypatch):
    """A copy of the data beside the folder that it runs in is the one that is meant, not the project's."""
    shutil.copytree(project / "data", project / "elsewhere" / "data")
    (project / "elsewhere" / "deep").mkdir()
    monkeypatch.chdir(project / "elsewhere" / "deep")
    assert ei.load_cycle("2023-04", **CELL).data_dir.resolve() == project / "elsewhere" / "data"


def test_outside_of_a_project_it_is_refused_and_nothing_is_guessed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="there is no cycle '2023-04'"):
        ei.load_cycle("2023-04", **CELL)


@pytest.mark.parametrize("passed", [{"months": np.int64(12)}, {"months": np.float64(12)}, {"months": [np.int64(12)]}, {"by": np.str_("sex")}])
def test_numbers_and_names_of_numpy_are_read_as_ours(root, passed):
    force = ei.force(np.str_("2023-04"), data_dir=root / "data")
    rows = force.ask("turnover_start_headcount_ex_transfers", **{"by": "sex", "months": 12, **passed}).counts
    assert rows["window"].unique().tolist() == ["12m"] and set(rows["characteristic"]) == {"sex"}


PARAMETERS = "cycle = '2023-04'\ndata_dir = '../data'\noutputs_dir = '../outputs/drafts'\nmonths = [12, 36]"


def test_a_misspelt_parameter_that_papermill_lets_through_is_refused_by_the_first_call(project, root, monkeypatch):
    monkeypatch.chdir(project)
    first = f"import sys\nsys.path.insert(0, {str(root)!r})\nimport eianalysis as ei\nei.load_cycle(cycle, data_dir=data_dir)"
    book = new_notebook(cells=[new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), new_code_cell(first)])
    nbformat.write(book, "notebooks/mine/own.ipynb")
    with pytest.raises(papermill.PapermillExecutionError, match="'cycel' was passed to this notebook.*did you mean 'cycle'"):
        papermill.execute_notebook("notebooks/mine/own.ipynb", None, {"cycel": "2023-01"}, kernel_name="python3", language="python", progress_bar=False)


@pytest.mark.parametrize(
    "cells",
    [
        [PARAMETERS, "# Parameters\ncycle = '2023-01'\nmonths = [12]"],  # what it has
        [PARAMETERS, "# Parameters of my own\nmine = 3"],
        [PARAMETERS, "mine = 3"],  # an analyst's own cell
        ["# Parameters\ncycle = '2023-01'\nother = 1", "import eianalysis as ei"],  # a notebook that has no parameters cell
        ["import eianalysis as ei\nx = 1", "# Parameters\nother = 1"],
        ["", PARAMETERS, "%matplotlib inline"],
        [],
    ],
)
def test_what_a_notebook_has_and_what_an_analyst_writes_are_let_through(cells):
    check_cells(cells)


@pytest.mark.parametrize("own", [PARAMETERS, PARAMETERS.replace("cycle =", "cycle: str =")])
def test_each_name_passed_is_looked_at(own):
    with pytest.raises(UsageError, match="'month' was passed"):
        check_cells(["", own, "# Parameters\ncycle = '2023-01'\nmonth = 3", "import eianalysis as ei"])
