"""Whether the tables of one pack agree: rows of one measure and time about the same people give the same figures.

What is hidden is the plan's decision, made before anything is printed (``disclosure.plan``).
"""

from __future__ import annotations

from collections.abc import Iterable

from eianalysis.errors import EIAnalysisError
from eianalysis.report.followed import Followed, follow
from eianalysis.report.printed import Printed, Table


def require_agreement(tables: Iterable[Table]) -> Followed:
    """Stop the pack where two of its tables contradict each other.

    Two tables are of the same people where measure, title and noun are the same: a title names the survey, a noun tells
    officers from staff. The evidence map is held to the tables of its measures' pages, figure by figure; how many figures it
    shows, and which of them have no table in this pack, is returned.

    Raises ``EIAnalysisError`` for a figure that differs.
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
    if row.hidden or first.hidden:
        return  # by the plan, which knows both: a row may be hidden for its base in one and stand for itself in another
    if any(row.figure(column) != first.figure(column) for column in ("numerator", "denominator")):
        raise EIAnalysisError(f"{row.table} and {first.table} give different figures for the same row ({what})")
