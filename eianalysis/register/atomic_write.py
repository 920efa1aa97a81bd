"""Files written whole or not at all, one or several at once."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from eianalysis.errors import RefusedError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all: beside its place first, then moved in."""
    new = beside(path, content)
    try:
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def beside(path: Path, content: bytes) -> Path:
    """The content in a new hidden file beside its place, on the disk and not only on its way there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def write_together(files: Mapping[Path, bytes], before: Mapping[Path, bytes | None], journal: Path) -> None:
    """Put several files in place as one step: all of them, or none; also where the machine stops in between.

    The new files lie beside their places before any is moved, and a journal says which; ``finish`` completes what was cut
    short. Where a move fails, what was moved is put back; where that fails too, the journal stays, for ``finish``.

    Parameters
    ----------
    files : the new content of each file.
    before : what each held when it was read; None for a file that was not there.
    journal : where the list of moves stands while they are made.

    Raises
    ------
    RefusedError
        Where a file changed since it was read; nothing is written.
    """
    for path, content in before.items():
        if (path.read_bytes() if path.is_file() else None) != content:
            raise RefusedError(f"{path.name} changed meanwhile; nothing was written. Start again.")
    moves: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            moves.append((beside(path, content), path))
        write_whole(journal, json.dumps([[str(new.relative_to(journal.parent)), str(path.relative_to(journal.parent))] for new, path in moves]).encode())
    except BaseException:
        for new, _ in moves:
            new.unlink(missing_ok=True)
        raise
    done: list[Path] = []
    try:
        for new, path in moves:
            os.replace(new, path)
            done.append(path)
    except BaseException:
        for path in done:  # those not moved keep their new files until all is put back
            if before.get(path) is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, before[path])
        journal.unlink()
        for new, _ in moves:
            new.unlink(missing_ok=True)
        raise
    journal.unlink()


def finish(journal: Path) -> bool:
    """Complete moves that were cut short; whether there were any."""
    if not journal.is_file():
        return False
    for new, path in json.loads(journal.read_bytes()):
        if (journal.parent / new).is_file():
            os.replace(journal.parent / new, journal.parent / path)
    journal.unlink()
    return True
