"""Run a command beside what a run of the default cycle reads, counts and plans: ``python -m tests.prepared CMD …``.

A notebook of a pack hides by the plan of the whole pack; one run by itself knows only its own tables and may show more. The
committed outputs are those of the pack, so whatever makes or compares them gets the same plan (``make notebooks``, ``make nbval``).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from eianalysis.cycle import load_cycle
from eianalysis.report.build import usable_cores
from eianalysis.report.count import count_all, folders, form_families, questions, read_tables
from eianalysis.report.notebooks import all_notebooks
from eianalysis.report.pack_plan import plan_pack

ROOT = Path(__file__).resolve().parents[1]


def prepare(scratch: Path) -> dict[str, str]:
    """Read, count and plan the default cycle into a folder; the environment in which notebooks find it."""
    cycle, pages = load_cycle(data_dir=ROOT / "data"), list(all_notebooks(ROOT / "notebooks"))
    asked = questions(cycle, pages)
    read_tables(cycle, scratch)
    count_all(cycle, scratch, asked, usable_cores())
    form_families(cycle, scratch, pages, usable_cores())
    plan_pack(cycle, scratch, asked, summary=True)
    return folders(scratch)


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(command, env={**os.environ, **prepare(Path(folder))}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
