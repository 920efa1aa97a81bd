"""``mapping.toml``: how the files of one raw folder are to be read where their names and words are not ours.

Read strictly: an unknown key, table or column is a fault with the nearest right word. See docs/mapping.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Words
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from eianalysis.errors import DataFault, Fault, did_you_mean
from eianalysis.schema import TABLES

NAME = "mapping.toml"
#: What a condition can ask of a column; several in one condition must all hold.
TESTS = ("is", "is_not", "blank", "not_blank", "before", "after", "before_column", "after_column")
_WANTED = {"blank": bool, "not_blank": bool, "before": date, "after": date, "before_column": str, "after_column": str}
_SAID = {bool: "true or false", date: "a date without quotes, as 2017-03-31", str: "a column's name"}
_TEXTS = ("file", "sheet", "note", "licence", "date_format", "force")
#: What ``[[file]]`` can say once for every table made of a file.
_SHARED = ("file", "sheet", "note", "licence", "date_format", "own_codes", "values", "set_aside")
_ENTRY = ("table", *_TEXTS, "columns", "constants", "values", "own_codes", "only", "set_aside", "before")


@dataclass(frozen=True)
class Condition:
    """Rows meant by a mapping, and why: every clause must hold. A clause is (column, test, wanted)."""

    reason: str
    clauses: tuple[tuple[str, str, object], ...]


@dataclass(frozen=True)
class Entry:
    """One ``[[table]]``: one of our tables, made from one file."""

    table: str
    file: str | None = None
    sheet: str | None = None
    note: str = ""
    licence: str = ""
    date_format: str | None = None
    force: str | None = None
    columns: Words[str, str] = field(default_factory=dict)
    constants: Words[str, str] = field(default_factory=dict)
    values: Words[str, Words[str, str]] = field(default_factory=dict)
    own_codes: Words[str, Words[str, str]] = field(default_factory=dict)
    before: Words[str, Words[str, str]] = field(default_factory=dict)  # date column: {of = date, months = theirs}
    only: tuple[Condition, ...] = ()
    set_aside: tuple[Condition, ...] = ()

    @property
    def about(self) -> str:
        """Where the file is from and its licence, for the source line."""
        return " ".join(part for part in (self.note, f"Licence: {self.licence}." if self.licence else "") if part)


@dataclass(frozen=True)
class Mapping:
    """A whole mapping file; an empty one where there is none."""

    entries: tuple[Entry, ...] = ()
    observed_from: date | None = None

    def of(self, table: str) -> tuple[Entry, ...]:
        """The entries that make a table."""
        return tuple(entry for entry in self.entries if entry.table == table)


def read_mapping(folder: Path) -> Mapping:
    """The mapping of a raw folder; empty where it has none. Every fault of the file at once, as a ``DataFault``."""
    path = folder / NAME
    if not path.is_file():
        return Mapping()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFault(NAME, "a mapping", [Fault(f"it is not readable as TOML ({error})", "see docs/mapping.md")],
                        "Correct the mapping.") from None
    parts = ("table", "file", "history")
    faults: list[Fault] = [Fault(f"'{key}' is not a key of a mapping", did_you_mean(key, parts))
                           for key in content if key not in parts]
    history = content.get("history", {})
    observed_from = history.get("observed_from") if isinstance(history, dict) else None
    if not isinstance(history, dict) or set(history) - {"observed_from"} or not isinstance(observed_from, date | None):
        faults.append(Fault("'history' is not right", "it holds one date: observed_from = 1990-01-01"))
    for part in ("table", "file"):
        if not isinstance(content.get(part, []), list):
            faults.append(Fault(f"'{part}' is not right", f"each begins with [[{part}]] in double brackets"))
            content[part] = []
    tables = [_with_shared(item, content.get("file", []), faults) for item in content.get("table", [])]
    entries = [_entry(item, number, folder, faults) for number, item in enumerate(tables, start=1)]
    if faults:
        raise DataFault(NAME, "a mapping", faults, "Correct the mapping.")
    return Mapping(tuple(entry for entry in entries if entry), observed_from)


def _with_shared(item: object, shared: list, faults: list[Fault]) -> object:
    """An entry with what ``[[file]]`` says of its file; its own words win, set-aside rules of both hold."""
    for said in shared:
        strange = [key for key in said if key not in _SHARED]
        if strange or "file" not in said:
            wrong = f"'{strange[0]}' is not a key of [[file]]" if strange else "a [[file]] names no file"
            fault = Fault(wrong, did_you_mean(strange[0], _SHARED) if strange else "say file = \"...\"")
            faults += [fault] if fault not in faults else []
        elif isinstance(item, dict) and item.get("file") == said["file"]:
            rules = [*said.get("set_aside", []), *item.get("set_aside", [])]
            item = {**said, **item, **({"set_aside": rules} if rules else {})}
    return item


def _entry(item: object, number: int, folder: Path, faults: list[Fault]) -> Entry | None:
    if not isinstance(item, dict) or item.get("table") not in TABLES:
        named = item.get("table") if isinstance(item, dict) else None
        if named is None:
            keys = ", ".join(f"'{key}'" for key in item) if isinstance(item, dict) else "nothing"
            faults.append(Fault(f"[[table]] number {number} has no 'table'; it has {keys}", "say which table it makes"))
        else:
            faults.append(Fault(f"[[table]] number {number} is for '{named}'", did_you_mean(named, TABLES)))
        return None
    where, table, before = f"[[table]] number {number} ({item['table']})", TABLES[item["table"]], len(faults)

    def fault(found: str, expected: str) -> None:
        faults.append(Fault(f"{where}: {found}", expected))

    for key in item:
        if key not in _ENTRY:
            fault(f"'{key}' is not a key", did_you_mean(key, _ENTRY))
    for key in _TEXTS:
        if key in item and not isinstance(item[key], str):
            fault(f"'{key}' is {item[key]!r}", "it should be a text")
    if table.name != "stop_search" and "file" not in item:
        fault("'file' is missing", "name the file it is made from")
    if isinstance(item.get("file"), str) and not (folder / item["file"]).resolve().is_relative_to(folder.resolve()):
        fault(f"the file '{item['file']}' lies outside the folder of the mapping", "copy it here, so that it is this cycle's")
    elif isinstance(item.get("file"), str) and not (folder / item["file"]).is_file():
        there = [path.name for path in sorted(folder.iterdir()) if path.is_file() and path.name != NAME]
        fault(f"there is no file '{item['file']}' in the folder", did_you_mean(item["file"], there or ["(nothing)"]))
    own = _tables(item, "own_codes", fault)
    known = (*table.names, *own)
    for part in ("columns", "constants", "values"):
        for name in _tables(item, part, fault):
            if name not in known:
                fault(f"{part} names '{name}', which {table.name} has not", did_you_mean(name, table.names))
    if not all(isinstance(value, str) for value in _tables(item, "columns", fault).values()):
        fault("columns must be of the form ours = \"theirs\"", "see docs/mapping.md")
    for part in ("values", "own_codes"):
        if not all(isinstance(value, dict) for value in _tables(item, part, fault).values()):
            fault(f"{part} must be a table by column", f"begin it with [table.{part}.COLUMN]")
            return None
    durations = _durations(item, known, fault)
    conditions = {part: tuple(read_conditions(item, part, fault)) for part in ("only", "set_aside")}
    if len(faults) > before:
        return None
    texts = {key: item[key] for key in ("table", *_TEXTS) if key in item}
    return Entry(**texts, columns=item.get("columns", {}), own_codes=own, before=durations, **conditions,
                 constants={name: _text(value) for name, value in item.get("constants", {}).items()},
                 values={name: {str(theirs): _text(ours) for theirs, ours in words.items()}
                         for name, words in item.get("values", {}).items()})


def _durations(item: dict, known: tuple[str, ...], fault) -> dict:
    """Dates given as a length of time before another date: ``[table.before.service_start]``, of and months."""
    found = _tables(item, "before", fault)
    for name, rule in found.items():
        if name not in known or not isinstance(rule, dict) or set(rule) != {"of", "months"} or rule.get("of") not in known:
            fault(f"before.{name} is {rule!r}", "it should be: of = \"leave_date\", months = \"their column of months\"")
            return {}
    return found


def _text(value: object) -> str:
    """A value of the mapping as a cell would have it: dates as ISO, true as Y."""
    if isinstance(value, bool):
        return "Y" if value else "N"
    return value.isoformat() if isinstance(value, date) else str(value)


def _tables(item: dict, part: str, fault) -> dict:
    value = item.get(part, {})
    if not isinstance(value, dict):
        fault(f"'{part}' is {value!r}", f"it should be a table, begun with [table.{part}]")
        return {}
    return value


def read_conditions(item: dict, part: str, fault):
    """The conditions (set_aside, only) of one part of a mapping; ``when`` holds clauses on several columns, otherwise the condition is one clause."""
    listed = item.get(part, [])
    if not isinstance(listed, list):
        fault(f"'{part}' is not a list", f"each begins with [[table.{part}]] in double brackets")
        return
    for condition in listed:
        reason = condition.get("reason")
        if not isinstance(reason, str) or not reason.strip():
            fault(f"a [[table.{part}]] has no reason", "say why in a few words; the page shows it")
            continue
        parts = condition.get("when", [{key: value for key, value in condition.items() if key != "reason"}])
        if "when" in condition and set(condition) - {"when", "reason"}:
            fault(f"'{reason}' has 'when' and tests beside it", "put every test into 'when'")
        clauses = []
        for clause in parts if isinstance(parts, list) else [{}]:
            tests = [key for key in clause if key != "column"]
            for key in tests:
                if key not in TESTS:
                    fault(f"'{reason}': '{key}' is not a test", did_you_mean(key, TESTS))
                elif not isinstance(clause[key], _WANTED.get(key, object)):
                    fault(f"'{reason}': '{key}' is {clause[key]!r}", f"it should be {_SAID[_WANTED[key]]}")
            if "column" not in clause or not tests:
                fault(f"'{reason}' is no condition", "it needs a column and at least one test, as blank = true")
            else:
                clauses += [(clause["column"], key, clause[key]) for key in tests]
        yield Condition(reason.strip(), tuple(clauses))
