"""Tables read once a run: the run keeps each as it was read, and whoever loads it again is given that.

A kept table is the run's own copy in its scratch folder, which is gone when the run ends; the files it came from count as
read by whoever loads it.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from eianalysis import once, reads
from eianalysis.sources.typed import TypedTable

#: The folder of a run's tables, set in the environment of what the run starts.
TABLES = "EIANALYSIS_TABLES"


def kept(loader: Callable[..., TypedTable]) -> Callable[..., TypedTable]:
    """The loader, giving back what the run has read already; with options of its own it reads for itself."""

    @wraps(loader)
    def load(cycle, *given, **options) -> TypedTable:
        path = None if given or options else _path(loader.__name__, cycle)
        if path is None or not path.is_file():
            return loader(cycle, *given, **options)
        found = pickle.loads(path.read_bytes())
        reads.note(found["read"])
        return found["table"]

    return load


def keep(folder: Path, loader: Callable[..., TypedTable], cycle) -> TypedTable:
    """Load a table and keep it for the run, with the files it was read from."""
    with reads.reading(cycle.data_dir) as files:
        table = loader(cycle)
    once.keep(folder / f"{loader.__name__}.{cycle.name}", {"table": table, "read": files})
    return table


def _path(name: str, cycle) -> Path | None:
    folder = os.environ.get(TABLES)
    return Path(folder) / f"{name}.{cycle.name}" if folder and hasattr(cycle, "name") else None
