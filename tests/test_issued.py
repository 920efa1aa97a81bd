"""What the last board was given: found, checked against its hashes, and never guessed."""

import hashlib
import json
import shutil
from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.issued import COLUMNS, KEPT, LEDGER, every_issue
from eianalysis.errors import DataFault

TABLE = "measure,group,numerator,status\nleavers,None,8,shown\nleavers,Male,,hidden\n"


@pytest.fixture
def cycle(tmp_path):
    return replace(ei.load_cycle("2023-04"), outputs_dir=tmp_path / "outputs", data_dir=tmp_path / "data")


def issue(cycle, name="2023-01", number=1, text=TABLE, sealed=None):
    """A ledger entry and the table it speaks of, made by hand."""
    folder = cycle.outputs_dir / KEPT / f"{name}.{number}"
    folder.mkdir(parents=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "leavers.csv").write_text(text)
    (folder / "leavers.json").write_text(json.dumps({"csv_sha256": digest, "measure": "leavers"}))
    row = dict.fromkeys(COLUMNS, "") | {"cycle": name, "issue": number, "table": "leavers", "csv_sha256": sealed or digest}
    ledger = cycle.outputs_dir / LEDGER
    new = pd.DataFrame([row])
    new.to_csv(ledger, mode="a", header=not ledger.exists(), index=False)
    return folder


def test_the_synthetic_predecessor_stands_in_where_nothing_was_issued(tmp_path):
    before = ei.last_issued(replace(ei.load_cycle("2023-04"), outputs_dir=tmp_path))
    assert (before.cycle, before.state) == ("2023-01", "synthetic")
    turnover = before.tables["turnover_start_headcount_ex_transfers"]
    assert set(turnover["period_end"]) == {"2022-12-31"}
    assert turnover.loc[turnover["status"].str.startswith("hidden"), "numerator"].isna().all()
    assert before.about["turnover_start_headcount_ex_transfers"]["synthetic"] is True


def test_a_force_drawn_anew_has_no_pack_before(tmp_path, root):
    """Another seed written over the demo's files stands beside the demo's predecessor, which is of people it never had."""
    data = shutil.copytree(root / "data" / "synthetic", tmp_path / "data" / "synthetic")
    cycle = replace(ei.load_cycle("2023-04"), outputs_dir=tmp_path / "outputs", data_dir=data.parent)
    files = sorted(path for path in data.rglob("*.csv") if "released" not in path.parts)
    for path in files[:2]:  # a record taken out by hand: it is the same force still
        path.write_bytes(path.read_bytes() + b"\n")
    assert ei.last_issued(cycle).state == "synthetic"
    for path in files[2:]:
        path.write_bytes(path.read_bytes() + b"\n")
    assert (ei.last_issued(cycle).state, every_issue(cycle)) == ("none", [])


def test_an_issued_pack_wins_and_its_latest_issue_counts(cycle):
    issue(cycle)
    issue(cycle, number=2, text=TABLE.replace("8", "9"))
    issue(cycle, name="2022-10", text=TABLE.replace("8", "7"))
    before = ei.last_issued(cycle)
    assert before.state == "issued" and before.tables["leavers"]["numerator"][0] == 9
    assert before.tables["leavers"]["group"][0] == "None", "a group called None is no empty cell"


def test_no_cycle_before_is_no_error(cycle):
    assert ei.last_issued(replace(cycle, previous_cycle=None)).state == "none"
    assert ei.last_issued(cycle).tables == {}


@pytest.mark.parametrize(
    "spoil, said",
    [
        (lambda folder: (folder / "leavers.csv").write_text(TABLE.replace("8", "80")), "is not the one that was issued"),
        (lambda folder: (folder / "leavers.json").unlink(), "is missing or cannot be read"),
    ],
)
def test_a_table_that_was_changed_or_lost_stops(cycle, spoil, said):
    spoil(issue(cycle))
    with pytest.raises(DataFault, match=f"table 'leavers' .*{said}"):
        ei.last_issued(cycle)


@pytest.mark.parametrize(
    "key, wrong",
    [("measure", []), ("definition", "Leavers"), ("sources", [[]]), ("sources", [{"file": 1}]), ("keys", "group"), ("policy", None), ("missing", [])],
)
def test_a_sidecar_of_another_shape_stops(cycle, key, wrong):
    side = issue(cycle) / "leavers.json"
    side.write_text(json.dumps(json.loads(side.read_text()) | {key: wrong}))
    with pytest.raises(DataFault, match="table 'leavers' or its .json is missing or cannot be read"):
        ei.last_issued(cycle)


def test_a_table_changed_together_with_its_sidecar_is_not_the_ledgers(cycle):
    issue(cycle, sealed="0" * 64)
    with pytest.raises(DataFault, match="is not the one that was issued"):
        ei.last_issued(cycle)


@pytest.mark.slow
def test_the_committed_predecessor_is_what_the_cycle_makes(root, previous):
    def files(folder):
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    now, kept = files(previous / "tables"), files(root / "data" / "synthetic" / "released" / "2023-01")
    differing = sorted(name for name in {*now, *kept} if now.get(name) != kept.get(name))
    assert differing == [], "run: make released"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xff\xfe", "it cannot be read"),
        (b"a,b\n1,2\n", "its columns are not those"),
        (b"{columns}\n2023-01,1\n", "row 2 has fewer cells"),
        (b"{columns}\n2023-01,x,,turnover,,,,,,,,\n", "row 2: its issue is no number"),
        (b"{columns}\n2023-01,1,,../turnover,,,,,,,,\n", "row 2: its cycle or table is no name"),
    ],
)
def test_a_ledger_that_is_none_ends_in_one_message(tmp_path, text, said):
    from eianalysis.issued import FIRST_COLUMNS, LEDGER, read_ledger

    (tmp_path / LEDGER).write_bytes(text.replace(b"{columns}", ",".join(FIRST_COLUMNS).encode()))
    with pytest.raises(DataFault, match=said):
        read_ledger(tmp_path)
