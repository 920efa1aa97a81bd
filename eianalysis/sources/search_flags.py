"""What is odd in searches as a whole: months that are missing, moments without a zone or a time, hours of half a day."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.sources import repeated_rows
from eianalysis.sources.months import Month
from eianalysis.sources.source import Source

STRAY = "searches dated outside their file's month in local time"
HALF_CLOCK = (
    "no search of any month is timed after 12:59: the hours seem to be written on a twelve-hour clock, so the time "
    "of day means nothing, and a search near midnight may carry the wrong day"
)
CUT = "no search {} the {} of the month, though there were {:.1f} a day on the other days: is the file cut short?"
#: A pause at an end of a month is no chance where so many searches would have fallen into it, as often as there were on the other days.
EXPECTED, FEWEST_PAUSE, FEWEST_SEARCHES = 10, 3, 20
NO_ZONE = "moments without a time zone: read as the day and hour of London that they say"
NO_TIME = "searches at midnight to the second: their time of day seems not to be recorded"
ENOUGH_FOR_A_CLOCK, NOON, FEWEST_HOURS = 200, 12, 8
#: One search in 1,440 or so is at midnight by chance.
MIDNIGHTS = 0.05


def flag_odd(frame: pd.DataFrame, sources: list[Source], months: list[Month]) -> None:
    """Flag on each file, or on a force's first, what the figures made of them cannot know; ``sources`` are changed."""
    _flag_rows((frame["file_month"] != "") & (frame["file_month"] != frame["month"]), STRAY, frame, sources)
    _flag_rows(~frame["zoned"], NO_ZONE, frame, sources)
    _flag_gaps(sources, months)
    _flag_clock(frame, sources, months)
    _flag_cut(frame, sources)


def _flag_rows(rows: pd.Series, words: str, frame: pd.DataFrame, sources: list[Source]) -> None:
    counts = repeated_rows.by(rows.to_frame("rows"), frame["source_file"], repeated_rows.many(frame))["rows"]
    for place, source in enumerate(sources):
        if counts.get(source.file, 0):
            sources[place] = replace(source, flags=(*source.flags, (words, int(counts[source.file]))))


def _flag_gaps(sources: list[Source], months: list[Month]) -> None:
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
    """Flag, on a force's first file, that every search is before one in the afternoon, or that many are at midnight."""
    written = frame["searched_at"].dt.tz_convert("UTC")
    local = frame["searched_at"].dt.tz_localize(None)
    midnight = (written.dt.tz_localize(None) == written.dt.tz_localize(None).dt.normalize()) | (local == local.dt.normalize())
    for force in dict.fromkeys(month.file.force for month in months):
        own = frame["force"] == force
        hours = written[own].dt.hour
        first = next(place for place, month in enumerate(months) if month.file.force == force)
        if len(hours) >= ENOUGH_FOR_A_CLOCK and 0 < hours.max() <= NOON and hours.nunique() >= FEWEST_HOURS:
            sources[first] = replace(sources[first], flags=(*sources[first].flags, (HALF_CLOCK, 0)))
        if midnight[own].mean() >= MIDNIGHTS and midnight[own].sum() >= FEWEST_HOURS:
            _flag_rows(midnight & own, NO_TIME, frame, sources)


def month_range(first: str, last: str) -> list[str]:
    """Every month from one to another, both included: '2019-11' to '2020-01' is three."""
    return pd.period_range(first, last, freq="M").strftime("%Y-%m").tolist()


def _flag_cut(frame: pd.DataFrame, sources: list[Source]) -> None:
    """Flag files whose searches stop well before their month does, or begin well after it: cut at a row, they look whole."""
    own = frame[(frame["file_month"] != "") & (frame["file_month"] == frame["month"])]
    days = own["searched_at"].dt.day.groupby(own["source_file"], sort=False).agg(["min", "max"])
    sizes = repeated_rows.by(pd.DataFrame({"size": own["searched_at"].notna()}), own["source_file"], repeated_rows.many(own))["size"]
    for place, source in enumerate(sources):
        if source.file not in days.index:
            continue
        count, first, last = int(sizes[source.file]), *(int(number) for number in days.loc[source.file])
        if count < FEWEST_SEARCHES:
            continue
        daily, length = count / (last - first + 1), pd.Period(own.loc[own["source_file"] == source.file, "month"].iloc[0]).days_in_month
        for pause, words, day in ((length - last, "after", last), (first - 1, "before", first)):
            if pause >= FEWEST_PAUSE and pause * daily >= EXPECTED:
                flag = (CUT.format(words, f"{day}{_ending(day)}", daily), 0)
                sources[place] = source = replace(source, flags=(*source.flags, flag))


def _ending(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
