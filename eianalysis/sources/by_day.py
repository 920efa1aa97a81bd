"""Very large files of searches, counted where they lie: DuckDB says how many searches of a day are alike, and no row is read by itself.

A file of ten million searches is 2 GB of text and 12 GB of rows. Its words are few: day by day it is a table of counts, which is typed
like any rows and then stands for as many searches as it counts, each at noon of its day. Places and times of day are not kept (no
measure uses them), nor which row was which; what needs them (a damaged cell, an unknown word, searches listed twice) is told by the
reader of rows, to which every file goes that is not as it should be. Needs ``pip install eianalysis[large]``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from eianalysis import reads
from eianalysis.sources.repeated_rows import MANY
from eianalysis.sources.content import MOST_UNPACKED, check_width, unreadable
from eianalysis.sources.large_file import LAST_HOUR, Counted, counted
from eianalysis.sources.large_rows import LargeRows, ParquetRows, TextRows
from eianalysis.sources.months import MonthFile
from eianalysis.sources.search_month import READ, blank_throughout, headings_of
from eianalysis.sources.source import Source
from eianalysis.sources.sql import text_of
from eianalysis.sources.duplicate_searches import KEPT
from eianalysis.sources.typed import TypedTable
from eianalysis.sources.unpack import unpacked

#: Bytes from which a file is counted by DuckDB: below, reading its rows takes a few seconds and keeps more of them.
LARGE = 100_000_000
SAID = "read by day: places, times of day and which of its rows are alike are not kept of so large a file, so searches of one incident count one by one"
#: More of the rows than this standing twice is looked into row by row, and so are as many at midnight as a time that was not recorded leaves.
TWICE, MIDNIGHTS = 0.2, 0.02
#: Hours that are on the clock at least where it is one of 24.
AFTERNOON = 13
COPIED = "a part of it seems to stand again under other dates"
#: Memory that DuckDB may take before it writes to disk.
MEMORY = "400MB"
#: Which row a search stood in is not known.
NO_ROW = 0


class CountedTexts(NamedTuple):
    """A counted file: its words as text in our columns, a row for each set of them, and of each set how many there are at noon of which day."""

    words: pd.DataFrame
    days: pd.DataFrame


def large(file: MonthFile) -> bool:
    """Whether a file is to be counted where it lies."""
    return file.size >= LARGE and find_spec("duckdb") is not None


def too_large(file: MonthFile) -> bool:
    """Whether a file's rows cannot be read one by one."""
    return file.size > MOST_UNPACKED


def counts_by_day(file: MonthFile, state: str, note: str, *, alone: bool) -> tuple[CountedTexts, Source] | None:
    """A large file's searches as text, counted by day, and its source.

    ``alone`` says that it is the only file of its force. None where anything in it is not as it should be: it is read row by row then.
    Raises ``DataFault`` where it is too large for that.
    """
    odd, made = _counted(file, state, note, alone)
    if odd and too_large(file):
        raise unreadable(file.name, f"{odd}; and the file is too large for its rows to be looked at", "give it month by month, as data.police.uk does")
    return made


def _counted(file: MonthFile, state: str, note: str, alone: bool) -> tuple[str, tuple[CountedTexts, Source] | None]:
    """What is odd in the file, or what was counted."""
    import duckdb

    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as base:
        for setting in (f"memory_limit='{MEMORY}'", f"temp_directory={text_of(scratch)}", "enable_progress_bar=false", "timezone='UTC'"):
            base.execute(f"set {setting}")
        try:
            rows = _rows_of(file, base, Path(scratch))
            check_width(len(rows.found), file.name)
            ours, faults = headings_of(rows.found)
            if len(set(rows.found)) < len(rows.found) or faults:
                return "its headings are not those of data.police.uk", None
            made = counted(base, rows, ours)
        except duckdb.Error:
            return (ParquetRows if file.lies_as_parquet else TextRows).broken, None
    if odd := _odd(made, None if alone else file.month):
        return odd, None
    reads.note([file.path])
    flags = [(SAID, 0), *([(KEPT, made.again)] if made.again else []), *blank_throughout(made.blank, made.rows)]
    source = Source("stop_search", file.name, rows.sha256, made.rows, state, (), tuple(flags), note, file.force or "")
    return "", (_texts(made, file), source)


def _rows_of(file: MonthFile, base, scratch: Path) -> LargeRows:
    """A file's rows where they lie; of one that is packed, where they are unpacked."""
    if file.lies_as_parquet:
        return ParquetRows(base, file.path)
    text = unpacked(file.name, file.path, file.member, scratch)
    return TextRows(text, None if file.member or text == file.path else file.path, scratch)  # the fingerprint is of a .gz file as it lies


