"""Faults between the columns of a row and between rows: orders, parts, stages, contradictions, keys that stand twice."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema.columns import Table
from eianalysis.schema.derived_columns import beside_made, is_said
from eianalysis.schema.faults import ROWS_SHOWN, in_rows
from eianalysis.schema.identifiers import bare
from eianalysis.schema.stages import stage_faults

Typed = Mapping[str, pd.Series]
#: What so many of the rows of a round or event say is right, and what the others say is a slip.
MOST = 0.5


def row_faults(typed: Typed, table: Table, bad_cells: Mapping[str, pd.Index]) -> list[Fault]:
    """Every fault between columns and rows; rows with a bad cell in a key are told once, for that."""
    return [
        *_date_order(typed, table),
        *_parts(typed, table),
        *_skipped(typed, table),
        *_contradictions(typed, table),
        *stage_faults(typed, table),
        *_not_the_same(typed, table),
        *_keys(typed, table, bad_cells),
        *_two_spellings(typed, table),
    ]


def _contradictions(typed: Typed, table: Table) -> list[Fault]:
    """Rows in which a column says otherwise than the one it could be made of: five groups beside a code, a band beside a rank."""
    faults = []
    for name, (said, made) in beside_made(pd.DataFrame(dict(typed)), table).items():
        wrong = said.index[(said != made) & is_said(said) & is_said(made)]
        if len(wrong):
            faults.append(
                in_rows(
                    wrong,
                    name,
                    f"it says otherwise than the column it follows {table[name].derived}",
                    "one of the two is wrong: correct it, or read only the right one (in [table.columns] of mapping.toml)",
                )
            )
    return faults


def _date_order(typed: Typed, table: Table) -> list[Fault]:
    faults = []
    for later, earlier in table.not_before:
        if later in typed and earlier in typed:
            wrong = typed[later].index[(typed[later] < typed[earlier]).fillna(False)]
            if len(wrong):
                faults.append(in_rows(wrong, later, f"earlier than {earlier}", "one of the two dates is wrong"))
    return faults


def _parts(typed: Typed, table: Table) -> list[Fault]:
    """Rows in which parts add up to more than their total; the numbers are not shown."""
    faults = []
    for total, parts in table.parts:
        there = [name for name in parts if name in typed]
        if total in typed and there:
            added = sum(typed[name].astype("float64").fillna(0) for name in there)
            wrong = typed[total].index[(added > typed[total].astype("float64")).fillna(False)]
            if len(wrong):
                both = " and ".join(there)
                faults.append(
                    in_rows(
                        wrong,
                        total,
                        f"less than {both}{' together' if len(there) > 1 else ''}",
                        f"{both} {'are parts' if len(there) > 1 else 'is a part'} of it; one of the numbers is wrong",
                    )
                )
    return faults


def _skipped(typed: Typed, table: Table) -> list[Fault]:
    """Rows with a yes at a stage and a no at the one it needs; where that one is blank the row is flagged instead."""
    faults = []
    for later, earlier in table.needs:
        if later in typed and earlier in typed:
            wrong = typed[later].index[(typed[later] & ~typed[earlier]).fillna(False).astype(bool)]
            if len(wrong):
                faults.append(in_rows(wrong, later, f"yes where {earlier} is no", "one of the two is wrong"))
    return faults


def _not_the_same(typed: Typed, table: Table) -> list[Fault]:
    """Rows that say another thing of a round or event than most rows of it do: its day, its rank."""
    faults = []
    for key, names in table.same:
        for name in (name for name in names if key in typed and name in typed):
            frame = pd.DataFrame({"key": typed[key], "value": typed[name]}).replace({"value": {"": None}}).dropna()
            times = frame.groupby(["key", "value"])["value"].transform("size")
            each = frame.groupby("key")["value"].transform("size")
            most = times.groupby(frame["key"]).transform("max")
            wrong = frame.index[(times < most) & (most > MOST * each)]
            if len(wrong):
                faults.append(
                    in_rows(
                        wrong,
                        name,
                        f"it is another than in most rows with the same {key}",
                        f"all rows of one {key} have one {name}: correct them, or give what is another round or event a {key} of its own",
                    )
                )
    return faults


def _keys(typed: Typed, table: Table, bad_cells: Mapping[str, pd.Index]) -> list[Fault]:
    """Rows that share a key, in one line; the keys are not shown, because they are references to people."""
    if not table.key or any(name not in typed for name in table.key):
        return []
    keys = pd.DataFrame({name: typed[name] for name in table.key}).dropna()
    keys = keys.drop(index=[row for name in table.key for row in bad_cells.get(name, ()) if row in keys.index])
    again = keys[keys.duplicated(keep=False)]
    if again.empty:
        return []
    by = table.key[0] if len(table.key) == 1 else list(table.key)
    groups = [sorted(int(row) for row in where) for where in again.groupby(by, sort=False).groups.values()]
    named = "; ".join(f"{', '.join(map(str, rows[:-1]))} and {rows[-1]}" for rows in groups[:ROWS_SHOWN])
    more = f"; and {len(groups) - ROWS_SHOWN:,} more groups of rows" if len(groups) > ROWS_SHOWN else ""
    return [Fault(f"rows {named}{more} have the same {' and '.join(table.key)}", f"one row is {table.row_is}", row=groups[0][0])]


def _two_spellings(typed: Typed, table: Table) -> list[Fault]:
    """Rows that are alike in everything but how a reference of their key is written: one row twice."""
    names = [name for name in table.key if name in typed and table[name].reference]
    if not names:
        return []
    spelled = {name: {text: bare(text) for text in typed[name].dropna().unique()} for name in names}
    if all(len(set(words.values())) == len(words) for words in spelled.values()):  # each is written in one way
        return []
    frame = pd.DataFrame(dict(typed)).dropna(subset=names)
    alike = frame.assign(**{name: frame[name].map(spelled[name]) for name in names})
    again = frame.index[alike.duplicated(keep=False).to_numpy() & ~frame.duplicated(keep=False).to_numpy()]
    if not len(again):
        return []
    return [
        in_rows(
            again,
            names[0],
            "rows are alike in everything but how it is written (case, blanks, signs, leading zeros)",
            f"one row is {table.row_is}: keep one of each, and write each reference in one way",
        )
    ]
