"""What the released tables say of each item: the plain function that the gate calls, and all it may use.

It is given the rows of the register with what they are bound to, and the tables as released, and nothing else; so no
status can say more than a reader of the pages knows.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.evidence import status_rules
from eianalysis.evidence.binding import Change
from eianalysis.evidence.year_on_year import Pair, changes
from eianalysis.results import Missing, Shown

ILLUSTRATION = "SYNTHETIC ILLUSTRATION"
OF_ITEM = (
    "item_id",
    "programme",
    "workstream_name",
    "kind",
    "title_plain",
    "owner_role",
    "live",
    "reported_status",
    "rag_reported",
    "schedule_health",
    "due_words",
    "target_direction",
    "value_reported",
    "value_unit",
    "evidence_link",
    "update_basis",
)
OF_BINDING = (
    "evidence_kind",
    "measure",
    "window",
    "characteristic",
    "group",
    "part",
    "question",
    "reference",
    "figure",
    "direction",
    "target",
    "target_status",
    "least_base",
    "population",
    "rests_on",
    "met_when",
    "document",
)
MADE = (
    "page",
    "measure_title",
    "said_in",
    "per",
    "value",
    "low",
    "high",
    "base",
    "reference_rate",
    "period_end",
    "comparison",
    "evidence_status",
    "change",
    "against_date",
    "contradiction",
    "data",
    "needs",
    "status",
)
#: What the map shows, in this order.
COLUMNS = (*OF_ITEM, *OF_BINDING, *MADE)
#: Columns of the rows that only the conclusion uses: where the measure stands, whether the due day is reached, whether the
#: question was asked.
INNER = ("page", "measure_title", "needs", "date_reached", "asked")
#: What is said of a target whose day is reached.
AT_ITS_DATE = {
    status_rules.MET: "met by its date",
    status_rules.NOT_MET: "its date is reached and the target is not",
    status_rules.ALIKE: "no material disadvantage found at its date",
    status_rules.TOO_FEW: "its date is reached: too few to say",
    status_rules.NO_DATA: "its date is reached: no data",
    status_rules.NOT_BUILT: "its date is reached: no data",
}


def change_of(row: Mapping) -> Change:
    """What the change of a row is a change of."""
    return Change(row["characteristic"], tuple(tuple(part.split("=", 1)) for part in row["part"].split(";") if part))


def conclude(rows: pd.DataFrame, shown: dict[str, Shown]) -> pd.DataFrame:
    """The rows with what the released tables say of each; called by the gate."""
    if rows.empty:  # no register yet
        return rows.reindex(columns=list(COLUMNS))
    each = rows.to_dict("records")
    readings = [_reading(row, shown) for row in each]
    pairs = {place: pair for place, row in enumerate(each) if (pair := _pair(row, shown)) is not None}
    unique: dict[tuple, Pair] = {}
    keys = {place: (*(each[place][name] for name in ("measure", "characteristic", "group", "part", "figure", "direction")),) for place in pairs}
    for place, pair in pairs.items():
        unique.setdefault(keys[place], pair)
    told = dict(zip(unique, changes(list(unique.values())), strict=True))
    changed = [told.get(keys.get(place), status_rules.TOO_FEW if row["direction"] in status_rules.CHANGING else "") for place, row in enumerate(each)]
    made = pd.DataFrame([_made(row, reading, shown, change) for row, reading, change in zip(each, readings, changed, strict=True)], index=rows.index)
    parts = [";".join(filter(None, (row["part"], reading.part))) for row, reading in zip(each, readings, strict=True)]
    return rows.assign(part=parts).drop(columns=list(INNER)).join(made)[list(COLUMNS)]


def _reading(row: Mapping, shown: dict[str, Shown]) -> status_rules.Reading:
    seen = shown.get(row["measure"])
    if seen is None or seen.missing or seen.table.empty or not row["asked"]:
        return status_rules.Reading(False, there=False)
    if "group" not in seen.table or "numerator" not in seen.table:  # a curve or a test: only whether there is one
        return status_rules.Reading(True)
    return status_rules.read(seen, seen.table, row, row["window"])


def _pair(row: Mapping, shown: dict[str, Shown]) -> Pair | None:
    seen = shown.get(row["measure"])
    if row["direction"] not in status_rules.CHANGING or seen is None or seen.missing or not row["asked"]:
        return None
    if row["group"] == status_rules.LATEST:  # the page of the measure sets two periods side by side
        now, before = (status_rules.read(seen, seen.table, {**row, "group": which}) for which in (status_rules.LATEST, status_rules.BEFORE))
        return Pair(seen.kind, row["figure"], row["direction"], now, before, seen.rounded, seen.confidence, seen.band)
    tables = seen.changes.get(change_of(row).name)
    if tables is None:
        return None
    now, before = (status_rules.read(seen, table, row) for table in tables)
    return Pair(seen.kind, row["figure"], row["direction"], now, before, seen.rounded, seen.confidence, seen.band)


def _unit(row: Mapping, seen: Shown | None) -> dict:
    """In what the figure is said, and per how many: a share in %, a rate per 1,000, a ratio in times, a gap in points."""
    if seen is None or not row["measure"]:
        return {"said_in": "", "per": np.nan}
    definition = seen.definition
    if row["figure"] == "rate":
        share = seen.kind == "proportion" and definition.per == 100
        return {"said_in": "%" if share else f"per {definition.per:,}", "per": definition.per}
    if row["figure"] == "gap":
        share = seen.kind == "proportion" and definition.per == 100
        return {"said_in": "points" if share else f"per {definition.per:,}", "per": definition.per}
    return {"said_in": "times" if row["figure"] == "ratio" else definition.noun, "per": 1}


def _made(row: Mapping, reading: status_rules.Reading, shown: dict[str, Shown], change: str) -> dict:
    measured = bool(row["measure"])
    seen = shown.get(row["measure"])
    if measured:
        said = status_rules.status(row, reading, seen, change)
    else:
        said, change = status_rules.NO_DATA, ""
    if change and not reading.seen:
        change = said if said == status_rules.TOO_FEW else ""
    synthetic = seen is not None and "synthetic" in seen.states or row["update_basis"] == "synthetic"
    known = said not in (status_rules.NO_DATA, status_rules.NOT_BUILT)
    data = "none" if not known else ILLUSTRATION if synthetic else "real"
    hidden = measured and known and not reading.seen
    return {
        "page": row["page"],
        "measure_title": row["measure_title"] if measured else "",
        **_unit(row, seen),
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "base": reading.base,
        "reference_rate": reading.reference,
        "period_end": reading.period_end,
        "comparison": reading.comparison if row["figure"] in ("ratio", "gap") or row["direction"] == "parity" else "",
        "evidence_status": said,
        "change": change,
        "against_date": AT_ITS_DATE.get(said, "") if row["date_reached"] and measured and status_rules.aims(row) else "",
        "contradiction": status_rules.contradiction(row["reported_status"], row["rag_reported"], said),
        "data": data,
        "needs": row["needs"] or (_lacking(seen.missing) if seen is not None and seen.missing else ""),
        "status": "hidden" if hidden else "shown" if reading.seen else "not_available",
    }


def _lacking(missing: Missing) -> str:
    """Which table is wanted, and what is wrong with it if it is there."""
    plain = missing.file.replace("_", " ") if missing.file.replace("_", "").isalpha() else missing.file
    return f"{plain}: {missing.reason}" if missing.reason != Missing("").reason else f"the table {plain}"
