"""Rows that follow another of the same person, such as an application made again: whether the row they name is there, and before them.

References of another kind lead nowhere, and two columns exchanged lead to what came later: either way a second attempt is taken for a
first, and what was learned between the two is said of nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable

#: Of so many that name another row fewer than a tenth being there is no accident, nor is half of them leading to a later one.
ENOUGH, SOME, MOST = 10, 0.1, 0.5
NOWHERE = "are its references of the same kind as those of {key}? Map the right column in mapping.toml, or leave {column} out"
LATER = "are {column} and {key} exchanged, or is {day} the day of something else? Map the right columns in mapping.toml"
ITSELF = "it should be empty where no other came before it"


def following(tables: Mapping[str, TypedTable], of: Callable[[int, int], str]) -> tuple[list[str], list[DataFault]]:
    """What is to be told of rows that follow others, in lines, and the faults; ``of`` says how many of how many."""
    lines, faults = [], []
    for name, table in tables.items():
        for column, key in TABLES[name].follows if name in TABLES and not table.absent else ():
            if column in table.frame and key in table.frame:
                told, wrong = _followed(table, column, key, of)
                lines += told
                if wrong:
                    faults.append(DataFault(table.sources[0].file, f"the {name} table", wrong, "Correct the extract."))
    return lines, faults


def _shape(reference: str) -> str:
    """What kind of reference it is: its letters and digits alike, as "A000" of every "K123"."""
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "0", str(reference)))


def _followed(table: TypedTable, column: str, key: str, of: Callable[[int, int], str]) -> tuple[list[str], list[Fault]]:
    frame, day = table.frame, TABLES[table.name].happened[0]
    rows = frame[frame[column].notna() & frame[column].ne("")]
    itself = rows[column] == rows[key]
    if itself.any():
        return [], [Fault(f"the {column} of {of(int(itself.sum()), len(rows))} is their own {key}", ITSELF, column=column)]
    days = frame.dropna(subset=[key]).drop_duplicates(key).set_index(key)[day]
    if days.empty:  # a file of headings alone
        return [], []
    led = rows[column].isin(days.index)
    later = rows[column].map(days) > rows[day]
    if len(rows) < ENOUGH:
        return [], []
    there, before = (
        f"{of(int(led.sum()), len(rows))} that follow another lead to a row that is there",
        f"{of(int(later.sum()), int(led.sum()))} lead to a later one",
    )
    words = {"column": column, "key": key, "day": day}
    if led.sum() < SOME * len(rows):
        if rows[column].map(_shape).isin(set(frame[key].dropna().map(_shape))).mean() >= MOST:
            return [f"{table.name}: {column}: {there}: do those that the others name lie before the first row of the file?"], []
        return [], [Fault(there, NOWHERE.format(**words), column=column)]
    if later.sum() >= MOST * led.sum():
        return [], [Fault(before, LATER.format(**words), column=column)]
    return [f"{table.name}: {column}: {there}" + (f", and {before}" if later.any() else "")], []
