"""How a released table is read: in which order, in which blocks, which rows are hidden, which are compared.

Sentences, tables and figures all read through here, so that they agree on what a row is.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from eianalysis.results import ALL, FIGURES, GROUPING, HIDDEN_STATUS, HIGHEST, LEADING, REST, VERDICTS, Release
from eianalysis.vocabulary import SMALL_TOGETHER, UNDECLARED, characteristic_label, crossed_parts, order, phrase
from eianalysis.wording.numbers import absent, listed, period_label, places, rate, uncapital


@dataclass(frozen=True)
class Block:
    """One table of the release: rows of the same window, keys and characteristic, in display order."""

    label: str  # what tells it from the other blocks; "" where there is only one
    keys: dict  # key column -> value
    characteristic: str
    rows: pd.DataFrame


def blocks(released: Release, *, across: str | None = None) -> tuple[Block, ...]:
    """The tables a counts or curve release holds, each in display order; ``across`` names a key that does not part."""
    table = released.table
    if table.empty:
        return ()
    wanted = [name for name in (*LEADING, *GROUPING, *FIGURES) if name not in table]
    table = table.assign(**{name: None for name in wanted}) if released.shape == "counts" else table
    keys = tuple(name for name in key_columns(released) if name != across)
    by = [name for name in (*(() if across else ("window",)), *keys, "characteristic") if name in table]
    varying = [name for name in by if table[name].astype(str).nunique() > 1]
    found = []
    for _, rows in table.groupby(by, sort=False, dropna=False):
        first = rows.iloc[0]
        several = sum(name in keys for name in varying) > 1  # then "All" goes without saying
        label = ", ".join(_part(name, first) for name in varying if not (several and name in keys and first[name] == ALL))
        characteristic = str(first["characteristic"])
        place = {group: at for at, group in enumerate(order(characteristic, rows["group"].astype(str)))}
        rows = rows.assign(_place=rows["group"].astype(str).map(place)).sort_values("_place", kind="stable")
        rows = rows.drop(columns="_place").reset_index(drop=True)
        found.append(Block(label, {name: first[name] for name in keys}, characteristic, rows))
    return tuple(found)


def nothing_counted(released: Release) -> bool:
    """Whether the release counted nothing at all: no row, or no row with anybody in its base; what is hidden was counted."""
    table = released.table
    return table.empty or released.shape == "counts" and bool(table["denominator"].eq(0).fillna(False).all())


def key_columns(released: Release) -> tuple[str, ...]:
    """The result's own key columns, those that stand in the table."""
    leading = (*LEADING, *GROUPING)
    return tuple(name for name in released.keys if name not in leading and name in released.table.columns)


def _part(name: str, row: pd.Series) -> str:
    if name == "window":
        return period_label(row) or str(row["window"])
    return characteristic_label(str(row[name])) if name == "characteristic" else str(row[name])


def hidden(row) -> bool:
    """Whether the row's figures are hidden: by its status, or because its counts are not there."""
    return row["status"] in HIDDEN_STATUS or absent(row["numerator"]) or absent(row["denominator"])


def compared(block: Block, row) -> bool:
    """Whether the row is a group compared with another: not the total, not the undeclared, not the reference.

    The gate empties ``reference`` where it may not be leant on, never ``comparison``.
    """
    marked = not absent(row["comparison"]) or not absent(row["reference"])
    return marked and row["group"] not in (ALL, *UNDECLARED) and row["group"] != row["reference"]


def comparisons(released: Release) -> list[tuple[Block, pd.Series]]:
    """Every compared row, the clear ones first, then possible, no material difference, too few; hidden rows last."""
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    pairs = [(block, row) for block in blocks(released) for _, row in block.rows.iterrows() if compared(block, row)]
    return sorted(pairs, key=lambda pair: (9 if hidden(pair[1]) else rank.get(pair[1]["verdict"], 8), pair[1]["comparison"] != "primary"))


def reference_row(block: Block, row) -> pd.Series | None:
    """The row the given one is compared with, or None where it is no row ('the rest')."""
    if absent(row["reference"]):
        return None
    found = block.rows[block.rows["group"] == row["reference"]]
    return None if found.empty else found.iloc[0]


def more_than_at_its_rate(row, other) -> float:
    """How many more (or, below 0, fewer) a row counts than it would at the rate of the other."""
    return float(row["numerator"]) - float(row["denominator"]) * float(other["rate"])


