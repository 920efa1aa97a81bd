"""Where a run works and how its pack gets to its place: in one step, or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

from eianalysis.errors import RefusedError

ISSUED = "ISSUED"  # the seal that `eianalysis issue` leaves in a pack
SCRATCH, ASIDE = ".scratch", ".aside"
AT_FDCWD, RENAME_EXCHANGE = -100, 2


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


def new_scratch(outputs_dir: Path, cycle: str) -> Path:
    """An empty folder beside the packs, so that moving a pack into place is a rename."""
    scratch = outputs_dir / f"{SCRATCH}.{cycle}.{os.getpid()}"
    scratch.mkdir(parents=True)
    return scratch


def move_into_place(pack: Path, target: Path) -> None:
    """The new pack stands where the old one stood; at no moment a half of either.

    Linux exchanges two folders in one step. Elsewhere the old one steps aside first, and the next run puts it back if
    this one is killed between the two renames.
    """
    if not target.exists():
        pack.rename(target)
    elif _exchange(pack, target):
        shutil.rmtree(pack, ignore_errors=True)
    else:
        aside = target.with_name(f"{ASIDE}.{target.name}.{os.getpid()}")
        target.rename(aside)
        pack.rename(target)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Whether the system swapped the two folders (Linux only)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
