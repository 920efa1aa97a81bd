"""Where two columns compete for a role, or one was read from its cells alone: a question for a person, never a silent guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eianalysis.register.read.headings import heading_scores
from eianalysis.register.read.roles import CLOSE, Roles, Seen

#: How each role is said.
SAID = {
    "title": "what is to be done",
    "theme": "what groups the items",
    "label": "the item's number",
    "owner": "who does it",
    "other_owner": "who else answers for it",
    "due": "when it is due",
    "start": "when it starts",
    "earlier_due": "when it was due before",
    "made": "when it was made",
    "closed": "when it was closed",
    "rag": "its colour now",
    "earlier_rag": "its colour before",
    "status": "its status",
    "progress": "what was done about it",
    "measure": "how success is measured",
    "response": "whether it was accepted",
    "level": "its level now",
    "target_level": "the level aimed at",
    "priority": "its priority",
    "pillar": "its pillar",
    "benefit": "its benefit",
    "applies_to": "whom it addresses",
    "reference": "another plan it refers to",
}
NONE = "none of them"
_DATES, _COLOURS, _OWNERS = ("due", "start", "earlier_due", "made", "closed"), ("rag", "earlier_rag"), ("owner", "other_owner")
LEAST_HEADING = 2.0
SURE_HEADING = 4.0  # a heading that says this much holds, though its cells be odd: each odd cell is flagged by itself


@dataclass(frozen=True)
class Answers:
    """What a person said: which heading has which role ('' for none), and of which roles nothing is to be asked any more."""

    columns: Mapping[str, str] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()


def questions_of(columns: Sequence[Seen], roles: Roles, *, settled: frozenset[str] = frozenset()) -> list[tuple[str, str, list[str], str]]:
    """What must be asked of a table: (role, why, the headings to choose from, the one taken). ``settled`` roles are known."""
    asked: dict[str, tuple[str, str, list[str], str]] = {}

    def name(at: int) -> str:
        return columns[at].heading or f"column {at + 1}"

    def ask(role: str, why: str, others: Sequence[int]) -> None:
        at = roles.column(role)
        if role in settled or role in asked or at is None:
            return
        choices = list(dict.fromkeys([name(at), *(name(other) for other in others)]))
        asked[role] = role, why, [*choices, NONE], name(at)

    dates = [at for at, one in enumerate(columns) if roles.roles.get(at) in _DATES or one.content.dates > 0.4 and one.content.dateish > 0.6]
    if len(dates) > 1:
        ask("due", "several columns hold dates", dates)
    elif dates and roles.column("due") is None and dates[0] in roles.roles:
        ask(roles.roles[dates[0]], "no other column holds dates, so it may be when it is due", ())
    colours = [at for at, one in enumerate(columns) if roles.roles.get(at) in _COLOURS or one.content.colours > 0.6]
    if len(colours) > 1:
        ask("rag", "several columns hold colours", colours)
    owners = [at for at in roles.roles if roles.roles[at] in _OWNERS]
    if len(owners) > 1:
        ask("owner", "several columns name people or units", owners)
    _ask_what_is_to_be_done(columns, roles, ask)
    for at, role in roles.roles.items():
        own = heading_scores(columns[at].heading).get(role, 0.0)
        others = [other for other in range(len(columns)) if roles.instead.get(other) == role and other != at]
        if own < LEAST_HEADING:
            ask(role, "the heading does not say so, only the cells do", others)
        elif roles.margins[at] < CLOSE and roles.instead[at] != role and (roles.instead[at] or own < SURE_HEADING):
            instead = SAID.get(roles.instead[at], "something the register does not hold")
            ask(role, f"it could as well be {instead}", others)
    return list(asked.values())


def _ask_what_is_to_be_done(columns: Sequence[Seen], roles: Roles, ask) -> None:
    """Recommendation beside action, objective beside commitment; a response that stands before what it responds to."""
    at = roles.column("title")
    if at is None:
        return
    rivals = [
        other
        for other, one in enumerate(columns)
        if other != at
        and roles.roles.get(other) in ("theme", None, "measure")
        and heading_scores(one.heading).get("title", 0.0) >= max(LEAST_HEADING, heading_scores(one.heading).get("measure", 0.0))
        and not one.content.empty
    ]
    if rivals:
        ask("title", "several columns could each hold the items", rivals)
    before = [other for other in roles.columns("progress") if other < at]
    if before and not {"owner", "due", "rag", "status", "label"} & set(roles.roles.values()):
        ask("title", "what looks like a response stands before what it responds to", before)
