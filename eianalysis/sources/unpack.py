"""What is packed and very large, unpacked on the disk instead of in memory."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from eianalysis.errors import DataFault
from eianalysis.sources.content import GZIP_MAGIC, unreadable

#: Text of searches packs to a tenth or twentieth; what unpacks to more than so many times its size is no text of rows.
MOST_TIMES = 200
#: How much is unpacked at once.
BLOCK = 1 << 20
_DAMAGED = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)


def text_size(path: Path) -> int:
    """Bytes of a file's text: of a gzip file as it says itself, which is never fewer than are packed (it counts to 4 GB only)."""
    packed = path.stat().st_size
    with path.open("rb") as content:
        if packed < 20 or content.read(2) != GZIP_MAGIC:  # a gzip file of nothing has 20 bytes
            return packed
        content.seek(-4, 2)
        return max(packed, int.from_bytes(content.read(), "little"))


def unpacked(name: str, path: Path, member: str | None, scratch: Path) -> Path:
    """The file as text: itself where it is not packed, else what is in it (a member of a .zip archive, a .gz file) below ``scratch``.

    Raises ``DataFault`` for what is damaged, and for what unpacks to more than ``MOST_TIMES`` the size of its file. A full disk is an ``OSError``.
    """
    with path.open("rb") as content:
        if member is None and content.read(2) != GZIP_MAGIC:
            return path
    made = scratch / "unpacked.csv"
    with made.open("wb") as out:
        for block in _blocks(name, path, member):
            if out.tell() + len(block) > MOST_TIMES * max(path.stat().st_size, BLOCK):
                raise _cannot(name, f"it is more than {MOST_TIMES} times as large as it is packed, and no text of rows")
            out.write(block)
    return made


def _blocks(name: str, path: Path, member: str | None) -> Iterator[bytes]:
    with ExitStack() as opened:
        try:
            packed = opened.enter_context(gzip.open(path) if member is None else opened.enter_context(zipfile.ZipFile(path)).open(member))
            while block := packed.read(BLOCK):
                yield block
        except _DAMAGED:
            raise _cannot(name, "damaged or cut short, or protected by a password") from None


def _cannot(name: str, why: str) -> DataFault:
    return unreadable(name, f"it cannot be unpacked: {why}", "fetch it again, or unpack it")
