"""A whole cycle, from notebooks to a pack, beside plain papermill and nbconvert over the same notebooks one after the other.

The plain way makes pages and nothing else: no checks, no workbook, no leak scan, no manifest. "Inside the cells" is what papermill
itself measured there, imports and all: no way of running notebooks one after the other can be faster than that.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CYCLE = "2023-04"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours = _timed([sys.executable, "-m", "eianalysis.cli", "run", CYCLE, "--outputs-dir", f"{folder}/ours"])
        again = _timed([sys.executable, "-m", "eianalysis.cli", "run", CYCLE, "--changed", "--outputs-dir", f"{folder}/ours"])
        notebooks = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
        plain, cells = _plain(notebooks, Path(folder))
    print(f"{len(notebooks)} notebooks. The whole cycle: {ours:.1f} s; once more with --changed and nothing changed: {again:.1f} s")
    print(f"  papermill, then nbconvert, one notebook after the other: {plain:.1f} s; ours takes {ours / plain:.2f} of that")
    print(f"  inside the cells: {cells:.1f} s; ours takes {ours / cells:.2f} of that")


def _plain(notebooks: list[Path], folder: Path) -> tuple[float, float]:
    """Wall seconds of the plain way, and seconds spent inside cells."""
    wall = inside = 0.0
    for path in notebooks:
        done = folder / path.name
        knobs = ["-p", "cycle", CYCLE, "-p", "data_dir", str(ROOT / "data"), "-p", "outputs_dir", str(folder / "plain")]
        wall += _timed([sys.executable, "-m", "papermill", str(path), str(done), "--cwd", str(ROOT / "notebooks"),
                        "--no-progress-bar", *knobs])
        wall += _timed([sys.executable, "-m", "nbconvert", "--to", "html", "--log-level=ERROR", str(done)])
        cells = json.loads(done.read_text(encoding="utf-8"))["cells"]
        inside += sum(cell["metadata"]["papermill"]["duration"] or 0 for cell in cells if cell["cell_type"] == "code")
    return wall, inside


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} …: {done.stderr.strip().splitlines()[-1]}")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
