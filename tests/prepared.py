"""Run a command beside what a run of the default cycle reads, counts and plans: ``python -m tests.prepared CMD …``.

A notebook of a pack hides by the plan of the whole pack; one run by itself knows only its own tables and may show more. The
committed outputs are those of the pack, so whatever makes or compares them gets the same plan (``make notebooks``, ``make nbval``).
The word ``NOTEBOOKS`` in the command stands for the notebooks that are pages of that cycle.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from eianalysis.cycle import load_cycle
from eianalysis.report.build_pack import prepare, usable_cores
from eianalysis.report.count import folders
from eianalysis.report.notebooks import notebooks_of

ROOT = Path(__file__).resolve().parents[1]


def main(command: list[str]) -> int:
    cycle, notebooks = load_cycle(data_dir=ROOT / "data"), ROOT / "notebooks"
    with tempfile.TemporaryDirectory() as folder:
        own = notebooks_of(notebooks, cycle.kind)
        prepare(cycle, Path(folder), notebooks, list(own), usable_cores())
        command = [each for word in command for each in ([str(path) for path in own.values()] if word == "NOTEBOOKS" else [word])]
        return subprocess.run(command, env={**os.environ, **folders(Path(folder))}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
