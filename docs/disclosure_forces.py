"""What the plan hides on forces of other seeds, beside the least that had to be hidden: written into docs/disclosure.md.

    .venv/bin/python docs/disclosure_forces.py 20             # draws, counts and plans twenty forces: about 45 CPU minutes
    .venv/bin/python docs/disclosure_forces.py                # writes the page again from docs/disclosure-forces.csv

Forces that stand in docs/disclosure-forces.csv already are not made again: remove the file where the code has changed.

Each force has two boards. Its first is planned, released and taken as issued; the second is planned beside what the first
showed. Nothing is rendered: every standing question of the pages is counted, decided on and released. (What the evidence map sets
beside them, a word a row, is not among them.)
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from eianalysis import save, synthetic
from eianalysis.cycle import load_cycle
from eianalysis.dataset import Force
from eianalysis.disclosure.cells import Row
from eianalysis.errors import EIAnalysisError
from eianalysis.report.count import found_here, questions
from eianalysis.report.notebooks import select
from eianalysis.report.pack_plan import plan_pack

ROOT = Path(__file__).resolve().parents[1]
PAGE, TABLE = ROOT / "docs" / "disclosure.md", ROOT / "docs" / "disclosure-forces.csv"
BETWEEN = re.compile(r"(<!-- forces -->\n).*(<!-- /forces -->)", re.S)
BOARDS = ("2023-01", "2023-04")
FIRST_SEED = 3001  # no seed that a test or a benchmark draws
HEADS = {
    "rows": "rows of the standing tables",
    "hidden_percent": "of them hidden (%)",
    "totals_hidden_percent": "of the totals hidden (%)",
    "primary_hidden": "primary comparisons hidden, of three",
    "primary_lost": "of those, any that could be shown alone",
    "over_least": "cost of what is hidden, times the least",
    "cpu_seconds": "counting and planning (CPU seconds)",
}


def project(folder: Path, seed: int) -> Path:
    """The data folder of a force of this seed: the demo's cycles, register and reference tables, and none of its people."""
    data = folder / "data"
    for part in ("cycles", "reference", "recommendations"):
        shutil.copytree(ROOT / "data" / part, data / part)
    synthetic.write(data / "synthetic", tables=synthetic.force(seed=seed))
    shutil.copy(ROOT / "data" / "synthetic" / "updates.csv", data / "synthetic")
    return data


def board(data: Path, name: str, knobs: Iterable[Callable[[Force], None]] = ()) -> tuple[dict[str, object], Path]:
    """One board planned and released: what is hidden, and the folder of its tables. Each of ``knobs`` asks something beyond the pages."""
    cycle = load_cycle(name, data_dir=data, outputs_dir=data.parent / "outputs")
    asked = questions(cycle, select(ROOT / "notebooks", cycle))
    with tempfile.TemporaryDirectory() as scratch:
        began = time.process_time()
        made, solution = plan_pack(cycle, Path(scratch), asked, summary=False)
        seconds = time.process_time() - began
        with found_here(Path(scratch)):
            _release(Force(cycle), asked)
            for knob in knobs:
                knob(Force(cycle))
    mine = [row for row in made.rows if row.kind not in ("issued", "change") and not row.public]
    hidden = {id(row) for row in mine if any(cell in made.hidden for cell in row.cells)}
    totals = [row for row in mine if row.kind == "total"]
    return {
        "board": name,
        "rows": len(mine),
        "hidden": len(hidden),
        "hidden_percent": 100 * len(hidden) / len(mine),
        "totals": len(totals),
        "totals_hidden": sum(id(row) in hidden for row in totals),
        "totals_hidden_percent": 100 * sum(id(row) in hidden for row in totals) / len(totals),
        **_primary(mine, hidden),
        "over_least": solution.cost / solution.least if solution.least > 0 else 1.0 if solution.cost == 0 else float("inf"),
        "rounds": solution.rounds,
        "cpu_seconds": seconds,
    }, cycle.folder / "tables"


def _release(force: Force, asked: list[str]) -> None:
    for name in asked:
        try:
            result = force.stand(name)
        except EIAnalysisError:  # a question that cannot be counted is told on its page
            continue
        if not result.missing and result.shape in ("counts", "statistic"):
            save(result.release(), force.cycle, re.sub(r"[^a-z0-9_-]+", "-", name))


def _primary(rows: list[Row], hidden: set[int]) -> dict[str, int]:
    """Primary comparisons with a hidden side, and those of them whose two sides could each be shown alone."""
    sides: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind == "primary":
            sides[row.within].append(row)
    gone = [each for each in sides.values() if any(id(row) in hidden for row in each)]
    return {"primary": len(sides), "primary_hidden": len(gone), "primary_lost": sum(all(map(_enough, each)) for each in gone)}


def _enough(row: Row) -> bool:
    return row.of >= 10 and row.cases >= row.threshold and (not row.proportion or row.of - row.cases >= row.threshold)


def force(seed: int, folder: Path) -> list[dict[str, object]]:
    """Both boards of one force; the first is what readers of the second have."""
    data, found = project(folder, seed), []
    for name in BOARDS:
        figures, tables = board(data, name)
        shutil.copytree(tables, data / "synthetic" / "released" / name)
        found.append({"seed": seed, **figures})
    return found


def figures(table: pd.DataFrame) -> str:
    """The least, the middle and the most of each figure, for the page."""
    lines = [
        f"Of {table['seed'].nunique()} forces (seeds {table['seed'].min()} to {table['seed'].max()}), each with two boards of which the second "
        "follows what the first showed:",
        "",
        "| a board | least | middle | most |",
        "|---|---|---|---|",
    ]
    for name, words in HEADS.items():
        digits = 0 if name in ("rows", "primary_hidden", "primary_lost", "cpu_seconds") else 2 if name == "over_least" else 1
        lines.append("| " + " | ".join([words, *(f"{value:,.{digits}f}" for value in table[name].quantile([0, 0.5, 1]))]) + " |")
    return "\n".join(
        [
            *lines,
            "",
            "Every one of these packs is planned and released without a line to paste. Force by force: "
            "[disclosure-forces.csv](disclosure-forces.csv), made by `docs/disclosure_forces.py`.\n",
        ]
    )


def main(forces: int | None) -> None:
    rows: list[dict[str, object]] = pd.read_csv(TABLE).to_dict("records") if TABLE.exists() else []
    done = {row["seed"] for row in rows}
    for seed in (seed for seed in range(FIRST_SEED, FIRST_SEED + (forces or 0)) if seed not in done):
        with tempfile.TemporaryDirectory() as folder:
            rows += force(seed, Path(folder))
        pd.DataFrame(rows).round(3).to_csv(TABLE, index=False, lineterminator="\n")
        print(*(f"{name}={value}" for row in rows[-2:] for name, value in row.items()), flush=True)
    told = figures(pd.read_csv(TABLE))
    print(told)
    PAGE.write_text(BETWEEN.sub(lambda found: f"{found[1]}{told}{found[2]}", PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
