"""Which of the register's files with texts the pages of a pack can print from: a pack for a panel does not print the board's register."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from eianalysis.register.to_read import TEXTS
from eianalysis.report.notebooks import cells_of

#: What only a page prints that asks for it by its own name; all other texts are joined to the items of the register.
APART = {"panel"}


def texts_read(pages: Mapping[str, Path]) -> list[str]:
    """The names of the files that the code of these notebooks can read: whoever names one of the register's can print all that belong to it."""
    code = "\n".join("".join(cell["source"]) for path in pages.values() for cell in cells_of(path) if cell["cell_type"] == "code")
    named = {name for name in TEXTS if re.search(rf"(?<![a-z]){name}", code)}
    return [name for name in TEXTS if name in named or (name not in APART and named - APART)]
