"""``Source``: the one record of a file that a figure came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One file a figure came from: its name, its fingerprint, its rows, what was odd and what was set aside."""

    table: str  # the table it was read as
    file: str  # its name as a reader would know it, never an absolute path
    sha256: str
    rows: int  # rows in the file, the header not counted
    state: str  # real | synthetic | absent
    set_aside: tuple[tuple[str, int], ...] = ()  # (why, rows)
    flags: tuple[tuple[str, int], ...] = ()  # (what is odd, rows)
    note: str = ""  # where the file is from, its licence
