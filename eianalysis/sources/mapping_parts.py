"""The parts of one entry of a mapping, each checked: texts, columns, values, rules. Whatever stands there, no exception."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from eianalysis.errors import did_you_mean
from eianalysis.schema import Table
from eianalysis.toml_file import shown

#: What a condition can ask of a column; several in one condition must all hold.
TESTS = ("is", "is_not", "blank", "not_blank", "before", "after", "before_column", "after_column")
_WANTED = {"blank": bool, "not_blank": bool, "before": date, "after": date, "before_column": str, "after_column": str}
_SAID = {bool: "true or false", date: "a date without quotes, as 2017-03-31", str: "a column's name"}
_TEXTS = ("file", "sheet", "note", "licence", "date_format", "force", "born", "left")
#: What a cell can be said to hold.
_SCALAR = (str, int, float, bool, date)


@dataclass(frozen=True)
class Condition:
    """Rows meant by a mapping, and why: every clause must hold. A clause is (column, test, wanted)."""

    reason: str
    clauses: tuple[tuple[str, str, object], ...]


#: How a part tells a fault: what was found, what would be right.
Say = Callable[[str, str], None]


def read_parts(item: dict, table: Table, say: Say) -> dict:
    """The fields of an ``Entry`` but its table; every fault is said, and what is wrong is left out."""
    texts = {}
    for key in _TEXTS:
        if key in item and not isinstance(item[key], str):
            say(f"'{key}' is {shown(item[key])}", "it should be a text")
        elif key in item:
            texts[key] = item[key]
    if "date_format" in texts and not _holds_a_day(texts["date_format"]):
        say(f"'date_format' is {shown(texts['date_format'])}", "it should hold a day, a month and a year, as %d/%m/%Y")
    own = check_words(item, "own_codes", say)
    known = (*table.names, *own)
    columns, constants = _dict(item, "columns", say), _dict(item, "constants", say)
    values = check_words(item, "values", say)
    for part, found in (("columns", columns), ("constants", constants), ("values", values)):
        for name in found:
            if name not in known:
                say(f"{part} names '{name}', which {table.name} has not", did_you_mean(name, table.names))
    if not all(isinstance(value, str) for value in columns.values()):
        say('columns must be of the form ours = "theirs"', "see docs/mapping.md")
    if not all(isinstance(value, _SCALAR) for value in constants.values()):
        say('constants must be of the form ours = "the same in every row"', "see docs/mapping.md")
    for given, name in (("born", "age"), ("fte", "fte"), ("days", "as_at")):
        if item.get(given) and name in columns:
            say(f"'{given}' makes {name}, and a column is mapped to it too", "keep one of the two")
    return {
        **texts,
        "columns": columns,
        "own_codes": own,
        "before": _durations(item, known, say),
        "constants": {name: _text(value) for name, value in constants.items()},
        "values": values,
        "heading_row": _heading_row(item, say),
        "foot_rows": _foot_rows(item, say),
        "fte": _fte(item, say),
        "posts": _posts(item, say),
        "days": _days(item, texts, say),
        **{part: tuple(read_conditions(item, part, say)) for part in ("only", "set_aside")},
    }


def _holds_a_day(form: str) -> bool:
    """Whether a date form gives back the day it was given."""
    day = datetime(2001, 12, 28)
    try:
        return datetime.strptime(day.strftime(form), form).date() == day.date()
    except (ValueError, re.error):
        return False


def _text(value: object) -> str:
    """A value of the mapping as a cell would have it: dates as ISO, true as Y."""
    if isinstance(value, bool):
        return "Y" if value else "N"
    return value.isoformat() if isinstance(value, date) else str(value)


def _dict(item: dict, part: str, say: Say) -> dict:
    value = item.get(part, {})
    if not isinstance(value, dict):
        say(f"'{part}' is {shown(value)}", f"it should be a table, begun with [table.{part}]")
        return {}
    return value


def check_words(item: dict, part: str, say: Say) -> dict[str, dict[str, str]]:
    """Words by column: ``[table.values.sex]``, theirs = ours."""
    found = {}
    for name, words in _dict(item, part, say).items():
        if not isinstance(words, dict):
            say(f"{part} must be a table by column", f"begin it with [table.{part}.COLUMN]")
        elif not all(isinstance(value, _SCALAR) for value in words.values()):
            say(f"{part}.{name} has a word that stands for a list or a table", 'each line is of the form "theirs" = "ours"')
        else:
            found[name] = {str(theirs): _text(ours) for theirs, ours in words.items()}
    return found


def _durations(item: dict, known: tuple[str, ...], say: Say) -> dict:
    """Dates given as a length of time before another date: ``[table.before.service_start]``, of and months."""
    found = _dict(item, "before", say)
    for name, rule in found.items():
        right = isinstance(rule, dict) and set(rule) == {"of", "months"} and all(isinstance(said, str) for said in rule.values())
        if not right or name not in known or rule["of"] not in known:
            say(f"before.{name} is {shown(rule)}", 'it should be: of = "leave_date", months = "their column of months"')
            return {}
    return found


def _heading_row(item: dict, say: Say) -> tuple[int, int] | None:
    said = item.get("heading_row")
    rows = said if isinstance(said, list) else [said, said]
    if said is not None and not (len(rows) == 2 and all(_whole(row, 1) for row in rows) and rows[0] <= rows[1] < rows[0] + 5):
        say(f"'heading_row' is {shown(said)}", "it should be the number of a row, as 4, or the first and last of a few, as [3, 4]")
        return None
    return None if said is None else (rows[0], rows[1])


def _foot_rows(item: dict, say: Say) -> int | None:
    said = item.get("foot_rows")
    if said is not None and not _whole(said, 0):
        say(f"'foot_rows' is {shown(said)}", "it should be how many rows at the foot are no rows of the table, as 2")
        return None
    return said


def _whole(value: object, least: int) -> bool:
    return type(value) is int and least <= value <= 1_048_576


def _fte(item: dict, say: Say) -> dict:
    """``[table.fte]``: their column, and what a full-time post is in it; by worker type where it differs."""
    said = _dict(item, "fte", say)
    if not said:
        return {}
    full = said.get("full")
    each = list(full.values()) if isinstance(full, dict) else [full]
    if (
        set(said) != {"column", "full"}
        or not isinstance(said["column"], str)
        or not each
        or not all(type(one) in (int, float) and 0 < one < 1000 for one in each)
    ):
        say("'fte' is not right", 'it should be: column = "Hours", full = 37 (or 100 for per cent; or, by worker type, full = { officer = 40, staff = 37 })')
        return {}
    return said


def _posts(item: dict, say: Say) -> dict | None:
    """``[table.posts]``: a row for each post; ``main`` says which is a person's main one, else the one with most hours."""
    if "posts" not in item:
        return None
    said = _dict(item, "posts", say)
    main = said.get("main", {"column": "", "is": ""})
    if (
        set(said) - {"main"}
        or not isinstance(main, dict)
        or set(main) != {"column", "is"}
        or not isinstance(main["column"], str)
        or not isinstance(main["is"], _SCALAR)
    ):
        say("'posts' is not right", 'it should be [table.posts] with nothing, or main = { column = "Post type", is = "Main" }')
        return None
    return said


