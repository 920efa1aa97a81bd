"""``run --changed``: what rests on nothing new is taken over, and the pack has the bytes of one made whole."""

import json
import shutil

import pytest

from eianalysis.issued import COLUMNS
from tests.report.project import RELEASE

pytestmark = pytest.mark.slow

LOAD = "from eianalysis.cycle import load_cycle\nboard = load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir)"
READ = LOAD + "\nfrom pathlib import Path\nprint(Path(data_dir, 'reference', 'x.csv').read_text())"


@pytest.fixture
def ready(project):
    (project.folder / "data/reference").mkdir()
    (project.folder / "data/reference/x.csv").write_text("one")
    project.add("06-retention", "# R", RELEASE, LOAD, "save(released(), board)", "print(by)", knobs="by: str = 'sex'\n")
    project.add("07-conduct", "# C", READ)
    assert project("run", "2023-04")[0] == 0
    return project


def taken(project, *words):
    code, _, err = project("run", "2023-04", "--changed", *words)
    assert code == 0, err
    return json.loads(project.files()["manifest.json"])["times"]["taken_over"]


def test_only_what_changed_runs_and_the_bytes_are_those_of_a_whole_run(ready):
    before = ready.files()
    assert taken(ready) == ["06-retention", "07-conduct"]
    after = ready.files()
    assert {name for name in before if before[name] != after[name]} == {"manifest.json"}
    (ready.folder / "data/reference/x.csv").write_text("two")
    assert taken(ready) == ["06-retention"]
    changed = ready.files()
    assert b"two" in changed["07-conduct.html"]
    assert ready("run", "2023-04")[0] == 0
    whole = ready.files()
    assert {name for name in whole if whole[name] != changed.get(name)} == {"manifest.json"}
    one, other = (json.loads(files["manifest.json"]) for files in (whole, changed))
    assert one.pop("times") and other.pop("times") and one == other


def test_a_new_file_a_parameter_a_notebook_or_a_spoilt_pack_is_noticed(ready):
    assert taken(ready, "-p", "by", "age") == ["07-conduct"]
    ready.add("07-conduct", "# C", READ, "print('two')")
    assert taken(ready, "-p", "by", "age") == ["06-retention"]
    copy = ready.outputs / "2023-04/tables/leavers.csv"
    copy.write_bytes(copy.read_bytes() + b"\n")
    assert taken(ready, "-p", "by", "age") == ["07-conduct"], "a table that is not as its manifest says is made again"
    (ready.folder / "data/reference/new.csv").write_text("")
    assert taken(ready, "-p", "by", "age") == [], "one more file can change what is read"


def test_the_log_tells_what_was_run_and_what_stopped(ready):
    taken(ready)
    ready.add("07-conduct", "# C", LOAD, "{}['P00123']")
    assert ready("run", "2023-04", "--changed")[0] == 1
    events = [json.loads(line) for line in (ready.outputs / "log.jsonl").read_text().splitlines()]
    assert [event["event"] for event in events] == ["started", "notebook", "notebook", "finished"] * 2 + ["started", "notebook failed", "failed"]
    assert events[-1]["exit_code"] == 1 and events[7]["taken_over"] == 2 and "P00123" not in json.dumps(events)
    assert all(event["cycle"] == "2023-04" and event["time"] for event in events)


def test_a_pack_issued_meanwhile_is_noticed(ready):
    """What the board had before stands beside "is" on a page, though no notebook's own data are new."""
    ready.cycle(more='previous_cycle = "2023-01"')
    assert ready("run", "2023-04")[0] == 0
    assert taken(ready) == ["06-retention", "07-conduct"]
    kept = ready.outputs / "ledger.tables/2023-01.1"
    shutil.copytree(ready.outputs / "2023-04/tables", kept)
    about = json.loads((kept / "leavers.json").read_text())
    row = dict.fromkeys(COLUMNS, "") | {"cycle": "2023-01", "issue": "1", "table": "leavers", "csv_sha256": about["csv_sha256"]}
    (ready.outputs / "ledger.csv").write_text(",".join(COLUMNS) + "\n" + ",".join(row.values()) + "\n")
    assert taken(ready) == []
