"""What the tables of one pack give away together: the same total hidden in one and shown in another, or shown unequal.

Within one result the gate proves that nothing hidden can be worked out. Between results this looks at the one thing every
table has in common, its rows (``report.printed``): those of one measure and time about the same people. What follows from
rows of different measures or boards, ``report.differences`` and ``report.pack_audit`` see to.
"""

from __future__ import annotations

from collections.abc import Iterable

from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.report.followed import Followed, follow
from eianalysis.report.printed import Printed, Table


def require_agreement(tables: Iterable[Table]) -> Followed:
    """Stop the pack where two of its tables contradict each other, or one shows what another hides.

    Two tables are of the same people where measure, title and noun are the same: a title names the survey, a noun tells
    officers from staff. The evidence map is held to the tables of its measures' pages, figure by figure; how many figures it
    shows, and which of them have no table in this pack, is returned.

    Raises ``DisclosureError`` for a row or total hidden in one table and shown in another, ``EIAnalysisError`` for a
    figure that differs.
    """
    seen: dict[tuple, Printed] = {}
    mapped, measured = [], {}
    for table, rows, definition in tables:
        if "evidence_status" in table:
            mapped += table.to_dict("records")
        for row in rows:
            measured.setdefault(row.measure, []).append(row)
            whom = tuple(definition.get(name, "") for name in ("title", "noun"))
            _agree(seen.setdefault((row.measure, whom, row.time, row.people), row), row)
    return follow(mapped, measured)


def _agree(first: Printed, row: Printed) -> None:
    what = f"{row.measure}, {row}"
    if row.hidden != first.hidden:
        raise DisclosureError(f"{row.table} and {first.table}: one shows what the other hides ({what}); release both "
                              "characteristics in one result, so that the gate sees them together")
    if any(row.figure(column) != first.figure(column) for column in ("numerator", "denominator")):
        raise EIAnalysisError(f"{row.table} and {first.table} give different figures for the same row ({what})")
