"""Sets of fonts a machine may have, each as the only fonts that a browser sees (a fontconfig file a set)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

#: What a machine has: the style of the files to keep. Arial is asked for first on every page, and no set has it.
SETS = {
    "DejaVu only": ["DejaVu Sans"],  # as on a bare server: a sixth wider than Arial
    "Liberation": ["Liberation Sans"],  # as wide as Arial
    "a wide fallback": ["DejaVu Sans Mono"],  # nothing fits: as wide as a fallback gets
}


def files(family: str) -> list[Path]:
    """The installed files of a family."""
    if shutil.which("fc-list") is None:
        return []
    said = subprocess.run(["fc-list", f":family={family}", "--format", "%{file}\n"], capture_output=True, text=True, encoding="utf-8", check=True)
    return sorted({Path(line) for line in said.stdout.splitlines() if line.endswith((".ttf", ".otf"))})


def environment(name: str, folder: Path) -> dict[str, str] | None:
    """The environment of a process that has these fonts only; None where they are not installed."""
    kept = [path for family in SETS[name] for path in files(family)]
    if not kept:
        return None
    (folder / "fonts").mkdir(parents=True)
    for path in kept:
        shutil.copy(path, folder / "fonts")
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{folder / 'fonts'}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
