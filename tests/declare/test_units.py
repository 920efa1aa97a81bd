"""Every measure says what one of its base is, and whether it is a head or a year: never a bare number of full-time equivalents."""

import pytest

from eianalysis.declare import Measure, Population, Words
from eianalysis.measures.catalogue import declared_measures

COUNTED = {name: each for name, each in declared_measures().items() if each.shape == "counts"}
WORDS = Words("Leaving", "who left", "in post", base_unit="officers", base_unit_pooled="officer-years")


@pytest.mark.parametrize("name", COUNTED)
def test_a_measure_says_heads_years_or_things(name):
    measure = COUNTED[name]
    said = measure.unit()
    assert said and "{" not in said
    of_posts = measure.counts.universe.split(",")[0] == "service"
    assert ("headcount" in said or "time in post" in said or "expected" in said) == of_posts, said


def test_the_unit_follows_the_population_and_the_words():
    assert Measure("a", WORDS, Population("service")).unit().startswith("officers, over several years officer-years: headcount")
    assert Measure("a", WORDS, Population("service", amount="person-years")).unit().endswith("time in post, the same whatever hours are worked")
    assert Measure("a", WORDS, Population("stop_search")).unit(Words("Searches", "", "", base_unit="searches")) == "searches"
