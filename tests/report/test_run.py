"""The whole way, as a scheduler goes it: the command in its own process, on a tiny project."""

import gc
import json
import os
import re
import signal
import tempfile
import time
import warnings
from pathlib import Path

import nbformat
import pytest

from eianalysis.report.run_limits import Budget
from tests.report.project import RELEASE, Project, say

pytestmark = pytest.mark.slow

SLOW = "import time\ntime.sleep(60)"


def wait_for(condition, looks=2400):
    """Looks again and again, so often that only what never happens fails, however busy the machine."""
    for _ in range(looks):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen")


def debris(project):
    return sorted(path.name for path in project.outputs.iterdir() if path.name not in ("2023-04", "log.jsonl", ".lock.2023-04"))


def test_a_run_leaves_the_contracted_files_and_prints_where_the_pack_is(tiny):
    out, err = tiny.said
    assert out.splitlines()[-1] == os.path.join("outputs", "2023-04", "index.html")
    assert "cycle 2023-04: running 2 notebooks" in err and "06-retention: 11 cells" in err
    assert "it wrote warnings in cell 10" in err and "\r" not in err
    assert set(tiny.files()) == {
        "index.html",
        "about.html",
        "06-retention.html",
        "07-conduct.html",
        "manifest.json",
        "tables/leavers.csv",
        "tables/leavers.json",
        "2023-04-tables.xlsx",
        "notebooks/06-retention.ipynb",
        "notebooks/07-conduct.ipynb",
    }
    assert debris(tiny) == []


def test_the_manifest_says_what_went_in_and_out(tiny):
    manifest = json.loads(tiny.files()["manifest.json"])
    assert set(manifest) == {
        "cycle",
        "code",
        "packages",
        "predecessor",
        "issued_before",
        "inputs",
        "data_names_sha256",
        "notebooks",
        "policy",
        "releases",
        "outputs",
        "times",
    }
    import hashlib

    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256(tiny.files()[name]).hexdigest() == digest
    assert set(manifest["outputs"]) == set(tiny.files()) - {"manifest.json"}
    assert any(entry["file"] == "synthetic/leavers.csv" and entry["state"] == "synthetic" for entry in manifest["inputs"])
    [release] = manifest["releases"]
    assert release["name"] == "leavers" and release["rows_hidden"] == 1 and release["pages"] == ["06-retention"]
    assert manifest["notebooks"]["06-retention"]["parameters"]["data_dir"] == "../../../data"


def test_the_same_inputs_give_the_same_bytes(tiny, tmp_path):
    code, _, err = tiny("run", "2023-04", "--outputs-dir", str(tmp_path / "outputs"), "--jobs", "1")
    assert code == 0, err
    other = {
        path.relative_to(tmp_path / "outputs/2023-04").as_posix(): path.read_bytes() for path in (tmp_path / "outputs" / "2023-04").rglob("*") if path.is_file()
    }
    code, _, err = tiny("run", "2023-04", "--outputs-dir", str(tmp_path / "again" / "outputs"), "--jobs", "2")
    again = {
        path.relative_to(tmp_path / "again/outputs/2023-04").as_posix(): path.read_bytes()
        for path in (tmp_path / "again/outputs/2023-04").rglob("*")
        if path.is_file()
    }
    assert set(other) == set(again)
    for name in other:
        if name == "manifest.json":
            one, two = json.loads(other[name]), json.loads(again[name])
            assert one.pop("times") and two.pop("times") and one == two
        else:
            assert other[name] == again[name], f"{name} differs between two runs of the same inputs"


def test_the_executed_copy_holds_outputs_and_nothing_of_this_machine(tiny):
    text = tiny.files()["notebooks/06-retention.ipynb"].decode()
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert str(tiny.folder) not in text and "papermill" not in text and "ipykernel_" not in text
    assert not re.search(r"0x[0-9a-f]{6}", text)
    assert any(output.get("name") == "stderr" for cell in notebook.cells for output in cell.get("outputs", []))


def test_parameters_reach_the_notebooks_that_declare_them(project):
    project.add("06-retention", "# R", say("by, months"), knobs="by: str = 'x'\nmonths: int = 1\n")
    project.add("07-conduct", "# C", "print(by)", knobs="by: str = 'x'\n")
    code, _, err = project("run", "2023-04", "-p", "by", "sex", "-p", "06-retention:months", "36")
    assert code == 0, err
    assert b"sex 36" in project.files()["06-retention.html"] and b"<pre>sex" in project.files()["07-conduct.html"]


