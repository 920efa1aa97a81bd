"""The checks a pack must pass before anybody gets it, and passes again when it is verified or issued."""

from __future__ import annotations

import sys
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.report import printed
from eianalysis.report.followed import Followed
from eianalysis.report.loaded_inputs import references
from eianalysis.report.leaks import Forbidden, require_clean
from eianalysis.report.overlap import require_agreement


def check_pack(pack: Path, cycle: BoardCycle, tables: dict, notebooks_dir: Path) -> Followed:
    """How far the evidence map can be followed, if the pack may go out.

    Otherwise a ``DisclosureError`` or ``EIAnalysisError`` says what stands in the way.

    ``tables`` are the cycle's inputs: no reference of a person or a case in them may be found in the pack.
    """
    saved = printed.tables(pack / "tables")
    followed = require_agreement(saved)
    require_clean(pack, Forbidden.of(references(tables), machine_folders(cycle, notebooks_dir)))
    return followed


def machine_folders(cycle: BoardCycle, notebooks_dir: Path) -> list[Path]:
    """Folders of this machine that no output may name."""
    return [
        cycle.data_dir.resolve(),
        cycle.outputs_dir.resolve(),
        notebooks_dir.resolve(),
        Path.cwd(),
        Path.home(),
        Path(sys.prefix),
        Path(__file__).resolve().parents[2],
    ]
