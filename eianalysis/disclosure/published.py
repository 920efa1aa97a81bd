"""Tables that are public already: shown whole. What anybody can look up tells nothing new when it is printed again."""

from __future__ import annotations

import pandas as pd

from eianalysis.declare import PUBLIC
from eianalysis.disclosure import counts
from eianalysis.policy import Policy
from eianalysis.results import Result

NOTE = "These counts are published: nothing is hidden."


def is_public(result: Result) -> bool:
    """Whether both sides of every figure are counts of a published table."""
    of = result.identity
    return of is not None and of.counts.of.startswith(PUBLIC) and of.events.of.startswith(PUBLIC)


def whole(result: Result, policy: Policy) -> pd.DataFrame:
    """The table with every count; a base of fewer than 20 is marked all the same, because its rate says little."""
    table = counts.true_table(result)
    base, cases = table["denominator"], table["numerator"]
    table["status"] = "shown"
    table.loc[base < policy.low_base, "status"] = "low_base"
    table.loc[(base == 0) & (cases == 0), "status"] = "not_applicable"
    table.loc[base.isna() | cases.isna(), "status"] = "not_available"
    return counts.typed(table)
