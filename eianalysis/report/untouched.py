"""The data of a run stay as they were while it is on: a file that has changed, is gone or is new at its end stops the run and is named.

A notebook is refused every change that Python can see (``read_only``). This finds the others: programs that a notebook started,
libraries in C, and somebody who saves a workbook meanwhile. Pages that rest on two states of a file would not fit each other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import EIAnalysisError
from eianalysis.report.basis import FOLDERS

SHOWN = 10
OF_PROGRAMS = (".", "~$")  # how the names begin of what systems and office programs lay beside a file that is open
Seen = dict[str, tuple[int, int]]


def seen(cycle: BoardCycle) -> Seen:
    """The size and time of each file that the cycle can draw on, by its name below the data folder."""
    found: Seen = {}
    for path in _files(cycle):
        try:
            facts = path.stat()
        except OSError:  # gone since it was listed, or a link to nothing
            continue
        found[path.relative_to(cycle.data_dir).as_posix()] = (facts.st_size, facts.st_mtime_ns)
    return found


def require_untouched(cycle: BoardCycle, before: Seen) -> None:
    """Nothing where the files are those of before, as they were; else ``EIAnalysisError`` that names those that are not."""
    now = seen(cycle)
    said = {name: "is gone" if name not in now else "is new" if name not in before else "has changed" for name in sorted({*before, *now})}
    changed = [f"{name} {what}" for name, what in said.items() if now.get(name) != before.get(name)]
    if changed:
        more = [f"and {len(changed) - SHOWN} more"] if len(changed) > SHOWN else []
        raise EIAnalysisError(
            f"the data of cycle {cycle.name} changed while the run was on: {'; '.join([*changed[:SHOWN], *more])}. Its pages would rest on both states, "
            "so no pack is made of them: look at the file, put it back if a program that a notebook started has changed it, and run the cycle again"
        )


def _files(cycle: BoardCycle) -> Iterator[Path]:
    yield cycle.data_dir / "cycles" / f"{cycle.name}.toml"
    outputs = cycle.outputs_dir.resolve()
    for top in (*(cycle.data_dir / name for name in FOLDERS), cycle.raw_dir):
        for folder, below, names in os.walk(top):
            below[:] = [name for name in below if Path(folder, name).resolve() != outputs]
            yield from (Path(folder, name) for name in names if not name.startswith(OF_PROGRAMS))
