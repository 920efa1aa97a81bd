"""Released tables as files: a CSV anyone can open, and beside it a JSON that says what it is and where it comes from.

The bytes depend on the release alone. A hidden value is an empty cell, never 0. Text that a spreadsheet would run as a
formula is kept as text.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.disclosure import identities
from eianalysis.errors import DisclosureError, EIAnalysisError, UsageError
from eianalysis.policy import PROFILE_NAMES
from eianalysis.policy import RUNNING
from eianalysis.rendered import note_rendered
from eianalysis.added_columns import ADDED
from eianalysis.results import GROUPING, HIDDEN_STATUS, Release, require_release

FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
#: Cells that must be empty in a hidden row.
TELLING = (
    "numerator",
    "rate",
    "rate_low",
    "rate_high",
    "disparity_ratio",
    "ratio_low",
    "ratio_high",
    "gap",
    "gap_low",
    "gap_high",
    "p_value",
    "estimate",
    "low",
    "high",
    "value",
    "people",
    "mean",
    "mean_low",
    "mean_high",
    *ADDED,
)
WHOLE_NUMBERS = ("numerator", "denominator", "at_risk", "df", "people")
#: Set in a notebook's environment while the runner executes it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, repr=False)
class SavedTable:
    """Where a released table was written; shows itself the same on every machine."""

    path: Path
    rows: int

    def __fspath__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return f"<saved tables/{self.path.name}: {self.rows} rows>"


def save(
    released: Release | Sequence[Release] | Mapping[str, Release], cycle: BoardCycle | None = None, name: str | None = None
) -> SavedTable | tuple[SavedTable, ...]:
    """Write a released table, or several (a list under their measures' ids, a mapping under its names), to the pack's ``tables`` folder and say where it lies.

    ``cycle`` is the one the release was asked for unless given. ``name`` is the measure's id unless given; small letters,
    digits, ``_`` and ``-`` only, so that a file's name can never hold data. Beside ``<name>.csv`` stands ``<name>.json``: definition, sources, policy,
    columns. Saving the same table twice is fine; another table under a name that is taken is an error. Outside a run a
    finished pack is not touched: the file goes to ``outputs/console.<cycle>``.

    >>> save(released, cycle)                                           # doctest: +SKIP
    <saved tables/turnover_start_headcount_ex_transfers.csv: 28 rows>
    """
    if isinstance(released, Mapping):
        return tuple(save(each, cycle, title) for title, each in released.items())
    if isinstance(released, list | tuple):
        return tuple(save(each, cycle) for each in released)
    released = require_release(released, "save")
    cycle = released.cycle if cycle is None else cycle
    if cycle is None:
        raise UsageError("this release belongs to no board cycle: name the one whose pack it is for, as ei.save(released, cycle)")
    _check_policy(released, cycle)
    table = released.table
    name = re.sub(r"[^a-z0-9_-]+", "_", released.measure.casefold()).strip("_-") if name is None else name
    if not FILE_NAME.fullmatch(name):
        raise EIAnalysisError(f"'{name}' cannot be a table's name: small letters, digits, '_' and '-' only")
    body = csv_bytes(table)
    described = json_bytes(describe(released, table, cycle, body))
    folder = _folder(cycle)
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, content in ((".csv", body), (".json", described)):
        _write_once(folder / f"{name}{suffix}", content, released.measure)
        note_rendered(content)
    return SavedTable(folder / f"{name}.csv", len(table))


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The table as CSV; refused if a hidden row still shows a figure."""
    if "status" in table:
        hidden = table["status"].isin(HIDDEN_STATUS)
        telling = [column for column in TELLING if column in table]
        if table.loc[hidden, telling].notna().any(axis=None):
            raise DisclosureError("a hidden row of this table still holds a figure: it is not saved")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.itertuples(index=False, name=None):
        writer.writerow([cell(value, column) for value, column in zip(row, table.columns, strict=True)])
    return out.getvalue().encode()


def cell(value: object, column: str = "") -> str:
    """One value as CSV text: empty when missing, ISO dates, whole counts without a decimal point, no formulas."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" ")[:1] in FORMULA_STARTS and value.strip() else value
    if isinstance(value, datetime):
        whole_day = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0) and value.tzinfo is None
        return value.date().isoformat() if whole_day else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and column in WHOLE_NUMBERS and value.is_integer():
        return str(int(value))
    return repr(value) if isinstance(value, float) else cell(str(value))


def describe(released: Release, table: pd.DataFrame, cycle: BoardCycle | None, body: bytes) -> dict:
    """The sidecar: what the table is, in words and hashes; nothing the table itself does not show."""
    status = table["status"] if "status" in table else pd.Series(dtype=object)
    outside = {"serves": ()} if cycle and not cycle.for_board else {}  # the items it serves are of a register that readers outside have not
    return {
        "measure": released.measure,
        "shape": released.shape,
        "status": released.status,
        "cycle": cycle.name if cycle else None,
        "definition": asdict(released.definition) | outside,
        "keys": list(released.keys),
        "grouping": [column for column in GROUPING if column in table],
        "columns": [str(column) for column in table.columns],
        "rows": len(table),
        "rows_hidden": int(status.isin(HIDDEN_STATUS).sum()),
        "level": released.level,
        "note": released.note,
        "missing": asdict(released.missing) | ({"items": ()} if outside else {}) if released.missing else None,
        "synthetic": released.synthetic,
        "policy": asdict(released.policy),
        "public": released.public,
        "sources": [asdict(source) for source in released.sources],
        "cells": identities.as_json(released._cells) if released._cells else None,
        "csv_sha256": hashlib.sha256(body).hexdigest(),
    }


def json_bytes(content: object) -> bytes:
    """JSON whose bytes depend on the content alone."""
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n").encode()


def _check_policy(released: Release, cycle: BoardCycle) -> None:
    if not released.policy.export:
        raise DisclosureError(f"a '{released.policy.profile}' release is for the console only: it is not saved")
    if PROFILE_NAMES.index(released.policy.profile) < PROFILE_NAMES.index(cycle.profile):
        raise DisclosureError(f"this release is for '{released.policy.profile}', cycle {cycle.name} is '{cycle.profile}': use release(result, cycle.policy)")


def _folder(cycle: BoardCycle) -> Path:
    pack = cycle.outputs_dir / cycle.name
    if (pack / "manifest.json").exists():  # a finished pack: its tables are what its manifest says they are
        return cycle.outputs_dir / f"console.{cycle.name}" / "tables"
    return pack / "tables"


def _write_once(path: Path, content: bytes, measure: str) -> None:
    if path.exists():
        if path.read_bytes() == content:
            return
        # In the console a table may be made again with another parameter; in a run nothing may change under a name.
        if RUNNING in os.environ or _measure_of(path) != measure:
            raise EIAnalysisError(f"there is another table named {path.stem} already: give save() a name of its own")
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_bytes(content)
    os.replace(partial, path)


def _measure_of(path: Path) -> str | None:
    try:
        return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["measure"]
    except (OSError, ValueError, KeyError):
        return None
