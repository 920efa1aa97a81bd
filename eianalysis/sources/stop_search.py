"""``read_stop_search``: data.police.uk stop-and-search files as they are, made one honest table of searches."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
from pandas.api.types import union_categoricals

from eianalysis.errors import DataFault, Fault, UsageError
from eianalysis.schema import TABLES
from eianalysis.schema.validate import heading_faults
from eianalysis.sources.content import decoded
from eianalysis.sources.months import Month, find_months, of_force, read_months
from eianalysis.sources.search_values import type_searches
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

TABLE = TABLES["stop_search"]
#: The columns of the files themselves; the rest of the table is made from them.
READ = tuple(column.name for column in TABLE.columns if not column.derived)
LICENCE = "data.police.uk, Open Government Licence v3.0"
TWICE = "every search stands twice in this month's file (a listing fault): counted once"
EVEN = "every row stands an even number of times: the month may be listed twice; nothing was taken out, ask the force"
HALF_CLOCK = ("no search of any month is timed after 12:59: the hours seem to be written on a twelve-hour clock, so the time "
              "of day means nothing, and a search near midnight may carry the wrong day")
LARGE = 20_000_000  # characters from which keeping each distinct word once saves more time and memory than it costs
STRAY = "searches dated outside their file's month in local time"
ENOUGH_FOR_A_CLOCK, NOON = 200, 12
KEPT = "exact duplicates of another row, kept (times are to the minute, groups are searched together)"


def read_stop_search(paths: str | Path | Iterable[str | Path], force: str | Sequence[str] | None = None, *,
                     values: Mapping[str, Mapping[str, str]] | None = None, state: str = "real",
                     note: str = LICENCE) -> TypedTable:
    """Read stops and searches exactly as data.police.uk publishes them.

    Parameters
    ----------
    paths : files (.csv, .csv.gz), folders and .zip archives, one or several.
    force : the force wanted, as in the file names (``city-of-london``). Files of several forces are never pooled
        unasked; a list of forces, or ``"every force"``, pools them on purpose.
    values : words of the files that are not known here, by column: ``{"self_defined": {"White - Roma": "W3"}}``.

    Returns
    -------
    TypedTable ``stop_search``, one row a search, dates in local time, with one ``Source`` a month file: what was set
    aside, what is odd. Blank is 'Not recorded' and is another thing than 'Not stated'.

    Raises
    ------
    UsageError : files of several forces and no ``force``; a force that is not there.
    DataFault : an unknown label, a missing column, the same month twice with different rows, no rows at all.

    Examples
    --------
    >>> read_stop_search("stop-search/city-of-london", force="city-of-london")   # doctest: +SKIP
    <stop_search: 5317 rows, 24 columns>
    """
    files = find_months(paths)
    if not files:
        raise UsageError("no stop-and-search month there, named as 2023-01-city-of-london-stop-and-search.csv")
    months = read_months(of_force(files, force))
    texts, sources = [], []
    for month in months:
        frame, source = _read_month(month, state, note)
        texts.append(frame)
        sources.append(source)
    everything = _together(texts)
    if everything.empty:
        raise DataFault(sources[0].file, "the stop_search table",
                        [Fault(f"{len(sources)} month file{'s' if len(sources) > 1 else ''} without a row",
                               "a month without searches and a month not sent look alike; ask which it is")])
    frame = type_searches(everything, values or {})
    _flag_strays(frame, sources)
    _flag_gaps(frame, sources, months)
    _flag_clock(frame, sources, months)
    return TypedTable("stop_search", frame[list(TABLE.names)], tuple(sources), dict(TABLE.groupings),
                      synthetic=state == "synthetic")


def _read_month(month: Month, state: str, note: str) -> tuple[pd.DataFrame, Source]:
    """One month's rows as text in our columns, and its source."""
    name = month.file.name
    text, _ = decoded(month.content, name)
    found = _cells(_first_line(text))
    places = TABLE.find(found)
    faults = heading_faults(pd.DataFrame(columns=found), TABLE, places, {})
    if faults:
        raise DataFault(name, "the stop_search table", faults, "Fetch the file again from data.police.uk.")
    ours = {names[0]: column for column, names in places.items() if column in READ}
    frame = _rows(text, name, found, places["searched_at"][0])[list(ours)].rename(columns=ours).reindex(columns=list(READ), fill_value="")
    total, set_aside, flags, kept = len(frame), [], [], frame
    first = ~frame.duplicated()
    if total and not first.all():
        times = frame.groupby(list(READ), sort=False).size()
        if (times == 2).all():
            set_aside.append((TWICE, total - int(first.sum())))
            kept = frame[first]
        elif (times % 2 == 0).all():
            flags.append((EVEN, total))
    duplicate = kept.duplicated()
    if duplicate.any():
        flags.append((KEPT, int(duplicate.sum())))
    for repeat in month.repeats:
        flags.append((f"the same rows were also given as {repeat}: counted once", total))
    if not total:
        flags.append((f"{name} has no rows: a month without searches, or one that was not sent", 0))
    else:
        blank = [TABLE[column].aliases[0] for column in READ
                 if column in places and column != "operation" and (kept[column] == "").all()]
        flags += [(f"'{column}' is blank throughout the file", total) for column in blank]
    kept = kept.assign(duplicate=duplicate.to_numpy(), force=month.file.force, source_file=name,
                       source_row=kept.index + 2, file_month=month.file.month or "")
    return kept, Source("stop_search", name, month.sha256, total, state, tuple(set_aside), tuple(flags), note,
                        month.file.force or "")


