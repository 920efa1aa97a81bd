"""Measures that contain each other (leavers with and without transfers, outcomes and finds), decided on together.

Who reads both takes one from the other, and the difference is a count of people like any other. Each measure brings the
counts of its kin; the gate decides on all of them as one table with one more key, and always the same way, so that the
page that shows one and the page that shows another hide what fits together, without knowing of each other.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pandas as pd

from eianalysis.results import Result

KEY = "kin"


def with_kin(result: Result, table: pd.DataFrame, true_table) -> tuple[pd.DataFrame, Result]:
    """``(table, result)`` of the whole family, the rows of ``table`` first and in their order.

    ``table`` alone comes back where the result has no kin, or was given keys since that its kin do not have.
    """
    if result.kin is None:
        return table, result
    family = result.kin()
    if any(key not in frame for frame in family.values() if frame is not None for key in result.keys):
        return table, result
    parts = {measure: table if frame is None else true_table(replace(result, counts=frame, steps=(), kin=None))
             for measure, frame in family.items()}
    order = [result.measure, *(measure for measure in parts if measure != result.measure)]
    whole = pd.concat([parts[measure].assign(**{KEY: measure}) for measure in order], ignore_index=True)
    nested = tuple((KEY, outer, inner) for outer, inner in combinations(family, 2))
    return whole, replace(result, keys=(*result.keys, KEY), nested=(*result.nested, *nested), kin=None)



def outermost(result: Result, table: pd.DataFrame) -> pd.Series:
    """The rows of the measure that contains the others; every row where there is no kin."""
    inner = {inside for key, _, inside in result.nested if key == KEY}
    return ~table[KEY].isin(inner) if KEY in table else pd.Series(True, index=table.index)
