"""Coarser figures for the public: counts to the nearest 5, rates to whole percentages, ranges that cannot be undone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.policy import Policy

RATES = ("rate", "gap")
RATIOS = ("disparity_ratio", "ratio_low", "ratio_high")
ENOUGH = 3  # pairs of count and base that must remain possible, unless the rate alone leaves fewer
LOWS, HIGHS = ("rate_low", "gap_low"), ("rate_high", "gap_high")


def coarsen(table: pd.DataFrame, policy: Policy, kind: str) -> pd.DataFrame:
    """The table as this policy may print it; already hidden cells stay empty.

    Each count is rounded from its own true value, totals too, so that rounded groups need not add up. Ranges are rounded
    outwards. A p-value is a function of four exact counts, so it goes where counts are rounded.
    """
    table = table.copy()
    if policy.round_to > 1:
        for column in ("numerator", "denominator"):
            table[column] = nearest(table[column].astype(float), policy)
        table["p_value"] = np.nan
    if policy.rate_decimals is not None:
        for columns, how in ((RATES, np.round), (LOWS, np.floor), (HIGHS, np.ceil)):
            for column in columns:
                table[column] = rounded(table[column].astype(float), policy.rate_decimals, how)
        for column, how in zip(RATIOS, (np.round, np.floor, np.ceil), strict=True):
            table[column] = rounded(table[column].astype(float), 1, how)
        for index in table.index[table["rate_low"].notna()]:
            if _undone(table.loc[index], policy, kind):
                table.loc[index, ["rate_low", "rate_high"]] = np.nan
    return table


def _undone(row: pd.Series, policy: Policy, kind: str) -> bool:
    """Whether the range gives the exact count and base back: a wide range says how few people it comes from."""
    near = np.arange(-policy.round_to, policy.round_to)
    cases, base = (each.ravel() for each in np.meshgrid(row["numerator"] + near, row["denominator"] + near))
    possible = (
        (cases >= 0)
        & (base >= max(policy.rate_base, 1))
        & ((cases <= base) | (kind == "rate"))
        & (nearest(cases, policy) == row["numerator"])
        & (nearest(base, policy) == row["denominator"])
    )
    cases, base = cases[possible], base[possible]
    fits = np.isclose(rounded(cases / base, policy.rate_decimals, np.round), row["rate"])
    low, high = (stats.wilson_interval if kind == "proportion" else stats.rate_interval)(cases, base)
    within = (
        fits
        & np.isclose(rounded(low, policy.rate_decimals, np.floor), row["rate_low"])
        & np.isclose(rounded(high, policy.rate_decimals, np.ceil), row["rate_high"])
    )
    return bool(within.sum() < min(ENOUGH, fits.sum()))


def rounded(values, digits: int, how: Callable):
    """Values to so many decimals; the inner rounding keeps 0.07 * 100 = 7.000000000000001 from becoming 8."""
    step = 10.0**digits
    return how(np.round(np.asarray(values, float) * step, 6)) / step


def nearest(values, policy: Policy):
    return np.floor(values / policy.round_to + 0.5) * policy.round_to
