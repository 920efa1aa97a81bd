"""The gate for gaps between two groups' amounts of money (pay, bonuses): percentages, never an amount, a least or a most.

Shown is a figure only where both sides have as many people as a rate needs, where no one person's amount makes up nearly all
there is to learn (the p% rule of statistical disclosure control: without the two largest amounts, a tenth of the largest must be
left), and where no other figure of the table gives it away: where a part of everybody is hidden, so is everybody, because
the other parts are shown. Of a part of the force (a filter) there is none. Figures are rounded to a tenth of a percentage point.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from eianalysis.disclosure.primary_suppression import threshold_of
from eianalysis.errors import DisclosureError
from eianalysis.policy import SPARE, Policy
from eianalysis.results import ALL, AMOUNT_FIGURES, GROUPING, LEADING, Missing, Result

#: What a row must say of both sides for the gate to judge it: people behind the figure, and ``stats.spare_share``, the smaller of the sides'.
SUPPORT = ("people", "reference_people", "spare")
#: Decimals of a gap as a share: a tenth of a percentage point, as the law asks for.
DECIMALS = 3

OF_A_PART = (
    "of the whole force: pay gaps are shown of the whole force only; of a part, one person's pay could be worked out from two answers. Ask without the filter"
)


def columns(result: Result) -> list[str]:
    """The columns of a release of this shape."""
    own = [key for key in result.keys if key not in (*LEADING, *GROUPING)]
    return [*LEADING, *GROUPING, "reference", *own, *AMOUNT_FIGURES, "status"]


def of_the_whole(result: Result, policy: Policy) -> Result:
    """The result; or, of a part of the force where a page may be made of it, one that is not available and says why."""
    narrowed = result.filters or (result.identity is not None and result.identity.filters)
    if not policy.export or not narrowed or result.missing:
        return result
    file = next((source.table for source in result.sources), result.measure)
    return replace(result, missing=Missing(file, items=result.definition.serves, reason=OF_A_PART))


def decide(result: Result, policy: Policy) -> tuple[pd.DataFrame, bool]:
    """``(table, whether anything is hidden)``."""
    table = result.unreleased.reset_index(drop=True)
    absent = [name for name in (*GROUPING, "reference", *AMOUNT_FIGURES, *SUPPORT, *result.keys) if name not in table]
    if absent:
        raise DisclosureError(f"{result.measure} has no column {', '.join(absent)}; nothing was released")
    for name, value in (("measure", result.measure), ("kind", result.kind), ("window", ""), ("period_start", pd.NaT), ("period_end", pd.NaT)):
        if name not in table:
            table[name] = value
    least = [max(policy.rate_base, threshold_of(policy, name, result.keys)) for name in table["characteristic"]]
    fewer = table[["people", "reference_people"]].astype(float).min(axis=1, skipna=False)
    hidden = ~(fewer >= least)  # an unknown number counts as too small
    if policy.export:
        hidden |= ~(table["spare"].astype(float) >= SPARE)
    hidden |= _told_by_parts(table, result, hidden)
    nobody = (table[["people", "reference_people"]].astype(float) == 0).any(axis=1)
    undefined = table["value"].isna() & ~hidden
    out = table.reindex(columns=columns(result))
    for name in AMOUNT_FIGURES:
        values = pd.to_numeric(out[name]).astype(float).mask(hidden, np.nan)
        out[name] = (values.round(DECIMALS) + 0.0 if policy.export else values).astype("Float64")
    out["status"] = np.select(
        [hidden & ~nobody, nobody, undefined], ["hidden", "hidden" if policy.export else "not_applicable", "not_applicable"], "shown"
    ).astype(object)
    return out, bool((out["status"] == "hidden").any())


def _told_by_parts(table: pd.DataFrame, result: Result, hidden: pd.Series) -> pd.Series:
    """Rows of everybody of which some part is hidden that has people: they and the parts shown would tell of it."""
    told = pd.Series(False, index=table.index)
    labels = [*GROUPING, "reference", *result.keys]
    some = hidden & (table[["people", "reference_people"]].astype(float) > 0).any(axis=1)
    for key in result.keys:
        if not table[key].eq(ALL).any():
            continue
        others = [name for name in labels if name != key]
        for _, rows in table.groupby(others, sort=False, dropna=False):
            if some[rows.index[rows[key] != ALL]].any():
                told[rows.index[rows[key] == ALL]] = True
    return told
