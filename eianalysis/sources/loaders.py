"""The loaders: one table of a cycle, from ``data/raw/<cycle>/`` or, for a demo, from ``data/synthetic/``; else marked absent.

Real and invented people never meet: a cycle is made of the one folder or of the other, never of both. Published figures
about nobody in particular (``data/reference/``) serve both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from eianalysis.errors import DataFault, Fault, UsageError
from eianalysis.schema import TABLES
from eianalysis.sources.repeated_rows import rows_in
from eianalysis.sources.assemble_table import absent, load_table
from eianalysis.sources.mapping import read_mapping
from eianalysis.sources.months import find_months
from eianalysis.sources.search_flags import month_range
from eianalysis.sources.stop_search import LICENCE, read_stop_search
from eianalysis.sources.typed import TypedTable

if TYPE_CHECKING:
    from eianalysis.cycle import BoardCycle

SYNTHETIC_FORCE = "synthetic-force"
NO_MONTHS = "YYYY-MM-force-stop-and-search.csv"
BENCHMARKS = "census and other published counts, Open Government Licence v3.0; each row names its source"


def load_workforce(cycle: BoardCycle) -> TypedTable:
    """Who was in post on each snapshot date: table ``workforce_snapshot``, one row a person and date.

    Looks for ``workforce_snapshot*.csv``, ``.csv.gz`` or ``.xlsx`` (or what ``mapping.toml`` says) in
    ``data/raw/<cycle>/``, or in ``data/synthetic/`` where the cycle says ``data = "demo"``; absent, it is an empty table
    marked so. Raises ``DataFault`` listing every fault of the files. Columns: docs/data-dictionary.md.

    >>> load_workforce(load_cycle("2023-04"))   # doctest: +SKIP
    <workforce_snapshot: 8412 rows, 27 columns, SYNTHETIC>
    """
    return load_table("workforce_snapshot", cycle)


def load_leavers(cycle: BoardCycle) -> TypedTable:
    """Who left, when and how: table ``leavers``, one row a departure; found as :func:`load_workforce` says."""
    return load_table("leavers", cycle)


def load_joiners(cycle: BoardCycle) -> TypedTable:
    """Who started, when and by which route: table ``joiners``; found as :func:`load_workforce` says."""
    return load_table("joiners", cycle)


def load_misconduct(cycle: BoardCycle) -> TypedTable:
    """Misconduct cases, one row an allegation against a person: found as :func:`load_workforce` says."""
    return load_table("misconduct_cases", cycle)


def load_exit_interviews(cycle: BoardCycle) -> TypedTable:
    """Exit interviews offered, held and refused, with the themes of what was said; found as :func:`load_workforce` says."""
    return load_table("exit_interviews", cycle)


def load_stay_interviews(cycle: BoardCycle) -> TypedTable:
    """Stay interviews (retention conversations) offered, held and refused; found as :func:`load_workforce` says."""
    return load_table("stay_interviews", cycle)


def load_family_leave(cycle: BoardCycle) -> TypedTable:
    """Maternity, adoption and shared parental leave, and the return from it; found as :func:`load_workforce` says."""
    return load_table("family_leave", cycle)


def load_leaver_contacts(cycle: BoardCycle) -> TypedTable:
    """Contacts with people who have left; found as :func:`load_workforce` says."""
    return load_table("leaver_contacts", cycle)


def load_surveys(cycle: BoardCycle) -> TypedTable:
    """Answers to surveys of staff and of the public: table ``surveys``, one row an answer; found as :func:`load_workforce` says."""
    return load_table("surveys", cycle)


def load_survey_questions(cycle: BoardCycle) -> TypedTable:
    """What was asked in each wave, and which questions are one over waves; found as :func:`load_workforce` says."""
    return load_table("survey_questions", cycle)


def load_survey_waves(cycle: BoardCycle) -> TypedTable:
    """How many people of each group were asked and answered in each wave; found as :func:`load_workforce` says."""
    return load_table("survey_waves", cycle)


def load_training(cycle: BoardCycle) -> TypedTable:
    """Who was to attend which course, who could and who did: table ``training_attendance``; found as :func:`load_workforce` says."""
    return load_table("training_attendance", cycle)


def load_community_events(cycle: BoardCycle) -> TypedTable:
    """Community events with how many came and how many might apply, by group; found as :func:`load_workforce` says."""
    return load_table("community_events", cycle)


def load_cj_outcomes(cycle: BoardCycle) -> TypedTable:
    """Offences recorded and charged by group and month, and response times; found as :func:`load_workforce` says."""
    return load_table("cj_outcomes", cycle)


def load_vawg_offences(cycle: BoardCycle) -> TypedTable:
    """Offences against women and girls one by one, with the victim's ethnicity and what came of it; found as :func:`load_workforce` says."""
    return load_table("vawg_offences", cycle)


def load_grievances(cycle: BoardCycle) -> TypedTable:
    """Grievances (fairness at work) lodged, closed and live, one row a grievance; found as :func:`load_workforce` says."""
    return load_table("grievances", cycle)


def load_complaints(cycle: BoardCycle) -> TypedTable:
    """Public complaints, one row a complaint by one complainant about one officer; found as :func:`load_workforce` says."""
    return load_table("complaints", cycle)


def load_use_of_force(cycle: BoardCycle) -> TypedTable:
    """Force used, one row a tactic used on one person in one incident; found as :func:`load_workforce` says."""
    return load_table("use_of_force", cycle)


