"""The command line: help that is quick, errors that are one message, exit codes as promised."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("words", [(), ("run",), ("check",), ("list",), ("verify",), ("issue",), ("new-cycle",), ("new-notebook",)])
def test_help_gives_examples(project, words):
    code, out, err = project(*words, "--help")
    assert code == 0 and err == ""
    assert ("examples:" in out and f"eianalysis {words[0]}" in out) if words else "exit codes:" in out


def test_help_imports_nothing_heavy(project):
    import os
    import subprocess
    import sys

    from tests.report.project import ROOT

    code = (
        "import sys\ntry:\n    from eianalysis.cli import main; main(['run', '--help'])\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'papermill', 'nbformat', 'jinja2', 'tqdm', 'matplotlib'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)


def test_version(project):
    from eianalysis import __version__

    assert project("--version")[:2] == (0, f"eianalysis {__version__}\n")


@pytest.mark.parametrize(
    "words, code, said",
    [
        ((), 2, "required: COMMAND"),
        (("isue", "2023-04"), 2, "invalid choice"),
        (("issue", "2023-04"), 2, "there is no pack of cycle 2023-04 yet"),
        (("verify", "2023-04"), 2, "there is no pack of cycle 2023-04 yet"),
        (("new-cycle", "2023-07"), 2, "required: --from"),
        (("new-cycle", "2023-07", "--from", "2023-05"), 2, "there is no cycle '2023-05'"),
        (("new-cycle", "spring", "--from", "2023-04"), 2, "say it with --months"),
        (("new-cycle", "2023-04", "--from", "2023-04"), 5, "cycles/2023-04.toml exists already"),
        (("new-notebook", "my question"), 2, "'my question' cannot be a notebook's name"),
        (("new-notebook", "06-other"), 2, "the number 06 is that of 06-retention"),
        (("new-notebook", "06-retention"), 5, "notebooks/06-retention.ipynb exists already"),
        (("run",), 2, "required: CYCLE"),
        (("run", "2023-04", "--jobs", "0"), 2, "'0' should be a whole number of 1 or more"),
        (("run", "2023-04", "--notebook", "x", "y"), 2, "see eianalysis"),
        (("run", "2023-05"), 2, "there is no cycle '2023-05'"),
        (("run", "../2023-04"), 2, "'../2023-04' cannot be a cycle's name"),
        (("check", "a/b"), 2, "'a/b' cannot be a cycle's name"),
        (("run", "2023-04", "--notebooks", "06-retenton"), 2, "there is no notebook '06-retenton'; did you mean '06-retention'?"),
        (("run", "2023-04", "-p", "bye", "sex"), 2, "declares a parameter 'bye'; did you mean 'by'?"),
        (("run", "2023-04", "-p", "cycle", "x"), 2, "-p cannot set 'cycle'"),
        (("run", "2023-04", "-p", "months", "many"), 2, "'months' should be a whole number"),
        (("run", "2023-04", "--data-dir", "nowhere"), 2, "there is no folder 'nowhere'"),
        (("run", "working"), 2, "profile 'working', which is for the console only"),
        (("run", "broken"), 3, "'bord' is not a key of a cycle; did you mean 'board'?"),
        (("run", "unknown"), 3, "[notebooks.06-retention] 'bye' is not a parameter of it; did you mean 'by'?"),
        (("check", "lost"), 3, "[notebooks.09-lost] is not a notebook"),
    ],
)
def test_what_is_wrong_is_one_message_and_its_code(project, words, code, said):
    project.cycle("working", profile="working")
    project.cycle("broken", more='bord = "SMB"')
    project.cycle("unknown", more='[notebooks.06-retention]\nbye = "sex"')
    project.cycle("lost", more='[notebooks.09-lost]\nby = "sex"')
    project.add("06-retention", "# R", knobs="by: str = 'ethnicity'\nmonths: int = 12\n")
    found, out, err = project(*words)
    assert found == code and said in err, err
    assert out == "" and "Traceback" not in err and not project.outputs.exists()


def test_check_tells_what_a_run_would_use_and_changes_nothing(project):
    project.add("06-retention", "# R", knobs="by: str = 'ethnicity'\n")
    before = project.files(".")
    code, out, err = project("check", "2023-04")
    assert code == 0 and err == "", err
    assert "06-retention: by = 'ethnicity'" in out and "profile board" in out
    assert "leavers" in out and "absent" in out and "Nothing is in the way of a run." in out
    assert project.files(".") == before


def test_check_tells_every_faulty_file(project):
    project.add("06-retention", "# R")
    raw = project.folder / "data" / "raw" / "2023-04"
    raw.mkdir(parents=True)
    (raw / "leavers.csv").write_text("nonsense\n1\n")
    (raw / "joiners.csv").write_text("")
    code, out, err = project("check", "2023-04")
    assert code == 3 and out == ""
    assert "leavers.csv" in err and "joiners.csv" in err and "Traceback" not in err


def test_list_shows_cycles_and_packs(project):
    project.cycle("2023-01")
    project.cycle("broken", more="bord = 1")
    project.add("06-retention", "# R", "print('one')")
    assert project("run", "2023-04")[0] == 0
    code, out, _ = project("list")
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert code == 0 and "draft" in lines["2023-04"] and "none" in lines["2023-01"] and "faults" in lines["broken"]


def test_a_notebook_without_a_parameters_cell_is_named(project):
    import nbformat

    nbformat.write(nbformat.v4.new_notebook(), project.folder / "notebooks" / "06-retention.ipynb")
    code, _, err = project("run", "2023-04")
    assert code == 1 and "06-retention.ipynb needs one cell tagged 'parameters', it has 0" in err


def test_an_outputs_folder_may_be_said_from_here(project):
    """A short relative path: the kernel starts in another folder, and its own must be found from there too."""
    project.add("01-a", "# A", "print('one')")
    code, _, told = project("run", "2023-04", "--outputs-dir", "o")
    assert code == 0, told
    assert (project.folder / "o" / "2023-04" / "index.html").exists()


def test_the_package_runs_as_a_module(root):
    said = subprocess.run([sys.executable, "-m", "eianalysis", "--help"], cwd=root, capture_output=True, text=True, check=True).stdout
    assert said.startswith("usage: eianalysis")
