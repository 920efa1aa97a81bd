"""Which column of a file is which of ours: headings and values both scored, the best assignment over the whole table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import fsum

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from eianalysis.schema import TABLES
from eianalysis.sources.propose.profile import Profile
from eianalysis.sources.propose.column_roles import (
    NEVER,
    REFERENCES,
    TELLING,
    Role,
    heading_score,
    names_of,
    never,
    plain_words,
    roles_of,
    value_score,
    words_of,
)

#: Below this a column is not placed.
ENOUGH = 0.35
#: What a heading says counts this much where values say nothing, and the rest with them.
HEADING = 0.55
#: Values that fit a heading's role no better than this contradict it.
CONTRADICTS = 0.3
FEW = 3
#: So many other tables that a file may be are named.
MOST_INSTEAD = 3


@dataclass(frozen=True)
class Placed:
    """A column in a role, with how well its heading and its values fit."""

    profile: Profile
    role: Role
    by_heading: float
    by_values: float
    score: float


@dataclass(frozen=True)
class Assignment:
    """A whole table: what was placed, what is never read and why, what could not be placed, what contradicts its heading."""

    table: str
    placed: dict[str, Placed] = field(default_factory=dict)  # by role
    never: tuple[tuple[Profile, str], ...] = ()
    unplaced: tuple[Profile, ...] = ()
    contradicting: tuple[Placed, ...] = ()
    score: float = 0.0
    instead: tuple[str, ...] = ()  # other tables that explain all the columns this one does

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that no column of the file is, and no other in their stead."""
        return tuple(
            column.name
            for column in TABLES[self.table].columns
            if column.required and column.name not in self.placed and not any(other in self.placed for other in column.instead)
        )


def assign(table: str, columns: list[Profile], names: str = "") -> Assignment:
    """The best assignment of a file's columns to the roles of a table. ``names`` are the file's and the sheet's.

    A column that is never read (a name, another date) is in no role, however well its values would fit one.
    """
    roles = roles_of(table)
    latest = last_day(columns)
    scored = [[_score(role, column, latest) for role in roles] for column in columns]
    own = {words_of(name) for name in TABLES[table].names}
    apart = [never(column.heading) if words_of(column.heading) not in own else ("(other)", 0.0) for column in columns]
    gains = np.zeros((len(columns), len(roles) + len(columns)))
    for at, row in enumerate(scored):
        gains[at, : len(roles)] = [placed.score for placed in row]
        gains[at, len(roles) + at] = max(apart[at][1], ENOUGH)
    rows, chosen = linear_sum_assignment(gains, maximize=True)
    placed, unread, left, against = {}, [], [], []
    for at, to in zip(rows, chosen, strict=True):
        column = columns[at]
        if to < len(roles) and scored[at][to].score > ENOUGH:
            placed[roles[to].name] = scored[at][to]
            continue
        strange = max(scored[at], key=lambda one: one.by_heading, default=None)
        if apart[at][1] >= ENOUGH and (strange is None or apart[at][1] >= strange.by_heading):
            unread.append((column, NEVER[apart[at][0]]))
        elif strange is not None and strange.by_heading >= 0.8 and strange.by_values < CONTRADICTS and column.texts and strange.role.name not in placed:
            against.append(strange)
        else:
            left.append(column)
    against = [one for one in against if one.role.name not in placed]
    made = Assignment(table, placed, tuple(unread), tuple(left), tuple(against))
    return Assignment(table, placed, made.never, made.unplaced, made.contradicting, _worth(made, names))


def last_day(columns: list[Profile]) -> pd.Timestamp | None:
    """The last day in a file; numbers alone, which may be payroll numbers, are no days here."""
    return max((day for column in columns if len(column.numbers) * 2 < len(column.texts) for day in column.days.values()), default=None)


def _score(role: Role, column: Profile, latest: pd.Timestamp | None) -> Placed:
    by_heading = heading_score(column.heading, role.words)
    needed = TELLING.get(role.column.words if role.column else "", 0)
    by_values = value_score(role, column, latest) if by_heading or needed or role.name == "person_ref" else 0.0
    if role.name == "person_ref" and not by_heading and words_of(column.heading) & REFERENCES and by_values >= 0.5:
        by_heading = 0.6
    if by_heading > 0:
        coded = role.column is not None and role.column.kind == "code" and column.listed
        against = by_values < CONTRADICTS and bool(column.texts) and not coded
        score = 0.0 if against else by_heading * (HEADING + (1 - HEADING) * by_values)
    else:
        telling = needed and len(column.texts) >= needed and by_values >= 0.9 and column.different < 0.5
        score = 0.6 * by_values if telling else 0.0
    return Placed(column, role, by_heading, by_values, score)


def _worth(made: Assignment, names: str) -> float:
    """How well a table explains a file: what its own columns explain, less what it needs and has not; its name counts too."""
    own = {name for name in made.placed if not name.startswith("(")}
    missing = [name for name in made.missing if name not in ("as_at", "worker_type")]
    # fsum: a sum that hangs on the order of a set would let chance decide between tables that explain a file equally well
    return fsum(made.placed[name].score for name in own) - 1.5 * len(missing) + (2.0 if _named(made.table, names) else 0.0)


def _named(table: str, names: str) -> bool:
    words = f" {plain_words(names)} "
    return any(f" {word} " in words for word in names_of(table))


def best_table(columns: list[Profile], names: str = "", only: str | None = None) -> Assignment:
    """The table that explains a file's columns best; of those with people or cases in them, unless one is named."""
    tables = [only] if only else [name for name, table in TABLES.items() if (table.groupings or "person_ref" in table) and name != "stop_search"]
    found = [assign(name, columns, names) for name in tables]
    # of tables that explain the columns equally well the one declared first
    best = max(found, key=lambda made: round(made.score - _unexplained(made, columns), 9))
    mine = {one.profile.heading for one in best.placed.values()}
    also = [
        made.table
        for made in sorted(found, key=lambda made: -made.score)
        if made is not best and not _named(best.table, names) and mine <= {one.profile.heading for one in made.placed.values()}
    ]
    return replace(best, instead=tuple(also[:MOST_INSTEAD]))


@lru_cache(maxsize=1)
def _telling() -> tuple[tuple[str, Role], ...]:
    """Roles that few tables need: a column of theirs speaks against a table that has none."""
    needed = [(name, role) for name in TABLES for role in roles_of(name) if role.column is not None and role.column.required]
    return tuple((name, role) for name, role in needed if sum(other.name == role.name for _, other in needed) <= FEW)


def _unexplained(made: Assignment, columns: list[Profile]) -> float:
    """How much a table leaves unexplained of what only another one needs."""
    placed = {id(one.profile) for one in made.placed.values()}
    left = [column for column in columns if id(column) not in placed]
    return sum(1.5 * max((score for name, role in _telling() if (score := heading_score(column.heading, role.words)) >= 0.8), default=0.0) for column in left)
