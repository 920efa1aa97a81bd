"""The title of counts that are not compared: the total, or the totals of several windows, steps or years."""

from __future__ import annotations

import re

from eianalysis.results import ALL, Release
from eianalysis.wording import short_shares
from eianalysis.wording.numbers import absent, capital, period, uncapital
from eianalysis.wording.reading import blocks, hidden, key_columns, rate_words


def title(released: Release) -> str:
    """Without a comparison: the total, or the range of the groups."""
    parts = blocks(released)
    rated = [(block, row) for block in parts for _, row in block.rows.iterrows() if not hidden(row) and not absent(row["rate"])]
    if not rated:
        shown = any(not hidden(row) for block in parts for _, row in block.rows.iterrows())
        return released.definition.title if shown else f"{released.definition.title}: figures hidden to protect people"
    totals = [(block, row) for block, row in rated if row["group"] == ALL]
    if len(parts) == 1 and totals:
        return f"{capital(released.definition.noun)}: {short_shares.of_base(released, totals[0][1])} {released.definition.verb}"
    if key_columns(released) == ("year",) and len(parts) == len(totals) > 2:
        return _by_year(released, totals)
    once = short_shares.totals_of(released)
    if key_columns(released) in ((), ("window",), ("step",), ("mix",)) and len(once) > 1:
        return _by_total(released, once)
    if not key_columns(released) and len(once) == 1:
        return f"{capital(released.definition.noun)}: {short_shares.of_base(released, once[0][1])} {released.definition.verb}"
    return released.definition.title


def _by_total(released: Release, totals: list) -> str:
    """The totals of a table in several windows or steps, one after the other: '77% were … in the 12 months to …, 74.3% in …'."""
    keys, noun, verb = key_columns(released), released.definition.noun, released.definition.verb
    if not keys or keys == ("window",):
        said = [f"{rate_words(released, row)} {verb if not at else ''} {period(row)}".replace("  ", " ") for at, (_, row) in enumerate(totals)]
        return f"{capital(noun)}: {', '.join(said)}"
    verbs = [(released.definition.step_verb(block.keys[keys[0]]), block.keys[keys[0]], row) for block, row in totals]
    if all(own for own, _, _ in verbs):
        own = [f"{rate_words(released, row)} {re.sub('^and ', 'of those who ', re.sub('^whose ', 'of those whose ', own))}" for own, _, row in verbs]
        return f"{capital(noun)}: {', '.join(own)}"
    parts = [f"{uncapital(str(key))} {rate_words(released, row)}" for _, key, row in verbs]
    return f"{released.definition.title}: {', '.join(parts)}"


def _by_year(released: Release, totals: list) -> str:
    """The last of several years, and between what the years before it lay: no word of a rise, which nobody tested."""
    *before, (last, row) = totals
    least, most = (rate_words(released, end(before, key=lambda pair: pair[1]["rate"])[1]) for end in (min, max))
    year = str(last.keys["year"])
    return (
        f"{capital(released.definition.noun)}: {rate_words(released, row)} {released.definition.verb} in the "
        f"{uncapital(year)}, {least} to {most} in the {len(before)} years before"
    )
