"""A block of events that stands again under other dates: a month pasted in twice, its dates moved, counts everything in it twice.

Two events may well be alike but for their day, and in a large table of few columns most are. So the rows of a month, a quarter or a
year are looked for again a fixed time away, and how many are there is held against how many are there any other time away.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

#: A block is copied where so many of its rows more than usual stand again, and this share of those that need not (as Cohen's kappa).
ENOUGH, COPIED = 8, 0.5
#: Where nearly all of a block stand again and hardly any elsewhere, fewer do.
FEWEST, NEARLY, HARDLY = 5, 0.9, 0.01
#: Moves that are always looked at, in months and in days (four weeks, thirty days, 52 weeks); what else rows with a like lie apart is
#: looked at where so many do.
MONTHS, DAYS, MOVES, NEXT = (1, 2, 3, 12), (28, 30, 364), 4, 2
LONGEST = 800
#: The blocks: months, quarters and years.
PERIODS = (1, 3, 12)
#: Other times away, in days beside the one looked at and in months: what is usual.
BESIDE, OTHER_MONTHS = (-14, -7, -1, 1, 7, 14), (1, 2, 3, 4)
#: What is made of the date or of the file, or names the record and would be numbered anew.
NOT_LIKENESS = ("month", "source_file", "source_row", "duplicate", "zoned", "file_month")
AGAIN = "a part of the file seems to be in it twice, once under other dates: export it again; or, if you know which of the two is the copy, take its rows out"
Move = tuple[str, int]  # months or days, how many


def without_copies(table: TypedTable, day: str | None = None) -> TypedTable:
    """The table, unless a block of its events is another one moved in time: then a ``DataFault`` says which and where.

    ``day`` is the column of the day of the event; left out, the first that the table declares.
    """
    declared = TABLES[table.name]
    day = day or declared.day_in(table.rows)
    if table.absent or declared.recurs or day is None:
        return table
    parts = [rows for _, rows in table.rows.groupby("force", observed=True)] if "force" in table.rows else [table.rows]
    found = [each for rows in parts for each in _copied(rows, day)]
    if found:
        files = table.rows.loc[found[0][1], "source_file"].mode()[0] if "source_file" in table.rows else table.sources[0].file
        raise DataFault(files, f"the {table.name} table", [fault for fault, _ in found], "Correct the extract.")
    return table


def stands_again(like: pd.Series, moment: pd.Series) -> bool:
    """Whether a block of events, of which all that is known is which are alike but for their day, is another one moved in time."""
    return next(_copied(pd.DataFrame({"like": like, "moment": moment}), "moment"), None) is not None


def _copied(frame: pd.DataFrame, name: str) -> Iterator[tuple[Fault, pd.Index]]:
    """Faults for each move in time under which blocks of rows stand again, and the rows of the first block."""
    frame = frame.loc[frame[name].notna()]
    if len(frame) < 2 * FEWEST:
        return
    moment = frame[name].dt.tz_convert("UTC").dt.tz_localize(None) if frame[name].dt.tz is not None else frame[name]
    days = moment.to_numpy().astype("datetime64[D]")
    like = _each_apart(_likeness(frame, moment - moment.dt.normalize()), days)
    keys, told = pd.Index(pd.unique(_keys(like, days))), np.zeros(len(frame), dtype=bool)
    blocks = [np.unique(days.astype("datetime64[M]").astype(int) // months, return_inverse=True)[1] for months in PERIODS]
    usually = _Usual(like, days, keys)
    for move in _moves(like, days):
        for way in (1, -1):
            there = _among(_keys(like, _moved(days, move, way)), keys) & ~told
            for block in blocks if there.sum() >= FEWEST else ():
                sums, sizes = np.bincount(block, there), np.bincount(block)
                if not ((sums >= FEWEST) & (sums >= COPIED * sizes)).any():
                    continue
                usual = usually.of(move, way, block)
                kappa = (sums / sizes - usual) / np.clip(1 - usual, 1e-9, None)
                sure = (sums >= FEWEST) & (sums >= NEARLY * sizes) & (usual <= HARDLY)
                many = (kappa >= COPIED) & ((sums - usual * sizes >= ENOUGH) | sure)
                if not many.any():
                    continue
                rows = there & many[block]
                again = _moved(days[rows], move, way)
                few, of = int(sums[many].sum()), int(sizes[many].sum())
                told |= rows | _among(_keys(like, days), pd.Index(pd.unique(_keys(like[rows], again))))
                there &= ~told
                yield (
                    Fault(
                        f"{f'all {of:,}' if few == of else f'{few:,} of {of:,}'} rows of {_span(days[rows])} stand again {_away(move, way)}, "
                        f"of {_span(again)}, alike in everything but their dates",
                        AGAIN,
                        column=name,
                    ),
                    frame.index[rows],
                )


def _likeness(frame: pd.DataFrame, clock: pd.Series) -> np.ndarray:
    """A number for each row that is the same where everything but dates and the record's own number is."""
    kept = [
        column
        for column in frame
        if not pd.api.types.is_datetime64_any_dtype(frame[column])
        and column not in NOT_LIKENESS
        and not (str(column).endswith("_ref") and column != "person_ref")
    ]
    return pd.util.hash_pandas_object(frame[kept].assign(clock=clock.dt.total_seconds()), index=False).to_numpy()


