"""A project laid out from what the package carries; brought up to date without touching what an analyst changed."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from eianalysis import carried
from eianalysis.cli import main
from eianalysis.cycle import load_cycle
from eianalysis.report import init_project
from eianalysis.report.notebooks import notebooks_of

NOTEBOOK = "notebooks/06-retention.ipynb"


@pytest.fixture
def demo(tmp_path, capsys):
    assert main(["init", str(tmp_path / "force"), "--demo"]) == 0
    assert "eianalysis run 2023-04" in capsys.readouterr().out
    return tmp_path / "force"


def test_the_demo_is_the_project_of_the_package(demo, root):
    for name in (NOTEBOOK, "data/recommendations/register.csv", "data/synthetic/leavers.csv", "data/reference/benchmarks.csv"):
        assert (demo / name).read_bytes() == (root / name).read_bytes()
    for path in (demo / "notebooks").glob("*.ipynb"):  # one page stands for all, which the suite counts and plans elsewhere
        if path.name != Path(NOTEBOOK).name:
            path.unlink()
    assert main(["check", "2023-04", "--data-dir", str(demo / "data")]) == 0


def test_a_project_of_ones_own_has_no_invented_person_and_no_item(tmp_path, capsys):
    folder = tmp_path / "force"
    assert main(["init", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "lines marked 'check'" in said and (folder / "data/raw/2023-04").is_dir() and not (folder / "data/synthetic").exists()
    cycle = (folder / "data/cycles/2023-04.toml").read_text(encoding="utf-8")
    assert 'data = "real"' in cycle and "withhold" not in cycle and "previous_cycle" not in cycle and "papers" not in cycle
    checked = {line.lstrip("# ").split(" = ")[0] for line in cycle.splitlines() if "# check" in line}
    assert checked == {"board", "meeting_date", "next_meeting", "contact", "period", "data_cut_off", "marking", "force"}
    assert load_cycle("2023-04", data_dir=folder / "data").force is None  # nobody is taken for the force that was first
    targets = (folder / "data/reference/targets.csv").read_text(encoding="utf-8")
    assert "Metropolitan Police ambition" in targets and "TRT-09" not in targets  # what the demo's board considered is no aim of another's
    for path in (folder / "data/recommendations").glob("*.csv"):
        assert len(path.read_text(encoding="utf-8").splitlines()) == 1, f"{path.name} holds the demo's rows"
    assert main(["check", "2023-04", "--data-dir", str(folder / "data")]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("name", ["Kent", "kent"])
def test_a_project_is_of_the_force_that_is_named(tmp_path, capsys, name):
    assert main(["init", str(tmp_path / "force"), "--force", name]) == 0
    assert load_cycle("2023-04", data_dir=tmp_path / "force/data").force == "kent"
    assert main(["init", str(tmp_path / "other"), "--force", "Knet"]) == 2
    assert "'Knet' is no police force; did you mean 'Kent'?" in capsys.readouterr().err and not (tmp_path / "other").exists()


def test_a_project_is_not_laid_over_another(demo, capsys):
    (demo / NOTEBOOK).write_text("mine", encoding="utf-8")
    assert main(["init", str(demo), "--demo"]) == 5
    assert "--update" in capsys.readouterr().err and (demo / NOTEBOOK).read_text(encoding="utf-8") == "mine"
    assert main(["init", str(demo.parent), "--update"]) == 2


def newer(monkeypatch, tmp_path):
    """The package of the next year: a notebook and a reference table have changed, a notebook is new."""
    files = dict(carried.carried())
    for name, change in ((NOTEBOOK, ("# ", "# New: ")), ("notebooks/07-conduct.ipynb", ("# ", "# New: ")), ("data/reference/targets.csv", ("\n", "\nnew,"))):
        path = tmp_path / "newer" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name].read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8", newline="\n")
        files[name] = path
    files["notebooks/16-new.ipynb"] = files[NOTEBOOK]
    monkeypatch.setattr(init_project, "carried", lambda: files)


def test_an_update_replaces_what_is_untouched_and_keeps_what_is_yours(demo, monkeypatch, tmp_path, capsys):
    mine = json.loads((demo / NOTEBOOK).read_text(encoding="utf-8"))
    mine["cells"][0]["source"] = ["# My own question\n"]
    (demo / NOTEBOOK).write_text(json.dumps(mine), encoding="utf-8")
    (demo / "data/recommendations/register.csv").write_text("mine", encoding="utf-8")
    (demo / "notebooks/12-community.ipynb").unlink()
    yours = (demo / NOTEBOOK).read_bytes()
    assert main(["init", str(demo), "--update"]) == 0
    assert "12-community.ipynb: you removed it" in capsys.readouterr().out
    newer(monkeypatch, tmp_path)
    assert main(["init", str(demo), "--update"]) == 0
    said = capsys.readouterr().out
    assert (demo / NOTEBOOK).read_bytes() == yours and (demo / "data/recommendations/register.csv").read_text() == "mine"
    assert f"{NOTEBOOK}: changed in the package and by you: yours is kept" in said and "-# My own question" in said and "+# New: " in said
    assert (demo / ".eianalysis/new" / NOTEBOOK).read_text(encoding="utf-8").count("# New: ") == 1
    assert "07-conduct.ipynb: changed in the package, untouched by you: replaced" in said and "# New: " in (demo / "notebooks/07-conduct.ipynb").read_text(
        encoding="utf-8"
    )
    assert "16-new.ipynb: new" in said and "targets.csv: changed in the package" in said
    assert main(["init", str(demo), "--update"]) == 0
    assert "07-conduct" not in capsys.readouterr().out  # told once


@pytest.mark.proof
def test_the_wheel_in_an_empty_environment_lays_out_a_demo_and_runs_it(tmp_path, root):
    """Built, installed outside the repository with what it depends on, and used from an empty folder."""

    def run(*words, **more):
        env = {name: text for name, text in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
        done = subprocess.run([str(word) for word in words], cwd=tmp_path, capture_output=True, text=True, env=env, **more)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path / "wheel", root)
    [wheel] = (tmp_path / "wheel").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = next(path for path in (tmp_path / "venv/bin/python", tmp_path / "venv/Scripts/python.exe") if path.exists())
    run(python, "-m", "pip", "install", "--quiet", wheel)
    run(python, "-c", "import importlib.util as u; assert u.find_spec('jupyterlab') is None, 'a scheduler needs no JupyterLab'")
    run(python, "-m", "eianalysis.cli", "init", "force", "--demo")
    run(python, "-m", "eianalysis.cli", "run", "2023-04", "--data-dir", "force/data")
    pages = {path.stem for path in (tmp_path / "force/outputs/2023-04").glob("*.html")}
    assert pages == {"index", "about", *notebooks_of(tmp_path / "force/notebooks", "board")}
    assert "SYNTHETIC" in (tmp_path / "force/outputs/2023-04/index.html").read_text(encoding="utf-8")
