"""Which column of a table is what: heading and content scored for every role, the best assignment over the whole table.

Every column is given at most one role and every role at most the columns it can have, so that the scores add up to the
most (an assignment problem). What a column would be instead, and by how little, says where two compete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from eianalysis.register.read.contents import Content
from eianalysis.register.read.headings import ROLES, SEVERAL, heading_scores
from eianalysis.stats._assignment import assignment_margins

NOTHING = 2.5  # what a column without a role scores: less than this is no reading
CLOSE = 2.0  # a reading that beats the next by less than this competes with it
#: Each role as many times as columns may have it; a second column of a role scores a little less than the first.
SLOTS = tuple((role, place) for role in ROLES for place in range(SEVERAL.get(role, 1)))
LATER_SLOT = 0.75


_GAPS = (
    ("due", lambda c: c.dates > 0.5 and c.dateish > 0.6),
    ("rag", lambda c: c.colours > 0.6),
    ("owner", lambda c: c.posts > 0.6 and not c.ticks),
    ("progress", lambda c: c.words >= 2.5 and c.dateish < 0.5 and c.money < 0.3 and c.posts < 0.7),
)


@dataclass(frozen=True)
class Seen:
    """One column as it was looked at: heading, content, place among the columns."""

    heading: str
    content: Content
    place: int
    of: int


@dataclass
class Roles:
    """Which column has which role, and what was uncertain about it."""

    roles: dict[int, str] = field(default_factory=dict)  # column -> role
    margins: dict[int, float] = field(default_factory=dict)
    instead: dict[int, str] = field(default_factory=dict)
    score: float = 0.0

    def columns(self, role: str) -> list[int]:
        return sorted(column for column, had in self.roles.items() if had == role)

    def column(self, role: str) -> int | None:
        return next(iter(self.columns(role)), None)


def read_roles(columns: Sequence[Seen], forced: Mapping[int, str] | None = None) -> Roles:
    """The best reading of a table's columns; ``forced`` gives columns whose role a person said ('' for none).

    Where no column would be what is to be done, the likeliest is: without it a table is no plan.
    """
    reading = _best(columns, forced or {})
    if reading.column("title") is None and "title" not in (forced or {}).values():
        likely = max((at for at in range(len(columns)) if at not in (forced or {})), default=None, key=lambda at: role_scores(columns[at])["title"])
        if likely is not None and role_scores(columns[likely])["title"] >= 1.0:
            reading = _best(columns, {**(forced or {}), likely: "title"})
            reading.margins[likely] = 0.0
    _fill_gaps(columns, reading, forced or {})
    return reading


def _fill_gaps(columns: Sequence[Seen], reading: Roles, forced: Mapping[int, str]) -> None:
    """Where a main role has no column, a column under words that nobody knows has it if its cells are like that; it is asked."""
    others = reading.columns("other_owner")
    if len(others) == 1 and reading.column("owner") is None:  # "Executive lead" alone is who does it
        reading.roles[others[0]] = "owner"
    for role, like in _GAPS:
        if reading.column(role) is None and role not in forced.values():
            free = [
                at
                for at, one in enumerate(columns)
                if at not in reading.roles and at not in forced and like(one.content) and max(heading_scores(one.heading).values(), default=0.0) < 3.0
            ]
            if free:
                reading.roles[free[0]], reading.margins[free[0]], reading.instead[free[0]] = role, 0.0, ""


def _best(columns: Sequence[Seen], forced: Mapping[int, str]) -> Roles:
    scores = np.full((len(columns), len(SLOTS) + len(columns)), -50.0)
    for at, column in enumerate(columns):
        told = role_scores(column)
        for slot, (role, place) in enumerate(SLOTS):
            scores[at, slot] = told[role] - LATER_SLOT * place
        scores[at, len(SLOTS) :] = NOTHING + told.get("other", 0.0)
        if at in forced:
            wanted = [slot for slot, (role, place) in enumerate(SLOTS) if role == forced[at]]
            kept = scores[at].copy()
            scores[at] = -1e5
            scores[at, wanted or slice(len(SLOTS), None)] = 100 + (kept[wanted] if wanted else 0)
    kinds = [role for role, _ in SLOTS] + [""] * len(columns)
    chosen, margins, instead = assignment_margins(scores, kinds)
    reading = Roles(score=float(scores[np.arange(len(columns)), chosen].sum()) if len(columns) else 0.0)
    for at in range(len(columns)):
        if chosen[at] < len(SLOTS):
            reading.roles[at] = SLOTS[chosen[at]][0]
        reading.margins[at] = float(margins[at])
        reading.instead[at] = SLOTS[instead[at]][0] if instead[at] < len(SLOTS) else ""
    return reading


def role_scores(column: Seen) -> dict[str, float]:
    """The score of a column for every role, and for ``other``: heading and content together."""
    heading = heading_scores(column.heading)
    content = content_scores(column)
    scores = {role: heading.get(role, 0.0) + content[role] for role in ROLES}
    for role in (
        "earlier_due",
        "made",
        "closed",
        "start",
        "earlier_rag",
        "other_owner",
        "target_level",
        "level",
        "pillar",
        "benefit",
        "applies_to",
        "reference",
        "response",
        "priority",
        "measure",
    ):
        if heading.get(role, 0.0) < 3.0 and role != "response":
            scores[role] -= 6.0  # the other of a pair, and rarer things, only where the heading says so
    scores["other"] = heading.get("other", 0.0) + (2.0 if column.content.money > 0.7 else 0.0)
    return scores


def content_scores(column: Seen) -> dict[str, float]:
    """How far the cells of a column speak for or against each role; nothing either way where all are blank."""
    c, scores = column.content, dict.fromkeys(ROLES, 0.0)
    few = c.count / (c.count + 1.0)  # what few cells say weighs less
    if c.empty:
        scores["title"] = -30.0
        scores["rag"] = 2.0 * (c.shades > 1)
        return scores
    typed = max(c.dates, c.colours, c.ticks, c.money if c.words < 4 else 0.0)
    sentence = min(c.words, 6.0) / 6.0  # 1 from six words on
    repeated = 1.0 - c.distinct
    date = 5.0 * c.dates + 2.0 * (c.dateish - c.dates) - 8.0 * (1.0 - c.dateish) - 2.0 * max(c.colours, c.ticks)
    for role in ("due", "start", "earlier_due", "made", "closed"):
        scores[role] = date
    scores["due"] += 0.5
    colour = max(7.0 * c.colours - 9.0 * (1.0 - c.colours), 5.0 * min(c.shaded, 1.0) * (c.shades > 1) - 6.0 * (c.filled > 0.5))
    scores["rag"] = scores["earlier_rag"] = colour
    scores["rag"] += 0.5
    scores["status"] = 4.0 * c.statuses - 4.0 * (1.0 - c.statuses) * (0.5 + sentence) - 4.0 * max(c.dates, c.colours) + 0.5 * (repeated > 0.2)
    scores["label"] = (
        4.0 * c.labels - 6.0 * (1.0 - c.labels) - 4.0 * (c.distinct < 0.8) - 3.0 * (c.filled < 0.5) + 1.0 * (column.place == 0) - 4.0 * (c.words > 3)
    )
    scores["owner"] = 4.0 * c.posts - 3.0 * (1.0 - c.posts) - 6.0 * typed - 4.0 * c.labels - 4.0 * c.statuses - 3.0 * c.ranked
    scores["owner"] -= 3.0 * (c.words > 9)
    scores["other_owner"] = scores["owner"] - 0.5
    alone = 1.5 if c.distinct >= 0.95 else -6.0 * (0.95 - c.distinct)
    scores["title"] = (
        4.0 * sentence
        - 2.0
        + alone
        + 1.5 * (c.filled >= 0.9)
        - 5.0 * (c.filled < 0.5)
        - 7.0 * typed
        - 6.0 * c.statuses
        - 5.0 * c.labels
        - 3.5 * c.tells
        - 2.0 * (c.posts > 0.6)
        - 1.5 * (c.words > 45)
        - 4.0 * c.answers
        - 4.0 * c.ranked
    )
    blanks = 1.0 if c.filled < 0.95 else 0.0
    scores["theme"] = (
        3.0 * c.grouped
        + 0.5 * (repeated > 0.25)
        - 1.5 * (c.words > 14)
        - 6.0 * typed
        - 4.0 * c.labels
        - 4.0 * c.statuses
        - 5.0 * c.ranked
        - 1.0 * c.tells
        + 0.5 * (column.place < 2)
        - 1.0 * (column.place > column.of / 2)
    )
    scores["progress"] = (
        2.0 * sentence
        + 1.5 * c.tells
        + 0.7 * blanks
        - 1.0 * (c.distinct < 0.4)
        - 6.0 * typed
        - 5.0 * c.labels
        - 3.0 * c.statuses
        - 3.0 * c.ranked
        - 1.5 * (c.posts > 0.6)
        + 0.7 * (column.place > column.of / 2)
    )
    scores["measure"] = 1.0 * sentence - 4.0 * max(c.colours, c.ticks) - 3.0 * c.statuses - 4.0 * c.labels - 3.0 * c.dates
    scores["response"] = 7.0 * c.answers - 8.0 * (1.0 - c.answers)
    for role in ("level", "target_level"):
        scores[role] = 1.0 * (c.words < 5) - 4.0 * c.dates - 4.0 * c.colours - 3.0 * (c.words > 8)
    scores["priority"] = 6.0 * c.ranked - (2.0 if c.labels > 0.8 else 9.0) * (1.0 - c.ranked) - (0.0 if c.distinct < 0.8 or c.count < 5 else 3.0)
    for role in ("pillar", "benefit", "applies_to", "reference"):
        scores[role] = -5.0 * typed
    return {role: score * few for role, score in scores.items()}
