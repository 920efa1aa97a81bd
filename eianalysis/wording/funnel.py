"""Sentences about units set against the whole: which lie outside what chance alone would give, and how many are hidden."""

from __future__ import annotations

from eianalysis.results import ALL, Release
from eianalysis.stats import shrunk_rates
from eianalysis.vocabulary import UNDECLARED
from eianalysis.wording import police_forces
from eianalysis.wording.numbers import absent, capital, count, listed, ratio
from eianalysis.wording.reading import Block, blocks, group_words, hidden, rate_words
from eianalysis.wording.sentences import statement

FAR, NEAR = ("above the 99.8% limits", "below the 99.8% limits"), ("above the 95% limits", "below the 95% limits")


def units(block: Block) -> list:
    """The rows that are units: not the total, not people whose unit is not known."""
    return [row for _, row in block.rows.iterrows() if row["group"] not in (ALL, *UNDECLARED)]


def drawn(block: Block) -> list:
    """The units that can be shown against the limits."""
    return [row for row in units(block) if not hidden(row) and not absent(row["signal"]) and not absent(row["rate"])]


def unseen(block: Block) -> str:
    """'3 of 14 units are hidden or too small to show', or that none is."""
    every, seen = units(block), drawn(block)
    left = len(every) - len(seen)
    return f"{left} of {len(every)} units are hidden or too small to show" if left else f"all {len(every)} units are shown"


def sentences(released: Release) -> list[str]:
    """Say the whole, the units outside the outer limits in full, and how many lie between the limits."""
    if police_forces.is_of_forces(released):
        return police_forces.sentences(released)
    said = []
    for block in blocks(released):
        total = [row for _, row in block.rows.iterrows() if row["group"] == ALL and not hidden(row)]
        said += [statement(released, block, row) for row in total]
        seen = drawn(block)
        if not seen:
            said.append("No limits are shown: the total is hidden, or every unit too small.")
            continue
        for row in (row for row in seen if row["signal"] in FAR):
            limits = " to ".join(rate_words(released, row, row[name]) for name in ("outer_low", "outer_high"))
            said.append(f"{statement(released, block, row)[:-1]}; chance alone would give {limits} (99.8% limits).")
        near = [row for row in seen if row["signal"] in NEAR]
        if near:
            names = listed(group_words(released, block, row["group"]) for row in near)
            said.append(f"Outside the 95% limits only: {names}. Among {count(len(seen))} units that are all alike, {_expected(len(seen))} would be, by chance.")
        if not any(row["signal"] in (*FAR, *NEAR) for row in seen):
            said.append(f"None of the {count(len(seen))} that can be shown lies outside what chance alone would give.")
        said += _spread(released, block, seen)
        said.append(f"{capital(unseen(block))}.")
    return said


def _spread(released: Release, block: Block, seen: list) -> list[str]:
    """How much the units shown vary beside chance alone, and between which rates they lie once drawn towards the whole."""
    drawn_in = [row for row in seen if not absent(row.get("shrunk_rate"))]
    if not drawn_in:
        return []
    counts, base = ([float(row[name]) for row in drawn_in] for name in ("numerator", "denominator"))
    found = shrunk_rates(counts, base, kind=str(drawn_in[0]["kind"]), confidence=released.confidence)
    whose = f"{capital(block.label)}: the" if block.label else "The"
    if absent(found.dispersion):
        return []
    vary = f"{whose} {count(len(drawn_in))} shown vary {ratio(found.dispersion)} times as much as chance alone would make them"
    if found.spread == 0:
        return [f"{vary}: no more than chance, so their order says nothing and each is best put at the rate of all."]
    first, last = (sorted(drawn_in, key=lambda row: row["shrunk_rate"])[at] for at in (0, -1))
    ends = " to ".join(rate_words(released, row, row["shrunk_rate"]) for row in (first, last))
    sure = "" if found.p < 1 - released.confidence else ", which chance alone could do"
    return [f"{vary}{sure}. Drawn towards the whole, they run from {ends}."]


def headline(released: Release) -> str:
    """The title: who lies outside the outer limits, or that nobody does."""
    if police_forces.is_of_forces(released):
        return police_forces.headline(released)
    found, seen = [], 0
    for block in blocks(released):
        rows = drawn(block)
        seen += len(rows)
        found += [(group_words(released, block, row["group"]), row) for row in rows if row["signal"] in FAR]
    verb = released.definition.verb
    if not seen:
        return f"{released.definition.title}: figures hidden to protect people"
    if not found:
        return f"None of {count(seen)} units shown stands out from chance in how many {released.definition.noun} {verb}"
    higher, lower = ([name for name, row in found if row["signal"] == word] for word in FAR)
    clauses = [f"{_some(names)} {verb} {word} often" for names, word in ((higher, "more"), (lower, "less")) if names]
    return f"{capital(' and '.join(clauses))} than chance alone would give"


def _some(names: list[str]) -> str:
    return listed(names) if len(names) <= 2 else f"{len(names)} units"


def _expected(many: int) -> str:
    expected = round(0.05 * many)
    return "about 1" if expected == 1 else "none or 1" if not expected else f"about {expected}"
