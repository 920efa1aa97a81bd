"""The table of promises: each test that it names is there and runs somewhere, and its figures are those of now."""

import ast

import pytest


@pytest.fixture(scope="module")
def script(docs_script):
    return docs_script("promises")


def test_each_test_that_proves_a_promise_is_there(script, root):
    missing = []
    for _, test, _ in script.promises():
        path, *names = test.split("::")
        found = ast.parse((root / path).read_text(encoding="utf-8")) if (root / path).exists() else None
        for name in names:
            found = next((node for node in getattr(found, "body", ()) if getattr(node, "name", None) == name), None)
        if found is None or not isinstance(found, ast.FunctionDef):
            missing.append(test)
    assert not missing


def test_no_promise_stands_twice_and_each_has_a_figure(script):
    rows = script.promises()
    assert len({promise for promise, *_ in rows}) == len({test for _, test, _ in rows}) == len(rows) and all(figure for *_, figure in rows)


def test_the_page_has_the_figures_of_now(script):
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "python docs/promises.py"
