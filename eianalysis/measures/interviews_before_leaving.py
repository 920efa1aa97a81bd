"""Stay interviews, with people thought to be considering leaving: offered, held, refused, who stayed; and what they say, in themes only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Steps, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.interviews import EXIT_CUTS, INTERVIEW_STEPS, NOT_WOMEN, STEPS, WOMEN, count_steps, count_themes, with_ticks
from eianalysis.measures.rates import By, build, columns_for, not_available
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_LEAVERS

STAYED = "Still in post a year after it"


def stay_interviews(
    interviews: TypedTable, people: TypedTable, leavers: TypedTable, *, cycle: BoardCycle, by: By = "sex", months: int = 36, worker_type: str | None = "officer"
) -> Result:
    """Of those thought to be considering leaving, how many were offered a conversation, took it, and were still in post.

    The last step counts those who were asked a year or more before the end of the records; they may differ from those
    nobody asked, so it is no measure of what a conversation does. Key column ``step``.
    """
    measure = "stay_interview_steps"
    definition = definition_of(measure)
    absent = next((table for table in (interviews, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=("step",))
    w = window(cycle, months)
    rows = interviews.frame[interviews.frame["raised_on"].between(w.start, w.end)]
    rows = rows if worker_type is None else rows[rows["worker_type"] == worker_type]
    rows = _with_outcome(rows, leavers.frame, pd.Timestamp(cycle.data_cut_off))
    rows = rows.assign(women=rows["sex"].eq("Female").map({True: WOMEN, False: NOT_WOMEN}))
    steps = {**STEPS, STAYED: ("followed", "stayed")}

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return count_steps(merge_small(rows, columns.values()), steps, columns)

    return build(
        measure,
        definition,
        counts,
        columns_for(replace(interviews, frame=rows), by),
        keys=("step",),
        window=w.name,
        chain=("step", ("Offered", "Completed")),
        period=(w.start, w.end),
        sources=(*interviews.sources, *leavers.sources),
    )


def _with_outcome(rows: pd.DataFrame, leavers: pd.DataFrame, as_at: pd.Timestamp) -> pd.DataFrame:
    """The rows with ``followed`` (held a year or more ago) and ``stayed`` (had not left a year later)."""
    rows = with_ticks(rows.assign(asked_of=True))
    year = rows["raised_on"] + pd.DateOffset(years=1)
    left = rows.reset_index(names="_row").merge(leavers.loc[~leavers["leaver_type"].isin(NOT_LEAVERS), ["person_ref", "leave_date"]], on="person_ref")
    gone = set(left.loc[(left["leave_date"] > left["raised_on"]) & (left["leave_date"] < left["raised_on"] + pd.DateOffset(years=1)), "_row"])
    followed = rows["completed"] & (year <= as_at)
    return rows.assign(followed=followed, stayed=followed & ~rows.index.isin(gone))


def stay_themes(interviews: TypedTable, *, cycle: BoardCycle, months: int = 36, worker_type: str | None = "officer") -> Result:
    """What people thinking of leaving say would make them: the main theme of each stay interview that took place.

    Groups are themes; numerator and base are interviews. Themes of fewer than ten are put together.
    """
    measure = "stay_themes"
    definition = definition_of(measure)
    if interviews.absent:
        return not_available(measure, definition, interviews)
    w = window(cycle, months)
    rows = interviews.frame[interviews.frame["raised_on"].between(w.start, w.end)]
    rows = rows if worker_type is None else rows[rows["worker_type"] == worker_type]
    rows = rows[rows["completed"].fillna(False).astype(bool)]
    return count_themes(measure, definition, rows, (), w, interviews.sources)


STAY_INTERVIEW_STEPS = Measure(
    "stay_interview_steps",
    Words(
        "Stay interviews, step by step",
        "{workers} who got to the step",
        "{workers} put forward; offered one; or interviewed a year or more ago",
        noun="{workers} thought to consider leaving",
        verb="got to the step",
        base_unit="{workers}",
        notes=(
            "Without people who were not asked to compare with, staying shows no effect of a conversation.",
            "Refusals are told of everybody together, where that tells of no few.",
        ),
    ),
    steps={
        "Offered": "were offered a conversation",
        "Completed": "and were offered one took it",
        "Refused": "and were offered one refused it",
        "Still in post a year after it": "and had one were still in post a year later",
    },
    counts=Population("stay_interviews", During("raised_on")),
    rows=stay_interviews,
    looked_up=("workforce_snapshot", "leavers"),
    form="steps",
    keys={"step": Steps({**INTERVIEW_STEPS, STAYED: (("offered", "completed", "a year ago"), ("still in post",))})},
    cuts={"women": EXIT_CUTS["women"]},
    workers="officer",
    asks=Ask("06b-exit-interviews", by=("women",), yearly=False),
    serves=("EIW-RET-K01", "EIW-RET-O02"),
)

STAY_THEMES = Measure(
    "stay_themes",
    Words(
        "What people thinking of leaving say",
        "stay interviews with that main theme",
        "stay interviews that took place, with a theme",
        noun="stay interviews",
        verb="had that main theme",
        base_unit="interviews",
    ),
    counts=Population("stay_interviews", During("raised_on"), ("offered", "completed", "gave a theme")),
    rows=stay_themes,
    form="shares",
    base="whole",
    asks=Ask("06b-exit-interviews", yearly=False),
    serves=("EIW-RET-K01", "EIW-RET-O02"),
)
