"""The files of a project that the package carries: notebooks, cycles, reference data, the register of the demo, the invented force.

In an installed package they lie in ``eianalysis/project``; in a checkout they are the folders beside the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
FOLDERS = ("notebooks", "data/cycles", "data/recommendations", "data/reference", "data/synthetic")
KINDS = {".ipynb", ".csv", ".json", ".toml"}


def carried() -> dict[str, Path]:
    """``{"notebooks/06-retention.ipynb": path, …}``: each file by its place in a project."""
    top = PACKAGE / "project" if (PACKAGE / "project").is_dir() else PACKAGE.parent
    return {
        path.relative_to(top).as_posix(): path
        for folder in FOLDERS
        for path in sorted((top / folder).rglob("*"))
        if path.is_file() and path.suffix in KINDS and not any(part.startswith(".") for part in path.relative_to(top).parts)
    }
