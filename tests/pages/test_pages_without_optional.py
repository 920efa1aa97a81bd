"""Every page is made for a force that lacks what no table must have: its cells are run one after another, without a kernel."""

import ast
import json
import shutil

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.report.new_cycle import new_cycle
from eianalysis.schema import TABLES
from eianalysis.synthetic.write import write

pytestmark = pytest.mark.slow

#: A table of pay must say what somebody is paid, in one of two ways.
PAID = {"pay_in_period", "pay_period", "weekly_hours"}
#: Pages that ask again what other pages ask.
AGAIN = ("00-board-summary", "09-highlight-reports", "14-published-equality")


def optional(name, frame):
    return [column.name for column in TABLES[name].columns if column.name in frame and not column.required and column.name not in PAID]


def all_of_them(columns):
    return columns


def first_of_two(columns):
    return columns[::2]


def second_of_two(columns):
    return columns[1::2]


def project(folder, root, tables):
    """A force of these tables, called real, with a board's cycle and one for the public."""
    for name in ("reference", "recommendations"):
        shutil.copytree(root / "data" / name, folder / "data" / name)
    (folder / "notebooks").mkdir()
    (folder / "data" / "cycles").mkdir()
    text = (root / "data" / "cycles" / "2023-04.toml").read_text(encoding="utf-8")
    (folder / "data" / "cycles" / "2023-04.toml").write_text(text.replace('"demo"', '"real"'), encoding="utf-8")
    new_cycle("publication-2024", "2023-04", folder / "data", kind="publication")
    for cycle in ("2023-04", "publication-2024"):
        write(load_cycle(cycle, data_dir=folder / "data").raw_dir, tables=tables)


def made(page):
    """Run the cells of a page as a kernel does, and say what the last line of each has to say."""
    names = {"__name__": "__main__"}
    for place, cell in enumerate(json.loads(page.read_text(encoding="utf-8"))["cells"]):
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"])).body
            last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
            where = f"{page.stem}, cell {place}"
            exec(compile(ast.Module(body, []), where, "exec"), names)
            if last is not None:
                str(eval(compile(ast.Expression(last.value), where, "eval"), names))


@pytest.mark.parametrize("taken", [all_of_them, first_of_two, second_of_two])
def test_every_page_is_made_without_what_no_table_must_have(make_force, root, tmp_path, monkeypatch, taken):
    tables = make_force(seed=7, people=200, searches=False)
    project(tmp_path, root, {name: frame.drop(columns=taken(optional(name, frame))) for name, frame in tables.items()})
    monkeypatch.chdir(tmp_path / "notebooks")
    stopped = {}
    for page in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
        if taken is all_of_them or page.stem not in AGAIN:
            try:
                made(page)
            except Exception as fault:
                stopped[page.stem] = f"{type(fault).__name__}: {fault}"
    assert not stopped
