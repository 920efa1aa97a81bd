"""The matrix of data product by characteristic: held in full, in part, or not at all."""

from __future__ import annotations

from eianalysis.errors import UsageError
from eianalysis.measures.inputs import table_words
from eianalysis.measures.quality import CHARACTERISTICS_CAPTURED
from eianalysis.results import Release, require_release
from eianalysis.schema import TABLES
from eianalysis.tables.evidence import LEGEND
from eianalysis.tables.grid import Grid
from eianalysis.tables.view import TableView
from eianalysis.wording import about, missing_words, source_line
from eianalysis.wording.about import SYNTHETIC
from eianalysis.wording.reading import hidden

#: From which share of known rows a characteristic is held "in full", as far as a board is concerned.
FULL = 0.95
WORKFORCE = "workforce_snapshot"


def captured_matrix(released: Release) -> TableView:
    """Show the release of ``characteristics_captured`` as a matrix: a row a table, a column a characteristic.

    ``yes``: known of 95% of rows or more; ``partly``: of fewer, with the share; ``no``: the table has no such column.

    Examples
    --------
    >>> ei.captured_matrix(ei.release(ei.characteristics_captured(*tables, cycle=cycle), cycle.policy))   # doctest: +SKIP
    """
    released = require_release(released, "captured_matrix")
    if released.measure != CHARACTERISTICS_CAPTURED.id:
        raise UsageError(f"captured_matrix() shows the release of characteristics_captured(), not of {released.measure}")
    title = "Which table holds which characteristic"
    if released.missing:
        return TableView(title, None, missing_words(released), source_line(released), about(released, "table"))
    frame = released.table
    across = list(dict.fromkeys(frame["group"]))
    linked = {table_words(source.table) for source in released.sources if source.table in TABLES and "person_ref" in TABLES[source.table]}
    cells = [
        (name, *(_cell(own.loc[what]) for what in across))
        for name, own in ((name, rows.set_index("group")) for name, rows in frame.groupby("table", sort=False))
    ]
    held = next((row for row in cells if row[0] == table_words(WORKFORCE)), ())
    cells = [
        (row[0], *("no" if cell == "no" else "by link" for cell in held[1:])) if held and row[0] in linked and set(row[1:]) == {"no"} else row for row in cells
    ]
    notes = (
        f"yes: known in {FULL:.0%} of the table's rows or more. partly: in the share given. no: the table has no such column, so "
        "nothing can be asked of it by that characteristic. by link: through the person's reference to the workforce table.",
        *(note for note in released.definition.notes if note.startswith("Absent")),
    )
    legend = tuple((symbol, words) for symbol, words in LEGEND if any(symbol in cell for row in cells for cell in row))
    grid = Grid(("Table", *across), tuple(cells), 1, (False,) * (len(across) + 1), (False,) * len(cells), notes, legend)
    marked = f"{SYNTHETIC} " if released.synthetic else ""
    return TableView(f"{marked}{title}", grid, "", source_line(released), about(released, "table"))


def _cell(row) -> str:
    if row["status"] == "not_applicable" or not hidden(row) and not row["denominator"]:
        return "no"
    if hidden(row):
        return "[c]"
    return "yes" if row["rate"] >= FULL else f"partly, {100 * row['rate']:.0f}%"
