"""A table of the analyst's own beside those of the force: joined by a key, labelled, and no less careful than they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.schema import TABLES
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

#: Tables about people, the last of which to hold a person says what is known of them.
PEOPLE = ("workforce_snapshot", "leavers")
KEY = "person_ref"


@dataclass(frozen=True)
class Join:
    """How the rows of an own table found theirs: by which key, in which tables, how many, how many not, how many keys twice."""

    key: str
    tables: tuple[str, ...]
    matched: int
    unmatched: int
    twice: int

    def __str__(self) -> str:
        return (
            f"{self.matched} of {self.matched + self.unmatched} rows found in {' and '.join(self.tables)} by {self.key}, "
            f"{self.unmatched} not; {self.twice} keys stand twice"
        )


def joined(name: str, frame: pd.DataFrame, key: str, source: str, table: Callable[[str], TypedTable]) -> tuple[TypedTable, Join]:
    """The frame as a typed table, with what the force's tables know of each row's key.

    Rows that are found nowhere stay, "Not recorded" in what they could have been split by. Codes are labelled. The table is
    SYNTHETIC where anything joined to it is.

    Raises ``UsageError`` where the name is taken, the key is no column, or no row is found.
    """
    if name in TABLES or not name.isidentifier():
        raise UsageError(
            f"'{name}' cannot be the name of a table of your own: "
            + ("the force has one of that name" if name in TABLES else "use small letters, digits and underscores")
        )
    if key not in frame:
        raise UsageError(f"the frame has no column '{key}'; {did_you_mean(key, list(frame.columns))}")
    known = [table(each) for each in (PEOPLE if key == KEY else _with_key(key))]
    known = [each for each in known if not each.absent and key in each.frame]
    if not known:
        raise UsageError(f"no table of this force has the column '{key}'")
    rows = frame.assign(**{key: frame[key].astype("string").str.strip()})
    latest = [_last_of(each, key) for each in known]
    facts = latest[0]
    for more in latest[1:]:
        facts = more.combine_first(facts)
    facts = facts.drop(columns=[column for column in facts if column in rows and column != key])
    found = rows[key].isin(facts.index)
    if not found.any():
        raise UsageError(f"no {key} of the frame occurs in {' or '.join(each.name for each in known)}; are the references the same?")
    made = rows.merge(facts, left_on=key, right_index=True, how="left")
    groupings = {name: columns for each in known for name, columns in each.groupings.items() if set(columns) <= set(made)}
    made = made.assign(**{column: made[column].fillna("Not recorded") for columns in groupings.values() for column in columns})
    own = Source(name, source, "", len(frame), "real", note="a table of the analyst's own")
    join = Join(key, tuple(each.name for each in known), int(found.sum()), int((~found).sum()), int(rows[key].duplicated().sum()))
    synthetic = any(each.synthetic for each in known)
    return TypedTable(name, made.reset_index(drop=True), (own, *(source for each in known for source in each.sources)), groupings, synthetic=synthetic), join


def _with_key(key: str) -> list[str]:
    return [name for name, table in TABLES.items() if key in {column.name for column in table.columns}]


def _last_of(table: TypedTable, key: str) -> pd.DataFrame:
    """What a table knows of each key: its last row, codes as labels, without free text and other tables' keys."""
    frame = table.frame
    day = next((name for name in ("as_at", "leave_date", *(each for each in frame if frame[each].dtype.kind == "M")) if name in frame), None)
    frame = frame.sort_values(day, kind="stable") if day else frame
    last = frame.drop_duplicates(key, keep="last").set_index(frame[key].astype("string")[lambda keys: ~keys.duplicated(keep="last")])
    declared = {column.name: column for column in TABLES[table.name].columns}
    kept = [
        name
        for name in last
        if name != key and not name.endswith("_ref") and (name not in declared or declared[name].kind != "text" or name in ("unit", "directorate"))
    ]
    labels = {
        name: last[name].map(declared[name].codes).fillna(last[name])
        for name in kept
        if name in declared and declared[name].codes and declared[name].holds == "code"
    }
    return last[kept].assign(**labels)