def is_reference_empty(block: Block, row) -> bool:
    """Whether nobody in this table belongs to the group the row is to be compared with."""
    if absent(row["reference"]) or row["reference"] in (ALL, REST, HIGHEST) or "benchmark" in block.keys:
        return False
    other = reference_row(block, row)
    return other is None or (not hidden(other) and other["denominator"] == 0)


def empty_references(released: Release) -> list[str]:
    """Say of which groups nobody is in a table although the others were to be compared with them: one sentence a group."""
    found: dict[tuple[str, str], str] = {}
    for block in blocks(released):
        for _, row in block.rows.iterrows():
            if compared(block, row) and is_reference_empty(block, row):
                where = uncapital(block.label)
                found.setdefault((where, str(row["reference"])), reference_words(released, block, row["reference"]))
    return [f"No comparison can be made{f' ({where})' if where else ''}: there are no {words} here to compare with." for (where, _), words in found.items()]


def rate_words(released: Release, row, value: float | None = None) -> str:
    """The rate of a row, or another value on its scale, with as many decimals as its base bears."""
    decimals = places(row["denominator"], released.definition, released.policy)
    return rate(row["rate"] if value is None else value, released.definition, row["kind"], decimals)


def group_words(released: Release, block: Block, group: str, *, noun: str | None = None) -> str:
    """The group in a sentence: 'officers from ethnic minorities'; the total is just 'officers'."""
    noun = noun or released.definition.noun
    if group == ALL:
        return noun
    return REST if group == REST else _said_once(block, str(group), noun)


def _said_once(block: Block, group: str, noun: str) -> str:
    """The group of a noun that may say one of the groups already, because only that part is counted: 'female officers' once."""
    if group in (*UNDECLARED, SMALL_TOGETHER):  # of those the filter tells more than the group does
        return phrase(block.characteristic, group, noun)
    names = crossed_parts(block.characteristic) or (block.characteristic,)
    parts = [
        (name, told)
        for each in block.rows["group"].astype(str)
        if each != ALL
        for name, told in zip(names, each.split(", ") if len(names) > 1 else [each], strict=False)
    ]
    for name, told in dict.fromkeys(parts):
        before, here, after = phrase(name, told, "\0").partition("\0")
        if here and (before or after) and noun.startswith(before) and after in noun:
            noun = noun.removeprefix(before).replace(after, "", 1) if after else noun.removeprefix(before)
    return phrase(block.characteristic, group, noun)


def reference_words(released: Release, block: Block, group: str) -> str:
    """The reference in a sentence; the total is 'all officers' there, and one that is hidden is 'the reference'."""
    if absent(group):
        return "the reference"
    if "benchmark" in block.keys:  # a population, or the same group among constables
        return "constables" if group == "Constable" else str(group)
    return f"all {released.definition.noun}" if group == ALL else group_words(released, block, group)


def split_names(released: Release) -> list[str]:
    """The characteristics the release splits by: 'ethnicity (2 groups)', 'sex'."""
    table = released.table
    if "characteristic" not in table:
        return []
    split = table[table["group"] != ALL] if "group" in table else table
    names = [str(name) for name in pd.unique(split["characteristic"].dropna())]
    alone = [name for name in names if not (crossed_parts(name) and set(crossed_parts(name)) <= set(names))]
    labels = [characteristic_label(name) for name in alone] + ["both together"] * (len(alone) < len(names))
    return [uncapital(label) for label in labels]


def by_words(released: Release) -> str:
    """', by ethnicity (2 groups) and sex': the characteristics the release splits by."""
    names = split_names(released)
    return f", by {listed(names)}" if names else ""


def is_reference_hidden(block: Block, row) -> bool:
    """Whether the row cannot be compared because the figures of its reference may not be used."""
    other = reference_row(block, row)
    return absent(row["reference"]) or (other is not None and hidden(other))


def mark(row) -> str:
    """The symbol of a row without figures: [x] where they are not available, [c] where they are hidden."""
    return "[x]" if row["status"] == "not_available" else "[c]"


def names_part(title: str, part: str) -> bool:
    """Whether a title says already which part of the table is meant.

    >>> names_part("Finalised cases in which action was taken", "any action taken"), names_part("Cases that were proven", "proven")
    (True, False)
    """
    words = [word for word in part.casefold().split() if word not in ("any", "the", "a")]
    return len(words) > 1 and set(words) <= set(title.casefold().split())  # one word alone may be a step's name and mean the step only
