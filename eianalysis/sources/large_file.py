"""The rows of a very large file of searches, read by DuckDB in two strict passes and never held all at once.

One pass finds every set of words there is, the other which of them each row has and when. A third, over the bytes, says whether every
line is one row. What is gathered is small: so many rows of each set of words a day, and a number for each row to tell rows alike by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from eianalysis.sources.copied import stands_again
from eianalysis.sources.sql import name_of, text_of

#: What no text has in it; where a file has none, the second can stand for a cell that is none.
NO_TEXT = (b"\x00", b"\x01")
#: As data.police.uk writes moments, in UTC.
MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}[+]00:00"
#: Before this year London's clock was no whole hours from UTC's, or was not kept to.
EARLIEST = np.datetime64("1972")
PLACES = ("latitude", "longitude")
NOT_WORDS = ("searched_at", *PLACES)
#: A day of so many searches is no other day's by chance, down to the second and the place.
DAY = 5
#: Rows of so many kinds, one in so many of all kinds, are looked for under other dates: a row and its like are of one kind.
ONE_IN = 16
#: How much is held at once: bytes of the file, DuckDB's vectors of 2,048 rows, and counts before they are put together.
BLOCK, VECTORS, COUNTS = 1 << 22, 128, 2_000_000
#: In one number of 64 bits: the set of words, whether the hour is a day's last, and the day.
DAYS = 1 << 20
LAST_HOUR = 23
SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Lines:
    """What the bytes of a file say without its being read as a table."""

    first: str
    many: int
    sound: bool  # all end in one way, and nothing in them is no text
    sha256: str

    @classmethod
    def of(cls, path: Path) -> Lines:
        """The lines of a file, which is read once."""
        digest, ends, returns, sound, last = hashlib.sha256(), 0, 0, True, b""
        with path.open("rb") as content:
            first = content.readline(BLOCK).decode("utf-8", errors="replace").removeprefix("\ufeff").rstrip("\r\n")
            content.seek(0)
            while block := content.read(BLOCK):
                digest.update(block)
                ends, returns, last = ends + block.count(b"\n"), returns + block.count(b"\r"), block[-1:]
                sound = sound and not any(byte in block for byte in NO_TEXT)
        return cls(first, ends + (last != b"\n"), sound and returns in (0, ends), digest.hexdigest())


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


def counted(base, path: Path, found: Sequence[str], ours: Mapping[str, str], most: int) -> Counted:
    """Count a file of these headings, of which ``ours`` names those that are read; it has no more than ``most`` rows.

    Raises ``duckdb.Error`` where a row does not fit its headings or is no text.
    """
    text = _read(path, found)
    named = {column: name_of(name) for column, name in ours.items()}
    every = ", ".join(name for column, name in named.items() if column not in NOT_WORDS)
    columns = [column for column in named if column not in NOT_WORDS]
    words = base.execute(f"select hash({every}), {every} from {text} group by all").df()
    words = words.set_axis(["hash", *columns], axis=1).set_index("hash")
    blank = [column for column in columns if words[column].eq("").all()]
    for column in PLACES:
        if column in named and not base.execute(f"select 1 from {text} where {named[column]} <> '' limit 1").fetchone():
            blank.append(column)
    when, places = named["searched_at"], [named[column] for column in PLACES if column in named]
    base.execute(
        f"select hash({every}) as word, case when regexp_full_match({when}, '{MOMENT}') then try_cast({when} as timestamp) end as moment, "
        f"hash({', '.join([f'{when}[12:19]', *places])}) as rest from {text}"
    )
    rows = _Rows(words.index, most)
    for chunk in _chunks(base):
        rows.take(chunk)
    return Counted(words=words, blank=tuple(column for column in ours if column in blank), **rows.facts())


def _read(path: Path, found: Sequence[str]) -> str:
    """A strict reading of the file with every cell as text."""
    kinds = ", ".join(f"{text_of(name)}: 'VARCHAR'" for name in found)
    return (
        f"read_csv({text_of(path)}, columns={{{kinds}}}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', strict_mode=true, "
        f"null_padding=false, nullstr='{NO_TEXT[1].decode()}', max_line_size=100000)"
    )


def _chunks(base) -> Iterator[pd.DataFrame]:
    while len(chunk := base.fetch_df_chunk(VECTORS)):
        yield chunk


class _Rows:
    """What is gathered of rows that come in any order, some hundred thousand at a time."""

    def __init__(self, words: pd.Index, most: int):
        self._words, self._likenesses = words, np.empty(most, "uint64")
        self._rows = self._odd = self._midnights = 0
        self._latest = 0
        self._counts: list[pd.Series] = []
        self._marks = np.zeros(DAYS, "uint64")
        self._some: list[tuple[np.ndarray, np.ndarray]] = []

    def take(self, chunk: pd.DataFrame) -> None:
        sound = (chunk["moment"] >= EARLIEST).to_numpy()
        self._rows, self._odd = self._rows + len(sound), self._odd + int((~sound).sum())
        if self._odd or self._rows > len(self._likenesses):
            return  # nothing else is asked of such a file
        second = chunk["moment"].to_numpy().astype("datetime64[s]").astype("int64")
        hour, day = second // 3600 % 24, second // 86_400
        self._latest = max(self._latest, int(hour.max()))
        self._midnights += int(((second % 3600 == 0) & ((hour == 0) | (hour == LAST_HOUR))).sum())  # London's, in winter and in summer
        place = self._words.get_indexer(pd.Index(chunk["word"]))
        self._counts.append(pd.Series((place * 2 + (hour == LAST_HOUR)) * DAYS + day).value_counts(sort=False))
        if sum(map(len, self._counts)) > COUNTS:
            self._counts = [self._added_up()]
        likeness = chunk["word"].to_numpy("uint64") ^ chunk["rest"].to_numpy("uint64")
        np.bitwise_xor.at(self._marks, day, likeness)
        with np.errstate(over="ignore"):
            self._likenesses[self._rows - len(sound) : self._rows] = likeness + day.astype("uint64") * SPREAD
        some = likeness % ONE_IN == 0
        self._some.append((likeness[some], second[some]))

    def _added_up(self) -> pd.Series:
        return pd.concat(self._counts).groupby(level=0).sum() if self._counts else pd.Series(dtype="int64")

    def facts(self) -> dict:
        if self._odd or self._rows > len(self._likenesses):
            nothing = pd.DataFrame({"word": [], "late": [], "day": [], "many": []}, dtype="int64")
            return dict(rows=self._rows, days=nothing, odd_moments=self._odd, latest_hour=0, midnights=0, again=0, day_again=False, part_again=False)
        many = self._added_up()
        key = many.index.to_numpy("int64")
        days = pd.DataFrame({"word": key // DAYS // 2, "late": key // DAYS % 2 == 1, "day": key % DAYS, "many": many.to_numpy()})
        each = days.groupby("day")["many"].sum()
        marks = self._marks[each.index[each >= DAY]]
        return dict(
            rows=self._rows,
            days=days,
            odd_moments=0,
            latest_hour=self._latest,
            midnights=self._midnights,
            again=self._again(),
            day_again=len(np.unique(marks)) < len(marks),
            part_again=self._part_again(),
        )

    def _again(self) -> int:
        alike = self._likenesses[: self._rows]
        alike.sort()
        return int((alike[1:] == alike[:-1]).sum())

    def _part_again(self) -> bool:
        if not self._some:
            return False
        like, second = (np.concatenate(each) for each in zip(*self._some, strict=True))
        order = np.lexsort((like, second))
        return stands_again(pd.Series(like[order]), pd.Series(second[order].astype("datetime64[s]")))
