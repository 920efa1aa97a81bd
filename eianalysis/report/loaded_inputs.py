"""Every input table of a cycle, through the public loaders: for ``check``, the manifest and the leak scan."""

from __future__ import annotations

import re
from collections.abc import Callable

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault, DataFaults
from eianalysis.sources.linkage import check_linkage
from eianalysis.sources.source import rows_in_words
from eianalysis.sources.typed import TypedTable
from eianalysis.sources.unread import unread

REFERENCE = "_ref"  # how the columns end that hold a key of a person, a case or another record
PLACES = ("source_ref",)  # but these say where something stands in a paper
THINGS = ("event_ref", "panel_ref")  # and these may be words: "Careers fair"


def load_inputs(cycle: BoardCycle, load: Callable[[Callable], TypedTable] | None = None) -> dict[str, TypedTable]:
    """Each table by name, typed; or one ``DataFaults`` with the faults of all files together, those that nothing reads among them.

    ``load`` calls a loader; a run gives one that keeps the table for its notebooks.
    """
    tables, faults = {}, []
    for loader in loaders():
        try:
            table = loader(cycle) if load is None else load(loader)
        except DataFaults as error:
            faults += error.each
        except DataFault as error:
            faults.append(error)
        else:
            tables[table.name] = table
    try:
        faults += unread(cycle)
    except DataFault as error:  # of the mapping, or of what bears a table's name and is no file: said above already
        faults.append(error)
    faults = list({str(fault): fault for fault in faults}.values())  # a mapping is read for each of its tables
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise DataFaults(faults)
    _, faults = check_linkage(tables)
    if faults:
        raise faults[0] if len(faults) == 1 else DataFaults(faults)
    return tables


def loaders() -> list:
    """The public ``load_…`` functions that take a cycle; a new table joins by being public."""
    import eianalysis as ei

    return [getattr(ei, name) for name in ei.__all__ if name.startswith("load_") and name != "load_cycle"]


def references(tables: dict) -> set[str]:
    """The references of people, cases and other records in these tables, of every column of them: what no page may hold."""
    found: set[str] = set()
    for table in tables.values():
        for column in table.frame.columns:
            if str(column).endswith(REFERENCE) and column not in PLACES:
                held = set(table.frame[column].dropna().astype(str))
                found |= {each for each in held if re.search(r"\d", each)} if column in THINGS else held
    return found


def state(table) -> str:
    """real, synthetic or absent."""
    if table.absent:
        return "absent"
    return "synthetic" if table.synthetic else "real"


def rows_of_inputs(tables: dict, threshold: int) -> list[dict]:
    """One line a table for the front page and for ``check``: state, file, rows, what is odd. No cell is empty.

    Rows are those of the files, and a few rows are said in words: what was set aside could be a few people.
    """
    lines = []
    for name, table in sorted(tables.items()):
        files = [source for source in table.sources if source.state != "absent"]
        odd: dict[str, int] = {}
        for source in files:
            for words, rows in (*source.flags, *((f"set aside: {why}", rows) for why, rows in source.set_aside)):
                odd[words] = odd.get(words, 0) + rows
        lines.append(
            {
                "table": name,
                "state": state(table),
                "file": "none" if not files else files[0].file if len(files) == 1 else f"{len(files)} files",
                "sha256": files[0].sha256 if len(files) == 1 else "",
                "rows": rows_in_words(sum(source.rows for source in files), threshold).removesuffix(" rows").removesuffix(" row") or "0",
                "odd": "; ".join(_odd(words, rows, threshold) for words, rows in sorted(odd.items())) or "nothing noticed",
            }
        )
    return lines


def _odd(words: str, rows: int, threshold: int) -> str:
    said = rows_in_words(rows, threshold)
    return f"{words} ({said})" if said else words
