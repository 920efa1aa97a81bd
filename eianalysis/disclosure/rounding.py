"""Coarser figures for the public: counts to the nearest 5, rates to whole percentages, ranges that cannot be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.policy import PAIRS_LEFT, Policy

RATES = ("rate", "gap")
RATIOS = ("disparity_ratio", "ratio_low", "ratio_high")
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
    without, _ = possible({**row, "rate_low": np.nan, "rate_high": np.nan}, policy, kind)
    within, _ = possible(row, policy, kind)
    return len(within) < min(PAIRS_LEFT, len(without))


def possible(row: Mapping, policy: Policy, kind: str, step: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Every count with its base, by steps, that is printed as this row is: rounded, with its rate and the rate's range where it has them."""
    near = np.arange(-policy.round_to, policy.round_to, step)
    cases, base = (each.ravel() for each in np.meshgrid(row["numerator"] + np.arange(-policy.round_to, policy.round_to), row["denominator"] + near))
    fits = (
        (cases >= 0)
        & ((cases <= base) | (kind == "rate"))
        & (nearest(cases, policy) == row["numerator"])
        & (nearest(np.round(base, 1), policy) == row["denominator"])
    )
    if pd.isna(row["rate"]) or policy.rate_decimals is None:
        return cases[fits], base[fits]
    fits &= base >= max(policy.rate_base, 1)
    cases, base = cases[fits], base[fits]
    fits = np.isclose(rounded(cases / base, policy.rate_decimals, np.round), row["rate"])
    if not pd.isna(row["rate_low"]):
        low, high = (stats.wilson_interval if kind == "proportion" else stats.rate_interval)(cases, base)
        fits &= np.isclose(rounded(low, policy.rate_decimals, np.floor), row["rate_low"])
        fits &= np.isclose(rounded(high, policy.rate_decimals, np.ceil), row["rate_high"])
    return cases[fits], base[fits]


def rounded(values, digits: int, how: Callable):
    """Values to so many decimals; the inner rounding keeps 0.07 * 100 = 7.000000000000001 from becoming 8."""
    step = 10.0**digits
    return how(np.round(np.asarray(values, float) * step, 6)) / step


def nearest(values, policy: Policy):
    return np.floor(values / policy.round_to + 0.5) * policy.round_to
