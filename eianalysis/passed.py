"""What papermill, or a scheduler that uses it, passed to the notebook that runs here, and whether the notebook has it.

papermill writes what it is passed into a cell of its own behind the notebook's ``parameters`` cell. A misspelt name
(``-p cycel 2023-01``) is only a warning to it: the notebook then runs with its default, and a board reads another cycle
than the one that was asked for. The notebook's first call refuses it instead.
"""

from __future__ import annotations

import ast
import sys

from eianalysis.errors import UsageError, did_you_mean

#: How papermill begins the cell that it puts in.
_BEGINS = "# Parameters\n"
#: What every notebook's own parameters cell sets, so that no other cell is taken for one.
_ALWAYS = {"cycle", "data_dir", "outputs_dir"}


def check_passed() -> None:
    """Raise ``UsageError`` if a parameter was passed to this notebook that its ``parameters`` cell does not set."""
    python = sys.modules.get("IPython")
    shell = python.get_ipython() if python else None
    if shell is not None:
        check_cells(shell.user_ns.get("In", []))


def check_cells(cells: list[str]) -> None:
    """The same of the cells that were run, in their order, as text."""
    for own, put_in in zip(cells, cells[1:], strict=False):
        has = _set_in(own) if put_in.startswith(_BEGINS) else set()
        if not _ALWAYS <= has:
            continue
        for name in sorted(_set_in(put_in) - has):
            raise UsageError(f"'{name}' was passed to this notebook, and its parameters cell does not set it; {did_you_mean(name, sorted(has))}")


def _set_in(cell: str) -> set[str]:
    """The names that a cell sets; none where it does more than set names."""
    try:
        lines = ast.parse(cell).body
    except SyntaxError:
        return set()
    found = [name_set(line) for line in lines]
    return {each[0] for each in found if each} if all(found) else set()


def name_set(line: ast.stmt) -> tuple[str, ast.expr] | None:
    """The name that a line sets and what to, of ``NAME = value`` and ``NAME: type = value``; None of any other line."""
    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value is not None:
        return line.target.id, line.value
    if isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name):
        return line.targets[0].id, line.value
    return None
