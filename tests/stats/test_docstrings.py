"""Every public statistic explains itself, and the example in its explanation is true."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import eianalysis.stats as stats

MODULES = [importlib.import_module(f"eianalysis.stats.{found.name}") for found in pkgutil.iter_modules(stats.__path__)]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_examples_give_what_they_say(module):
    failures, _ = doctest.testmod(module, verbose=False)
    assert failures == 0


@pytest.mark.parametrize("name", stats.__all__)
def test_every_public_function_has_an_example(name):
    text = inspect.getdoc(getattr(stats, name))
    assert ">>>" in text, f"{name} shows no example"
    assert text.split("\n")[0].endswith("."), f"{name} does not begin with one sentence"


def test_the_list_of_public_names_is_the_list_of_what_can_be_imported():
    assert stats.__all__ == sorted(stats.__all__)
    functions = {name for name, thing in vars(stats).items() if inspect.isfunction(thing)}
    assert functions == set(stats.__all__)
