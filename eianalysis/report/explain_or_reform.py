"""Every clear difference of a pack with what the force answers to it, and every answer with what became of its difference.

Made when the pack is put together, of its released tables and the log of disparities and of nothing else: a difference is asked about
where a reader of the pack can see it, and no word here says more than those tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.disclosure import release
from eianalysis.evidence.binding import id_of
from eianalysis.evidence.disparities import KEY, load_disparities, parts, with_overdue
from eianalysis.provenance import csv_bytes, describe, json_bytes
from eianalysis.report import front_differences as told
from eianalysis.report.clearest import Compared, Ranked, not_of_people, one_part, past
from eianalysis.report.released_tables import ReleasedTable, of_measure, read_table, texts
from eianalysis.results import ALL, HIDDEN_STATUS, Definition, Release, Result
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable
from eianalysis.stats.judgement import TOO_FEW
from eianalysis.vocabulary import day_in_words
from eianalysis.wording.numbers import ratio_words

NAME = "explain_or_reform"
#: What became of a difference, in the order in which it is told.
STANDS, NO_LONGER, FEW, UNMEASURED = "stands", "no longer clear", "too few to say", "not measured this time"
NO_ENTRY = "NO ENTRY"
SAID = {"explained": "Explained", "reform": "To be reformed", NO_ENTRY: "No entry"}
#: The clauses of the front's rule that leave no question. Where the whole is clear, its parts ask no second time.
SPEAKS_AGAINST = (not_of_people, one_part, past)
_ANSWERED = ("text", "owner_role", "review_by", "overdue", "published", "first_seen")
COLUMNS = (*KEY, "what", "state", "window", "ratio", "ratio_from", "ratio_to", "answer", *_ANSWERED, "page")


def explain_or_reform(found: Ranked, tables: Mapping[str, ReleasedTable], log: TypedTable, cycle: BoardCycle) -> Release | None:
    """The table, released; None where no difference between groups of people is clear in the pack and nothing is on record.

    First the clear differences, as they stand on the front and then by weight, then answers whose difference is not clear. A difference
    is one of a measure, a part of it, a group and whom it is set beside, whatever the window; one that the last 12 months do not show
    is past.
    """
    answers = with_overdue(log.frame, cycle).to_dict("records")
    stands = standing(found)
    rows = [_row(each, _answer(each, answers), STANDS, _title(each.table)) for each in stands.values()]
    for answer in answers:
        if not any(_answers(answer, each) for each in stands.values()):
            rows.append(_of_answer(answer, [each for each in found.comparisons if _answers(answer, each)], found, tables))
    if not rows:
        return None
    used = [each.table for each in stands.values()]
    sources = dict.fromkeys((*log.sources, *(_source(one) for table in used for one in table.about.get("sources", ()))))
    result = Result(
        NAME,
        "register",
        Definition(
            title="Clear differences: explained, or to be reformed",
            numerator="",
            denominator="",
            noun="differences",
            method="Clear differences between groups of people by one protected characteristic that the pack shows, beside the answers in "
            "disparities.csv. A review is overdue where its day is before the data cut-off.",
            notes=("A difference is a question, not proof of unfairness.",),
        ),
        pd.DataFrame(rows, columns=list(COLUMNS)),
        keys=KEY,
        sources=tuple(sources),
        cycle=cycle,
    )
    return release(result, cycle.policy)


def standing(found: Ranked) -> dict[tuple, Compared]:
    """The clear differences that ask for an answer, each once whatever its window: those of the front first, then by weight."""
    clear = [*found.told, *(each for each, _ in found.left)]
    asked = [each for each in clear if not any(clause(each, found.comparisons) for clause in SPEAKS_AGAINST)]
    first: dict[tuple, Compared] = {}
    for each in asked:
        first.setdefault(each.name, each)
    return first


def add_disparities(folder: Path, found: Ranked, tables: Mapping[str, ReleasedTable], cycle: BoardCycle) -> dict[str, ReleasedTable]:
    """Write the table and its sidecar into a pack's folder of tables, and give it as read back; nothing where there is none."""
    released = explain_or_reform(found, tables, load_disparities(cycle), cycle)
    if released is None:
        return {}
    table = released.table
    body = csv_bytes(table)
    (folder / f"{NAME}.csv").write_bytes(body)
    (folder / f"{NAME}.json").write_bytes(json_bytes(describe(released, table, cycle, body)))
    return {NAME: read_table(folder / f"{NAME}.csv")}


def unanswered(tables: Mapping[str, ReleasedTable], found: Ranked) -> int | None:
    """How many of the differences on the front have no entry; None where the pack has no such table."""
    table = of_measure(tables, NAME)
    if table is None:
        return None
    rows = texts(table.rows[table.rows["answer"] == NO_ENTRY]).to_dict("records")
    lacking = {tuple(str(row[name]) for name in KEY) for row in rows}
    return sum(tuple(_key(each).values()) in lacking for each in found.told)


def past_review(tables: Mapping[str, ReleasedTable]) -> int:
    """How many answers are past the day by which they were to be looked at again."""
    table = of_measure(tables, NAME)
    return 0 if table is None else int(table.rows["overdue"].astype(str).eq("True").sum())


