"""Which files below the data folder a notebook reads: told by Python itself, so that no list can be out of date.

An audit hook in the kernel writes each path once. ``run --changed`` takes a notebook over only where all it read is as it was.
The data folder is to be read and not changed: another hook refuses what would.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

if sys.path and sys.path[0] in ("", os.getcwd()) and __name__ == "__main__":
    del sys.path[0]  # as ipykernel's own launcher: no file of the folder stands in for a module

from eianalysis import read_only, reads, rendered

DATA, LOG, OWN, MEMORY = "EIANALYSIS_WATCHED", "EIANALYSIS_READ_LOG", "EIANALYSIS_OWN", "EIANALYSIS_MEMORY"
READ_LOG = "read.log"


def main() -> None:
    """Start the hook and the record of what is shown, then the kernel with the words of the command line."""
    bound(int(os.environ.pop(MEMORY, "0")))
    start(os.environ.pop(DATA), os.environ.pop(LOG), os.environ.pop(OWN, "").split(os.pathsep))
    rendered.start(os.environ.pop(rendered.LOG))
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()


def bound(memory: int) -> None:
    """From now on this process has at most so many bytes of addresses, where the system can hold it to that; 0 is no bound."""
    try:
        import resource
    except ImportError:  # Windows
        return
    if memory:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        with suppress(ValueError, OSError):  # macOS refuses
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


def start(data_dir: str, log: str, own: Iterable[str] = ()) -> None:
    """From now on write each file below ``data_dir`` that is opened to ``log``, one path a line, and refuse to change any.

    The notebook's ``own`` folders stay open to it: where it works, and where its run keeps what was made.
    """
    top, seen = os.path.join(data_dir, ""), set()
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def listener(path: str) -> None:
        if path not in seen and path.startswith(top):
            os.write(handle, (path[len(top) :].replace(os.sep, "/") + "\n").encode())
        seen.add(path)

    reads.listen(listener)
    if data_dir:
        read_only.keep_read_only(data_dir, filter(None, own))


def files_read(work: Path) -> list[str]:
    """The files a notebook read, as named below the data folder, in order."""
    path = work / READ_LOG
    return sorted(set(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


if __name__ == "__main__":
    main()
