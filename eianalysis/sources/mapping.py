"""``mapping.toml``: how the files of one raw folder are to be read where their names and words are not ours.

Read strictly: an unknown key, table or column is a fault with the nearest right word. See docs/mapping.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Words
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from eianalysis.errors import DataFault, Fault, did_you_mean
from eianalysis.schema import TABLES, Table, heading
from eianalysis.sources.mapping_parts import Condition, Say, check_words, read_conditions, read_parts
from eianalysis.toml_file import is_a_file, read_toml, shown

NAME = "mapping.toml"
GUIDE = "docs/mapping.md"
#: What a mapping says once for every table made of the folder, or of one file.
_WORDS = ("values", "own_codes")
_TOP = ("table", "file", "history", *_WORDS)
_PLACED = (
    "sheet",
    "note",
    "licence",
    "date_format",
    "heading_row",
    "foot_rows",
    "born",
    "left",
    "columns",
    "constants",
    "values",
    "own_codes",
    "fte",
    "posts",
    "set_aside",
)
_FILE = ("file", *_PLACED)
_ENTRY = ("table", "file", *_PLACED, "force", "only", "before", "days")

__all__ = ["Condition", "Entry", "Mapping", "NAME", "read_conditions", "read_mapping"]


@dataclass(frozen=True)
class Entry:
    """One ``[[table]]``: one of our tables, made from one file, with what ``[[file]]`` and the whole mapping say of it."""

    table: str
    file: str | None = None
    sheet: str | None = None
    note: str = ""
    licence: str = ""
    date_format: str | None = None
    force: str | None = None
    heading_row: tuple[int, int] | None = None  # first and last row with headings, as a person counts
    foot_rows: int | None = None
    columns: Words[str, str] = field(default_factory=dict)
    constants: Words[str, str] = field(default_factory=dict)
    values: Words[str, Words[str, str]] = field(default_factory=dict)
    own_codes: Words[str, Words[str, str]] = field(default_factory=dict)
    before: Words[str, Words[str, str]] = field(default_factory=dict)  # date column: {of = date, months = theirs}
    born: str | None = None  # their column of birth dates: age on the day of the row is made of it, and it is dropped
    left: str | None = None  # their column of leaving days, for ``days``
    days: tuple[date, ...] = ()  # the days for which a list of everybody is made into snapshots
    fte: Words[str, object] = field(default_factory=dict)  # {column = theirs, full = what a full-time post is in it}
    posts: Words[str, object] | None = None  # where a person has a row for each post: {} or {main = {column, is}}
    only: tuple[Condition, ...] = ()
    set_aside: tuple[Condition, ...] = ()
    shared: frozenset[tuple[str, str]] = frozenset()  # (part, column) said for several tables: need not be in each

    @property
    def about(self) -> str:
        """Where the file is from and its licence, for the source line."""
        return " ".join(part for part in (self.note, f"Licence: {self.licence}." if self.licence else "") if part)

    def fitted(self, headings: Iterable[object]) -> Entry:
        """The entry without what was said for several tables and is about a column that this one has not.

        ``headings`` are the file's: they count where the entry names no columns of its own.
        """
        there = set(self.columns) if self.columns else None
        found = {heading(name) for name in headings}

        def has(column: str) -> bool:
            if there is not None:
                return column in there or column in self.constants
            known = TABLES[self.table][column].headings() if column in TABLES[self.table] else (heading(column),)
            return bool(found & set(known))

        keep = {
            part: {column: words for column, words in getattr(self, part).items() if (part, column) not in self.shared or has(column)}
            for part in ("values", "own_codes")
        }
        return replace(self, **keep)


@dataclass(frozen=True)
class Mapping:
    """A whole mapping file; an empty one where there is none."""

    entries: tuple[Entry, ...] = ()
    observed_from: date | None = None
    covers_to: Words[str, date] = field(default_factory=dict)  # table: the last day its extract covers
    _said: Words = field(default_factory=dict, repr=False)
    _folder: Path = Path()

    def of(self, table: str) -> tuple[Entry, ...]:
        """The entries that make a table."""
        return tuple(entry for entry in self.entries if entry.table == table)

    def entry(self, table: str, file: str) -> Entry:
        """The entry of a file that bears its table's name: what ``[[file]]`` and the whole mapping say of it."""
        if not self._said:
            return Entry(table, file)
        faults: list[Fault] = []
        made = _entry({"table": table, "file": file}, f"[[file]] of {file}", self._said, self._folder, faults)
        if faults:
            raise _wrong(faults)
        return made


