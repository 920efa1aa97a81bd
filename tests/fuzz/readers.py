"""Every reader of the package with a sound file to begin from: ``READERS[name].read(folder, content)`` reads a damaged one."""

from __future__ import annotations

import hashlib
import re
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from openpyxl import Workbook

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "tests" / "register" / "documents"
CYCLE = (ROOT / "data" / "cycles" / "2023-04.toml").read_text(encoding="utf-8")
PANEL = """said_on,panel,subject,said,status,did,owner_role,by_when
2023-01-17,Scrutiny panel,stop_search,"Say why, in words",done,"A card says it","Chief Inspector, searches",2023-03-31
2023-01-17,Scrutiny panel,complaints,Say how to complain,waiting,,,
"""
DISPARITIES = """measure,part,characteristic,group,reference,answer,text,owner_role,review_by,published,first_seen
grievance_rate,,sex,Female,Male,explained,"Nobody, so far",Human Resources,2023-09-30,,2023-01
promotion_stage_rate,stage=Applied,ethnicity_2,Ethnic minorities,White,reform,A scheme,Human Resources,1 May 2024,our website,2023-04
"""
MAPPING = b"""[values.ethnicity]
"White British" = "W1"
[[table]]
table = "leavers"
file = "leavers.csv"
columns = { leave_date = "Leaving date" }
values = { sex = { "F" = "Female" } }
[history]
observed_from = 2015-01-01
covers_to = { leavers = 2023-03-31 }
"""
PLAN_MAPPING = b"""prefix = "FZZ"\nkind = "action"\n[columns]\ntitle = "Action"\nowner = "Owner"\ndate = "Due date"\n"""
PLAN = b"Ref,Action,Owner,Due date,RAG\n1,Train all staff,HR,31/03/2024,Red\n2,Ask those who left,HR,Q4 FY24,Green\n"
COUNTS = ROOT / "docs" / "examples" / "annual-data-requirement"


@dataclass(frozen=True)
class Reader:
    """One reader: the sound files it may begin from, and how a damaged one is given to it."""

    seeds: Callable[[], list[bytes]]
    read: Callable[[Path, bytes], object]


READERS: dict[str, Reader] = {}


def reader(name: str, *seeds: Callable[[], bytes]):
    def register(read):
        READERS[name] = Reader(lambda: [seed() for seed in seeds], read)
        return read

    return register


def file(path: Path, most: int = 60_000) -> Callable[[], bytes]:
    """The first lines of a file of the project."""

    def content() -> bytes:
        whole = path.read_bytes()
        return whole if path.suffix in (".docx", ".xlsx", ".xls") or len(whole) < most else whole[: whole.rindex(b"\n", 0, most) + 1]

    return content


@lru_cache
def _book() -> bytes:
    import csv
    import io

    book, out = Workbook(), io.BytesIO()
    with open(ROOT / "data" / "synthetic" / "leavers.csv", encoding="utf-8", newline="") as lines:
        for row, _ in zip(csv.reader(lines), range(30), strict=False):
            book.active.append(row)
    book.save(out)
    return out.getvalue()


def project(folder: Path) -> Path:
    """A folder of data that a reader may look into, made once a folder."""
    data = folder / "data"
    if not data.exists():
        for part in ("cycles", "recommendations", "reference"):
            shutil.copytree(ROOT / "data" / part, data / part)
        real = CYCLE.replace('cycle = "2023-04"', 'cycle = "fuzz"').replace('data = "demo"', 'data = "real"')
        (data / "cycles" / "fuzz.toml").write_text(real.replace('previous_cycle = "2023-01"\n', ""), encoding="utf-8")
    return data


def _cycle(folder: Path, name: str = "2023-04"):
    from eianalysis.cycle import load_cycle

    return load_cycle(name, data_dir=project(folder), outputs_dir=folder / "outputs")


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _document(suffix: str, *seeds: Callable[[], bytes]) -> None:
    @reader(f"plan{suffix}", *seeds)
    def read(folder: Path, content: bytes):
        from eianalysis.register.read.document import read_document

        return read_document(_put(folder / f"plan{suffix}", content))


for _suffix, _names in {".docx": ("plan.docx", "report.docx"), ".xlsx": ("plan.xlsx",), ".html": ("review.html",), ".md": ("table.md",)}.items():
    _document(_suffix, *(file(DOCUMENTS / name) for name in _names))
_document(".csv", lambda: PLAN)
_document(".txt", lambda: PLAN.replace(b",", b"\t"), lambda: b"Recommendation 1\nTrain all staff.\n\nRecommendation 2\nAsk those who left by 31/03/2024.\n")


@reader("mapping of a plan", lambda: PLAN_MAPPING)
def read_plan_mapping(folder, content):
    from eianalysis.register.import_register import read_register

    return read_register(_put(folder / "theirs.csv", PLAN), mapping=_put(folder / "m.toml", content))


def _form() -> bytes:
    import tempfile

    from eianalysis.register.form_template import write_form

    with tempfile.TemporaryDirectory() as folder:
        write_form(Path(folder) / "form.xlsx", _cycle(Path(folder)), workstream="RET")
        return (Path(folder) / "form.xlsx").read_bytes()


@reader("highlight report form", lru_cache(_form))
def read_form(folder, content):
    from eianalysis.register.import_updates import import_updates

    return import_updates([_put(folder / "ret.xlsx", content)], project(folder), check=True)


def _draft() -> bytes:
    import tempfile

    from eianalysis.register.import_register import import_register

    with tempfile.TemporaryDirectory() as folder:
        plan = _put(Path(folder) / "plan.csv", PLAN)
        import_register([str(plan)], Path(folder) / "draft.csv", data_dir=project(Path(folder)), prefix="FZZ")
        return (Path(folder) / "draft.csv").read_bytes()


