"""Whether the people of one table are the people of another: how many of those who should be found are.

References of two kinds (payroll numbers here, warrant numbers there) meet nowhere, and every rate made of the two tables is
then of nobody. Whoever left should stand in the snapshot before, whoever joined in the one after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.policy import SMALLEST_COUNT
from eianalysis.sources.agree import agreeing
from eianalysis.sources.between import between
from eianalysis.sources.exchanged import met
from eianalysis.sources.following import following
from eianalysis.sources.complete_lists import listed
from eianalysis.sources.joined_again import joined_again
from eianalysis.sources.leaving_days import leaving_days
from eianalysis.sources.typed import TypedTable
from eianalysis.sources.waves import answered
from eianalysis.vocabulary import NOT_LEAVERS, NOT_RECORDED

#: Of so many people fewer than this share in common is no accident; of a list of events fewer than a tenth.
ENOUGH, MOST, SOME = 10, 0.5, 0.1
#: Of leavers hardly anybody stands in a snapshot of after they left; more who do are a column of another day, or wrong years.
NEARLY_ALL = 0.98
#: Of those who should be in a snapshot a few are not, by dates that differ; fewer than this share is told with what to do.
NEARLY = 0.95
SAME_KIND = "are the references of the same kind in both files? Map the right column to person_ref in mapping.toml, or correct them"
FILTERED = "was the kind of worker filtered out of the snapshots? No rate is given of it; export the snapshots with it, or take it out of the list"
WRONG_DATES = "counted as gone all the same; are the leaving dates right, and the snapshots of the days they say?"


def check_linkage(tables: Mapping[str, TypedTable]) -> tuple[list[str], list[DataFault]]:
    """What is to be told of how tables meet, in lines, and the faults: tables of other people than the workforce table's."""
    people = tables.get("workforce_snapshot")
    lines, faults = answered(tables.get("surveys"), tables.get("survey_waves"))
    told, led_wrong = following(tables, _of)
    lines, faults = lines + told + leaving_days(tables, _of), [*faults, *led_wrong, *met(tables)]
    if people is None or people.absent:
        return lines, faults
    for name, should, found, where, least, advice in _pairs(people, tables):
        if not should:
            continue
        few = should >= ENOUGH and found < least * should
        told = few or should >= ENOUGH and least == MOST and found < NEARLY * should
        lines.append(f"{name}: {_of(found, should)} {where}" + (f": {advice}" if told else ""))
        if few and advice != WRONG_DATES:  # who left is counted as gone, whatever a later list says
            faults.append(
                DataFault(
                    tables[name].sources[0].file,
                    "the people of the workforce table",
                    [Fault(f"{_of(found, should)} {where}", advice)],
                    "Correct one of the two.",
                )
            )
    lines += [
        f"{name}: {word} stands in the list and in no snapshot: {FILTERED}"
        for name in ("leavers", "joiners")
        for word in _kinds_of_no_snapshot(people, tables.get(name))
    ]
    more, wrong = between(people, tables.get("leavers"), tables.get("joiners"), _of)
    again, twice = joined_again(people, tables.get("leavers"), tables.get("joiners"), _of)
    told, moved = agreeing(tables, _of)
    return lines + more + again + told + listed(tables, _of), faults + wrong + twice + moved


