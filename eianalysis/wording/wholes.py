"""Shares of one whole, in a sentence: of 42 refusals so many for each reason; of those in post, who joined and who left."""

from __future__ import annotations

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import ETHNICITY_5, RELIGION, SMALL_TOGETHER, UNDECLARED, characteristic_label
from eianalysis.wording.numbers import absent, capital, count, listed, period, uncapital
from eianalysis.wording.reading import Block, blocks, group_words, hidden, rate_words

#: Names of peoples and of religions keep their capital.
PROPER = frozenset([*ETHNICITY_5, *RELIGION.values()]) - {"Other", "Mixed", "No religion", "Any other religion", *UNDECLARED}
MOST = 3  # parts of a whole that a sentence names
FLOW = ("In post at the end", "Joined", "Left")
_SAID = {FLOW[0]: "of those in post", FLOW[1]: "of those who joined", FLOW[2]: "of those who left"}


def is_flow(released: Release) -> bool:
    """Whether the release says who is in post, who joined and who left."""
    return "flow" in released.keys and not released.missing


def is_whole(released: Release) -> bool:
    """Whether every row is a share of one whole that stands in the table as all of itself, as reasons of refusals do; the whole may be
    split in several ways."""
    table = released.table
    total = table[table["group"].eq(ALL)]
    if released.keys or released.shape != "counts" or len(total) != len(blocks(released)) or len(table) <= len(total) or any(
            hidden(row) for _, row in total.iterrows()):
        return False
    return bool(len(total) and table["denominator"].nunique() == 1 and table["reference"].isna().all()
                and total["numerator"].eq(total["denominator"]).all())


def whole(released: Release) -> list[str]:
    """'In the 36 months to …, 42 refusals of vetting were counted. Most often: something was not disclosed (50%), …'"""
    parts, total = blocks(released), released.table[released.table["group"].eq(ALL)].iloc[0]
    when = period(total)
    said = [capital(f"{when}{', ' if when else ''}{count(total['denominator'])} {released.definition.noun} were counted.")]
    for block in parts:
        rows = _parts(block)
        if not rows:
            continue
        most = "Of those shown, most often" if largest(rows, _every(block)) is None else "Most often"
        by = f" by {uncapital(characteristic_label(block.characteristic))}" if len(parts) > 1 else ""
        named = listed([f"{_name(row['group'])} ({rate_words(released, row)})" for row in rows[:MOST]])
        said.append(f"{most}{by}: {named}." + (f" The table has {count(len(rows) - MOST)} more." if len(rows) > MOST else ""))
    return said if len(parts) > 1 else [" ".join(said)]


def _every(block: Block) -> list:
    return [row for _, row in block.rows.iterrows()]


def _parts(block: Block) -> list:
    """The parts of a whole that are shown, the largest first and the small ones together last."""
    rows = [row for row in _every(block) if row["group"] != ALL and not hidden(row) and not absent(row["rate"]) and row["numerator"]]
    return sorted(rows, key=lambda row: (row["group"] == SMALL_TOGETHER, -row["numerator"]))


def flow(released: Release) -> list[str]:
    """One sentence a group: its share of those in post, of those who joined and of those who left."""
    said = []
    for who, rows in _groups(released):
        parts = [f"{rate_words(released, row)} {_SAID[name]}" for name, row in rows.items()]
        said.append(f"{capital(who)}: {listed(parts)}, {period(next(iter(rows.values())))}.")
    return said


def headline(released: Release) -> str:
    """'Officers from ethnic minorities: 17.8% of those in post, 23.8% of those who joined, …'; or the largest part of a whole."""
    if is_whole(released):
        block, *others = blocks(released)
        if others:  # split in several ways, none of which is the first
            return released.definition.title
        rows = [row for row in _parts(block) if row["group"] != SMALL_TOGETHER]
        if not rows:
            return f"{released.definition.title}: figures hidden to protect people"
        most = largest(rows, _every(block))
        if most is None:
            return f"{released.definition.title}: of those shown, most often {_name(rows[0]['group'])} ({rate_words(released, rows[0])})"
        return f"{released.definition.title}: most often {_name(most['group'])} ({rate_words(released, most)})"
    said = [f"{capital(who)}: {', '.join(f'{rate_words(released, row)} {_SAID[name]}' for name, row in rows.items())}"
            for who, rows in _groups(released)]
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
