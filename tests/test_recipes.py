"""Every recipe of the docs runs from its own text, in at most ten lines, and answers."""

import ast
import re

import pandas as pd
import pytest

import eianalysis as ei

BLOCK = re.compile(r"^## (\d+)\. (.+?)\n.*?```python\n(.*?)```", re.M | re.S)


def recipes(root):
    return [(number, code) for number, _, code in BLOCK.findall((root / "docs/recipes.md").read_text(encoding="utf-8"))]


def test_there_are_ten_of_at_most_ten_lines(root):
    found = recipes(root)
    assert [number for number, _ in found] == [str(number) for number in range(1, 11)]
    for number, code in found:
        lines = [line for line in code.splitlines() if line.strip()]
        assert len(lines) <= 10, number
        assert lines[0] == "import eianalysis as ei"


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 11))
def test_it_answers(number, root, tmp_path, monkeypatch):
    """The last line gives words or tables with a figure shown; nothing is unavailable."""
    code = dict(recipes(root))[str(number)]
    (tmp_path / "data").symlink_to(root / "data")
    monkeypatch.chdir(tmp_path)
    leavers = ei.load_leavers(ei.load_cycle("2023-04")).frame["person_ref"]
    pd.DataFrame(
        {"person_ref": leavers, "positive": [place % 3 > 0 for place in range(len(leavers))], "score": [place * 7 % 5 + 1 for place in range(len(leavers))]}
    ).to_csv("sentiment.csv", index=False)
    *steps, last = ast.parse(code).body
    names: dict = {}
    exec(compile(ast.Module(steps, []), f"recipe {number}", "exec"), names)  # noqa: S102 (the project's own text)
    shown = eval(compile(ast.Expression(last.value), f"recipe {number}", "eval"), names)  # noqa: S307
    for one in shown if isinstance(shown, tuple) else (shown,):
        text = str(one)
        assert "not available" not in text and "Nothing was counted" not in text
        assert re.search(r"\d", text) or number == 1 and "Hidden, because small numbers" in text, text
