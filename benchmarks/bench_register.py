"""How fast the register is: reading the five source documents, and a register of 20,000 items with 12 cycles of updates.

The ratio is to pandas reading the same CSV files and doing nothing with them.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

import eianalysis as ei
from benchmarks.timing import beside
from eianalysis.register.read.table import draft_table, read_papers

ROOT = Path(__file__).resolve().parents[1]
ITEMS, CYCLES = 20_000, 12
DATES = ("Aug-23", "01/11/22", "Q1 23", "Sept 22 onwards", "Ongoing (quarterly)", "ngoing", "12/23", "TBC", "", "Q3 2023")


def seconds(job) -> tuple[float, object]:
    start = time.perf_counter()
    result = job()
    return time.perf_counter() - start, result


def write(data: Path) -> list[Path]:
    """A large register in a data folder: the real columns, invented rows."""
    rng = np.random.default_rng(3)
    for part in ("cycles", "recommendations", "reference"):
        shutil.copytree(ROOT / "data" / part, data / part)
    folder = data / "recommendations"
    (folder / "workstreams.csv").unlink(missing_ok=True)
    ids = [f"BIG-{number:05d}" for number in range(ITEMS)]
    items = pd.DataFrame(
        {
            "item_id": ids,
            "source_doc": "EIW",
            "kind": rng.choice(["action", "deliverable", "recommendation", "objective"], ITEMS),
            "workstream": rng.choice(["REC", "HWB", "COM", "LDC", "RET"], ITEMS),
            "title_plain": "Do the thing that was asked for",
            "owner_role": "Human Resources",
            "owner_code": "HR",
            "characteristics": rng.choice(["race", "sex;race", "not_recorded"], ITEMS),
            "characteristics_basis": "inferred",
            "duties": "advance",
            "applies_to": "colp",
            "applicability": "applies",
        }
    )
    template = pd.read_csv(ROOT / "data" / "recommendations" / "register.csv", nrows=0).columns
    items.reindex(columns=template).to_csv(folder / "register.csv", index=False, lineterminator="\n")
    parts = []
    for number in range(CYCLES):
        year, month = divmod(2022 * 12 + 4 + number, 12)
        parts.append(
            pd.DataFrame(
                {
                    "item_id": ids,
                    "cycle_id": f"{year}-{month + 1:02d}",
                    "status": rng.choice(["in_progress", "complete", "unknown"], ITEMS),
                    "rag_reported": rng.choice(["red", "amber", "green", ""], ITEMS),
                    "date_raw": rng.choice(DATES, ITEMS),
                    "progress_plain": "Going on",
                    "updated_on": f"{year}-{month + 1:02d}-01",
                    "updated_by_role": "Human Resources",
                }
            )
        )
    template = pd.read_csv(ROOT / "data" / "recommendations" / "updates.csv", nrows=0).columns
    pd.concat(parts).reindex(columns=template).to_csv(folder / "updates.csv", index=False, lineterminator="\n")
    return [folder / "register.csv", folder / "updates.csv"]


def page(cycle) -> str:
    """Load, judge, release and draw the exceptions, as the page does."""
    register = ei.load_register(cycle)
    released = ei.release(ei.exceptions(register, as_at=cycle.data_cut_off), cycle.policy)
    return ei.table(released)._repr_html_()


def main() -> None:
    seeds = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    documents = ROOT / "tests" / "register" / "documents"
    papers = seeds or sorted(path for path in documents.iterdir() if path.suffix != ".py")
    took, read = seconds(lambda: read_papers(papers))
    more, table = seconds(lambda: draft_table(read))
    kind = "the five source documents" if seeds else f"{len(papers)} small documents (the source documents are absent)"
    print(f"importing {kind}: {took + more:.2f} s for {len(table)} items")
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        files = write(data)
        cycle = ei.load_cycle("2023-04", data_dir=data)

        def floor():
            return [pd.read_csv(path, dtype=str, keep_default_na=False) for path in files]

        items = len(ei.load_register(cycle))
        beside(f"loading {items:,} items with {CYCLES} cycles of updates", lambda: ei.load_register(cycle), "pandas reading the same CSVs", floor)
        beside("loading it and building the exceptions page", lambda: page(cycle), "pandas reading the same CSVs", floor)


if __name__ == "__main__":
    main()