def read_mapping(folder: Path) -> Mapping:
    """The mapping of a raw folder; empty where it has none. Every fault of the file at once, as a ``DataFault``."""
    path = folder / NAME
    if not is_a_file(path, NAME, "a mapping"):
        return Mapping()
    content = read_toml(path, NAME, "a mapping", guide=GUIDE, remedy="Correct the mapping.")
    faults = [Fault(f"'{key}' is not a key of a mapping", did_you_mean(key, _TOP)) for key in content if key not in _TOP]
    observed_from, covers_to = _history(content.get("history", {}), faults)
    for part in ("table", "file"):
        if not isinstance(content.get(part, []), list) or not all(isinstance(item, dict) for item in content.get(part, [])):
            faults.append(Fault(f"'{part}' is not right", f"each begins with [[{part}]] in double brackets"))
            content[part] = []
    said = {"file": [item for item in content.get("file", []) if _is_file(item, faults)], **{part: content.get(part, {}) for part in _WORDS}}
    for part in _WORDS:
        check_words(said, part, _say(faults, "the whole mapping"))
    entries = []
    for number, item in enumerate(content.get("table", []), start=1):
        if _made(item):
            entries.append(_entry(item, f"[[table]] number {number} ({item['table']})", said, folder, faults))
        elif "table" not in item:
            faults.append(Fault(f"[[table]] number {number} has no 'table'; it has {', '.join(map(repr, item))}", "say which table it makes"))
        else:
            faults.append(Fault(f"[[table]] number {number} is for {shown(item['table'])}", did_you_mean(item["table"], TABLES)))
    faults += _unused_columns(said["file"], content.get("table", []))
    if faults:
        raise _wrong(faults)
    return Mapping(tuple(entries), observed_from, covers_to, said, folder)


def _wrong(faults: list[Fault]) -> DataFault:
    return DataFault(NAME, "a mapping", list(dict.fromkeys(faults)), "Correct the mapping.")


def _say(faults: list[Fault], where: str) -> Say:
    return lambda found, right: faults.append(Fault(f"{where}: {found}", right))


def _history(said: object, faults: list[Fault]) -> tuple[date | None, dict[str, date]]:
    """``[history]``: since when leaving is completely recorded, and up to which day each extract covers its events."""
    said = said if isinstance(said, dict) else {"": None}
    covers = said.get("covers_to", {})
    covers = {table: covers for table in TABLES} if isinstance(covers, date) else covers
    days = [said.get("observed_from"), *(covers.values() if isinstance(covers, dict) else [0])]
    if set(said) - {"observed_from", "covers_to"} or not all(day is None or type(day) is date for day in days):
        faults.append(
            Fault(
                "'history' is not right",
                "it holds one date: observed_from = 1990-01-01, and may hold covers_to = 2023-03-31, or by table: covers_to = { leavers = 2023-03-31 }",
            )
        )
        return None, {}
    faults += [Fault(f"covers_to names {shown(table)}", did_you_mean(table, TABLES)) for table in covers if table not in TABLES]
    return said.get("observed_from"), covers


def _made(item: dict) -> bool:
    """Whether a ``[[table]]`` names one of our tables."""
    return isinstance(item.get("table"), str) and item["table"] in TABLES


