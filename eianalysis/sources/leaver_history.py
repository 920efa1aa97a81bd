"""Since when leavers can be counted: proposed where the extract goes back further than the snapshots."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.policy import SMALLEST_COUNT
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words


def proposed_history(tables: Mapping[str, TypedTable]) -> list[str]:
    """A line for ``check`` where leavers of before the first snapshot are in no figure, and what to say if they are all there.

    Those who stayed were not being counted before the first snapshot, unless the extract is complete since an earlier day.
    That only a person can know, so it is proposed and never taken for granted.
    """
    people, leavers = tables.get("workforce_snapshot"), tables.get("leavers")
    if people is None or leavers is None or people.absent or leavers.absent or people.observed_from or leavers.observed_from:
        return []
    first, left = people.frame["as_at"].min(), leavers.frame["leave_date"].dropna()
    early = left[left < first]
    if early.empty:
        return []
    since = early.min().replace(day=1) - pd.Timedelta(days=1)
    many = f"{len(early):,}" if len(early) >= SMALLEST_COUNT else "a few"
    return [
        f"leavers: {many} of before the first snapshot ({day_in_words(first)}) are in no figure; if everyone who left after "
        f"{day_in_words(since)} is in the extract, say so in mapping.toml: [history] observed_from = {since:%Y-%m-%d}"
    ]
