"""Coarser figures for the public: counts to the nearest 5, rates to whole percentages, ranges that cannot be undone."""

from __future__ import annotations

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
        step = 10.0**policy.rate_decimals
        for columns, how in ((RATES, np.round), (LOWS, np.floor), (HIGHS, np.ceil)):
            for column in columns:
                table[column] = _in_steps(table[column].astype(float), how, step)
        for column, how in zip(RATIOS, (np.round, np.floor, np.ceil), strict=True):
            table[column] = _in_steps(table[column].astype(float), how, 10)
        for index in table.index[table["rate_low"].notna()]:
            if _undone(table.loc[index], policy, kind):
                table.loc[index, ["rate_low", "rate_high"]] = np.nan
    return table


def _undone(row: pd.Series, policy: Policy, kind: str) -> bool:
    """Whether the range gives the exact count and base back: a wide range says how few people it comes from."""
    near = np.arange(-policy.round_to, policy.round_to)
    cases, base = (each.ravel() for each in np.meshgrid(row["numerator"] + near, row["denominator"] + near))
    step = 10.0**policy.rate_decimals
    possible = ((cases >= 0) & (base >= max(policy.rate_base, 1)) & ((cases <= base) | (kind == "rate"))
                & (nearest(cases, policy) == row["numerator"]) & (nearest(base, policy) == row["denominator"]))
    cases, base = cases[possible], base[possible]
    fits = np.isclose(_in_steps(cases / base, np.round, step), row["rate"])
    low, high = (stats.wilson_interval if kind == "proportion" else stats.rate_interval)(cases, base)
    within = fits & np.isclose(_in_steps(low, np.floor, step), row["rate_low"]) & np.isclose(_in_steps(high, np.ceil, step), row["rate_high"])
    return bool(within.sum() < min(ENOUGH, fits.sum()))


def _in_steps(values, how, step: float):
    """To so many steps of one; the inner rounding keeps 0.07 * 100 = 7.000000000000001 from becoming 8."""
    return how(np.round(values * step, 6)) / step


def nearest(values, policy: Policy):
    return np.floor(values / policy.round_to + 0.5) * policy.round_to
