"""Up to which day a table of events reaches: what the mapping says, or what its dates show.

A table that ends months before the data cut-off looks like a fall of what it counts. Its mapping can say up to which day it
holds every event (``[history] covers_to``). Where nothing is said, its dates are judged: it has ended where the last pause
is far longer than any before. Where it is only longer than any before, that is told, and nothing is done.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from eianalysis.schema import TABLES
from eianalysis.sources.repeated_rows import for_each
from eianalysis.sources.typed import TypedTable, with_flags
from eianalysis.vocabulary import day_in_words, month_in_words

#: The last pause is no chance where it is so many times the longest of so many before: by chance, once in 800 tables at most.
TIMES, FEWEST_DAYS = 3, 16
#: A shorter pause is never told, and pauses of longer ago say nothing of how the table is kept now.
SHORTEST, RECENT = 28, pd.DateOffset(years=3)
#: A pause that is only the longest on record is told from two months on.
WORTH_A_WORD = 60
#: Rows before a pause of two years or more are early where they are no more than this share of all.
YEARS, AT_MOST = 730, 0.1
EARLY = "{}: rows of {} to {}, long before all others, which begin on {}: is their year right?"
ENDS = "nothing is in it after {}, {} before the data cut-off: what it counts is counted to that day"
QUIET = "nothing is in it after {}, {} before the data cut-off, the longest pause on record"
CURE = "; if nothing happened since, say so in mapping.toml: [history] covers_to = {{ {} = {} }}"
SNAPSHOT = "the last snapshot is of {}, {} before the data cut-off"
LATER = "; a later one, of {}, is after the cut-off and is not used: if it speaks of the cut-off's day, correct its as_at, else move data_cut_off in the cycle"
#: So many months with rows, and no more than this share of the months between the first and the last without any.
MONTHLY, WITHOUT = 12, 0.1
GAP = "no row is of {}, and every other month from {} to {} has some: is a part missing?"
HOLE = "nothing is in it between {} and {} ({} days, where the next longest pause is {}): is a part missing?"


def with_coverage(table: TypedTable, cut_off: date, said: date | None = None) -> TypedTable:
    """The table with the day up to which it holds every event, where that is before the cut-off; and a flag that tells it."""
    if table.absent or table.name not in TABLES:
        return table
    if "as_at" in table.rows and not TABLES[table.name].happened:
        return _with_last_snapshot(table, cut_off)
    table = _with_early(_with_hole(table, pd.Timestamp(cut_off)))
    last, ended = (said, True) if said else _last_day(table, pd.Timestamp(cut_off))
    if last is None or pd.Timestamp(last) >= pd.Timestamp(cut_off):
        return table
    words = (ENDS if ended else QUIET).format(day_in_words(last), _pause(last, cut_off))
    table = replace(table, covers_to=pd.Timestamp(last).date()) if ended else table
    return _told(table, words if said else words + CURE.format(table.name, cut_off))


def _with_last_snapshot(table: TypedTable, cut_off: date) -> TypedTable:
    """The table, told where its last snapshot up to the cut-off, the one that is used, is of long before."""
    days = table.frame["as_at"].dropna()
    used, later = days[days <= pd.Timestamp(cut_off)].max(), days[days > pd.Timestamp(cut_off)].min()
    if pd.isna(used) or (pd.Timestamp(cut_off) - used).days < SHORTEST:
        return table
    return _told(table, SNAPSHOT.format(day_in_words(used), _pause(used, cut_off)) + (LATER.format(day_in_words(later)) if pd.notna(later) else ""))


def _with_hole(table: TypedTable, cut_off: pd.Timestamp) -> TypedTable:
    """The table, told where a pause amid its events is far longer than any other: a month's file that was not sent looks so."""
    days = _days(table)
    days = days[(days <= cut_off) & (days > days.max() - RECENT)].reset_index(drop=True)
    if len(days) and (days.dt.day == 1).all():
        return _with_gap(table, days)
    if len(days) < FEWEST_DAYS:
        return table
    pauses = days.diff().dt.days.iloc[1:] - 1
    longest, other = pauses.nlargest(2)
    if longest < SHORTEST or longest < TIMES * max(other, 1):
        return table
    end = int(pauses.idxmax())
    return _told(table, HOLE.format(day_in_words(days[end - 1]), day_in_words(days[end]), int(longest), int(other)))


def _with_gap(table: TypedTable, days: pd.Series) -> TypedTable:
    """The table, told where a month has no row, of a table that has some for nearly every month."""
    months = pd.date_range(days.iloc[0], days.iloc[-1], freq="MS")
    missing = [month for month in months if month not in set(days)]
    if not missing or len(days) < MONTHLY or len(missing) > WITHOUT * len(months):
        return table
    first, last = map(month_in_words, (days.iloc[0], days.iloc[-1]))
    return _told(table, GAP.format(" or ".join(map(month_in_words, missing)), first, last))


def _with_early(table: TypedTable) -> TypedTable:
    """The table, told where a few rows are years before all others: a wrong year looks so, and its rows are in no figure of today."""
    for name in (name for name in TABLES[table.name].happened if name in table.rows):
        days = for_each(table.rows, name).dropna().dt.tz_localize(None).dt.normalize().sort_values(ignore_index=True)
        pauses = days.diff().dt.days.iloc[1:] - 1
        early = pauses[(pauses >= YEARS) & (pauses.index <= len(days) * AT_MOST)]
        if early.empty or int(early.index[-1]) + 1 >= len(days):
            continue
        end = int(early.index[-1])
        if pauses[end] >= TIMES * max(int(pauses.loc[end + 1 :].max()), 1):
            table = _told(table, EARLY.format(name, day_in_words(days[0]), day_in_words(days[end - 1]), day_in_words(days[end])), end)
    return table


def _days(table: TypedTable) -> pd.Series:
    """The days on which anything happened, in order."""
    columns = [table.rows[name].dropna() for name in TABLES[table.name].happened if name in table.rows]
    days = pd.Series([day for each in columns for day in each.dt.tz_localize(None).dt.normalize().unique()], dtype="datetime64[s]")
    return days.drop_duplicates().sort_values(ignore_index=True)


def _last_day(table: TypedTable, cut_off: pd.Timestamp) -> tuple[pd.Timestamp | None, bool]:
    """The day after which nothing is in the table although much was before, and whether it surely ended then; None where it
    reaches the cut-off."""
    days = _days(table)
    if days.empty or days.iloc[-1] > cut_off:  # what goes on after the cut-off has not ended before it
        return None, False
    days = days[days > days.iloc[-1] - RECENT].reset_index(drop=True)
    ends = days + pd.offsets.MonthEnd(0) if (days.dt.day == 1).all() else days  # a table of months has a row for the whole month
    pauses = (days.shift(-1) - ends).dt.days.iloc[:-1] - 1
    longest, last = pauses.max(), ends.iloc[-1]
    pause = (cut_off - last).days
    if len(days) < FEWEST_DAYS or pause < SHORTEST or pause <= longest:
        return None, False
    month = last + pd.offsets.MonthEnd(0)  # an extract is mostly made to the end of a month, on which nothing need happen
    ended = pause > TIMES * longest
    if not ended and pause < WORTH_A_WORD:
        return None, False
    return (month if (month - last).days <= longest + 1 and month <= cut_off else last), ended


def _pause(last, cut_off: date) -> str:
    return f"{(pd.Timestamp(cut_off) - pd.Timestamp(last)).days} days"


def _told(table: TypedTable, words: str, rows: int = 0) -> TypedTable:
    return with_flags(table, [(words, rows)], of=-1)
