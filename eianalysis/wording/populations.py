"""Shares of what the force counted beside shares of several populations: which groups lie outside all of them."""

from __future__ import annotations

from eianalysis.results import ALL, Release
from eianalysis.wording.numbers import absent, capital, listed, uncapital
from eianalysis.wording.reading import blocks, group_words, hidden


def headline(released: Release) -> str:
    """'Black people are a larger share of people searched than of any census population shown; …': no ratio, and only where
    the plausible range of the share lies outside every population's. Other counts of the force are not among these.
    """
    parts = blocks(released)
    own = parts[0] if parts else None
    beside = [block for block in parts[1:] if block.rows["rate_low"].isna().all()]  # a census has no plausible range
    if own is None or not beside:
        return released.definition.title
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
    if not seen:
        return released.definition.title
    what = str(own.keys["population"]).partition(",")[0]
    what = uncapital(what)
    if not any(sides.values()):
        return f"No group's share of {what} lies outside its shares of all the census populations shown"
    side, first = next((side, names) for side, names in sides.items() if names)
    said = f"{listed(first)} are a {side} share of {what} than of any census population shown"
    if side == "larger" and sides["smaller"]:
        said += f", {listed(sides['smaller'])} a smaller one"
    return f"{capital(said)}; who is in the area is not known"
