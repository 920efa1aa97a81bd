"""The groups that can be shown, added up: what can be said of everybody where the total itself is withheld.

It tells nothing that the table does not: a reader could add the shown rows up.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import characteristic_label
from eianalysis.wording.numbers import absent, uncapital
from eianalysis.wording.reading import Block, hidden
from eianalysis.wording.sentences import statement


def sentences(released: Release, parts: Sequence[Block]) -> list[str]:
    """One sentence a window whose total is withheld: the shown groups of the characteristic that holds most of the base."""
    if released.policy.round_to > 1:  # rounded counts do not add up
        return []
    best: dict[tuple, tuple[float, Block, pd.DataFrame]] = {}
    for block in parts:
        if block.keys or not _withheld(block):
            continue
        rows = block.rows[[row["group"] != ALL and not hidden(row) and not absent(row["rate"]) for _, row in block.rows.iterrows()]]
        if len(rows) < 2 or rows["denominator"].nunique() == 1:  # shares of one base do not add up
            continue
        first = block.rows.iloc[0]
        window, size = (first["window"], first["period_start"], first["period_end"]), float(rows["denominator"].sum())
        if window not in best or size > best[window][0]:
            best[window] = (size, block, rows)
    return [_say(released, block, rows) for _, block, rows in best.values()]


def _withheld(block: Block) -> bool:
    total = block.rows[block.rows["group"] == ALL]
    return len(total) == 1 and hidden(total.iloc[0])


def _say(released: Release, block: Block, rows: pd.DataFrame) -> str:
    cases, base = rows["numerator"].sum(), rows["denominator"].sum()
    whole = rows.iloc[0].copy()
    whole[["group", "numerator", "denominator", "rate"]] = [ALL, cases, base, cases / base]
    by = characteristic_label(block.characteristic)
    return (
        f"{statement(released, block, whole)[:-1]}: the groups shown by {uncapital(by)}, added up. The total of "
        "everybody is withheld, because it would give a small group away."
    )
