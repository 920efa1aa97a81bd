"""Which files below a folder are read: told by Python itself, so that no list can be out of date.

An audit hook sees every file that is opened. What reads files without Python's own ``open`` (a database engine), and what
gives back a table that was read before, says so with ``note``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_LISTENERS: list[Callable[[str], None]] = []
_HOOKED = False


def listen(listener: Callable[[str], None]) -> None:
    """Call the listener with the absolute path of each file that is opened from now on; a hook cannot be taken back."""
    global _HOOKED
    _LISTENERS.append(listener)
    if not _HOOKED:
        sys.addaudithook(_hook)
        _HOOKED = True


def note(paths: Iterable[str | Path]) -> None:
    """Say that these files were read, by whatever means."""
    for path in paths:
        sys.audit("open", str(path), "r", 0)


@contextmanager
def reading(folder: str | Path) -> Iterator[list[str]]:
    """The files below a folder that are read meanwhile, as absolute paths, each once, in order."""
    top, found = os.path.join(os.path.abspath(folder), ""), []

    def listener(path: str) -> None:
        if path.startswith(top) and path not in found:
            found.append(path)

    listen(listener)
    try:
        yield found
    finally:
        _LISTENERS.remove(listener)


def _hook(event: str, args: tuple) -> None:
    if event == "open" and _LISTENERS and isinstance(args[0], str):
        path = os.path.abspath(args[0])
        for listener in tuple(_LISTENERS):
            listener(path)
