"""What the tables of one pack give away together: the same total hidden in one and shown in another, or shown unequal.

Within one result the gate proves that nothing hidden can be worked out. Between results this looks at the one thing every
table has in common, its rows (``report.printed``): those of one measure and time about the same people. What follows from
rows of different measures or boards, ``report.differences`` and ``report.pack_audit`` see to.
"""

from __future__ import annotations

from pathlib import Path

from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.measures.binding import id_of
from eianalysis.measures.evidence_rules import COLUMNS, LATEST
from eianalysis.report import printed
from eianalysis.report.printed import Printed
from eianalysis.results import ALL

NEAR = 1e-9


def require_agreement(tables: Path) -> None:
    """Stop the pack where two of its tables contradict each other, or one shows what another hides.

    The evidence map is held to the tables of its measures' pages, figure by figure.

    Raises ``DisclosureError`` for a row or total hidden in one table and shown in another, ``EIAnalysisError`` for a
    figure that differs.
    """
    seen: dict[tuple, Printed] = {}
    mapped, measured = [], {}
    for table, rows, _ in printed.tables(tables):
        if "evidence_status" in table:
            mapped += table.to_dict("records")
        for row in rows:
            measured.setdefault(row.measure, []).append(row)
            _agree(seen.setdefault((row.measure, row.time, row.people), row), row)
    for row in mapped:
        _map_agrees(row, measured.get(id_of(row["measure"]), []))


def _agree(first: Printed, row: Printed) -> None:
    what = f"{row.measure}, {row}"
    if row.hidden != first.hidden:
        raise DisclosureError(f"{row.table} and {first.table}: one shows what the other hides ({what}); release both "
                              "characteristics in one result, so that the gate sees them together")
    if any(row.figure(column) != first.figure(column) for column in ("numerator", "denominator")):
        raise EIAnalysisError(f"{row.table} and {first.table} give different figures for the same row ({what})")


def _map_agrees(row: dict, measured: list[Printed]) -> None:
    """Whether a figure of the evidence map stands in a table of its measure, if the pack has one with such a row."""
    if row["status"] != "shown" or not row["value"] or row["group"] == LATEST:  # the latest wave has another name in each pack
        return
    parts = dict(part.split("=", 1) for part in row["part"].split(";") if part)
    wanted = {**parts, "group": row["group"] or ALL}
    wanted |= {name: row[name] for name in ("characteristic", "window") if row[name]}
    same = [other for other in measured if all(other.values.get(key) == value for key, value in wanted.items())]
    if not same:
        return
    figure = COLUMNS[row["figure"]][0]
    what = f"{row['item_id']}: {row['measure']}, {', '.join(filter(None, wanted.values()))}"
    names = ", ".join(dict.fromkeys(other.table for other in same))
    if all(other.hidden for other in same):
        raise DisclosureError(f"the evidence map shows what {names} hides ({what}); ask for the measure as its page does "
                              "(measures/registry.py)")
    figures = [other.figure(figure) for other in same]
    if not any(each is not None and abs(each - float(row["value"])) < NEAR for each in figures):
        raise EIAnalysisError(f"the evidence map and {names} give different figures for the same row ({what})")
