"""The loaders: one table of a cycle, from ``data/raw/<cycle>/`` or, for a demo, from ``data/synthetic/``; else marked absent.

Real and invented people never meet: a cycle is made of the one folder or of the other, never of both. Published figures
about nobody in particular (``data/reference/``) serve both.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from eianalysis.errors import DataFault, DataFaults, Fault, UsageError
from eianalysis.schema import TABLES, Table, heading, unused, validate
from eianalysis.schema.parse import series
from eianalysis.sources.apply import Mapped, apply
from eianalysis.sources.find import date_in_name, table_files
from eianalysis.sources.made import complete
from eianalysis.sources.mapping import Entry, Mapping, read_mapping
from eianalysis.sources.months import find_months
from eianalysis.sources.quality import flags_of
from eianalysis.sources.read import ReadTable, read_table
from eianalysis.sources.source import Source
from eianalysis.sources.stop_search import LICENCE, month_range, read_stop_search
from eianalysis.sources.typed import TypedTable

if TYPE_CHECKING:
    from eianalysis.cycle import BoardCycle

SYNTHETIC_FORCE = "synthetic-force"
NO_MONTHS = "YYYY-MM-force-stop-and-search.csv"
BENCHMARKS = "census and other published counts, Open Government Licence v3.0; each row names its source"


def load_workforce(cycle: "BoardCycle") -> TypedTable:
    """Who was in post on each snapshot date: table ``workforce_snapshot``, one row a person and date.

    Looks for ``workforce_snapshot*.csv``, ``.csv.gz`` or ``.xlsx`` (or what ``mapping.toml`` says) in
    ``data/raw/<cycle>/``, or in ``data/synthetic/`` where the cycle says ``data = "demo"``; absent, it is an empty table
    marked so. Raises ``DataFault`` listing every fault of the files. Columns: docs/data-dictionary.md.

    >>> load_workforce(load_cycle("2023-04"))   # doctest: +SKIP
    <workforce_snapshot: 8412 rows, 27 columns, SYNTHETIC>
    """
    return _load("workforce_snapshot", cycle)


def load_leavers(cycle: "BoardCycle") -> TypedTable:
    """Who left, when and how: table ``leavers``, one row a departure; found as :func:`load_workforce` says."""
    return _load("leavers", cycle)


def load_joiners(cycle: "BoardCycle") -> TypedTable:
    """Who started, when and by which route: table ``joiners``; found as :func:`load_workforce` says."""
    return _load("joiners", cycle)


def load_misconduct(cycle: "BoardCycle") -> TypedTable:
    """Misconduct cases, one row an allegation against a person: found as :func:`load_workforce` says."""
    return _load("misconduct_cases", cycle)


def load_exit_interviews(cycle: "BoardCycle") -> TypedTable:
    """Exit interviews offered, held and refused, with the themes of what was said; found as :func:`load_workforce` says."""
    return _load("exit_interviews", cycle)


def load_stay_interviews(cycle: "BoardCycle") -> TypedTable:
    """Stay interviews (retention conversations) offered, held and refused; found as :func:`load_workforce` says."""
    return _load("stay_interviews", cycle)


def load_family_leave(cycle: "BoardCycle") -> TypedTable:
    """Maternity, adoption and shared parental leave, and the return from it; found as :func:`load_workforce` says."""
    return _load("family_leave", cycle)


def load_leaver_contacts(cycle: "BoardCycle") -> TypedTable:
    """Contacts with people who have left; found as :func:`load_workforce` says."""
    return _load("leaver_contacts", cycle)


def load_surveys(cycle: "BoardCycle") -> TypedTable:
    """Answers to surveys of staff and of the public: table ``surveys``, one row an answer; found as :func:`load_workforce` says."""
    return _load("surveys", cycle)


def load_survey_questions(cycle: "BoardCycle") -> TypedTable:
    """What was asked in each wave, and which questions are one over waves; found as :func:`load_workforce` says."""
    return _load("survey_questions", cycle)


def load_survey_waves(cycle: "BoardCycle") -> TypedTable:
    """How many people of each group were asked and answered in each wave; found as :func:`load_workforce` says."""
    return _load("survey_waves", cycle)


def load_training(cycle: "BoardCycle") -> TypedTable:
    """Who was to attend which course, who could and who did: table ``training_attendance``; found as :func:`load_workforce` says."""
    return _load("training_attendance", cycle)


def load_community_events(cycle: "BoardCycle") -> TypedTable:
    """Community events with how many came and how many might apply, by group; found as :func:`load_workforce` says."""
    return _load("community_events", cycle)


def load_cj_outcomes(cycle: "BoardCycle") -> TypedTable:
    """Offences recorded and charged by group and month, and response times; found as :func:`load_workforce` says."""
    return _load("cj_outcomes", cycle)


def load_grievances(cycle: "BoardCycle") -> TypedTable:
    """Grievances (fairness at work) lodged, closed and live, one row a grievance; found as :func:`load_workforce` says."""
    return _load("grievances", cycle)


def load_complaints(cycle: "BoardCycle") -> TypedTable:
    """Public complaints, one row a complaint by one complainant about one officer; found as :func:`load_workforce` says."""
    return _load("complaints", cycle)


def load_use_of_force(cycle: "BoardCycle") -> TypedTable:
    """Force used, one row a tactic used on one person in one incident; found as :func:`load_workforce` says."""
    return _load("use_of_force", cycle)


def load_dip_samples(cycle: "BoardCycle") -> TypedTable:
    """Encounters drawn to be looked at again, and what was found; found as :func:`load_workforce` says."""
    return _load("dip_samples", cycle)


def load_promotions(cycle: "BoardCycle") -> TypedTable:
    """Promotion processes, one row a person in a process, all who were eligible; found as :func:`load_workforce` says."""
    return _load("promotions", cycle)


def load_development(cycle: "BoardCycle") -> TypedTable:
    """Mentoring, secondments, talent programmes and the like, one row a person in a scheme: table
    ``development_participation``; found as :func:`load_workforce` says."""
    return _load("development_participation", cycle)


def load_benchmarks(cycle: "BoardCycle") -> TypedTable:
    """Published populations to compare with: table ``benchmarks`` from the raw folder, else ``data/reference/``."""
    table = _load("benchmarks", cycle, published=cycle.data_dir / "reference")
    noted = tuple(source if source.note else replace(source, note=BENCHMARKS) for source in table.sources)
    return replace(table, sources=noted)


def load_targets(cycle: "BoardCycle") -> TypedTable:
    """Targets, each with the group, the population it applies to and whether a board approved it: ``data/reference/``."""
    return _load("targets", cycle, published=cycle.data_dir / "reference")


def load_definition_breaks(cycle: "BoardCycle") -> TypedTable:
    """Dated changes of definitions and breaks of series, each with its source: ``data/reference/definition_breaks.csv``."""
    return _load("definition_breaks", cycle, published=cycle.data_dir / "reference")


def load_stop_search(cycle: "BoardCycle") -> TypedTable:
    """Stops and searches of the cycle's force, exactly as data.police.uk publishes them (see ``read_stop_search``).

    All rows found are kept, those outside the cycle's period are flagged, and so are months of the period without a
    file. In the synthetic folder the force is ``synthetic-force`` whatever the cycle's force is.
    """
    if cycle.demo:
        invented = cycle.data_dir / "synthetic" / "stop_search"
        if not (invented.is_dir() and find_months(invented)):
            return _absent(TABLES["stop_search"], NO_MONTHS)
        return _within(read_stop_search(invented, SYNTHETIC_FORCE, state="synthetic", note=""), cycle)
    mapping = read_mapping(cycle.raw_dir)
    entries = mapping.of("stop_search")
    named = [cycle.raw_dir / entry.file for entry in entries if entry.file]
    if not named and not (cycle.raw_dir.is_dir() and find_months(cycle.raw_dir)):
        return _absent(TABLES["stop_search"], NO_MONTHS)
    values = {column: words for entry in entries for column, words in entry.values.items()}
    note = " ".join(dict.fromkeys(entry.about for entry in entries if entry.about))
    force = cycle.force or next((entry.force for entry in entries if entry.force), None)
    try:
        table = read_stop_search(named or cycle.raw_dir, force, values=values, note=note or LICENCE)
    except UsageError as error:  # of this cycle's files, so a fault of the cycle and not of a call
        found = str(error).replace("; say which with force=", "")
        raise DataFault(f"raw/{cycle.name}", "the cycle's force", [Fault(
            found, f"say whose searches they are in cycles/{cycle.name}.toml, as force = \"city-of-london\"")],
            "Correct the cycle, or take the other files away.") from None
    return _within(table, cycle)


def _within(table: TypedTable, cycle: "BoardCycle") -> TypedTable:
    """The table with flags for searches outside the cycle's period and for its months without any search."""
    frame, sources = table.frame, list(table.sources)
    days = frame["searched_at"].dt.tz_localize(None)
    start, after = pd.Timestamp(cycle.period_start), pd.Timestamp(cycle.period_end) + pd.Timedelta(days=1)
    outside = frame[(days < start) | (days >= after)].groupby("source_file").size()
    for place, source in enumerate(sources):
        if source.file in outside.index:
            said = f"searches outside the period {cycle.period_start} to {cycle.period_end}"
            sources[place] = replace(source, flags=(*source.flags, (said, int(outside[source.file]))))
    there = set(frame["month"])
    gaps = [month for month in month_range(f"{start:%Y-%m}", f"{cycle.period_end:%Y-%m}")
            if not min(there) <= month <= max(there)]  # those between are flagged by the reader
    if gaps:
        flag = (f"months of the period before or after the files: {', '.join(gaps)}", 0)
        sources[0] = replace(sources[0], flags=(*sources[0].flags, flag))
    return replace(table, sources=tuple(sources))


