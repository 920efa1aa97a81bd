"""Several headings that mean one column: read as one where they agree, refused where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from eianalysis.errors import Fault
from eianalysis.schema import date_columns, parse
from eianalysis.schema.columns import Column, Table, heading
from eianalysis.schema.faults import in_rows

Places = dict[str, list[str]]


def one_of_several(frame: pd.DataFrame, places: Places, table: Table, notes: list[str]) -> tuple[pd.DataFrame, Places, list[Fault]]:
    """The frame with one column for each of ours that has several headings, where they go on to it; and the contradictions.

    Rank of officers beside Grade of staff, a code beside its label: one column. Two that say different things of one row are
    a fault, because nobody can know which is right; a column of words or dates under our own name is taken, and the other told.
    """
    places, faults = dict(places), []
    for column in table.columns:
        names = places.get(column.name, [])
        if len(names) < 2 or len(set(names)) < len(names) or any(list(frame.columns).count(name) > 1 for name in names):
            continue
        texts = pd.DataFrame({name: cleaned(frame[name]) for name in names})
        own = [name for name in names if heading(name) == heading(column.name)]
        if (texts.replace("", None).nunique(axis=1) > 1).any():
            values = pd.DataFrame({name: read for name, read in _readable(texts, column)})
            left = [name for name in names if name not in values]
            wrong = values.index[values.nunique(axis=1) > 1]
            if own and (column.kind in ("text", "date") or len(values.columns) < 2):
                names, left = own, [name for name in names if name not in own]
            elif len(wrong) or left:
                both = " and ".join(f"'{name}'" for name in (names if not len(wrong) else values.columns))
                faults.append(
                    in_rows(
                        wrong if len(wrong) else frame.index[:1],
                        column.name,
                        f"{both} both mean this column and differ",
                        f'take the wrong one out, or say which is right in mapping.toml: [table.columns] {column.name} = "…"',
                    )
                )
                names = names[:1]
            notes += [f"'{name}' was not read: '{own[0]}' was, which means the same" for name in left if own]
        label = " and ".join(names)
        merged = texts[names].replace("", None).bfill(axis=1).iloc[:, 0].fillna("")
        frame = frame.drop(columns=places[column.name]).assign(**{label: merged})
        places[column.name] = [label]
    return frame, places, faults


def _readable(texts: pd.DataFrame, column: Column) -> Iterator[tuple[str, pd.Series]]:
    """Each heading whose cells are all of the column's kind, with what they mean."""
    for name in texts:
        distinct = [text for text in texts[name].unique() if text]
        if column.kind == "date":
            read = date_columns.read_date_column(texts[name])
            values, wrong = read.values, read.reasons
        else:
            values, wrong = read_kind(distinct, column)
        if not wrong:
            yield name, texts[name].map(values)


def read_kind(distinct: list[str], column: Column) -> tuple[dict, dict]:
    """What texts mean in a column of any kind but dates, and why some mean nothing."""
    if column.kind in ("count", "number"):
        return parse.read_numbers(distinct, column)
    if column.kind == "flag":
        return parse.read_flags(distinct)
    if column.kind == "code":
        return parse.read_codes(distinct, column)
    return {text: text for text in distinct}, {}


def cleaned(texts: pd.Series) -> pd.Series:
    """The cells without odd blanks; what says nothing is empty. Where all are so already it is the column itself."""
    clean = {text: parse.clean(text) for text in texts.unique()}
    return (texts if all(text == cell for text, cell in clean.items()) else texts.map(clean)).astype(object)
