"""A register drawn in the test: small tables written as the files they would be, and read as the package reads them."""

import csv
import shutil

import pytest

from eianalysis.cycle import load_cycle

ITEM = {
    "item_id": "",
    "source_doc": "RPT",
    "kind": "recommendation",
    "workstream": "RPT",
    "title_plain": "Do the thing",
    "owner_role": "Human Resources",
    "owner_code": "HR",
    "characteristics": "race",
    "characteristics_basis": "inferred",
    "duties": "not_recorded",
    "applies_to": "colp",
    "applicability": "applies",
    "parent_id": "",
    "source_label": "",
}
UPDATE = {
    "item_id": "",
    "cycle_id": "2023-01",
    "status": "in_progress",
    "rag_reported": "",
    "date_raw": "",
    "progress_plain": "",
    "updated_on": "2023-01-23",
    "parse_flags": "",
}
OWNERS = [
    {"owner_raw": "HR", "owner_code": "HR", "owner_role": "Human Resources", "person": "N"},
    {"owner_raw": "Pat Example", "owner_code": "LEAD", "owner_role": "Workstream lead", "person": "Y"},
]
PROGRAMMES = [
    {"source_doc": "RPT", "programme": "A review", "addressee": "this force", "live_from": "2023-01", "live_until": "", "last_reported": "January 2023"},
    {"source_doc": "OLD", "programme": "An old plan", "addressee": "this force", "live_from": "2012-06", "live_until": "2012-06", "last_reported": "June 2012"},
]


def write(path, rows, base=None):
    rows = [{**(base or {}), **row} for row in rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as out:
        table = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


@pytest.fixture
def drawn(tmp_path, root):
    """``drawn(items, updates)`` writes a register and gives the cycle 2023-04 that reads it."""

    def make(items, updates=(), *, owners=OWNERS, programmes=PROGRAMMES, synthetic=(), cycle="2023-04"):
        data = tmp_path / "data"
        shutil.copytree(root / "data" / "cycles", data / "cycles", dirs_exist_ok=True)
        write(data / "recommendations" / "register.csv", items, ITEM)
        write(data / "recommendations" / "updates.csv", updates or [{"item_id": items[0]["item_id"]}], UPDATE)
        write(data / "recommendations" / "owners.csv", owners)
        write(data / "reference" / "programmes.csv", programmes)
        if synthetic:
            write(data / "synthetic" / "updates.csv", synthetic, UPDATE)
        return load_cycle(cycle, data_dir=data)

    return make
