"""Curves and test statistics as grids: one row a group and length of service, one row a statistic."""

from __future__ import annotations

from collections.abc import Sequence

from eianalysis.results import CURVE_FIGURES, HIDDEN_STATUS, Release
from eianalysis.tables.count_notes import legend
from eianalysis.tables.counts import CONFIDENTIAL, NOT_APPLICABLE
from eianalysis.tables.grid import Grid
from eianalysis.vocabulary import characteristic_label
from eianalysis.wording.curves import percent
from eianalysis.wording.numbers import absent, capital, count, p_value, years
from eianalysis.wording.reading import blocks

_CURVE_HEADERS = {
    "time": "Length of service",
    "at_risk": "At risk (number)",
    "estimate": "Estimate (%)",
    "range": "Plausible range (%)",
    "low": "Low (%)",
    "high": "High (%)",
    "status": "Status",
}


def curve_grid(released: Release, columns: Sequence[str] | None) -> Grid:
    """One row a group and length of service: at risk, estimate, range."""
    parts = blocks(released)
    rows = [row for block in parts for _, row in block.rows.iterrows()]
    labels = (["block"] if len(parts) > 1 else []) + ["group", "time"]
    wanted = [name for name in (columns or ("at_risk", "estimate", "range")) if name not in ("group", "time")]
    named = [block.label for block in parts for _ in range(len(block.rows))]
    cells = []
    for label, row in zip(named, rows, strict=True):
        first = [capital(label)] if len(parts) > 1 else []
        time = CONFIDENTIAL if absent(row["time"]) else years(float(row["time"]))
        cells.append((*first, str(row["group"]), time, *(_curve_cell(name, row) for name in wanted)))
    header = characteristic_label(parts[0].characteristic)
    headers = [{"block": "Table", "group": header, "time": _CURVE_HEADERS["time"]}[name] for name in labels]
    headers += [_CURVE_HEADERS.get(name, capital(name.replace("_", " "))) for name in wanted]
    numeric = [False] * len(labels) + [name != "status" for name in wanted]
    return Grid(
        tuple(headers),
        tuple(cells),
        len(labels),
        tuple(numeric),
        (False,) * len(cells),
        (f"At risk: {released.definition.denominator}.",),
        legend(released, cells),
    )


def _curve_cell(name: str, row) -> str:
    if name in CURVE_FIGURES and row["status"] in HIDDEN_STATUS and name != "status":
        return CONFIDENTIAL
    if name == "range":
        missing = CONFIDENTIAL if row["status"] in HIDDEN_STATUS else NOT_APPLICABLE
        return missing if absent(row["low"]) or absent(row["high"]) else f"{percent(row['low'])[:-1]} to {percent(row['high'])[:-1]}"
    value = row[name]
    if absent(value):
        return CONFIDENTIAL if row["status"] in HIDDEN_STATUS else NOT_APPLICABLE
    if name in ("estimate", "low", "high"):
        return percent(value)[:-1]
    return count(value) if name == "at_risk" else str(value).replace("_", " ")


def statistic_grid(released: Release, columns: Sequence[str] | None) -> Grid:
    """One row a statistic: name, value, degrees of freedom, p."""
    frame = released.table
    cells = []
    for _, row in frame.iterrows():
        missing = CONFIDENTIAL if absent(row["value"]) else NOT_APPLICABLE  # the gate empties a statistic, it has no status
        value = missing if absent(row["value"]) else f"{row['value']:.2f}"
        df = missing if absent(row["df"]) else f"{row['df']:g}"
        p = missing if absent(row["p_value"]) else p_value(row["p_value"])
        groups = [str(row["group"])] if "group" in frame else []
        cells.append((capital(str(row["name"])), *groups, value, df, p))
    headers = ("Statistic", *(("Groups",) if "group" in frame else ()), "Value", "Degrees of freedom", "p")
    labels = len(headers) - 3
    return Grid(headers, tuple(cells), labels, (*(False,) * labels, True, True, True), (False,) * len(cells), (), legend(released, cells))