def test_a_project_may_lie_in_a_folder_with_spaces_and_accents(tmp_path):
    """papermill writes such letters of a path as escapes into the notebook: no path of this machine leaves it all the same."""
    project = Project(tmp_path / "Été à Łódź" / "project")
    project.add("06-retention", "# R", "print('six')")
    code, _, err = project("run", "2023-04")
    assert code == 0, err
    assert b"../data" in project.files()["notebooks/06-retention.ipynb"]


def test_only_the_notebooks_asked_for_run_and_the_front_page_says_so(project):
    project.add("06-retention", "# R", "print('six')")
    project.add("07-conduct", "# C", "1/0")
    code, _, err = project("run", "2023-04", "--notebooks", "06")
    assert code == 0, err
    assert "07-conduct.html" not in project.files()
    assert b"<strong>Part of a pack.</strong> Not in here: 07-conduct" in project.files()["index.html"]


def test_a_failed_notebook_is_named_with_its_cell_and_leaves_the_last_pack(project):
    project.add("06-retention", "# R", "print('good')")
    assert project("run", "2023-04")[0] == 0
    before = project.files()
    project.add("06-retention", "# R", "print('new')", "## Who leaves", "value = 'P00123'\n{}[value]")
    project.add("07-conduct", "# C", "nothing_here")
    code, out, err = project("run", "2023-04", "--jobs", "2")
    assert code == 1 and out == ""
    assert "2 notebooks of cycle 2023-04 failed" in err and "The last good pack is untouched." in err
    assert "06-retention, cell 5 (under 'Who leaves'): KeyError (its message is withheld" in err
    assert "07-conduct, cell 3 (under 'C'): NameError: name 'nothing_here' is not defined" in err
    assert "P00123" not in err and "Traceback" not in err
    assert project.files() == before and debris(project) == []


@pytest.mark.parametrize(
    "raised, code, said",
    [
        (
            "DataFault('leavers.csv', 'the leavers table', [Fault('leave_date before start', 'correct it', row=7)])",
            3,
            "row 7: leave_date before start; correct it",
        ),
        ("DisclosureError('a Release is made only by release()')", 4, "DisclosureError: a Release is made only by release()"),
    ],
)
def test_our_own_errors_in_a_notebook_keep_their_words_and_code(project, raised, code, said):
    project.add("06-retention", "# R", f"from eianalysis.errors import *\nraise {raised}")
    found, _, err = project("run", "2023-04")
    assert found == code and said in err and "No pack was made." in err


def test_a_pack_that_leaks_stays_in_no_place(project):
    project.add("06-retention", "# R", "print('write to ann.smith@example.org')")
    code, _, err = project("run", "2023-04")
    assert code == 4 and "06-retention.html: an e-mail address" in err and "ann.smith" not in err
    assert not (project.outputs / "2023-04").exists() and debris(project) == []


def test_two_pages_with_different_figures_under_one_name_stop_the_pack(project):
    load = "board = load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir)\n"
    project.add("06-retention", "# R", RELEASE, load + "save(released(shown=(8, 64)), board)")
    project.add("07-conduct", "# C", RELEASE, load + "save(released(shown=(9, 64)), board)")
    code, _, err = project("run", "2023-04")
    assert code == 1 and "two pages show different figures as 'leavers'" in err


def test_a_killed_run_leaves_the_last_pack_and_the_next_run_works(project):
    project.add("06-retention", "# R", "print('good')")
    assert project("run", "2023-04")[0] == 0
    before = project.files()
    project.add("06-retention", "# R", "open('started', 'w').close()", SLOW)
    process = project.start("run", "2023-04")
    wait_for(lambda: list(project.outputs.glob(".scratch.2023-04.*/w*/06-retention/started")))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert project.files() == before and debris(project) != []
    project.add("06-retention", "# R", "print('better')")
    code, _, err = project("run", "2023-04")
    assert code == 0, err
    assert b"better" in project.files()["06-retention.html"] and debris(project) == []
    assert not list(Path(tempfile.gettempdir()).glob(f"eik-{process.pid}-*"))


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_asked_to_stop_says_so_and_clears_up(project, sign):
    project.add("06-retention", "# R", "open('started', 'w').close()", SLOW)
    process = project.start("run", "2023-04")
    wait_for(lambda: list(project.outputs.glob(".scratch.2023-04.*/w*/06-retention/started")))
    process.send_signal(sign)
    _, err = process.communicate(timeout=180)
    assert process.returncode == 1 and "stopped; the last good pack is untouched" in err and "Traceback" not in err
    assert debris(project) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only POSIX systems ask a process to end")
