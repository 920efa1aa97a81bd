"""Page 15 as its notebook asks for it: with the table, without it, and for a force that the table lacks."""

import ast
import json
import shutil

import pytest

from tests.builders import CYCLE


@pytest.fixture
def page(root, tmp_path):
    """``page(force, table)``: what the cells of the notebook show, as text, for a real cycle with no other file."""

    def run(force: str, table: bool = True) -> str:
        (tmp_path / "data" / "cycles").mkdir(parents=True)
        (tmp_path / "data" / "cycles" / "2023-04.toml").write_text(CYCLE.replace('"c"', '"2023-04"') + f'force = "{force}"\n', encoding="utf-8")
        (tmp_path / "data" / "reference").mkdir()
        if table:
            shutil.copy(root / "data" / "reference" / "other_forces.csv", tmp_path / "data" / "reference")
        names, shown = {}, []
        cells = json.loads((root / "notebooks" / "15-other-forces.ipynb").read_text(encoding="utf-8"))["cells"]
        for cell in (cell for cell in cells if cell["cell_type"] == "code"):
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "cell", "exec"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= {"data_dir": str(tmp_path / "data"), "outputs_dir": str(tmp_path / "outputs")}
            if last is not None:
                shown.append(repr(eval(compile(ast.Expression(last.value), "cell", "eval"), names)))
        return "\n".join(shown)

    return run


def test_the_page_shows_the_force_among_all_and_says_what_is_lacking(page):
    text = page("city-of-london")
    assert "213 of 893 officers are women (23.9%)" in text and "192 of 715 searches led to further action" in text
    assert "43 of 44" in text and "39 of 44" in text and "31 March 2022" in text
    assert text.count("it has no rows of series = ") == 3  # ethnicity of officers and of joiners, and leaving


def test_without_the_table_the_page_says_what_it_needs_and_stops_nothing(page):
    text = page("city-of-london", table=False)
    assert text.count("needs file other_forces") >= 7 and "women (" not in text


def test_a_force_that_the_table_lacks_reads_so_and_sees_the_others(page):
    text = page("btp")
    assert "British Transport Police has no row in this published table, so only the other forces are shown." in text
    assert "British Transport Police, in the 3 months to 30 September 2020: 595 of 2,950 searches" in text
