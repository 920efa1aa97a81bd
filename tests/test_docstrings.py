"""Every example in an explanation is true; what needs a force's data says so (``doctest: +SKIP``) and is passed over."""

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import eianalysis
from eianalysis import stats


def with_examples():
    for found in pkgutil.walk_packages(eianalysis.__path__, "eianalysis."):
        if ">>>" in Path(found.module_finder.find_spec(found.name).origin).read_text(encoding="utf-8"):
            yield found.name


@pytest.mark.parametrize("name", list(with_examples()))
def test_examples_give_what_they_say(name):
    failures, _ = doctest.testmod(importlib.import_module(name))
    assert failures == 0


@pytest.mark.parametrize("name", stats.__all__)
def test_a_statistic_says_what_it_takes_and_what_it_gives(name):
    """Shapes, units and what is not a number stand where whoever calls it looks first."""
    text = inspect.getdoc(getattr(stats, name))
    assert "Parameters\n-----" in text and "Returns\n-----" in text
