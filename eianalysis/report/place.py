"""Where a run works and how its pack gets to its place: in one step, or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from eianalysis.errors import EIAnalysisError, RefusedError

ISSUED = "ISSUED"  # the seal that `eianalysis issue` leaves in a pack
SCRATCH, ASIDE = ".scratch", ".aside"
BESIDE = "new"  # <cycle>.new: a finished pack that could not take its place
AT_FDCWD, RENAME_EXCHANGE = -100, 2
WINDOWS = sys.platform == "win32"  # where an open file holds the folder it lies in
TRIES, PAUSE = 20, 0.5  # seconds between; what scans or previews a file lets go of it by then


class PackHeld(EIAnalysisError):
    """The new pack is finished, but the last one cannot be moved out of its place."""


def refuse_if_issued(target: Path, replace: bool) -> None:
    """An issued pack is replaced only when that is said."""
    if (target / ISSUED).exists() and not replace:
        raise RefusedError(f"the pack of cycle {target.name} is issued: --replace replaces it all the same")


def clean_up(outputs_dir: Path, cycle: str) -> None:
    """Put back or remove what a killed run left; call it with the lock held."""
    target = outputs_dir / cycle
    for aside in sorted(outputs_dir.glob(f"{ASIDE}.{cycle}.*")):
        if target.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(target)
    for scratch in outputs_dir.glob(f"{SCRATCH}.{cycle}.*"):
        shutil.rmtree(scratch, ignore_errors=True)


def held_open(target: Path) -> list[str]:
    """The files of a pack that another program holds open, so that the pack could not be replaced (Windows only)."""
    held = []
    for path in sorted(target.rglob("*")) if WINDOWS else ():
        try:
            if path.is_file():
                path.open("r+b").close()
        except PermissionError:
            held.append(path.relative_to(target).as_posix())
        except OSError:  # gone meanwhile
            pass
    return held


def warn_of_held(target: Path) -> None:
    """Say before a run, not after it, what will be in its way; it may be closed by then."""
    held = held_open(target)
    if held:
        print(
            f"{_names(held)} of the last pack {'is' if len(held) == 1 else 'are'} open in another program: close "
            f"{'it' if len(held) == 1 else 'them'} before the run ends, or the new pack will lie beside, in {_beside(target).name}",
            file=sys.stderr,
            flush=True,
        )


def _names(files: list[str]) -> str:
    return ", ".join(files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")


def _beside(target: Path) -> Path:
    return target.with_name(f"{target.name}.{BESIDE}")


def new_scratch(outputs_dir: Path, cycle: str) -> Path:
    """An empty folder beside the packs, so that moving a pack into place is a rename."""
    scratch = outputs_dir / f"{SCRATCH}.{cycle}.{os.getpid()}"
    scratch.mkdir(parents=True)
    return scratch


def move_into_place(pack: Path, target: Path) -> None:
    """The new pack stands where the old one stood; at no moment a half of either.

    Linux exchanges two folders in one step. Elsewhere the old one steps aside first, and the next run puts it back if
    this one is killed between the two renames. Where a program holds a file of the old one open, the new one is kept
    beside it, and ``PackHeld`` says so.
    """
    if not target.exists():
        _patiently(lambda: pack.rename(target))
    elif _exchange(pack, target):
        shutil.rmtree(pack, ignore_errors=True)
    else:
        aside = target.with_name(f"{ASIDE}.{target.name}.{os.getpid()}")
        try:
            _patiently(lambda: target.rename(aside))
        except PermissionError:
            _keep_beside(pack, target)
        _patiently(lambda: pack.rename(target))
        shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(_beside(target), ignore_errors=True)


def _patiently(step: Callable[[], object]) -> None:
    """Do it, again and again for a while where another program is in the way."""
    for _ in range(TRIES - 1):
        try:
            step()
            return
        except PermissionError:
            time.sleep(PAUSE)
    step()


def _keep_beside(pack: Path, target: Path) -> None:
    beside = _beside(target)
    shutil.rmtree(beside, ignore_errors=True)
    _patiently(lambda: pack.rename(beside))
    held = held_open(target)
    raise PackHeld(
        f"the new pack of cycle {target.name} is finished and checked, but another program holds "
        f"{_names(held) if held else 'the folder'} of the last one open: the new one lies in {beside.name}, the last one "
        "is untouched. Close what is open and run the cycle again, and the new pack takes its place"
    ) from None


def _exchange(one: Path, other: Path) -> bool:
    """Whether the system swapped the two folders (Linux only)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
