"""``run-many``: the packs of many forces; what fails is named, what is of now stays, a worker that dies costs nothing."""

import json
import shlex

import pytest

from eianalysis.errors import DataFault, UsageError
from eianalysis.report.many_packs import run_many
from eianalysis.report.many_plan import read_plan
from tests.report.project import RELEASE, Project

LOAD = "from eianalysis.cycle import load_cycle\nboard = load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir)"
FORCE = '[[force]]\nname = "{name}"\ncycle = "2023-04"\ndata_dir = "{name}/data"\noutputs_dir = "{name}/outputs"\n'


@pytest.fixture
def forces(tmp_path):
    """Two tiny projects side by side and a plan of both."""
    made = {}
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        made[name] = Project(tmp_path / name)
        made[name].cycle()
        made[name].add("06-retention", "# R", RELEASE, LOAD, "save(released(), board)")
    (tmp_path / "forces.toml").write_text("workers = 2\n" + "".join(FORCE.format(name=name) for name in made))
    return made


def plan_of(tmp_path):
    return read_plan(tmp_path / "forces.toml")


def run(forces, *words):
    """The command as a process of its own: exit code, what it printed, what it told."""
    return forces["north"].process("run-many", "../forces.toml", *words)


@pytest.mark.slow
def test_packs_have_the_bytes_of_a_run_alone_and_stay_until_something_is_new(forces):
    code, out, err = run(forces)
    assert code == 0 and out == "2 packs: 2 made, 0 as they were.\n", err
    many = forces["north"].files()
    assert forces["north"]("run", "2023-04")[0] == 0
    alone = forces["north"].files()
    assert {name for name in alone if alone[name] != many.get(name)} == {"manifest.json"}, "only the times differ"
    page = forces["north"].outputs / "2023-04/06-retention.html"
    page.write_text("spoilt")
    assert run(forces)[1] == "2 packs: 1 made, 1 as they were.\n"
    assert page.read_text(encoding="utf-8") != "spoilt"
    forces["south"].add("07-conduct", "# C", "print('new')")
    assert run(forces)[1] == "2 packs: 1 made, 1 as they were.\n"
    assert (forces["south"].outputs / "2023-04/07-conduct.html").exists()


@pytest.mark.slow
def test_a_force_that_fails_is_named_and_the_others_stand(forces):
    forces["south"].add("07-conduct", "# C", "{}['P00123']")
    code, out, err = run(forces)
    assert code == 1 and not out
    assert "1 of 2 packs could not be made" in err and "south, 2023-04: 1 notebook of cycle 2023-04 failed" in err
    assert "P00123" not in err and (forces["north"].outputs / "2023-04/index.html").exists()
    assert not (forces["south"].outputs / "2023-04").exists()


@pytest.mark.slow
def test_a_worker_killed_half_way_costs_nothing(forces, tmp_path):
    """The notebook of one force kills the worker that runs it, once: another makes the pack, and nothing is left over."""
    mark = tmp_path / "killed"
    forces["south"].add(
        "07-conduct",
        "# C",
        """
import pathlib, psutil, time
mark = pathlib.Path(data_dir, "..", "..", "killed")
if not mark.exists():
    mark.write_text("")
    worker = next(each for each in psutil.Process().parents() if "spawn_main" in " ".join(each.cmdline()))
    worker.kill()  # not the process that this kernel was forked from
    time.sleep(60)
""",
    )
    code, out, err = run(forces)
    assert mark.exists() and code == 0 and out == "2 packs: 2 made, 0 as they were.\n", err
    for name, project in forces.items():
        left = {path.name for path in project.outputs.iterdir()}
        assert not [path for path in left if path.startswith((".scratch", ".aside", ".running"))], (name, left)
        files = project.files()
        assert set(json.loads(files["manifest.json"])["outputs"]) == set(files) - {"manifest.json"}


@pytest.mark.slow
def test_printed_lines_are_commands_that_make_the_packs(forces, tmp_path):
    code, out, _ = run(forces, "--scheduler", "print")
    lines = out.splitlines()
    assert code == 0 and len(lines) == 2 and not forces["north"].outputs.exists()
    words = shlex.split(lines[0])
    assert words[0] == "eianalysis" and forces["north"](*words[1:])[0] == 0
    assert (forces["north"].outputs / "2023-04/index.html").exists()


def test_every_fault_of_a_plan_is_told(forces, tmp_path):
    (tmp_path / "forces.toml").write_text(
        "worker = 2\nworkers = 0\n"
        + FORCE.format(name="north")
        + FORCE.format(name="north")
        + '[[force]]\nname = "x"\ncycle = "../up"\ndata_dir = "nowhere"\nforces = 1\n'
    )
    with pytest.raises(DataFault) as told:
        plan_of(tmp_path)
    message = str(told.value)
    for words in ("no key 'worker'", "workers = 0", "both put cycle 2023-04 into 'outputs'", "'../up'", "has no outputs_dir", "a key 'forces'"):
        assert words in message


def test_a_plan_that_is_not_there_and_a_scheduler_that_does_not_answer(forces, tmp_path):
    with pytest.raises(UsageError, match="no plan 'none.toml'"):
        read_plan(tmp_path / "none.toml")
    with pytest.raises(UsageError, match="no scheduler answers"):
        run_many(plan_of(tmp_path), "nowhere")


def test_without_dask_the_message_says_what_to_install(forces, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageError, match=r"eianalysis\[cluster\]"):
        run_many(plan_of(tmp_path))
