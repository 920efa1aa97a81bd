"""Shares of one whole, in a sentence: of 42 refusals so many for each reason; of those in post, who joined and who left."""

from __future__ import annotations

from collections.abc import Iterator

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
            first = f"{block.label}: {opening.format(size)}" if several else capital(opening.format(size))
            told = f"{block.label}: {size}. {told}" if said else f"{first} {told}"
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
    said, when = headline(released), period(released.table.iloc[0])
    return whole(released)[0] if said == released.definition.title else f"{said}{', ' if when else ''}{when}."


def headline(released: Release) -> str:
    """'Reasons for refusing: most often something was not disclosed (50%)': the largest part of a whole."""
    block, *others = blocks(released)
    of_a_part = any(value != ALL for value in block.keys.values())
    if others and (of_a_part or released.table["characteristic"].nunique() > 1):  # split in several ways, none of which is the first
        return _in_all(released)
    rows = [row for row in _parts(block) if row["group"] != SMALL_TOGETHER]
    if not rows:
        return f"{released.definition.title}: figures hidden to protect people"
    most = largest(rows, _every(block))
    if most is None:
        return f"{released.definition.title}: of those shown, most often {_name(rows[0]['group'])} ({rate_words(released, rows[0])})"
    return f"{released.definition.title}: most often {_name(most['group'])} ({rate_words(released, most)})"


def flow_title(released: Release) -> str:
    """'Officers from ethnic minorities: 17.8% of those in post, 23.8% of those who joined, …'."""
    said = [f"{capital(who)}: {', '.join(f'{rate_words(released, row)} {_SAID[name]}' for name, row in rows.items())}" for who, rows in _groups(released)]
    return "; ".join(said[:2]) or f"{released.definition.title}: figures hidden to protect people"


def flow_line(released: Release) -> str:
    """The first group's shares, for a board."""
    return next(iter(flow(released)), f"{flow_title(released)}.")


def _in_all(released: Release) -> str:
    """'Community events: 63 in all', where every way of splitting it is of as many; nothing of that where a key has a whole for each value."""
    totals = {_total(block)["denominator"] for block in blocks(released)}
    about = "about " if released.policy.round_to > 1 else ""
    one = len(totals) == 1 and not any(value != ALL for block in blocks(released) for value in block.keys.values())
    return f"{released.definition.title}: {about}{count(totals.pop())} in all" if one else released.definition.title


def shorter(released: Release) -> Iterator[str]:
    """The title without what was counted, which the line under it says."""
    yield capital(headline(released).removeprefix(f"{released.definition.title}: ").replace("most often ", "most often: ", 1))


def flow_shorter(released: Release) -> Iterator[str]:
    """The first group by its name in the table."""
    told: dict[str, dict] = {}
    for block in blocks(released):
        for _, row in block.rows.iterrows():
            if row["group"] != ALL and not hidden(row) and not absent(row["rate"]):
                told.setdefault(str(row["group"]), {})[block.keys["flow"]] = rate_words(released, row)
    short = dict(zip(FLOW, ("in post", "of joiners", "of leavers"), strict=True))
    yield from [f"{group}: {', '.join(f'{rates[name]} {short[name]}' for name in FLOW)}" for group, rates in told.items() if set(FLOW) <= set(rates)][:1]


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
