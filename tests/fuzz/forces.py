"""Forces that no test has drawn, with the questions an analyst may ask beyond their packs: what does the attacker find?"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from tests.attack.attack import attack
from tests.attack.packs import BOARDS, drawn, made, other_asks


QUESTIONS = 12  # a force


def attacked(seed: int, forces: int, questions: int = QUESTIONS) -> tuple[int, int, int]:
    """``(failed, vacuous, asked)``: what was found of few people; questions of which no table came that shows anything."""
    failed = vacuous = 0
    for number in range(seed, seed + forces):
        with tempfile.TemporaryDirectory() as folder:
            data = drawn(Path(folder), number)
            tables = made(data, BOARDS[1], knobs=list(other_asks(number, questions)))
            finds, _ = attack(tables)
            told = sorted(str(find) for find in finds if find.few)
            print("\n".join(f"force of seed {number}: {find}" for find in told), end="\n" if told else "", flush=True)
            failed += len(told)
            vacuous += questions - sum(map(_shows, tables.glob("ask-*.csv")))
    return failed, vacuous, forces * questions


def _shows(path: Path) -> bool:
    with path.open(encoding="utf-8", newline="") as file:
        return any(row["status"] in ("shown", "low_base") for row in csv.DictReader(file))
