"""Sealing a pack and looking at it again, as a scheduler would: the commands in their own process, on tiny projects."""

import csv
import json
import shutil

import pytest

from tests.report.project import RELEASE, Project, say

pytestmark = pytest.mark.slow

LOAD = "board = load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir)"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Project:
    """A finished draft with one table; copy it before changing it."""
    project = Project(tmp_path_factory.mktemp("made") / "project")
    project.add("06-retention", "# R", RELEASE, LOAD, "save(released(), board)", say("months"), knobs="months: int = 12\n")
    project.add("07-conduct", "# C", "from eianalysis.cycle import load_cycle", LOAD, "print(board)")
    code, _, err = project("run", "2023-04", "-p", "months", "36")
    assert code == 0, err
    return project


@pytest.fixture
def draft(made, tmp_path) -> Project:
    shutil.copytree(made.folder, tmp_path / "project")
    project = Project.__new__(Project)
    project.folder = tmp_path / "project"
    return project


def ledger(project):
    return list(csv.DictReader((project.outputs / "ledger.csv").read_text().splitlines()))


def test_an_untouched_draft_verifies_and_is_left_as_it_is(draft):
    before = draft.files("outputs")
    code, out, err = draft("verify", "2023-04")
    assert code == 0, err
    assert "9 files are what the manifest says" in out and "It is a draft" in out
    assert draft.files("outputs") == before


def test_the_same_inputs_make_the_same_bytes_with_the_parameters_of_the_pack(draft):
    code, out, err = draft("verify", "2023-04", "--rerun")
    assert code == 0, err
    assert "every file has the same bytes" in out
    assert sorted(path.name for path in draft.outputs.iterdir()) == [".lock.2023-04", "2023-04", "log.jsonl"]


@pytest.mark.parametrize(
    "file, said",
    [
        ("index.html", "index.html has been changed"),
        ("tables/leavers.csv", "tables/leavers.csv has been changed"),
        ("new.html", "new.html is no file of this pack"),
    ],
)
def test_a_changed_or_added_file_is_named(draft, file, said):
    path = draft.outputs / "2023-04" / file
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    code, out, err = draft("verify", "2023-04")
    assert code == 1 and said in err and out == ""


def test_a_file_that_is_gone_is_named(draft):
    (draft.outputs / "2023-04" / "06-retention.html").unlink()
    code, _, err = draft("verify", "2023-04")
    assert code == 1 and "06-retention.html is gone" in err


def test_a_changed_input_and_a_changed_notebook_are_named(draft):
    with (draft.folder / "data/cycles/2023-04.toml").open("a") as file:
        file.write("# later\n")
    draft.add("07-conduct", "# C", "print('two')")
    code, _, err = draft("verify", "2023-04")
    assert code == 1 and "input cycles/2023-04.toml is not what the pack was made from" in err
    assert "the notebook 07-conduct is not the one that was run" in err and "The pack itself is intact" in err


def test_a_leak_that_the_manifest_vouches_for_is_found_all_the_same(draft):
    import hashlib

    pack = draft.outputs / "2023-04"
    page = pack / "06-retention.html"
    page.write_text(page.read_text().replace("</main>", "<p>ann@example.org</p></main>"))
    manifest = json.loads((pack / "manifest.json").read_text())
    manifest["outputs"]["06-retention.html"] = hashlib.sha256(page.read_bytes()).hexdigest()
    (pack / "manifest.json").write_text(json.dumps(manifest))
    code, _, err = draft("verify", "2023-04")
    assert code == 4 and "06-retention.html: an e-mail address" in err and "ann@" not in err
    code, _, err = draft("issue", "2023-04")
    assert code == 4 and not (draft.outputs / "ledger.csv").exists()


def test_an_issued_pack_is_in_the_ledger_and_stays(draft):
    before = draft.files()
    code, out, err = draft("issue", "2023-04")
    assert code == 0 and "issue 1" in out, err
    [row] = ledger(draft)
    assert (row["cycle"], row["issue"], row["table"], row["rows"], row["rows_hidden"]) == ("2023-04", "1", "leavers", "3", "1")
    kept = draft.outputs / "ledger.tables" / "2023-04.1" / "leavers.csv"
    assert kept.read_bytes() == before["tables/leavers.csv"]
    assert {name: body for name, body in draft.files().items() if name != "ISSUED"} == before
    assert draft("run", "2023-04")[0] == 5
    code, out, _ = draft("verify", "2023-04")
    assert code == 0 and "It is issued (issue 1" in out
    code, _, err = draft("issue", "2023-04")
    assert code == 5 and "is issued already" in err
    assert "issued" in draft("list")[1]


