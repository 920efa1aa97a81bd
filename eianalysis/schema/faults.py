"""Faults of headings and cells, in words a person can act on: one line a kind, with its rows; nothing that may be about a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from eianalysis.errors import Fault, nearest
from eianalysis.schema import date_columns, parse
from eianalysis.schema.columns import Column, Table, heading
from eianalysis.schema.shown import PERSONAL, PIVOT, SIDEWAYS, hidden_of, is_pivot, listed, on_its_side
from eianalysis.schema.suggest import like_a_code, nearest_code

#: Of more different unknown codes than this there is one line for all of them.
DIFFERENT_SHOWN = 10
ROWS_SHOWN = 6
#: A value that stands in so many rows is a label of somebody's list and no remark on a person, and so many labels are a list.
REPEATED, MOST_LABELS, LONGEST_LABEL = 5, 40, 60
DATE_LIKE = re.compile(r"[\d/.: -]{4,19}|\d{1,2}[ /-][A-Za-z]{3,9}[ /-]\d{2,4}")
NUMBER_LIKE = re.compile(r"[-+]?[\d.,]+%?")
WANTED = {"date": f"it should be {date_columns.WANTED}", "flag": "it should be Y or N"}


def in_rows(where: Iterable[int], label: str, found: str, expected: str) -> Fault:
    """One fault that stands in several rows, the first few of which are named."""
    where = sorted(int(row) for row in where)
    return Fault(f"{found}{rows_said(where)}", expected, row=where[0], column=label)


def rows_said(where: list[int]) -> str:
    """' (in 30 rows: 3, 5, 7, 9, 11, 13, …)'; nothing for one row, which the fault names."""
    if len(where) < 2:
        return ""
    return f" (in {len(where):,} rows: {', '.join(map(str, where[:ROWS_SHOWN]))}{', …' if len(where) > ROWS_SHOWN else ''})"


def heading_faults(frame: pd.DataFrame, table: Table, places: Mapping[str, list[str]], own_codes: Mapping) -> list[Fault]:
    """Headings that stand twice, and columns that must be there and are not, with what may be meant by another heading."""
    found, without = [str(name) for name in frame.columns], hidden_of(frame, table)
    faults, missing = [], []
    for column in table.columns:
        names = places.get(column.name, [])
        if len(names) > len(set(names)):
            twice = next(name for name in names if names.count(name) > 1)
            faults.append(Fault(f"the heading '{twice}' stands {names.count(twice)} times", "keep one", column=column.name))
        if column.required and not names and column.name not in own_codes:
            if not any(other in places or other in own_codes for other in column.instead):
                missing.append(column)
    read = {name for names in places.values() for name in names}
    if missing and (whole := _another_kind(found, read, without, table)):
        return [*faults, Fault(f"these columns are missing: {', '.join(column.name for column in missing)}", whole)]
    return faults + [_missing(column, found, read, without) for column in missing]


def _another_kind(found: list[str], read: set[str], without: set[str], table: Table) -> str:
    """What a file is of which all columns are missing for one reason: a table of counts, or one on its side; "" for any other."""
    unread = [name for name in found if name not in read and heading(name)]
    if is_pivot(unread):
        return PIVOT.format(table.row_is)
    return SIDEWAYS if on_its_side(unread, without) else ""


def _missing(column: Column, found: list[str], read: set[str], without: set[str]) -> Fault:
    beside = {heading(name): words for name, words in column.beside.items()}
    other = next((name for name in found if heading(name) in beside), None)
    if other is not None:
        return Fault("the column is missing", f"found '{other}': {beside[heading(other)]}", column=column.name)
    unread = {heading(name): name for name in found if name not in read and heading(name)}
    left = {word: name for word, name in unread.items() if name not in without}
    words = (nearest(heading(word), left) for word in (column.name, *column.aliases))
    close = next((left[word] for word in words if word), None)
    if close is not None:
        hint = f"found '{close}' (if it is the same, rename it or add it to the columns of mapping.toml)"
    elif not read:  # no heading is known, so what stands there may be a row of people
        hint = f"none of the {len(found)} headings is known; is the row of headings missing?"
    else:
        hint = "found " + listed(found, without)
    made = f"; it can be made {column.derived}" if column.derived else ""
    return Fault("the column is missing", f"{hint}{made}", column=column.name)


def failed_cells(texts: pd.Series) -> pd.Series:
    """Where a cell holds what a spreadsheet writes for a formula that failed."""
    failed = [text for text in texts.unique() if parse.FAILED.fullmatch(text)]
    return texts.isin(failed) if failed else pd.Series(False, index=texts.index)


def failed_faults(texts: pd.Series, label: str, name: str) -> list[Fault]:
    """One fault a kind: a failed cell is no blank one, because something should stand there."""
    return [
        in_rows(
            where,
            label,
            f"the cell failed in the spreadsheet: '{text}'",
            "open it there, let it calculate and save it again"
            if text == "#NOT CALCULATED"
            else f"mend it there, or where it means that nothing is recorded say so in mapping.toml: [values.{name}] '{text}' = ''",
        )
        for text, where in texts.groupby(texts).groups.items()
    ]


def cell_faults(texts: pd.Series, column: Column, label: str, reasons: Mapping[str, str], *, of_people: bool, expected: str = "") -> list[Fault]:
    """The faults of one column: what every row needs, and the values that are none of its kind; ``expected`` is what to do, if it is known."""
    faults = []
    if column.filled and (texts == "").any():
        faults.append(in_rows(texts.index[texts == ""], label, "it is empty", "every row needs one"))
    wrong = texts[texts.isin(list(reasons))]
    if wrong.empty:
        return faults
    shown = _shown(wrong, column, of_people)
    return faults + (_unknown_codes(wrong, column, label, shown) if column.kind == "code" else _by_reason(wrong, column, label, reasons, shown, expected))


def _unknown_codes(wrong: pd.Series, column: Column, label: str, shown: Mapping[str, str]) -> list[Fault]:
    """A line for each unknown word with the nearest code; of very many, one line that lists those that may be shown."""
    listed = column.list_name or "the list"
    counts = wrong.value_counts()
    if len(counts) <= DIFFERENT_SHOWN:
        return [
            in_rows(where, label, f"{shown[text]} is not a code of {listed}", nearest_code(text, column)) for text, where in wrong.groupby(wrong).groups.items()
        ]
    labels = [text for text in counts.index if shown[text] == f"'{text}'"]
    if len(counts) > MOST_LABELS or len(labels) < DIFFERENT_SHOWN:
        return [in_rows(wrong.index, label, f"{len(counts)} different values that are not in {listed}", "is this the right column?")]
    named = ", ".join(f"'{text}' ({counts[text]} rows)" for text in labels if counts[text] >= REPEATED)
    return [
        in_rows(
            wrong.index,
            label,
            f"{len(counts)} different values that are not in {listed}: {named or 'each in few rows'}",
            f"say what each means in mapping.toml, under [values.{column.name}]",
        )
    ]


def _by_reason(wrong: pd.Series, column: Column, label: str, reasons: Mapping[str, str], shown: Mapping[str, str], expected: str) -> list[Fault]:
    """A line for each way of being wrong, with the first value that is so."""
    why, faults = wrong.map({text: re.sub(r"\d+", "#", reason) for text, reason in reasons.items()}), []
    for where in why.groupby(why).groups.values():
        texts = wrong[where]
        reason = reasons[texts.iloc[0]]
        more = texts.nunique() - 1
        others = f" and {more} other value{'s' if more > 1 else ''}" if more else ""
        faults.append(in_rows(where, label, f"{shown[texts.iloc[0]]}{others}: {reason}", expected or WANTED.get(column.kind, "it should be a number")))
    return faults


def _shown(wrong: pd.Series, column: Column, of_people: bool) -> dict[str, str]:
    """Each wrong value as a message may have it: itself, or what it looks like."""
    counts = wrong.value_counts()
    return {
        text: f"'{text}'" if _may_be_shown(text, int(count), column) or not of_people and len(text) <= LONGEST_LABEL and "@" not in text else _shape(text)
        for text, count in counts.items()
    }


def _may_be_shown(text: str, rows: int, column: Column) -> bool:
    """Whether a wrong value may stand in a message: what looks like its kind, much like a code, or is a label of many rows.

    A shifted column puts names, birth dates and remarks where codes should be, and a message is an output too.
    """
    if column.kind == "date":
        return DATE_LIKE.fullmatch(text) is not None
    if column.kind in ("count", "number"):
        return len(text) <= 6 and NUMBER_LIKE.fullmatch(text) is not None
    if column.kind not in ("code", "flag"):
        return False
    if rows >= REPEATED and len(text) <= LONGEST_LABEL and not PERSONAL.search(text):
        return True
    return column.kind == "code" and (len(text) <= 3 or like_a_code(text, column))


def _shape(text: str) -> str:
    """What a wrong value looks like, without saying it: '99/99/9999' of '12/03/1971'."""
    shape = "".join("9" if sign.isdigit() else "a" if sign.isalpha() else sign for sign in text[:20])
    return f"a value of the form '{shape}'"
