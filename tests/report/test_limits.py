"""A run takes no more than its cycle allows, and says what was too much."""

import gc
import sys
import time
import warnings
from pathlib import Path

import pytest
from nbclient import NotebookClient

from eianalysis.cycle_keys import LIMITS
from eianalysis.report.execute import NotebookFailed, execute
from eianalysis.report.kernel import same_each_time
from eianalysis.report.run_limits import Budget, size
from eianalysis.report.warm import warm_kernels

ROOT = Path(__file__).resolve().parents[2]
FLOOD = "while True:\n    print('x' * 10**5)"


@pytest.fixture(autouse=True)
def what_jupyter_leaves_open():
    """Sockets to kernels that are gone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
        gc.collect()


def test_the_page_on_cycles_says_every_default():
    page = (ROOT / "docs/cycles.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | {size} |" in page for name, size in LIMITS.items())


@pytest.mark.parametrize("forked", [False, True])
@pytest.mark.parametrize(
    ("limit", "size", "cell", "said"),
    [
        ("cell_minutes", 0.02, "import time\ntime.sleep(60)", "it ran longer than 2 seconds and was stopped"),
        ("output_mb", 1, FLOOD, "its notebook printed too much and was stopped"),
        pytest.param(
            "memory_gb",
            4,
            "held = bytearray(6 * 2**30)",
            "MemoryError, it needs too much memory",
            marks=pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds a process to it"),
        ),
    ],
)
def test_what_takes_more_than_a_limit_is_stopped_and_named(project, limit, size, cell, said, forked):
    project.add("06-retention", "# R", "## Much", cell)
    with warm_kernels(2 if forked else 1, same_each_time()) as warm, pytest.raises(NotebookFailed) as failed:
        execute(project.folder / "notebooks/06-retention.ipynb", {}, cwd=project.folder, budget=Budget({limit: size}), warm=warm)
    assert failed.value.exit_code == 1
    assert str(failed.value).startswith(f"06-retention, cell 4 (under 'Much'): {said}: the limit is {limit} = {size}; if it needs more, raise {limit}")


def test_outputs_that_come_in_late_are_told_apart_from_a_cell_that_takes_long(project, monkeypatch):
    """The cell ends at once, and what it shows comes in slowly: a page would lack some of it."""
    process = NotebookClient.process_message
    monkeypatch.setattr(NotebookClient, "process_message", lambda self, msg, *where: (time.sleep(0.1), process(self, msg, *where))[1])
    project.add("06-retention", "# R", "## Much", "for each in range(30):\n    display(each)")
    monkeypatch.setattr("eianalysis.report.execute.MESSAGE_SECONDS", 1)
    with pytest.raises(NotebookFailed, match=r"06-retention, cell 4 \(under 'Much'\): it ended, but not all that it printed came in.*--jobs 1"):
        execute(project.folder / "notebooks/06-retention.ipynb", {}, cwd=project.folder)
    monkeypatch.setattr("eianalysis.report.execute.MESSAGE_SECONDS", 60)  # as much as on a quieter machine
    done = execute(project.folder / "notebooks/06-retention.ipynb", {}, cwd=project.folder)
    assert len(done.cells[-1].outputs) == 30


def test_no_notebook_begins_after_the_run_took_too_long(project):
    project.add("06-retention", "# R", "1")
    with pytest.raises(NotebookFailed, match="06-retention, cell 1: not begun: the whole run took too long .*raise run_minutes"):
        execute(project.folder / "notebooks/06-retention.ipynb", {}, cwd=project.folder, budget=Budget({"run_minutes": 1e-9}))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux tells of them")
def test_what_a_cell_started_ends_with_its_notebook(project):
    project.add("06-retention", "# R", "import subprocess\nprint(subprocess.Popen(['sleep', '77']).pid)")
    done = execute(project.folder / "notebooks/06-retention.ipynb", {}, cwd=project.folder)
    status = Path(f"/proc/{int(done.cells[-1].outputs[0]['text'])}/stat")
    for _ in range(100):
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("it outlived its notebook")


def test_of_a_flood_no_more_than_the_limit_is_taken_in(project, monkeypatch):
    taken, process = [], NotebookClient.process_message
    monkeypatch.setattr(NotebookClient, "process_message", lambda self, msg, *where: (taken.append(size(msg)), process(self, msg, *where))[1])
    project.add("06-retention", "# R", "print('x' * 10**8)")
    with pytest.raises(NotebookFailed, match="06-retention, cell 3.*output_mb = 1"):
        execute(project.folder / "notebooks/06-retention.ipynb", {}, cwd=project.folder, budget=Budget({"output_mb": 1}))
    assert sum(taken) <= 10**6
