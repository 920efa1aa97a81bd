"""A very large file as DuckDB is asked for it: every cell as text, whether it lies as text or as parquet.

Of a parquet file nothing is written out: a set of words is told from another by the values themselves where these are other texts
whenever they are other values, and by their text where not.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from eianalysis.sources.content import fingerprint_of
from eianalysis.sources.lines import NO_TEXT, Lines
from eianalysis.sources.parquet import cell_of
from eianalysis.sources.search_month import cells_of
from eianalysis.sources.sql import name_of, pattern_of, text_of

#: As data.police.uk writes moments, in UTC.
MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}[+]00:00"
#: A moment that is none is earlier than any.
NO_MOMENT = -(1 << 60)
#: Of one line, and text: what the row of a file of text could hold.
NOT_IN_A_CELL = r"[\x00-\x08\x0a-\x1f]"
#: Kinds of which each value is one text, and no two are the same; and those of which a zero may bear a sign, which its text does.
ONE_TEXT = {"BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
SIGNED_ZERO = {"FLOAT", "DOUBLE"}
#: Kinds of which no text has several lines.
OF_ONE_LINE = {*ONE_TEXT, *SIGNED_ZERO, "DATE", "TIME", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE"}


class LargeRows(ABC):
    """The rows of a file in its order; a column is named by its heading."""

    found: Sequence[str]  # its headings
    many: int  # its rows, as it says itself
    sound: bool  # nothing is told of it that rows must be looked at for
    sha256: str
    table: str  # all of it, in SQL
    broken: str  # what is said of one that DuckDB cannot read

    def cell(self, name: str) -> str:
        """A cell as text."""
        return name_of(name)

    def likeness(self, names: Sequence[str]) -> str:
        """A number that is the same where these cells are, as text."""
        return f"hash({', '.join(map(self._told_by, names))})" if names else "0::ubigint"

    def _told_by(self, name: str) -> str:
        return self.cell(name)

    def second(self, name: str) -> str:
        """The moment in seconds since 1970."""
        cell = self.cell(name)
        return f"coalesce(epoch_ms(case when regexp_full_match({cell}, '{MOMENT}') then try_cast({cell} as timestamp) end) // 1000, {NO_MOMENT})"

    @abstractmethod
    def those(self, base, rows: np.ndarray) -> str:
        """A table of these rows in their order, the first being 0."""

    def of_one_line(self, base, words: pd.DataFrame, names: Sequence[str]) -> bool:
        """Whether every cell is text of one line; ``words`` are all there are of the columns ``names``, each set of them once."""
        return True


class TextRows(LargeRows):
    """A CSV file, or what was unpacked of one."""

    broken = "a row of it is too long or too short, or is no text"

    def __init__(self, text: Path, packed: Path | None, scratch: Path):
        self._path, self._lines, self._some = text, Lines.of(text), scratch / "some.csv"
        self.found, self.sound = cells_of(self._lines.first), self._lines.sound
        self.many = max(0, self._lines.many - 1)  # without the headings
        self.sha256 = fingerprint_of(packed) if packed else self._lines.sha256
        self.table = self._read(text)

    def _read(self, path: Path) -> str:
        """A strict reading of the file with every cell as text; a folder named ``Gender=Male`` says nothing of what is in it."""
        kinds = ", ".join(f"{text_of(name)}: 'VARCHAR'" for name in self.found)
        return (
            f"read_csv({text_of(pattern_of(path))}, hive_partitioning=false, columns={{{kinds}}}, header=true, auto_detect=false, delim=',', quote='\"', "
            f"escape='\"', strict_mode=true, null_padding=false, nullstr='{NO_TEXT[1].decode()}', max_line_size=100000)"
        )

    def those(self, base, rows: np.ndarray) -> str:
        self._some.write_bytes(self._lines.of_rows(self._path, rows))
        return self._read(self._some)


class ParquetRows(LargeRows):
    """A parquet file, where it lies. Raises ``duckdb.Error`` where it is none."""

    broken = "it is damaged, or no parquet file"

    def __init__(self, base, path: Path):
        pattern = text_of(pattern_of(path))
        self.table, self._numbered = (f"read_parquet({pattern}, hive_partitioning=false{more})" for more in ("", ", file_row_number=true"))
        self._kinds = {name: kind for name, kind, *_ in base.execute(f"describe select * from {self.table}").fetchall()}
        self.found = list(self._kinds)
        self.sound = not any(re.search(rf"\ufeff|{NOT_IN_A_CELL}", name) for name in self.found)
        self.many = base.execute(f"select sum(num_rows) from parquet_file_metadata({pattern})").fetchone()[0]
        self.sha256 = fingerprint_of(path)

    def cell(self, name: str) -> str:
        return cell_of(name, self._kinds[name])

    def _told_by(self, name: str) -> str:
        kind, column = self._kinds[name], name_of(name)
        if kind == "VARCHAR":
            return f"coalesce({column}, '')"
        if kind in SIGNED_ZERO:
            return f"{column}, {column} = 0 and signbit({column})"
        return column if kind in ONE_TEXT else self.cell(name)

    def second(self, name: str) -> str:
        if self._kinds[name] != "TIMESTAMP WITH TIME ZONE":
            return super().second(name)
        return f"coalesce(epoch_ms({name_of(name)}) // 1000, {NO_MOMENT})"  # of an infinite one there is none

    def those(self, base, rows: np.ndarray) -> str:
        base.register("wanted", pd.DataFrame({"place": rows}))
        return f"(from {self._numbered} where file_row_number in (select place from wanted) order by file_row_number)"

    def of_one_line(self, base, words: pd.DataFrame, names: Sequence[str]) -> bool:
        if any(words[column].str.contains(NOT_IN_A_CELL).any() for column in words):
            return False
        others = [self.cell(name) for name, kind in self._kinds.items() if name not in names and kind not in OF_ONE_LINE]
        odd = " or ".join(f"regexp_matches({cell}, '{NOT_IN_A_CELL}')" for cell in others)
        return not others or base.execute(f"select 1 from {self.table} where {odd} limit 1").fetchone() is None
