"""What the last board was given: the released tables of the issued pack before this one, and the ledger of all of them.

Everything here has passed the gate and has been in a reader's hands. ``outputs/ledger.csv`` has a row for every table of
every issued pack; the tables themselves are kept as they were in ``outputs/ledger.tables/<cycle>.<issue>/``, so that a
later run of the same cycle cannot change what the last board is said to have seen.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault, Fault
from eianalysis.toml_file import is_a_file

LEDGER = "ledger.csv"
KEPT = "ledger.tables"
#: Columns of the ledger; ``issue`` counts the issues of one cycle from 1. A row whose ``event`` is "withdrawn" says that the board
#: was told, at ``issued_at`` and for the reason in ``why``, not to rely on the table; of a correction ``why`` is its reason.
COLUMNS = (
    "cycle",
    "issue",
    "issued_at",
    "table",
    "measure",
    "shape",
    "profile",
    "rows",
    "rows_hidden",
    "synthetic",
    "csv_sha256",
    "manifest_sha256",
    "event",
    "why",
)
FIRST_COLUMNS = COLUMNS[:-2]  # of ledgers written before a table could be withdrawn
WITHDRAWN = "withdrawn"
#: What later pages take from the sidecar of a table, and what each is; a key that an earlier version did not write may be absent.
_KINDS = {
    "measure": str,
    "shape": str,
    "csv_sha256": str,
    "status": str,
    "definition": dict,
    "policy": dict,
    "missing": dict | None,
    "cells": dict | None,
    "columns": list,
    "keys": list,
    "grouping": list,
    "sources": list,
    "synthetic": bool,
}
_NAME = re.compile(r"[\w.-]+(?<!\.)")  # of a file in the folder of kept tables, never a path


@dataclass(frozen=True, repr=False)
class LastIssued:
    """The pack before this one, as its readers have it.

    cycle    its name, or None where this cycle names no ``previous_cycle``
    state    ``issued`` (from the ledger), ``synthetic`` (the predecessor that comes with the synthetic force) or ``none``
    tables   released tables by name, in the columns of the contract; a hidden value is empty (``NaN``), never 0
    about    the sidecar of each: measure, definition, keys, sources, whether it is synthetic
    withdrawn  why, by name, of tables the board was told not to rely on; they stand in ``tables`` all the same, because who
               has read a figure knows it
    """

    cycle: str | None
    state: str
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    about: dict[str, dict] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<LastIssued {self.cycle or 'no cycle before'}: {self.state}, {len(self.tables)} tables>"


def last_issued(cycle: BoardCycle) -> LastIssued:
    """The released tables of the pack the board had before this one, to say "was" beside "is".

    Parameters
    ----------
    cycle : BoardCycle
        The cycle now; its ``previous_cycle`` is what is looked for.

    Returns
    -------
    LastIssued
        From the ledger if that cycle has been issued here (its latest issue); else, for a demo, the synthetic predecessor
        committed in ``data/synthetic/released/<previous_cycle>/``, as long as it is of the force that is there; else of state ``none`` with no tables, which is no
        error. A cycle of real extracts is never set beside figures of invented people: their tables are left out.
        Windows of two cycles mostly overlap, so from these tables only "was" and "is" can be said, never a verdict.

    Raises
    ------
    DataFault
        Where a table is missing or is not the one that was issued.

    Examples
    --------
    >>> before = last_issued(cycle)                                                               # doctest: +SKIP
    >>> before.state, before.tables["turnover_start_headcount_ex_transfers"]                      # doctest: +SKIP
    """
    name = cycle.previous_cycle
    if name is None:
        return LastIssued(None, "none")
    entries = [row for row in read_ledger(cycle.outputs_dir) if row["cycle"] == name]
    if entries:
        issue = max(int(row["issue"]) for row in entries)
        folder = cycle.outputs_dir / KEPT / f"{name}.{issue}"
        sealed = {row["table"]: row["csv_sha256"] for row in entries if int(row["issue"]) == issue}
        gone = {row["table"]: row["why"] for row in entries if int(row["issue"]) == issue and row["event"] == WITHDRAWN}
        before = replace(_read(name, "issued", folder, sealed), withdrawn=gone)
        return before if cycle.demo else _without_invented(before)
    folder = cycle.data_dir / "synthetic" / "released" / name
    if cycle.demo and folder.is_dir():
        before = _read(name, "synthetic", folder, {path.stem: None for path in folder.glob("*.csv")})
        if _is_of_this_force(before, cycle.data_dir / "synthetic"):
            return before
    return LastIssued(name, "none")


def _is_of_this_force(before: LastIssued, folder: Path) -> bool:
    """Whether most invented files that a predecessor was made of are those in the folder: a force drawn anew has no pack before."""
    made_of = {
        source.get("file"): source.get("sha256") for side in before.about.values() for source in side.get("sources", ()) if source.get("state") == "synthetic"
    }
    same = [
        _digest(path, path.stat().st_mtime_ns, path.stat().st_size) == made_of[path.name]
        for path in folder.rglob("*.csv")
        if path.name in made_of and "released" not in path.relative_to(folder).parts
    ]
    return 2 * sum(same) >= len(same)


@lru_cache(maxsize=256)
def _digest(path: Path, changed: int, size: int) -> str:
    """The checksum of a file, worked out once as long as it does not change."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def every_issue(cycle: BoardCycle) -> list[LastIssued]:
    """Everything that readers have: each issue of each cycle in the ledger, this one's own earlier issues among them, and the
    predecessor that comes with the synthetic force."""
    sealed: dict[tuple[str, int], dict[str, str]] = {}
    for row in read_ledger(cycle.outputs_dir):
        sealed.setdefault((row["cycle"], int(row["issue"])), {})[row["table"]] = row["csv_sha256"]
    found = [_read(name, "issued", cycle.outputs_dir / KEPT / f"{name}.{issue}", tables) for (name, issue), tables in sealed.items()]
    before = last_issued(cycle)
    return [*(found if cycle.demo else map(_without_invented, found)), *([before] if before.state == "synthetic" else [])]


