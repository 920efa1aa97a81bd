"""A worked example of docs/ run as its reader would: its code on the real files, its quoted lines beside what was printed."""

import contextlib
import io
import re
from pathlib import Path


def run(page: Path, folder: Path) -> tuple[str, dict]:
    """``(what the page's code printed, its names)``; the code finds its files in ``folder``."""
    names, printed = {"folder": folder}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.S):
            exec(compile(block, page.name, "exec"), names)
    return printed.getvalue(), names


def quoted(page: Path) -> list[str]:
    """The lines the page quotes as findings."""
    return re.findall(r"^> (.+)$", page.read_text(encoding="utf-8"), flags=re.M)
