"""What is odd in a table: what was set aside, what was flagged, as counts that pass the gate like any other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.definitions import definition_of
from eianalysis.measures.rates import build, not_available
from eianalysis.measures.windows import period_window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable

NOTE = "data_note"


def data_notes(table: TypedTable, *, cycle: BoardCycle) -> Result:
    """What the files of a table could not tell, or told twice: rows set aside and rows flagged, of all rows read.

    One row a note, added up over the table's files; ``group`` is the note. Notes on a file as a whole (a flag of 0 rows)
    are words in the definition. Reads nothing but the sources' own record.
    """
    measure = "data_notes"
    definition = definition_of(measure)
    if table.absent:
        return not_available(measure, definition, table)
    said = [(what, int(rows)) for source in table.sources for what, rows in (*source.set_aside, *source.flags)]
    notes = [(what, rows) for what, rows in said if rows]
    definition = replace(definition, notes=(*definition.notes, *dict.fromkeys(what for what, rows in said if not rows)))
    frame = pd.DataFrame(notes, columns=["group", "numerator"])
    counted = frame.groupby("group", sort=False)["numerator"].sum().reset_index()
    counted = counted.assign(characteristic=NOTE, denominator=sum(source.rows for source in table.sources))
    w = period_window(cycle)
    return build(measure, definition, lambda _: counted[["characteristic", "group", "numerator", "denominator"]].copy(),
                 ({NOTE: NOTE},), window=w.name, period=(w.start, w.end), sources=table.sources, shared_base=True)
