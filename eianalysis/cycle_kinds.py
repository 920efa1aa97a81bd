"""The kinds of cycle: whom a pack is for, and what follows from that. Every kind is a row of ``KINDS``, and is listed nowhere else.

Which notebooks are its pages, the notebooks say themselves (``report.notebooks``). Words in curly brackets stand for the cycle's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Kind:
    """One kind of cycle: its rules, and the words in which its files and pages say what it is."""

    name: str
    called: str  # in messages: "profile is 'board' in a publication"
    file_says: str  # the first line of its cycle file
    title: str  # the heading of its entry page
    head: str  # at the head of every page
    foot: str  # at its foot: whom it is for
    occasion: str  # what a cycle of the kind is, for `check`
    tables: str  # the title of its workbook
    tables_for: str
    profile: str = ""  # the only one it may have; any, where empty
    marking: str = ""
    yearly: bool = False  # whether there is a day by which it is to be published
    duties: bool = False  # whether its sections say which duty they serve, and all they say stands open because of that
    printed: bool = False  # whether its pages are made as PDF though nobody asks, where there is a browser
    open_words: int = 0  # how many may stand open on a page; 0 for as many as on a board's, which has twenty pages to read
    answers_the_board: bool = False  # whether clear differences ask for answers, and pages name the items of the register they serve
    fixed: Mapping[str, str] = field(default_factory=dict)  # other keys that a file of it has in its own way, when made of another kind's
    left_out: tuple[str, ...] = ()  # keys of the other kind's file that it has not
    asks: Mapping[str, str] = field(default_factory=dict)  # keys it keeps that somebody has to look at, and what to check

    @property
    def own_lines(self) -> dict[str, str]:
        """The lines of its file that are another's own no longer, by key."""
        rules = {"profile": self.profile, "marking": self.marking}
        return {**{key: f'{key} = "{value}"' for key, value in rules.items() if value}, **self.fixed}


_TO_CHECK_CONTACT = "check: whom to ask: a role or a shared mailbox, never a person"

BOARD = Kind(
    name="board",
    called="a board cycle",
    file_says="# One board cycle, made from {previous} with its dates moved on by {months}. docs/cycles.md explains every key.",
    title="{board} pack {name}",
    head="{board} · cycle {name}",
    foot="For the {board}, {meeting}.",
    occasion="{board}, {meeting}",
    tables="{board}: released tables of the board cycle {name}",
    tables_for="for the meeting of {meeting}",
    answers_the_board=True,
)
PUBLICATION = Kind(
    name="publication",
    called="a publication",
    file_says="# A publication, made from {previous}. docs/publishing.md says how it is made, docs/cycles.md explains every key.",
    title="Published equality information",
    head="Published equality information",
    foot="For everybody, to be published by {by}.",
    occasion="a publication, to be published by {by}",
    tables="Published equality information: released tables of {name}",
    tables_for="for everybody",
    profile="public",
    marking="OFFICIAL",
    yearly=True,
    duties=True,
    printed=True,
)
SCRUTINY = Kind(
    name="scrutiny",
    called="a scrutiny cycle",
    file_says="# A pack for a scrutiny panel, made from {previous}. docs/scrutiny.md says how it is made, docs/cycles.md explains every key.",
    title="How the police use their powers: for the {board}",
    head="For the {board}",
    foot="For the {board} and anybody in the community, {meeting}.",
    occasion="a pack for the {board}, {meeting}",
    tables="For the {board}: released tables of {name}",
    tables_for="for the panel and anybody in the community",
    profile="public",
    marking="OFFICIAL",
    open_words=1200,
    fixed=MappingProxyType({"board": 'board = "Community scrutiny panel"  # check: the panel it is for'}),
    left_out=("next_meeting", "as_written"),  # the board's next meeting is not the panel's; what a board may read is not for everybody
    asks=MappingProxyType({"meeting_date": "check: the day the panel meets", "contact": _TO_CHECK_CONTACT}),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in (BOARD, PUBLICATION, SCRUTINY)})
