"""Which files of a folder are which table: by the name they begin with, or as data.police.uk names its months."""

from __future__ import annotations

import re
from pathlib import Path

from eianalysis.errors import DataFault, Fault
from eianalysis.sources.read import ENDINGS

#: 2019-01-city-of-london-stop-and-search.csv, as published, perhaps gzipped, or made a parquet file
MONTH_FILE = re.compile(r"(\d{4}-\d{2})-([a-z0-9-]+?)-stop-and-search\.(?:csv(?:\.gz)?|parquet)", re.IGNORECASE)
#: Left by programs and not by people: locks of open workbooks, thumbnails, settings of a folder, names that begin with a dot.
SYSTEM_FILE = re.compile(r"~\$.*|\..*|thumbs\.db|desktop\.ini|ehthumbs\.db|__MACOSX", re.IGNORECASE)
_DATED = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def table_files(folder: Path, table: str) -> list[Path]:
    """The files of a folder whose name begins with the table's: leavers.csv, Leavers 2023.xlsx."""
    if not folder.is_dir():
        return []
    name = re.compile(rf"{table}(?![a-z])", re.IGNORECASE)
    named = [
        path
        for path in sorted(folder.iterdir())
        if not SYSTEM_FILE.fullmatch(path.name) and name.match(re.sub(r"[-\s]", "_", path.name)) and path.name.lower().endswith(ENDINGS)
    ]
    for path in named:
        _a_file(path, table)
    return named


def _a_file(path: Path, table: str) -> None:
    """Refuse what bears a table's name and is no file: passed over, the table would be absent and nobody would know why."""
    if path.is_file():
        return
    if path.is_dir():
        fault = Fault("it is a folder and not a file", "put the file itself here, or give the folder another name")
    elif path.is_symlink():
        fault = Fault("it is a link to a file that is not there", "copy the file here instead of a link to it")
    else:
        fault = Fault("it is no ordinary file (a pipe or a device)", "copy the file itself here")
    raise DataFault(path.name, f"the {table} table", [fault], "Replace it.")


def date_in_name(name: str) -> str | None:
    """The day a file's name gives, as workforce_snapshot_2023-03-31.csv does."""
    found = _DATED.search(name)
    return "-".join(found.groups()) if found else None