def _pairs(people: TypedTable, tables: Mapping[str, TypedTable]) -> Iterator[tuple[str, int, int, str, float, str]]:
    """Table, how many people should be found, how many are, where, the least share, what to do where fewer are."""
    leavers, joiners = (tables.get(name) for name in ("leavers", "joiners"))
    days = np.sort(people.frame["as_at"].dropna().unique())
    gone = _events(leavers, "leave_date")
    came = _events(joiners, "start_date")
    if gone is not None:
        gone = gone[~gone["leaver_type"].isin(NOT_LEAVERS)]
        before = _day(days, gone["leave_date"], -1)
        rows = gone.assign(day=before)[before.notna() & (gone["service_start"] <= before)]  # into a table of no rows a day would bring rows
        yield "leavers", *_in_snapshot(rows, people), "who should be in the snapshot before they left are", MOST, SAME_KIND
        after = _day(days, gone["leave_date"], 0)
        rows = gone.assign(day=after)[after.notna()]
        still = _still_there(rows, people, came)
        if len(rows):
            yield "leavers", len(rows), len(rows) - still, "are gone from the snapshot after they left", NEARLY_ALL, WRONG_DATES
    if came is not None:
        after = _day(days, came["start_date"], 0)
        rows = came.assign(day=after)[after.notna()]
        if gone is not None:
            left = rows.reset_index().merge(gone[["person_ref", "leave_date"]], on="person_ref")
            left = left.loc[(left["leave_date"] >= left["start_date"]) & (left["leave_date"] <= left["day"]), "index"]
            rows = rows[~rows.index.isin(left)]
        yield "joiners", *_in_snapshot(rows, people), "who should be in the snapshot after they joined are", MOST, SAME_KIND
    known = set(people.frame["person_ref"]).union(*(set(frame["person_ref"]) for frame in (gone, came) if frame is not None))
    for name, table in tables.items():
        if name in ("workforce_snapshot", "leavers", "joiners") or table.absent or "person_ref" not in table.frame:
            continue
        refs = pd.Series(table.frame["person_ref"].dropna().unique())
        refs = refs[refs != ""]
        yield name, len(refs), int(refs.isin(known).sum()), "of its people are in the tables of the workforce", SOME, SAME_KIND


def _kinds_of_no_snapshot(people: TypedTable, listed: TypedTable | None) -> list[str]:
    """The kinds of worker of which a list has ten and more, and no snapshot anybody, as where specials were filtered out of all of them."""
    if listed is None or listed.absent or "worker_type" not in listed.frame:
        return []
    many = listed.frame["worker_type"].value_counts()
    return sorted(str(kind) for kind in set(many[many >= ENOUGH].index) - set(people.frame["worker_type"]) - {"", NOT_RECORDED})


def _events(table: TypedTable | None, day: str) -> pd.DataFrame | None:
    return None if table is None or table.absent or table.frame[day].isna().all() else table.frame.reset_index(drop=True)


def _day(days: np.ndarray, events: pd.Series, side: int) -> pd.Series:
    """The last snapshot before each day (-1), or the first on or after it (0)."""
    place = np.searchsorted(days, events.to_numpy(), "left") + side
    inside = (place >= 0) & (place < len(days))
    return pd.Series(pd.DatetimeIndex(days[np.clip(place, 0, max(len(days) - 1, 0))]) if len(days) else pd.NaT, index=events.index).where(inside)


def _in_snapshot(rows: pd.DataFrame, people: TypedTable) -> tuple[int, int]:
    """How many of the rows' people should be in the snapshot of their day, by the kinds of worker it has, and how many are."""
    there = people.frame[["person_ref", "as_at", "worker_type"]].drop_duplicates(["person_ref", "as_at"])
    kinds = set(there["worker_type"])
    rows = rows[rows["worker_type"].isin(kinds)] if "worker_type" in rows else rows
    found = rows[["person_ref", "day"]].merge(there.rename(columns={"as_at": "day"}), on=["person_ref", "day"], how="left")
    return len(rows), int(found["worker_type"].notna().sum())


def _still_there(rows: pd.DataFrame, people: TypedTable, came: pd.DataFrame | None) -> int:
    """How many leavers stand in the snapshot after they left with the start of service they had, and did not join again."""
    there = people.frame[["person_ref", "as_at", "service_start"]].rename(columns={"as_at": "day", "service_start": "since"})
    found = rows[["person_ref", "day", "leave_date"]].merge(there, on=["person_ref", "day"])
    found = found[found["since"] < found["leave_date"]]
    if came is not None and len(found):
        again = found.reset_index().merge(came[["person_ref", "start_date"]], on="person_ref")
        back = again.loc[(again["start_date"] >= again["leave_date"]) & (again["start_date"] <= again["day"]), "index"]
        found = found[~found.index.isin(back)]
    return len(found)


def _of(found: int, should: int) -> str:
    """'772 of 786', 'all 786', 'all but fewer than 5 of 786': a few people are said in words."""
    if should < SMALLEST_COUNT:
        return "all of the few" if found == should else "not all of the few"
    if found == should:
        return f"all {should:,}"
    if should - found < SMALLEST_COUNT:
        return f"all but fewer than {SMALLEST_COUNT} of {should:,}"
    if found < SMALLEST_COUNT:
        return f"none of {should:,}" if not found else f"fewer than {SMALLEST_COUNT} of {should:,}"
    return f"{found:,} of {should:,}"
