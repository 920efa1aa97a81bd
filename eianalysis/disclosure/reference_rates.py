"""Which shown rows lean on a hidden one: a rate divided by its ratio is the reference's rate."""

from __future__ import annotations

import pandas as pd

from eianalysis.results import ALL, Result
from eianalysis.vocabulary import UNDECLARED

#: Everybody declared but the group itself, as ``compare`` calls it.
REST = ("the rest", "the others", "everyone else")


def compared_with_hidden(table: pd.DataFrame, result: Result, withheld: pd.Series) -> pd.Series:
    """Whether each row's comparison would give back something withheld.

    ``withheld`` says of each row whether its rate is withheld. A reference that is no row of this result (a census
    population) is public and gives nothing back.
    """
    keys = [key for key in result.keys if key != "window"]
    place = ["window", "period_start", "period_end", *keys, "characteristic"]
    out = pd.Series(False, index=table.index)
    for _, rows in table.groupby(place, sort=False, dropna=False):
        groups = dict(zip(rows["group"], rows.index, strict=True))
        for index, named in rows["reference"].items():
            if pd.isna(named):
                continue
            if named in groups:
                out[index] = withheld[groups[named]]
            elif str(named).casefold() in REST:
                out[index] = _rest_withheld(groups, index, withheld)
            else:
                out[index] = _elsewhere(table, [*keys, "window"], index, named, withheld)
    return out


def _rest_withheld(groups: dict, index, withheld: pd.Series) -> bool:
    """The rest follows from what is shown if every other declared group is, or if all but them are."""
    others = [row for group, row in groups.items() if group not in (ALL, *UNDECLARED) and row != index]
    if not withheld[others].any():
        return False
    outside = [row for group, row in groups.items() if group in UNDECLARED]
    return ALL not in groups or bool(withheld[[groups[ALL], *outside]].any())


def _elsewhere(table: pd.DataFrame, columns: list[str], index, named, withheld: pd.Series) -> bool:
    """Where the reference is another window or key value (last year, another unit): its row of the same group."""
    for column in columns:
        if (table[column] == named).any():
            same = table[
                (table[column] == named) & (table["group"] == table.at[index, "group"]) & (table["characteristic"] == table.at[index, "characteristic"])
            ]
            return bool(withheld[same.index].any())
    return False
