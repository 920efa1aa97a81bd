"""What is odd in a table: what was set aside, what was flagged, as counts that pass the gate like any other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.definitions import definition_of
from eianalysis.measures.rates import build, not_available
from eianalysis.measures.windows import period_window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED

#: Characteristic -> the columns that hold it, in the tables of people and of encounters.
CAPTURED = {"Ethnicity": ("ethnicity_2", "ethnicity", "attended_white"), "Sex": ("sex", "attended_women"),
            "Age": ("age_band", "age_range", "attended_under_25"), "Disability": ("disability",), "Religion or belief": ("religion",),
            "Sexual orientation": ("sexual_orientation",), "Gender reassignment": ("gender_reassignment",),
            "Marriage and civil partnership": ("marital",)}
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
    return build(measure, definition, lambda _: counted.drop(columns=[] if by_part else "part"), ({NOTE: NOTE},), keys=keys,
                 window=w.name, period=(w.start, w.end), sources=[source for table in there for source in table.sources],
                 shared_base=True)


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
    """
    measure = "characteristics_captured"
    definition = definition_of(measure)
    there = [table for table in tables if not table.absent]
    if not there:
        return not_available(measure, definition, tables[0], keys=("table",))
    rows = []
    for table in there:
        for label, columns in CAPTURED.items():
            column = next((name for name in columns if name in table.frame), None)
            values = table.frame[column] if column else pd.Series(dtype=object)
            known = int((~values.isna() & ~values.isin(["", *UNDECLARED])).sum())
            rows.append((table.name.replace("_", " ").capitalize(), "captured", label, known, len(values)))
    counted = pd.DataFrame(rows, columns=["table", "characteristic", "group", "numerator", "denominator"])
    w = period_window(cycle)
    made = build(measure, definition, lambda _: counted.copy(), ({"captured": "captured"},), keys=("table",), window="all rows",
                 period=(pd.NaT, w.end), sources=[source for table in there for source in table.sources])
    return made.then(lambda frame: frame.assign(rate_low=float("nan"), rate_high=float("nan")))  # every row was read: no range
