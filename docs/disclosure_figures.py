"""What the plan of the demo's pack hides, beside the least that had to be hidden: written into docs/disclosure.md.

.venv/bin/python docs/disclosure_figures.py [CYCLE]
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from eianalysis.cycle import load_cycle
from eianalysis.dataset import Force
from eianalysis.report.pack_plan import plan_pack

PAGE = Path(__file__).with_name("disclosure.md")
BETWEEN = re.compile(r"(<!-- figures -->\n).*(<!-- /figures -->)", re.S)
NAMES = {
    "primary": "sides of primary comparisons",
    "total": "totals",
    "reference": "references",
    "group": "other groups",
    "undeclared": "those who declared nothing",
}


def figures(name: str) -> str:
    """The figures of one cycle as a table."""
    cycle = load_cycle(name, data_dir=PAGE.parents[1] / "data")
    with tempfile.TemporaryDirectory() as scratch:
        began = time.process_time()
        made, solution = plan_pack(cycle, Path(scratch), list(Force(cycle).standing), summary=False)
        seconds = time.process_time() - began
    shown, hidden = Counter(), Counter()
    for row in made.rows:
        if row.kind in NAMES and not row.public:
            (hidden if any(cell in made.hidden for cell in row.cells) else shown)[row.kind] += 1
    lines = ["| rows of the standing tables | all | hidden |", "|---|---|---|"]
    for kind, words in NAMES.items():
        every = shown[kind] + hidden[kind]
        lines.append(f"| {words} | {every} | {hidden[kind]} ({100 * hidden[kind] / max(every, 1):.0f}%) |")
    every, gone = sum(shown.values()) + sum(hidden.values()), sum(hidden.values())
    lines.append(f"| together | {every} | {gone} ({100 * gone / every:.0f}%) |")
    more = solution.cost / solution.least if solution.least > 0 else 1.0
    lines.append(
        f"\nWhat is hidden beside rows that are small themselves costs {more:.2f} times the least that the solver could prove "
        f"necessary (counting and planning: {seconds:.0f} CPU seconds). Made by `docs/disclosure_figures.py` from cycle {name}.\n"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    told = figures(sys.argv[1] if len(sys.argv) > 1 else "2023-04")
    print(told)
    PAGE.write_text(BETWEEN.sub(lambda found: f"{found[1]}{told}{found[2]}", PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
