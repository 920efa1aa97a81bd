"""Coming back from maternity, adoption and shared parental leave: return, still there a year on, and the hours worked."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Steps, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import By, build, columns_for, in_every_step, not_available, tally
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import LEAVE_GROUPS, NOT_LEAVERS

FULL_TIME = "full"
#: Step: (who is at risk of it, who did it).
STEPS = {
    "Returned to work": ("due", "returned"),
    "Still in post a year after returning": ("followed", "stayed"),
    "Left full time for another pattern on return": ("was_full", "changed"),
}


def maternity_return(
    family_leave: TypedTable, leavers: TypedTable, *, cycle: BoardCycle, by: By = "leave_kind", months: int = 36, worker_type: str | None = None
) -> Result:
    """Of those due back from family leave, who returned; of those, who was still in post a year later, on which hours.

    Each step has its own base: those due back within the window and before the cut-off; those who returned a year or more
    before it; those who worked full time before the leave and came back. Officers and staff are counted together unless
    ``worker_type`` is given: there are few. Key column ``step``.
    """
    measure = "maternity_return"
    definition = definition_of(measure)
    absent = next((table for table in (family_leave, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=("step",))
    w = window(cycle, months)
    rows = family_leave.frame
    rows = rows if worker_type is None else rows[rows["worker_type"] == worker_type]
    rows = outcomes(rows[rows["due_back"].between(w.start, w.end)], leavers.frame, pd.Timestamp(cycle.data_cut_off))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        each = merge_small(rows, columns.values())
        parts = [tally(each[each[base] & each[done]], each[each[base]], columns.values()).assign(step=step) for step, (base, done) in STEPS.items()]
        return in_every_step(pd.concat(parts, ignore_index=True), "step")

    return build(
        measure,
        definition,
        counts,
        columns_for(family_leave, by),
        keys=("step",),
        window=w.name,
        period=(w.start, w.end),
        sources=(*family_leave.sources, *leavers.sources),
    )


def outcomes(rows: pd.DataFrame, leavers: pd.DataFrame, as_at: pd.Timestamp) -> pd.DataFrame:
    """One row a leave, with a yes/no column for each question of ``STEPS``; what is after ``as_at`` is not yet known."""
    back = rows["returned_on"].where(rows["returned_on"] <= as_at)
    a_year_on = back + pd.DateOffset(years=1)
    left = (
        rows.assign(_back=back)
        .reset_index(names="_row")
        .merge(leavers.loc[~leavers["leaver_type"].isin(NOT_LEAVERS), ["person_ref", "leave_date"]], on="person_ref")
    )
    gone = set(left.loc[(left["leave_date"] >= left["_back"]) & (left["leave_date"] < left["_back"] + pd.DateOffset(years=1)), "_row"])
    followed = a_year_on <= as_at
    was_full = back.notna() & rows["pattern_before"].eq(FULL_TIME) & rows["pattern_after"].notna()
    return rows.assign(
        leave_kind=rows["leave_kind"].map(LEAVE_GROUPS).fillna(rows["leave_kind"]),
        due=rows["due_back"] <= as_at,
        returned=back.notna(),
        followed=followed,
        stayed=followed & ~rows.index.isin(gone),
        was_full=was_full.fillna(False).astype(bool),
        changed=(was_full & rows["pattern_after"].ne(FULL_TIME)).fillna(False).astype(bool),
    )


MATERNITY_RETURN = Measure(
    "maternity_return",
    Words(
        "Return from family leave",
        "of those, people who took the step",
        "people due back; back for a year or more; or back, and full time before",
        noun="people on family leave",
        verb="took the step",
        outcome="good",
        base_unit="leaves",
        notes=("Officers and staff together. Each step has its own base.",),
    ),
    steps={
        "Returned to work": "returned to work",
        "Still in post a year after returning": "and returned were still in post a year later",
        "Left full time for another pattern on return": "left full time for another pattern on return",
    },
    counts=Population("family_leave", During("due_back")),
    rows=maternity_return,
    looked_up=("leavers",),
    form="steps",
    keys={"step": Steps({step: ((of,), (did,)) for step, (of, did) in STEPS.items()})},
    asks=Ask("06-retention", by=("leave_kind",), months=(60,), yearly=False),
    serves=("EDHR-OC17.01", "GLA-06"),
)