def _load(name: str, cycle: "BoardCycle", published: Path | None = None) -> TypedTable:
    table = TABLES[name]
    own = (cycle.data_dir / "synthetic", "synthetic") if cycle.demo else (cycle.raw_dir, "real")
    for folder, state in (own, (published, "real")):
        if folder is None:
            continue
        mapping = read_mapping(folder)
        entries = mapping.of(name) or tuple(mapping.entry(name, path.name) for path in table_files(folder, name))
        if entries:
            return _assemble(table, entries, mapping, folder, state, cycle)
    return _absent(table, f"{name}.csv")


def _absent(table: Table, file: str) -> TypedTable:
    empty = pd.Series([], dtype=object)
    frame = pd.DataFrame({column.name: series({}, empty, column) for column in table.columns})
    return TypedTable(table.name, frame, (Source(table.name, file, "", 0, "absent"),), dict(table.groupings),
                      absent=True)


def _assemble(table: Table, entries: tuple[Entry, ...], mapping: Mapping, folder: Path, state: str,
              cycle: "BoardCycle") -> TypedTable:
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
    frames = [frame for frame in frames if len(frame)] or frames[:1]
    frame = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0].reset_index(drop=True)
    return TypedTable(table.name, frame, tuple(sources), _groupings(table, frame, own), synthetic=state == "synthetic",
                      observed_from=mapping.observed_from)


