"""The page of what was tried around a run: every case of the script stands on it, each came out right, and the tests it names are there."""

import ast
import re

import pytest


@pytest.fixture(scope="module")
def script(docs_script):
    return docs_script("faults")


def test_every_case_is_on_the_page_and_none_went_wrong(script):
    page = script.PAGE.read_text(encoding="utf-8")
    assert [what for what, *_ in script.CASES.values() if f"| {what} |" not in page] == []
    assert "**no**" not in page and "traceback" not in page


def test_the_figures_of_the_page_are_those_that_the_promises_give(script, docs_script):
    said = docs_script("measured").measured()["faults"]
    assert f"| {said['survived']} of {said['kills']} |" in script.PAGE.read_text(encoding="utf-8")
    assert said["survived"] == said["kills"] and said["right"] == said["tried"] == len(script.CASES)


def test_the_tests_it_names_are_there(script, root):
    for path, _, name in re.findall(r"`(tests/[\w/]+\.py)(::(\w+))?`", script.TESTED):
        tree = ast.parse((root / path).read_text(encoding="utf-8"))
        assert not name or any(getattr(node, "name", "") == name for node in tree.body), f"{path}::{name}"
