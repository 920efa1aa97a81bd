"""Which items a force has: what a page is evidence for is named only where the force's own register has it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from eianalysis.register.files import PLACES


def in_register(items: Iterable[str], data_dir: Path) -> tuple[str, ...]:
    """Those of the items that the register of this data folder has; none where there is no register."""
    path = data_dir / PLACES["register"][1]
    try:
        known = _ids(path, path.stat().st_mtime_ns)
    except OSError:
        return ()
    return tuple(item for item in items if item in known)


@lru_cache(maxsize=8)
def _ids(path: Path, _changed: int) -> frozenset[str]:
    """The ids of its items; what is wrong with the file is told by whoever reads the whole of it."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return frozenset(row.get("item_id") or "" for row in csv.DictReader(file))
