"""The rows of a very large file of searches, read by DuckDB in one strict pass and never held all at once.

Of a file of text, a pass over the bytes says where each line ends, and with that whether every line is one row. DuckDB's pass gives three
numbers for each row: its set of words, its place, its moment. What a set's words are is read from the first row that has them. What is
kept is small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from eianalysis.sources.copied import stands_again
from eianalysis.sources.large_rows import LargeRows

#: Before this year London's clock was no whole hours from UTC's, or was not kept to.
EARLIEST = np.datetime64("1972", "s").astype("int64")
PLACES = ("latitude", "longitude")
NOT_WORDS = ("searched_at", *PLACES)
#: A day of so many searches is no other day's by chance, down to the second and the place.
DAY = 5
#: Rows of so many kinds, one in so many of all kinds, are looked for under other dates: a row and its like are of one kind.
ONE_IN = 16
#: How many of DuckDB's vectors of 2,048 rows are held at once.
VECTORS = 128
#: How many rows are added up at once.
BLOCK = 1 << 21
#: In one number of 64 bits: the set of words, whether the hour is a day's last, and the day.
DAYS = 1 << 20
#: From this moment on days are more than that.
LATEST = DAYS * 86_400
LAST_HOUR = 23
#: Odd numbers that spread days, and seconds of a day, over 64 bits.
SPREAD, CLOCK = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True)
class Counted:
    """What the rows of a file say together.

    ``days`` has one row for each day and set of words (the place of it in ``words``), its last hour by itself: ``word``, ``late``,
    ``day`` (days since 1970), ``many``. ``again`` rows stand in the file before, alike in everything.
    """

    rows: int
    days: pd.DataFrame
    words: pd.DataFrame
    blank: tuple[str, ...]  # our columns that are blank throughout
    odd_moments: int
    latest_hour: int
    midnights: int
    again: int
    day_again: bool  # the searches of one day are those of another
    part_again: bool
    in_lines: bool  # every row is one line


def counted(base, file: LargeRows, ours: Mapping[str, str]) -> Counted:
    """Count a file, of whose headings ``ours`` names those that are read.

    Raises ``duckdb.Error`` where a row does not fit its headings or is no text.
    """
    columns, places = [column for column in ours if column not in NOT_WORDS], [column for column in PLACES if column in ours]
    names = [ours[column] for column in columns]
    word, place = file.likeness(names), file.likeness([ours[column] for column in places])
    base.execute(f"select {word} as word, {place} as place, {file.second(ours['searched_at'])} as second from {file.table}")
    rows = _Rows(file.many)
    for chunk in _chunks(base):
        rows.take(chunk)
    if not rows.sound or not file.sound or file.many != rows.many:
        return Counted(words=pd.DataFrame(columns=columns), blank=(), in_lines=False, **rows.facts())
    facts = rows.facts()
    rows.forget()
    cells = {column: file.cell(ours[column]) for column in [*columns, *places]}
    seen = base.execute(f"select {word}, {', '.join(cells.values())} from {file.those(base, rows.first)}").df()
    seen = seen.set_axis(["hash", *cells], axis=1)
    in_lines = np.array_equal(seen.pop("hash").to_numpy(), rows.words) and file.of_one_line(base, seen[columns], names)
    blank = [column for column in seen if seen[column].eq("").all()]
    for column in set(places) & set(blank):  # other rows of the same words may have one
        if base.execute(f"select 1 from {file.table} where {cells[column]} <> '' limit 1").fetchone():
            blank.remove(column)
    return Counted(words=seen[columns], blank=tuple(column for column in ours if column in blank), in_lines=in_lines, **facts)


def _chunks(base) -> Iterator[pd.DataFrame]:
    while len(chunk := base.fetch_df_chunk(VECTORS)):
        yield chunk


class _Rows:
    """What is gathered of rows in the order of the file, some hundred thousand at a time."""

    def __init__(self, most: int):
        self.many, self.odd = 0, 0
        self.words, self.first = np.empty(0, "uint64"), np.empty(0, "int64")  # each set of words and the first row that has it
        self._known = pd.Index(self.words)
        self._keys, self._likenesses = np.empty(most, "int64"), np.empty(most, "uint64")
        self._midnights = self._latest = 0
        self._marks, self._marked = np.zeros(DAYS, "uint64"), np.zeros(DAYS, bool)
        self._some: list[tuple[np.ndarray, np.ndarray]] = []

    @property
    def sound(self) -> bool:
        return not self.odd and self.many <= len(self._keys)

    def take(self, chunk: pd.DataFrame) -> None:
        second, word = chunk["second"].to_numpy(), chunk["word"].to_numpy()
        before = self.many
        self.many, self.odd = before + len(second), self.odd + int(((second < EARLIEST) | (second >= LATEST)).sum())
        if not self.sound:
            return  # nothing else is asked of such a file
        day = second // 86_400
        clock = second - day * 86_400
        hour = clock // 3600
        self._latest = max(self._latest, int(hour.max()))
        self._midnights += int(((clock == 0) | (clock == LAST_HOUR * 3600)).sum())  # London's, in winter and in summer
        self._keys[before : self.many] = (self._places(word, before) * 2 + (hour == LAST_HOUR)) * DAYS + day
        with np.errstate(over="ignore"):
            likeness = word ^ chunk["place"].to_numpy() ^ (clock.view("uint64") * CLOCK)
            self._likenesses[before : self.many] = likeness + day.view("uint64") * SPREAD
        np.bitwise_xor.at(self._marks, day, likeness)
        self._marked[day] = True
        some = likeness % ONE_IN == 0
        self._some.append((likeness[some], second[some]))

    def _places(self, word: np.ndarray, before: int) -> np.ndarray:
        """The place of each row's set of words among those met so far; new ones are taken up."""
        code, met = pd.factorize(word)
        place = self._known.get_indexer(pd.Index(met))
        new = np.flatnonzero(place < 0)
        if len(new):
            first = np.empty(len(met), "int64")
            first[code[::-1]] = np.arange(len(word))[::-1]
            place[new] = len(self.words) + np.arange(len(new))
            self.words, self.first = np.append(self.words, met[new]), np.append(self.first, first[new] + before)
            self._known = pd.Index(self.words)
        return place[code]

    def forget(self) -> None:
        """Let go of what there is of each row, when all is told."""
        self._keys, self._likenesses = np.empty(0, "int64"), np.empty(0, "uint64")

    def facts(self) -> dict:
        if not self.sound:
            nothing = pd.DataFrame({"word": [], "late": [], "day": [], "many": []}, dtype="int64")
            return dict(rows=self.many, days=nothing, odd_moments=self.odd, latest_hour=0, midnights=0, again=0, day_again=False, part_again=False)
        key, many = self._added_up()
        days = pd.DataFrame({"word": key // DAYS // 2, "late": key // DAYS % 2 == 1, "day": key % DAYS, "many": many})
        each = days.groupby("day")["many"].sum()
        marks = self._marks[each.index[each.to_numpy() >= DAY]]
        return dict(
            rows=self.many,
            days=days,
            odd_moments=0,
            latest_hour=self._latest,
            midnights=self._midnights,
            again=self._again(),
            day_again=len(np.unique(marks)) < len(marks),
            part_again=self._part_again(),
        )

    def _added_up(self) -> tuple[np.ndarray, np.ndarray]:
        """Each key there is and how many rows have it: counted in a table of all that there could be, where that is no longer than the rows."""
        keys = self._keys[: self.many]
        day = np.flatnonzero(self._marked)
        if not len(day) or len(self.words) * 2 * (span := day[-1] - day[0] + 1) > self.many:
            return np.unique(keys, return_counts=True)
        many = np.zeros(len(self.words) * 2 * span, "int64")
        for start in range(0, self.many, BLOCK):  # what is made on the way is as large as what it is made of
            some = keys[start : start + BLOCK]
            many += np.bincount(some // DAYS * span + some % DAYS - day[0], minlength=len(many))
        there = np.flatnonzero(many)
        return there // span * DAYS + there % span + day[0], many[there]

    def _again(self) -> int:
        alike = self._likenesses[: self.many]
        alike.sort()
        return int((alike[1:] == alike[:-1]).sum())

    def _part_again(self) -> bool:
        if not self._some:
            return False
        like, second = (np.concatenate(each) for each in zip(*self._some, strict=True))
        order = np.lexsort((like, second))
        return stands_again(pd.Series(like[order]), pd.Series(second[order].astype("datetime64[s]")))
