"""Who leaves while a case against them is open, and who is dismissed: of the people that cases are about.

An officer who resigns or retires before the case is decided was neither cleared nor dismissed. How many do, and of which
groups, is no stage of the cases: it is a question about people, so each person is counted once however many cases there were.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Steps, Within, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.policy import SMALLEST_COUNT
from eianalysis.measures.pipeline import stage_counts
from eianalysis.measures.rates import BLANK, By, build, not_available, unfilled
from eianalysis.measures.retention import UNKNOWN
from eianalysis.measures.spell_filters import unnarrowed
from eianalysis.measures.spell_windows import observed_service
from eianalysis.measures.spells import Spells
from eianalysis.measures.windows import Window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable

OF_ONES_OWN_ACCORD = ("voluntary", "retirement")
DISMISSED = ("DI", "RR")
WENT, SENT = "Resigned or retired with a case open", "Dismissed or required to resign"
NOT_THERE = "cases against people who were not in post when they were received: not counted"
UNDATED = "decided, and the day is not recorded: whether the case was open is not known, so not counted"
STRANGERS = "most of the people it names were not in post then: are they called in it what the snapshots call them (person_ref)?"


def left_with_case_open(
    cases: TypedTable,
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    by: By,
    months: int = 60,
    worker_type: str = "officer",
) -> Result:
    """Of the people whom a case received in the period is about, how many resigned or retired while one was open, and how many were dismissed.

    Key column ``stage``. Each person is counted once, in the group that the records of people last say. A case is open from
    the day it was received until the day before it was finalised, or for ever while that is blank. Where the records do not
    reach back so many months the longest window counts that they reach.

    Examples
    --------
    >>> import eianalysis as ei                                                                        # doctest: +SKIP
    >>> ei.left_with_case_open(cases, people, leavers, joiners, cycle=cycle, by="sex")                 # doctest: +SKIP
    """
    measure, keys = "left_with_case_open", ("stage",)
    definition = definition_of(measure)
    if cases.absent:
        return not_available(measure, definition, cases, keys=keys)
    wanted = [*dict.fromkeys((months, *(span for span in (36, 12) if span < months)))]
    seen = observed_service(
        people, leavers, joiners, cycle=cycle, worker_type=worker_type, measure=measure, definition=definition, months=wanted, keys=keys, needs=by
    )
    if seen.nothing:
        return seen.nothing
    if blank := unfilled(cases, "finalised"):
        return not_available(measure, definition, cases, columns=blank, keys=keys, reason=BLANK)
    if len(leavers) and leavers.frame["leaver_type"].isin([UNKNOWN]).all():
        reason = "no reason for leaving is recorded, so resignations and dismissals cannot be told apart"
        return not_available(measure, definition, leavers, columns=("leaver_type",), keys=keys, reason=reason)
    w = seen.windows[0]
    named, told = _of_the_window(cases, w, worker_type)
    each = _subjects(named, seen.service, w)
    strange = int((~named["person_ref"].isin(each["person_ref"])).sum())
    if not cases.filters and strange >= SMALLEST_COUNT and 2 * strange > len(named):
        return not_available(measure, definition, cases, columns=("person_ref",), keys=keys, reason=STRANGERS)
    if not cases.filters and strange:
        told.append((NOT_THERE, strange))
    each = each.drop(columns="person_ref")  # a person a row: the stages are two questions about the same people
    steps = {name: (pd.Series(True, index=each.index), each[flag]) for name, flag in ((WENT, "went"), (SENT, "sent"))}

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return stage_counts(each, steps, columns.values())

    first, *rest = cases.sources or (None,)
    sources = (first.with_set_aside(*told), *rest) if first and told else cases.sources
    return build(measure, definition, counts, seen.levels(by), keys=keys, window=w.name, period=(w.start, w.end), sources=(*sources, *seen.sources))


def _of_the_window(cases: TypedTable, w: Window, worker_type: str) -> tuple[pd.DataFrame, list[tuple[str, int]]]:
    """The allegations received in the window, and how many of these say nothing of when they were open."""
    rows = unnarrowed(cases).frame  # whom a filter on people asks for, the spells know
    rows = rows[(rows["worker_type"] == worker_type) & rows["received"].between(w.start, w.end)]
    decided = rows["outcome"].notna() if "outcome" in rows else pd.Series(False, index=rows.index)
    undated = rows["finalised"].isna() & decided
    return rows[~undated], [(UNDATED, int(undated.sum()))] if undated.any() else []


def _subjects(rows: pd.DataFrame, service: Spells, w: Window) -> pd.DataFrame:
    """One row a person whom an allegation is about who was in post then: as last recorded, whether they ``went`` or were ``sent``."""
    frame = service.frame.assign(_left=service.frame.index.isin(service.left(w.start, w.end).index))
    frame = frame.assign(_since=frame[["started", "observed_from"]].min(axis=1), _until=frame["ended"].fillna(frame["until"]).fillna(service.as_at))
    both = rows[["person_ref", "received", "finalised"]].merge(frame, on="person_ref")
    both = both[both["received"].between(both["_since"], both["_until"])]
    open_then = both["finalised"].isna() | (both["finalised"] > both["ended"])
    both = both.assign(
        went=both["_left"] & both["leaver_family"].isin(OF_ONES_OWN_ACCORD) & open_then, sent=both["_left"] & both["leaver_type"].isin(DISMISSED)
    ).sort_values(["_until", "received"], kind="stable")
    flags = both.groupby("person_ref")[["went", "sent"]].any()
    last = both.drop_duplicates("person_ref", keep="last").drop(columns=["went", "sent"])
    return last.merge(flags, left_on="person_ref", right_index=True).reset_index(drop=True)


LEFT_WITH_CASE_OPEN = Measure(
    "left_with_case_open",
    Words(
        "Leaving before the case is decided, and dismissal",
        "people who left in that way",
        "{workers} whom a case received in the period is about",
        noun="{workers} with a case against them",
        verb="left in that way",
        outcome="harm",
        base_unit="people",
        notes=(
            "People are counted once, not cases. A case is open until it is finalised; on the day of that it is not.",
            "Who moves to another force with a case open is in neither count. Cases received lately have had less time to end either way.",
            "To resign or retire with a case open is no admission: the case is still decided, and its outcome kept on record.",
        ),
    ),
    steps={WENT: "resigned or retired while a case was open", SENT: "were dismissed or required to resign"},
    counts=Population("service", During("latest case received"), ("subject of a case",)),
    rows=left_with_case_open,
    looked_up=("misconduct_cases",),
    form="steps",
    keys={
        "stage": Steps(
            {
                WENT: ((), (("ended", Within()), ("leaver_family", OF_ONES_OWN_ACCORD), "a case open")),
                SENT: ((), (("ended", Within()), ("leaver_family", ("involuntary",)), "dismissed")),
            }
        )
    },
    workers="officer",
    asks=Ask("07-conduct", by=("ethnicity_2", "woman"), months=(60,), compared=True, yearly=False),
    serves=("CAS-16.3", "CAS-02"),
)
