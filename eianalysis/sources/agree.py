"""What two tables say of one person's start of service and age: a column moved by four years, or of another day, is sound in itself.

Spreadsheets count days from 1900 or from 1904, and ages are worked out on the day of an extract. Who is in the workforce table and
in another shows it: hardly anybody has the start that the workforce table gives, or nearly everybody has grown older too fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.sources.between import SHUFFLED, agreement
from eianalysis.sources.typed import TypedTable

#: Of so many people fewer than this share with the start of the workforce table is no accident; half of all move by one same time.
ENOUGH, MOST = 20, 0.5
#: Ages are whole years, so one may be a year off by itself; of all, half are not.
OFF, DAYS_A_YEAR, NEAR = 1.0, 365.25, 366
STARTS = "{} of those who are in the workforce table too have the start of service it gives, and most of the others have one {:,} days {}"
STARTS_CURE = "are the days of one of the two counted from 1904 (a spreadsheet's setting), or typed anew? Export it again"
HOURS = (
    "{}: weekly_hours: those of fewer hours are no more those who are part-time (fte below 1) in the workforce table than chance has it: are they the "
    "hours each works, and is person_ref the same person's in both?"
)
AGES = "{}: age: half of those who are in the workforce table too are {:.0f} or more years {} than it makes them on that day: is it of the day of an extract in one?"


def agreeing(tables: Mapping[str, TypedTable], of: Callable[[int, int], str]) -> tuple[list[str], list[DataFault]]:
    """Lines of ages that do not go together, and faults of starts of service moved by one same time."""
    people = tables["workforce_snapshot"]
    lines, faults = [], []
    for name, table in tables.items():
        if name == people.name or name not in TABLES or table.absent or "person_ref" not in table.frame:
            continue
        faults += _starts(table, people, of)
        lines += _hours(table, people)
        day = next((each for each in (*TABLES[name].happened, "as_at") if each in table.frame), None)
        if day and "person_ref" in TABLES[name].key and "age" in table.frame and "age" in people.frame:  # a case has several days an age may be of
            lines += _ages(table, people, day)
    return lines, faults


def _starts(table: TypedTable, people: TypedTable, of: Callable[[int, int], str]) -> Iterator[DataFault]:
    if "service_start" not in table.frame or "service_start" not in people.frame:
        return
    theirs = table.frame["person_ref"].map(people.frame.dropna(subset=["service_start"]).sort_values("as_at").groupby("person_ref")["service_start"].last())
    both = theirs.notna() & table.frame["service_start"].notna()
    moved = (table.frame.loc[both, "service_start"] - theirs[both]).dt.days
    same = int((moved == 0).sum())
    usual = moved.mode().iloc[0] if len(moved) else 0
    if len(moved) >= ENOUGH and same < MOST * len(moved) and usual and (moved == usual).sum() >= MOST * (len(moved) - same):
        yield DataFault(
            table.sources[0].file,
            "the people of the workforce table",
            [Fault(STARTS.format(of(same, len(moved)), abs(int(usual)), "later" if usual > 0 else "earlier"), STARTS_CURE, column="service_start")],
            "Correct one of the two.",
        )


def _hours(table: TypedTable, people: TypedTable) -> list[str]:
    """A line where those who work fewer hours in a table are not those who are part-time in the workforce table on the same day."""
    if "weekly_hours" not in table.frame or "as_at" not in table.frame or "fte" not in people.frame:
        return []
    met = table.frame.merge(people.frame[["person_ref", "as_at", "fte"]].dropna(), on=["person_ref", "as_at"]).dropna(subset=["weekly_hours"])
    part, fewer = met["fte"] < 1, met["weekly_hours"] < met["weekly_hours"].mode().max() if len(met) else met["fte"] < 1
    if part.sum() < ENOUGH or len(met) - part.sum() < ENOUGH or (agreement(part.astype(str), fewer.astype(str)) >= SHUFFLED):
        return []
    return [HOURS.format(table.name)]


def _ages(table: TypedTable, people: TypedTable, day: str) -> list[str]:
    mine = table.frame[["person_ref", day, "age"]].dropna().rename(columns={day: "day"}).sort_values("day")
    theirs = people.frame[["person_ref", "as_at", "age"]].dropna().rename(columns={"age": "then"}).sort_values("as_at")
    if mine.empty or theirs.empty:
        return []
    met = pd.merge_asof(
        mine.assign(day=mine["day"].astype("datetime64[ns]")),
        theirs.assign(as_at=theirs["as_at"].astype("datetime64[ns]")),
        left_on="day",
        right_on="as_at",
        by="person_ref",
        direction="nearest",
        tolerance=pd.Timedelta(days=NEAR),
    ).dropna(subset=["then"])
    off = met["age"].astype(float) - met["then"].astype(float) - (met["day"] - met["as_at"]).dt.days / DAYS_A_YEAR
    middle = float(np.median(off)) if len(off) >= ENOUGH else 0.0
    return [AGES.format(table.name, np.floor(abs(middle)), "older" if middle > 0 else "younger")] if abs(middle) > OFF else []
