"""Parts 1, 2, 3 and 6 of the front page: what the register and its log of decisions say, from the pack's released tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.cycle import BoardCycle, cycle_names, load_cycle
from eianalysis.errors import EIAnalysisError
from eianalysis.evidence.changes import CHANGES, NO_COLOURS
from eianalysis.evidence.decisions import STATES
from eianalysis.evidence.exceptions import REASONS
from eianalysis.evidence.status_rules import AWAY, NO_CHANGE, TOWARDS
from eianalysis.issued import read_ledger
from eianalysis.report.front_words import cut, many, words_of
from eianalysis.report.released_tables import ReleasedTable, of_measure, texts
from eianalysis.results import ALL
from eianalysis.stats.judgement import TOO_FEW
from eianalysis.vocabulary import day_in_words
from eianalysis.wording.numbers import count, listed

Tables = Mapping[str, ReleasedTable]
MOST_DECISIONS, MOST_OWNERS = 4, 3
FEW_DECISIONS = 3  # with more of them, each has fewer words
#: Words that all decisions of the sheet together may have, so that it stays one sheet whatever is written in the log.
WORDS_OF_DECISIONS = 115


def decisions(tables: Tables) -> dict:
    """What the board is asked, as written in the log: question, answer recommended and options, what follows if not, owner, day."""
    asked = of_measure(tables, "decisions_asked")
    if asked is None:
        return {"there": False, "rows": [], "number": 0, "more": 0, "page": ""}
    rows = texts(asked.rows).to_dict("records")
    told = [_decision(row, len(rows)) for row in rows[:MOST_DECISIONS]]
    left = WORDS_OF_DECISIONS - sum(words_of(each[name]) for each in told for name in ("question", "recommended", "if_not", "owner"))
    for each in told:  # options stand in full or as their number: half an option is none
        whole = "; ".join(each["choices"])
        fits = words_of(whole) <= left
        left -= words_of(whole) if fits else 1
        each["whole"], each["options"] = fits, whole if fits else many(len(each["choices"]), "option")
    return {"there": True, "number": len(rows), "more": max(0, len(rows) - MOST_DECISIONS), "page": asked.page, "rows": told}


def _decision(row: Mapping, number: int) -> dict:
    """A decision with its texts cut so that as many as are asked fit on the sheet."""
    question, answer, if_not, owner = (20, 12, 14, 5) if number <= FEW_DECISIONS else (15, 9, 7, 4)
    return {
        "item": row["item_id"],
        "question": cut(row["decision"], question),
        "recommended": cut(row["recommendation"], answer),
        "choices": [each.strip() for each in str(row["options"]).split(";") if each.strip()],
        "if_not": cut(row["if_not"], if_not),
        "owner": cut(row["owner_role"], owner),
        "when": _day(row["by_when"]),
    }


def _day(value: object) -> str:
    return day_in_words(pd.Timestamp(value)) if value and not pd.isna(value) else ""


def late(tables: Tables) -> dict:
    """What is past its date, by owner, the longest late of each; and of how many items what is not known."""
    exceptions, standing = of_measure(tables, "exceptions"), of_measure(tables, "standing")
    if exceptions is None or standing is None:
        return {"there": False, "number": 0, "owners": [], "unknown": [], "page": "", "others": 0}
    total = standing.rows.set_index("programme").loc[ALL]
    table = exceptions.rows
    own = table[table["reasons"].str.split("; ").map(lambda said: REASONS["overdue"] in said)]
    own = own.sort_values("days_overdue", ascending=False, kind="stable")
    owners = [
        {
            "owner": cut(owner, 5) or "Nobody",
            "number": len(items),
            "longest": cut(items.iloc[0]["title_plain"], 9),
            "item": items.iloc[0]["item_id"],
            "months": [round(float(days) / 30.44) for days in items["days_overdue"]],
        }
        for owner, items in sorted(texts(own).groupby("owner_role", sort=False), key=lambda pair: -len(pair[1]))
    ]
    said = {"unknown_status": "without a status", "no_date": "without a date", "no_owner": "without an owner"}
    unknown = [{"number": count(total[name]), "words": words} for name, words in said.items() if not pd.isna(total[name]) and total[name]]
    items, uncoloured = int(total["items"]), int(total["no_colour_recorded"])
    red = "" if pd.isna(total["red"]) else f"{many(int(total['red']), 'item')} reported red"
    colours = (
        "No colour is recorded: nobody knows which are red."
        if items and uncoloured == items
        else f"{red}; of {count(uncoloured)} no colour is recorded."
        if uncoloured
        else f"{red}."
    )
    return {
        "there": True,
        "number": int(total["overdue"]),
        "items": items,
        "open": int(total["open"]),
        "owners": owners[:MOST_OWNERS],
        "others": sum(each["number"] for each in owners[MOST_OWNERS:]),
        "unknown": unknown,
        "colours": colours,
        "page": exceptions.page,
    }


def changed(tables: Tables, cycle: BoardCycle, most: int = 3) -> dict:
    """What became of the items since the last board, in a sentence and a short list; and of its decisions."""
    moved = of_measure(tables, "what_changed")
    before = of_measure(tables, "decisions_before")
    evidence = of_measure(tables, "evidence_map")
    found = {
        "there": moved is not None,
        "sentence": "",
        "named": [],
        "headline": "",
        "decisions": [],
        "colours": "",
        "page": "",
        "decided": "",
        "since": f"cycle {cycle.previous_cycle}" if cycle.previous_cycle else "the last board",
    }
    if moved is not None:
        kinds = moved.rows.groupby("change")["item_id"].nunique()
        told = [f"{count(kinds.get(name, 0))} {words}" for name, words in _SAID.items() if name in kinds or name in _ALWAYS]
        found |= {"sentence": f"{listed(told)}.", "page": moved.page, "colours": NO_COLOURS if NO_COLOURS in moved.definition.notes else ""}
        named = texts(moved.rows[moved.rows["change"].isin(_NAMED)])
        named = named.sort_values("change", key=lambda column: column.map(_NAMED.index), kind="stable")
        found["named"] = [
            {"item": row["item_id"], "title": cut(row["title_plain"], 7), "change": CHANGES[row["change"]]} for row in named.to_dict("records")[:most]
        ]
    if evidence is not None:
        found["headline"] = _moved(evidence)
    if before is not None and len(before.rows):
        states = before.rows["state"].value_counts()
        found["decided"] = "; ".join(f"{count(states[name])} {words}" for name, words in STATES.items() if name in states)
    return found


#: Kinds of change in the order they are said, and in what words; some are said even where there are none of them.
_SAID = {
    "new": "new",
    "closed": "closed",
    "turned_red": "turned red",
    "newly_overdue": "newly overdue",
    "redated": "re-dated",
    "opened_again": "opened again",
    "owner_changed": "with another owner",
    "not_heard": "without news",
}
_ALWAYS = ("new", "closed", "newly_overdue", "redated", "not_heard")
_NAMED = ["turned_red", "newly_overdue", "closed", "opened_again", "new"]


def _moved(evidence: ReleasedTable) -> str:
    """How the figures that are judged by their change moved, each counted once: 'Of 20 figures judged by change, none moved …'."""
    table = evidence.rows
    rows = table[table["live"].astype(str).eq("True") & table["change"].notna()]
    states = rows["change"].value_counts()
    if rows.empty:
        return ""
    better, worse, same, few = (int(states.get(name, 0)) for name in (TOWARDS, AWAY, NO_CHANGE, TOO_FEW))
    return (
        f"Of {count(better + worse + same + few)} figures beside the year before: {count(better)} better, {count(worse)} worse, "
        f"{count(same)} unchanged, {count(few)} too few to say."
    )


def _unpublished(cycle: BoardCycle) -> list[BoardCycle]:
    """Publications that the project has a cycle for and has not issued, the one that is due first at the head."""
    issued = {row["cycle"] for row in read_ledger(cycle.outputs_dir)}
    found = []
    for name in cycle_names(cycle.data_dir):
        try:
            other = load_cycle(name, data_dir=cycle.data_dir, outputs_dir=cycle.outputs_dir)
        except EIAnalysisError:  # a fault of a cycle that is not run: told when it is
            continue
        if other.publish_by and name not in issued:
            found.append(other)
    return sorted(found, key=lambda each: each.publish_by)


def _to_publish(publication: BoardCycle, cycle: BoardCycle) -> str:
    late = publication.publish_by < cycle.meeting_date
    return f"equality information ({publication.name}) {'was due' if late else 'is due'} by {day_in_words(publication.publish_by)}"


def before_the_next(tables: Tables, cycle: BoardCycle) -> dict:
    """What is to come before the next board: reports of owners, tables of suppliers, decisions carried over."""
    evidence, changes = of_measure(tables, "evidence_map"), of_measure(tables, "what_changed")
    asked = []
    if changes is not None:
        silent = changes.rows[changes.rows["change"] == "not_heard"]["item_id"].nunique()
        if silent:
            asked.append({"who": "Owners", "what": f"report on {many(silent, 'silent item')}", "page": changes.page})
    if evidence is not None:
        table = evidence.rows[evidence.rows["live"].astype(str).eq("True")]
        lacking = table[table["evidence_status"].astype(str).str.startswith("no data") & table["needs"].notna()]
        needs = lacking.groupby("needs")["item_id"].nunique().sort_values(ascending=False, kind="stable")
        if len(needs):
            asked.append({"who": "Data", "what": f"{cut(needs.index[0], 8)}, for {many(int(needs.iloc[0]), 'item')}", "page": evidence.page})
    carried = of_measure(tables, "decisions_before")
    if carried is not None:
        undone = int((carried.rows["state"] == "not_done").sum())
        if undone:
            asked.append({"who": "Owners of decisions", "what": f"carry out {many(undone, 'decision')}", "page": carried.page})
    asked += [{"who": "Whoever publishes", "what": _to_publish(each, cycle), "page": ""} for each in _unpublished(cycle)[:1]]
    return {"rows": asked, "when": day_in_words(cycle.next_meeting) if cycle.next_meeting else "", "contact": cycle.contact or ""}