def load_dip_samples(cycle: BoardCycle) -> TypedTable:
    """Encounters drawn to be looked at again, and what was found; found as :func:`load_workforce` says."""
    return load_table("dip_samples", cycle)


def load_promotions(cycle: BoardCycle) -> TypedTable:
    """Promotion processes, one row a person in a process, all who were eligible; found as :func:`load_workforce` says."""
    return load_table("promotions", cycle)


def load_development(cycle: BoardCycle) -> TypedTable:
    """Mentoring, secondments, talent programmes and the like, one row a person in a scheme: table
    ``development_participation``; found as :func:`load_workforce` says."""
    return load_table("development_participation", cycle)


def load_pay(cycle: BoardCycle) -> TypedTable:
    """Hourly and bonus pay on a snapshot date, one row a person: table ``pay``; found as :func:`load_workforce` says."""
    return load_table("pay", cycle)


def load_benchmarks(cycle: BoardCycle) -> TypedTable:
    """Published populations to compare with: table ``benchmarks`` from the raw folder, else ``data/reference/``."""
    table = load_table("benchmarks", cycle, published=cycle.data_dir / "reference")
    noted = tuple(source if source.note else replace(source, note=BENCHMARKS) for source in table.sources)
    return replace(table, sources=noted)


def load_targets(cycle: BoardCycle) -> TypedTable:
    """Targets, each with the group, the population it applies to and whether a board approved it: ``data/reference/``."""
    table = load_table("targets", cycle, published=cycle.data_dir / "reference")
    numbers, held = table.frame["basis"].eq("people"), table.frame.reindex(columns=["value", "people"]).notna()
    for column, rows in (("people", numbers), ("value", ~numbers)):
        empty = table.frame[rows & ~held[column]]
        if len(empty):
            raise DataFault(
                "targets.csv",
                "targets",
                [
                    Fault(f"{row['target_id']} has no {column}", "a share is written under value, a number of people under people", int(place) + 2, column)
                    for place, row in empty.iterrows()
                ],
            )
    return table


def load_definition_breaks(cycle: BoardCycle) -> TypedTable:
    """Dated changes of definitions and breaks of series, each with its source: ``data/reference/definition_breaks.csv``."""
    return load_table("definition_breaks", cycle, published=cycle.data_dir / "reference")


def load_other_forces(cycle: BoardCycle) -> TypedTable:
    """Published counts of every police force, one row a force, series and period: ``data/reference/other_forces.csv``."""
    return load_table("other_forces", cycle, published=cycle.data_dir / "reference")


def load_stop_search(cycle: BoardCycle) -> TypedTable:
    """Stops and searches of the cycle's force, exactly as data.police.uk publishes them (see ``read_stop_search``).

    All rows found are kept, those outside the cycle's period are flagged, and so are months of the period without a
    file. In the synthetic folder the force is ``synthetic-force`` whatever the cycle's force is.
    """
    if cycle.demo:
        invented = cycle.data_dir / "synthetic" / "stop_search"
        if not (invented.is_dir() and find_months(invented)):
            return absent(TABLES["stop_search"], NO_MONTHS)
        return _within(read_stop_search(invented, SYNTHETIC_FORCE, state="synthetic", note=""), cycle)
    mapping = read_mapping(cycle.raw_dir)
    entries = mapping.of("stop_search")
    named = [cycle.raw_dir / entry.file for entry in entries if entry.file]
    if not named and not (cycle.raw_dir.is_dir() and find_months(cycle.raw_dir)):
        return absent(TABLES["stop_search"], NO_MONTHS)
    values = {column: words for entry in entries for column, words in entry.values.items()}
    note = " ".join(dict.fromkeys(entry.about for entry in entries if entry.about))
    force = cycle.force or next((entry.force for entry in entries if entry.force), None)
    try:
        table = read_stop_search(named or cycle.raw_dir, force, values=values, note=note or LICENCE)
    except UsageError as error:  # of this cycle's files, so a fault of the cycle and not of a call
        found = str(error).replace("; say which with force=", "")
        raise DataFault(
            f"raw/{cycle.name}",
            "the cycle's force",
            [Fault(found, f'say whose searches they are in cycles/{cycle.name}.toml, as force = "city-of-london"')],
            "Correct the cycle, or take the other files away.",
        ) from None
    return _within(table, cycle)


def _within(table: TypedTable, cycle: BoardCycle) -> TypedTable:
    """The table with flags for searches outside the cycle's period and for its months without any search."""
    rows, sources = table.rows, list(table.sources)
    days = rows["searched_at"].dt.tz_localize(None)
    start, after = pd.Timestamp(cycle.period_start), pd.Timestamp(cycle.period_end) + pd.Timedelta(days=1)
    before_or_after = rows[(days < start) | (days >= after)]
    for place, source in enumerate(sources):
        if outside := rows_in(before_or_after[before_or_after["source_file"] == source.file]):
            said = f"searches outside the period {cycle.period_start} to {cycle.period_end}"
            sources[place] = replace(source, flags=(*source.flags, (said, outside)))
    there = set(rows["month"])
    gaps = [
        month for month in month_range(f"{start:%Y-%m}", f"{cycle.period_end:%Y-%m}") if not min(there) <= month <= max(there)
    ]  # those between are flagged by the reader
    if gaps:
        flag = (f"months of the period before or after the files: {', '.join(gaps)}", 0)
        sources[0] = replace(sources[0], flags=(*sources[0].flags, flag))
    return replace(table, frame=rows, sources=tuple(sources))