def _each_apart(like: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The same with rows that are alike on one day told apart, the first from the second: as many have to stand again."""
    place = pd.Series(_keys(like, days)).groupby(_keys(like, days)).cumcount().to_numpy().astype("uint64")
    with np.errstate(over="ignore"):
        return like + place * np.uint64(0xC2B2AE3D27D4EB4F)


def _keys(like: np.ndarray, days: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        return like + days.astype("int64").astype("uint64") * np.uint64(0x9E3779B97F4A7C15)


def _among(these: np.ndarray, keys: pd.Index) -> np.ndarray:
    """Which of these are among the keys; the table of keys is made once, and millions are looked up in it many times."""
    return keys.get_indexer(pd.Index(these)) >= 0


def _moves(like: np.ndarray, days: np.ndarray) -> list[Move]:
    """The moves in time to look at: a few usual ones, and those that rows with a like lie apart most often."""
    order = np.lexsort((days, like))
    like, days = like[order], days[order]
    apart = np.concatenate([(days[step:] - days[:-step]).astype(int)[like[step:] == like[:-step]] for step in range(1, NEXT + 1)])
    apart = apart[(apart > 0) & (apart <= LONGEST)]
    counts = pd.Series(apart).value_counts()
    months = (counts.groupby(np.round(counts.index.to_numpy() / 30.4375).astype(int)).sum()).nlargest(MOVES)
    found = [("months", int(many)) for many, rows in months.items() if rows >= FEWEST and many]
    return [
        *dict.fromkeys(
            [
                *found,
                *(("months", many) for many in MONTHS),
                *(("days", int(many)) for many, rows in counts.nlargest(MOVES).items() if rows >= FEWEST),
                *(("days", many) for many in DAYS),
            ]
        )
    ]


def _moved(days: np.ndarray, move: Move, way: int) -> np.ndarray:
    kind, many = move
    if kind == "days":
        return days + way * many
    months = days.astype("datetime64[M]")
    there = months + way * many
    last = (there + 1).astype("datetime64[D]") - 1
    return np.minimum(there.astype("datetime64[D]") + (days - months.astype("datetime64[D]")), last)


class _Usual:
    """How much of a block stands again at other times away than the one looked at."""

    def __init__(self, like: np.ndarray, days: np.ndarray, keys: pd.Index):
        self._like, self._days, self._keys = like, days, keys
        self._known: dict[tuple[Move, int, int], tuple[np.ndarray, np.ndarray]] = {}

    def of(self, move: Move, way: int, block: np.ndarray) -> np.ndarray:
        """The share of each block: the larger of those some days beside the move and of those some months away."""
        beside = [self._there(move, way, step) for step in BESIDE]
        months = [self._there(("months", many), side, 0) for many in OTHER_MONTHS for side in (1, -1) if ("months", many) != move]
        return np.maximum(_share(beside, block), _share(months, block))

    def _there(self, move: Move, way: int, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Which rows stand again so far away, and which could: beyond its ends the table has nothing."""
        if (move, way, step) not in self._known:
            there = _moved(self._days, move, way) + step
            self._known[move, way, step] = (_among(_keys(self._like, there), self._keys), (there >= self._days.min()) & (there <= self._days.max()))
        return self._known[move, way, step]


def _share(each: list[tuple[np.ndarray, np.ndarray]], block: np.ndarray) -> np.ndarray:
    there, inside = (np.sum(rows, axis=0) for rows in zip(*each, strict=True))
    return np.bincount(block, there) / np.clip(np.bincount(block, inside), 1, None)


def _span(days: np.ndarray) -> str:
    first, last = (day_in_words(pd.Timestamp(day)) for day in (days.min(), days.max()))
    return first if first == last else f"{first} to {last}"


def _away(move: Move, way: int) -> str:
    kind, many = move
    return f"{many} {kind if many != 1 else kind[:-1]} {'later' if way > 0 else 'earlier'}"
