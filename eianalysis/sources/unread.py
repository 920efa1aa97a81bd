"""The files of a raw folder that nothing reads: each is a fault, because its table would be absent and nobody would know why."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from eianalysis.errors import DataFault, Fault, nearest
from eianalysis.schema import EXTRACTS
from eianalysis.sources.aggregates import NAME as COUNTS
from eianalysis.sources.aggregates import read_declarations
from eianalysis.sources.find import SYSTEM_FILE, table_files
from eianalysis.sources.mapping import NAME, Mapping, read_mapping
from eianalysis.sources.months import find_months
from eianalysis.sources.read import ENDINGS

if TYPE_CHECKING:
    from eianalysis.cycle import BoardCycle

SEARCHES = "stop_search"


def unread(cycle: BoardCycle) -> list[DataFault]:
    """A fault for each file in a cycle's raw folder that nothing reads, lock and system files aside.

    A misnamed extract would leave its table absent, and one in a folder below would be taken for read.
    """
    folder = cycle.raw_dir
    if not folder.is_dir():
        return []
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if not path.is_dir()]
    names = [name for name in names if not any(SYSTEM_FILE.fullmatch(part) for part in name.split("/"))]
    if cycle.demo:
        said = Fault(
            'this cycle is made of the invented force (data = "demo"), so nothing of raw/ is read',
            f'write data = "real" in cycles/{cycle.name}.toml, or take the file away',
        )
        return [_unread(name, cycle, said) for name in names]
    claimed = _claimed(folder, read_mapping(folder))
    return [_unread(name, cycle, Fault("no table reads it", _hint(name))) for name in names if name not in claimed]


def _unread(name: str, cycle: BoardCycle, fault: Fault) -> DataFault:
    return DataFault(f"raw/{cycle.name}/{name}", "what a run reads", [fault], "Every file there is to be read, or to lie elsewhere.")


def _hint(name: str) -> str:
    base = Path(name).name
    if "/" in name:
        return "only files beside mapping.toml are found by name: move it there, or name it in mapping.toml with its folder"
    stem = re.sub(r"[^a-z_]+", "", re.sub(r"[-\s]", "_", base.casefold().partition(".")[0])).strip("_")
    close = nearest(stem, EXTRACTS)
    if not base.lower().endswith((*ENDINGS, ".zip")):
        return f"files that can be read end in {', '.join(ENDINGS)}; save it as one of them, or take it away"
    named = f"did you mean '{close}'? Else name" if close else "name"
    return (
        f"{named} it as the table it is (docs/data-dictionary.md), or say in {NAME} which table it makes, as "
        "`eianalysis map` proposes; counts are named in counts.toml"
    )


def _claimed(folder: Path, mapping: Mapping) -> set[str]:
    """The files that the loaders read: those the mapping names, else those named as a table; and the month files."""
    read: list[Path] = [folder / NAME]
    if (folder / COUNTS).is_file():
        read += [folder / COUNTS, *(folder / file for one in read_declarations(folder / COUNTS).values() for file in one.files)]
    for table in EXTRACTS:
        named = [folder / entry.file for entry in mapping.of(table) if entry.file]
        if named:
            read += named
        elif table == SEARCHES:
            read += [month.path for month in find_months(folder)]
        else:
            read += table_files(folder, table)
    return {os.path.relpath(os.path.normpath(path), folder) for path in read}
