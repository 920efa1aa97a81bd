"""Kernels forked from one process that has imported everything are as those that start by themselves, and end with the run."""

import gc
import json
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from eianalysis import rendered
from eianalysis.report import warm, watch
from eianalysis.report.execute import execute
from eianalysis.report.kernel import same_each_time
from eianalysis.report.warm import PARENT, warm_kernels

pytestmark = pytest.mark.skipif(not warm.FORKS, reason="processes cannot fork safely here")
FACTS = (
    "import json, os, sys, threading\n"
    "from IPython.display import display, Markdown\n"
    "env = {key: value.replace(os.getcwd(), '') for key, value in os.environ.items() if key not in ('JPY_PARENT_PID', 'IPYTHONDIR')}\n"
    "print(json.dumps({'env': env, 'hash': hash('a'), 'path': sys.path, 'words': [sys.argv[0], *sys.argv[3:]], 'cwd': os.getcwd(),\n"
    "                  'threads': threading.active_count(), 'parent': os.getppid(), 'leads': os.getsid(0) == os.getpid()}))"
)


@pytest.fixture(autouse=True)
def what_jupyter_leaves_open():
    """Sockets to kernels that are gone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def facts(notebook):
    return json.loads(notebook.cells[-1].outputs[0]["text"])


def running(pid):
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def logs(folder):
    return same_each_time() | {watch.DATA: "", watch.LOG: str(folder / "read"), rendered.LOG: str(folder / "shown")}


def test_a_forked_kernel_is_as_one_that_started_by_itself(project):
    project.add("06-retention", "# R", FACTS)
    path = project.folder / "notebooks/06-retention.ipynb"
    alone = facts(execute(path, {}, cwd=project.folder))
    with warm_kernels(2, same_each_time()) as both:
        first, second = (facts(execute(path, {}, cwd=project.folder, warm=both)) for _ in range(2))
    parents = {each.pop("parent") for each in (first, second)}
    assert len(parents) == 1 and parents.isdisjoint({alone.pop("parent")})
    assert first == second == alone
    assert not any(map(running, parents))


def test_where_the_process_is_gone_a_kernel_starts_by_itself(project):
    project.add("06-retention", "# R", "print('counted')")
    with warm_kernels(2, same_each_time()) as both:
        both._process.kill()
        both._process.wait()
        done = execute(project.folder / "notebooks/06-retention.ipynb", {}, cwd=project.folder, warm=both)
    assert done.cells[-1].outputs[0]["text"] == "counted\n"


def test_a_forked_kernel_that_ends_says_how(tmp_path):
    """Words that the kernel does not know end it with an exit code, as they end one that started by itself."""
    with warm_kernels(2, same_each_time()) as both:
        forked = both.start(["--help"], str(tmp_path), logs(tmp_path))
        assert forked.wait(timeout=60) == 0 and forked.poll() == 0
        forked.kill()
        killed = both.start(["-f", str(tmp_path / "kernel.json")], str(tmp_path), logs(tmp_path))
        assert killed.poll() is None
        killed.kill()
        assert killed.wait(timeout=60) == -9
        assert not running(killed.pid)


def test_one_kernel_pays_for_no_process_to_fork_from():
    with warm_kernels(1, same_each_time()) as none:
        assert none is None


def test_kernels_end_with_a_run_that_is_killed(tmp_path):
    run = (
        "import json, sys, time\n"
        "from eianalysis.report.kernel import same_each_time\n"
        "from eianalysis.report.warm import warm_kernels\n"
        "with warm_kernels(2, same_each_time()) as warm:\n"
        "    print(warm.start(*json.loads(sys.argv[1])).pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    asked = json.dumps([["-f", str(tmp_path / "kernel.json")], str(tmp_path), logs(tmp_path)])
    with subprocess.Popen([sys.executable, "-c", run, asked], stdout=subprocess.PIPE, text=True) as process:
        pid = int(process.stdout.readline())
        assert running(pid)
        process.kill()
    for _ in range(300):
        if not running(pid):
            return
        time.sleep(0.1)
    pytest.fail("the kernel outlived its run")


def test_a_kernel_is_told_its_parent_before_it_is_imported():
    """ipykernel reads the parent when it is imported, and ends with that process."""
    assert PARENT == "JPY_PARENT_PID"
    source = Path(warm.__file__).read_text(encoding="utf-8")
    assert source.index("os.environ[PARENT]") < source.index("    _import_all()")
