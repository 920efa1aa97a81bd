"""Joiners who were in post already: listed twice, once by recruitment and once by transfer, or moved to another post within the force.

Each row is sound by itself and the person is in the snapshot after, so only the service that never ended shows it.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.sources.typed import TypedTable

#: More joiners than this who join again in one service are a list of something else: of posts, say.
ENOUGH, AGAIN = 10, 0.05
KEY = ["person_ref", "worker_type"]
ADVICE = "keep the row of the day on which they joined the force; [[table.set_aside]] in mapping.toml sets the others aside"
MOVED = "are they moves within the force? They are counted as joiners all the same; [[table.set_aside]] in mapping.toml sets rows aside"


def joined_again(
    people: TypedTable, leavers: TypedTable | None, joiners: TypedTable | None, of: Callable[[int, int], str]
) -> tuple[list[str], list[DataFault]]:
    """Lines of joiners who were in post already, and a fault where many join a second time without having left.

    Staff who become officers join the officers, so only service as the same kind of worker speaks against a row. Without a list
    of leavers that reaches over that time nobody knows who left and came back.
    """
    if joiners is None or leavers is None or joiners.absent or leavers.absent or "worker_type" not in joiners.frame:
        return [], []
    left = leavers.frame[["person_ref", "leave_date"]].dropna()
    rows = joiners.frame[[*KEY, "start_date"]].dropna()
    if leavers.covers_to is not None:  # who left after that day is not in the list
        rows = rows[rows["start_date"] <= pd.Timestamp(leavers.covers_to)]
    rows = rows.sort_values("start_date").reset_index(drop=True)
    listed = rows.assign(since=rows.groupby(KEY)["start_date"].shift())
    twice = _never_left(listed, left)
    seen = people.frame[people.frame["service_start"] < people.frame["as_at"]][[*KEY, "as_at"]].dropna()
    seen = seen.rename(columns={"as_at": "since"}).astype({"since": rows["start_date"].dtype}).sort_values("since")
    met = pd.merge_asof(rows, seen, left_on="start_date", right_on="since", by=KEY, allow_exact_matches=False)
    moved = _never_left(met, left) & ~twice
    lines, faults = [], []
    if twice.any():
        said = f"{of(int(twice.sum()), len(rows))} join a second time without having left"
        lines.append(f"joiners: {said}: counted in both rows; {ADVICE}")
        if twice.sum() >= ENOUGH and twice.sum() > AGAIN * len(rows):
            faults.append(DataFault(joiners.sources[0].file, "the people of the workforce table", [Fault(said, ADVICE)], "Correct one of the two."))
    if moved.any():
        lines.append(f"joiners: {of(int(moved.sum()), len(rows))} were in post as the same kind of worker in the snapshot before, and did not leave: {MOVED}")
    return lines, faults


def _never_left(rows: pd.DataFrame, left: pd.DataFrame) -> pd.Series:
    """Which rows begin in a service that is known since a day: no leaving lies between the two, and the list of leavers reaches back to it."""
    if left.empty:
        return pd.Series(False, index=rows.index)
    known = rows["since"].notna() & (rows["since"] >= left["leave_date"].min())
    ends = rows.reset_index()[["index", "person_ref", "since", "start_date"]].merge(left, on="person_ref")
    ended = ends.loc[(ends["leave_date"] >= ends["since"]) & (ends["leave_date"] <= ends["start_date"]), "index"]
    return known & ~rows.index.isin(ended)
