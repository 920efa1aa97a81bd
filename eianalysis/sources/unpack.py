"""What is packed and very large, and what is a parquet file, as text on the disk."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

from eianalysis.errors import DataFault
from eianalysis.sources.content import GZIP_MAGIC, unreadable
from eianalysis.sources.parquet import READER, cell_of
from eianalysis.sources.sql import name_of, pattern_of, text_of

#: Text of searches packs to a tenth or twentieth; what unpacks to more than so many times its size is no text of rows.
MOST_TIMES = 200
#: How much is unpacked at once.
BLOCK = 1 << 20
#: Bytes of a row of searches as text, by which the text of a parquet file is guessed.
A_ROW = 200
PARQUET = ".parquet"
_DAMAGED = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)


def text_size(path: Path) -> int:
    """Bytes of a file's text: of a gzip file as it says itself, which is never fewer than are packed (it counts to 4 GB only); of a parquet
    file about as many as its rows would take."""
    packed = path.stat().st_size
    if path.suffix.lower() == PARQUET and find_spec(READER) is not None:
        return max(packed, A_ROW * _rows_of(path))
    with path.open("rb") as content:
        if packed < 20 or content.read(2) != GZIP_MAGIC:  # a gzip file of nothing has 20 bytes
            return packed
        content.seek(-4, 2)
        return max(packed, int.from_bytes(content.read(), "little"))


def unpacked(name: str, path: Path, member: str | None, scratch: Path) -> Path:
    """The file as CSV text: itself where it is that, else what is in it (a member of a .zip archive, a .gz or .parquet file) below ``scratch``.

    Raises ``DataFault`` for what is damaged, and for what unpacks to more than ``MOST_TIMES`` the size of its file. A full disk is an ``OSError``.
    """
    if member is None and path.suffix.lower() == PARQUET:
        return _written_out(name, path, scratch / "unpacked.csv")
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
            packed = opened.enter_context(gzip.GzipFile(path) if member is None else opened.enter_context(zipfile.ZipFile(path)).open(member))
            while block := packed.read(BLOCK):
                yield block
        except _DAMAGED:
            raise _cannot(name, "damaged or cut short, or protected by a password") from None


def _rows_of(path: Path) -> int:
    import duckdb

    try:
        with duckdb.connect() as own:  # not the one that an analyst may be in the middle of
            return own.execute("select sum(num_rows) from parquet_file_metadata(?)", [pattern_of(path)]).fetchone()[0]
    except duckdb.Error:
        return 0  # what is wrong with it is told when it is read


def _written_out(name: str, path: Path, made: Path) -> Path:
    """A parquet file as the publisher's CSV: moments with their zone in UTC, and others as the words they say."""
    if find_spec(READER) is None:
        raise unreadable(name, "it is a parquet file, and duckdb is not installed to read it", "save it as CSV, or `pip install eianalysis[large]`")
    import duckdb

    with duckdb.connect() as base:
        try:
            base.execute("set timezone = 'UTC'")
            base.execute("set enable_progress_bar = false")
            rows = f"read_parquet({text_of(pattern_of(path))}, hive_partitioning=false)"
            kinds = base.execute(f"describe select * from {rows}").fetchall()
            cells = ", ".join(f"{cell_of(column, kind)} as {name_of(column)}" for column, kind, *_ in kinds)
            base.execute(f"copy (select {cells} from {rows}) to {text_of(made)} (header, delimiter ',', quote '\"', escape '\"')")
        except duckdb.IOException:
            raise
        except duckdb.Error:
            raise _cannot(name, "damaged, or no parquet file") from None
    return made


def _cannot(name: str, why: str) -> DataFault:
    return unreadable(name, f"it cannot be unpacked: {why}", "fetch it again, or unpack it")
