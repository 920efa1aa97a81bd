"""Very large files of searches, counted where they lie: DuckDB says how many searches of a day are alike, and no row is read by itself.

A file of ten million searches is 2 GB of text and 12 GB of rows. Its words are few: day by day it is a table of counts, which is typed
like any rows and then stands for as many searches as it counts, each at noon of its day. Places and times of day are not kept (no
measure uses them), nor which row was which; what needs them (a damaged cell, an unknown word, searches listed twice) is told by the
reader of rows, to which every file goes that is not as it should be. Needs ``pip install eianalysis[large]``.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from eianalysis import reads
from eianalysis.sources.alike import MANY
from eianalysis.sources.copied import stands_again
from eianalysis.sources.content import MOST_UNPACKED, unreadable
from eianalysis.sources.months import MonthFile
from eianalysis.sources.search_month import READ, blank_throughout, cells_of, headings_of
from eianalysis.sources.source import Source
from eianalysis.sources.twice import KEPT
from eianalysis.sources.typed import TypedTable

#: Bytes from which a file is counted by DuckDB: below, reading its rows takes a few seconds and keeps more of them.
LARGE = 100_000_000
SAID = "read by day: places, times of day and which of its rows are alike are not kept of so large a file"
#: More of the rows than this standing twice is looked into row by row, and so are as many at midnight as a time that was not recorded leaves.
TWICE, MIDNIGHTS = 0.2, 0.02
#: Hours that are on the clock at least where it is one of 24.
AFTERNOON = 13
#: A day of so many searches is no other day's by chance, down to the second and the place.
DAY = 5
#: Rows of so many kinds, one in so many of all kinds, are looked for under other dates: a row and its like are of one kind.
ONE_IN = 16
COPIED = "a part of it seems to stand again under other dates"
#: Memory that DuckDB may take before it writes to disk.
MEMORY = "400MB"
#: Which row a search stood in is not known.
NO_ROW = 0
#: What stands in no word: a line's end, and nothing.
NO_WORD = (0, 10, 13)
#: Before this year London's clock was no whole hours from UTC's, or was not kept to.
EARLIEST = "1972"
NOT_WORDS = ("searched_at", "latitude", "longitude")


def large(file: MonthFile) -> bool:
    """Whether a file is to be counted where it lies."""
    return file.member is None and file.path.stat().st_size >= LARGE and find_spec("duckdb") is not None


def too_large(file: MonthFile) -> bool:
    """Whether a file's rows cannot be read one by one."""
    return file.path.stat().st_size > MOST_UNPACKED


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

    with file.path.open("rb") as content:
        found = cells_of(content.readline().decode("utf-8", errors="replace").removeprefix("\ufeff").rstrip("\r\n"))
    ours, faults = headings_of(found)
    if len(set(found)) < len(found) or faults:
        return "its headings are not those of data.police.uk", None
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as base:
        for setting in (f"memory_limit='{MEMORY}'", f"temp_directory='{scratch}'", "preserve_insertion_order=false", "enable_progress_bar=false"):
            base.execute(f"set {setting}")
        try:
            facts, days, words, some = _asked(base, file.path, found, ours)
        except duckdb.Error:
            return "a row of it is too long or too short, or is no text", None
    if odd := _odd(facts, days, some, None if alone else file.month):
        return odd, None
    reads.note([file.path])
    again = facts["rows"] - facts["different"]
    blank = [column for column in ours if (words[column].eq("").all() if column in words else facts.get(column) == 0)]
    flags = [(SAID, 0), *([(KEPT, again)] if again else []), *blank_throughout(blank, facts["rows"])]
    with file.path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    source = Source("stop_search", file.name, sha256, facts["rows"], state, (), tuple(flags), note, file.force or "")
    return "", (_texts(days, words, file), source)


