"""Filters on people and their spells: the spells are made of everybody, and then narrowed to whom the filter asks for.

Whoever is in a unit now may have come from another; made of the narrowed tables alone, their spell would have holes.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.declare import Days
from eianalysis.measures.spell_evidence import OF_THE_POST, PERSONAL
from eianalysis.sources.typed import TypedTable


def unnarrowed(table: TypedTable) -> TypedTable:
    """The table with everybody a filter on people took out: whoever was in a unit may have come from another.

    What was narrowed by a column that is no property of a person (the day of a snapshot) stays narrowed.
    """
    if table.whole is None:
        return table
    frame = table.whole
    for name, values in table.filters:
        if name in frame and name not in _of_people(table):
            frame = frame[frame[name].astype(str).isin(values.words)]
    return replace(table, frame=frame, whole=None, filters=())


def narrowed(frame: pd.DataFrame, filters: tuple) -> pd.DataFrame:
    """The spells of people who are what the filters ask for, as last recorded."""
    for name, values in filters:
        if isinstance(values, Days):
            frame = frame[frame["started"] >= pd.Timestamp(values.first)]
        elif name in frame:
            frame = frame[frame[name].astype(str).isin(values.words)]
    return frame


def _of_people(table: TypedTable) -> set[str]:
    both = (column for columns in table.groupings.values() for column in columns)
    return {*PERSONAL, *OF_THE_POST, "worker_type", "leaver_type", "leaver_family", *both}
