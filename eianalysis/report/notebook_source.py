"""What a notebook may not do when it is run for a pack: the ways round the gate that a slip of the hand would take."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from eianalysis.errors import DisclosureError
from eianalysis.report.notebooks import cells_of
from eianalysis.vocabulary.showable import NO_SHOW, showable

_VIEW = "what ei.table(), ei.findings() and ei.plot_…() make of a release"
#: What reaches past the gate, and what would be right.
UNRELEASED = {
    "unreleased": "the table of release(result, policy)",
    "frame": "a measure of the table",
    "counts": "the table of release(result, policy)",
    "policy_for": "the policy of the cycle",
    "what_would_free": "the groups put together in the analysis; what a merging frees is told in a console only",
    "_SEAL": "release(result, policy)",
    "_MADE": "release(result, policy)",
    "as_html": _VIEW,
    "note_rendered": _VIEW,
    **dict.fromkeys(("Answer", "BoardItemsView", "Figure", "Findings", "HighlightView", "SectionsView", "Shown", "TableView"), _VIEW),
}


def require_gated_source(path: Path) -> None:
    """Stop before a notebook runs that reaches past the gate; lists every place, by cell."""
    faults = []
    for number, cell in enumerate(cells_of(path), 1):
        where = f"  {path.stem}, cell {number}: "
        if cell.get("attachments"):
            faults.append(f"{where}a picture in the text, which no gate has seen; take it out")
        if not showable("".join(cell["source"])):
            faults.append(f"{where}{NO_SHOW}; type the text anew")
        if cell["cell_type"] != "code":
            continue
        try:
            tree = ast.parse("".join(cell["source"]))
        except SyntaxError:  # the run itself says so better
            continue
        faults += [f"{where}'{word}' reaches past the gate; use {UNRELEASED[word]}" for word in dict.fromkeys(_names(tree)) if word in UNRELEASED]
    if faults:
        raise DisclosureError("a notebook of a pack shows released tables only:\n" + "\n".join(faults))


def _names(tree: ast.AST) -> Iterator[str]:
    """Every name that a cell uses or imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.Attribute | ast.Name):
            yield node.attr if isinstance(node, ast.Attribute) else node.id
