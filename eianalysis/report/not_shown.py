"""Tables and figures that a cell makes and nobody sees: of a notebook's cell only what the last line gives stands on the page."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

#: The calls whose result is there to be seen.
SHOWS = re.compile(r"ei\.(show|table|findings|board_lines|answer|explain|plot(_\w+)?)")
REPAIR = "only the last line of a cell is seen: give each a cell of its own, or show several as ei.show([first, second])"


def not_shown(notebooks: Mapping[str, Path]) -> list[str]:
    """The lines that show something nobody sees: 'notebook, cell 3, line 2', as a person counts them."""
    return [
        f"{name}, cell {number}, line {line}"
        for name, path in notebooks.items()
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1)
        if cell["cell_type"] == "code"
        for line in _lost("".join(cell["source"]))
    ]


def _lost(source: str) -> Iterator[int]:
    try:
        lines = ast.parse(source).body
    except SyntaxError:  # a magic, or a slip that stops the run by itself
        return
    for line in lines[:-1]:
        if isinstance(line, ast.Expr) and isinstance(line.value, ast.Call) and SHOWS.fullmatch(ast.unparse(line.value.func)):
            yield line.lineno


def said(places: Collection[str]) -> list[str]:
    """The lines of ``check`` about them."""
    return ["Tables and figures that no page shows", *(f"  {place}" for place in places), f"  {REPAIR}"] if places else []
