"""``python -m tests.fuzz [--inputs N] [--seed S] [--reader NAME]``: damaged inputs with a fresh seed; failures are saved as cases.

Inputs are read in processes of their own, with a limit of memory and of time for each. Exit code 1 where anything failed, and where
over a fifth of the inputs were vacuous: they tested nothing, so that their silence says nothing.

``--attack`` draws forces instead of inputs, and gives each one's pack, with questions asked beyond it, to the attacker.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.forces import attacked
from tests.fuzz.readers import READERS, ROOT
from tests.fuzz.tried import CASES, MOST_MEMORY, MOST_SECONDS, Batch, drawn, save

BATCH = 50
MOST_VACUOUS = 0.2
VACUOUS = "vacuous: "  # what a batch says of itself in its last line


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=3_000, help="how many inputs over all readers")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--reader", action="append", choices=sorted(READERS))
    parser.add_argument("--attack", type=int, nargs="?", const=1, metavar="FORCES", help="attack the packs of so many forces that no test has drawn")
    parser.add_argument("--batch", nargs=3, help=argparse.SUPPRESS)  # reader, seed, how many: the process of a batch
    said = parser.parse_args()
    if said.batch:
        return _batch(said.batch[0], int(said.batch[1]), int(said.batch[2]))
    if said.attack:
        failed, vacuous, all_ = attacked(said.seed, said.attack)
        print(f"{said.attack} forces from seed {said.seed}, {all_} questions beyond their packs: {failed} failed")
        return _ended(failed, vacuous, all_)
    names = said.reader or sorted(READERS)
    each, failed, vacuous = -(-said.inputs // len(names)), 0, Counter()
    for name in names:
        for at in range(0, each, BATCH):
            lines = _in_a_process(name, said.seed + at, min(BATCH, each - at))
            vacuous[name] += sum(int(line.removeprefix(VACUOUS)) for line in lines if line.startswith(VACUOUS))
            lines = [line for line in lines if not line.startswith(VACUOUS)]
            failed += len(lines)
            print("\n".join(lines), end="\n" if lines else "", flush=True)
    print(
        f"{each * len(names)} inputs over {len(names)} readers with seed {said.seed}: {failed} failed"
        f"{f'; saved in {CASES.relative_to(ROOT)}' if failed else ''}"
    )
    if not said.reader and said.inputs >= 3_000:
        sys.path.insert(0, str(ROOT / "docs"))
        from measured import note

        note("fuzz", inputs=each * len(names), readers=len(names), failed=failed)
    print("most vacuous:", ", ".join(f"{name} {many} of {each}" for name, many in vacuous.most_common(3)))
    return _ended(failed, vacuous.total(), each * len(names))


def _ended(failed: int, vacuous: int, all_: int) -> int:
    """The exit code, with a word on what tested nothing."""
    many = vacuous > MOST_VACUOUS * all_
    print(f"{vacuous} of {all_} were vacuous{f', over {MOST_VACUOUS:.0%}: what fails may be among what they should have been' if many else ''}")
    return 1 if failed or many else 0


def _in_a_process(name: str, seed: int, many: int) -> list[str]:
    """What a batch prints: a line for each failure, and how many inputs were vacuous."""
    limit = 2 * MOST_SECONDS * many + 300
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz", "--batch", name, str(seed), str(many)], cwd=ROOT, capture_output=True, text=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return [f"{name}: a batch took more than {limit} s"]
    lines = done.stdout.splitlines()
    if done.returncode not in (0, 1):
        lines.append(f"{name}: the process ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return lines


def _batch(name: str, seed: int, many: int) -> int:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        batch = Batch(name, Path(folder))
        for number, content in enumerate(drawn(name, seed, many)):
            if why := batch.tried(content):
                failed += 1
                print(f"{name}, seed {seed}, input {number}: {why}; {save(name, content)}", flush=True)
    print(f"{VACUOUS}{batch.vacuous}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
