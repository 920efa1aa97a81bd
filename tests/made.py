"""What costs much and serves many tests is made once, by whichever process comes first, and kept for the next run.

A thing lies under ``.cache/made`` in a name that ends with the digest of the code and data it is made of. Another state of the code
asks for another name, so nothing old is ever taken for new; ``rm -r .cache`` is always safe.

``python -m tests.made 2023-04`` makes the pack of a cycle, which is what the suite does in the background while other tests run.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pandas as pd
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / ".cache" / "made"
KEPT = 3  # states of the code that a thing is kept of


class Changed(Exception):
    """The code or data changed while a thing was made of them."""


def made(name: str, of: Callable[[], Iterable[Path]], make: Callable[[Path], None]) -> Path:
    """The path of a thing of this name, written by ``make(path)`` if no process of this state of ``of()`` has made it yet."""
    key = digest(of())
    target = MADE / f"{name}-{key}"
    MADE.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{target}.lock"):
        if not target.exists():
            part = target.with_name(f"part-{target.name}")
            _remove(part)
            make(part)
            if digest(of()) != key:
                _remove(part)
                raise Changed(f"the code or data changed while {name} was made of them: run the tests again")
            part.rename(target)
            _forget_older(name, target)
        os.utime(target)
    return target


def digest(files: Iterable[Path]) -> str:
    """Of the names and bytes of files, and of the interpreter and pinned packages that read them."""
    hashed = hashlib.sha256(sys.version.encode())
    for path in sorted({*files, ROOT / "requirements.lock"}):
        hashed.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return hashed.hexdigest()[:20]


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _forget_older(name: str, newest: Path) -> None:
    """Remove what was made of states of the code that are long gone."""
    alike = [path for path in MADE.glob(f"{name}-*") if len(path.name) == len(newest.name)]
    for path in sorted(alike, key=lambda path: path.stat().st_mtime)[:-KEPT]:
        _remove(path)
        Path(f"{path}.lock").unlink(missing_ok=True)


def below(*folders: str) -> list[Path]:
    """Every file of these folders of the project that can be part of what a run reads."""
    return [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".ipynb_checkpoints" not in path.parts
    ]


# A pack


def pack(cycle: str) -> Path:
    """The finished pack of a cycle of the project, made by the command a user would give; do not change it."""
    folder = made(f"pack-{cycle}", lambda: below("eianalysis", "data", "notebooks"), lambda part: _run(cycle, part)) / cycle
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    harmed = [name for name, sha in told.items() if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha]
    assert not harmed, f"a test changed the pack that all share: {harmed}; remove .cache/made and mend that test"
    return folder


def _run(cycle: str, outputs: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "eianalysis.cli", "run", cycle, "--outputs-dir", str(outputs)],
        cwd=ROOT,
        text=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr


def pack_of_kind(kind: str, cycle: str) -> Path:
    """The finished pack of a cycle of another kind, made of the demo's in a project of its own; do not change it."""

    def make(part: Path) -> None:
        from eianalysis.report.new_cycle import new_cycle

        project = part / "project"
        for name in ("data", "notebooks"):
            shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("raw", ".ipynb_checkpoints"))
        new_cycle(cycle, "2023-04", project / "data", kind=kind)
        done = subprocess.run([sys.executable, "-m", "eianalysis.cli", "run", cycle], cwd=project, text=True, capture_output=True)
        assert done.returncode == 0, done.stderr

    return made(kind, lambda: below("eianalysis", "data", "notebooks"), make) / "project/outputs" / cycle


# A synthetic force


def force(**asked) -> dict[str, pd.DataFrame]:
    """``synthetic.force(**asked)``, a copy of one's own."""
    words = "-".join(f"{name}_{value}" for name, value in sorted(asked.items()) if name != "effects")
    effects = asked.get("effects")
    if effects is not None:
        words += "-" + hashlib.sha256(json.dumps(dict(effects), sort_keys=True).encode()).hexdigest()[:8]
    return pd.read_pickle(made(f"force-{words}", lambda: imported_by("eianalysis.synthetic"), lambda part: _draw(part, asked)), compression=None)


def _draw(part: Path, asked: dict) -> None:
    from eianalysis import synthetic

    pd.to_pickle(synthetic.force(**asked), part, compression=None)


@cache
def imported_by(package: str) -> tuple[Path, ...]:
    """The files of a package of ours and of all of ours that they import, at whatever remove."""
    found: set[Path] = set()
    waiting = [path for path in (ROOT / package.replace(".", "/")).rglob("*.py")]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [file for name in _imports(path) for file in _files(name)]
    return tuple(sorted(found))


def _imports(path: Path) -> Iterable[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _files(module: str) -> list[Path]:
    if module.partition(".")[0] != "eianalysis":
        return []
    place = ROOT / module.replace(".", "/")
    return [path for path in (place.with_suffix(".py"), place / "__init__.py") if path.exists()]


if __name__ == "__main__":
    pack(sys.argv[1])
