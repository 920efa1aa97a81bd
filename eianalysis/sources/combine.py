"""The files of one table together: columns one of them lacks or leaves blank, labels in one spelling, flags that only say yes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.schema.columns import Column, Table
from eianalysis.sources.half_recorded import FEWEST_BLANK
from eianalysis.sources.source import Source
from eianalysis.sources.spelling import spellings
from eianalysis.vocabulary import FREE_TEXT, NOT_RECORDED

#: A column with more different texts than this holds no labels.
MOST_LABELS = 500


def combined(table: Table, frames: Sequence[pd.DataFrame], sources: list[Source], said: Sequence[Collection[str]] = ()) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows of all files as one frame, and why a column can give no rate; ``sources`` get what is to be told.

    ``said`` are the columns that the mapping of each file gives one value to: a blank there is somebody's word.

    Raises ``DataFault`` where a column that must be there is blank throughout one file and filled in another: an export
    that failed looks so, and its people would count as not recorded.
    """
    faults = _blank_in_one(table, frames, sources, said)
    if faults:
        raise faults[0]
    filled = [place for place, frame in enumerate(frames) if len(frame)] or [0]
    frame = pd.concat([frames[place] for place in filled], ignore_index=True) if len(filled) > 1 else frames[filled[0]].reset_index(drop=True)
    for column in table.columns:
        if column.name in frame and column.blank is not None and len(filled) > 1:
            frame[column.name] = frame[column.name].fillna(_word_of_blank(column)).astype("str")
    for name in frame:
        if name in table and table[name].kind == "text" and not table[name].reference and name not in FREE_TEXT:
            other = spellings(frame[name]) if frame[name].nunique() <= MOST_LABELS else {}
            if other:
                changed = int(frame[name].isin(list(other)).sum())
                frame[name] = frame[name].replace(other)
                _tell(sources, 0, f"{name}: labels that differ in case or blanks only, read as one", changed)
    return frame, _yes_or_blank(table, frame, sources)


def _word_of_blank(column: Column) -> str:
    return column.codes.get(column.blank, column.blank) if column.holds == "label" else column.blank


def _blank(values: pd.Series) -> pd.Series:
    return values.isna() | values.isin(["", NOT_RECORDED, "U", "UK"])


def _blank_in_one(table: Table, frames: Sequence[pd.DataFrame], sources: list[Source], said: Sequence[Collection[str]]) -> list[DataFault]:
    """Columns blank throughout a file: told; a fault where they must be there and another file has them."""
    faults = []
    for column in table.columns:
        if column.derived:
            continue
        states = {place: None if column.name not in frame else bool(_blank(frame[column.name]).all()) for place, frame in enumerate(frames) if len(frame)}
        for place, blank in states.items():
            others = [sources[other].file for other, state in states.items() if state is False and other != place]
            if blank and column.required and others and not (said and column.name in said[place]):
                faults.append(
                    DataFault(
                        sources[place].file,
                        f"the {table.name} table",
                        [
                            Fault(
                                f"it is blank in every row, and filled in '{others[0]}'",
                                "export it again; or, if it was never recorded then, say so in "
                                f"mapping.toml, in [table.constants] of this file: {column.name} = ''",
                                column=column.name,
                            )
                        ],
                        "Correct the extract, or say in mapping.toml how it is to be read.",
                    )
                )
            elif blank:
                _tell(sources, place, f"'{column.name}' is blank in every row", 0)
            elif blank is None and others:
                _tell(sources, place, f"the file has no '{column.name}', which '{others[0]}' has: not recorded there", 0)
    return faults


def _yes_or_blank(table: Table, frame: pd.DataFrame, sources: list[Source]) -> dict[str, str]:
    """Columns that say yes or nothing: told, and no rate is made of them, because a blank is not a no."""
    why = {}
    for column in table.columns:
        if column.kind != "flag" or column.derived or column.name not in frame:
            continue
        values = frame[column.name].astype("boolean")
        yes, blank = values.fillna(False).astype(bool), values.isna()
        if yes.any() and not (~values).fillna(False).any() and blank.sum() >= FEWEST_BLANK:
            why[column.name] = (
                f"'{column.name}' says yes or nothing, and never no; where a blank means no, say so in mapping.toml: [values.{column.name}] '' = 'N'"
            )
            _tell(sources, 0, why[column.name], int(blank.sum()))
    return why


def _tell(sources: list[Source], place: int, words: str, rows: int) -> None:
    sources[place] = replace(sources[place], flags=(*sources[place].flags, (words, rows)))
