"""What must hold between the register's files, and when a cycle was."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from eianalysis.errors import Fault, did_you_mean
from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.schema.faults import ROWS_SHOWN
from eianalysis.schema.register import KEYS, OPEN_LISTS, SETS, STATUSES

_MONTH = re.compile(r"((?!0000)[0-9]{4})-(0[1-9]|1[0-2])$")
_QUARTER = re.compile(r"((?!0000)[0-9]{4})-q([1-4])$")


def split(cell: object) -> list[str]:
    """The words of a cell that holds several, parted by ';'; none where it is empty.

    >>> split("age; race")
    ['age', 'race']
    """
    return [] if cell is None or cell != cell else [word.strip() for word in str(cell).split(";") if word.strip()]


def when(cycle_id: str, cycles: Path) -> date | None:
    """The day a cycle stands for: its board's meeting, else the first day of the month or quarter in its name."""
    path = cycles / f"{cycle_id}.toml"
    if re.fullmatch(r"[a-z0-9-]+", str(cycle_id)) and path.is_file():
        try:
            meeting = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("meeting_date")
        except (ValueError, RecursionError):
            meeting = None  # its own loader says what is wrong with it
        if type(meeting) is date:
            return meeting
    if match := _MONTH.match(str(cycle_id)):
        return date(int(match[1]), int(match[2]), 1)
    if match := _QUARTER.match(str(cycle_id)):
        return date(int(match[1]), 3 * int(match[2]) - 2, 1)
    return None


def between_files(name: str, found: Mapping[str, pd.DataFrame], cycles: Path) -> list[Fault]:
    """Faults of one file that only the others show; silent about files that could not be read themselves."""
    twice = _twice(found[name], KEYS["updates" if name == "synthetic" else name], name != "owners")
    if name in ("register", "updates", "synthetic"):
        twice += _undeclared(found[name], found.get("lists"))
    if name == "register":
        return twice + _register(found[name], found.get("owners"), found.get("programmes"))
    if name in ("updates", "synthetic"):
        return twice + _updates(found[name], found.get("register"), cycles) + _owners_named(found[name], found.get("owners"))
    if name == "lists":
        return twice + _own_statuses(found[name])
    if name == "workstreams":
        return twice + _placed(found[name], "cycle_id", cycles) + _known(found[name], found.get("register"))
    if name == "programmes":
        return twice + [
            Fault(f"cycle '{value}' cannot be placed in time", "write it as 2023-04", int(row), column)
            for column in ("live_from", "live_until")
            for row, value in found[name][column].dropna().items()
            if value and when(value, cycles) is None
        ]
    return twice


def _placed(frame: pd.DataFrame, column: str, cycles: Path) -> list[Fault]:
    return [
        Fault(f"cycle '{value}' cannot be placed in time", "use a cycle of data/cycles, or as 2023-04", int(row), column)
        for row, value in frame[column].items()
        if when(value, cycles) is None
    ]


def _known(frame: pd.DataFrame, items: pd.DataFrame | None) -> list[Fault]:
    known = set() if items is None else set(items["workstream"])
    return [
        Fault(f"'{value}' is not a workstream of the register", did_you_mean(value, sorted(known)), int(row), "workstream")
        for row, value in frame["workstream"].items()
        if known and value not in known
    ]


def _undeclared(frame: pd.DataFrame, lists: pd.DataFrame | None) -> list[Fault]:
    """Words that an open list does not declare; a list of which nothing is declared takes any word."""
    faults = []
    for name, columns in OPEN_LISTS.items():
        words = [] if lists is None or name == "status" else lists.loc[lists["list"] == name, "word"].tolist()
        for column in (column for column in columns if words and column in frame):
            told = frame[column].fillna("")
            faults += [
                Fault(f"'{word}' is not a word of the list '{name}' in lists.csv", f"{did_you_mean(word, words)} Or add it to lists.csv", int(row), column)
                for row, word in told[(told != "") & ~told.isin(words)].items()
            ]
    return faults


def _own_statuses(lists: pd.DataFrame) -> list[Fault]:
    """A status of a force's own says which of ours it stands for; the other lists have nothing to stand for."""
    faults = []
    told = lists["reads_as"].notna()
    for row in lists.index[(lists["list"] == "status") & ~told]:
        faults.append(Fault("a status without one of ours that it stands for", f"it can be: {', '.join(STATUSES)}", int(row), "reads_as"))
    for row in lists.index[(lists["list"] != "status") & told]:
        faults.append(Fault("only a status stands for one of ours", "leave it empty", int(row), "reads_as"))
    return faults


def _twice(frame: pd.DataFrame, key: tuple[str, ...], shown: bool) -> list[Fault]:
    """Rows that stand more than once; owners as written may be names, so they are not repeated here."""
    faults = []
    again = frame[frame.duplicated(list(key), keep=False)]
    for values, rows in again.groupby(list(key), sort=False):
        what = f"'{' at '.join(str(value) for value in values)}'" if shown else "the same owner"
        where = ", ".join(map(str, rows.index[:ROWS_SHOWN])) + (", …" if len(rows) > ROWS_SHOWN else "")
        faults.append(Fault(f"{what} stands {len(rows):,} times (rows {where})", "keep one", int(rows.index[1]), key[0]))
    return faults


