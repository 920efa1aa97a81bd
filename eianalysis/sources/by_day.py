"""Very large files of searches, counted where they lie: DuckDB says how many searches of a day are alike, and no row is read by itself.

A file of ten million searches is 2 GB of text and 12 GB of rows. Its words are few: day by day it is a table of counts, which is typed
like any rows and then stands for as many searches as it counts, each at noon of its day. Places and times of day are not kept (no
measure uses them), nor which row was which; what needs them (a damaged cell, an unknown word, searches listed twice) is told by the
reader of rows, to which every file goes that is not as it should be. Needs ``pip install eianalysis[large]``.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from eianalysis import reads
from eianalysis.sources.alike import MANY
from eianalysis.sources.content import MOST_UNPACKED, check_width, fingerprint_of, unreadable
from eianalysis.sources.large_file import LAST_HOUR, Counted, Lines, counted
from eianalysis.sources.months import MonthFile
from eianalysis.sources.search_month import READ, blank_throughout, cells_of, headings_of
from eianalysis.sources.source import Source
from eianalysis.sources.twice import KEPT
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


def large(file: MonthFile) -> bool:
    """Whether a file is to be counted where it lies."""
    return file.size >= LARGE and find_spec("duckdb") is not None


def too_large(file: MonthFile) -> bool:
    """Whether a file's rows cannot be read one by one."""
    return file.size > MOST_UNPACKED


def counts_by_day(file: MonthFile, state: str, note: str, *, alone: bool) -> tuple[pd.DataFrame, Source] | None:
    """A large file's searches as text in our columns, as many alike of a day in one row (``MANY``), and its source.

    ``alone`` says that it is the only file of its force. None where anything in it is not as it should be: it is read row by row then.
    Raises ``DataFault`` where it is too large for that.
    """
    odd, made = _counted(file, state, note, alone)
    if odd and too_large(file):
        raise unreadable(file.name, f"{odd}; and the file is too large for its rows to be looked at", "give it month by month, as data.police.uk does")
    return made


def _counted(file: MonthFile, state: str, note: str, alone: bool) -> tuple[str, tuple[pd.DataFrame, Source] | None]:
    """What is odd in the file, or what was counted."""
    import duckdb

    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as base:
        text = unpacked(file.name, file.path, file.member, Path(scratch))
        lines = Lines.of(text)
        found = cells_of(lines.first)
        check_width(len(found), file.name)
        ours, faults = headings_of(found)
        if len(set(found)) < len(found) or faults:
            return "its headings are not those of data.police.uk", None
        for setting in (f"memory_limit='{MEMORY}'", f"temp_directory='{scratch}'", "preserve_insertion_order=false", "enable_progress_bar=false"):
            base.execute(f"set {setting}")
        try:
            made = counted(base, text, found, ours, lines.many)
        except duckdb.Error:
            return "a row of it is too long or too short, or is no text", None
    if odd := _odd(lines, made, None if alone else file.month):
        return odd, None
    reads.note([file.path])
    flags = [(SAID, 0), *([(KEPT, made.again)] if made.again else []), *blank_throughout(made.blank, made.rows)]
    sha256 = lines.sha256 if file.member or text == file.path else fingerprint_of(file.path)  # of a .gz file, as it lies
    source = Source("stop_search", file.name, sha256, made.rows, state, (), tuple(flags), note, file.force or "")
    return "", (_texts(made, file), source)


def _odd(lines: Lines, made: Counted, month: str | None) -> str:
    """What there is that rows must be looked at for; ``month`` is the one that all must be of, as others have files of their own."""
    days = made.days["day"].to_numpy().astype("datetime64[D]")
    odd = {
        "it has no rows": not made.rows,
        "some moments are not written as 2019-01-01T02:48:45+00:00": made.odd_moments,
        "a cell of it has several lines, a line of it is empty, or it is no text": not lines.sound or lines.many != made.rows + 1,
        "many of its rows stand more than once": made.again > TWICE * made.rows,
        "many of its searches are at midnight to the second": made.midnights > MIDNIGHTS * made.rows,
        f"no search of it is after {AFTERNOON}:00": made.latest_hour < AFTERNOON,
        "it has searches of another month, of which there may be a file too": month and (days.astype("datetime64[M]") != np.datetime64(month)).any(),
        "the searches of one day stand again under another date": made.day_again,
        COPIED: made.part_again,
    }
    return next((words for words, so in odd.items() if so), "")


def _texts(made: Counted, file: MonthFile) -> pd.DataFrame:
    """The counts as rows of text in our columns: the day is London's, in which the last hour of a summer's day is the next one's first."""
    days, words = made.days, made.words
    last_hour = pd.Series(days["day"].to_numpy().astype("datetime64[D]").astype("datetime64[s]")) + pd.to_timedelta(days["late"] * LAST_HOUR, unit="h")
    local = last_hour.dt.tz_localize("UTC").dt.tz_convert("Europe/London").dt.strftime("%Y-%m-%dT12:00:00+00:00")
    columns = {column: pd.Categorical(words[column]).take(days["word"]) if column in words else pd.Categorical([""] * len(days)) for column in READ}
    columns["searched_at"] = local.to_numpy(object)
    rows = pd.DataFrame(columns, copy=False)
    return rows.assign(
        duplicate=False, force=file.force, source_file=file.name, source_row=NO_ROW, file_month=file.month or "", **{MANY: days["many"].to_numpy()}
    )


def small(typed: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """The typed rows with how many each stands for; words become categories, of which millions take little room."""
    if MANY not in texts:
        return typed
    months = pd.CategoricalDtype(sorted({*typed["month"], *typed["file_month"]}))  # the two are compared
    for name in typed.select_dtypes(["object", "string"]):
        typed[name] = typed[name].astype(months if name in ("month", "file_month") else "category")
    typed["duplicate"] = typed["duplicate"].astype("boolean").mask(typed["source_row"] == NO_ROW)  # nobody looked
    return typed.assign(**{MANY: texts[MANY].to_numpy("int64")})


def by_rows(table: TypedTable) -> TypedTable:
    """The table's searches that were read row by row."""
    rows = table.rows["source_row"] != NO_ROW
    return table if rows.all() else replace(table, frame=table.rows[rows])
