"""Which lines and branches of the gate, the measures and the readers no test of theirs takes: written into docs/coverage.md.

make coverage
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "coverage.md"
LEAST = 90  # percent of lines and branches, under which `make coverage` fails
HEAD = """# Which lines no test takes

Lines and branches of `eianalysis.disclosure`, `measures` and `sources`, under the tests of these three and of `declare` and
`dataset` alone that `make test` runs: long tests, pages, attackers and proofs take more of them. `120->124` is a branch that was never taken. Modules without a gap
are left out. Written by `make coverage`.

"""


def main() -> int:
    done = subprocess.run(
        [sys.executable, "-m", "coverage", "report", "--format=markdown", f"--fail-under={LEAST}"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode not in (0, 2) or not done.stdout.strip():
        sys.exit(done.stderr or "nothing was measured: run `make coverage`")
    PAGE.write_text(HEAD + done.stdout, encoding="utf-8", newline="\n")
    total = next(line for line in done.stdout.splitlines() if "TOTAL" in line)
    print(f"{total.split('|')[-3].strip().strip('*')} of lines and branches taken, the rest named in {PAGE.relative_to(ROOT)}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
