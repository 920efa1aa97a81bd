"""Packs to attack: planned, released and handed out as a run does it, without rendering a page."""

from __future__ import annotations

import csv
import os
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import eianalysis as ei
from eianalysis import synthetic
from eianalysis.cycle import load_cycle
from eianalysis.dataset import Force
from eianalysis.errors import EIAnalysisError
from eianalysis.issued import COLUMNS, KEPT, LEDGER
from eianalysis.report.count import found_here, questions
from eianalysis.report.notebooks import select
from eianalysis.report.pack_plan import plan_pack
from tests.made import ROOT

#: Which force is drawn, and what is sampled of it: another in every run, or the one that is asked for.
SEED = "ATTACK_SEED"
BOARDS = ("2022-10", "2023-01", "2023-04")  # three in a row, of which the first has no cycle of its own in the demo
Knob = Callable[[Force], None]


def fresh_seed() -> int:
    """The seed of this run, printed so that a failure can be had again with ``ATTACK_SEED=…``."""
    seed = int(os.environ.get(SEED) or random.SystemRandom().randrange(10_000, 1_000_000))
    print(f"{SEED}={seed}")
    return seed


def drawn(folder: Path, seed: int) -> Path:
    """The data folder of a force of this seed: the demo's cycles, register and reference tables, and none of its people."""
    data = folder / "data"
    for part in ("cycles", "reference", "recommendations"):
        shutil.copytree(ROOT / "data" / part, data / part)
    synthetic.write(data / "synthetic", tables=synthetic.force(seed=seed))
    shutil.copy(ROOT / "data" / "synthetic" / "updates.csv", data / "synthetic")
    return data


def made(data: Path, name: str, pages: Collection[str] = (), knobs: Collection[Knob] = ()) -> Path:
    """The released tables of a cycle's pages (all where none is named), and of what is asked beyond them."""
    cycle = load_cycle(name, data_dir=data, outputs_dir=data.parent / "outputs")
    chosen = [page for page in select(ROOT / "notebooks", cycle) if not pages or page in pages]
    asked = questions(cycle, chosen)
    with tempfile.TemporaryDirectory() as scratch:
        plan_pack(cycle, Path(scratch), asked, summary=False)
        with found_here(Path(scratch)):
            force = Force(cycle)
            for question in asked:
                try:
                    result = force.stand(question)
                except EIAnalysisError:  # what cannot be counted is told on its page
                    continue
                if not result.missing and result.shape in ("counts", "curve"):
                    ei.save(result.release(), cycle, re.sub(r"[^a-z0-9_-]+", "-", question))
            for knob in knobs:
                knob(force)
    return cycle.folder / "tables"


def handed_out(data: Path, name: str, tables: Path) -> Path:
    """The tables entered in the ledger as one more issue of their cycle; their folder from now on."""
    outputs = data.parent / "outputs"
    number = 1 + sum(1 for _ in (outputs / KEPT).glob(f"{name}.*"))
    kept = outputs / KEPT / f"{name}.{number}"
    shutil.copytree(tables, kept)
    shutil.rmtree(tables.parent)
    new = not (outputs / LEDGER).exists()
    with (outputs / LEDGER).open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        if new:
            writer.writeheader()
        for side in sorted(kept.glob("*.json")):
            writer.writerow({"cycle": name, "issue": number, "table": side.stem, "csv_sha256": _sealed(side), "event": "issued"})
    return kept


def _sealed(side: Path) -> str:
    return re.search(r'"csv_sha256": "(\w+)"', side.read_text(encoding="utf-8"))[1]


def changed(data: Path, name: str, *lines: tuple[str, str], as_name: str = "") -> None:
    """The cycle's file with these patterns put for others, in its place or as another cycle."""
    path = data / "cycles" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    for pattern, put in lines:
        text, times = re.subn(pattern, put, text)
        assert times, f"{name}.toml has no {pattern}"
    path.with_name(f"{as_name or name}.toml").write_text(text, encoding="utf-8")


def other_asks(seed: int, many: int) -> Iterator[Knob]:
    """Questions of an analyst beyond the pages: any measure, by any characteristic, over other months."""
    rng = random.Random(seed)

    def ask(number: int) -> Knob:
        def knob(force: Force) -> None:
            for _ in range(20):  # what a measure cannot be asked is refused; another is drawn
                measure, by = rng.choice(sorted(force.measures)), rng.choice(BY)
                try:
                    result = force.ask(measure, by=by, months=rng.choice(MONTHS))
                    if result.shape in ("counts", "curve") and not result.missing:
                        ei.save(result.release(), force.cycle, f"ask-{number}-{re.sub('[^a-z0-9]+', '-', measure)}")
                        return
                except EIAnalysisError:
                    continue

        return knob

    return map(ask, range(many))


def with_a_board_before(data: Path) -> None:
    """The cycle three months before the first of the demo."""
    dates = (("2022-01-01", "2021-10-01"), ("2022-12-31", "2022-09-30"), ("2023-01-25", "2022-10-26"), ("2023-04-26", "2023-01-25"))
    changed(data, BOARDS[1], (f'"{BOARDS[1]}"', f'"{BOARDS[0]}"'), *dates, as_name=BOARDS[0])


BY = ("sex", "ethnicity", "ethnicity_2", "ethnicity_5", "age_band", "disability", "religion", "directorate", "sex * ethnicity_2", "rank_band", "route")
MONTHS = (6, 12, 18, 24, 36, 48)
