"""Sentences about a monthly series: its range, its last month, the months outside what chance alone would give."""

from __future__ import annotations

import pandas as pd

from eianalysis.results import Release
from eianalysis.wording.numbers import absent, capital, count, listed, month_label, places, rate
from eianalysis.wording.reading import Block, blocks, group_words, hidden


def series(released: Release) -> list[tuple[Block, str, pd.DataFrame]]:
    """Each monthly series of the release: its block, its group, its rows in order of month."""
    found = []
    for block in blocks(released, across="month"):
        for group, rows in block.rows.groupby("group", sort=False):
            found.append((block, str(group), rows.sort_values("month", key=lambda months: months.astype(str))))
    return found


def drawn(released: Release) -> list[tuple[Block, str, pd.DataFrame]]:
    """The series to draw and to speak of: the totals where there are any, else every group."""
    every = series(released)
    totals = [one for one in every if one[1] == "All"]
    return totals or every


def sentences(released: Release) -> list[str]:
    """Say each series in two or three sentences."""
    return [sentence for one in drawn(released) for sentence in _one(released, *one)]


def _one(released: Release, block: Block, group: str, rows: pd.DataFrame) -> list[str]:
    who = capital(group_words(released, block, group))
    seen = rows[[not hidden(row) for _, row in rows.iterrows()]]
    if seen.empty:
        return [f"{who}: every month is hidden, because small numbers could tell about a person."]
    definition = released.definition
    first, last = month_label(seen["month"].iloc[0]), month_label(seen["month"].iloc[-1])
    base = seen["denominator"]
    said = [
        f"{who}, {first} to {last}: between {count(base.min())} and {count(base.max())} {definition.base_unit} a month."
    ]
    rated = seen[seen["rate"].notna()]
    if not rated.empty:
        said += [_range(released, rated), *_outside(rated)]
    unseen = rows[[hidden(row) for _, row in rows.iterrows()]]
    if len(unseen):
        months = listed(month_label(month) for month in unseen["month"])
        said.append(f"Hidden, because small numbers could tell about a person: {months}.")
    return said


def _range(released: Release, rated: pd.DataFrame) -> str:
    """The lowest, the highest and the last month of a series of rates."""
    definition, policy = released.definition, released.policy
    written = [
        rate(row["rate"], definition, row["kind"], places(row["denominator"], definition, policy))
        for _, row in rated.iterrows()
    ]
    months = [month_label(month) for month in rated["month"]]
    low, high = rated["rate"].argmin(), rated["rate"].argmax()
    what = f"The share that {definition.verb}" if rated["kind"].iloc[0] == "proportion" else "The rate"
    return (
        f"{what} lay between {written[low]} ({months[low]}) and {written[high]} ({months[high]}); in {months[-1]} it "
        f"was {written[-1]}."
    )


def outside(rows: pd.DataFrame) -> pd.DataFrame:
    """The months whose rate lies outside the limits, where the release has limits."""
    if not {"limit_low", "limit_high"} <= set(rows.columns):
        return rows.iloc[0:0]
    return rows[(rows["rate"] < rows["limit_low"]) | (rows["rate"] > rows["limit_high"])]


def _outside(rows: pd.DataFrame) -> list[str]:
    if "limit_low" not in rows or absent(rows["limit_low"].min()):
        return []
    months = [month_label(month) for month in outside(rows)["month"]]
    if not months:
        return ["No month lies outside the limits of what chance alone would give."]
    return [f"Outside the limits of what chance alone would give: {listed(months)}."]
