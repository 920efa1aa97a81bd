"""Figures beside the contract's own: each is emptied wherever something it is worked out of is hidden, then rounded."""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.disclosure import gap_parts, strata
from eianalysis.disclosure.published import is_public
from eianalysis.errors import DisclosureError
from eianalysis.policy import Policy
from eianalysis.added_columns import ADDED, OF_EVERY_ROW
from eianalysis.results import ALL, Result
from eianalysis.vocabulary import UNDECLARED

#: Figures made of counts nobody is shown, and what rounds them as far as those ask for.
OF_STRATA = {strata.FIGURES: strata.protect, gap_parts.FIGURES: gap_parts.protect}


def empty(table: pd.DataFrame, result: Result, policy: Policy, no_rate: pd.Series, compared_with_hidden: pd.Series) -> None:
    """Empty and round the further figures of a table, in place.

    ``no_rate`` says of each row whether its rate is withheld, ``compared_with_hidden`` whether its comparison is.
    """
    if not result.added:
        return
    if set(OF_EVERY_ROW) & set(result.added) and not is_public(result, policy):
        raise DisclosureError(
            f"{result.measure}: limits that allow for how much units differ rest on every unit's count, and a hidden one could be "
            "worked out of them: they are for published tables"
        )
    rules = {
        "": no_rate,
        "reference": compared_with_hidden,
        "whole": no_rate | _whole(table, result, no_rate),
        "undeclared": compared_with_hidden | _undeclared(table, result, no_rate),
        "series": no_rate | _series(table, result, no_rate),
    }
    coarse = policy.rate_decimals is not None
    for name in result.added:
        scale, needs = ADDED[name]
        values = table[name].astype(object).where(table[name].notna() & ~rules[needs], None)
        if scale != "word":
            values = pd.to_numeric(values).astype(float)
            if coarse and scale != "count" and not any(name in figures for figures in OF_STRATA):
                values = _rounded(values, scale, policy)
        table[name] = values
    for figures, protect in OF_STRATA.items():
        if policy.export and figures[0] in result.added:
            protect(table, result, policy)
    for name in result.added:
        if ADDED[name][0] != "word":
            whole = ADDED[name][0] == "count"
            table[name] = pd.to_numeric(table[name].astype(object)).astype("Float64").astype("Int64" if whole else "Float64")


def _place(result: Result) -> list[str]:
    return ["window", "period_start", "period_end", *(key for key in result.keys if key != "window"), "characteristic"]


def _whole(table: pd.DataFrame, result: Result, withheld: pd.Series) -> pd.Series:
    """Rows of a table whose total is withheld or not there."""
    out = pd.Series(True, index=table.index)
    for _, rows in table.groupby(_place(result), sort=False, dropna=False):
        total = rows.index[rows["group"] == ALL]
        out[rows.index] = bool(withheld[total].any()) or not len(total)
    return out


def _undeclared(table: pd.DataFrame, result: Result, withheld: pd.Series) -> pd.Series:
    """Rows of a table in which the counts of those who declared nothing are withheld."""
    out = pd.Series(False, index=table.index)
    for _, rows in table.groupby(_place(result), sort=False, dropna=False):
        silent = rows.index[rows["group"].isin(UNDECLARED) & ((rows["denominator"] > 0) | rows["denominator"].isna())]
        out[rows.index] = bool(withheld[silent].any())
    return out


def _series(table: pd.DataFrame, result: Result, withheld: pd.Series) -> pd.Series:
    """Rows of a series of which any step is withheld: a mean over all of them would give the missing one back."""
    keys = [key for key in result.keys if key not in ("window", "month")]
    groups = [table[name].astype(str) for name in (*keys, "characteristic", "group")]
    return withheld.groupby(groups, sort=False).transform("any")


def _rounded(values: pd.Series, scale: str, policy: Policy) -> pd.Series:
    digits = policy.rate_decimals if scale == "rate" else 1
    if digits is None:
        return values
    step = 10.0**digits
    how = {"ratio_low": np.floor, "ratio_high": np.ceil}.get(scale, np.round)
    return how(np.round(values * step, 6)) / step
