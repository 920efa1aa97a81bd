"""Shares of what the force counted beside shares of several populations: which groups lie outside all of them."""

from __future__ import annotations

from collections.abc import Iterator

from eianalysis.results import ALL, Release
from eianalysis.wording.numbers import absent, by_threes, capital, count, listed, uncapital
from eianalysis.wording.reading import blocks, group_words, hidden, rate_words


def headline(released: Release) -> str:
    """'Black people are a larger share of people searched than of any census population shown; …': no ratio, and only where
    the plausible range of the share lies outside every population's. Other counts of the force are not among these.
    """
    found = _sides(released)
    if found is None:
        return released.definition.title
    what, sides = found
    if not any(sides.values()):
        return f"No group's share of {what} lies outside its shares of all the census populations shown"
    side, first = next((side, names) for side, names in sides.items() if names)
    said = f"{listed(first)} are a {side} share of {what} than of any census population shown"
    if side == "larger" and sides["smaller"]:
        said += f", {listed(sides['smaller'])} a smaller one"
    return f"{capital(said)}; who is in the area is not known"


def shorter(released: Release) -> Iterator[str]:
    """The title without what was counted, which the line under it says."""
    found = _sides(released)
    if found is None:
        return
    _, sides = found
    if not any(sides.values()):
        yield "No group's share lies outside those of all census populations shown"
        return
    side, names = next((side, names) for side, names in sides.items() if names)
    yield f"{listed(names)}: a {side} share than of any census population shown"
    yield f"{count(len(names))} groups: a {side} share than of any census population shown"


def _sides(released: Release) -> tuple[str, dict[str, list[str]]] | None:
    """What was counted, and whose share of it is larger and whose smaller than all of the populations; None where none can be set beside them."""
    parts = blocks(released)
    own = parts[0] if parts else None
    beside = [block for block in parts[1:] if block.rows["rate_low"].isna().all()]  # a census has no plausible range
    if own is None or not beside:
        return None
    sides: dict[str, list[str]] = {"larger": [], "smaller": []}
    seen = False
    for _, row in own.rows.iterrows():
        others = [
            other["rate"]
            for block in beside
            for _, other in block.rows.iterrows()
            if other["group"] == row["group"] and not hidden(other) and not absent(other["rate"])
        ]
        if row["group"] == ALL or hidden(row) or absent(row["rate_low"]) or not others:
            continue
        seen, who = True, group_words(released, own, row["group"])
        sides["larger"] += [who] * bool(row["rate_low"] > max(others))
        sides["smaller"] += [who] * bool(row["rate_high"] < min(others))
    return (uncapital(str(own.keys["population"]).partition(",")[0]), sides) if seen else None


def first(released: Release) -> tuple[str, list[str]]:
    """The group furthest above the populations, and the first two sentences of a page: its shares, then why there is no ratio.

    It is the group whose share of what the force counted is, at the least that is plausible, most points above the largest of its shares of the populations.
    """
    parts = blocks(released)
    what = str(parts[0].keys["population"]).partition(",")[0] if parts else ""
    own: dict[str, list] = {}
    theirs: dict[str, list] = {}
    for block in parts:
        for _, row in block.rows.iterrows():
            if row["group"] == ALL or hidden(row) or absent(row["rate"]):
                continue
            if absent(row["rate_low"]):  # a census has no plausible range
                theirs.setdefault(str(row["group"]), []).append((block, row))
            elif str(block.keys["population"]).startswith(what):
                own.setdefault(str(row["group"]), []).append((block, row))
    above = {
        group: min(float(row["rate_low"]) for _, row in pairs) - max(float(row["rate"]) for _, row in theirs[group])
        for group, pairs in own.items()
        if group in theirs
    }
    if not above or max(above.values()) <= 0:
        return "", []
    group = max(above, key=lambda each: above[each])
    mine = listed(_told(released, block, row, what) for block, row in own[group])
    others = by_threes([f"{rate_words(released, row)} of {block.keys['population']}".replace(", ", " in ") for block, row in theirs[group]])
    who = capital(group_words(released, own[group][0][0], group))
    return who, [
        f"{who} are a larger share of {uncapital(what)} than of any population shown: {mine}. They are {others}.",
        "No ratio per resident is given, because people may live elsewhere and who is in the area is not known.",
    ]


def _told(released: Release, block, row, what: str) -> str:
    """'24.1% as the officer described them'."""
    how = str(block.keys["population"]).removeprefix(what).removeprefix(", ")
    return f"{rate_words(released, row)} {how}".strip()
