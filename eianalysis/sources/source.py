"""``Source``: the one record of a file that a figure came from."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Source:
    """One file a figure came from: its name, its fingerprint, its rows, what was odd and what was set aside."""

    table: str  # the table it was read as
    file: str  # its name as a reader would know it, never an absolute path
    sha256: str
    rows: int | str  # rows in the file, the header not counted
    state: str  # real | synthetic | absent
    set_aside: tuple[tuple[str, int | str], ...] = ()  # (why, rows); in words once told
    flags: tuple[tuple[str, int | str], ...] = ()  # (what is odd, rows); 0 rows: a note on the file
    note: str = ""  # where the file is from, its licence
    part: str = ""  # which part of its table it holds, where the table comes in parts: the force of a month file

    def printable(self, threshold: int) -> Source:
        """The record as it may be printed: a few rows can be a few people, so a small number of rows is said in words. Told again it
        is the same."""

        def words(pairs):
            return tuple((what, rows_in_words(rows, threshold)) for what, rows in pairs)

        rows = f"fewer than {threshold}" if not isinstance(self.rows, str) and 0 < self.rows < threshold else self.rows
        return replace(self, rows=rows, set_aside=words(self.set_aside), flags=words(self.flags))

    def with_set_aside(self, *more: tuple[str, int]) -> Source:
        """The same record with further rows set aside."""
        return replace(self, set_aside=(*self.set_aside, *more))


def rows_in_words(rows: int | str, threshold: int) -> str:
    """'1,204 rows', 'fewer than 5 rows'; '' where the note is on the file and not on rows."""
    if isinstance(rows, str) or not rows:
        return rows or ""
    if 0 < rows < threshold:
        return f"fewer than {threshold} rows"
    return f"{rows:,} row{'s' if rows != 1 else ''}"
