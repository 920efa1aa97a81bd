"""Every public statistic explains itself with an example; that each is true is asked in tests/test_docstrings.py."""

import inspect

import pytest

import eianalysis.stats as stats


@pytest.mark.parametrize("name", stats.__all__)
def test_every_public_function_has_an_example(name):
    text = inspect.getdoc(getattr(stats, name))
    assert ">>>" in text, f"{name} shows no example"
    assert text.split("\n")[0].endswith("."), f"{name} does not begin with one sentence"


def test_the_list_of_public_names_is_the_list_of_what_can_be_imported():
    assert stats.__all__ == sorted(stats.__all__)
    functions = {name for name, thing in vars(stats).items() if inspect.isfunction(thing)}
    assert functions == set(stats.__all__)
