"""What the bytes of a large file of text say without its being read as a table: its lines, and whether anything in it is no text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eianalysis.sources.content import controlled

#: What no text has in it; where a file has none, the second can stand for a cell that is none.
NO_TEXT = (b"\x00", b"\x01")
#: How much is held at once: no more than a processor keeps beside it, as each block is looked at several times.
BLOCK = 1 << 18
#: The longest first line that is looked at.
LONGEST = 1 << 22
NEWLINE = 10
QUOTE, SPACE, BESIDE = 34, 32, tuple(b",\r\n")  # a mark, what may stand by it, and what a cell lies between


@dataclass(frozen=True)
class Lines:
    """The lines of a file."""

    first: str
    sound: bool  # all end in one way, nothing in them is no text, and quotation marks stand where cells begin and end
    sha256: str
    lengths: np.ndarray  # of each in bytes, with its end

    @property
    def many(self) -> int:
        """How many there are."""
        return len(self.lengths)

    @classmethod
    def of(cls, path: Path) -> Lines:
        """The lines of a file, which is read once."""
        digest, returns = hashlib.sha256(), 0
        lengths: list[np.ndarray] = []
        before, end = 0, 0  # bytes of the blocks read, and of the lines that have ended
        with path.open("rb") as content:
            first = content.readline(LONGEST).decode("utf-8", errors="replace").removeprefix("\ufeff").rstrip("\r\n")
            content.seek(0)
            sound = not controlled(content.read(4000))
            content.seek(0)
            while block := content.read(BLOCK) + content.readline(LONGEST):  # whole lines, so that nothing looked for is cut in two
                digest.update(block)
                ends = np.flatnonzero(np.frombuffer(block, "uint8") == NEWLINE) + (before + 1)
                if len(ends):
                    lengths.append(np.diff(ends, prepend=end).astype("uint32"))
                    end = ends[-1]
                before, returns = before + len(block), returns + (block.count(b"\r") if b"\r" in block else 0)
                sound = sound and not any(byte in block for byte in NO_TEXT) and not (b'"' in block and _spaced(block))
        ended = sum(map(len, lengths))
        if before > end:
            lengths.append(np.array([before - end], "uint32"))
        return cls(first, sound and returns in (0, ended), digest.hexdigest(), np.concatenate(lengths) if lengths else np.empty(0, "uint32"))

    def of_rows(self, path: Path, rows: np.ndarray) -> bytes:
        """The first line, and those of these rows (the first row is the second line), as they stand in the file."""
        ends = np.cumsum(self.lengths, dtype="int64")
        starts, sizes = ends[rows].tolist(), self.lengths[rows + 1].tolist()
        del ends
        with path.open("rb") as content:
            found = [content.readline()]
            for start, size in zip(starts, sizes, strict=True):
                content.seek(start)
                found.append(content.read(size))
        return b"".join(line if line.endswith(b"\n") else line + b"\n" for line in found)


def _spaced(block: bytes) -> bool:
    """Whether spaces stand between a quotation mark and the end of its cell, or another mark, in whole lines.

    To DuckDB they are nothing, and to others a part of the cell, in which a mark is then like any sign.
    """
    signs = np.frombuffer(b"\n\n" + block + b"\n", "uint8")
    marks = np.flatnonzero(signs == QUOTE)
    before, after = (_beyond_spaces(signs, marks, step) for step in (-1, 1))
    between = before[signs[before] == QUOTE]
    return bool(np.isin(signs[before], BESIDE).any() or np.isin(signs[after], BESIDE).any() or not np.isin(signs[between - 1], BESIDE).all())


def _beyond_spaces(signs: np.ndarray, marks: np.ndarray, step: int) -> np.ndarray:
    """What stands on one side of the marks that have spaces there, beyond these."""
    at = marks + step
    at = at[signs[at] == SPACE]
    while (spaces := signs[at] == SPACE).any():
        at = at + step * spaces
    return at
