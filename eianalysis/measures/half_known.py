"""Characteristics that are recorded for one outcome only: of whom they are known depends on what came of it.

Where the ethnicity of those who were offered a post is on file and that of the others is blank, "48 of 50" of every group
were offered one. No group's rate is right, so none is given.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.sources.repeated_rows import many, total
from eianalysis.sources.half_recorded import CHANCE, HALF
from eianalysis.vocabulary import NOT_RECORDED

SAID = "{} is recorded nearly only where the answer is {}: half recorded, so nothing is counted by it"


def half_known(rows: pd.DataFrame, yes: pd.Series, columns: Mapping[str, str]) -> dict[str, str]:
    """Of what is asked for (name -> column of ``rows``) what is half recorded, with the reason.

    Half recorded is known less than half as often on one side as on the other, and not by chance (Fisher's exact test, as of
    fields of searches).
    """
    from eianalysis.stats import fisher_test

    found, weight = {}, many(rows)
    for name, column in columns.items():
        if column not in rows or yes.all() or not yes.any():
            continue
        known = rows[column].notna() & (rows[column] != NOT_RECORDED)
        there = {side: (total(known & (yes == side), weight), total(yes == side, weight)) for side in (True, False)}
        shares = {side: cases / base for side, (cases, base) in there.items()}
        if min(shares.values()) >= HALF * max(shares.values()):
            continue
        chance = fisher_test(cases=there[True][0], base=there[True][1], reference_cases=there[False][0], reference_base=there[False][1])
        if float(chance) < CHANCE:
            found[name] = SAID.format(name.replace("_", " "), "yes" if shares[True] > shares[False] else "no")
    return found