def _asked(base, path: Path, found: Sequence[str], ours: Mapping[str, str]) -> tuple[dict[str, int], pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Facts of the whole file; how many rows of each set of words a day has; the words of each set; and, of one row in so many, which are
    alike but for their day."""

    def quoted(name: str) -> str:
        return '"' + name.replace('"', '""') + '"'

    words = {column: quoted(name) for column, name in ours.items() if column not in NOT_WORDS}
    when = quoted(ours["searched_at"])
    places = {name: quoted(ours[name]) for name in ("latitude", "longitude") if name in ours}
    kinds = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in found).replace('"', "'").replace("''", "'")
    file = str(path).replace("'", "''")
    rows = (
        f"read_csv('{file}', columns={{{kinds}}}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', strict_mode=true, "
        "null_padding=false, nullstr='\\1', max_line_size=100000)"
    )
    every = ", ".join(words.values())
    plain = f"translate({when}, '123456789', '000000000') = '0000-00-00T00:00:00+00:00' and {when}[12:13] < '24' and {when} >= '{EARLIEST}'"
    cells = " || ".join(map(quoted, found))  # of no text at all where one of them is none
    broken = " or ".join(f"contains({cells}, chr({code}))" for code in NO_WORD)
    others = [f"count(*) filter (coalesce({broken}, true))", *(f"count(nullif({place}, ''))" for place in places.values())]
    facts = base.execute(
        f"select count(*), count(distinct hash({', '.join([every, when, *places.values()])})), count(*) filter (not coalesce({plain}, false)), "
        f"max({when}[12:13]), count(*) filter ({when}[12:19] in ('00:00:00', '23:00:00')), "  # midnight in London, in winter and in summer
        f"{', '.join(others)} from {rows}"
    ).fetchone()
    counted = base.execute(
        f"with searches as (select {every}, hash({every}) as word, try_cast({when}[1:19] as timestamp)::date as day, "
        f"{when}[12:13] = '23' as late, hash({', '.join([f'{when}[12:19]', *places.values()])}) as rest from {rows}) "
        f"select word, day, late, count(*) as many, bit_xor(xor(rest, word)) as mark, {every} from searches "
        f"group by grouping sets ((word, day, late), (word, {every}))"
    ).df()
    some = base.execute(
        f"with searches as (select hash({', '.join([every, f'{when}[12:19]', *places.values()])}) as likeness, "
        f"try_cast({when}[1:19] as timestamp) as moment from {rows}) "
        f"select likeness, moment from searches where likeness % {ONE_IN} = 0 and moment is not null order by moment, likeness"
    ).df()
    of_words = counted["many"].notna() & counted["day"].isna() & counted["late"].isna()
    named = dict(zip((name.strip('"') for name in words.values()), words, strict=True))
    texts = counted.loc[of_words, ["word", *named]].rename(columns=named).set_index("word").fillna("").astype(str)
    names = ("rows", "different", "odd_moments", "last_hour", "midnights", "broken", *places)
    return dict(zip(names, facts, strict=True)), counted.loc[~of_words, ["word", "day", "late", "many", "mark"]], texts, some


def _odd(facts: Mapping[str, int], days: pd.DataFrame, some: pd.DataFrame, month: str | None) -> str:
    """What there is that rows must be looked at for; ``month`` is the one that all must be of, as others have files of their own."""
    rows, each = facts["rows"], days.groupby("day")
    marks = each["mark"].agg(lambda marks: np.bitwise_xor.reduce(marks.to_numpy("uint64")))[each["many"].sum() >= DAY]
    odd = {
        "it has no rows": not rows,
        "some moments are not written as 2019-01-01T02:48:45+00:00": facts["odd_moments"] or days["day"].isna().any() or days["many"].sum() != rows,
        "a cell of it has several lines, or is no text": facts["broken"],
        "many of its rows stand more than once": rows - facts["different"] > TWICE * rows,
        "many of its searches are at midnight to the second": facts["midnights"] > MIDNIGHTS * rows,
        f"no search of it is after {AFTERNOON}:00": str(facts["last_hour"]) < str(AFTERNOON),
        "it has searches of another month, of which there may be a file too": month and not days["day"].dt.strftime("%Y-%m").eq(month).all(),
        "the searches of one day stand again under another date": marks.duplicated().any(),
    }
    return next((words for words, so in odd.items() if so), COPIED if stands_again(some["likeness"], some["moment"]) else "")


def _texts(days: pd.DataFrame, words: pd.DataFrame, file: MonthFile) -> pd.DataFrame:
    """The counts as rows of text in our columns: the day is London's, in which the last hour of a summer's day is the next one's first."""
    last_hour = days["day"] + pd.to_timedelta(days["late"].astype(int) * 23, unit="h")
    local = last_hour.dt.tz_localize("UTC").dt.tz_convert("Europe/London").dt.strftime("%Y-%m-%dT12:00:00+00:00")
    at = words.index.get_indexer(days["word"])
    columns = {column: pd.Categorical(words[column]).take(at) if column in words else pd.Categorical([""] * len(days)) for column in READ}
    columns["searched_at"] = local.to_numpy(object)
    made = pd.DataFrame(columns, copy=False)
    return made.assign(
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


def each_by_itself(table: TypedTable) -> TypedTable:
    """The table with a row for every search."""
    if MANY not in table.frame:
        return table
    frame = table.frame.drop(columns=MANY)
    return replace(table, frame=frame.loc[frame.index.repeat(table.frame[MANY])].reset_index(drop=True))


def by_rows(table: TypedTable) -> TypedTable:
    """The table's searches that were read row by row."""
    rows = table.frame["source_row"] != NO_ROW
    return table if rows.all() else replace(table, frame=table.frame[rows])