def _without_invented(before: LastIssued) -> LastIssued:
    real = [name for name, side in before.about.items() if not side.get("synthetic")]
    return replace(
        before, state=before.state if real else "none", tables={name: before.tables[name] for name in real}, about={name: before.about[name] for name in real}
    )


def read_ledger(outputs_dir: Path) -> list[dict[str, str]]:
    """Every row of the ledger, oldest first; none where no pack has been issued."""
    path = outputs_dir / LEDGER
    if not is_a_file(path, LEDGER, "the ledger of issued packs"):
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            columns, rows = tuple(reader.fieldnames or ()), list(reader)
    except (OSError, ValueError, csv.Error) as error:
        raise _ledger_fault(f"it cannot be read ({type(error).__name__})", "the file as it was written") from None
    if columns not in (COLUMNS, FIRST_COLUMNS):
        raise _ledger_fault("its columns are not those this version writes", ", ".join(COLUMNS))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise _ledger_fault(f"row {number} has {'more' if None in row else 'fewer'} cells than there are columns", f"{len(columns)} cells")
        if not re.fullmatch(r"[1-9][0-9]{0,5}", row["issue"]):
            raise _ledger_fault(f"row {number}: its issue is no number", "the issues of a cycle are counted from 1")
        if not all(_NAME.fullmatch(row[name]) for name in ("cycle", "table")):
            raise _ledger_fault(f"row {number}: its cycle or table is no name", "letters, digits and hyphens")
    return [{**dict.fromkeys(COLUMNS, ""), **row} for row in rows]


def issues(outputs_dir: Path) -> dict[str, str]:
    """Each issue in the ledger ("2023-04.1" is the first of cycle 2023-04) and the fingerprint of its manifest."""
    return {f"{row['cycle']}.{row['issue']}": row["manifest_sha256"] for row in read_ledger(outputs_dir)}


def _ledger_fault(found: str, expected: str) -> DataFault:
    return DataFault(LEDGER, "the ledger of issued packs", [Fault(found, expected)], "Put back the ledger as it was; it is written by `eianalysis issue` only.")


def _read(cycle: str, state: str, folder: Path, sealed: dict[str, str | None]) -> LastIssued:
    tables, about, faults = {}, {}, []
    for name, digest in sorted(sealed.items()):
        path = folder / f"{name}.csv"
        try:
            body, side = path.read_bytes(), _sound(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
            sealed_as = side["csv_sha256"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            faults.append(Fault(f"table '{name}' or its .json is missing or cannot be read", "the file as it was issued"))
            continue
        if hashlib.sha256(body).hexdigest() != sealed_as or digest not in (None, sealed_as):
            faults.append(Fault(f"table '{name}' is not the one that was issued", "the file as it was issued"))
            continue
        try:
            tables[name] = pd.read_csv(path, keep_default_na=False, na_values=[""])
        except (ValueError, pd.errors.ParserError):
            faults.append(Fault(f"table '{name}' cannot be read as a table", "the file as it was issued"))
            continue
        about[name] = side
    if faults:
        where = f"{KEPT}/{folder.name}" if state == "issued" else f"synthetic/released/{cycle}"
        raise DataFault(where, "the released tables of the last pack", faults, "Put back the folder as it was.")
    return LastIssued(cycle, state, tables, about)


def _sound(side: object) -> dict:
    """The sidecar of a table; ValueError where a key holds another kind of thing than ``eianalysis issue`` writes."""
    sound = isinstance(side, dict) and all(isinstance(side[key], kind) for key, kind in _KINDS.items() if key in side)
    if not sound or not all(
        isinstance(source, dict) and all(isinstance(source.get(key, ""), str) for key in ("file", "sha256", "state")) for source in side.get("sources", ())
    ):
        raise ValueError("not a sidecar")
    return side
