"""A mapping entry applied to a file as read: rows set aside and counted, columns named, values translated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from eianalysis.errors import DataFault, Fault, nearest
from eianalysis.schema import TABLES, heading
from eianalysis.schema.date_columns import read_date_column
from eianalysis.schema.several import cleaned
from eianalysis.schema.shown import hidden, listed
from eianalysis.sources.mapping import NAME, Condition, Entry
from eianalysis.sources.read import ReadTable
from eianalysis.vocabulary import plain


#: In [table.columns]: the row of the file, for a file without a key.
ROW = "#row"
DAYS_A_MONTH = 30.4375


@dataclass(frozen=True)
class Mapped:
    """The frame in our columns, still text, with what was set aside and why, and the words that were translated."""

    frame: pd.DataFrame
    set_aside: tuple[tuple[str, int], ...]
    translated: tuple[tuple[str, int], ...] = ()
    kept: pd.DataFrame = field(default_factory=pd.DataFrame)  # the same rows in the columns of the file


def apply(entry: Entry, read: ReadTable) -> Mapped:
    """The table an entry makes of a file: contradictory rows out first, then the rows of other tables.

    With ``columns`` only the columns it lists are read; without, headings are matched as usual. Every row that does
    not stay because something is wrong with it is counted under the first reason that holds for it.
    """
    frame = _cleaned(read.frame)
    _check_columns(entry, frame, read)
    counted, translated, keep = [], [], pd.Series(True, index=frame.index)
    for condition in entry.set_aside:
        out = keep & _holds(condition, frame, entry, read)
        counted.append((condition.reason, int(out.sum())))
        keep &= ~out
    for condition in entry.only:  # rows of another table: nothing is wrong with them, so they are not counted
        keep &= _holds(condition, frame, entry, read)
    frame = frame if keep.all() else frame[keep]
    if frame.empty and len(read.frame):
        raise DataFault(
            read.file,
            f"its mapping to {entry.table}",
            [Fault("no row is left", "; ".join([*(f"set aside: {reason}" for reason, count in counted if count), *(f"only: {c.reason}" for c in entry.only)]))],
            "Correct the mapping.",
        )
    if entry.columns:
        ours = {name: _numbered(frame) if theirs == ROW else frame[column_of(frame, theirs)] for name, theirs in entry.columns.items()}
        mapped = pd.DataFrame(ours, index=frame.index)
    else:
        mapped = frame.copy(deep=False)
    for name, value in entry.constants.items():
        if value == "":  # what the file has is not to be read; another value beside it stays a contradiction, and is told
            mapped = mapped.drop(columns=meant(entry, mapped, name))
        mapped[name] = value
    for name, rule in entry.before.items():
        mapped[name] = _earlier(mapped[rule["of"]], frame[column_of(frame, rule["months"])], entry, read)
    for name, words in entry.values.items():
        by_word = {plain(theirs): ours for theirs, ours in words.items()}
        changed = 0
        for found in meant(entry, mapped, name):
            before = mapped[found]
            mapped[found] = before.map(lambda text, words=by_word: words.get(plain(text), text))
            changed += int((mapped[found] != before).sum())
        translated += [(f"{name}: words of the file translated by the mapping", changed)] if changed else []
    return Mapped(mapped, (*read.set_aside, *((reason, count) for reason, count in counted if count)), tuple(translated), frame)


def _cleaned(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without odd blanks, its columns in their places: a heading may stand twice."""
    columns = {place: cleaned(frame.iloc[:, place]) for place in range(frame.shape[1])}
    return pd.DataFrame(columns, index=frame.index).set_axis(frame.columns, axis=1)


def _numbered(frame: pd.DataFrame) -> pd.Series:
    """A key for a file that has none: the row of the file."""
    return pd.Series([f"row{number}" for number in frame.index], index=frame.index, dtype=object)


def _earlier(day_texts: pd.Series, months: pd.Series, entry: Entry, read: ReadTable) -> pd.Series:
    """Dates so many months (of 30.4375 days) before others, as text; a length that is no number of 0 or more is a fault."""
    length = pd.to_numeric(months, errors="coerce")
    wrong = length.isna() | (length < 0)
    if wrong.any():
        faults = [
            Fault(f"'{months[row]}' is not a length of time in months", "a number of 0 or more", row=int(row), column=str(months.name))
            for row in months.index[wrong]
        ]
        raise DataFault(read.file, f"its entry in {NAME}", faults, "Correct the file, or set these rows aside.")
    start = days_of(day_texts, entry, read) - pd.to_timedelta((length * DAYS_A_MONTH).round(), unit="D")
    return start.dt.strftime("%Y-%m-%d").astype(object)


