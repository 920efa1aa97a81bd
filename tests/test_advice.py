"""Every advice of the readers is followed by a test, and what is taken for following one is."""

import ast

import pytest
from tests import advice


def test_every_advice_of_the_readers_is_followed_by_a_test():
    left = advice.not_followed()
    assert not left, "no test marked `follows` quotes and follows:\n" + "\n".join(f"{each.place}: {each.words}" for each in left)


def test_advices_are_found_in_every_way_in_which_they_are_handed_on():
    """Of a list that is empty, or lacks a kind, nothing would ever be missing."""
    found = {each.words for each in advice.advices()}
    assert len(found) > 100
    for words in (
        "copy the file itself here",  # the expected of a Fault
        "Take one of each pair away.",  # a remedy
        "export it again, as a sheet or as CSV",  # handed to a function that takes what is expected
        "save it without one",  # the second of two, by its name
        "they come from two systems, or a spreadsheet has changed some: export them again",  # the second of two
        "give the count of each month alone",  # a text with a name of its own
        "only files beside mapping.toml are found by name: move it there, or name it in mapping.toml with its folder",  # given back by a function
    ):
        assert words in found, words


def test_an_advice_without_a_test_is_told(monkeypatch):
    new = advice.Advice("eianalysis/sources/new.py:1", "paint the file blue and send it again")
    every = advice.advices()
    monkeypatch.setattr(advice, "advices", lambda: [*every, new])
    assert advice.not_followed() == [new]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("copy the file itself", {("copy", "the", "file", "itself")}),
        (r"copy \\[the\\] file, (itself)", {("copy", "the", "file", "itself")}),
        ("copy {the} file itself", set()),
        ("copy the file", set()),
    ],
)
def test_words_are_quoted_whatever_stands_between_them(text, rows):
    assert advice.words_of(text) == rows


def test_the_mark_stands_on_tests_only():
    """A mark on what is no test would make its words count and run nothing."""
    for path in sorted((advice.ROOT / "tests").rglob("test_*.py")):
        for line in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(line, ast.FunctionDef) and any(map(advice._marks, line.decorator_list)):
                assert line.name.startswith("test_"), f"{path.name}: {line.name}"
