"""Means in words: of whom, how much, and the range; they are not compared, because no verdict is declared for them."""

from __future__ import annotations

from decimal import Decimal
from math import floor, log10

from eianalysis.results import ALL, HIDDEN_STATUS, Release
from eianalysis.wording.numbers import absent, capital, count, listed
from eianalysis.wording.reading import Block, blocks, group_words

MOST_DECIMALS = 6
NO_VERDICT = "Means are shown with their ranges and are not compared: no verdict is made of them."


def hidden(row) -> bool:
    """Whether the figures of a row are hidden."""
    return row["status"] in HIDDEN_STATUS


def written(row) -> tuple[str, str]:
    """``(mean, range)`` of a row with as many decimals as it was released with; "" where there is none.

    >>> written({"mean": 3.0, "mean_low": 2.6, "mean_high": 3.4})
    ('3.0', '2.6 to 3.4')
    """
    if absent(row["mean"]):
        return "", ""
    ends = [row["mean_low"], row["mean_high"]]
    if any(map(absent, ends)):
        return f"{float(row['mean']):,.{_decimals([row['mean']])}f}", ""
    width = float(ends[1]) - float(ends[0])
    decimals = _decimals([row["mean"], *ends])
    if width > 0:  # what nobody rounded is said no closer than its range bears
        decimals = min(decimals, max(0, 1 - floor(log10(width))))
    mean, low, high = (f"{float(value):,.{decimals}f}" for value in (row["mean"], *ends))
    return mean, f"{low} to {high}"


def _decimals(values) -> int:
    return min(MOST_DECIMALS, max(-Decimal(repr(float(value))).normalize().as_tuple().exponent for value in values)) if values else 0


def headline(released: Release) -> str:
    """'Mean score: 3.4 (124 people)' where the total may be told; else what is measured."""
    parts = blocks(released)
    totals = [row for block in parts for _, row in block.rows.iterrows() if row["group"] == ALL and not hidden(row)]
    said = {written(row)[0] for row in totals} - {""}
    return f"{released.definition.title}: {said.pop()} on average" if len(said) == 1 else released.definition.title


def sentences(released: Release) -> list[str]:
    """A sentence a row, everybody once and first; then who is hidden, and that nothing was compared."""
    parts = blocks(released)
    rows = [(block, row) for block in parts for _, row in block.rows.iterrows()]
    shown = [(block, row) for block, row in rows if not hidden(row) and written(row)[0]]
    said = [_sentence(released, block, row, len(parts)) for block, row in sorted(shown, key=lambda pair: pair[1]["group"] != ALL)]
    gone = list(dict.fromkeys(_who(released, block, row) for block, row in rows if hidden(row)))
    return list(
        dict.fromkeys(
            [*said, *([f"Hidden, because small numbers could tell about a person: {listed(gone)}."] if gone else []), *([NO_VERDICT] if shown else [])]
        )
    )


def _who(released: Release, block: Block, row) -> str:
    return f"all {released.definition.noun}" if row["group"] == ALL else group_words(released, block, str(row["group"]))


def _sentence(released: Release, block: Block, row, parts: int) -> str:
    mean, limits = written(row)
    about = "about " if released.policy.round_to > 1 else ""
    where = ", ".join(str(value) for value in block.keys.values()) if parts > 1 else ""
    plausibly = f", plausibly {limits}" if limits else ""
    return (f"{capital(where)}: " if where else "") + (f"{capital(_who(released, block, row))}: {mean} on average{plausibly} ({about}{count(row['people'])}).")
