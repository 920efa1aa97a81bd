"""One run of a cycle at a time: a lock the system itself lets go of when a run is killed (filelock, on every system).

``.lock.<cycle>`` stays when the run is over, since another may be waiting for that very file; it holds nothing.
``.running.<cycle>`` says who runs, and is believed only while the lock is held.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from eianalysis.errors import RefusedError


class BeingRun(RefusedError):
    """Another run has the cycle's lock."""


@contextmanager
def locked(outputs_dir: Path, cycle: str) -> Iterator[None]:
    """Hold the cycle's lock; ``BeingRun`` naming the other run if there is one."""
    outputs_dir.mkdir(parents=True, exist_ok=True)
    runs = outputs_dir / f".running.{cycle}"
    lock = FileLock(outputs_dir / f".lock.{cycle}", timeout=0, mode=0o644)
    try:
        lock.acquire()
    except Timeout:
        raise BeingRun(f"cycle {cycle} is being run already{_holder(runs)}: wait for it, or end it first") from None
    try:
        runs.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}), encoding="utf-8", newline="\n")
        yield
    finally:
        runs.unlink(missing_ok=True)
        lock.release()


def _holder(runs: Path) -> str:
    try:
        holder = json.loads(runs.read_text(encoding="utf-8"))
        return f" by process {holder['pid']} on {holder['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