def test_a_replaced_pack_is_a_draft_again_and_what_was_issued_is_not_forgotten(draft):
    assert draft("issue", "2023-04")[0] == 0
    draft.add("06-retention", "# R", RELEASE, LOAD, "save(released(shown=(9, 64)), board)")
    code, _, err = draft("run", "2023-04", "--replace")
    assert code == 0, err
    assert "draft" in draft("verify", "2023-04")[1]
    assert draft("issue", "2023-04")[0] == 0
    assert [row["issue"] for row in ledger(draft)] == ["1", "2"]
    assert b",8,90," in (draft.outputs / "ledger.tables/2023-04.1/leavers.csv").read_bytes()
    assert b",9,90," in (draft.outputs / "ledger.tables/2023-04.2/leavers.csv").read_bytes()


def test_a_correction_has_its_reason_in_the_ledger(draft):
    code, _, err = draft("issue", "2023-04", "--why", "leavers came in late")
    assert code == 2 and "no pack of cycle 2023-04 was issued before: leave it out" in err
    assert draft("issue", "2023-04")[0] == 0 and draft("run", "2023-04", "--replace")[0] == 0
    assert draft("issue", "2023-04", "--why", "two officers were left out")[0] == 4 and len(ledger(draft)) == 1
    code, out, _ = draft("issue", "2023-04", "--why", "leavers came in late")
    assert code == 0 and "no reason" not in out
    assert [(row["issue"], row["why"]) for row in ledger(draft)] == [("1", ""), ("2", "leavers came in late")]
    assert draft("run", "2023-04", "--replace")[0] == 0
    assert "the ledger has no reason: --why TEXT gives it" in draft("issue", "2023-04")[1]


def test_an_issue_that_was_stopped_goes_on_where_it_was(draft):
    assert draft("issue", "2023-04")[0] == 0
    whole = ledger(draft)
    (draft.outputs / "ledger.csv").unlink()  # as if killed before the last step
    (draft.outputs / "ledger.tables" / ".2023-04.1.99").mkdir()
    code, _, err = draft("verify", "2023-04")
    assert code == 1 and "sealed but not in the ledger" in err
    assert draft("run", "2023-04")[0] == 5
    assert draft("issue", "2023-04")[0] == 0
    assert ledger(draft) == whole
    assert [path.name for path in (draft.outputs / "ledger.tables").iterdir()] == ["2023-04.1"]


def test_part_of_a_pack_is_not_issued(draft):
    shutil.rmtree(draft.outputs / "2023-04")  # the pages of a pack that stands would be kept beside the new one
    assert draft("run", "2023-04", "--notebooks", "07")[0] == 0
    code, _, err = draft("issue", "2023-04")
    assert code == 5 and "only part of one, without 06-retention" in err


def test_a_pack_that_was_made_before_another_was_issued_is_made_again(draft):
    """Two drafts side by side, as for a board and for a panel: neither plan knows the other's pack, so only one is issued as it is."""
    assert draft("new-cycle", "2023-07", "--from", "2023-04")[0] == 0
    assert draft("run", "2023-07")[0] == 0
    assert draft("issue", "2023-04")[0] == 0
    code, _, err = draft("issue", "2023-07")
    assert code == 5 and "2023-04.1 was issued" in err and "`eianalysis run 2023-07`" in err
    assert {row["cycle"] for row in ledger(draft)} == {"2023-04"} and not (draft.outputs / "2023-07" / "ISSUED").exists()
    assert draft("run", "2023-07", "--changed")[0] == 0
    manifest = json.loads(draft.files("outputs/2023-07")["manifest.json"])
    assert manifest["times"]["taken_over"] == [] and list(manifest["issued_before"]) == ["2023-04.1"]
    code, _, err = draft("issue", "2023-07")
    assert code == 0, err
    assert draft("verify", "2023-04", "--rerun")[0] == 0


