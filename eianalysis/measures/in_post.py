"""Who is in post on a day, from the last snapshot up to it; and whether a list of people speaks of the same people."""

from __future__ import annotations

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.sources.typed import TypedTable

#: The workforce that courses and surveys are for; specials and volunteers are asked for by name.
WORKFORCE = ("officer", "staff", "pcso")


def snapshot_days(people: TypedTable, cycle: BoardCycle, *, back: int = 1) -> list[pd.Timestamp]:
    """The last snapshots up to the end of the period, the latest first; none where there is no snapshot."""
    days = people.frame["as_at"].dropna().drop_duplicates().sort_values(ascending=False)
    return list(days[days <= pd.Timestamp(cycle.period_end)][:back])


def in_post(people: TypedTable, day: pd.Timestamp, worker_type: str | tuple[str, ...] | None = WORKFORCE) -> pd.DataFrame:
    """One row a person in post on a snapshot day, career breaks and secondments among them."""
    rows = people.frame[people.frame["as_at"] == day]
    kinds = (worker_type,) if isinstance(worker_type, str) else worker_type
    rows = rows if kinds is None else rows[rows["worker_type"].isin(kinds)]
    return rows.drop_duplicates("person_ref").reset_index(drop=True)


def strangers(listed: pd.Series, people: TypedTable) -> bool:
    """Whether fewer than half of the people on a list occur in the workforce at all: then the references are not the same."""
    refs, everybody = listed.drop_duplicates(), people.frame if people.whole is None else people.whole
    return bool(len(refs)) and refs.isin(set(everybody["person_ref"])).mean() < 0.5
