"""``python -m tests.fuzz [--inputs N] [--seed S] [--reader NAME]``: damaged inputs with a fresh seed; failures are saved as cases.

Inputs are read in processes of their own, with a limit of memory and of time for each. Exit code 1 where anything failed.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.readers import READERS, ROOT
from tests.fuzz.tried import CASES, MOST_MEMORY, MOST_SECONDS, drawn, save, tried

BATCH = 50


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--reader", action="append", choices=sorted(READERS))
    parser.add_argument("--batch", nargs=3, help=argparse.SUPPRESS)  # reader, seed, how many: the process of a batch
    said = parser.parse_args()
    if said.batch:
        return _batch(said.batch[0], int(said.batch[1]), int(said.batch[2]))
    names = said.reader or sorted(READERS)
    each, failed = -(-said.inputs // len(names)), 0
    for name in names:
        for at in range(0, each, BATCH):
            many = min(BATCH, each - at)
            limit = 2 * MOST_SECONDS * many + 300
            try:
                done = subprocess.run(
                    [sys.executable, "-m", "tests.fuzz", "--batch", name, str(said.seed + at), str(many)],
                    cwd=ROOT,
                    capture_output=True,
                    text=True,
                    timeout=limit,
                )
                lines = done.stdout.splitlines()
                if done.returncode not in (0, 1):
                    lines.append(f"{name}: the process ended with {done.returncode}: {done.stderr.strip()[-300:]}")
            except subprocess.TimeoutExpired:
                lines = [f"{name}: a batch took more than {limit} s"]
            failed += len(lines)
            print("\n".join(lines), end="\n" if lines else "", flush=True)
    print(
        f"{each * len(names)} inputs over {len(names)} readers with seed {said.seed}: {failed} failed"
        f"{f'; saved in {CASES.relative_to(ROOT)}' if failed else ''}"
    )
    return 1 if failed else 0


def _batch(name: str, seed: int, many: int) -> int:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(drawn(name, seed, many)):
            if why := tried(name, Path(folder), content):
                failed += 1
                print(f"{name}, seed {seed}, input {number}: {why}; {save(name, content)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
