"""The answers of a survey beside how many people of each group are said to have answered: both count the same people."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable

#: Two groups are exchanged where each count is nearly the other group's, and far from its own; by so many people at the least.
NEAR, FAR, PEOPLE = 0.05, 0.15, 10
#: So few of those said to have answered, or so many more, are told with what to do.
FEWER, MORE = 0.9, 1.1
OTHERS = "{}: {:,} people answered '{}' of '{}', and survey_waves says {:,}: {}"
MISSING = "are answers missing, or are those of another wave counted in survey_waves?"
TWICE = "are answers there twice, under other references, or are some of another wave?"
SWAPPED = "'{}' of '{}' has about as many '{}' as survey_waves says there are '{}', and the other way round"


def answered(surveys: TypedTable | None, waves: TypedTable | None) -> tuple[list[str], list[DataFault]]:
    """What is to be told of waves with other numbers of people in the two tables, in lines, and faults where two groups are exchanged."""
    if surveys is None or waves is None or surveys.absent or waves.absent:
        return [], []
    whose, rounds = "respondent_ref", ["survey", "wave"]
    people, said = surveys.frame.drop_duplicates([*rounds, whose]), waves.frame.groupby([*rounds, "characteristic", "group"])["returned"].sum()
    lines, faults = [], []
    for (survey, wave, characteristic), there in said.groupby(level=[0, 1, 2]):
        here = people[(people["survey"] == survey) & (people["wave"] == wave)]
        counts = {str(group): int(many) for group, many in there.droplevel([0, 1, 2]).items()}
        if here.empty:
            continue
        if characteristic == "all":
            many = sum(counts.values())
            advice = MISSING if len(here) < FEWER * many else TWICE if len(here) > MORE * many else ""
            lines += [OTHERS.format(surveys.name, len(here), wave, survey, many, advice)] if advice and abs(len(here) - many) >= PEOPLE else []
        elif characteristic in here and (pair := _exchanged(here[characteristic].value_counts(), counts)):
            column = next((columns[0] for columns in TABLES[surveys.name].characteristics.values() if characteristic in columns), characteristic)
            faults.append(
                DataFault(
                    surveys.sources[0].file,
                    f"the people of the {waves.name} table",
                    [Fault(SWAPPED.format(wave, survey, *pair), f"are the words for {column} the same in both? Give one of the two again", column=column)],
                    "Correct one of the two.",
                )
            )
    return lines, faults


def _exchanged(here: pd.Series, there: Mapping[str, int]) -> tuple[str, str] | None:
    for a, b in combinations([group for group in there if group in here], 2):
        total = there[a] + there[b]
        crossed = abs(here[a] - there[b]) + abs(here[b] - there[a])
        straight = min(abs(here[a] - there[a]), abs(here[b] - there[b]))
        if straight >= max(PEOPLE, FAR * total) and crossed <= NEAR * total:
            return a, b
    return None
