"""``Column`` and ``Table``: how a table is declared, and how headings of real files find their column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from eianalysis.vocabulary import plain
from eianalysis.vocabulary.showable import as_seen

#: What a cell can be. Text is never echoed in a message: it may hold names.
KINDS = ("text", "code", "date", "count", "number", "flag")
#: What pandas and spreadsheets put behind the heading of a column that has the heading of another.
SECOND = re.compile(r"(\.\d{1,2}| ?\(\d{1,2}\))$")


@lru_cache(maxsize=4096)  # the same few headings and aliases are asked for with every file
def heading(text: object) -> str:
    """A heading as compared: 'Person Ref.', 'person_ref' and 'PERSON-REF' are the same."""
    return re.sub(r"[\W_]+", "", plain(as_seen(str(text))))


@dataclass(frozen=True)
class Column:
    """One column: its name, its meaning, what may stand in it. Messages and dictionary are made of it.

    ``holds`` says what the typed table keeps of a code: the ``code`` or its ``label``. ``also`` lists other words that
    real files use for a code, ``words`` the list of them in ``vocabulary/lists`` where there is one. ``instead`` names
    columns any of which will do in place of this one.
    """

    name: str
    kind: str
    means: str
    codes: Mapping[str, str] = field(default_factory=dict)
    list_name: str = ""  # how messages call the list: "the 18+1 list"
    holds: str = "code"
    also: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    required: bool = False  # the heading must be there
    filled: bool = False  # and every row must have a value
    aliases: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    blank: str | None = None  # what an empty cell means, where it means something
    low: float | None = None
    high: float | None = None
    beside: Mapping[str, str] = field(default_factory=dict)  # headings that look like it and mean another thing: what to do
    ahead: bool = False  # of a date: it may well be to come, as the day a clearance runs out
    of_person: str = ""  # which characteristic of somebody it says, in words; columns of one word say it finest first
    force_level: bool = False  # of a characteristic: told of the force as a whole, never of a part of it
    division: bool = False  # it says in which part of the force somebody is
    practice: bool = False  # of a flag: what the force does, and may do for everybody from some day on
    spare: str = ""  # why it is asked for although nothing counts it yet; "" where something does
    derived: str = ""  # how it is made where the file has no such column; "" if it is only ever read

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.name}: '{self.kind}' is not one of {KINDS}")
        if self.kind == "code" and not self.codes:
            raise ValueError(f"{self.name}: a code column needs its codes")
        strange = set(self.also.values()) - set(self.codes)
        if strange:
            raise ValueError(f"{self.name}: other words for codes it does not have: {sorted(strange)}")

    @property
    def reference(self) -> bool:
        """Whether it holds references, by which tables meet."""
        return self.kind == "text" and self.name.endswith("_ref")

    def headings(self) -> tuple[str, ...]:
        """Every heading that means this column, its own name first, as compared."""
        return tuple(dict.fromkeys(heading(word) for word in (self.name, *self.aliases)))


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns, what makes a row unique, which dates cannot come before which."""

    name: str
    row_is: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    not_before: tuple[tuple[str, str], ...] = ()  # (later column, earlier column)
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (total, columns that cannot add up to more than it)
    needs: tuple[tuple[str, str], ...] = ()  # (later flag, earlier flag): a yes needs a yes before it
    stages: tuple[str, ...] = ()  # columns of ordered stages: none may have a result unless all before it let through
    date_in_name: str | None = None  # the date column that the file's name gives where no column does
    groupings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    happened: tuple[str, ...] = ()  # of events: the columns of the day on which one did
    of_all: tuple[str, ...] = ()  # flags that not everybody on a whole list has: where all do, it lists those alone
    takes: tuple[tuple[str, str], ...] = ()  # (later date, earlier date): what an office takes from one to the other, of its own each time
    did: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # column: its word for who did, and the column of a course or round ("" for none)
    same: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (key of a round or event, columns that say one thing of all its rows)
    item: str = ""  # of answers: the column of the question; who answered one was asked all of the round, which is the rest of the key
    in_post: bool = False  # asked of those who are in post now, so that who has left may rightly be gone from it
    recurs: bool = False  # of events: the same people may well have the next one, alike in all but its day, after a month or a year
    follows: tuple[tuple[str, str], ...] = ()  # (column, key): the row before this one of the same person, in the same table
    needs_rows: bool = False  # nobody at all cannot be; of events, a file with headings only says that there were none

    def __post_init__(self):
        names = [column.name for column in self.columns]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"{self.name}: declared twice: {sorted(twice)}")

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def __contains__(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def day_in(self, columns: Iterable[str]) -> str | None:
        """The first of the days on which an event happened that is among these columns; None where none is."""
        there = set(columns)
        return next((name for name in self.happened if name in there), None)

    def date_in(self, columns: Iterable[str], *then: str) -> str | None:
        """The first column of dates that is among these: of those on which an event happened, then of ``then``, then of any other."""
        there = set(columns)
        return next((name for name in (*self.happened, *then, *self.names) if name in there and name in self and self[name].kind == "date"), None)

    @property
    def characteristics(self) -> dict[str, tuple[str, ...]]:
        """What is asked of somebody, in words, and the columns that say it, finest first; a source's own list has the word for a name."""
        found: dict[str, tuple[str, ...]] = {}
        for column in self.columns:
            if column.of_person:
                found[column.of_person] = (*found.get(column.of_person, ()), column.name)
        return {word: columns if word in columns else (*columns, word) for word, columns in found.items()}

    def find(self, found: Iterable[str]) -> dict[str, list[str]]:
        """Which headings of a file mean which column: {column name: [headings of the file]}.

        The column's own name comes first; where there are several, the caller sees whether they agree. What a program wrote over the
        second of two columns of one heading ("sex.1", "Sex (2)") means the column that the first one means.
        """
        meant: dict[str, list[str]] = {}
        names, ours = list(map(str, found)), {word for column in self.columns for word in column.headings()}
        for name in names:
            first = SECOND.sub("", name)
            copy = heading(name) not in ours and first in names
            meant.setdefault(heading(first if copy else name), []).append(name)
        places: dict[str, list[str]] = {}
        for column in self.columns:
            there = [name for word in column.headings() for name in meant.get(word, ())]
            if there:
                places[column.name] = there
        return places
