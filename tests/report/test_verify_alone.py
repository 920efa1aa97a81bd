"""The file that verifies a pack by itself: it needs nothing but Python, and it finds each kind of fault."""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from eianalysis import verify
from eianalysis.provenance import TELLING
from eianalysis.results import HIDDEN_STATUS

FILE = Path(verify.__file__)


def sealed(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


class Pack:
    """The smallest pack: a page, a table with a hidden row, and its manifest."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "tables").mkdir(parents=True)
        (folder / "index.html").write_text("<p>page</p>")
        self.table("group,numerator,denominator,status\nFemale,8,90,shown\nMale,,800,hidden\n")

    def table(self, text: str, **said) -> None:
        (self.folder / "tables" / "leavers.csv").write_bytes(text.encode())
        about = {"rows": 2, "rows_hidden": 1, "csv_sha256": sealed(text.encode()), **said}
        (self.folder / "tables" / "leavers.json").write_text(json.dumps(about))
        self.manifest()

    def manifest(self, **said) -> None:
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.name not in ("manifest.json", "ISSUED")]
        made = {
            "cycle": {"name": "2023-04", "file": {"file": "cycles/2023-04.toml", "sha256": sealed(b"cycle")}},
            "outputs": {path.relative_to(self.folder).as_posix(): sealed(path.read_bytes()) for path in files},
            "notebooks": {"06-retention": {"sha256": sealed(b"{}"), "read": {"synthetic/leavers.csv": sealed(b"rows"), "synthetic/gone.csv": None}}},
            "releases": [{"name": "leavers", "rows": 2, "rows_hidden": 1}],
        }
        (self.folder / "manifest.json").write_text(json.dumps(made | said))

    def issue(self, event: str = "issued") -> None:
        fingerprint, body = sealed((self.folder / "manifest.json").read_bytes()), (self.folder / "tables/leavers.csv").read_bytes()
        (self.folder / "ISSUED").write_text(json.dumps({"issue": 1, "issued_at": "2023-04-26", "manifest_sha256": fingerprint}))
        columns = "cycle,issue,issued_at,table,csv_sha256,manifest_sha256,event,why"
        rows = [f"2023-04,1,2023-04-26,leavers,{sealed(body)},{fingerprint},{each},late" for each in dict.fromkeys(("issued", event))]
        (self.folder.parent / "ledger.csv").write_text("\n".join([columns, *rows, ""]))
        kept = self.folder.parent / "ledger.tables" / "2023-04.1"
        kept.mkdir(parents=True)
        (kept / "leavers.csv").write_bytes(body)


@pytest.fixture
def pack(tmp_path) -> Pack:
    return Pack(tmp_path / "outputs" / "2023-04")


def test_it_imports_nothing_but_the_standard_library_and_can_be_read():
    tree = ast.parse(FILE.read_text(encoding="utf-8"))
    names = {
        (node.module or "" if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert names <= set(sys.stdlib_module_names) and not any(getattr(node, "level", 0) for node in ast.walk(tree))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"exec", "eval", "__import__", "compile"}
    assert FILE.read_text(encoding="utf-8").count("\n") <= 250


def test_it_knows_what_the_package_hides():
    assert set(verify.FIGURES) == set(TELLING) and set(verify.HIDDEN) == set(HIDDEN_STATUS)


@pytest.mark.parametrize(("change", "code"), [(lambda pack: None, 0), (lambda pack: (pack / "index.html").write_text("other"), 1), (shutil.rmtree, 2)])
def test_it_runs_where_nothing_is_installed(pack, tmp_path, change, code):
    alone = shutil.copy(FILE, tmp_path / "verify.py")
    change(pack.folder)
    done = subprocess.run([sys.executable, "-I", "-S", str(alone), str(pack.folder)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == code and "Traceback" not in done.stderr
    said = {0: "3 files and 1 tables are what the manifest says", 1: "index.html has been changed", 2: "there is no manifest.json"}
    assert said[code] in (done.stderr if code else done.stdout)


def test_a_sound_pack_is_sound_as_a_draft_and_when_it_is_issued(pack):
    assert verify.verify(pack.folder)[1] == [] and "draft" in verify.verify(pack.folder)[0][1]
    pack.issue("withdrawn")
    lines, faults = verify.verify(pack.folder)
    assert faults == [] and "It is issued (issue 1, 2023-04-26), and the ledger has its tables." in lines
    assert "Withdrawn since (2023-04-26): leavers, because late" in lines
    assert verify.verify(pack.folder, expected=sealed((pack.folder / "manifest.json").read_bytes()))[1] == []


ROW = "group,numerator,denominator,status\nFemale,8,90,shown\nMale,{},800,hidden\n"
FAULTS = {
    "index.html is gone": lambda pack: (pack.folder / "index.html").unlink(),
    "more.html is no file of this pack": lambda pack: (pack.folder / "more.html").write_text("x"),
    "deep/ISSUED is no file of this pack": lambda pack: ((pack.folder / "deep").mkdir(), (pack.folder / "deep/ISSUED").write_text("x")),
    "tables/leavers.csv has been changed": lambda pack: (pack.folder / "tables/leavers.csv").write_text("x"),
    "tables/leavers.csv shows a figure in a hidden row": lambda pack: pack.table(ROW.format(3)),
    "tables/leavers.csv has 2 rows, of which 1 hidden": lambda pack: pack.table(ROW.format(""), rows_hidden=0),
    "tables/leavers.csv is not the one that its description is of": lambda pack: pack.table(ROW.format(""), csv_sha256="ab"),
    "tables/leavers.csv is no release": lambda pack: pack.manifest(releases=[]),
    "the table pay is missing": lambda pack: pack.manifest(releases=[{"name": "leavers", "rows": 2, "rows_hidden": 1}, {"name": "pay"}]),
    "manifest.json cannot be read": lambda pack: (pack.folder / "manifest.json").write_text("{"),
    "nothing that can be read of 'releases'": lambda pack: pack.manifest(releases=None),
    "manifest.json names files that no pack has: 1": lambda pack: pack.manifest(outputs={"../../secret": "ab" * 32}),
    "manifest.json does not say what its notebooks read": lambda pack: pack.manifest(notebooks={"06": {"read": []}}),
    "its seal is not for this manifest": lambda pack: (pack.issue(), pack.manifest(times={"later": 1})),
    "it is sealed but not in the ledger": lambda pack: (pack.issue(), (pack.folder.parent / "ledger.csv").write_text("cycle\n")),
    "tables/leavers.csv is not the one that the ledger has": lambda pack: (
        pack.issue(),
        (pack.folder.parent / "ledger.csv").write_text((pack.folder.parent / "ledger.csv").read_text().replace(sealed(ROW.format("").encode()), "ab")),
    ),
    "the copy of tables/leavers.csv that was kept": lambda pack: (pack.issue(), shutil.rmtree(pack.folder.parent / "ledger.tables")),
}


@pytest.mark.parametrize("said", FAULTS)
def test_each_kind_of_fault_is_named(pack, said):
    FAULTS[said](pack)
    _, faults = verify.verify(pack.folder)
    assert len(faults) == 1 and said in faults[0]


@pytest.mark.skipif(os.name != "posix", reason="links are for administrators elsewhere")
def test_a_link_is_named_and_not_followed(pack, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "page.html").write_text("x")
    (pack.folder / "more").symlink_to(tmp_path / "outside")
    assert verify.verify(pack.folder)[1] == ["more is a link to somewhere else"]


def test_inputs_notebooks_and_the_manifest_are_compared_where_that_is_asked(pack, tmp_path):
    for name, text in {"data/cycles/2023-04.toml": "cycle", "notebooks/06-retention.ipynb": "{}"}.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    lines, faults = verify.verify(pack.folder, tmp_path / "data", tmp_path / "notebooks")
    assert faults == [] and "No longer there, so not checked: synthetic/leavers.csv." in lines
    (tmp_path / "data/cycles/2023-04.toml").write_text("other")
    (tmp_path / "notebooks/06-retention.ipynb").write_text("other")
    _, faults = verify.verify(pack.folder, tmp_path / "data", tmp_path / "notebooks", "ab" * 32)
    assert [fault.split(":")[0] for fault in faults] == [
        "manifest.json is not the one that was expected",
        "input cycles/2023-04.toml is not what the pack was made from",
        "the notebook 06-retention is not the one that was run",
    ]