def _register(items: pd.DataFrame, owners: pd.DataFrame | None, programmes: pd.DataFrame | None) -> list[Fault]:
    faults = []
    ids = set(items["item_id"])
    roles = None if owners is None else dict(zip(owners["owner_code"], owners["owner_role"], strict=True))
    documents = None if programmes is None else set(programmes["source_doc"])
    needed = items[["item_id", "parent_id", "source_doc", "owner_code", "owner_role", "cross_refs", "same_subject", *SETS]]
    for row, item in zip(items.index.astype(int), needed.to_dict("records"), strict=True):
        parent = split(item["parent_id"])
        if parent and (parent[0] not in ids or parent[0] == item["item_id"]):
            faults.append(
                Fault(
                    f"'{parent[0]}' is not the id of another item",
                    did_you_mean(parent[0], ids) if len(ids) < 12 else "correct it or leave it empty",
                    row,
                    "parent_id",
                )
            )
        if documents is not None and item["source_doc"] not in documents:
            faults.append(Fault(f"'{item['source_doc']}' is not in programmes.csv", did_you_mean(item["source_doc"], documents), row, "source_doc"))
        for column in ("cross_refs", "same_subject"):
            faults += [
                Fault(f"'{other}' is not the id of another item", f"nearest ids: {_near(other, ids)}", row, column)
                for other in split(item[column])
                if other not in ids or other == item["item_id"]
            ]
        for column, words in SETS.items():
            faults += [Fault(f"'{word}' is not one of its words", did_you_mean(word, words), row, column) for word in split(item[column]) if word not in words]
        if roles is not None:
            faults += _owner(item, roles, row)
    return faults


def _owner(item: Mapping, roles: Mapping[str, str], row: int) -> list[Fault]:
    codes = split(item["owner_code"])
    unknown = [code for code in codes if code not in roles]
    if unknown:
        return [Fault(f"'{code}' is not in owners.csv", did_you_mean(code, roles), row, "owner_code") for code in unknown]
    shown = ";".join(roles[code] for code in codes)
    if shown != ";".join(split(item["owner_role"])):
        return [Fault("the role is not that of owner_code", f"owners.csv says '{shown}'", row, "owner_role")]
    return []


def _owners_named(updates: pd.DataFrame, owners: pd.DataFrame | None) -> list[Fault]:
    codes = None if owners is None else set(owners["owner_code"])
    return [
        Fault(f"'{code}' is not in owners.csv", did_you_mean(code, codes), int(row), "owner_reported")
        for row, cell in updates["owner_reported"].items()
        for code in split(cell)
        if codes is not None and code not in codes
    ]


def _updates(updates: pd.DataFrame, items: pd.DataFrame | None, cycles: Path) -> list[Fault]:
    faults = []
    if items is not None:
        ids = set(items["item_id"])
        faults += [
            Fault(f"'{item}' is not an item of the register", f"nearest ids: {_near(item, ids)}", int(row), "item_id")
            for row, item in updates["item_id"][~updates["item_id"].isin(ids)].items()
        ]
    days = {cycle: when(cycle, cycles) for cycle in updates["cycle_id"].unique()}
    strange = updates["cycle_id"][updates["cycle_id"].isin([cycle for cycle, day in days.items() if day is None])]
    faults += [
        Fault(f"cycle '{cycle}' cannot be placed in time", "use a cycle of data/cycles, or as 2023-04", int(row), "cycle_id") for row, cycle in strange.items()
    ]
    latest: dict[str, tuple[date, str]] = {}
    for row, item, cycle in zip(updates.index, updates["item_id"].tolist(), updates["cycle_id"].tolist(), strict=True):
        day = days[cycle]
        if day is None:
            continue
        before = latest.get(item)
        if before and day < before[0]:
            faults.append(Fault(f"{item} goes back to cycle {cycle} after {before[1]}", "rows are added in the order of the cycles", int(row), "cycle_id"))
        else:
            latest[item] = (day, cycle)
    return faults


def _near(item: str, ids: set[str]) -> str:
    return ", ".join(difflib.get_close_matches(item, sorted(ids), n=3, cutoff=0)) or "none"


def with_dates(updates: pd.DataFrame) -> pd.DataFrame:
    """Updates with the parsed date filled in where only the date as written is given; what a person set stays."""
    updates = updates.copy()
    raw = updates["date_raw"].fillna("")
    bare = (raw != "") & updates["date_start"].isna() & (updates["precision"] == "none")
    found = {text: parse_date_as_written(text) for text in raw[bare].unique()}
    said = {text for text, date_ in found.items() if date_.precision != "none" or date_.recurrence != "none"}
    rows = bare & raw.isin(said)
    for column, part in (("date_start", "start"), ("date_end", "end")):
        days = raw[rows].map({text: getattr(found[text], part) for text in said})
        updates.loc[rows, column] = pd.to_datetime(days).astype(updates[column].dtype)
    for column in ("precision", "trigger_text"):
        updates.loc[rows, column] = raw[rows].map({text: getattr(found[text], column) for text in said})
    updates.loc[rows, "qualifier"] = raw[rows].map({text: ";".join(found[text].qualifiers) for text in said})
    unset = rows & (updates["recurrence"] == "none")
    updates.loc[unset, "recurrence"] = raw[unset].map({text: found[text].recurrence for text in said})
    return updates
