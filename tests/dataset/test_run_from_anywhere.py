"""A notebook's first call finds its project from wherever papermill, a scheduler or an editor runs it, and reads what they pass on."""

import shutil

import numpy as np
import pytest

import eianalysis as ei
from eianalysis.errors import UsageError

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