def test_the_next_cycle_reads_what_was_issued(draft):
    assert draft("issue", "2023-04")[0] == 0
    code, out, err = draft("new-cycle", "2023-07", "--from", "2023-04")
    assert code == 0, err
    draft.add(
        "06-retention",
        "# R",
        "import eianalysis as ei\nfrom eianalysis.cycle import load_cycle",
        LOAD,
        "before = ei.last_issued(board)",
        say("before, before.tables['leavers']['numerator'].tolist()"),
    )
    code, _, err = draft("run", "2023-07")
    assert code == 0, err
    assert b"2023-04: issued, 1 tables&gt; [8.0, 64.0, nan]" in draft.files("outputs/2023-07")["06-retention.html"]
    assert json.loads(draft.files("outputs/2023-07")["manifest.json"])["predecessor"]["state"] == "issued"


def test_an_issued_table_is_withdrawn_with_the_reason_and_the_pack_stays_as_it_was_given(draft):
    assert draft("issue", "2023-04")[0] == 0
    before = draft.files()
    code, out, err = draft("withdraw", "2023-04", "leavers", "--why", "leavers of March\n came in late")
    assert code == 0, err
    assert "leavers of cycle 2023-04 (issue 1) is withdrawn" in out and draft.files() == before
    issued, withdrawn = ledger(draft)
    assert (issued["event"], issued["why"]) == ("issued", "")
    assert (withdrawn["event"], withdrawn["why"]) == ("withdrawn", "leavers of March came in late")
    assert {name: withdrawn[name] for name in ("cycle", "issue", "table", "csv_sha256")} == {
        name: issued[name] for name in ("cycle", "issue", "table", "csv_sha256")
    }
    code, out, _ = draft("verify", "2023-04")
    assert code == 0 and "It is issued (issue 1" in out and "leavers, because leavers of March came in late" in out
    code, _, err = draft("withdraw", "2023-04", "leavers", "--why", "once more")
    assert code == 5 and "is withdrawn already" in err and len(ledger(draft)) == 2


def test_the_advice_of_withdraw_corrects_the_table_and_the_next_cycle_reads_the_correction(draft):
    assert draft("issue", "2023-04")[0] == 0 and draft("withdraw", "2023-04", "leavers", "--why", "leavers came in late")[0] == 0
    assert draft("new-cycle", "2023-07", "--from", "2023-04")[0] == 0
    load = ("import eianalysis as ei", "from eianalysis.cycle import load_cycle", LOAD, "before = ei.last_issued(board)")
    draft.add("06-retention", "# R", RELEASE, "\n".join(load), "save(released(shown=(14, 64)), board)", "print(before.withdrawn)")
    code, _, err = draft("run", "2023-07")
    assert code == 0, err
    assert b"leavers came in late" in draft.files("outputs/2023-07")["06-retention.html"]
    assert draft("run", "2023-04", "--replace")[0] == 0 and draft("issue", "2023-04", "--why", "they are in")[0] == 0
    assert [(row["issue"], row["event"]) for row in ledger(draft)] == [("1", "issued"), ("1", "withdrawn"), ("2", "issued")]
    code, _, err = draft("run", "2023-07")
    assert code == 0, err
    assert b"leavers came in late" not in draft.files("outputs/2023-07")["06-retention.html"]


@pytest.mark.parametrize(
    "words, code, said",
    [
        (("leaver", "--why", "late"), 2, "did you mean 'leavers'?"),
        (("leavers", "--why", " 12 "), 2, "the reason in words"),
        (("leavers", "--why", "two officers were left out"), 4, "a small number of people"),
        (("leavers", "--why", "ask ann@example.org"), 4, "an e-mail address"),
        (("leavers",), 2, "--why"),
    ],
)
def test_a_withdrawal_that_names_nothing_or_tells_of_people_is_refused(draft, words, code, said):
    assert draft("issue", "2023-04")[0] == 0
    got, _, err = draft("withdraw", "2023-04", *words)
    assert got == code and said in err and "ann@" not in err
    assert len(ledger(draft)) == 1


def test_a_draft_is_not_withdrawn(draft):
    code, _, err = draft("withdraw", "2023-04", "leavers", "--why", "leavers came in late")
    assert code == 5 and "is a draft" in err


def test_a_ledger_from_before_there_were_withdrawals_is_read_and_gone_on_with(draft):
    assert draft("issue", "2023-04")[0] == 0
    path = draft.outputs / "ledger.csv"
    old = [",".join(line.split(",")[:12]) for line in path.read_text().splitlines()]
    path.write_text("\n".join(old) + "\n")
    assert draft("verify", "2023-04")[0] == 0
    code, _, err = draft("withdraw", "2023-04", "leavers", "--why", "leavers came in late")
    assert code == 0, err
    assert [row["event"] for row in ledger(draft)] == ["", "withdrawn"]
