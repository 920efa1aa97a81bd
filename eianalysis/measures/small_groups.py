"""Groups too small to be a row of their own, put together before counting: a remedy before hiding."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from eianalysis.measures.made_columns import with_columns
from eianalysis.policy import LIMITS
from eianalysis.vocabulary import SMALL_TOGETHER

LABEL = SMALL_TOGETHER


def merge_small(
    rows: pd.DataFrame, columns: Iterable[str], *, least: int = LIMITS.group_people, sizes: pd.Series | None = None, pair: bool = False
) -> pd.DataFrame:
    """The rows with every group of fewer than ``least`` rows named ``Small groups together``, column by column.

    ``sizes`` weighs each row (1 for somebody who left: groups of few leavers). One small group alone stays what it is:
    put together with nobody it would only have another name. With ``pair`` it is put together with the next smallest.
    """
    columns = list(dict.fromkeys(columns))
    rows = with_columns(rows, columns).copy()
    weight = pd.Series(1, index=rows.index) if sizes is None else sizes.reindex(rows.index).fillna(0)
    for column in dict.fromkeys(columns):
        size = weight.groupby(rows[column].astype(object)).sum()
        small = list(size[size < least].index)
        if pair and len(small) == 1 and len(size) > 2:
            small = list(size.sort_values(kind="stable").index[:2])
        if len(small) > 1:
            rows[column] = rows[column].astype(object).where(~rows[column].isin(small), LABEL)
    return rows
