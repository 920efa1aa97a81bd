"""A thousand synthetic forces from files to verdicts: is each planted effect found at the rate the enumeration says?

Not a speed: it says whether what the pack calls clear is clear. Takes a quarter of an hour on two cores; ``FORCES=100`` for less.
The committed force is not among the seeds.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor

import pandas as pd

from benchmarks.many_forces import agreement, verdicts

FIRST_SEED = 10_000


def main() -> None:
    forces, cores = int(os.environ.get("FORCES", "1000")), os.cpu_count() or 1
    seeds = [range(FIRST_SEED + start, FIRST_SEED + min(start + 10, forces)) for start in range(0, forces, 10)]
    with ProcessPoolExecutor(cores) as pool:
        found = pd.concat(pool.map(verdicts, seeds), ignore_index=True)
    for row in agreement(found).itertuples():
        print(
            f"{row.name}: clear in {row.clear} of {row.forces} forces ({100 * row.clear / row.forces:.1f}%), "
            f"expected {100 * row.expected / row.forces:.1f}%, z = {row.z:+.1f}"
        )


if __name__ == "__main__":
    main()
