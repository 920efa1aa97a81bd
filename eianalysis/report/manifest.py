"""The pack's manifest: what went in, what came out, by which code. Whatever differs from run to run is in ``times``."""

from __future__ import annotations

import platform
import subprocess
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

import eianalysis
from eianalysis.cycle import BoardCycle
from eianalysis.report.basis import code_sha256, files_sha256, names_sha256, predecessor, sha256

PACKAGES = ("gptables", "jinja2", "matplotlib", "nbconvert", "numpy", "openpyxl", "pandas", "papermill", "python-calamine", "scipy", "xlsxwriter")
SEALED = ("manifest.json", "ISSUED")  # no outputs of the notebooks: what says of the others what they are


def manifest(
    cycle: BoardCycle,
    pack: Path,
    *,
    tables: dict,
    sidecars: dict[str, dict],
    pages: dict[str, list[str]],
    notebooks: dict[str, Path],
    parameters: dict[str, dict],
    read: dict[str, list[str]],
    issued_before: dict[str, str],
    times: dict,
) -> dict:
    """The manifest's content; ``pages`` says which notebook saved which tables, ``read`` which files it read, ``issued_before``
    what readers had when it was planned (``issued.issues``)."""
    return {
        "cycle": {
            "name": cycle.name,
            "board": cycle.board,
            "meeting_date": cycle.meeting_date.isoformat(),
            "period_start": cycle.period_start.isoformat(),
            "period_end": cycle.period_end.isoformat(),
            "data_cut_off": cycle.data_cut_off.isoformat(),
            "previous_cycle": cycle.previous_cycle,
            "profile": cycle.profile,
            "marking": cycle.marking,
            "file": cycle_file(cycle),
            **({} if cycle.for_board else {"kind": cycle.kind}),
            **({"publish_by": cycle.publish_by.isoformat()} if cycle.publish_by else {}),
        },
        "code": {"package": "eianalysis", "version": eianalysis.__version__, "commit": commit(), "sha256": code_sha256()},
        "packages": packages(),
        "predecessor": predecessor(cycle),
        "issued_before": issued_before,
        "inputs": _inputs(tables, sidecars, cycle.policy.threshold),
        "data_names_sha256": names_sha256(cycle),
        "notebooks": {
            name: {"sha256": sha256(path), "parameters": parameters[name], "read": files_sha256(cycle, read[name])} for name, path in notebooks.items()
        },
        "policy": asdict(cycle.policy),
        "releases": [
            {
                "name": name,
                "measure": side["measure"],
                "status": side["status"],
                "level": side["level"],
                "rows": side["rows"],
                "rows_hidden": side["rows_hidden"],
                "synthetic": side["synthetic"],
                "pages": sorted(page for page, saved in pages.items() if name in saved),
            }
            for name, side in sorted(sidecars.items())
        ],
        "outputs": {path.relative_to(pack).as_posix(): sha256(path) for path in sorted(pack.rglob("*")) if path.is_file() and path.name not in SEALED},
        "times": times,
    }


def packages() -> dict[str, str | None]:
    """The versions that figures and pages depend on."""
    return {"python": platform.python_version()} | {name: _installed(name) for name in PACKAGES}


def commit() -> str | None:
    """The commit this code is at, if it is in a git repository; ``+changes`` where files differ from it."""
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return None
    try:
        head = _git(root, "rev-parse", "HEAD")
        return head + ("+changes" if _git(root, "status", "--porcelain", "--untracked-files=no", "eianalysis") else "")
    except (OSError, subprocess.SubprocessError):
        return None


def _git(root: Path, *words: str) -> str:
    said = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=10, check=True)
    return said.stdout.strip()


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def cycle_file(cycle: BoardCycle) -> dict:
    """The cycle's own file and its fingerprint."""
    path = cycle.data_dir / "cycles" / f"{cycle.name}.toml"
    return {"file": f"cycles/{cycle.name}.toml", "sha256": sha256(path) if path.exists() else None}


def _inputs(tables: dict, sidecars: dict[str, dict], threshold: int) -> list[dict]:
    """Every source of the loaded and of the saved tables, once."""
    found = {}
    for source in (asdict(source.printable(threshold)) for table in tables.values() for source in table.sources):
        found[source["table"], source["file"], source["sha256"]] = source
    for side in sidecars.values():
        for source in side["sources"]:
            found.setdefault((source["table"], source["file"], source["sha256"]), source)
    return [{key: _plain(value) for key, value in found[key_].items()} for key_ in sorted(found)]


def _plain(value: object) -> object:
    """Pairs of (words, rows) as a mapping, as a reader of JSON expects them."""
    return {words: rows for words, rows in value} if isinstance(value, (tuple, list)) else value