def _days(item: dict, texts: dict, say: Say) -> tuple[date, ...]:
    """The days for which a list of everybody becomes snapshots; it needs the column of leaving days."""
    said = item.get("days", [])
    if not isinstance(said, list) or not all(type(day) is date for day in said):
        say(f"'days' is {shown(said)}", "it should be a list of dates without quotes, as [2022-03-31, 2023-03-31]")
        return ()
    if said and item.get("table") != "workforce_snapshot":
        say("'days' makes snapshots", 'it goes with table = "workforce_snapshot"')
    if said and "left" not in texts:
        say("'days' needs to know who had left", 'say left = "their column of leaving days"')
    return tuple(sorted(set(said)))


def read_conditions(item: dict, part: str, fault: Callable[[str, str], None]) -> Iterator[Condition]:
    """The conditions (set_aside, only) of one part of a mapping; ``when`` holds clauses on several columns, otherwise the condition is one clause."""
    listed = item.get(part, [])
    if not isinstance(listed, list) or not all(isinstance(condition, dict) for condition in listed):
        fault(f"'{part}' is not a list of rules", f"each begins with [[table.{part}]] in double brackets")
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
        for clause in parts if isinstance(parts, list) and parts else [{}]:
            clauses += _clauses(clause if isinstance(clause, dict) else {}, reason, fault)
        yield Condition(reason.strip(), tuple(clauses))


def _clauses(clause: dict, reason: str, fault: Callable[[str, str], None]) -> list[tuple[str, str, object]]:
    tests = [key for key in clause if key != "column"]
    for key in tests:
        wanted = clause[key]
        each = wanted if isinstance(wanted, list) and wanted else [wanted]
        if key not in TESTS:
            fault(f"'{reason}': '{key}' is not a test", did_you_mean(key, TESTS))
        elif key in ("is", "is_not") and not all(isinstance(one, _SCALAR) for one in each):
            fault(f"'{reason}': '{key}' is {shown(wanted)}", "it should be a value or a list of values")
        elif not isinstance(wanted, _WANTED.get(key, object)) or _WANTED.get(key) is date and type(wanted) is not date:
            fault(f"'{reason}': '{key}' is {shown(wanted)}", f"it should be {_SAID[_WANTED[key]]}")
    if not isinstance(clause.get("column"), str) or not tests:
        fault(f"'{reason}' is no condition", "it needs a column and at least one test, as blank = true")
        return []
    return [(clause["column"], key, clause[key]) for key in tests]
