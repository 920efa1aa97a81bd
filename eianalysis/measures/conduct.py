"""Misconduct, stage by stage: who is complained of, and what becomes of it, each stage with its own base.

People, cases and allegations are three different counts. The allegation rate counts people per person in post; the
later stages count cases (one officer in one case), so the two are never multiplied together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.definitions import definition_of
from eianalysis.measures.pipeline import stage_counts
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.spells import Spells, spells
from eianalysis.measures.windows import Window, window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable

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


def misconduct_allegations(cases: TypedTable, people: TypedTable, leavers: TypedTable, joiners: TypedTable, *,
                           cycle: BoardCycle, by: By, months: int | Sequence[int] = 12,
                           worker_type: str = "officer") -> Result:
    """How many officers are the subject of an allegation in a year, per officer in post at the start, by group."""
    measure = "misconduct_allegation_rate"
    definition = definition_of(measure)
    absent = next((table for table in (cases, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, kind="rate")
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=worker_type,
                     rules=cycle.service)
    subjects = cases.frame[cases.frame["worker_type"] == worker_type]
    windows = [window(cycle, span) for span in ([months] if isinstance(months, int) else months)]
    windows = [w for w in windows if w.start - pd.Timedelta(days=1) >= service.observed_from]
    levels = columns_for(replace(cases, frame=subjects, groupings=_shared(cases, service)), by)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([_allegations(subjects, service, w, columns) for w in windows], ignore_index=True)

    return build(measure, definition, counts, levels, kind="rate", sources=(*cases.sources, *service.sources))


def _shared(cases: TypedTable, service: Spells) -> dict[str, tuple[str, ...]]:
    """The groupings that both the cases and the people in post know."""
    return {name: columns for name, columns in cases.groupings.items()
            if set(columns) <= set(service.frame.columns) and set(columns) <= set(cases.frame.columns)}


def _allegations(subjects: pd.DataFrame, service: Spells, w: Window, columns: Mapping[str, str]) -> pd.DataFrame:
    events, base = [], []
    for start, end in w.years:
        received = subjects[(subjects["received"] >= start) & (subjects["received"] <= end)]
        events.append(_as_in_post(received.drop_duplicates("person_ref"), service, columns))
        base.append(service.in_post(start - pd.Timedelta(days=1)))
    counted = tally(pd.concat(events), pd.concat(base), columns.values())
    return counted.assign(window=w.name, period_start=w.start, period_end=w.end)


def _as_in_post(subjects: pd.DataFrame, service: Spells, columns: Mapping[str, str]) -> pd.DataFrame:
    """The subjects with their groups as last recorded in post, as the base has them; else as the case has them."""
    people = service.frame.drop_duplicates("person_ref", keep="last").set_index("person_ref")
    last = {column: subjects["person_ref"].map(people[column]).fillna(subjects[column]) for column in columns.values()}
    return subjects.assign(**last)


def misconduct_stages(cases: TypedTable, *, cycle: BoardCycle, by: By, months: int | Sequence[int] = 36,
                      worker_type: str = "officer") -> Result:
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

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([_stages(each, w, columns) for w in windows], ignore_index=True)

    return build(measure, definition, counts, levels, keys=("stage",), sources=cases.sources)


def case_outcomes(allegations: pd.DataFrame) -> pd.DataFrame:
    """One row an officer in a case, with a yes/no column for each question ``STAGES`` asks."""
    of_case = [allegations["case_ref"], allegations["person_ref"]]
    rows = allegations[allegations["finalised"].notna().groupby(of_case).transform("all")]
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
        assessed=severity.notna(), gross=severity.eq(3), serious=severity.ge(2),
        to_answer=case["_to_answer"].any() & severity.ge(2), heard=case["_heard"].any() & case["finding"].count().gt(0),
        proven=case["_proven"].any() & case["_heard"].any(), finalised=case["finalised"].max(),
        decided=severity.notna() & case["outcome"].count().gt(0), acted=case["_acted"].any(),
    )
    out["serious"] &= case["case_to_answer"].count().gt(0)
    out["dismissed"] = case["_dismissed"].any() & out["proven"]
    return out.reset_index()


def _stages(each: pd.DataFrame, w: Window, columns: Mapping[str, str]) -> pd.DataFrame:
    done = each[(each["finalised"] >= w.start) & (each["finalised"] <= w.end)]
    steps = {stage: (done[base], done[passed]) for stage, (base, passed) in STAGES.items()}
    return stage_counts(done, steps, columns.values()).assign(window=w.name, period_start=w.start, period_end=w.end)