def column_of(frame: pd.DataFrame, name: str) -> str | None:
    """The column of a file that a mapping names, whatever its case and blanks; None where it has none such."""
    return next((column for column in frame.columns if column == name or heading(column) == heading(name)), None)


def meant(entry: Entry, frame: pd.DataFrame, name: str) -> list[str]:
    """The columns of a frame that are one of ours: mapped to it, or under a heading that means it."""
    if entry.columns:
        return [name] if name in frame.columns else []
    table = TABLES[entry.table]
    words = {heading(name), *(table[name].headings() if name in table else ())}
    return [column for column in frame.columns if heading(column) in words]


def _instead(name: str, names: Iterable[str]) -> str:
    """The nearest heading of the file, else all of them; none that looks like a reference to a person."""
    without = hidden(names)
    close = nearest(name, [each for each in names if each not in without])
    return f"did you mean '{close}'?" if close else f"it can be: {listed(names, without)}"


def _check_columns(entry: Entry, frame: pd.DataFrame, read: ReadTable) -> None:
    named = [theirs for theirs in entry.columns.values() if theirs != ROW]
    named += [rule["months"] for rule in entry.before.values()]
    named += [name for name in (entry.born, entry.left, entry.fte.get("column"), ((entry.posts or {}).get("main") or {}).get("column")) if name is not None]
    for condition in (*entry.only, *entry.set_aside):
        for column, test, wanted in condition.clauses:
            named += [column] + ([wanted] if test.endswith("_column") else [])
    if not entry.columns:
        named += [name for name in entry.values if not meant(entry, frame, name)]
    faults = [
        Fault(f"the mapping names the column '{name}', which the file has not", _instead(name, frame.columns))
        for name in dict.fromkeys(named)
        if column_of(frame, str(name)) is None
    ]
    faults += [
        Fault(f"the column '{name}' stands in the file {many} times", "rename all but the one that is meant")
        for name, many in frame.columns.value_counts().items()
        if many > 1 and name in {column_of(frame, str(each)) for each in named}
    ]
    if entry.columns:
        faults += [
            Fault(f"values are given for '{name}', which no column is mapped to", "add it to [table.columns]")
            for name in entry.values
            if name not in entry.columns
        ]
    if faults:
        raise DataFault(read.file, f"its entry in {NAME}", faults, "Correct the mapping.")


def _holds(condition: Condition, frame: pd.DataFrame, entry: Entry, read: ReadTable) -> pd.Series:
    result = pd.Series(True, index=frame.index)
    for column, test, wanted in condition.clauses:
        result &= _clause(frame[column_of(frame, column)], test, wanted, frame, entry, read)
    return result


def _clause(texts: pd.Series, test: str, wanted, frame, entry: Entry, read: ReadTable) -> pd.Series:
    if test in ("is", "is_not"):
        words = {plain(word) for word in (wanted if isinstance(wanted, list) else [wanted])}
        found = texts.map(lambda text: plain(text) in words).astype(bool)
        return found if test == "is" else ~found
    if test in ("blank", "not_blank"):
        return (texts == "") == (bool(wanted) == (test == "blank"))
    days = days_of(texts, entry, read)
    if test.endswith("_column"):
        other = days_of(frame[column_of(frame, wanted)], entry, read)
    else:
        other = pd.Timestamp(wanted)
    return days < other if test.startswith("before") else days > other


def days_of(texts: pd.Series, entry: Entry, read: ReadTable, latest: date | None = None, *, private: bool = False) -> pd.Series:
    """The dates of a column, judged as a whole; a text that is none is a fault, because a test on it would silently fail.

    Of a ``private`` column (birth dates) not even what is wrong with a date is told.
    """
    others = (text for name in read.frame for text in read.frame[name].unique() if name != texts.name)
    found = read_date_column(texts, entry.date_format, others=others, latest=latest)
    faults = [
        Fault(
            "it is not a date" if private else reason,
            "tests on dates need dates; see date_format in docs/mapping.md",
            row=int(texts.index[texts == text][0]),
            column=str(texts.name),
        )
        for text, reason in found.reasons.items()
    ]
    faults += [Fault(evidence, expected, column=str(texts.name)) for evidence, expected in found.doubts]
    if faults:
        raise DataFault(read.file, f"its entry in {NAME}", faults, "Correct the file or the mapping.")
    return pd.to_datetime(texts.map({**found.values, "": pd.NaT}))
