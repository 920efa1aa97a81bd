"""Grievances (fairness at work): who lodges them, how many are live, how long they take, how they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Cut, During, Each, InPost, Measure, Population, Steps, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.end_of_records import noted
from eianalysis.measures.interviews import count_steps
from eianalysis.measures.lacking import steps_told
from eianalysis.measures.shares_by_kind import kinds
from eianalysis.measures.people_each_year import WHO_WAS_THERE, each_year
from eianalysis.measures.rates import BLANK, By, build, columns_for, not_available, unfilled
from eianalysis.measures.spell_filters import unnarrowed
from eianalysis.measures.spells import spells
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable

AT_WORK = ("officer", "staff", "pcso")
WOMEN, NOT_WOMEN = "Women officers and staff", "All other officers and staff"
#: Days within which closing is asked about; the longest is also how long each grievance asked about was followed.
WITHIN = (90, 180)
STEPS: dict[str, tuple[str, str]] = {
    **{f"Closed within {days} days": ("followed", f"within_{days}") for days in WITHIN},
    "Upheld in whole or in part": ("decided", "upheld_at_all"),
}
ENDS = {
    "upheld": "Upheld in whole or in part",
    "partly upheld": "Upheld in whole or in part",
    "not upheld": "Not upheld",
    "resolved": "Resolved by agreement",
    "withdrawn": "Withdrawn",
}


def grievances_lodged(
    grievances: TypedTable, people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, by: By, months: int | Sequence[int] = 36
) -> Result:
    """How many officers and staff lodge a grievance in a year, per person-year of service in it, by group.

    Parameters
    ----------
    months : window or windows in months, whole years; over several years a person counts once in each.

    Examples
    --------
    >>> import eianalysis as ei                                                                     # doctest: +SKIP
    >>> ei.compare(ei.grievances_lodged(faw, people, leavers, joiners, cycle=board, by="sex"), reference=board)  # doctest: +SKIP
    """
    measure = "grievance_rate"
    absent = next((table for table in (grievances, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition_of(measure), absent, kind="rate")
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=None, rules=cycle.service)
    service = replace(service, frame=service.frame[service.frame["worker_type"].isin(AT_WORK)])
    rows = unnarrowed(grievances).frame  # whom a filter on people asks for, the base knows
    rows = rows[rows["worker_type"].isin(AT_WORK)].rename(columns={"lodged": "received"})
    return each_year(measure, replace(grievances, frame=rows), service, cycle, by, months)


def grievance_caseload(grievances: TypedTable, people: TypedTable, *, cycle: BoardCycle, months: int = 12) -> Result:
    """How many grievances were lodged and closed in the period and were live at its end; key column ``state``.

    What was live as the period began follows from the three (live, less lodged, plus closed): a count of cases of everybody.
    """
    measure = "grievance_caseload"
    definition = definition_of(measure)
    absent = next((table for table in (grievances, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, kind="rate", keys=("state",))
    w = window(cycle, months)
    rows, here = grievances.frame, people.frame
    here = here[(here["as_at"] == here["as_at"].max()) & here["worker_type"].isin(AT_WORK)]
    lodged, live = rows["lodged"].between(w.start, w.end), (rows["lodged"] <= w.end) & ~(rows["closed"] <= w.end)
    states = {"Lodged in the period": lodged, "Closed in the period": rows["closed"].between(w.start, w.end), "Live at the end": live}
    if "tribunal" in rows and rows["tribunal"].notna().any():
        states["With a live tribunal claim"] = rows["tribunal"].eq("live") & (rows["lodged"] <= w.end)
    counted = pd.DataFrame(
        [
            {"state": state, "characteristic": "grievance", "group": ALL, "numerator": int(which.sum()), "denominator": len(here)}
            for state, which in states.items()
        ]
    )
    return build(
        measure,
        definition,
        lambda _: counted.copy(),
        ({"grievance": "grievance"},),
        kind="rate",
        keys=("state",),
        window=w.name,
        period=(w.start, w.end),
        sources=(*grievances.sources, *people.sources),
    )


def grievance_steps(grievances: TypedTable, *, cycle: BoardCycle, by: By, months: int = 36) -> Result:
    """Of the grievances lodged in the period: closed within 90 and 180 days, upheld; by group; key column ``step``.

    The two questions of time are asked of the same grievances, those lodged 180 days or more before the end of the
    records: one that is still live was then followed long enough to count as not closed in time. ``by="women"`` sets women
    against all others, so that a few whose sex is not recorded need not hide the men.
    """
    measure = "grievance_steps"
    if grievances.absent:
        return not_available(measure, definition_of(measure), grievances, keys=("step",))
    w = window(cycle, months)
    rows = grievances.frame[grievances.frame["lodged"].between(w.start, w.end)]
    as_at = pd.Timestamp(cycle.data_cut_off)
    days = (rows["closed"] - rows["lodged"]).dt.days.where(rows["closed"] <= as_at)
    rows = rows.assign(outcome=pd.NA) if "outcome" not in rows else rows
    said = rows["outcome"].isin(["upheld", "partly upheld", "not upheld"]) & days.notna()
    rows = rows.assign(
        women=rows["sex"].eq("Female").map({True: WOMEN, False: NOT_WOMEN}),
        followed=rows["lodged"] <= as_at - pd.Timedelta(days=max(WITHIN)),
        **{f"within_{limit}": days <= limit for limit in WITHIN},
        decided=said,
        upheld_at_all=said & rows["outcome"].ne("not upheld"),
    )

    steps, notes = steps_told(grievances, STEPS, {"Upheld in whole or in part": ("outcome",)})

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return count_steps(merge_small(rows, columns.values()), steps, columns)

    made = build(
        measure,
        definition_of(measure),
        counts,
        columns_for(replace(grievances, frame=rows), by),
        keys=("step",),
        window=w.name,
        period=(w.start, w.end),
        sources=grievances.sources,
    )
    return noted(made, *notes)


def grievance_outcomes(grievances: TypedTable, *, cycle: BoardCycle, months: int = 36) -> Result:
    """How the grievances lodged in the period and closed by its end ended, as shares of them; groups are outcomes.

    Numerator and base are grievances; a live one, and one whose outcome is not recorded, is in neither.
    """
    measure = "grievance_outcomes"
    if grievances.absent:
        return not_available(measure, definition_of(measure), grievances)
    w = window(cycle, months)
    rows = grievances.frame
    rows = rows[rows["lodged"].between(w.start, w.end) & (rows["closed"] <= w.end)]
    if unfilled(grievances, "outcome"):
        return not_available(measure, definition_of(measure), grievances, columns=("outcome",), reason=BLANK)
    return kinds(measure, rows["outcome"], ENDS, "grievance_outcome", w, grievances.sources)


GRIEVANCE_RATE = Measure(
    "grievance_rate",
    Words(
        "Officers and staff who lodged a grievance, per 100 person-years",
        "officers, staff and PCSOs who lodged at least one grievance in the period",
        "years that officers, staff and PCSOs were in post during the period, added up",
        noun="officers and staff",
        verb="lodged a grievance",
        base_unit="person-years",
        base_unit_pooled="person-years",
        once_a_year=True,
        notes=(
            "People are counted, once a year, not grievances.",
            "A low rate can mean that there is little to complain of, or that people do not dare to.",
            WHO_WAS_THERE,
        ),
    ),
    counts=Population("service", During("in post"), (("worker_type", AT_WORK),), amount="person-years"),
    did=Population("grievances", During("lodged"), (("worker_type", AT_WORK),), amount="people in each year"),
    rows=grievances_lodged,
    kind="rate",
    form="comparison",
    asks=Ask("07b-grievances", by=("ethnicity", "woman", "disability"), against={"disability": "Not disabled"}, compared=True, yearly=False),
    serves=("TRT-06", "EDHR-OC4.01", "EDHR-OC4.02", "GLA-09"),
)

GRIEVANCE_CASELOAD = Measure(
    "grievance_caseload",
    Words(
        "Grievances lodged, closed and live",
        "grievances lodged or closed in the period, or live at its end",
        "officers, staff and PCSOs in post at the end of the period",
        noun="grievances",
        verb="were counted",
        base_unit="people in post",
        notes=(
            "What was closed in the period may have been lodged before it.",
            "A tribunal claim is counted as live where the extract says so on the day it was made.",
        ),
    ),
    counts=Population("service", InPost("end"), (("worker_type", AT_WORK),)),
    did=Population("grievances"),
    rows=grievance_caseload,
    instead={"grievances": {"tribunal": "Live tribunal claims are not told."}},
    kind="rate",
    form="shares",
    keys={"state": Each()},
    asks=Ask("07b-grievances", yearly=False),
    serves=("TRT-06", "EDHR-OC4.01", "EDHR-OC4.02", "GLA-09"),
)

GRIEVANCE_STEPS = Measure(
    "grievance_steps",
    Words(
        "What becomes of grievances",
        "grievances of which that is true",
        "grievances lodged in the period for which it can be known",
        noun="grievances of officers and staff",
        verb="reached this step",
        base_unit="grievances",
        notes=(
            "How long one takes is asked only of grievances lodged 180 days or more before the end of the records: a "
            "live one then counts as not closed in time, and none is left out because it has not ended.",
            "No middle value (median) is given: one number from so few cases would tell about single cases.",
            "Upheld is of those decided; agreed and withdrawn ones were not.",
        ),
    ),
    steps={
        "Closed within 90 days": "were closed within 90 days",
        "Closed within 180 days": "were closed within 180 days",
        "Upheld in whole or in part": "that were decided were upheld in whole or in part",
    },
    counts=Population("grievances", During("lodged")),
    rows=grievance_steps,
    form="steps",
    keys={
        "step": Steps(
            {
                **{f"Closed within {days} days": (("followed",), tuple(f"within {most}" for most in WITHIN if most >= days)) for days in WITHIN},
                "Upheld in whole or in part": (("decided",), ("upheld",)),
            }
        )
    },
    cuts={"women": Cut("sex", {WOMEN: ("Female",), NOT_WOMEN: ()})},
    asks=Ask("07b-grievances", by=("ethnicity_2", "women"), against={"women": "All other officers and staff"}, compared=True, yearly=False),
    serves=("TRT-06", "EDHR-OC4.01", "EDHR-OC4.02", "GLA-09"),
)

GRIEVANCE_MEDIATION_SHARE = Measure(
    "grievance_mediation_share",
    Words(
        "Grievances that went to mediation",
        "grievances in which mediation was used",
        "grievances lodged in the period, where it was recorded",
        noun="grievances of officers and staff",
        verb="went to mediation",
        base_unit="grievances",
        notes=("Whether mediation was offered and declined is not recorded.",),
    ),
    counts=Population("grievances", During("lodged")),
    did="mediation",
    form="comparison",
    asks=Ask("07b-grievances", by=("woman",), months=(36,), compared=True, yearly=False),
    serves=("EDHR-OC4", "EDHR-OC4.02"),
)

GRIEVANCE_OUTCOMES = Measure(
    "grievance_outcomes",
    Words(
        "How grievances ended",
        "grievances that ended so",
        "grievances lodged in the period that are closed, with an outcome recorded",
        noun="grievances",
        verb="ended so",
        base_unit="grievances",
    ),
    counts=Population("grievances", During("lodged"), ("closed", "outcome recorded")),
    rows=grievance_outcomes,
    form="shares",
    base="whole",
    asks=Ask("07b-grievances", yearly=False),
    serves=("TRT-06", "EDHR-OC4.01", "EDHR-OC4.02", "GLA-09"),
)