def _odd(made: Counted, month: str | None) -> str:
    """What there is that rows must be looked at for; ``month`` is the one that all must be of, as others have files of their own."""
    days = made.days["day"].to_numpy().astype("datetime64[D]")
    odd = {
        "it has no rows": not made.rows,
        "some moments are not written as 2019-01-01T02:48:45+00:00": made.odd_moments,
        "a cell of it has several lines, a line of it is empty, spaces stand beside its quotation marks, or it is no text": not made.in_lines,
        "many of its rows stand more than once": made.again > TWICE * made.rows,
        "many of its searches are at midnight to the second": made.midnights > MIDNIGHTS * made.rows,
        f"no search of it is after {AFTERNOON}:00": made.latest_hour < AFTERNOON,
        "it has searches of another month, of which there may be a file too": month and (days.astype("datetime64[M]") != np.datetime64(month)).any(),
        "the searches of one day stand again under another date": made.day_again,
        COPIED: made.part_again,
    }
    return next((words for words, so in odd.items() if so), "")


def _texts(made: Counted, file: MonthFile) -> CountedTexts:
    """The counts as text in our columns. The day is London's, in which the last hour of a summer's day is the next one's first."""
    days, words = made.days, made.words
    code, each = pd.factorize(days["day"].to_numpy() * 2 + days["late"].to_numpy())
    last_hour = (each // 2).astype("datetime64[D]").astype("datetime64[s]") + each % 2 * np.timedelta64(LAST_HOUR, "h")
    local = pd.Series(last_hour).dt.tz_localize("UTC").dt.tz_convert("Europe/London").dt.tz_localize(None).dt.normalize()
    noon = (local + pd.Timedelta(hours=12)).dt.tz_localize("UTC")
    columns = {column: pd.Categorical(words[column]) if column in words else pd.Categorical([""] * len(words)) for column in READ}
    columns["searched_at"] = np.full(len(words), f"{noon.iloc[0]:%Y-%m-%dT%H:%M:%S+00:00}", dtype=object)  # each has many, which are put in when it is typed
    rows = pd.DataFrame(columns, copy=False)
    many = np.bincount(days["word"], days["many"], minlength=len(words)).astype("int64")
    rows = rows.assign(duplicate=False, force=file.force, source_file=file.name, source_row=NO_ROW, file_month=file.month or "", **{MANY: many})
    return CountedTexts(rows, pd.DataFrame({"word": days["word"], "noon": noon.array.take(code), "many": days["many"]}, copy=False))


def by_day(typed: pd.DataFrame, counted: Sequence[CountedTexts]) -> pd.DataFrame:
    """Typed rows, of which the last are the words of what was counted, with a row for each day of these and how many it stands for.

    Words become categories, of which millions take little room.
    """
    if not counted:
        return typed
    rows = len(typed) - sum(len(each.words) for each in counted)
    starts = np.cumsum([rows, *(len(each.words) for each in counted)])
    at = np.concatenate([np.arange(rows), *(start + each.days["word"].to_numpy() for start, each in zip(starts, counted, strict=False))])
    moments = typed["searched_at"].dtype
    noons = pd.concat([typed["searched_at"][:rows], *(each.days["noon"].dt.tz_convert(moments.tz).astype(moments) for each in counted)], ignore_index=True)
    code, each = pd.factorize(noons)
    names = each.strftime("%Y-%m").to_numpy(object)
    months = pd.CategoricalDtype(sorted({*names, *typed["file_month"]}))  # the two are compared
    kept = {}
    for name in typed:
        cells = typed[name]
        if name in ("month", "file_month"):
            kept[name] = pd.Categorical(names, dtype=months).take(code) if name == "month" else cells.astype(months).array.take(at)
        elif name == "searched_at":
            kept[name] = noons.array
        else:
            words = isinstance(cells.dtype, pd.StringDtype) or cells.dtype == object
            kept[name] = (cells.astype("category") if words else cells).array.take(at)
    frame = pd.DataFrame(kept, copy=False)
    frame["duplicate"] = frame["duplicate"].astype("boolean").mask(frame["source_row"] == NO_ROW)  # nobody looked
    return frame.assign(**{MANY: np.concatenate([np.ones(rows, "int64"), *(each.days["many"].to_numpy("int64") for each in counted)])})


def by_rows(table: TypedTable) -> TypedTable:
    """The table's searches that were read row by row."""
    rows = table.rows["source_row"] != NO_ROW
    return table if rows.all() else replace(table, frame=table.rows[rows])
