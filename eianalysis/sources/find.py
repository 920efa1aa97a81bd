"""Which files of a folder are which table: by the name they begin with, or as data.police.uk names its months."""

from __future__ import annotations

import re
from pathlib import Path

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.sources.mapping import NAME, Mapping
from eianalysis.sources.read import ENDINGS

#: 2019-01-city-of-london-stop-and-search.csv, as published, perhaps gzipped
MONTH_FILE = re.compile(r"(\d{4}-\d{2})-([a-z0-9-]+?)-stop-and-search\.csv(?:\.gz)?", re.IGNORECASE)
_DATED = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def table_files(folder: Path, table: str) -> list[Path]:
    """The files of a folder whose name begins with the table's: leavers.csv, leavers_2023.xlsx."""
    if not folder.is_dir():
        return []
    name = re.compile(rf"{table}(?![a-z])", re.IGNORECASE)
    named = [path for path in sorted(folder.iterdir()) if not path.name.startswith((".", "~"))
             and name.match(path.name.replace("-", "_")) and path.name.lower().endswith(ENDINGS)]
    for path in named:
        _a_file(path, table)
    return [path for path in named if path.is_file()]


def _a_file(path: Path, table: str) -> None:
    """Refuse what bears a table's name and is no file: passed over, the synthetic table would stand in for it unnoticed."""
    if path.is_dir():
        fault = Fault("it is a folder and not a file", "put the file itself here, or give the folder another name")
    elif path.is_symlink() and not path.exists():
        fault = Fault("it is a link to a file that is not there", "copy the file here instead of a link to it")
    else:
        return
    raise DataFault(path.name, f"the {table} table", [fault], "Replace it.")


def unclaimed(folder: Path, mapping: Mapping) -> list[str]:
    """Files of a raw folder that no table reads, so that a misnamed extract does not go unnoticed."""
    if not folder.is_dir():
        return []
    claimed = {entry.file for entry in mapping.entries} | {NAME}
    claimed |= {path.name for table in TABLES for path in table_files(folder, table)}
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()
            and path.relative_to(folder).as_posix() not in claimed and not path.name.startswith(".")
            and not MONTH_FILE.fullmatch(path.name) and path.suffix.lower() != ".zip"]


def date_in_name(name: str) -> str | None:
    """The day a file's name gives, as workforce_snapshot_2023-03-31.csv does."""
    found = _DATED.search(name)
    return "-".join(found.groups()) if found else None
