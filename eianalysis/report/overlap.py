"""What the tables of one pack give away together: the same total hidden in one and shown in another, or shown unequal.

Within one result the gate proves that nothing hidden can be worked out. Between results this looks at the one thing every
table has in common, its rows: a row stands for the same people wherever measure, window, keys, characteristic and group
are the same, and a total wherever all but the characteristic are. The audit of the gate (``disclosure.audit``) takes cells
and relations from anywhere: the proof across a whole pack, and the pack before, has its place here.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.measures.binding import id_of
from eianalysis.measures.evidence_rules import COLUMNS, LATEST
from eianalysis.results import AFTER, ALL, EXTRAS, FIGURES, OWN_TOTALS

HIDDEN = ("hidden", "hidden_to_protect")
NEAR = 1e-9


def require_agreement(tables: Path) -> None:
    """Stop the pack where two of its tables contradict each other, or one shows what another hides.

    The evidence map is held to the tables of its measures' pages, figure by figure.

    Raises ``DisclosureError`` for a row or total hidden in one table and shown in another, ``EIAnalysisError`` for a
    figure that differs.
    """
    seen: dict[tuple, tuple[str, bool, tuple]] = {}
    mapped, measured = [], {}
    for path in sorted(tables.glob("*.csv")):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        if "evidence_status" in table:
            mapped += table.to_dict("records")
        if not {"numerator", "denominator", "status", "group"} <= set(table.columns):
            continue
        labels = [name for name in table.columns if name not in (*FIGURES, *EXTRAS, *AFTER)]
        for row in table.to_dict("records"):
            measured.setdefault(row["measure"], []).append((path.stem, row))
            if row["status"] in ("not_available", "not_applicable"):
                continue
            own = row["group"] != ALL or row["measure"].startswith(OWN_TOTALS)
            named = {name: row[name] for name in labels if name != "characteristic" or own}
            _agree(seen, tuple(sorted(named.items())), path.stem, row)
    for row in mapped:
        _map_agrees(row, measured.get(id_of(row["measure"]), []))


def _agree(seen: dict, label: tuple, name: str, row: dict) -> None:
    hidden, counts = row["status"] in HIDDEN, (row["numerator"], row["denominator"])
    if label not in seen:
        seen[label] = (name, hidden, counts)
        return
    other, was_hidden, were = seen[label]
    what = ", ".join(value for key, value in label if key in ("measure", "window", "group"))
    if hidden != was_hidden:
        raise DisclosureError(
            f"tables/{name}.csv and tables/{other}.csv: one shows what the other hides ({what}); release both "
            "characteristics in one result, so that the gate sees them together"
        )
    if not hidden and counts != were:
        raise EIAnalysisError(f"tables/{name}.csv and tables/{other}.csv give different figures for the same row ({what})")


def _map_agrees(row: dict, measured: list[tuple[str, dict]]) -> None:
    """Whether a figure of the evidence map stands in a table of its measure, if the pack has one with such a row."""
    if row["status"] != "shown" or not row["value"] or row["group"] == LATEST:  # the latest wave has another name in each pack
        return
    parts = dict(part.split("=", 1) for part in row["part"].split(";") if part)
    wanted = {**parts, "group": row["group"] or ALL}
    wanted |= {name: row[name] for name in ("characteristic", "window") if row[name]}
    same = [(name, other) for name, other in measured if all(other.get(key) == value for key, value in wanted.items())]
    if not same:
        return
    figure = COLUMNS[row["figure"]][0]
    what = f"{row['item_id']}: {row['measure']}, {', '.join(filter(None, wanted.values()))}"
    names = ", ".join(dict.fromkeys(f"tables/{name}.csv" for name, _ in same))
    if all(other["status"] in HIDDEN for _, other in same):
        raise DisclosureError(f"the evidence map shows what {names} hides ({what}); ask for the measure as its page does "
                              "(measures/registry.py)")
    if not any(other.get(figure) and abs(float(other[figure]) - float(row["value"])) < NEAR for _, other in same):
        raise EIAnalysisError(f"the evidence map and {names} give different figures for the same row ({what})")
