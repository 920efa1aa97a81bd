"""Stages in order: somebody who passed the interview and never passed the sift is a fault, not a finding."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema.columns import Table
from eianalysis.vocabulary import NO_STAGE, WENT_ON

ROWS_SHOWN = 6


def stage_faults(typed: Mapping[str, pd.Series], table: Table) -> list[Fault]:
    """A fault for each pair of stages, the later with a result although the one before it let nobody through.

    A stage that the file has no column for is not asked about. Every row that skips is counted and the first are named.
    """
    there = [name for name in table.stages if name in typed]
    faults = []
    for place, later in enumerate(there[1:], start=1):
        reached = typed[later].notna() & typed[later].ne(NO_STAGE)  # what was no stage may be said of those who failed before it, too
        for earlier in reversed(there[:place]):
            skipped = reached & ~typed[earlier].isin(WENT_ON)
            # said once, for the nearest stage that was not passed
            reached = reached & typed[earlier].isin(WENT_ON)
            faults += [_fault(where, later, earlier, said) for said, where in _skipped(typed[earlier], skipped)]
    return faults


def _skipped(earlier: pd.Series, skipped: pd.Series) -> list[tuple[str, list[int]]]:
    words = earlier[skipped].fillna("empty").astype(str)
    return [(said, sorted(int(row) for row in rows)) for said, rows in words.groupby(words).groups.items()]


def _fault(where: list[int], later: str, earlier: str, said: str) -> Fault:
    some = ", ".join(str(row) for row in where[:ROWS_SHOWN]) + (", …" if len(where) > ROWS_SHOWN else "")
    rows = f" (in {len(where)} rows: {some})" if len(where) > 1 else ""
    is_ = "is empty" if said == "empty" else f"is '{said}'"
    return Fault(
        f"it has a result, and {earlier} before it {is_}{rows}",
        f"a stage follows one that was passed; write 'not required' where {earlier} was no stage of the campaign",
        row=where[0],
        column=later,
    )
