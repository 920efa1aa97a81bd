"""Misconduct, stage by stage: who is complained of, and what becomes of it, each stage with its own base.

People, cases and allegations are three different counts. The allegation rate counts people per person-year of service;
the later stages count cases (one officer in one case), so the two are never multiplied together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Beside, During, Measure, POOLED, Population, Steps, Words
from eianalysis.measures.case_kinds import KIND_FLAGS, kind_of_case
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.end_of_records import noted
from eianalysis.measures.lacking import steps_told
from eianalysis.measures.pipeline import stage_counts
from eianalysis.measures.people_each_year import WHO_WAS_THERE, each_year
from eianalysis.measures.rates import BLANK, By, build, columns_for, not_available, tally, unfilled
from eianalysis.measures.spell_filters import unnarrowed
from eianalysis.measures.spells import spells
from eianalysis.measures.windows import Window, window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import month_in_words

SEVERITY = ("none", "practice requires improvement", "misconduct", "gross misconduct")
DISMISSALS = ("dismissal", "would have been dismissed")

#: Stage: (who is at risk of it, who went on), in the order the process takes. Each is a question asked of a case.
STAGES: dict[str, tuple[str, str]] = {
    "Assessed as gross misconduct": ("assessed", "gross"),
    "Case to answer": ("serious", "to_answer"),
    "Proven": ("heard", "proven"),
    "Dismissed": ("proven", "dismissed"),
    "Any action taken": ("decided", "acted"),
}


#: What a file need not have of a case, and without which the stage is not known.
TOLD_BY = {"Proven": ("proceeding", "finding"), "Dismissed": ("proceeding", "finding", "outcome"), "Any action taken": ("outcome",)}


def misconduct_allegations(
    cases: TypedTable,
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    by: By,
    months: int | Sequence[int] = 12,
    worker_type: str = "officer",
) -> Result:
    """How many officers are the subject of an allegation in a year, per person-year of service in it, by group."""
    measure = "misconduct_allegation_rate"
    definition = definition_of(measure)
    absent = next((table for table in (cases, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, kind="rate")
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=worker_type, rules=cycle.service)
    rows = unnarrowed(cases).frame  # whom a filter on people asks for, the base knows
    subjects = rows[rows["worker_type"] == worker_type]
    return each_year(measure, replace(cases, frame=subjects), service, cycle, by, months)


def misconduct_stages(cases: TypedTable, *, cycle: BoardCycle, by: By, months: int | Sequence[int] = 36, worker_type: str = "officer") -> Result:
    """Of the cases at risk of each stage, the share that went on to it, by group; key column ``stage``.

    Counts cases of which every allegation was finalised, the last of them in the window. Severity is the gravest of the
    case's allegations; a case has a case to answer, is proven or ends in dismissal if any of its allegations does. Where a
    question is left blank for all of them the case is in no base of it: a blank is not a no.
    """
    measure = "misconduct_stage_rate"
    definition = definition_of(measure)
    if cases.absent:
        return not_available(measure, definition, cases, keys=("stage",))
    each = case_outcomes(cases.frame[cases.frame["worker_type"] == worker_type])
    windows = [window(cycle, span) for span in ([months] if isinstance(months, int) else months)]
    levels = columns_for(cases, by)
    stages, notes = steps_told(cases, STAGES, TOLD_BY)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([_stages(each, stages, w, columns) for w in windows], ignore_index=True)

    return noted(build(measure, definition, counts, levels, keys=("stage",), sources=cases.sources), *notes)


def case_outcomes(allegations: pd.DataFrame) -> pd.DataFrame:
    """One row an officer in a case, with a yes/no column for each question ``STAGES`` asks."""
    of_case = [allegations["case_ref"], allegations["person_ref"]]
    asked = {name: pd.NA for name in ("proceeding", "finding", "outcome") if name not in allegations}
    rows = allegations[allegations["finalised"].notna().groupby(of_case).transform("all")].assign(**asked)
    rows = rows.assign(
        _severity=rows["severity"].map({name: place for place, name in enumerate(SEVERITY)}).astype(float),
        _to_answer=rows["case_to_answer"].fillna(False).astype(bool),
        _heard=rows["proceeding"].isin(["meeting", "hearing", "accelerated"]),
        _proven=rows["finding"].eq("proven"),
        _dismissed=rows["outcome"].isin(DISMISSALS),
        _acted=rows["outcome"].notna() & rows["outcome"].ne("none"),
    )
    case = rows.groupby(["case_ref", "person_ref"], sort=False, observed=True)
    out = case.last()
    severity = case["_severity"].max()
    out = out.assign(
        assessed=severity.notna(),
        gross=severity.eq(3),
        serious=severity.ge(2),
        to_answer=case["_to_answer"].any() & severity.ge(2),
        heard=case["_heard"].any() & case["finding"].count().gt(0),
        proven=case["_proven"].any() & case["_heard"].any(),
        finalised=case["finalised"].max(),
        decided=severity.notna() & case["outcome"].count().gt(0),
        acted=case["_acted"].any(),
    )
    out["serious"] &= case["case_to_answer"].count().gt(0)
    out["dismissed"] = case["_dismissed"].any() & out["proven"]
    return out.reset_index()


def _stages(each: pd.DataFrame, stages: Mapping[str, tuple[str, str]], w: Window, columns: Mapping[str, str]) -> pd.DataFrame:
    done = each[(each["finalised"] >= w.start) & (each["finalised"] <= w.end)]
    steps = {stage: (done[base], done[passed]) for stage, (base, passed) in stages.items()}
    return stage_counts(done, steps, columns.values()).assign(window=w.name, period_start=w.start, period_end=w.end)


def discrimination_cases(cases: TypedTable, *, cycle: BoardCycle, months: int = 60) -> Result:
    """How many of the cases received each year allege discrimination, year by year; key column ``year``.

    A year that begins before the first case on record is left out: its cases were not all recorded.
    """
    measure = "discrimination_case_share"
    definition = definition_of(measure)
    if cases.absent:
        return not_available(measure, definition, cases, keys=("year",))
    rows = cases.frame
    if unfilled(cases, "discrimination_flag"):
        return not_available(measure, definition, cases, columns=("discrimination_flag",), keys=("year",), reason=BLANK)
    w = window(cycle, months)
    each = rows.groupby(["case_ref", "person_ref"], sort=False).agg(received=("received", "min"), alleged=("discrimination_flag", "max")).reset_index()
    each = each[each["alleged"].notna()]
    parts = []
    for start, end in reversed(w.years):
        if start < pd.Timestamp(cases.observed_from or rows["received"].min()):
            continue
        here = each[each["received"].between(start, end)]
        parts.append(
            {
                "year": f"Year to {month_in_words(end)}",
                "characteristic": "case",
                "group": ALL,
                "numerator": int(here["alleged"].sum()),
                "denominator": len(here),
                "window": "12m",
                "period_start": start,
                "period_end": end,
            }
        )
    if not parts:
        return not_available(measure, definition, cases, keys=("year",), reason="its records begin after the first day of every year asked for")
    counted = pd.DataFrame(parts)
    return build(measure, definition, lambda _: counted.copy(), ({"case": "case"},), keys=("year",), sources=cases.sources)


def case_action(cases: TypedTable, *, cycle: BoardCycle, months: int = 60) -> Result:
    """Of the cases finalised in the period, in how many action was taken or somebody dismissed, by what they allege.

    Key column ``step``; groups are cases alleging discrimination, sexual misconduct or domestic abuse, and neither.
    """
    measure = "case_action_rate"
    if cases.absent:
        return not_available(measure, definition_of(measure), cases, keys=("step",))
    if blank := unfilled(cases, *KIND_FLAGS) or unfilled(cases, "outcome"):
        return not_available(measure, definition_of(measure), cases, columns=blank, keys=("step",), reason=BLANK)
    each, w = case_outcomes(cases.frame), window(cycle, months)
    each = each[each["finalised"].between(w.start, w.end) & each["decided"]]
    each = each.assign(allegation=kind_of_case(each, cases.frame))
    steps, notes = steps_told(
        cases, {"Any action taken": "acted", "Dismissed, or would have been": "dismissed"}, {"Dismissed, or would have been": TOLD_BY["Dismissed"]}
    )

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = [tally(each[each[flag]], each, columns.values()).assign(step=step) for step, flag in steps.items()]
        return pd.concat(parts, ignore_index=True)

    made = build(
        measure, definition_of(measure), counts, ({"allegation": "allegation"},), keys=("step",), window=w.name, period=(w.start, w.end), sources=cases.sources
    )
    return noted(made, *notes)


MISCONDUCT_ALLEGATION_RATE = Measure(
    "misconduct_allegation_rate",
    Words(
        "{workers} subject to an allegation, per 100 {worker_years}",
        "{workers} who were the subject of at least one allegation received in the period",
        "years that {workers} were in post during the period, added up",
        noun="{workers}",
        verb="were the subject of an allegation",
        outcome="harm",
        base_unit="{worker_years}",
        base_unit_pooled="{worker_years}",
        once_a_year=True,
        notes=("People are counted, once a year, not cases or allegations.", WHO_WAS_THERE),
    ),
    counts=Population("service", During("in post"), amount="person-years"),
    did=Population("misconduct_cases", During("received"), amount="people in each year"),
    rows=misconduct_allegations,
    kind="rate",
    form="comparison",
    workers="officer",
    asks={
        "": Ask("07-conduct", by=("ethnicity", "woman"), months=(12, POOLED), compared=True),
        "quarters": Ask("07-conduct", by=("sex",), every="quarter", yearly=False),
    },
    serves=("CAS-16.3",),
)

MISCONDUCT_STAGE_RATE = Measure(
    "misconduct_stage_rate",
    Words(
        "Misconduct, stage by stage",
        "cases that went on to the stage",
        "cases at risk of that stage",
        noun="cases of {workers}",
        verb="went on to this stage",
        outcome="harm",
        base_unit="cases",
        notes=(
            "A case is one officer in one case. Each stage has its own base, so the stages do not multiply to a whole.",
            "Stages are counted for cases finalised in the period.",
        ),
    ),
    steps={
        "Assessed as gross misconduct": "were assessed as gross misconduct",
        "Case to answer": "had a case to answer",
        "Proven": "that were heard were proven",
        "Dismissed": "that were proven ended in dismissal",
        "Any action taken": "ended with action taken",
    },
    counts=Population("misconduct_cases", During("finalised"), (("unit", "case"),)),
    rows=misconduct_stages,
    form="steps",
    keys={"stage": Steps({stage: ((of,), (did,)) for stage, (of, did) in STAGES.items()})},
    workers="officer",
    asks=Ask("07-conduct", by=("ethnicity", "woman"), months=(36,), compared=True),
    serves=("CAS-16.3", "CAS-16.2"),
)

DISCRIMINATION_CASE_SHARE = Measure(
    "discrimination_case_share",
    Words(
        "Cases that allege discrimination, year by year",
        "cases in which discriminatory behaviour is alleged",
        "conduct cases received in the year that say",
        noun="cases",
        verb="allege discrimination",
        base_unit="cases",
        notes=("A case is one officer in one case. More cases can mean more discrimination, or more trust in reporting it.",),
    ),
    counts=Population("misconduct_cases", During("received"), (("unit", "case"), "says what is alleged")),
    did="discrimination",
    rows=discrimination_cases,
    form="series",
    keys={"year": Beside()},
    asks=Ask("07-conduct", yearly=False),
    serves=("CAS-01", "CAS-16.2", "GLA-09"),
)

CASE_ACTION_RATE = Measure(
    "case_action_rate",
    Words(
        "Finalised cases in which action was taken",
        "cases that ended in that way",
        "cases finalised in the period whose outcome is recorded",
        noun="cases",
        verb="ended this way",
        base_unit="cases",
        notes=(
            "A case that alleges both discrimination and sexual misconduct or domestic abuse counts under discrimination.",
            "A case that nobody could prove ends without action, as does one that should have been proved.",
        ),
    ),
    steps={"Any action taken": "ended with action taken", "Dismissed, or would have been": "ended in dismissal, or would have"},
    counts=Population("misconduct_cases", During("finalised"), (("unit", "case"), "decided")),
    rows=case_action,
    form="steps",
    keys={"step": Steps({"Any action taken": ((), ("acted",)), "Dismissed, or would have been": ((), ("acted", "dismissed"))})},
    asks=Ask("07-conduct", months=(60,), against={"allegation": "Alleging neither"}, compared=True),
    serves=("CAS-01", "CAS-16.2", "GLA-09"),
)
