"""Part 5 of the front page: what was claimed beside what the figures say, in the states of the evidence map."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.evidence.conclude import ILLUSTRATION
from eianalysis.evidence.status_rules import ALIKE, AWAY, MEASURED, MET, NO_CHANGE, NO_DATA, NOT_BUILT, NOT_MET, TOWARDS
from eianalysis.evidence.map_sentences import value_words
from eianalysis.issued import LastIssued
from eianalysis.report.front_words import cut, many
from eianalysis.report.released_tables import ReleasedTable, of_measure, texts
from eianalysis.results import ALL
from eianalysis.stats.judgement import TOO_FEW
from eianalysis.wording.numbers import capital, count

#: Every state of the map once, in the order it is said, and in what words; together they are all figures of live items.
STATES = {
    (MET,): "met",
    (ALIKE,): ALIKE,
    (NOT_MET,): "not met",
    (TOWARDS,): TOWARDS,
    (AWAY,): AWAY,
    (NO_CHANGE,): "without material change",
    (MEASURED,): "measured without a target",
    (TOO_FEW,): "too few to say",
    (NO_DATA, NOT_BUILT): "without data",
}


def claims(tables: Mapping[str, ReleasedTable], last: LastIssued, most: int = 3) -> dict:
    """How many figures stand in each state, and the claims to look at: contradicted, newly met, not met, without evidence."""
    evidence, standing = of_measure(tables, "evidence_map"), of_measure(tables, "standing")
    if evidence is None:
        return {"there": False, "rows": [], "states": "", "total": 0, "page": "", "unsupported": "", "invented": False, "contradicted": ""}
    table = evidence.rows
    rows = table[table["live"].astype(str).eq("True") & table["measure"].notna()]
    invented = bool((rows["data"] == ILLUSTRATION).any())
    states = [f"{count(number)} {words}" for names, words in STATES.items() if (number := int(rows["evidence_status"].isin(names).sum()))]
    against = rows[rows["contradiction"].notna()]
    real = against[against["data"] == "real"]
    fresh = _newly_met(rows, last)
    missed = rows[(rows["evidence_status"] == NOT_MET) & ~rows.index.isin(against.index)]
    listed = [
        (real, "Contradicted"),
        (against[against["data"] == ILLUSTRATION], "Would be contradicted"),
        (fresh, "Newly met"),
        (missed[missed["target"].notna()], "Not met"),
        (missed, "Not met"),
    ]  # a number missed says more than a ratio
    named = [(state, row) for found, state in listed for row in found.to_dict("records")]
    seen: dict[str, dict] = {}
    for state, row in named:
        seen.setdefault(row["item_id"], _row(row, state))
    done = 0 if standing is None else int(standing.rows.set_index("programme").loc[ALL, "done_without_evidence"])
    return {
        "there": True,
        "total": len(rows),
        "states": ", ".join(states),
        "rows": list(seen.values())[:most],
        "page": evidence.page,
        "invented": invented,
        "unsupported": f"{capital(many(done, 'item'))} reported complete, no evidence named." if done else "",
        "contradicted": "No report is contradicted by real figures."
        if real.empty
        else f"Real figures contradict the report of {many(real['item_id'].nunique(), 'item')}.",
    }


def _newly_met(rows: pd.DataFrame, last: LastIssued) -> pd.DataFrame:
    """Figures that are met now and were not in the last pack, of both."""
    name = next((name for name, about in last.about.items() if about["measure"] == "evidence_map"), None)
    if name is None:
        return rows.iloc[:0]
    own = [column for column in ("item_id", "measure", "window", "characteristic", "group", "part", "figure") if column in last.tables[name]]
    then = texts(last.tables[name])
    was = {tuple(map(str, row)): state for *row, state in then[[*own, "evidence_status"]].itertuples(index=False, name=None)}
    key = [tuple(map(str, row)) for row in texts(rows[own]).itertuples(index=False, name=None)]
    fresh = [now == MET and was.get(each, MET) != MET for each, now in zip(key, rows["evidence_status"], strict=True)]
    return rows[pd.Series(fresh, index=rows.index, dtype=bool)]


def _row(row: Mapping, state: str) -> dict:
    blank = {name: None if isinstance(value, float) and pd.isna(value) else value for name, value in row.items()}
    target = (
        "" if pd.isna(row["target"]) else f" (target {float(row['target']) * 100:g}%)" if row["figure"] == "rate" else f" (target {float(row['target']):g})"
    )
    return {
        "item": row["item_id"],
        "title": cut(row["title_plain"], 7),
        "said": capital(str(row["reported_status"]).replace("_", " ")),
        "figure": f"{value_words(blank, interval=False)}{target}",
        "state": state,
        "page": row["page"] if isinstance(row["page"], str) else "",
    }
