"""``read_stop_search``: data.police.uk stop-and-search files as they are, made one honest table of searches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
from pandas.api.types import union_categoricals

from eianalysis.errors import DataFault, DataFaults, Fault, UsageError
from eianalysis.sources.repeated_rows import MANY
from eianalysis.sources.by_day import CountedTexts, by_day, by_rows, counts_by_day, large, too_large
from eianalysis.sources.copied import without_copies
from eianalysis.sources.half_parts import with_half_known
from eianalysis.sources.half_recorded import without_half_recorded
from eianalysis.sources.months import Month, MonthFile, find_months, of_force, read_months
from eianalysis.sources.uneven_parts import with_parts
from eianalysis.sources.search_flags import flag_odd
from eianalysis.sources.search_month import READ, TABLE, read_month
from eianalysis.sources.search_values import type_searches
from eianalysis.sources.source import Source
from eianalysis.sources.duplicate_searches import ELSEWHERE, without_strays
from eianalysis.sources.turned import with_turned
from eianalysis.sources.typed import TypedTable

LICENCE = "data.police.uk, Open Government Licence v3.0"


def read_stop_search(
    paths: str | Path | Iterable[str | Path],
    force: str | Sequence[str] | None = None,
    *,
    values: Mapping[str, Mapping[str, str]] | None = None,
    state: str = "real",
    note: str = LICENCE,
) -> TypedTable:
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
    wanted = of_force(files, force)
    try:
        return _searches(wanted, values or {}, state, note, where_they_lie=True)
    except (DataFault, DataFaults):  # where a file was counted, its rows say what is wrong and where
        if not any(large(file) for file in wanted) or any(too_large(file) for file in wanted):
            raise
    return _searches(wanted, values or {}, state, note, where_they_lie=False)


def _searches(files: Sequence[MonthFile], values: Mapping[str, Mapping[str, str]], state: str, note: str, *, where_they_lie: bool) -> TypedTable:
    counted = dict(_counted(files, state, note)) if where_they_lie else {}
    months = read_months([file for file in files if file not in counted])
    texts, sources = _every_month(months, state, note)
    texts, sources = [*texts, *(each.words for each, _ in counted.values())], [*sources, *(source for _, source in counted.values())]
    everything = _together(texts)
    if everything.empty:
        raise DataFault(
            sources[0].file,
            "the stop_search table",
            [
                Fault(
                    f"{len(sources)} month file{'s' if len(sources) > 1 else ''} without a row",
                    "a month without searches and a month not sent look alike; ask which it is",
                )
            ],
        )
    frame = by_day(type_searches(everything, values), [each for each, _ in counted.values()])
    flag_odd(frame, sources, [*months, *(Month(file, "", b"") for file in counted)])
    why = without_half_recorded(frame, sources, TABLE)
    table = TypedTable(
        "stop_search", frame[[*TABLE.names, *({MANY} & set(frame))]], tuple(sources), dict(TABLE.groupings), synthetic=state == "synthetic", half_recorded=why
    )
    without_copies(by_rows(table), "searched_at")
    return with_half_known(with_turned(with_parts(table, "searched_at"), "searched_at"), "searched_at")


def _counted(files: Sequence[MonthFile], state: str, note: str) -> Iterator[tuple[MonthFile, tuple[CountedTexts, Source]]]:
    """The files of forces of which every one is large and sound, counted by day: a search may stand in the files of two months, which only
    rows tell."""
    for force in dict.fromkeys(file.force for file in files):
        own = sorted((file for file in files if file.force == force), key=lambda file: (file.month or "", file.name))  # as read_months has them
        if all(map(large, own)) and len({file.month for file in own}) == len(own):
            made = [(file, counts_by_day(file, state, note, alone=len(own) == 1)) for file in own]
            if all(counted is not None for _, counted in made):
                yield from made  # type: ignore[misc]


def _every_month(months: Sequence[Month], state: str, note: str) -> tuple[list[pd.DataFrame], list[Source]]:
    """The rows of each month and its source, each search in one month only; the faults of all files are told together."""
    texts, sources, faults = [], [], []
    for month in months:
        try:
            frame, source = read_month(month, state, note)
        except DataFault as fault:
            faults.append(fault)
        else:
            texts.append(frame)
            sources.append(source)
    if faults:
        raise faults[0] if len(faults) == 1 else DataFaults(faults)
    for place, taken in enumerate(without_strays(texts, list(READ), "searched_at")):
        sources[place] = sources[place].with_set_aside((ELSEWHERE, taken)) if taken else sources[place]
    return texts, sources


def _together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The months' rows in one table; each distinct word is kept once, however many rows say it."""
    frames = [frame for frame in frames if len(frame)] or frames[:1]
    if any(MANY in frame for frame in frames):
        frames = [frame if MANY in frame else frame.assign(**{MANY: 1}) for frame in frames]

    def column(name: str):
        parts = [frame[name] for frame in frames]
        if any(isinstance(part.dtype, pd.CategoricalDtype) for part in parts):  # some are not, where a column is missing
            parts = [part.astype("category") for part in parts]
            return union_categoricals([part.cat.rename_categories(part.cat.categories.astype(object)) for part in parts])
        return pd.concat(parts, ignore_index=True).array

    return pd.DataFrame({name: column(name) for name in frames[0].columns}, copy=False)
