"""An executed notebook without what belongs to this machine or this minute: the same inputs give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

ADDRESS = re.compile(r"\b0x[0-9a-f]{6,16}\b")
IPYKERNEL = re.compile(r"[^\s'\"<>]*ipykernel_\d+[/\\]\d+\.py")
WARNED = "(something was written to the error stream: run the notebook to read it)\n"  # it may hold data
TEMPORARY = re.compile(r"[^\s'\"<>]*[/\\]eik-[\w-]+")


def neutral_names(named: Iterable[tuple[Path, str]]) -> dict[str, str]:
    """Absolute paths and what stands for them, longest first so that a folder's folder does not win."""
    pairs = {}
    for path, name in named:
        for text in {form for way in (str(path), str(path.resolve()), path.as_posix()) for form in (way, escaped(way))}:
            if len(text) > 1:
                pairs[text] = name
    return dict(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


def escaped(text: str) -> str:
    """A text as papermill writes it between quotation marks into a cell: ``\\xe9`` for an accent, a backslash twice."""
    return text.encode("unicode_escape").decode("ascii").replace('"', r"\"")


def scrub_text(text: str, names: Mapping[str, str]) -> str:
    """One text with paths of this machine replaced by neutral names and memory addresses removed."""
    for path, name in names.items():
        if path in text:
            text = re.sub(rf"(?<![\w/]){re.escape(path)}(?![\w-])", lambda _, name=name: name, text)
    text = IPYKERNEL.sub("(notebook cell)", text)
    text = TEMPORARY.sub("(temporary folder)", text)
    return ADDRESS.sub("0x", text)


def scrub(notebook, names: Mapping[str, str]):
    """The notebook, changed in place: no timings, no ids made at random, no paths, no papermill record."""
    notebook.metadata = type(notebook.metadata)(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"}, language_info={"name": "python"}
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells, 1):
        tags = sorted(cell.metadata.get("tags", []))
        cell.metadata = type(cell.metadata)({"tags": tags} if tags else {})
        cell.id = "injected-parameters" if "injected-parameters" in tags else f"cell-{number}"
        cell.source = scrub_text(cell.source, names)
        if cell.cell_type == "code":
            cell.outputs = _without_warnings(_walk(output, names) for output in cell.outputs)
    return notebook


def _without_warnings(outputs: Iterable) -> list:
    """The outputs, and of what was written to the error stream only that something was."""
    kept, warned = [], False
    for output in outputs:
        if output.get("name") == "stderr":
            if warned:
                continue
            output["text"], warned = WARNED, True
        kept.append(output)
    return kept


def _walk(value, names: Mapping[str, str]):
    if isinstance(value, str):
        return scrub_text(value, names)
    if isinstance(value, list):
        return [_walk(item, names) for item in value]
    if isinstance(value, dict):
        return type(value)({key: _walk(item, names) for key, item in value.items() if key != "transient"})
    return value
