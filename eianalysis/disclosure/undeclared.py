"""Those of whom nothing is known, put together before anything is hidden.

'Not stated', 'prefer not to say' and 'not recorded' are often a handful each. Apart they would be hidden, and to keep them
hidden a group or a total with them; together they are people about whom nothing is declared, and can often be shown.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.disclosure.primary_suppression import people_counted, unsafe_row
from eianalysis.policy import Policy
from eianalysis.results import SPREAD, Result
from eianalysis.vocabulary import UNDECLARED, UNDECLARED_TOGETHER


def pool_undeclared(result: Result, policy: Policy) -> Result:
    """The same counts with the undeclared in one row, in each characteristic in which a row of theirs is too small.

    Where the groups of a part are a whole, each part by itself: of police officers those who preferred not to say can be told from those
    of whom nothing was recorded, though the few volunteers cannot.
    """
    counts = result.counts
    silent = counts["group"].isin(UNDECLARED)
    several = people_counted(result) if silent.any() else {}
    parts = ["characteristic", *(result.keys if _one_base(result) else ())]
    put = pd.Series(False, index=counts.index)
    for _, rows in counts[silent].groupby(parts, sort=False, dropna=False):
        put[rows.index] = (
            rows["group"].nunique() > 1
            and rows[["numerator", "denominator"]].notna().all(axis=None)
            and any(unsafe_row(row, result, policy, several) for row in rows.itertuples())
        )
    return replace(result, counts=merge_groups(counts, put, result, UNDECLARED_TOGETHER)) if put.any() else result


def _one_base(result: Result) -> bool:
    """Whether all rows of a table stand over one base, which is then not added up."""
    return result.shared_base or (result.identity is not None and result.identity.base == "whole")


def merge_groups(counts: pd.DataFrame, put: pd.Series, result: Result, name: str) -> pd.DataFrame:
    """The counts with the rows ``put`` added up in each of their tables, as one group of this name."""
    one_base = _one_base(result)
    added = [name for name in ("numerator", *(() if one_base else ("denominator",)), *SPREAD) if name in counts]
    labels = [name for name in counts if name not in (*added, "denominator")]
    parts = counts.assign(group=counts["group"].mask(put, name)).groupby(labels, sort=False, dropna=False, as_index=False)
    # what is not known of a row (its number; how often people stand in it, of a window without repeats) is not 0
    summed = parts[added].sum(min_count=1)
    kept = [name for name in counts if name not in (*labels, *added)]
    return (summed.assign(**parts[kept].first()[kept]) if kept else summed)[list(counts)]
