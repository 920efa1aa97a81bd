"""A whole cycle, from notebooks to a pack, beside plain papermill and nbconvert over the same notebooks one after the other.

The plain way makes pages and nothing else: no checks, no workbook, no leak scan, no manifest.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.timing import Cost, beside, command
from eianalysis.report.notebooks import notebooks_of

ROOT = Path(__file__).resolve().parents[1]
CYCLE = "2023-04"


def main() -> None:
    notebooks = list(notebooks_of(ROOT / "notebooks", "board").values())
    with tempfile.TemporaryDirectory() as folder:

        def ours() -> Cost:
            return command([sys.executable, "-m", "eianalysis.cli", "run", CYCLE, "--outputs-dir", f"{folder}/ours"], ROOT)

        def plain() -> Cost:
            return _plain(notebooks, Path(folder))

        beside(f"the whole cycle, {len(notebooks)} notebooks", ours, "papermill, then nbconvert, one after the other", plain, rounds=2)
        again = command([sys.executable, "-m", "eianalysis.cli", "run", CYCLE, "--changed", "--outputs-dir", f"{folder}/ours"], ROOT)
    print(f"  once more with --changed and nothing changed: {again.seconds:.1f} s of CPU, at most {again.peak_mb:.0f} MB")


def _plain(notebooks: list[Path], folder: Path) -> Cost:
    """The plain way: pages and nothing else."""
    parts = []
    for path in notebooks:
        done = folder / path.name
        knobs = ["-p", "cycle", CYCLE, "-p", "data_dir", str(ROOT / "data"), "-p", "outputs_dir", str(folder / "plain")]
        parts.append(command([sys.executable, "-m", "papermill", str(path), str(done), "--cwd", str(ROOT / "notebooks"), "--no-progress-bar", *knobs], ROOT))
        parts.append(command([sys.executable, "-m", "nbconvert", "--to", "html", "--log-level=ERROR", str(done)], ROOT))
    return Cost(sum(part.seconds for part in parts), max(part.peak_mb for part in parts))


if __name__ == "__main__":
    main()
