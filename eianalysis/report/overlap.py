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
from eianalysis.results import AFTER, ALL, EXTRAS, FIGURES, OWN_TOTALS

HIDDEN = ("hidden", "hidden_to_protect")


def require_agreement(tables: Path) -> None:
    """Stop the pack where two of its tables contradict each other, or one shows what another hides.

    Raises ``DisclosureError`` for a row or total hidden in one table and shown in another, ``EIAnalysisError`` for a
    figure that differs.
    """
    seen: dict[tuple, tuple[str, bool, tuple]] = {}
    for path in sorted(tables.glob("*.csv")):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        if not {"numerator", "denominator", "status", "group"} <= set(table.columns):
            continue
        labels = [name for name in table.columns if name not in (*FIGURES, *EXTRAS, *AFTER)]
        for row in table.to_dict("records"):
            if row["status"] in ("not_available", "not_applicable"):
                continue
            own = row["group"] != ALL or row["measure"].startswith(OWN_TOTALS)
            named = {name: row[name] for name in labels if name != "characteristic" or own}
            _agree(seen, tuple(sorted(named.items())), path.stem, row)


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
