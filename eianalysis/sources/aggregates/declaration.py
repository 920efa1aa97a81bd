"""``counts.toml``: which cells of a published table are the events and the people of which group.

Read strictly, as ``mapping.toml`` is: an unknown key or a value of the wrong kind is a fault, all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

from eianalysis.declare import Words
from eianalysis.errors import DataFault, Fault, did_you_mean
from eianalysis.toml_file import read_toml, shown

NAME, GUIDE = "counts.toml", "docs/counts.md"
KINDS = ("proportion", "rate")
#: How published tables write that a number is withheld or was never there; what else means so is said with ``unavailable``.
UNAVAILABLE = ("", "..", ":", "*", "c", "[c]", "x", "[x]", "n/a", "na", "[u]", "u")
_WORDS = tuple(one.name for one in fields(Words))
_SIDE = ("file", "sheet", "heading_row", "last_row", "rows", "column", "group", "ends", "groups", "add")
_ENTRY = (
    "id",
    *_SIDE,
    "characteristic",
    "period",
    "keys",
    "numerator",
    "denominator",
    "total",
    "rounded_to",
    "zero",
    "unavailable",
    "thousands",
    "kind",
    "words",
    "note",
    "licence",
    "published",
)
WHOLE = "whole"


@dataclass(frozen=True)
class Side:
    """Where the numbers of one side of a fraction stand. ``groups`` maps the file's word or heading to our group."""

    file: str
    sheet: str | None = None
    heading_row: tuple[int, ...] = ()  # rows with headings, as a person counts; they need not be together
    last_row: int | None = None
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # their column: the words of the rows meant
    column: tuple[str, ...] = ()  # their columns of numbers, added up; empty where each group has a column of its own
    group: str | None = None  # their column of groups; None where each group has a column of its own
    ends: str = ""  # what the words of the groups that are meant end with, as "(number)"; it is no part of them
    groups: Mapping[str, str] = field(default_factory=dict)
    add: bool = False  # whether several rows of one group are parts to be added up


@dataclass(frozen=True)
class Declared:
    """One ``[[counts]]``: a measure of a published table."""

    id: str
    characteristic: str
    numerator: Side
    denominator: Side | None  # None: everybody in the numerator's rows, for shares of a whole
    words: Words
    kind: str = "proportion"
    period: tuple[date, date] | None = None
    keys: Mapping[str, str] = field(default_factory=dict)  # ours = their column
    total: str | None = None  # the heading or word of the printed total, which the groups must add up to
    rounded_to: int = 1
    zero: frozenset[str] = frozenset()
    unavailable: frozenset[str] = frozenset(UNAVAILABLE)
    thousands: str = ","
    note: str = ""
    licence: str = ""
    published: bool = False

    @property
    def about(self) -> str:
        """Where the table is from and its licence, for the source line."""
        return " ".join(part for part in (self.note, f"Licence: {self.licence}." if self.licence else "") if part)

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(side.file for side in (self.numerator, self.denominator) if side is not None))


def read_declarations(path: Path) -> dict[str, Declared]:
    """The declarations of a ``counts.toml``, by id. Every fault of the file at once, as a ``DataFault``."""
    content = read_toml(path, path.name, "declarations of counts", guide=GUIDE, remedy="Correct the declarations.")
    faults = [Fault(f"'{key}' is not a key of {path.name}", did_you_mean(key, ("counts",))) for key in content if key != "counts"]
    listed = content.get("counts", [])
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        faults, listed = [*faults, Fault("'counts' is not right", "each begins with [[counts]] in double brackets")], []
    found: dict[str, Declared] = {}
    for number, item in enumerate(listed, start=1):
        where = f"[[counts]] number {number}" + (f" ({item['id']})" if isinstance(item.get("id"), str) else "")
        one = _entry(item, lambda said, right, where=where: faults.append(Fault(f"{where}: {said}", right)))
        if one is not None and one.id in found:
            faults.append(Fault(f"{where}: there are two of this id", "give each an id of its own"))
        elif one is not None:
            found[one.id] = one
    if faults:
        raise DataFault(path.name, "declarations of counts", faults, "Correct the declarations.")
    return found


Say = Callable[[str, str], None]


def _entry(item: dict, say: Say) -> Declared | None:
    said: list[str] = []

    def tell(found: str, right: str) -> None:
        said.append(found)
        say(found, right)

    for key in item:
        if key not in _ENTRY:
            tell(f"'{key}' is not a key", did_you_mean(key, _ENTRY))
    for key in ("id", "characteristic"):
        if not isinstance(item.get(key), str) or not item[key].strip():
            tell(f"'{key}' is {shown(item.get(key))}" if key in item else f"'{key}' is missing", "it should be a text")
    texts = {key: _of(item, key, str, "a text", tell) for key in ("total", "note", "licence", "thousands", "kind")}
    if texts["kind"] not in (None, *KINDS):
        tell(f"'kind' is {shown(texts['kind'])}", did_you_mean(texts["kind"], KINDS))
    if "numerator" not in item:
        tell("'numerator' is missing", "say where the events are counted: [counts.numerator]")
    numerator = _side(item, item.get("numerator", {}), "numerator", tell)
    whole = item.get("denominator", WHOLE) == WHOLE
    denominator = None if whole else _side(item, item["denominator"], "denominator", tell)
    if whole and texts["kind"] == "rate":
        tell("a rate needs a base", "say where it is counted: [counts.denominator]")
    rounded = item.get("rounded_to", 1)
    if type(rounded) is not int or not 1 <= rounded <= 1000:
        tell(f"'rounded_to' is {shown(rounded)}", "it should be a whole number, as 5")
    published = _of(item, "published", bool, "true or false", tell)
    period, words = _period(item, tell), _words(item, tell)
    keys = _texts(item, "keys", tell)
    lists = {key: _list(item, key, tell) for key in ("zero", "unavailable")}
    if said:
        return None
    return Declared(
        item["id"],
        item["characteristic"],
        numerator,
        denominator,
        words,
        texts["kind"] or "proportion",
        period,
        keys,
        texts["total"],
        rounded,
        frozenset(map(str.casefold, lists["zero"])),
        frozenset(map(str.casefold, (*UNAVAILABLE, *lists["unavailable"]))) - frozenset(map(str.casefold, lists["zero"])),
        texts["thousands"] or ",",
        texts["note"] or "",
        texts["licence"] or "",
        bool(published),
    )


