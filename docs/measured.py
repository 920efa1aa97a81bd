"""What was measured, by name, in docs/measured.json: each run that measures writes its own figures, and docs/promises.py reads them."""

from __future__ import annotations

import json
from pathlib import Path

PAGE = Path(__file__).with_name("measured.json")


def measured() -> dict[str, dict[str, int]]:
    """The figures of every run that wrote some."""
    return json.loads(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}


def note(name: str, **figures: int) -> None:
    """Put these figures in the place of those that the last such run wrote."""
    text = json.dumps(measured() | {name: figures}, indent=1, sort_keys=True) + "\n"
    PAGE.write_text(text, encoding="utf-8", newline="\n")
