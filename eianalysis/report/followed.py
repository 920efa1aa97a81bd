"""Whether every figure of the evidence map can be followed to a row of a table in the pack.

A reader of the map is sent to a page; the figure he finds there must be the same one. Where a page is not in the pack, or
does not save the table, there is no such row: that is counted, told by the run, and held to none by a test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.evidence.binding import id_of
from eianalysis.evidence.status_rules import COLUMNS, LATEST
from eianalysis.report.printed import Printed
from eianalysis.results import ALL, FIGURES
from eianalysis.vocabulary import UNDECLARED

NEAR = 1e-9
Rows = Sequence[Printed]


@dataclass(frozen=True)
class Followed:
    """How many figures the map shows, and which of them stand in no table of the pack."""

    shown: int = 0
    lost: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.shown - len(self.lost)} of {self.shown} figures of the evidence map stand in a table"


def follow(mapped: Sequence[Mapping], measured: Mapping[str, Rows]) -> Followed:
    """Hold every figure of the map to the tables of its measure (by the measure's id).

    Raises ``DisclosureError`` for a figure that its table hides, ``EIAnalysisError`` for one that differs.
    """
    shown = [row for row in mapped if row["status"] == "shown" and row["value"]]
    return Followed(len(shown), tuple(_said(row) for row in shown if not _stands(row, measured.get(id_of(row["measure"]), ()))))


def _said(row: Mapping) -> str:
    """'TRT-09: workforce_flow, flow=Joined, ethnicity_2, Ethnic minorities'."""
    return f"{row['item_id']}: " + ", ".join(
        value for value in (row["measure"], row["window"], row["part"], row["characteristic"], row["group"] or ALL) if value
    )


def _stands(row: Mapping, measured: Rows) -> bool:
    wanted = dict(part.split("=", 1) for part in row["part"].split(";") if part)
    wanted |= {name: row[name] for name in ("characteristic", "window") if row[name]}
    group = row["group"] or ALL
    if group == LATEST:
        same = _latest(_like(measured, wanted))
    else:
        same = _like(measured, {**wanted, "group": group}) or _added_up(row, measured, wanted)
    if not same:
        return False
    names = ", ".join(dict.fromkeys(other.table for other in same))
    if all(other.hidden for other in same):
        raise DisclosureError(f"the evidence map shows what {names} hides ({_said(row)}); ask for the measure as its page does (measures/registry.py)")
    figures = [other.figure(COLUMNS[row["figure"]][0]) for other in same]
    if not any(each is not None and abs(each - float(row["value"])) < NEAR for each in figures):
        raise EIAnalysisError(f"the evidence map and {names} give different figures for the same row ({_said(row)})")
    return True


def _like(measured: Rows, wanted: Mapping[str, str]) -> Rows:
    return [other for other in measured if all(other.values.get(key) == value for key, value in wanted.items())]


def _latest(rows: Rows) -> Rows:
    """Of a table that sets two periods side by side, the row that is compared; its name differs from pack to pack."""
    return [other for other in rows if other.values.get("reference")] or rows[-1:]


def _added_up(row: Mapping, measured: Rows, wanted: Mapping[str, str]) -> Rows:
    """'Ethnic minorities' of a table released by five groups, added up as the map does it."""
    if (row["characteristic"], row["group"]) != ("ethnicity_2", "Ethnic minorities"):
        return []
    rows = [each for each in _like(measured, {**wanted, "characteristic": "ethnicity_5"}) if each.group not in (ALL, *UNDECLARED)]
    if not rows or any(other.hidden for other in rows):
        return []
    cases, base = (sum(each.figure(name) for each in rows if each.group != "White") for name in ("numerator", "denominator"))
    rate = cases / base if base else 0.0
    figures = {"numerator": cases, "rate": rate}
    white = next((each for each in rows if each.group == "White"), None)
    if white is not None and white.figure("numerator"):
        figures["disparity_ratio"] = rate / (white.figure("numerator") / white.figure("denominator"))
    values = {name: "" for name in FIGURES} | {name: repr(value) for name, value in figures.items()}
    return [replace(rows[0], values={**rows[0].values, **values, "status": "shown"})]
