"""What a pack rests on, as fingerprints: code, packages, the cycle's file, the pack before, and the data each notebook read.

Where all of these are as they were, running a notebook again gives the same bytes; ``run --changed`` and ``verify`` ask here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import eianalysis
from eianalysis.cycle import BoardCycle
from eianalysis.issued import LastIssued, issues, last_issued

#: Folders of data that a cycle can draw on; of ``raw`` its own alone.
FOLDERS = ("overrides", "recommendations", "reference", "synthetic")


def digest(words: Iterable[str]) -> str:
    """One fingerprint of several texts, in their order."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def sha256(path: Path) -> str:
    """A file's fingerprint."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def code_sha256() -> str:
    """The fingerprint of the package's own files, whatever git says of them."""
    root = Path(eianalysis.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".j2", ".css") and path.is_file())
    return digest(f"{path.relative_to(root).as_posix()} {sha256(path)}" for path in files)


def names_sha256(cycle: BoardCycle) -> str:
    """The fingerprint of the names of all files this cycle could read: one more or one fewer may change what is read."""
    folders = [*(cycle.data_dir / name for name in FOLDERS), cycle.raw_dir]
    return digest(sorted(path.relative_to(cycle.data_dir).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()))


def files_sha256(cycle: BoardCycle, names: Iterable[str]) -> dict[str, str | None]:
    """The fingerprint of each file below the data folder; None for one that is not there."""
    found = {name: cycle.data_dir / name for name in names}
    return {name: sha256(path) if path.is_file() else None for name, path in found.items()}


def predecessor(cycle: BoardCycle) -> dict:
    """Which pack came before, and the fingerprint of what was released in it."""
    before: LastIssued = last_issued(cycle)
    return {
        "cycle": before.cycle,
        "state": before.state,
        "sha256": digest(
            [
                *(f"{name} {side['csv_sha256']}" for name, side in sorted(before.about.items())),
                *(f"{name} withdrawn: {why}" for name, why in sorted(before.withdrawn.items())),
            ]
        ),
    }


def issued_since(cycle: BoardCycle, manifest: dict) -> list[str]:
    """The issues that the pack of this manifest was not planned beside ("2023-04.1"): given out since, all but its own."""
    path, knew = cycle.folder / "manifest.json", manifest.get("issued_before", {})
    own = sha256(path) if path.is_file() else None
    return [name for name, fingerprint in issues(cycle.outputs_dir).items() if knew.get(name) != fingerprint and fingerprint != own]
