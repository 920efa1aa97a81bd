"""Folders that a notebook may read and not change: Python itself tells of whatever would write, rename or delete, and it is refused.

An audit hook sees what Python code does, with whatever library that opens files through Python. It does not see other programs that a
notebook starts, nor libraries in C that open files by themselves: what those change is found when the run ends (``report/untouched.py``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from eianalysis.errors import ReadOnlyError

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Of each event, where among what Python tells of it a path stands and the folder that the path starts from (None: none is told).
CHANGES: dict[str, tuple[tuple[int, int | None], ...]] = {
    "os.rename": ((0, 2), (1, 3)),
    "os.link": ((0, 2), (1, 3)),  # the first, too: through a second name the file could be changed
    "os.symlink": ((1, 2),),
    "os.remove": ((0, 1),),
    "os.mkdir": ((0, 2),),
    "os.rmdir": ((0, 1),),
    "os.truncate": ((0, None),),
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.utime": ((0, 3),),
    "os.setxattr": ((0, None),),
    "os.removexattr": ((0, None),),
    "shutil.rmtree": ((0, 1),),
    "shutil.copyfile": ((1, None),),  # Windows copies without opening
    "shutil.move": ((0, None), (1, None)),
}
#: Of these a folder is as good as all that lies in it.
WHOLE = ("os.rename", "shutil.rmtree", "shutil.move")
#: These change a link itself; all others what it leads to.
OF_A_LINK = ("os.rename", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "shutil.move")

_READ_ONLY: list[str] = []
_WRITABLE: list[str] = []
_HOOKED = False


def keep_read_only(folder: str, but: Iterable[str] = ()) -> None:
    """From now on refuse to change anything below a folder, ``but`` below these, with ``ReadOnlyError``; a hook cannot be taken back."""
    global _HOOKED
    _READ_ONLY.append(_real(folder))
    _WRITABLE.extend(map(_real, but))
    if not _HOOKED:
        sys.addaudithook(_hook)
        _HOOKED = True


def _hook(event: str, args: tuple) -> None:
    if not _READ_ONLY:
        return
    if event == "open":
        if len(args) > 2 and isinstance(args[2], int) and args[2] & WRITES:
            _require(event, args[0], None)
    elif event in CHANGES:
        for path, start in CHANGES[event]:
            _require(event, args[path], args[start] if start is not None and start < len(args) else None)


def _require(event: str, path: object, start: object) -> None:
    """Nothing where it lies in no folder that is kept; ``start`` is an open folder."""
    if not isinstance(path, str | bytes | os.PathLike):
        return  # a file that is open, and was looked at when it was opened
    named = _from(os.fsdecode(path), start)
    if not named:
        return
    folder, name = os.path.split(os.path.abspath(named))
    for place in (os.path.join(_real(folder), os.path.normcase(name)), *(() if event in OF_A_LINK else (_real(named),))):
        if kept := _kept_from(place, event in WHOLE):
            raise ReadOnlyError(_said(named, place, kept))


def _from(path: str, start: object) -> str:
    if os.path.isabs(path) or not isinstance(start, int) or start < 0:
        return path
    listed = os.path.join(os.sep, "proc", "self", "fd", str(start))  # Linux; elsewhere what is found at the end of the run has to do
    return os.path.join(os.readlink(listed), path) if os.path.islink(listed) else ""


def _real(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))


def _holds(folder: str, place: str) -> bool:
    return place == folder or place.startswith(os.path.join(folder, ""))


def _kept_from(place: str, whole: bool) -> str:
    """The folder that keeps a place from being changed, '' where none does: of several that hold it the innermost counts."""
    above = [folder for folder in _READ_ONLY if whole and _holds(place, folder)]
    inner = max((folder for folder in (*_WRITABLE, *_READ_ONLY) if _holds(folder, place)), key=len, default="")
    return above[0] if above else "" if inner in _WRITABLE else inner


def _said(named: str, place: str, kept: str) -> str:
    # What is there already is named; a name that a notebook made up may hold anything.
    inside = os.path.relpath(place, kept).replace(os.sep, "/") if _holds(kept, place) else "."
    if not os.path.lexists(named):
        inside = os.path.dirname(inside) or "."
        what = "nothing is written there" if inside == "." else f"nothing is written into {inside}"
    else:
        what = "it stays as it is" if inside == "." else f"{inside} stays as it is"
    return (
        f"a notebook may read the data folder and not change it: {what}. Write into the notebook's own folder instead "
        "(a name without a folder, as 'mine.csv'), which is gone when the run ends, or keep a released table in the pack with ei.save"
    )
