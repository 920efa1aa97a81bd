"""Crimes against women and girls, offence by offence: who the victims are, what came of it and how soon, and police suspects.

``crime.py`` counts what came of all offences from sums of months. Here each offence is a row, so that results can be told by the
victim's ethnicity, and time counts from the day it was recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Cut, During, Measure, Population, Steps, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.crime import VAWG
from eianalysis.measures.pipeline import stage_counts
from eianalysis.measures.rates import BLANK, By, build, columns_for, not_available, tally, unfilled
from eianalysis.measures.windows import Window, whole_quarters_before, window
from eianalysis.results import Result
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_RECORDED, OFFENCE_GROUPS, SUSPECTS

#: What the offences and the sums of ``cj_outcomes`` count are the same offences, and the gate should know it.
OFFENCES = Population("cj_outcomes", During("month"), (("vawg_label", (VAWG,)),), amount="offences recorded")
SOON = 100  # days
CHARGED, CLOSED, OPEN = "Charged", "No further action", "Still open"
POLICE, NOT_POLICE = SUSPECTS
_BY = ("victim_ethnicity", "suspect")


def vawg_results(offences: TypedTable, *, cycle: BoardCycle, by: By = _BY, months: int = 36) -> Result:
    """What had come of offences against women and girls recorded in the period, by the day of the extract; key column ``stage``.

    ``by``: ``"victim_ethnicity"``, ``"victim_sex"``, ``"offence_group"``, or ``"suspect"``: those in which somebody who works for the
    police is suspected, beside all others. Offences that ended out of court are in the base and no row.

    Examples
    --------
    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> ei.table(ei.release(ei.vawg_results(ei.load_vawg_offences(cycle), cycle=cycle), cycle.policy))   # doctest: +SKIP
    """
    measure, keys = "vawg_result_share", ("stage",)
    w = window(cycle, months)
    table = _recorded(measure, offences, cycle, w, "result", keys, by)
    if isinstance(table, Result):
        return table
    rows = table.frame
    everybody = pd.Series(True, index=rows.index)
    steps = {
        CHARGED: (everybody, rows["result"].eq("charged")),
        CLOSED: (everybody, rows["result"].eq("no further action")),
        OPEN: (everybody, rows["result"].isna()),
    }

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return stage_counts(rows, steps, columns.values())

    levels = columns_for(table, _held(table, by))
    return build(measure, definition_of(measure), counts, levels, keys=keys, window=w.name, period=(w.start, w.end), sources=table.sources)


def vawg_decided_soon(offences: TypedTable, *, cycle: BoardCycle, by: By = _BY, months: int = 36, days: int = SOON) -> Result:
    """Of offences against women and girls recorded in the period, how many had a result within so many days, by group.

    Only offences recorded so many days before the last day of the data or earlier: of later ones nobody can know yet. The base ends
    whole quarters before the period does. Ending with that very day, it would leave a few offences of a few days between itself and every
    table that ends with a quarter, and groups would have to be hidden for them.
    """
    measure = "vawg_decided_soon"
    w = window(cycle, months)
    table = _recorded(measure, offences, cycle, w, "decided_on", (), by)
    if isinstance(table, Result):
        return table
    undated = table.frame["result"].notna() & table.frame["decided_on"].isna()
    last = whole_quarters_before(w.end, pd.Timestamp(cycle.data_cut_off) - pd.Timedelta(days=days))
    rows = table.frame[table.frame["recorded_on"].le(last) & ~undated]
    if rows.empty:
        return not_available(
            measure, definition_of(measure), offences, reason=f"no offence of the period was recorded {days} days before its end or earlier, in whole quarters"
        )
    soon = (rows["decided_on"] - rows["recorded_on"]).dt.days.le(days)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(rows[soon], rows, columns.values())

    words = replace(definition_of(measure), title=f"Decided within {days} days", verb=f"were decided within {days} days")
    left = f"Offences with a result and no day of it are in no base ({undated.mean():.0%} of them)." if undated.mean() >= 0.01 else ""
    words = replace(words, notes=(*words.notes, left)) if left else words
    levels = columns_for(replace(table, frame=rows), _held(table, by))
    return build(measure, words, counts, levels, window=w.name, period=(w.start, last), sources=table.sources)


def vawg_police_suspects(offences: TypedTable, *, cycle: BoardCycle, by: By = "offence_group", months: int = 36) -> Result:
    """In how many offences against women and girls somebody who works for the police is suspected, of those of which that is recorded."""
    measure = "vawg_police_suspect_share"
    w = window(cycle, months)
    table = _recorded(measure, offences, cycle, w, "police_suspect", (), by)
    if isinstance(table, Result):
        return table
    rows = table.frame[table.frame["police_suspect"].notna()]

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(rows[rows["suspect"] == POLICE], rows, columns.values())

    levels = columns_for(replace(table, frame=rows), by)
    return build(measure, definition_of(measure), counts, levels, window=w.name, period=(w.start, w.end), sources=table.sources)


def _recorded(measure: str, offences: TypedTable, cycle: BoardCycle, w: Window, needed: str, keys: tuple[str, ...], by: By) -> TypedTable | Result:
    """The offences recorded in the window, in the words of a page; or why nothing can be said of them."""
    definition = definition_of(measure)
    if offences.absent:
        return not_available(measure, definition, offences, keys=keys)
    if blank := unfilled(offences, needed):
        return not_available(measure, definition, offences, columns=blank, keys=keys, reason=BLANK)
    if (lacking := _lacking(offences, by)) and len(lacking) == (1 if isinstance(by, str) else len(by)):
        return not_available(measure, definition, offences, columns=lacking, keys=keys, reason="the column is not there")
    rows = offences.frame[offences.frame["recorded_on"].between(w.start, w.end)]
    if rows.empty:
        return not_available(measure, definition, offences, keys=keys, reason="it has no offence recorded in the period")
    police = rows["police_suspect"] if "police_suspect" in rows else pd.Series(pd.NA, index=rows.index, dtype="boolean")
    rows = rows.assign(offence_group=rows["offence_group"].map(OFFENCE_GROUPS), suspect=police.map({True: POLICE, False: NOT_POLICE}).fillna(NOT_RECORDED))
    decided = rows["decided_on"].gt(pd.Timestamp(cycle.data_cut_off)) if "decided_on" in rows else pd.Series(False, index=rows.index)
    rows = rows.assign(result=rows["result"].mask(decided))  # what was decided later was open on the last day
    return replace(offences, frame=rows, groupings={**offences.groupings, "suspect": ("suspect",)})


def _held(table: TypedTable, by: By) -> list[str]:
    """What is asked by, without what the table does not hold, and without the suspects where nobody recorded who they are."""
    lacking = _lacking(table, by)
    names = [name for name in ([by] if isinstance(by, str) else by) if name not in lacking]
    return [name for name in names if name != "suspect" or not table.frame["suspect"].eq(NOT_RECORDED).all()] or ["victim_sex"]


def _lacking(table: TypedTable, by: By) -> tuple[str, ...]:
    """What is asked by that such a table might hold and this one does not."""
    return tuple(name for name in ([by] if isinstance(by, str) else by) if name in TABLES[table.name].groupings and name not in table.groupings)


_SUSPECT = {"suspect": Cut("suspect", {POLICE: (POLICE,), NOT_POLICE: (NOT_POLICE,)})}
_MADE_OF = {"suspect": ("vawg_offences", "police_suspect")}
_AGAINST = {"victim_ethnicity": "White", "suspect": NOT_POLICE}
_NOUN = "offences against women and girls"

VAWG_RESULT_SHARE = Measure(
    "vawg_result_share",
    Words(
        "What came of offences against women and girls",
        "offences of which that was true on the day of the extract",
        "offences of violence against women and girls recorded in the period",
        noun=_NOUN,
        verb="ended so",
        base_unit="offences",
        notes=(
            "Offences are counted, not victims. Those that ended out of court are in the base and in no row.",
            "The latest offences have had less time: more of them are still open.",
        ),
    ),
    steps={CHARGED: "led to a charge or summons", CLOSED: "ended with no further action", OPEN: "were still open"},
    counts=OFFENCES,
    rows=vawg_results,
    instead={"vawg_offences": {"decided_on": "What was decided after the last day of the data counts as decided."}},
    form="steps",
    keys={"stage": Steps({name: ((), (("result", (word,)),)) for name, word in ((CHARGED, "charged"), (CLOSED, "no further action"), (OPEN, "open"))})},
    cuts=_SUSPECT,
    made_of=_MADE_OF,
    asks=Ask("12-community", by=_BY, months=(36,), against=_AGAINST, compared=True, yearly=False),
    serves=("CAS-16.4", "CAS-16.5", "CAS-06"),
)

VAWG_DECIDED_SOON = Measure(
    "vawg_decided_soon",
    Words(
        f"Decided within {SOON} days",
        f"offences with a charge, no further action or another result within {SOON} days of being recorded",
        f"offences against women and girls recorded in the quarters of the period that ended at least {SOON} days before the end of the data",
        noun=_NOUN,
        verb=f"were decided within {SOON} days",
        base_unit="offences",
        notes=("A quick decision is not always a good one: a case closed without a charge is decided too. Read it beside what came of them.",),
    ),
    counts=OFFENCES,
    did="decided soon",
    rows=vawg_decided_soon,
    form="comparison",
    cuts=_SUSPECT,
    made_of=_MADE_OF,
    asks=Ask("12-community", by=_BY, months=(36,), against=_AGAINST, compared=True, yearly=False),
    serves=("CAS-16.4", "CAS-06"),
)

VAWG_POLICE_SUSPECT_SHARE = Measure(
    "vawg_police_suspect_share",
    Words(
        "Offences against women and girls with a police suspect",
        "offences in which somebody who works for the police is suspected",
        "offences against women and girls recorded in the period of which it is recorded",
        noun=_NOUN,
        verb="have a police suspect",
        outcome="harm",
        base_unit="offences",
        notes=("A suspect is not found to have done it. Whoever works for any force counts: officers, staff, specials and volunteers.",),
    ),
    counts=OFFENCES.that(("suspect", (POLICE, NOT_POLICE))),
    did=(("suspect", (POLICE,)),),
    rows=vawg_police_suspects,
    form="comparison",
    asks=Ask("12-community", by=("offence_group",), months=(36,), yearly=False),
    serves=("CAS-16.4", "CAS-02"),
)
