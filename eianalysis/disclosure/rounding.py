"""Coarser figures for the public: counts to the nearest 5, rates to whole percentages, ranges that cannot be undone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.policy import Policy

RATES = ("rate", "gap")
RATIOS = ("disparity_ratio", "ratio_low", "ratio_high")
LOWS, HIGHS = ("rate_low", "gap_low"), ("rate_high", "gap_high")


def coarsen(table: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The table as this policy may print it; already hidden cells stay empty.

    Each count is rounded from its own true value, totals too, so that rounded groups need not add up. Ranges are rounded
    outwards. A p-value is a function of four exact counts, so it goes where counts are rounded.
    """
    table = table.copy()
    if policy.round_to > 1:
        for column in ("numerator", "denominator"):
            table[column] = np.floor(table[column].astype(float) / policy.round_to + 0.5) * policy.round_to
        table["p_value"] = np.nan
    if policy.rate_decimals is not None:
        step = 10.0**policy.rate_decimals
        for columns, how in ((RATES, np.round), (LOWS, np.floor), (HIGHS, np.ceil)):
            for column in columns:
                # The inner rounding keeps 0.07 * 100 = 7.000000000000001 from becoming 8.
                table[column] = how(np.round(table[column].astype(float) * step, 6)) / step
        for column, how in zip(RATIOS, (np.round, np.floor, np.ceil), strict=True):
            table[column] = how(np.round(table[column].astype(float) * 10, 6)) / 10
    return table
