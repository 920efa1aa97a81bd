"""What the library shows and saves in a notebook that is run for a pack, noted by its digest: nothing else gets onto a page.

The kernel of a run starts with ``start``. From then on every table, figure and sentence made from a ``Release`` notes itself when it
is shown, and the run compares. Outside a run nothing is noted.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

LOG, FILE = "EIANALYSIS_RENDERED_LOG", "rendered.log"
_HANDLE: list[int] = []


def start(path: str) -> None:
    """Note what is shown from now on in this file, one digest a line."""
    _HANDLE.append(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644))


def note_rendered(content: Mapping[str, object] | bytes) -> None:
    """Say that the library made this: what a cell shows, by kind of content, or the bytes of a saved file."""
    if _HANDLE:
        os.write(_HANDLE[0], f"{digest(content)}\n".encode())


def as_html(thing: object, markup: str) -> str:
    """The markup that a view shows itself with, noted together with the text that stands beside it in a notebook."""
    if _HANDLE:
        note_rendered({"text/html": markup, "text/plain": repr(thing)})
    return markup


class View:
    """What shows itself in a notebook as the markup it makes (``_markup``), and is noted when it does."""

    def _repr_html_(self) -> str:
        return as_html(self, self._markup())


def digest(content: Mapping[str, object] | bytes) -> str:
    """The same for what a view says and for what a notebook holds of it, which breaks its plain text into lines as it likes."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    settled = {kind: " ".join(shown.split()) if kind == "text/plain" else shown for kind, shown in content.items()}
    return hashlib.sha256(json.dumps(settled, sort_keys=True).encode()).hexdigest()


def noted(folder: Path) -> frozenset[str]:
    """The digests that a notebook's kernel noted in its folder."""
    path = folder / FILE
    return frozenset(path.read_text(encoding="ascii").split()) if path.exists() else frozenset()