@pytest.mark.parametrize("flood", ["for _ in range(10**6):\n    print('x' * 100)", "print('x' * 10**8)\nimport time\ntime.sleep(60)"])
def test_a_run_that_is_flooded_with_output_ends_when_it_is_asked_to(project, flood):
    """100 MB in many pieces or in one. It ended 4.6 s after the signal on two cores with twenty processes to run; the wait here only ends a hang."""
    project.cycle(more="[limits]\noutput_mb = 5000")
    project.add("06-retention", "# R", "open('started', 'w').close()", flood)
    process = project.start("run", "2023-04")
    try:
        wait_for(lambda: list(project.outputs.glob(".scratch.2023-04.*/w*/06-retention/started")))
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=180)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 1 and "stopped; the last good pack is untouched" in err and "Traceback" not in err
    assert debris(project) == []


def test_a_run_that_takes_too_long_is_stopped_in_the_middle_of_a_notebook(project, monkeypatch):
    project.add("06-retention", "# R", "print('good')")
    assert project("run", "2023-04")[0] == 0
    before = project.files()
    project.add("06-retention", "# R", "## Long", "open('started', 'w').close()", SLOW)
    began = lambda budget: any(project.outputs.glob(".scratch.2023-04.*/w*/06-retention/started"))  # noqa: E731
    monkeypatch.setattr(Budget, "spent", property(began))
    code, _, err = project("run", "2023-04")
    assert code == 1 and "Traceback" not in err
    assert re.search(r"06-retention, cell [45] .under 'Long'.: the whole run took too long and was stopped: the limit is run_minutes = 240", err), err
    assert project.files() == before and debris(project) == []


def test_a_second_run_of_the_same_cycle_is_refused(project):
    project.add("06-retention", "# R", "open('started', 'w').close()", SLOW)
    process = project.start("run", "2023-04")
    try:
        wait_for(lambda: list(project.outputs.glob(".scratch.2023-04.*/w*/06-retention/started")))
        code, _, err = project("run", "2023-04")
        assert code == 5 and f"cycle 2023-04 is being run already by process {process.pid}" in err
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=180)


def test_an_issued_pack_is_replaced_only_when_that_is_said(project):
    project.add("06-retention", "# R", "print('one')")
    assert project("run", "2023-04")[0] == 0
    (project.outputs / "2023-04" / "ISSUED").write_text("")
    code, _, err = project("run", "2023-04")
    assert code == 5 and "--replace" in err
    assert project("run", "2023-04", "--replace")[0] == 0


@pytest.fixture
def without_files_as_sockets(monkeypatch):
    """As on Windows: kernels talk through ports."""
    monkeypatch.setattr("eianalysis.report.kernel.FILES_AS_SOCKETS", False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()  # what Jupyter leaves open of a kernel that died


def test_a_kernel_that_loses_the_race_for_a_port_is_started_again(project, without_files_as_sockets, monkeypatch):
    import socket

    from eianalysis.report import kernel
    from eianalysis.report.execute import execute

    project.add("06-retention", "# R", "print('counted')")
    settle, starts = kernel.QuietKernelManager.settle, []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        def settle_on_a_taken_port(manager, **words):
            starts.append(manager)
            if len(starts) < 3:
                manager.cache_ports, manager.shell_port = False, taken.getsockname()[1]
            settle(manager, **words)

        monkeypatch.setattr(kernel.QuietKernelManager, "settle", settle_on_a_taken_port)
        notebook = execute(project.folder / "notebooks/06-retention.ipynb", {"cycle": "x"}, cwd=project.folder)
    assert len(starts) == 3 and notebook.cells[-1].outputs[0]["text"] == "counted\n"
    assert not list(project.folder.glob("eik-*"))


def test_a_kernel_that_never_starts_is_said(project, without_files_as_sockets, monkeypatch):
    from eianalysis.report import kernel
    from eianalysis.report.execute import NotebookFailed, execute

    project.add("06-retention", "# R", "print('counted')")
    monkeypatch.setattr(kernel.sys, "executable", "/bin/false" if os.path.exists("/bin/false") else "false")
    with pytest.raises(NotebookFailed, match="06-retention.*its kernel did not start"):
        execute(project.folder / "notebooks/06-retention.ipynb", {"cycle": "x"}, cwd=project.folder)


def test_a_cell_that_runs_too_long_is_stopped_and_named(project):
    from eianalysis.report.execute import NotebookFailed, execute

    project.add("06-retention", "# R", "## Slow", SLOW)
    with pytest.raises(NotebookFailed, match="06-retention, cell 4 .under 'Slow'.: it ran longer than 1 seconds"):
        execute(project.folder / "notebooks/06-retention.ipynb", {"cycle": "x"}, cwd=project.folder, timeout=1)