@reader("reviewed draft", lru_cache(_draft))
def read_draft(folder, content):
    from eianalysis.register.accept import accept

    return accept(_put(folder / "draft.csv", content), project(folder), check=True)


def _register_file(name: str, *seeds: Callable[[], bytes]) -> None:
    @reader(f"register: {name}", file(ROOT / "data" / "recommendations" / name, 10**7), *seeds)
    def read(folder: Path, content: bytes):
        from eianalysis.evidence.disparities import disparities
        from eianalysis.evidence.panel import panel_said
        from eianalysis.register.evidence import load_decisions, load_evidence
        from eianalysis.register.register_table import load_register, load_updates

        cycle, path = _cycle(folder), project(folder) / "recommendations" / name
        sound = path.read_bytes()
        try:
            path.write_bytes(content)
            for load in (load_register, load_updates, load_evidence, load_decisions, disparities, panel_said):
                load(cycle)
        finally:
            path.write_bytes(sound)


for _name in ("register.csv", "updates.csv", "evidence.csv", "owners.csv", "decisions.csv", "lists.csv", "workstreams.csv"):
    _register_file(_name)
_register_file("disparities.csv", lambda: DISPARITIES.encode())
_register_file("panel.csv", lambda: PANEL.encode())


@reader("cycle", lambda: CYCLE.encode())
def read_cycle(folder, content):
    from eianalysis.cycle import load_cycle

    _put(folder / "cycles only" / "cycles" / "2023-04.toml", content)
    return load_cycle("2023-04", data_dir=folder / "cycles only", outputs_dir=folder / "outputs")


@reader("mapping.toml", lambda: MAPPING)
def read_mapping(folder, content):
    from eianalysis.sources.mapping import read_mapping as read

    raw = project(folder) / "raw" / "mapped"
    _put(raw / "leavers.csv", b"person_ref,Leaving date\n1,2022-05-01\n")
    return read(_put(raw / "mapping.toml", content).parent)


def _table(suffix: str, *seeds: Callable[[], bytes]) -> None:
    @reader(f"table{suffix}", *seeds)
    def read(folder: Path, content: bytes):
        from eianalysis.sources import load_leavers

        raw = project(folder) / "raw" / "fuzz"
        shutil.rmtree(raw, ignore_errors=True)
        _put(raw / f"leavers{suffix}", content)
        return load_leavers(_cycle(folder, "fuzz"))


_table(".csv", file(ROOT / "data" / "synthetic" / "leavers.csv", 4_000))
_table(".xlsx", _book)
_table(".xls", file(ROOT / "tests" / "sources" / "files" / "leavers.xls"))


@reader("searches", file(next((ROOT / "data" / "synthetic" / "stop_search").rglob("*.csv")), 8_000))
def read_searches(folder, content):
    import eianalysis as ei

    return ei.read_stop_search([_put(folder / "2023-03-invented-stop-and-search.csv", content)])


@reader("counts.toml", file(COUNTS / "counts.toml"))
def read_counted(folder, content):
    import eianalysis as ei

    shutil.copytree(COUNTS, folder / "counts", dirs_exist_ok=True)
    return ei.read_counts(_put(folder / "counts" / "counts.toml", content))


def _ledger() -> bytes:
    from eianalysis.issued import COLUMNS

    return f"{','.join(COLUMNS)}\n2022-10,1,2022-10-20,turnover,turnover,counts,board,4,0,yes,ab,cd,issued,\n".encode()


@reader("ledger", _ledger)
def read_the_ledger(folder, content):
    from eianalysis.issued import last_issued

    _put(folder / "outputs" / "ledger.csv", content)
    try:
        return last_issued(_cycle(folder))
    finally:
        (folder / "outputs" / "ledger.csv").unlink()


def _last_pack(ending: str) -> None:
    released = ROOT / "data" / "synthetic" / "released" / "2023-01"
    one = sorted(released.glob(f"*{ending}"))[0]

    @reader(f"last pack: {ending}", file(one))
    def read(folder: Path, content: bytes):
        from eianalysis.issued import last_issued

        kept = project(folder) / "synthetic" / "released" / "2023-01"
        for name in (one.with_suffix(".csv"), one.with_suffix(".json")):
            _put(kept / name.name, name.read_bytes())
        _put(kept / one.name, content)
        if ending == ".csv":  # sealed as it is: else nothing of it would be read
            side = (kept / one.name).with_suffix(".json")
            sealed = re.sub(r'("csv_sha256": )"\w+"', rf'\1"{hashlib.sha256(content).hexdigest()}"', side.read_text(encoding="utf-8"))
            _put(side, sealed.encode())
        return last_issued(_cycle(folder))


_last_pack(".csv")
_last_pack(".json")


MANIFEST = {
    "cycle": {"name": "2023-04", "file": {"file": "cycles/2023-04.toml", "sha256": "ab"}},
    "outputs": {"index.html": "ab" * 32, "tables/leavers.csv": "cd" * 32},
    "notebooks": {"06-retention": {"sha256": "ab", "parameters": {}, "read": {"synthetic/leavers.csv": "ab"}}},
    "releases": [{"name": "leavers", "measure": "leavers", "rows": 3, "rows_hidden": 1}],
}


@reader("manifest", lambda: json.dumps(MANIFEST).encode())
def read_manifest(folder, content):
    from eianalysis.report.verify_pack import verify_cycle

    _put(folder / "outputs" / "2023-04" / "manifest.json", content)
    return verify_cycle(_cycle(folder), notebooks_dir=ROOT / "notebooks")


from tests.fuzz import more_readers  # noqa: E402, F401 (they join the list)
