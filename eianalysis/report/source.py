"""What a notebook may not do when it is run for a pack: the ways round the gate that a slip of the hand would take."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from eianalysis.errors import DisclosureError

#: What reaches past the gate, and what would be right.
UNRELEASED = {
    "unreleased": "the table of release(result, policy)",
    "frame": "a measure of the table",
    "counts": "the table of release(result, policy)",
    "policy_for": "the policy of the cycle",
}
PICTURES = ("image/png", "image/jpeg", "application/pdf")


def require_gated_source(path: Path) -> None:
    """Stop before a notebook runs that reaches past the gate; lists every place, by cell."""
    faults = []
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1):
        try:
            tree = ast.parse("".join(cell["source"])) if cell["cell_type"] == "code" else ast.Module([], [])
        except SyntaxError:  # the run itself says so better
            continue
        said = [getattr(node, "attr", getattr(node, "id", None)) for node in ast.walk(tree)]
        faults += [f"  {path.stem}, cell {number}: '{word}' reaches past the gate; use {UNRELEASED[word]}"
                   for word in dict.fromkeys(said) if word in UNRELEASED]
    if faults:
        raise DisclosureError("a notebook of a pack shows released tables only:\n" + "\n".join(faults))


def require_gated_outputs(name: str, notebook) -> None:
    """Stop where a cell shows a table or a picture that is not ours: nothing says that it passed the gate."""
    for number, cell in enumerate(notebook["cells"]):
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            framed = 'class="dataframe"' in "".join(data.get("text/html", ""))
            if framed or any(kind in data for kind in PICTURES):
                what = "a table of pandas" if framed else "a picture"
                raise DisclosureError(f"{name}, cell {number}: {what} that no gate has seen; show ei.table(released), or "
                                      "a plot of the library")