def _side(item: dict, own: object, name: str, say: Say) -> Side | None:
    """One side, with what the whole entry says of both; rows are met."""
    if not isinstance(own, dict):
        say(f"'{name}' is {shown(own)}", f'it should be a table, begun with [counts.{name}], or denominator = "{WHOLE}"')
        return None
    for key in own:
        if key not in _SIDE:
            say(f"{name}: '{key}' is not a key", did_you_mean(key, _SIDE))
    rows: dict[str, tuple[str, ...]] = {}
    for level in (item, own):
        for column, words in _table(level, "rows", say).items():
            each = words if isinstance(words, list) else [words]
            if not each or not all(isinstance(word, (str, int, float, date)) for word in each):
                say(f"{name}: rows.{column} is {shown(words)}", "it should be a word of that column, or a list of words")
            rows[column] = tuple(map(str, each))
    both = {**{key: item[key] for key in _SIDE if key in item}, **own}
    file, sheet, group, ends = (_of(both, key, str, "a text", say) for key in ("file", "sheet", "group", "ends"))
    if file is None and "file" not in both:
        say(f"{name}: 'file' is missing", "name the file it is counted in")
    column = both.get("column", [])
    column = [column] if isinstance(column, str) else column
    if not isinstance(column, list) or not all(isinstance(one, str) for one in column):
        say(f"{name}: 'column' is {shown(column)}", "it should be a heading of the file, or a list of them to add up")
        column = []
    heading = both.get("heading_row", [])
    heading = [heading] if type(heading) is int else heading
    if not isinstance(heading, list) or not all(type(row) is int and row >= 1 for row in heading):
        say(f"{name}: 'heading_row' is {shown(heading)}", "it should be the number of a row, or a list of them, as [5, 8]")
        heading = []
    last = both.get("last_row")
    if last is not None and (type(last) is not int or last < 2):
        say(f"{name}: 'last_row' is {shown(last)}", "it should be the number of the last row of the table")
        last = None
    groups = _texts(both, "groups", say)
    if not column and not groups:
        say(f"{name}: neither 'column' nor 'groups' is said", "name the column of numbers, or the group of each column: [counts.groups]")
    if group is not None and not column:
        say(f"{name}: 'group' is said without 'column'", "name the column of numbers")
    add = _of(both, "add", bool, "true or false", say)
    return Side(file or "", sheet, tuple(sorted(heading)), last, rows, tuple(column), group, ends or "", groups, bool(add))


def _of(item: dict, key: str, kind: type, said: str, say: Say) -> object | None:
    if key in item and not isinstance(item[key], kind):
        say(f"'{key}' is {shown(item[key])}", f"it should be {said}")
        return None
    return item.get(key)


def _table(item: dict, key: str, say: Say) -> dict:
    value = item.get(key, {})
    if not isinstance(value, dict):
        say(f"'{key}' is {shown(value)}", f"it should be a table, begun with [counts.{key}]")
        return {}
    return value


def _texts(item: dict, key: str, say: Say) -> dict[str, str]:
    value = _table(item, key, say)
    if not all(isinstance(one, str) for one in value.values()):
        say(f"'{key}' is not of texts", 'each line is of the form "theirs" = "ours"')
        return {}
    return value


def _list(item: dict, key: str, say: Say) -> list[str]:
    value = item.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        say(f"'{key}' is {shown(value)}", 'it should be a list of texts, as ["-"]')
        return []
    return value


def _period(item: dict, say: Say) -> tuple[date, date] | None:
    period = item.get("period")
    if period is None:
        return None
    if (
        not isinstance(period, dict)
        or set(period) != {"start", "end"}
        or not all(type(day) is date for day in period.values())
        or period["start"] > period["end"]
    ):
        say(f"'period' is {shown(period)}", "it should be: period = { start = 2018-04-01, end = 2019-03-31 }")
        return None
    return period["start"], period["end"]


def _words(item: dict, say: Say) -> Words | None:
    said = _table(item, "words", say)
    for key in said:
        if key not in _WORDS:
            say(f"words: '{key}' is not a key", did_you_mean(key, _WORDS))
    missing = [key for key in ("title", "numerator", "denominator") if not isinstance(said.get(key), str)]
    if missing:
        say(f"words: {' and '.join(missing)} missing", "say them in [counts.words]: the title, who is counted, and of whom")
        return None
    known = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items() if key in _WORDS}
    wrong = [
        key
        for key, value in known.items()
        if key != "per" and not isinstance(value, (str, tuple, bool)) or key == "per" and (type(value) is not int or value < 1)
    ]
    if wrong:
        say(f"words: '{wrong[0]}' is {shown(known[wrong[0]])}", "see docs/counts.md")
        return None
    try:
        return Words(**known)
    except (ValueError, TypeError) as error:
        say(f"words: {str(error)[:120]}", "see docs/counts.md")
        return None
