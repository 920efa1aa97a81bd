"""Rows that are no rows of the table: headings again, totals between, people who start later; and a second post of a person."""

from __future__ import annotations

import re

import pandas as pd

from eianalysis.schema.parse import clean
from eianalysis.sources.layout import filled
from eianalysis.sources.propose.assign import Assignment
from eianalysis.sources.propose.column_roles import POST, words_of

_TOTAL = re.compile(r"\b(grand |sub-?)?totals?\b|\bsubtotals?\b|\bcount\b", re.I)
_MAIN = frozenset(("primary", "main", "y", "yes", "1", "true", "substantive", "primary assignment", "main post"))
#: What posts of one person may differ in; rows that differ in nothing are one row twice.
_OF_A_POST = ("unit", "directorate", "rank_grade", "fte", "(hours)", "(post)", "contract", "location", "working_pattern")


def set_aside(frame: pd.DataFrame, made: Assignment) -> list[dict]:
    """Rules for the rows that cannot be people or events, each with a reason; none where every row can be one."""
    if frame.empty:
        return []
    key = next((made.placed[name].profile.heading for name in ("person_ref", "case_ref") if name in made.placed), None)
    cells = frame.map(clean)
    rules, odd = [], pd.Series(False, index=frame.index)
    headings = cells.apply(lambda row: sum(words_of(cell) == words_of(str(name)) for name, cell in row.items() if cell), axis=1)
    widths = cells.apply(lambda row: filled(list(row)), axis=1)
    again = (headings * 2 > widths) & (headings > 1)
    if again.any() and key:
        rules.append({"reason": "the headings again", "column": key, "is": sorted(cells.loc[again, key].unique())})
        odd |= again
    sparse = ~odd & (
        (widths * 3 <= widths.median()) | (widths * 2 < widths.median()) & cells.apply(lambda row: any(_TOTAL.search(cell) for cell in row if cell), axis=1)
    )
    if sparse.any():
        rules += _blank_rule(cells, sparse, odd, made, key)
    return rules


def _blank_rule(cells: pd.DataFrame, sparse: pd.Series, odd: pd.Series, made: Assignment, key: str | None) -> list[dict]:
    """A rule by a column that is blank in the sparse rows and in no other."""
    needed = [key, *(made.placed[name].profile.heading for name in ("sex", "service_start", "leave_date", "ethnicity_code") if name in made.placed)]
    for heading in dict.fromkeys(name for name in needed if name):
        blank = (cells[heading] == "") & ~odd
        if blank[sparse].all() and not (blank & ~sparse).any():
            return [{"reason": "totals and titles between the rows", "column": heading, "blank": True}]
    return []


def meant(frame: pd.DataFrame, aside: list[dict]) -> pd.Series:
    """The rows that proposed rules set aside."""
    out = pd.Series(False, index=frame.index)
    for rule in aside:
        cells = frame[rule["column"]].map(clean)
        out |= cells.eq("") if rule.get("blank") else cells.isin(rule["is"])
    return out


def left_before_joining(frame: pd.DataFrame, made: Assignment, left: str) -> list[dict]:
    """A rule for rows whose last day lies before their first, where there are any."""
    start = made.placed.get("service_start")
    if start is None:
        return []
    end = frame[left].map(lambda text: _day(text, made, "leave_date"))
    begin = frame[start.profile.heading].map(lambda text: start.profile.days.get(clean(text), pd.NaT))
    if not (pd.to_datetime(end) < pd.to_datetime(begin)).any():
        return []
    return [{"reason": "left before joining", "column": left, "before_column": start.profile.heading}]


def _day(text: object, made: Assignment, name: str) -> object:
    placed = made.placed.get(name) or made.placed.get("(left)")
    return placed.profile.days.get(clean(text), pd.NaT) if placed else pd.NaT


def posts(frame: pd.DataFrame, made: Assignment) -> tuple[dict | None, int]:
    """Whether people have a row for each post, as ``[table.posts]`` has it, and how many rows stand there twice unchanged."""
    key = made.placed.get("person_ref")
    if key is None:
        return None, 0
    cells = frame.map(clean)
    by = [key.profile.heading, *(made.placed[name].profile.heading for name in ("as_at", "leave_date", "start_date") if name in made.placed)]
    again = cells.duplicated(by, keep=False) & (cells[key.profile.heading] != "")
    twice = int(cells.duplicated().sum())
    if not again.any() or int(cells[again].drop_duplicates().duplicated(by).sum()) == 0:
        return None, twice
    several = cells[again].drop_duplicates()
    differ = [made.placed[name].profile.heading for name in _OF_A_POST if name in made.placed]
    if not any((several.groupby(by)[heading].nunique() > 1).any() for heading in differ):
        return None, twice
    said: dict = {}
    if POST in made.placed:
        heading = made.placed[POST].profile.heading
        marks = [text for text in several[heading].unique() if text.casefold() in _MAIN]
        said = {"main": {"column": heading, "is": marks[0]}} if len(marks) == 1 else {}
    return said, twice
