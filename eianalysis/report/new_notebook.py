"""``eianalysis new-notebook``: a page to start from, run once so that it has its outputs, and sound by the house rules."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from eianalysis.cycle import DEFAULT_CYCLE, find_data_dir
from eianalysis.errors import RefusedError, UsageError
from eianalysis.report.execute import execute
from eianalysis.report.notebooks import NAME, all_notebooks, find_notebooks_dir
from eianalysis.report.scrub import neutral_names, scrub

PARAMETERS = f'''cycle = "{DEFAULT_CYCLE}"  # a file in data/cycles
data_dir = "../data"  # where the inputs are
outputs_dir = "../outputs/drafts"  # where released tables go
by = "sex"  # the characteristic to look at; `eianalysis run CYCLE -p {{name}}:by ethnicity` sets another'''
LOAD = """import eianalysis as ei

force = ei.force(cycle, data_dir=data_dir, outputs_dir=outputs_dir)"""
ASK = """answer = force.ask("turnover_start_headcount_ex_transfers", by=by).compare().release()
ei.findings(answer)"""
KEEP = 'ei.save(answer, force.cycle, "{name}")'
#: (kind, text) of each cell; prose tells the analyst what to write there.
CELLS = (
    (
        "markdown",
        "# {question}?\n\nSay here in two sentences why the board should care, and which items of the register this "
        "page is evidence for. Until you change it, the page asks whether some groups leave more than others.",
    ),
    ("parameters", PARAMETERS),
    ("code", LOAD),
    (
        "markdown",
        "## What do the records say?\n\nTables and figures take what `.release()` returns: the one gate that hides "
        "small counts. `ei.explain(answer)` says in words how a figure was made.",
    ),
    ("code", ASK),
    ("code", "ei.plot_ratios(answer)"),
    ("code", "ei.table(answer)"),
    ("markdown", "## For use elsewhere\n\nThe released table goes into the pack as CSV, and into the workbook."),
    ("code", KEEP),
)


def new_notebook(name: str, data_dir: Path | str | None = None) -> list[str]:
    """Write ``notebooks/<name>.ipynb`` and run it once on the default cycle; lines to print.

    Raises ``UsageError`` for a name that is not like ``13-my-question`` or whose number another page has, ``RefusedError``
    where the notebook exists, and ``NotebookFailed`` (nothing is written) where it does not run on these data.
    """
    data_dir = find_data_dir() if data_dir is None else Path(data_dir)
    name = name.removesuffix(".ipynb")
    if not NAME.fullmatch(name):
        raise UsageError(f"'{name}' cannot be a notebook's name: two digits, perhaps a letter, a hyphen and small letters, as 13-my-question")
    folder = find_notebooks_dir(data_dir)
    target = folder / f"{name}.ipynb"
    if target.exists():
        raise RefusedError(f"notebooks/{name}.ipynb exists already and is left as it is")
    number = name.split("-")[0]
    taken = [other for other in all_notebooks(folder) if other.split("-")[0] == number]
    if taken:
        raise UsageError(f"the number {number} is that of {taken[0]}: take another")
    import nbformat

    notebook = _run(_written(name), name, data_dir)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    partial.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    os.replace(partial, target)
    return [
        f"notebooks/{name}.ipynb: a page that runs; open it and ask your own question (make lab).",
        f"`eianalysis run {DEFAULT_CYCLE} --notebooks {number}` shows it as a page of a pack.",
    ]


def _written(name: str):
    import nbformat

    made = nbformat.v4.new_notebook()
    words = name.split("-", 1)[1].replace("-", " ")
    for number, (kind, text) in enumerate(CELLS, 1):
        text = text.replace("{name}", name).replace("{question}", words.capitalize())
        cell = nbformat.v4.new_markdown_cell(text) if kind == "markdown" else nbformat.v4.new_code_cell(text)
        if kind == "parameters":
            cell.metadata["tags"] = ["parameters"]
        cell["id"] = f"cell-{number}"
        made.cells.append(cell)
    return made


def _run(notebook, name: str, data_dir: Path):
    """The notebook with its outputs, as if it had been run where it will lie."""
    import nbformat

    work = Path(tempfile.mkdtemp(prefix="ei-new-"))
    try:
        path = work / f"{name}.ipynb"
        nbformat.write(notebook, path)
        done = execute(path, {"cycle": DEFAULT_CYCLE, "data_dir": str(data_dir.resolve()), "outputs_dir": str(work)}, cwd=work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    done.cells = [cell for cell in done.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    names = neutral_names(
        [(work, "../outputs/drafts"), (data_dir, "../data"), (Path(sys.prefix), "python"), (Path(__file__).resolve().parents[2], "."), (Path.home(), "~")]
    )
    return scrub(done, names)
