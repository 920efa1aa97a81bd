"""A notebook reads the data folder and does not change it: what would is refused, and what was changed all the same stops the run."""

import gc
import warnings

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import EIAnalysisError
from eianalysis.report.execute import NotebookFailed, execute
from eianalysis.report.kernel import same_each_time
from eianalysis.report.untouched import require_untouched, seen
from eianalysis.report.warm import warm_kernels

MATRIX = """import os, shutil, pandas as pd
from pathlib import Path
data, refused = Path(data_dir), []
for change in (
    lambda: pd.DataFrame({'a': [1]}).to_csv(data / 'raw/2023-04/leavers.csv'),
    lambda: pd.DataFrame({'a': [1]}).to_excel(data / 'raw/2023-04/leavers.xlsx'),
    lambda: (data / 'recommendations').mkdir(),
    lambda: os.remove(data / 'raw/2023-04/leavers.csv'),
    lambda: shutil.rmtree(data),
):
    try:
        change()
    except PermissionError as error:
        refused.append(type(error).__name__)
Path('mine.csv').write_text((data / 'raw/2023-04/leavers.csv').read_text())
Path(outputs_dir, 'theirs.csv').write_text('x')
print(len(refused), set(refused), Path('mine.csv').read_text())"""
BY_ANOTHER_PROGRAM = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', \"open({name!r}, 'a').write('more')\"], cwd=data_dir, check=True);"


@pytest.fixture(autouse=True)
def what_jupyter_leaves_open():
    """Sockets to kernels that are gone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


@pytest.fixture
def with_data(project):
    raw = project.folder / "data" / "raw" / "2023-04"
    raw.mkdir(parents=True)
    (raw / "leavers.csv").write_text("sound", encoding="utf-8")
    return project


@pytest.mark.parametrize("forked", [False, True])
def test_a_cell_cannot_change_the_data_and_works_on(with_data, tmp_path, forked):
    with_data.add("06-retention", "# R", MATRIX)
    work, before = tmp_path / "work", with_data.files("data")
    work.mkdir()
    where = {"data_dir": str(with_data.folder / "data"), "outputs_dir": str(work)}
    with warm_kernels(2 if forked else 1, same_each_time()) as warm:
        done = execute(with_data.folder / "notebooks/06-retention.ipynb", where, cwd=work, warm=warm)
    assert done.cells[-1].outputs[0]["text"] == "5 {'ReadOnlyError'} sound\n"
    assert with_data.files("data") == before


def test_the_cell_is_named_and_told_where_to_write(with_data, tmp_path):
    with_data.add("06-retention", "# R", "## Mine", "open(data_dir + '/raw/2023-04/leavers.csv', 'w')")
    with pytest.raises(NotebookFailed, match=r"cell 4 .under 'Mine'.: ReadOnlyError: .*raw/2023-04/leavers.csv stays as it is.*ei.save"):
        execute(with_data.folder / "notebooks/06-retention.ipynb", {"data_dir": str(with_data.folder / "data")}, cwd=tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "said"), [("cycles/2023-04.toml", "has changed"), ("reference/new.csv", "is new")])
def test_what_another_program_of_a_notebook_changed_stops_the_run(project, name, said):
    (project.folder / "data" / "reference").mkdir()
    project.add("06-retention", "# R", "print('good')")
    assert project("run", "2023-04")[0] == 0
    before = project.files()
    project.add("06-retention", "# R", BY_ANOTHER_PROGRAM.format(name=name))
    code, _, err = project("run", "2023-04")
    assert code == 1 and f"{name} {said}" in err and "no pack is made" in err and "Traceback" not in err
    assert project.files() == before


def test_each_file_that_changed_is_named_and_what_programs_lay_beside_is_not(with_data):
    raw = with_data.folder / "data" / "raw" / "2023-04"
    cycle = load_cycle("2023-04", data_dir=with_data.folder / "data", outputs_dir=raw / "outputs")
    (raw / "outputs").mkdir()
    (raw / "joiners.csv").write_text("sound", encoding="utf-8")
    (raw / "~$leavers.xlsx").write_text("open", encoding="utf-8")
    before = seen(cycle)
    (raw / "~$leavers.xlsx").unlink()
    (raw / "outputs" / "log.jsonl").write_text("x", encoding="utf-8")
    require_untouched(cycle, before)
    (raw / "leavers.csv").write_text("longer", encoding="utf-8")
    (raw / "joiners.csv").unlink()
    (raw / "pay.csv").write_text("new", encoding="utf-8")
    with pytest.raises(EIAnalysisError, match="raw/2023-04/joiners.csv is gone; raw/2023-04/leavers.csv has changed; raw/2023-04/pay.csv is new"):
        require_untouched(cycle, before)