def section(tables: Mapping[str, ReleasedTable]) -> dict | None:
    """The facts of the section of the page about the pack, in words; None where there is no such table."""
    table = of_measure(tables, NAME)
    if table is None:
        return None
    rows = [_said(row) for row in texts(table.rows).to_dict("records")]
    return {
        "rows": rows,
        "late": past_review(tables),
        "stand": sum(row["state"] == STANDS for row in rows),
        "lacking": sum(row["answer"] == SAID[NO_ENTRY] for row in rows),
    }


def _said(row: Mapping) -> dict:
    ratio = "" if row["ratio"] == "" else "{} ({})".format(*ratio_words(row["ratio"], row["ratio_from"], row["ratio_to"], brief=True))
    day = day_in_words(pd.Timestamp(row["review_by"])) if row["review_by"] else ""
    late = str(row["overdue"]) == "True"
    return {
        "what": row["what"],
        "state": row["state"],
        "ratio": ratio,
        "answer": SAID[row["answer"]],
        "text": row["text"],
        "owner": row["owner_role"],
        "review": f"{day} (past)" if late else day,
        "published": row["published"],
        "first": row["first_seen"],
    }


def _row(each: Compared | None, answer: Mapping | None, state: str, title: str) -> dict:
    """A row; of a difference that this pack does not show only what is on record is said."""
    seen = (
        {}
        if each is None
        else {
            **_key(each),
            "window": each.row.get("window"),
            "ratio": each.row["disparity_ratio"],
            "ratio_from": each.row["ratio_low"],
            "ratio_to": each.row["ratio_high"],
            "page": each.page,
        }
    )
    if state == STANDS and each.other is not None:
        what = f"{told.sentence(each)} than {told.against(each)}"
    else:  # a population did nothing more or less often
        what = f"{title}: {seen['group'] if seen else answer['group']} beside {seen['reference'] if seen else answer['reference']}"
    return {
        **dict.fromkeys(COLUMNS),
        **seen,
        "what": what,
        "state": state,
        "answer": answer["answer"] if answer else NO_ENTRY,
        **{name: answer[name] for name in _ANSWERED if answer},
    }


def _title(table: ReleasedTable) -> str:
    """What it measures, of whom: officers and staff have a table each of one title."""
    return f"{table.definition.title} ({table.definition.noun})" if table.definition.noun else table.definition.title


def _titled(measure: str, tables: Mapping[str, ReleasedTable]) -> str:
    """What a measure is called in this pack; its id in words where no table is of it."""
    there = next((table for table in tables.values() if table.measure == measure), None)
    return _title(there) if there else measure.replace("_", " ").capitalize()


def _key(each: Compared) -> dict[str, str]:
    """The columns of the log that name a difference, so that a row of the table can be copied into it."""
    part = ";".join(f"{name}={value}" for name, value in each.keys if value != ALL)
    return dict(zip(KEY, (each.table.measure, part, *(str(each.row[name]) for name in KEY[2:])), strict=True))


def _answer(each: Compared, answers: Sequence[Mapping]) -> Mapping | None:
    """The answer to a difference: one to this very part before one to every part of the measure."""
    own = [answer for answer in answers if _answers(answer, each)]
    return max(own, key=lambda answer: len(parts(answer["part"])), default=None)


def _answers(answer: Mapping, each: Compared) -> bool:
    key = _key(each)
    same = all(str(answer[name]).casefold() == key[name].casefold() for name in KEY[2:])
    return same and id_of(answer["measure"]) == key["measure"] and parts(answer["part"]) <= parts(key["part"])


def _of_answer(answer: Mapping, same: Sequence[Compared], found: Ranked, tables: Mapping[str, ReleasedTable]) -> dict:
    """The row of an answer whose difference asks for none: not clear in this pack, or between things and not groups of people."""
    clear = [each for each in same if each.clear and not past(each, found.comparisons)]
    if clear:
        state = STANDS
    elif same:
        state = FEW if all(each.row["verdict"] == TOO_FEW for each in same) else NO_LONGER
    else:
        state = FEW if any(_hidden(answer, table) for table in tables.values()) else UNMEASURED
    return _row(next(iter(clear or same), None), answer, state, _titled(id_of(answer["measure"]), tables)) | {name: answer[name] for name in KEY}


def _hidden(answer: Mapping, table: ReleasedTable) -> bool:
    """Whether a table of the measure has the group and hides it, which a reader of that table sees."""
    if table.measure != id_of(answer["measure"]) or "group" not in table.rows or "characteristic" not in table.rows:
        return False
    rows = table.rows
    sides = {str(answer["group"]).casefold(), str(answer["reference"]).casefold()}
    own = rows["characteristic"].astype(str).str.casefold().eq(str(answer["characteristic"]).casefold()) & rows["group"].astype(str).str.casefold().isin(sides)
    return bool(rows.loc[own, "status"].isin(HIDDEN_STATUS).any())


def _source(told_of: Mapping) -> Source:
    pairs = {name: tuple(map(tuple, told_of[name])) for name in ("set_aside", "flags")}
    return Source(**{**told_of, **pairs})
