"""Promotion leads up: the rank it leads to is held against the rank that was held, row by row, and by the whole file.

A rank as it is today, and not as it was when the round opened, makes everybody who was promoted look as if they had applied for
what they held already. A few such rows may be people who held the rank temporarily: they are told, and stop nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis import vocabulary as v
from eianalysis.errors import Fault
from eianalysis.schema.faults import in_rows

#: Of so many rows with both ranks, more than this share that lead nowhere is no temporary rank.
ENOUGH, MOST = 10, 0.2
#: Rungs, lowest first; chief officers are one, as their ranks are not the same ladder in every force. Grades of staff are a ladder of their own.
_CHIEF = v.RANK_BANDS["Chief officers"]
_RUNGS = [rank for rank in reversed(v.RANKS) if rank not in _CHIEF]
LADDERS: tuple[dict[str, int], ...] = (
    {**{rank: place for place, rank in enumerate(_RUNGS)}, **dict.fromkeys(_CHIEF, len(_RUNGS))},
    {grade: place for place, grade in enumerate(reversed([grade for grades in v.STAFF_BANDS.values() for grade in grades]))},
)
SIDEWAYS = "to_rank is the rank held or one below it"
STRIDES = "to_rank is more than one rank above the rank held"
RIGHT = "rank_grade is the rank held when the process opened, and to_rank the one it leads to: is it the rank of today, or are the two columns swapped?"


def ladder_faults(typed: Mapping[str, pd.Series], said: list[str]) -> list[Fault]:
    """A fault where many rows lead to no higher rank; fewer, and steps of more than one police rank, are told in ``said``."""
    if "to_rank" not in typed or "rank_grade" not in typed:
        return []
    held, to = typed["rank_grade"], typed["to_rank"]
    both = pd.Series(False, index=held.index)
    flat, far = both.copy(), both.copy()
    for place, ladder in enumerate(LADDERS):
        step = to.map(ladder).astype("float64") - held.map(ladder).astype("float64")
        step = step.mask(held.isin(_CHIEF) & to.isin(_CHIEF))
        both |= step.notna()
        flat |= step <= 0
        far |= (step > 1) if place == 0 else False
    wrong = held.index[flat.fillna(False)]
    if len(wrong) >= ENOUGH and len(wrong) > MOST * both.sum():
        return [in_rows(wrong, "to_rank", f"{SIDEWAYS}, of {int(both.sum()):,} rows with both", RIGHT)]
    if len(wrong):
        said.append(f"{_rows(len(wrong))} {SIDEWAYS}: did they hold it temporarily, or is rank_grade the rank of today?")
    if far.any():
        said.append(f"{_rows(int(far.sum()))} {STRIDES}: may a rank be skipped, or is one of the two wrong?")
    return []


def _rows(count: int) -> str:
    return f"in {count:,} rows" if count >= ENOUGH else "in a few rows"
