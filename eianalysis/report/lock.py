"""One run of a cycle at a time: a lock the system itself lets go of when a run is killed."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from eianalysis.errors import RefusedError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def _take(handle: int) -> bool:
    """Whether the lock on this open file is ours now."""
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


@contextmanager
def locked(outputs_dir: Path, cycle: str) -> Iterator[None]:
    """Hold the cycle's lock; ``RefusedError`` naming the other run if there is one.

    The file says who holds it (process, machine). A file left by a killed run holds nothing: it is taken over.
    """
    outputs_dir.mkdir(parents=True, exist_ok=True)
    path = outputs_dir / f".lock.{cycle}"
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _take(handle):
            os.close(handle)
            raise RefusedError(f"cycle {cycle} is being run already{_holder(path)}: wait for it, or end it first")
        with suppress(OSError):  # another run may have removed the file between our opening and locking it
            if os.path.samestat(os.fstat(handle), os.stat(path)):
                break
        os.close(handle)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f" by process {holder['pid']} on {holder['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