def _read(table: Table, entry: Entry, mapping: Mapping, folder: Path, state: str, cycle: "BoardCycle") -> tuple[pd.DataFrame, Source]:
    notes: list[str] = []
    read, mapped, frame = typed(table, entry, mapping, folder, cycle.data_cut_off, notes)
    flags = [(f"column '{found}' was not read, though it looks like '{column}'", len(frame))
             for found, column in unused(mapped.frame, table)]
    flags += [(note, 0) for note in notes]
    flags += flags_of(frame, table, cycle.data_cut_off)
    flags += [] if len(frame) else [(f"there are headings and no rows in {read.file}: nothing happened, or nothing was sent", 0)]
    return frame, Source(table.name, read.file, read.sha256, read.rows, state, mapped.set_aside,
                         (*read.flags, *mapped.translated, *flags), entry.about)


def typed(table: Table, entry: Entry, mapping: Mapping, folder: Path, latest: date | None,
          notes: list[str] | None = None) -> tuple[ReadTable, Mapped, pd.DataFrame]:
    """One entry of a mapping read: the file as it is, as the mapping has it, and typed. Raises ``DataFault`` with every fault."""
    path, notes = folder / entry.file, [] if notes is None else notes
    known = {word for column in table.columns for word in column.headings()} if not entry.columns else {
        heading(theirs) for theirs in entry.columns.values()}
    read = read_table(path, sheet=entry.sheet, known=known, rowless=not table.needs_rows, heading_row=entry.heading_row,
                      foot_rows=entry.foot_rows, also_read=[other.sheet for other in mapping.entries if other.file == entry.file])
    entry = entry.fitted(read.frame.columns)
    mapped = apply(entry, read)
    dated = table.date_in_name
    if dated and not entry.days and dated not in table.find(mapped.frame.columns) and (day := date_in_name(path.name)):
        mapped = replace(mapped, frame=mapped.frame.assign(**{dated: day}))
        notes.append(f"{dated} is taken from the file's name: {day}")
    mapped = complete(mapped, entry, table, read)
    return read, mapped, validate(mapped.frame, table, file=read.file, header_row=read.header_row, own_codes=entry.own_codes,
                                  date_form=entry.date_format, latest=latest, notes=notes)


def _shared_keys(table: Table, frames: list[pd.DataFrame], sources: list[Source]) -> list[DataFault]:
    """Rows of different files with one key: the second file is at fault, and says which the first was."""
    if not table.key or len(frames) < 2:
        return []
    keys = pd.concat([frame[list(table.key)].assign(place=place, row=frame.index)
                      for place, frame in enumerate(frames)], ignore_index=True).dropna(subset=list(table.key))
    again = keys[keys.duplicated(list(table.key))]
    first = keys.drop_duplicates(list(table.key)).merge(again, on=list(table.key), suffixes=("_first", ""))
    faults = []
    for (one, other), rows in first.groupby(["place_first", "place"]):
        found = (f"the same {' and '.join(table.key)} as in '{sources[one].file}', in {len(rows)} "
                 f"row{'s' if len(rows) > 1 else ''}")
        faults.append(DataFault(sources[other].file, f"the {table.name} table", [
            Fault(found, f"one row is {table.row_is}", row=int(rows["row"].min()))], "Take one of the two files away."))
    return faults


def _groupings(table: Table, frame: pd.DataFrame, own: dict) -> dict[str, tuple[str, ...]]:
    """What the table can be grouped by, given the columns it has; a source's own list has no roll-up."""
    groupings = {by: there for by, columns in table.groupings.items()
                 if (there := tuple(column for column in columns if column in frame.columns))}
    return {**groupings, **{name: (name,) for name in own}}