def _together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The months' rows in one table; each distinct word is kept once, however many rows say it."""
    frames = [frame for frame in frames if len(frame)] or frames[:1]

    def column(name: str):
        parts = [frame[name] for frame in frames]
        if any(isinstance(part.dtype, pd.CategoricalDtype) for part in parts):  # some are not, where a column is missing
            parts = [part.astype("category") for part in parts]
            return union_categoricals([part.cat.rename_categories(part.cat.categories.astype(object)) for part in parts])
        return pd.concat(parts, ignore_index=True).array

    return pd.DataFrame({name: column(name) for name in frames[0].columns}, copy=False)


def _first_line(text: str) -> str:
    return re.match(r"[^\r\n]*", text)[0]


def _cells(line: str) -> list[str]:
    """The cells of one line; one that is no CSV is one cell."""
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return [line]


def _rows(text: str, file: str, found: list[str], moment: str) -> pd.DataFrame:
    """The rows as text; a row with too many cells, or a last row with too few, means a damaged file."""
    body = text.rstrip("\r\n")
    last = body[max(body.rfind("\n"), body.rfind("\r")) + 1:] if "\n" in body or "\r" in body else ""
    kind = "category" if len(text) > LARGE else object
    kinds = {name: object if name == moment else kind for name in found}  # nearly every moment is another word
    found = "a row has more cells than there are headings"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(io.BytesIO(text.encode()), dtype=kinds, na_filter=False, index_col=False, low_memory=False)
        if not last or len(_cells(last)) == len(frame.columns):
            return frame
        found = "the last row is cut short"
    except pd.errors.ParserWarning:
        pass
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        found = f"a row does not fit its headings ({error})".replace("\n", "")
    raise DataFault(file, "the stop_search table", [Fault(found, "fetch the file again from data.police.uk")])


def _flag_strays(frame: pd.DataFrame, sources: list[Source]) -> None:
    """Flag searches whose local month is not the one their file is named for."""
    stray = frame[(frame["file_month"] != "") & (frame["file_month"] != frame["month"])].groupby("source_file").size()
    for place, source in enumerate(sources):
        if source.file in stray.index:
            sources[place] = replace(source, flags=(*source.flags, (STRAY, int(stray[source.file]))))


def _flag_gaps(frame: pd.DataFrame, sources: list[Source], months: list[Month]) -> None:
    """Flag, on a force's first file, the months between its first and last that no file was given for."""
    for force in dict.fromkeys(month.file.force for month in months):
        places = [place for place, month in enumerate(months) if month.file.force == force and month.file.month]
        if not places:
            continue
        there = {months[place].file.month for place in places}
        gaps = [month for month in month_range(min(there), max(there)) if month not in there]
        if gaps:
            first = sources[places[0]]
            said = (f"months without a file: {', '.join(gaps)}", 0)  # a note on the files, not on rows
            sources[places[0]] = replace(first, flags=(*first.flags, said))


def _flag_clock(frame: pd.DataFrame, sources: list[Source], months: list[Month]) -> None:
    """Flag, on a force's first file, that every search is before one in the afternoon: half the day cannot be missing."""
    hours = frame["searched_at"].dt.tz_convert("UTC").dt.hour
    for force in dict.fromkeys(month.file.force for month in months):
        own = hours[frame["force"] == force]
        if len(own) >= ENOUGH_FOR_A_CLOCK and 0 < own.max() <= NOON:
            place = next(place for place, month in enumerate(months) if month.file.force == force)
            sources[place] = replace(sources[place], flags=(*sources[place].flags, (HALF_CLOCK, 0)))


def month_range(first: str, last: str) -> list[str]:
    """Every month from one to another, both included: '2019-11' to '2020-01' is three."""
    return pd.period_range(first, last, freq="M").strftime("%Y-%m").tolist()
