"""A proposed mapping tried on its file: what the loader would still refuse, in its own words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.sources.assemble_table import typed
from eianalysis.sources.mapping import Entry, Mapping, read_mapping
from eianalysis.sources.propose.draft_mapping import latest_day
from eianalysis.sources.propose.mapping_draft import Draft

#: What stands in for the answers that a person still owes, so that the rest can be tried.
_OWED = {"as_at": lambda one: latest_day(one.look).isoformat(), "worker_type": lambda one: "officer"}


def trial(path: Path, drafts: list[Draft]) -> dict[str, tuple[int, tuple[Fault, ...]]]:
    """By table: how many rows it would have, and what stops it."""
    found: dict[str, tuple[int, tuple[Fault, ...]]] = {}
    mapping = read_mapping(path.parent)
    for one in drafts:
        for part in one.parts:
            owed = {name: _OWED[name](one) for name, value in part.constants.items() if value is None}
            entry = next(made for made in mapping.entries if (made.table, made.file, made.sheet or "") == (part.table, path.name, one.look.sheet))
            found[part.table] = _tried(path, replace(entry, constants={**entry.constants, **owed}), mapping)
    return found


def _tried(path: Path, entry: Entry, mapping: Mapping) -> tuple[int, tuple[Fault, ...]]:
    try:
        return len(typed(TABLES[entry.table], entry, mapping, path.parent, None)[2]), ()
    except DataFault as fault:
        return 0, fault.faults
