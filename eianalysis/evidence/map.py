"""The evidence map: what was reported of each item, beside what the data say.

Every row is concluded from released tables (``disclosure.bound``): what its measure's own page hides is hidden here, and
no status can be read back to a hidden count.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.evidence import rules
from eianalysis.dataset import Force
from eianalysis.evidence.binding import Change, bind, id_of
from eianalysis.evidence.judging import NOTES, judged
from eianalysis.evidence.year_on_year import Pair, changes
from eianalysis.register.evidence import load_evidence
from eianalysis.results import Definition, Missing, Result, Shown
from eianalysis.sources.typed import TypedTable

ILLUSTRATION = "SYNTHETIC ILLUSTRATION"
UNBOUND = "not bound"
_OF_ITEM = ("item_id", "programme", "workstream_name", "kind", "title_plain", "owner_role", "live", "reported_status",
            "rag_reported", "schedule_health", "evidence_link", "update_basis")
_OF_BINDING = ("evidence_kind", "measure", "window", "characteristic", "group", "part", "reference", "figure", "direction",
               "target", "least_base", "met_when", "document")
_MADE = ("page", "measure_title", "said_in", "per", "value", "low", "high", "base", "reference_rate", "period_end", "evidence_status",
         "change", "contradiction", "data", "needs", "status")
#: What a front page shows of all this: the seven measures of the Casey review, both targets of the taskforce, and the KPIs
#: that name a number.
HEADLINES = (*(f"CAS-16.{number}" for number in range(1, 8)), "TRT-09", "TRT-10", "EIW-LDC-K01", "EIW-HWB-D04", "GLA-07")
#: What the map shows, in this order.
COLUMNS = (*_OF_ITEM, *_OF_BINDING, *_MADE)


def evidence_map(register: TypedTable, cycle: BoardCycle, **tables: TypedTable) -> Result:
    """Set what was reported of every item beside what the data say of it, and say where the two disagree.

    Parameters
    ----------
    register : TypedTable
        From ``load_register``.
    cycle : BoardCycle
        Judged over its period, changes against the 12 months before; items and measures are bound in
        ``data/recommendations/evidence.csv``.
    **tables : TypedTable
        Input tables already loaded, by the name of their loader (``leavers=...``); the others are read when needed.

    Returns
    -------
    Result of shape ``bound``
        One row a way of showing an item (an item without one has a row too): the register's columns, what it is bound
        to, ``value, low, high`` as the measure's own page shows them, ``evidence_status`` (met, not met, moving towards,
        moving away, no material change, too few to say, no data, no data: measure not built), ``change``,
        ``contradiction``, and ``data``: real, none, or SYNTHETIC ILLUSTRATION where the figure comes from the invented
        force. Nothing is derived before the gate: the statuses follow from released tables only.

    Raises
    ------
    DataFault
        Listing every fault of evidence.csv.
    UsageError
        Where it names a measure that is neither built nor planned, or an unknown table is given.

    Notes
    -----
    Rules of judging: docs/evidence.md. Each measure is computed once, however many items lean on it.

    Examples
    --------
    >>> import eianalysis as ei                                                                   # doctest: +SKIP
    >>> ei.release(ei.evidence_map(ei.load_register(cycle), cycle), cycle.policy)                 # doctest: +SKIP
    <Release evidence_map: register, 430 rows, profile board>
    """
    bindings = load_evidence(cycle)
    definition = Definition(
        title="What was reported, and what the data say", numerator="", denominator="", noun="items",
        method="Each figure is released by the rules of its own page; statuses follow from released figures. Changes compare "
               "the last 12 months with the 12 before, all of them judged as one family.",
        notes=("A real report beside invented data is an illustration: it is marked so and enters no decision.",
               "A status says what the figure shows, not why."), serves=("EDHR-LA2.05", "EDHR-OP4.03"))
    if register.absent or bindings.absent:
        absent = register if register.absent else bindings
        return Result("evidence_map", "bound", definition, pd.DataFrame(columns=list(COLUMNS)), keys=("item_id",),
                      sources=absent.sources, missing=Missing(absent.sources[0].file, ("item_id", "measure"),
                                                              definition.serves))
    rows = _rows(register, bindings.frame, Force(cycle))
    wanted = _wanted(rows)
    force = Force(cycle).holding(**tables)
    known = [*force.standing, *force.wanted]
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise UsageError(f"evidence.csv names the measure '{unknown[0]}', which is neither built nor planned; "
                         f"{did_you_mean(unknown[0], known)}")
    bound = tuple(bind(name, force, changes) for name, changes in wanted.items() if name in force.standing)
    sources = dict.fromkeys((*register.sources, *bindings.sources, *(one for each in bound for one in each.now.sources)))
    return Result("evidence_map", "bound", definition, rows, keys=("item_id",), sources=tuple(sources), bound=bound,
                  conclude=conclude, confidence=cycle.confidence)


def _rows(register: TypedTable, bindings: pd.DataFrame, force: Force) -> pd.DataFrame:
    """One row a binding, with its item; items nobody has bound have one too, remarks apart."""
    items = judged(register, force.cycle.data_cut_off)
    named = set(bindings["item_id"])
    items = items[items["item_id"].isin(named) | ~items["kind"].isin(NOTES)]
    rows = items[list(_OF_ITEM)].merge(bindings[["item_id", *_OF_BINDING]], on="item_id", how="left")
    rows["evidence_kind"] = rows["evidence_kind"].fillna(UNBOUND)
    texts = [name for name in _OF_BINDING if name not in ("target", "least_base")]
    rows = rows.fillna(dict.fromkeys(texts, ""))
    rows["window"] = rows["window"].replace("pooled", f"{force.cycle.pooled_months}m")
    rows["page"] = [force.standing[name][1].page if name in force.standing else "" for name in rows["measure"]]
    titles = {**{each.id: each.words.of(each.workers).title for each in force.measures.values()},
              **{each.id: each.title for each in force.wanted.values()}}
    rows["measure_title"] = [titles.get(id_of(name), id_of(name).replace("_", " ").capitalize()) for name in rows["measure"]]
    rows["needs"] = rows["measure"].map({each.id: each.supplier for each in force.wanted.values()}).fillna("")
    return rows


def _wanted(rows: pd.DataFrame) -> dict[str, list[Change]]:
    """The measures named, each with the changes that have to be judged."""
    found: dict[str, list[Change]] = {name: [] for name in rows["measure"] if name}
    for row in rows[rows["direction"].isin(rules.CHANGING) & (rows["group"] != rules.LATEST)].to_dict("records"):
        found[row["measure"]].append(_change(row))
    return found


def _change(row: Mapping) -> Change:
    return Change(row["characteristic"], tuple(tuple(part.split("=", 1)) for part in row["part"].split(";") if part))


def conclude(rows: pd.DataFrame, shown: dict[str, Shown]) -> pd.DataFrame:
    """The rows with what the released tables say of each; called by the gate."""
    each = rows.to_dict("records")
    readings = [_reading(row, shown) for row in each]
    pairs = {place: pair for place, row in enumerate(each) if (pair := _pair(row, shown)) is not None}
    unique: dict[tuple, Pair] = {}
    keys = {place: (*(each[place][name] for name in ("measure", "characteristic", "group", "part", "figure", "direction")),)
            for place in pairs}
    for place, pair in pairs.items():
        unique.setdefault(keys[place], pair)
    told = dict(zip(unique, changes(list(unique.values())), strict=True))
    changed = [told.get(keys.get(place), rules.TOO_FEW if row["direction"] in rules.CHANGING else "")
               for place, row in enumerate(each)]
    made = pd.DataFrame([_made(row, reading, shown, change)
                         for row, reading, change in zip(each, readings, changed, strict=True)], index=rows.index)
    parts = [";".join(filter(None, (row["part"], reading.part))) for row, reading in zip(each, readings, strict=True)]
    return rows.assign(part=parts).drop(columns=["page", "measure_title", "needs"]).join(made)[list(COLUMNS)]


def _reading(row: Mapping, shown: dict[str, Shown]) -> rules.Reading:
    seen = shown.get(row["measure"])
    if seen is None or seen.missing or seen.table.empty:
        return rules.Reading(False, there=False)
    if "group" not in seen.table or "numerator" not in seen.table:  # a curve or a test: only whether there is one
        return rules.Reading(True)
    return rules.read(seen, seen.table, row, row["window"])


def _pair(row: Mapping, shown: dict[str, Shown]) -> Pair | None:
    seen = shown.get(row["measure"])
    if row["direction"] not in rules.CHANGING or seen is None or seen.missing:
        return None
    if row["group"] == rules.LATEST:  # the page of the measure sets two periods side by side
        now, before = (rules.read(seen, seen.table, {**row, "group": which}) for which in (rules.LATEST, rules.BEFORE))
        return Pair(seen.kind, row["figure"], row["direction"], now, before, seen.rounded, seen.confidence)
    tables = seen.changes.get(_change(row).name)
    if tables is None:
        return None
    now, before = (rules.read(seen, table, row) for table in tables)
    return Pair(seen.kind, row["figure"], row["direction"], now, before, seen.rounded, seen.confidence)


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


def _made(row: Mapping, reading: rules.Reading, shown: dict[str, Shown], change: str) -> dict:
    measured = bool(row["measure"])
    seen = shown.get(row["measure"])
    if measured:
        said = rules.status(row, reading, seen, change)
    else:
        said, change = rules.NO_DATA, ""
    if change and not reading.seen:
        change = said if said == rules.TOO_FEW else ""
    synthetic = seen is not None and "synthetic" in seen.states or row["update_basis"] == "synthetic"
    known = said not in (rules.NO_DATA, rules.NOT_BUILT)
    data = "none" if not known else ILLUSTRATION if synthetic else "real"
    hidden = measured and known and not reading.seen
    return {
        "page": row["page"], "measure_title": row["measure_title"] if measured else "", **_unit(row, seen),
        "value": reading.value, "low": reading.low, "high": reading.high, "base": reading.base,
        "reference_rate": reading.reference, "period_end": reading.period_end, "evidence_status": said, "change": change,
        "contradiction": rules.contradiction(row["reported_status"], row["rag_reported"], said), "data": data,
        "needs": row["needs"] or (_lacking(seen.missing) if seen is not None and seen.missing else ""),
        "status": "hidden" if hidden else "shown" if reading.seen else "not_available",
    }


def _lacking(missing: Missing) -> str:
    """Which table is wanted, and what is wrong with it if it is there."""
    return f"the table {missing.file}" + ("" if missing.reason == Missing("").reason else f": {missing.reason}")
