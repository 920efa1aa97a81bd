"""Shares of one whole, in a sentence: of 42 refusals so many for each reason; of those in post, who joined and who left."""

from __future__ import annotations

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import ETHNICITY_5, RELIGION, SMALL_TOGETHER, UNDECLARED, characteristic_label
from eianalysis.wording.numbers import absent, capital, count, listed, period, uncapital
from eianalysis.wording.reading import Block, blocks, group_words, hidden, rate_words

#: Names of peoples and of religions keep their capital.
PROPER = frozenset([*ETHNICITY_5, *RELIGION.values()]) - {"Other", "Mixed", "No religion", "Any other religion", *UNDECLARED}
#: Keys along which one whole is seen several times, which are said in ways of their own.
SEVERAL = frozenset({"population", "benchmark", "month", "flow"})
MOST = 3  # parts of a whole that a sentence names
FLOW = ("In post at the end", "Joined", "Left")
_SAID = {FLOW[0]: "of those in post", FLOW[1]: "of those who joined", FLOW[2]: "of those who left"}


def is_flow(released: Release) -> bool:
    """Whether the release says who is in post, who joined and who left."""
    return "flow" in released.keys and not released.missing


def is_whole(released: Release) -> bool:
    """Whether the rows are shares of a whole that stands in the table as all of itself, as reasons of refusals do; the whole may be split
    in several ways, and there may be one for each value of a key."""
    table = released.table
    total = table[table["group"].eq(ALL)]
    seen = [row for _, row in total.iterrows() if not hidden(row)]
    if released.shape != "counts" or not seen or {*released.keys} & SEVERAL or len(total) != len(blocks(released)) or len(table) <= len(total):
        return False
    return bool(
        all(row["numerator"] == row["denominator"] for row in seen)
        and table["reference"].isna().all()
        and all(block.rows["denominator"].nunique() <= 1 for block in blocks(released))
    )


def whole(released: Release) -> list[str]:
    """'In the 36 months to …, 42 refusals of vetting were counted. Most often: something was not disclosed (50%), …'"""
    parts, table = blocks(released), released.table
    when, shared = period(table.iloc[0]), table.loc[table["group"].eq(ALL), "denominator"].nunique(dropna=False) == 1
    several = any(part.keys != parts[0].keys for part in parts)  # a whole for each value of a key
    opening = f"{when}{', ' if when else ''}{{}} were counted."
    said = [capital(opening.format(f"{count(_total(parts[0])['denominator'])} {released.definition.noun}"))] if shared else []
    for block in parts:
        rows, total = _parts(block), _total(block)
        if not rows or hidden(total):
            continue
        named = [row for row in rows if row["group"] != SMALL_TOGETHER] or rows
        most = "Of those shown, most often" if largest(named, _every(block)) is None else "Most often"
        by = f" by {uncapital(characteristic_label(block.characteristic))}" if table["characteristic"].nunique() > 1 else ""
        words = listed([f"{_name(row['group'])} ({rate_words(released, row)})" for row in rows[:MOST]])
        more = f" The table has {count(len(rows) - MOST)} more." if len(rows) > MOST else ""
        told = f"{most}{by}: {words}.{more}"
        if not shared:
            size = f"{count(total['denominator'])} {released.definition.noun}"
            told = f"{block.label}: {size}. {told}" if said else f"{capital(opening.format(size))} {told}"
        elif several:
            told = f"{block.label}: {uncapital(told)}"
        said.append(told)
    return said if len(parts) > 1 else [" ".join(said)]


def _total(block: Block):
    return block.rows[block.rows["group"].eq(ALL)].iloc[0]


def _parts(block: Block) -> list:
    """The parts of a whole that are shown, the largest first and the small ones together last."""
    rows = [row for row in _every(block) if row["group"] != ALL and not hidden(row) and not absent(row["rate"]) and row["numerator"]]
    return sorted(rows, key=lambda row: (row["group"] == SMALL_TOGETHER, -row["numerator"]))


def _every(block: Block) -> list:
    return [row for _, row in block.rows.iterrows()]


def flow(released: Release) -> list[str]:
    """One sentence a group: its share of those in post, of those who joined and of those who left."""
    said = []
    for who, rows in _groups(released):
        parts = [f"{rate_words(released, row)} {_SAID[name]}" for name, row in rows.items()]
        said.append(f"{capital(who)}: {listed(parts)}, {period(next(iter(rows.values())))}.")
    return said


def line(released: Release) -> str:
    """The one sentence of it for a board: the largest part, or what was counted in all where it is split in several ways."""
    if is_flow(released):
        return next(iter(flow(released)), f"{headline(released)}.")
    said, when = headline(released), period(released.table.iloc[0])
    return whole(released)[0] if said == released.definition.title else f"{said}{', ' if when else ''}{when}."


def headline(released: Release) -> str:
    """'Officers from ethnic minorities: 17.8% of those in post, 23.8% of those who joined, …'; or the largest part of a whole."""
    if is_whole(released):
        block, *others = blocks(released)
        if others and released.table["characteristic"].nunique() > 1:  # split in several ways, none of which is the first
            return released.definition.title
        rows = [row for row in _parts(block) if row["group"] != SMALL_TOGETHER]
        if not rows:
            return f"{released.definition.title}: figures hidden to protect people"
        most = largest(rows, _every(block))
        if most is None:
            return f"{released.definition.title}: of those shown, most often {_name(rows[0]['group'])} ({rate_words(released, rows[0])})"
        return f"{released.definition.title}: most often {_name(most['group'])} ({rate_words(released, most)})"
    said = [f"{capital(who)}: {', '.join(f'{rate_words(released, row)} {_SAID[name]}' for name, row in rows.items())}" for who, rows in _groups(released)]
    return "; ".join(said[:2]) or f"{released.definition.title}: figures hidden to protect people"


def largest(rows: list, every: list) -> object | None:
    """The row with most, of rows that can be shown; None where one that is hidden could be larger.

    A hidden kind cannot be larger than what the shown ones leave of the whole, where the whole is shown too.
    """
    if not rows:
        return None
    most = max(rows, key=lambda row: row["numerator"])
    total = [row for row in every if row["group"] == ALL and not hidden(row)]
    unseen = [row for row in every if row["group"] != ALL and hidden(row)]
    shown = sum(row["numerator"] for row in every if row["group"] != ALL and not hidden(row))
    left = total[0]["numerator"] - shown if total else float("inf")
    return most if not unseen or left < most["numerator"] else None


def _groups(released: Release) -> list[tuple[str, dict]]:
    """Each group that is shown in every flow, with its rows."""
    found: dict[str, dict] = {}
    for block in blocks(released):
        for _, row in block.rows.iterrows():
            if row["group"] != ALL and not hidden(row) and not absent(row["rate"]):
                found.setdefault(_who(released, block, row), {})[block.keys["flow"]] = row
    return [(who, {name: rows[name] for name in FLOW}) for who, rows in found.items() if set(FLOW) <= set(rows)]


def _who(released: Release, block: Block, row) -> str:
    return group_words(released, block, row["group"])


def _name(group: str) -> str:
    if group == SMALL_TOGETHER:
        return "other groups together"
    return group if group in PROPER else uncapital(group)
