"""Counts of months in another unit, or noughts for what was not counted: months in a row whose numbers are of another size than all others.

Thousands typed as ones, minutes as hours, a nought where nobody has counted yet: each number may be one. Told, with the months.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable, with_flags
from eianalysis.vocabulary import day_in_words

#: Of so many months of each kind it can be said; one of them is of another size where it is so many times the largest, or the least, of all others.
ENOUGH, APART = 6, 8
#: Months with nothing at all, where each other month has something, are told where so many would be there by the least other month.
EXPECTED = 20
OTHER_SIZE = "{}: the numbers of {} are {} times and more {} of any other month: another unit (thousands, minutes), or a total typed beside its parts?"
NOUGHT = "{}: nothing but noughts in {}, and something in every other month: was it not counted yet? Leave blank what is not known"


def with_sizes(table: TypedTable) -> TypedTable:
    """The table, told of months in which a count is of another size than in all others."""
    declared = TABLES.get(table.name)
    if declared is None or table.absent or not declared.happened or "person_ref" in declared:
        return table
    day, told = declared.day_in(table.frame), []
    if day is None or table.frame[day].dropna().empty:
        return table
    months = table.frame[day].dt.tz_localize(None).dt.to_period("M")
    for column in declared.columns:
        if column.name in table.frame and column.kind in ("count", "number") and table.frame[column.name].notna().any():
            each = table.frame[column.name].astype("float64").groupby(months).agg(["sum", "count", "mean"])
            each = each[each["count"] > 0].sort_index()
            if len(each) >= ENOUGH:
                told += _of_months(each, column.name)
    return with_flags(table, told)


def _of_months(each: pd.DataFrame, name: str) -> list[tuple[str, int]]:
    """What is to be told of the means of months, in their order."""
    means, some = each["mean"].to_numpy(), each["sum"].to_numpy() > 0
    if not some.all():
        odd = np.flatnonzero(~some)
        in_a_row = odd[-1] - odd[0] + 1 == len(odd)
        least = each["sum"][some].min() if some.any() else 0
        return [(NOUGHT.format(name, _months(each.index[odd])), int(each["count"].to_numpy()[odd].sum()))] if in_a_row and least * len(odd) >= EXPECTED else []
    order = np.sort(means)
    apart = order[1:] / order[:-1]
    place = int(apart.argmax())
    if apart[place] <= APART:
        return []
    large = means > order[place]
    odd = np.flatnonzero(large if large.sum() <= len(means) / 2 else ~large)  # of two sizes the rarer is the odd one
    words = "as large as those" if large[odd[0]] else "smaller than those"
    return [(OTHER_SIZE.format(name, _months(each.index[odd]), APART, words), int(each["count"].to_numpy()[odd].sum()))]


def _months(odd: pd.PeriodIndex) -> str:
    first, last = day_in_words(odd[0].start_time), day_in_words(odd[-1].end_time)
    return f"{first} to {last}"
