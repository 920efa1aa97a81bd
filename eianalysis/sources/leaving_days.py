"""Whether lists of people who left give them the last day that the list of leavers gives: years are counted by it in both."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable

#: Of so many people more than one in twenty with another last day is told.
ENOUGH, NEARLY = 20, 0.95
OTHER_DAYS = "{}: {} of those who are in leavers too have the leave_date it gives: figures by year rest on it; correct one of the two"


def leaving_days(tables: Mapping[str, TypedTable], of: Callable[[int, int], str]) -> list[str]:
    """Lines on tables whose days of leaving are others than those of leavers; who left twice is met on any of both days."""
    leavers = tables.get("leavers")
    if leavers is None or leavers.absent:
        return []
    lines = []
    for name, table in tables.items():
        if name == "leavers" or name not in TABLES or table.absent or not {"person_ref", "leave_date"} <= set(table.frame):
            continue
        mine = table.frame[["person_ref", "leave_date"]].dropna().drop_duplicates()
        mine = mine[mine["person_ref"].isin(set(leavers.frame["person_ref"]))]
        same = len(mine.merge(leavers.frame[["person_ref", "leave_date"]].drop_duplicates(), on=["person_ref", "leave_date"]))
        if len(mine) >= ENOUGH and same < NEARLY * len(mine):
            lines.append(OTHER_DAYS.format(name, of(same, len(mine))))
    return lines