def _is_file(item: dict, faults: list[Fault]) -> bool:
    """Whether a ``[[file]]`` can be used at all."""
    strange = [key for key in item if key not in _FILE]
    faults += [Fault(f"'{key}' is not a key of [[file]]", did_you_mean(key, _FILE)) for key in strange]
    if not isinstance(item.get("file"), str):
        faults.append(Fault("a [[file]] names no file", 'say file = "..."'))
    return not strange and isinstance(item.get("file"), str)


def _entry(item: dict, where: str, said: Words, folder: Path, faults: list[Fault]) -> Entry | None:
    """One entry with what is said of its file and of every file."""
    before, say, table = len(faults), _say(faults, where), TABLES[item["table"]]
    for key in item:
        if key not in _ENTRY:
            say(f"'{key}' is not a key", did_you_mean(key, _ENTRY))
    if table.name != "stop_search" and "file" not in item:
        say("'file' is missing", "name the file it is made from")
    if isinstance(item.get("file"), str):
        _there(item["file"], folder, say)
    files = [one for one in said["file"] if one["file"] == item.get("file")]
    whole, shared = _together([{part: said[part] for part in _WORDS}, *files, item], table)
    parts = read_parts({key: value for key, value in whole.items() if key in _ENTRY}, table, say)
    return None if len(faults) > before else Entry(item["table"], **parts, shared=shared)


def _together(levels: list[dict], table: Table) -> tuple[dict, frozenset[tuple[str, str]]]:
    """What is said of every file, of this file and of this table as one: the nearest word wins, rules of all hold.

    With it what was said above the table only: it need not be in every table made.
    """
    whole: dict = {}
    shared: set[tuple[str, str]] = set()
    for place, level in enumerate(levels):
        for key, value in level.items():
            known = whole.get(key)
            if key in (*_WORDS, "columns", "constants") and isinstance(value, dict):
                last = place == len(levels) - 1
                value = {name: words for name, words in value.items() if last or name in table or key == "own_codes"}
                said = {(key, name) for name in value}
                shared = shared - said if last else shared | said
                value = _added(known, value) if isinstance(known, dict) else value
            elif key == "set_aside" and isinstance(value, list) and isinstance(known, list):
                value = [*known, *value]
            whole[key] = value
    return whole, frozenset(shared)


def _added(known: dict, more: dict) -> dict:
    """Words by column with more of them; the same word means what it is said to mean last."""
    return {
        **known,
        **{name: {**known[name], **words} if isinstance(words, dict) and isinstance(known.get(name), dict) else words for name, words in more.items()},
    }


def _there(file: str, folder: Path, say: Say) -> None:
    """The file lies in the folder of the mapping, or it is said."""
    try:
        path = (folder / file).resolve()
        inside, there = path.is_relative_to(folder.resolve()), path.is_file()
    except (OSError, ValueError):  # no name a file can have
        inside, there = True, False
    if not inside:
        say(f"the file '{file}' lies outside the folder of the mapping", "copy it here, so that it is this cycle's")
    elif not there:
        names = [path.name for path in sorted(folder.iterdir()) if path.is_file() and path.name != NAME]
        say(f"there is no file {shown(file)} in the folder", did_you_mean(file, names or ["(nothing)"]))


def _unused_columns(files: list[dict], tables: list[dict]) -> list[Fault]:
    """Columns that a ``[[file]]`` names and no table made of it has."""
    faults = []
    for item in files:
        made = [TABLES[one["table"]] for one in tables if one.get("file") == item["file"] and _made(one)]
        columns = item.get("columns", {})
        own = item.get("own_codes", {})
        for name in columns if made and isinstance(columns, dict) else ():
            if not any(name in table for table in made) and name not in own:
                faults.append(
                    Fault(
                        f"[[file]] of '{item['file']}': columns names '{name}', which no table made of it has",
                        did_you_mean(name, [name for table in made for name in table.names]),
                    )
                )
    return faults
