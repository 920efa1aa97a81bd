"""What is odd in a table: what was set aside, what was flagged, as counts that pass the gate like any other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Measure, Population, Split, Words
from eianalysis.measures.declaring import without_range
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.inputs import table_words
from eianalysis.measures.rates import build, not_available
from eianalysis.measures.windows import period_window
from eianalysis.results import ALL, Definition, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED

#: Characteristic -> the columns that hold it, in the tables of people and of encounters.
CAPTURED = {
    "Ethnicity": ("ethnicity_2", "ethnicity_5", "ethnicity", "complainant_ethnicity", "officer_ethnicity", "attended_white"),
    "Sex": ("sex", "complainant_sex", "perceived_sex", "attended_women"),
    "Age": ("age_band", "age_range", "complainant_age_band", "perceived_age", "attended_under_25"),
    "Disability": ("disability", "complainant_disability", "perceived_disability"),
    "Religion or belief": ("religion",),
    "Sexual orientation": ("sexual_orientation",),
    "Gender reassignment": ("gender_reassignment",),
    "Marriage and civil partnership": ("marital",),
    "Pregnancy and maternity": ("maternity",),
}
#: Table -> the fields that its measures need in every row; what people declare of themselves is in ``CAPTURED``.
NEEDED = {
    "workforce_snapshot": ("service_start", "rank_band", "unit", "directorate", "working_pattern"),
    "joiners": ("route", "buddy_allocated"),
    "leavers": ("service_start", "leaver_type", "reason_theme"),
    "applications": ("campaign_id", "anonymised"),
    "vetting": ("level", "decided_on"),
    "promotions": ("to_rank", "eligible"),
    "development_participation": ("scheme", "role"),
    "exit_interviews": ("offered", "main_reason"),
    "stay_interviews": ("offered", "main_reason"),
    "misconduct_cases": ("allegation_type", "severity", "discrimination_flag"),
    "grievances": ("category", "about_rank_band"),
    "complaints": ("category", "channel", "person_ref"),
    "stop_search": ("object", "outcome", "linked", "clothing_removed", "part_of_operation"),
    "use_of_force": ("tactic", "injury", "outcome"),
    "dip_samples": ("result",),
    "surveys": ("response",),
    "training_attendance": ("status", "eligible", "available"),
    "community_events": ("attended", "attended_women"),
    "cj_outcomes": ("recorded", "charged"),
    "vawg_offences": ("victim_ethnicity", "police_suspect", "result"),
}
#: Fields that only some rows can have: those where this column is yes.
ONLY_WHERE = {("exit_interviews", "main_reason"): "completed", ("stay_interviews", "main_reason"): "completed", ("dip_samples", "result"): "reviewed"}
#: Tables in which nobody stands: lists of questions, totals of others' counts, published figures.
OF_NOBODY = ("survey_questions", "survey_waves", "cj_outcomes", "benchmarks", "targets", "definition_breaks", "other_forces")
FIELDS = {
    "linked": "outcome linked to the object",
    "person_ref": "who is complained of",
    "part_of_operation": "part of an operation",
    "about_rank_band": "rank complained of",
    "to_rank": "rank applied for",
    "result": "what the sample found",
    "anonymised": "whether anonymised",
    "campaign_id": "campaign",
    "attended": "how many came",
    "attended_women": "how many women came",
}
NOTE, FLAG, KEPT = "data_note", "data_flag", "Kept"


def data_notes(*tables: TypedTable, cycle: BoardCycle, by_part: bool = False) -> Result:
    """What the files of these tables could not tell, or told twice: rows set aside and rows flagged, of all rows read.

    One row a note, added up over a table's files; key column ``table``, ``group`` is the note. What was set aside and what
    was kept make the whole (``All``), so the gate sees what could be subtracted; flags may overlap and stand apart. Notes
    on a file as a whole (a flag of 0 rows) are words in the definition. Absent tables are left out; where all are, the
    result is not available. ``by_part`` says where it was: one set of notes for each part of a table (each force of
    several), key column ``part``.
    """
    measure = "data_notes"
    definition = definition_of(measure)
    keys = ("table", "part") if by_part else ("table",)
    there = [table for table in tables if not table.absent]
    if not there:
        return not_available(measure, definition, tables[0], keys=keys)
    rows, words = [], []
    for table in there:
        for part in dict.fromkeys(source.part for source in table.sources) if by_part else [None]:
            noted, said = _noted([source for source in table.sources if part in (None, source.part)])
            rows += [(table.name, part, *row) for row in noted]
            words += [f"{part}: {what}" if part else what for what in said]
    definition = replace(definition, notes=(*definition.notes, *dict.fromkeys(words)))
    counted = pd.DataFrame(rows, columns=["table", "part", "characteristic", "group", "numerator", "denominator"])
    w = period_window(cycle)
    return build(
        measure,
        definition,
        lambda _: counted.drop(columns=[] if by_part else "part"),
        ({NOTE: NOTE},),
        keys=keys,
        window=w.name,
        period=(w.start, w.end),
        sources=[source for table in there for source in table.sources],
        shared_base=True,
    )


def _noted(sources) -> tuple[list[tuple], list[str]]:
    """``(characteristic, group, rows, of all rows)`` for what was set aside and flagged; and the notes on whole files."""
    total = sum(source.rows for source in sources)
    aside, flags = (_summed(pairs for source in sources for pairs in getattr(source, name)) for name in ("set_aside", "flags"))
    if aside:
        aside |= {KEPT: total - sum(aside.values()), ALL: total}
    rows = [(NOTE, what, count, total) for what, count in aside.items()]
    rows += [(FLAG, what, count, total) for what, count in flags.items() if count]
    return rows, [what for what, count in flags.items() if not count]


def _summed(pairs) -> dict[str, int]:
    found: dict[str, int] = {}
    for what, rows in pairs:
        found[what] = found.get(what, 0) + int(rows)
    return found


def characteristics_captured(*tables: TypedTable, cycle: BoardCycle) -> Result:
    """Which characteristics each table holds, and of how many of its rows: the matrix of what can be asked of what.

    One row a table (key column ``table``) and characteristic; the share of rows in which it is known. A table without the
    column has no base and reads not applicable: it cannot be asked. Rows are events or people, as each table has them.
    Tables of nobody (questions, published figures) are left out; absent ones are named in the notes.
    """
    measure = "characteristics_captured"
    definition = definition_of(measure)
    lacking = [table_words(table.name).lower() for table in tables if table.absent and table.name not in OF_NOBODY]
    if lacking:
        definition = replace(definition, notes=(*definition.notes, f"Absent, so not in the table: {', '.join(lacking)}."))
    there = [table for table in tables if not table.absent and table.name not in OF_NOBODY]
    if not there:
        return not_available(measure, definition, tables[0], keys=("table",))
    rows = []
    for table in there:
        for label, columns in CAPTURED.items():
            column = next((name for name in columns if name in table.frame), None)
            values = table.frame[column] if column else pd.Series(dtype=object)
            known = int((~values.isna() & ~values.isin(["", *UNDECLARED])).sum())
            rows.append((table_words(table.name), "captured", label, known, len(values)))
    return _of_all_rows(measure, definition, "captured", rows, there, cycle)


def completeness(*tables: TypedTable, cycle: BoardCycle) -> Result:
    """How many rows are blank in the fields that the measures need: a blank is not a no, and such a row counts nowhere.

    One row a table (key column ``table``) and field (``group``), of the rows that can have it. A field the file lacks
    altogether has no base and reads not applicable. Rows are people, cases or events, as each table has them.
    """
    measure = "completeness"
    definition = definition_of(measure)
    there = [table for table in tables if not table.absent and table.name in NEEDED]
    if not there:
        return not_available(measure, definition, tables[0], keys=("table",))
    rows = []
    for table in there:
        for name in NEEDED[table.name]:
            values = _asked(table, name)
            blank = int((values.isna() | values.astype(object).isin(["", "Not recorded"])).sum())
            label = FIELDS.get(name, name.replace("_", " "))
            rows.append((table_words(table.name), "field", label[:1].upper() + label[1:], blank, len(values)))
    return _of_all_rows(measure, definition, "field", rows, there, cycle)


def _of_all_rows(measure: str, definition: Definition, what: str, rows: list[tuple], tables: list[TypedTable], cycle: BoardCycle) -> Result:
    """Counts over everything that was read, a row a table and group: nothing was sampled, so no range."""
    counted = pd.DataFrame(rows, columns=["table", "characteristic", "group", "numerator", "denominator"])
    made = build(
        measure,
        definition,
        lambda _: counted.copy(),
        ({what: what},),
        keys=("table",),
        window="all rows",
        period=(pd.NaT, period_window(cycle).end),
        sources=[source for table in tables for source in table.sources],
    )
    return made.then(without_range)


def _asked(table: TypedTable, name: str) -> pd.Series:
    """The field in the rows that can have it; nothing where the file has no such column."""
    frame = table.frame
    where = ONLY_WHERE.get((table.name, name))
    if where in frame:
        frame = frame[frame[where].fillna(False).astype(bool)]
    held = name in frame and not (table.name != "stop_search" and frame[name].isna().all())
    return frame[name] if held else pd.Series(dtype=object)


DATA_NOTES = Measure(
    "data_notes",
    Words(
        "What is odd in the records",
        "rows to which the note applies",
        "rows read",
        noun="rows",
        verb="carry the note",
        base_unit="rows",
        method="Counted while reading; nothing is corrected.",
    ),
    counts=Population("rows of every table"),
    rows=data_notes,
    form="notes",
    keys={"table": Split(), "part": Split()},
    serves=("EDHR-OP3.03", "EIW-COM-O04"),
)

CHARACTERISTICS_CAPTURED = Measure(
    "characteristics_captured",
    Words(
        "What each table holds of each characteristic",
        "rows in which it is known",
        "rows of the table",
        noun="rows",
        verb="have it",
        outcome="good",
        base_unit="rows",
        method="Shares of all rows read.",
        notes=("[z]: the table has no such column and cannot be asked.", "Rows are people, cases or events, as each table has them."),
    ),
    counts=Population("rows of every table"),
    did="known",
    rows=characteristics_captured,
    form="matrix",
    keys={"table": Split()},
    serves=("EDHR-OD5.01", "EDHR-OD7.01", "EDHR-OP3.03", "EIW-COM-O04"),
)

COMPLETENESS = Measure(
    "completeness",
    Words(
        "Fields left blank that a measure needs",
        "rows in which the field is blank",
        "rows that should have it",
        noun="rows",
        verb="are blank",
        outcome="harm",
        base_unit="rows",
        method="Shares of all rows read.",
        notes=(
            "[z]: the file has no such column.",
            "Of some fields only the rows that can have them are counted: why somebody left, of interviews held.",
            "What people declare about themselves is in the table of characteristics, not here.",
        ),
    ),
    counts=Population("rows of every table"),
    did="blank",
    rows=completeness,
    form="register",
    keys={"table": Split()},
    serves=("EDHR-OP3.03", "EIW-COM-O04"),
)
