"""A tiny project in a temporary folder: a cycle file and notebooks of plain cells, no data."""

from __future__ import annotations

import gc
import io
import os
import signal
import subprocess
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import nbformat

ROOT = Path(__file__).resolve().parents[2]
CYCLE = """
cycle = "{name}"
board = "Strategic Management Board"
meeting_date = 2023-04-26
period = {{ start = 2022-04-01, end = 2023-03-31 }}
data_cut_off = 2023-03-31
data = "demo"
profile = "{profile}"
marking = "{marking}"
{more}
"""
PARAMETERS = 'cycle: str = "2023-04"\ndata_dir: str = "../data"\noutputs_dir: str = "../outputs"\n'

#: Makes a Release without the gate: tests of the runner only, never a thing a notebook may do.
RELEASE = """
import pandas as pd
from eianalysis.cycle import load_cycle
from eianalysis import policy as policies
from eianalysis.provenance import save
from eianalysis import results
from eianalysis.results import Definition, Release, Source

def released(measure="leavers", shown=(8, 64), state="synthetic", table=None, profile="board"):
    if table is None:
        table = pd.DataFrame({"measure": measure, "characteristic": "sex", "group": ["Female", "Male", "Not stated"],
                              "numerator": [*shown, None], "denominator": [90, 800, None],
                              "status": ["shown", "shown", "hidden"]})
    source = Source("leavers", "synthetic/leavers.csv", "ab" * 32, 890, state)
    definition = Definition("Officers who left", "officers who left", "officers in post")
    return Release(measure, "counts", definition, table, (), (source,), getattr(policies, "policy" + "_for")(profile), "as asked", "", None, getattr(results, "_SE" + "AL"))
"""


def notebook(*cells: str, knobs: str = "") -> nbformat.NotebookNode:
    """Cells starting with ``#`` or ``[`` are prose, the others code; the parameters cell comes after the first."""
    made = [nbformat.v4.new_markdown_cell(cell) if cell.startswith(("#", "[")) else nbformat.v4.new_code_cell(cell) for cell in cells]
    parameters = nbformat.v4.new_code_cell(PARAMETERS + knobs, metadata={"tags": ["parameters"]})
    return nbformat.v4.new_notebook(cells=[*made[:1], parameters, *made[1:]])


class Project:
    """The folder, and the command line run in it."""

    def __init__(self, folder: Path):
        self.folder = folder
        for name in ("data/cycles", "notebooks"):
            (folder / name).mkdir(parents=True)
        self.cycle()

    @classmethod
    def at(cls, folder: Path) -> Project:
        """The project that lies in a folder already."""
        project = cls.__new__(cls)
        project.folder = folder
        return project

    def cycle(self, name: str = "2023-04", profile: str = "board", marking: str = "OFFICIAL-SENSITIVE", more: str = ""):
        text = CYCLE.format(name=name, profile=profile, marking=marking, more=more)
        (self.folder / "data" / "cycles" / f"{name}.toml").write_text(text, encoding="utf-8")

    def add(self, name: str, *cells: str, knobs: str = "") -> None:
        nbformat.write(notebook(*cells, knobs=knobs), self.folder / "notebooks" / f"{name}.ipynb")

    @property
    def outputs(self) -> Path:
        return self.folder / "outputs"

    def start(self, *words: str, **environment: str) -> subprocess.Popen:
        """The command as its own process, from the project's folder."""
        env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        env.pop("EIANALYSIS_DEBUG", None)
        # A suite that a shell started in the background ignores Ctrl-C, and so would its children: here it is heard.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return subprocess.Popen(
                [sys.executable, "-m", "eianalysis.cli", *words], cwd=self.folder, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        finally:
            signal.signal(signal.SIGINT, before)

    def process(self, *words: str, **environment: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error of the command as a process of its own, as a scheduler starts it."""
        process = self.start(*words, **environment)
        out, err = process.communicate(timeout=180)
        return process.returncode, out, err

    def __call__(self, *words: str, **environment: str) -> tuple[int, str, str]:
        """The same without starting Python anew, from the project's folder; kernels are processes of their own here too."""
        from eianalysis.cli import main

        wanted = {**{name: text for name, text in os.environ.items() if name != "EIANALYSIS_DEBUG"}, **environment}
        here, ends = os.getcwd(), signal.getsignal(signal.SIGTERM)
        out, err = io.StringIO(), io.StringIO()
        try:
            os.chdir(self.folder)
            with mock.patch.dict(os.environ, wanted, clear=True), redirect_stdout(out), redirect_stderr(err), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    code = main(words)
                except SystemExit as left:
                    code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
                gc.collect()  # what Jupyter leaves open is closed here, and not in the middle of another test
        finally:
            os.chdir(here)
            signal.signal(signal.SIGTERM, ends)
        return code, out.getvalue(), err.getvalue()

    def files(self, folder: str = "outputs/2023-04") -> dict[str, bytes]:
        base = self.folder / folder
        return {path.relative_to(base).as_posix(): path.read_bytes() for path in sorted(base.rglob("*")) if path.is_file()}


def say(words: str) -> str:
    """A cell that shows these values as the library shows what it made of a release: tests only, a notebook may print words."""
    return f"""from html import escape
from IPython.display import HTML
from eianalysis import rendered
shown = "<p>" + escape(" ".join(map(str, ({words},)))) + "</p>"
getattr(rendered, "note" + "_rendered")({{"text/html": shown, "text/plain": "<IPython.core.display.HTML object>"}})
HTML(shown)"""


FIGURE = """
from IPython.display import HTML, display
from eianalysis import rendered
noted = getattr(rendered, 'note' + '_rendered')  # as the library does for what it made of a release: tests only
SVG = ('<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t" viewBox="0 0 30 9" width="300" height="90">'
       '<title id="t">Bars</title><clipPath id="c"><rect width="30" height="9"/></clipPath>'
       '<g clip-path="url(#c)"><use href="#c"/><text x="1" y="5" font-size="3">Female</text></g></svg>')
def fig(number):
    about = {"title": f"Leavers {number}", "alt": "Two bars: 8.9% of female and 8.0% of male officers left.",
             "caption": "SYNTHETIC DATA. Officers who left.", "source": "Source: leavers.csv (synthetic).", "digest": "ab",
             "about": "<details class='about'><summary>About this figure</summary><p>leavers.csv</p></details>"}
    shown = {"application/vnd.eianalysis.figure+json": about, "image/svg+xml": SVG, "text/plain": "<Figure>"}
    noted(shown)
    display(shown, raw=True)
"""
TABLE = """shown = ('<table class="ei"><caption>Officers who left</caption><thead><tr><th scope="col">Group</th>'
     '<th scope="col">Left</th></tr></thead><tbody><tr><th scope="row">Female</th><td>8</td></tr></tbody></table>')
noted({"text/html": shown, "text/plain": "<IPython.core.display.HTML object>"})
HTML(shown)"""
