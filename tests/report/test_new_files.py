"""The next cycle's file, and a notebook to start from."""

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import RefusedError
from eianalysis.report.new_cycle import new_cycle
from tests import test_notebooks as house


@pytest.fixture
def data(root, tmp_path):
    (tmp_path / "cycles").mkdir()
    for name in ("2023-01", "2023-04"):
        (tmp_path / "cycles" / f"{name}.toml").write_text((root / "data/cycles" / f"{name}.toml").read_text())
    return tmp_path


def test_dates_move_on_and_the_rest_stays(data):
    said = new_cycle("2023-07", "2023-04", data)
    old, new = load_cycle("2023-04", data_dir=data), load_cycle("2023-07", data_dir=data)
    assert f"{new.period_start} {new.period_end} {new.data_cut_off} {new.meeting_date}" == "2022-07-01 2023-06-30 2023-06-30 2023-07-26"
    assert new.previous_cycle == "2023-04"
    assert (new.primary_comparisons, new.reference, new.force) == (old.primary_comparisons, old.reference, old.force)
    text = (data / "cycles/2023-07.toml").read_text()
    assert text.count("# check") == 4 and "Declared before looking" in text and "raw/2023-07/" in said[1]


def test_a_file_made_of_a_made_file_says_each_thing_once(data):
    new_cycle("2023-07", "2023-04", data)
    new_cycle("2024-02", "2023-07", data)
    text = (data / "cycles/2024-02.toml").read_text()
    assert str(load_cycle("2024-02", data_dir=data).period_end) == "2024-01-31"
    assert text.count("# check") == 4 and text.count("Declared before") == 1 and text.count("One board cycle") == 1


def test_a_first_cycle_gets_a_predecessor(data):
    new_cycle("spring", "2023-01", data, months=2)
    spring = load_cycle("spring", data_dir=data)
    assert spring.previous_cycle == "2023-01" and str(spring.period_end) == "2023-02-28"


def test_no_file_is_written_over(data):
    before = (data / "cycles/2023-04.toml").read_text()
    with pytest.raises(RefusedError, match="exists already"):
        new_cycle("2023-04", "2023-01", data)
    assert (data / "cycles/2023-04.toml").read_text() == before
    assert len(list((data / "cycles").iterdir())) == 2


@pytest.mark.slow
def test_a_new_notebook_keeps_the_house_rules_and_runs(root, tmp_path):
    import os
    import shutil
    import subprocess
    import sys

    import nbformat

    from eianalysis.report.notebook_source import require_gated_source

    shutil.copytree(root / "data", tmp_path / "data", ignore=shutil.ignore_patterns("raw"))
    (tmp_path / "notebooks").mkdir()
    shutil.copy(root / "notebooks/06-retention.ipynb", tmp_path / "notebooks")
    made = subprocess.run(
        [sys.executable, "-m", "eianalysis.cli", "new-notebook", "13-my-question"],
        cwd=tmp_path,
        text=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert made.returncode == 0, made.stderr
    path = tmp_path / "notebooks/13-my-question.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith("# My question?") and str(tmp_path) not in path.read_text()
    assert "findings" in path.read_text() and "--notebooks 13" in made.stdout
    rules = house.TestNotebook()
    for rule in (name for name in dir(rules) if name.startswith("test_")):
        getattr(rules, rule)(path)
    require_gated_source(path)
    assert [item.name for item in tmp_path.iterdir()] in (["data", "notebooks"], ["notebooks", "data"])
