"""A wave of a survey in which yes and no, or a scale from one to five, are the other way round than in the other waves.

Which answers are favourable goes with the number of the answer, high or low, and that of a question is the same from wave to wave.
Where nearly every question of a wave has it the other way, one of the two columns was turned round there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable, fault_of

#: So many questions that another wave has too, of nearly all of which it is the other way; a few may have codes that were given anew.
QUESTIONS, NEARLY = 4, 0.8
SAID = "in '{}' of '{}' the answers that are favourable are at the other end of 'response' than in its other waves, for {} of {} questions"
CURE = "is yes for no in this column there, or was the scale turned round? Give both as in the other waves"


def without_turned_scales(table: TypedTable) -> TypedTable:
    """The table, unless in one wave what is favourable is at the other end of the scale than elsewhere: then a ``DataFault``."""
    declared = TABLES.get(table.name)
    if declared is None or table.absent or not declared.item or not {"response", "favourable"} <= set(table.frame):
        return table
    whole, wave = declared.key[0], declared.key[1]
    known = table.frame.dropna(subset=["response", "favourable"])
    means = (
        known.assign(number=known["response"].astype(float), yes=known["favourable"].astype(bool))
        .groupby([whole, wave, declared.item, "yes"])["number"]
        .mean()
        .unstack()
    )
    if not {True, False} <= set(means):
        return table
    end = np.sign(means[True] - means[False]).dropna().unstack(wave)
    faults = [fault for survey, each in end.groupby(level=0) for fault in _turned(str(survey), each)]
    if faults:
        raise fault_of(table, faults)
    return table


def _turned(survey: str, end: pd.DataFrame) -> list[Fault]:
    for wave in end:
        others = end.drop(columns=wave).sum(axis=1)
        both = end[wave].notna() & (others != 0)
        other_way = int((end.loc[both, wave] * others[both] < 0).sum())
        if both.sum() >= QUESTIONS and other_way >= NEARLY * both.sum():
            return [Fault(SAID.format(wave, survey, other_way, int(both.sum())), CURE, column="favourable")]
    return []
