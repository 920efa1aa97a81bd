"""Tables that are public already: shown whole. What anybody can look up tells nothing new when it is printed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from eianalysis.declare import PUBLIC
from eianalysis.policy import Policy, policy_for
from eianalysis.results import Result
from eianalysis.schema.reference import BENCHMARKS, DEFINITION_BREAKS, OTHER_FORCES, TARGETS

NOTE = "These counts are published: nothing is hidden."
#: Tables of published populations and aims, which say of every row who published it.
REFERENCE = frozenset(table.name for table in (BENCHMARKS, TARGETS, DEFINITION_BREAKS, OTHER_FORCES))
COUNTED = ("counts", "curve", "statistic", "amounts", "mean")  # shapes whose figures are made of counts; the others are made of released tables


class Made(NamedTuple):
    """What the gate made of a result."""

    table: pd.DataFrame
    level: str
    note: str
    taken: Result  # the alternative
    cells: tuple = ()  # what the count and the base of each row are of, None where they are hidden; () of no counts


def is_public(result: Result, policy: Policy) -> bool:
    """Whether every figure is counted from published tables and from nothing else.

    Either the measure says that both sides of its figures are of a published table of counts, or every file it was made of
    is of a table that the cycle calls published (or of a reference table). One file of another table, and it is not.
    """
    if result.shape not in COUNTED or result.missing:
        return False
    of = result.identity
    if of is not None and of.counts.of.startswith(PUBLIC) and of.events.of.startswith(PUBLIC):
        return True
    read = [source for source in result.sources if source.state != "absent"]
    tables = {source.table for source in read}
    return bool(tables & set(policy.published)) and tables <= REFERENCE | set(policy.published) and all(source.state == "real" for source in read)


def shown(result: Result, policy: Policy, how: Callable[[Result, Policy], Made]) -> Made:
    """What ``how`` makes of a result: by the policy, or by none where everything in it is public."""
    if not is_public(result, policy):
        return how(result, policy)
    table, level, _, taken, _ = how(result, policy_for("working"))
    return Made(_marked(table, policy) if result.shape == "counts" else table, level, NOTE, taken)


def _marked(table: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """A base of fewer than 20 is marked all the same, because its rate says little."""
    small = table["status"].eq("shown") & (table["denominator"] < policy.low_base)
    return table.assign(status=table["status"].mask(small.fillna(False).astype(bool), "low_base"))
