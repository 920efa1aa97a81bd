"""Searches that are listed more than once: a month doubled by its publisher, or rows that stand in two months' files.

Two searches may well be alike, because times are to the minute and groups are searched together: in 1,020 months of 44 forces
between none and a quarter of the searches have a like. In seven months every one has, which is a fault of the listing.
"""

from __future__ import annotations

import pandas as pd

from eianalysis.errors import Fault

TWICE = "every search stands twice in this month's file (a listing fault): counted once"
TIMES = "every search stands {} times in this month's file (a listing fault): counted once"
NEARLY = "nearly every search stands {} times in this month's file (a listing fault): counted once"
KEPT = "exact duplicates of another row, kept (times are to the minute, groups are searched together)"
ELSEWHERE = "searches that stand in another month's file too: counted once, in the month they are dated in"
#: A month is listed several times if so many of its searches are; and half listed so, if this many are.
ALL, PART, ENOUGH = 0.9, 0.4, 30
MOST_TIMES = 6


def counted_once(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple[str, int]], list[tuple[str, int]], list[Fault]]:
    """One month's rows with each listing of it counted once: the rows, what was set aside, what is odd, what cannot be told.

    A month listed k times has every search k times, or 2k times where two were alike: so each is counted a k-th as often.
    """
    alike = frame.groupby(list(frame.columns), sort=False, observed=True, dropna=False)
    times = alike.size() if frame.duplicated().any() else None
    if times is None:
        return frame, [], [], []
    listed = next((k for k in range(MOST_TIMES, 1, -1) if (times % k == 0).mean() >= ALL), 1)
    if listed > 1:
        place, size = alike.cumcount(), alike[frame.columns[0]].transform("size")
        kept = frame[place < -(-size // listed)]
        words = TWICE if listed == 2 and (times == 2).all() else (TIMES if (times % listed == 0).all() else NEARLY).format(listed)
        aside = [(words, len(frame) - len(kept))]
    else:
        kept, aside = frame, []
    again = int(kept.duplicated().sum())
    if listed == 1 and len(times) >= ENOUGH and (times > 1).mean() >= PART:
        return (
            kept,
            aside,
            [],
            [
                Fault(
                    "a large part of the searches stands more than once: part of the month may be listed twice",
                    "ask the force which rows are right, and take the others out",
                )
            ],
        )
    return kept, aside, [(KEPT, again)] if again else [], []


def without_strays(frames: list[pd.DataFrame], columns: list[str], moment: str) -> list[int]:
    """Take out of each month's rows those dated in another month of the force in whose file they stand too; how many of each.

    ``frames`` are changed in place; they have the columns ``force`` and ``file_month`` beside the published ones.
    """
    home = {(frame["force"].iloc[0], frame["file_month"].iloc[0]): place for place, frame in enumerate(frames) if len(frame)}
    taken = [0] * len(frames)
    for (force, month), place in home.items():
        frame = frames[place]
        dated = frame[moment].str[:7]
        for other in dated[dated != month].unique():
            there = home.get((force, other))
            if there is None or not month:
                continue
            mine = frame.loc[dated == other, columns].astype(str)
            both = mine.merge(frames[there][columns].astype(str).drop_duplicates(), on=columns, how="left", indicator=True)["_merge"] == "both"
            gone = mine.index[both.to_numpy()]
            frames[place] = frames[place].drop(index=gone)
            taken[place] += len(gone)
    return taken
