"""One table of a cycle from its files: found, read, mapped, validated, put together, with what other tables know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from eianalysis import reads
from eianalysis.errors import DataFault, DataFaults, Fault
from eianalysis.schema import TABLES, Column, Table, heading, unused, validate
from eianalysis.schema.parse import series
from eianalysis.sources.apply import Mapped, apply
from eianalysis.sources.copied import without_copies
from eianalysis.sources.covered import with_coverage
from eianalysis.sources.cut_short import cut_short
from eianalysis.sources.doubled import without_doubled
from eianalysis.sources.find import date_in_name, table_files
from eianalysis.sources.half_parts import with_half_known
from eianalysis.sources.items import with_items
from eianalysis.sources.filled_from_workforce import with_known
from eianalysis.sources.made import complete
from eianalysis.sources.mapping import Entry, Mapping, read_mapping
from eianalysis.sources.one_day import with_one_day
from eianalysis.sources.one_word import with_one_word
from eianalysis.sources.order import order_faults
from eianalysis.sources.uneven_parts import with_parts
from eianalysis.sources.quality import flags_of
from eianalysis.sources.read import ReadTable, read_table
from eianalysis.sources.reused import without_reused
from eianalysis.sources.running import without_running
from eianalysis.sources.scales import without_turned_scales
from eianalysis.sources.sizes import with_sizes
from eianalysis.sources.source import Source
from eianalysis.sources.combine import combined
from eianalysis.sources.turned import with_turned
from eianalysis.sources.typed import TypedTable
from eianalysis.sources.waits import with_waits

if TYPE_CHECKING:
    from eianalysis.cycle import BoardCycle

PEOPLE = "workforce_snapshot"
#: The workforce as last read, or what was wrong with it; of which files, as they were then.
_WORKFORCE: dict[str, Any] = {}
_EMPTY: dict[str, pd.Series] = {}


def load_table(name: str, cycle: BoardCycle, published: Path | None = None) -> TypedTable:
    """A table from the cycle's raw folder (a demo's from the synthetic one), else from ``published``; else marked absent.

    Raises ``DataFault`` or ``DataFaults`` with every fault of its files.
    """
    return _workforce(cycle) if name == PEOPLE else _load(name, cycle, published)


def _load(name: str, cycle: BoardCycle, published: Path | None = None) -> TypedTable:
    table = TABLES[name]
    own = (_own_folder(cycle), "synthetic" if cycle.demo else "real")
    for folder, state in (own, (published, "real")):
        if folder is None:
            continue
        mapping = read_mapping(folder)
        entries = mapping.of(name) or tuple(mapping.entry(name, path.name) for path in table_files(folder, name))
        if entries:
            sound = _assemble(table, entries, mapping, folder, state, cycle)
            for without_faults in (without_running, without_turned_scales, without_reused, without_doubled, without_copies):
                sound = without_faults(sound)
            made = with_coverage(
                with_sizes(with_waits(with_one_day(with_one_word(with_turned(with_items(with_parts(sound))))))), cycle.data_cut_off, mapping.covers_to.get(name)
            )
            # what is published row by row is shown whole, so nothing that is not published may get into it
            alone = "person_ref" not in table or name == PEOPLE or name in cycle.published
            return with_half_known(made if alone else with_known(made, _people(cycle)))
    return absent(table, f"{name}.csv")


def _own_folder(cycle: BoardCycle) -> Path:
    return cycle.data_dir / "synthetic" if cycle.demo else cycle.raw_dir


def _workforce(cycle: BoardCycle) -> TypedTable:
    """The workforce table, which every other table of people is completed from: read once while its folder stays as it is.

    Whoever is given it again has read its files all the same, or what is made of it would not be known to depend on them.
    """
    folder = _own_folder(cycle)
    files = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file())
    key = (folder, cycle.demo, cycle.data_cut_off, tuple(files))
    if _WORKFORCE.get("key") == key:
        reads.note(_WORKFORCE["read"])
    else:
        _WORKFORCE.clear()
        with reads.reading(cycle.data_dir) as read:
            try:
                found = _load(PEOPLE, cycle)
            except DataFault as fault:
                found = fault
        _WORKFORCE.update(key=key, found=found, read=tuple(read))
    found = _WORKFORCE["found"]
    if isinstance(found, DataFault):
        raise found.with_traceback(None)
    return replace(found, frame=found.frame.copy(deep=False))  # what is put into a column of the one is not in the other


def _people(cycle: BoardCycle) -> TypedTable:
    """The workforce table, for what other tables leave blank; absent where it has faults, which its own loader tells."""
    try:
        return load_table(PEOPLE, cycle)
    except DataFault:
        return absent(TABLES[PEOPLE], f"{PEOPLE}.csv")


def absent(table: Table, file: str) -> TypedTable:
    """A table without rows that is marked absent; ``file`` is what it would be read from."""
    frame = pd.DataFrame({column.name: _no_values(column) for column in table.columns})
    return TypedTable(table.name, frame, (Source(table.name, file, "", 0, "absent"),), dict(table.groupings), absent=True)


def _no_values(column: Column) -> pd.Series:
    """No value in the type of the column, which its kind alone decides."""
    if column.kind not in _EMPTY:
        _EMPTY[column.kind] = series({}, pd.Series([], dtype=object), column)
    return _EMPTY[column.kind]


def _assemble(table: Table, entries: tuple[Entry, ...], mapping: Mapping, folder: Path, state: str, cycle: BoardCycle) -> TypedTable:
    """The table from all its files; the faults of all of them are reported together."""
    frames, sources, faults, own = [], [], [], {}
    for entry in entries:
        try:
            frame, source = _read(table, entry, mapping, folder, state, cycle)
        except DataFaults as several:
            faults += several.each
        except DataFault as fault:
            faults.append(fault)
        else:
            frames.append(frame)
            sources.append(source)
            own |= {column: labels for column, labels in entry.own_codes.items() if column in frame}
    if not faults:
        faults = _shared_keys(table, frames, sources)
    if faults:
        raise faults[0] if len(faults) == 1 else DataFaults(faults)
    frame, why = combined(table, frames, sources, [tuple(entry.constants) for entry in entries])
    return TypedTable(
        table.name, frame, tuple(sources), _groupings(table, frame, own), synthetic=state == "synthetic", observed_from=mapping.observed_from, half_recorded=why
    )


def _read(table: Table, entry: Entry, mapping: Mapping, folder: Path, state: str, cycle: BoardCycle) -> tuple[pd.DataFrame, Source]:
    notes: list[str] = []
    read, mapped, frame = typed(table, entry, mapping, folder, cycle.data_cut_off, notes)
    if wrong := order_faults(frame, table):
        raise DataFault(read.file, f"the {table.name} table", wrong, "Correct the extract.")
    flags = [(f"column '{found}' was not read, though it looks like '{column}'", len(frame)) for found, column in unused(mapped.frame, table)]
    flags += [(note, 0) for note in notes]
    flags += flags_of(frame, table, cycle.data_cut_off) + cut_short(read.rows)
    flags += [] if len(frame) else [(f"there are headings and no rows in {read.file}: nothing happened, or nothing was sent", 0)]
    return frame, Source(table.name, read.file, read.sha256, read.rows, state, mapped.set_aside, (*read.flags, *mapped.translated, *flags), entry.about)


def typed(
    table: Table, entry: Entry, mapping: Mapping, folder: Path, latest: date | None, notes: list[str] | None = None
) -> tuple[ReadTable, Mapped, pd.DataFrame]:
    """One entry of a mapping read: the file as it is, as the mapping has it, and typed. Raises ``DataFault`` with every fault."""
    path, notes = folder / entry.file, [] if notes is None else notes
    known = {word for column in table.columns for word in column.headings()} if not entry.columns else {heading(theirs) for theirs in entry.columns.values()}
    read = read_table(
        path,
        sheet=entry.sheet,
        known=known,
        rowless=not table.needs_rows,
        heading_row=entry.heading_row,
        foot_rows=entry.foot_rows,
        extract=True,
        also_read=[other.sheet for other in mapping.entries if other.file == entry.file],
    )
    entry = entry.fitted(read.frame.columns)
    mapped = apply(entry, read)
    dated = table.date_in_name
    if dated and not entry.days and dated not in table.find(mapped.frame.columns) and (day := date_in_name(path.name)):
        mapped = replace(mapped, frame=mapped.frame.assign(**{dated: day}))
        notes.append(f"{dated} is taken from the file's name: {day}")
    mapped = complete(mapped, entry, table, read)
    return (
        read,
        mapped,
        validate(
            mapped.frame,
            table,
            file=read.file,
            header_row=read.header_row,
            own_codes=entry.own_codes,
            date_form=entry.date_format,
            latest=latest,
            notes=notes,
            theirs=entry.columns,
        ),
    )


def _shared_keys(table: Table, frames: list[pd.DataFrame], sources: list[Source]) -> list[DataFault]:
    """Rows of different files with one key: the second file is at fault, and says which the first was."""
    if not table.key or len(frames) < 2:
        return []
    keys = pd.concat([frame[list(table.key)].assign(place=place, row=frame.index) for place, frame in enumerate(frames)], ignore_index=True).dropna(
        subset=list(table.key)
    )
    again = keys[keys.duplicated(list(table.key))]
    first = keys.drop_duplicates(list(table.key)).merge(again, on=list(table.key), suffixes=("_first", ""))
    faults = []
    for (one, other), rows in first.groupby(["place_first", "place"]):
        found = f"the same {' and '.join(table.key)} as in '{sources[one].file}', in {len(rows)} row{'s' if len(rows) > 1 else ''}"
        faults.append(
            DataFault(
                sources[other].file,
                f"the {table.name} table",
                [Fault(found, f"one row is {table.row_is}", row=int(rows["row"].min()))],
                "Take one of the two files away.",
            )
        )
    return faults


def _groupings(table: Table, frame: pd.DataFrame, own: dict) -> dict[str, tuple[str, ...]]:
    """What the table can be grouped by, given the columns it has; a source's own list has no roll-up."""
    groupings = {by: there for by, columns in table.groupings.items() if (there := tuple(column for column in columns if column in frame.columns))}
    return {**groupings, **{name: (name,) for name in own}}
