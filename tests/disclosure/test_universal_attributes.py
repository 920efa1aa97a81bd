"""A fact that holds of everybody is no way out: the parts of a population that bears it are those of the same without it."""

import pytest

from eianalysis.declare import Among, Box
from eianalysis.disclosure.derived_populations import sums_of

ON_RECORD = {"on record": Among("yes")}
CORPORATE, LEARNING = {"directorate": Among("Corporate")}, {"unit": Among("Learning")}


def counted(**many):
    """Officers in post, counted by one measure of those whose start is on record, and by another of all."""
    boxes = {
        "all": Box("officers"),
        "recorded": Box("officers", ON_RECORD),
        "corporate": Box("officers", ON_RECORD | CORPORATE),
        "corporate_all": Box("officers", CORPORATE),
        "learning": Box("officers", LEARNING),
    }
    return sums_of({((1.0, boxes[name]),): float(value) for name, value in many.items()}), boxes


def tied(sums, one, other):
    """Whether the two are known to be as many: one is the other and what nobody is in."""
    places = {sums.place.get(one), sums.place.get(other)}
    return any(places <= set(relation) and all(sums.values[each] == 0 for each in set(relation) - places) for relation in sums.relations)


def test_a_part_of_those_it_holds_of_is_the_same_part_of_all():
    sums, boxes = counted(all=900, recorded=900, corporate=112, learning=65)
    assert tied(sums, boxes["corporate"], boxes["corporate_all"])
    assert sums.values[sums.place[boxes["corporate_all"]]] == 112


@pytest.mark.parametrize("many", [{"all": 903, "recorded": 900}, {"all": 0, "recorded": 0}, {"recorded": 900}], ids=["not of all", "of nobody", "no total"])
def test_a_fact_that_is_not_known_to_hold_of_everybody_ties_nothing(many):
    sums, boxes = counted(**many, corporate=112 if many.get("all") else 0, learning=0)
    assert boxes["corporate_all"] not in sums.place or not tied(sums, boxes["corporate"], boxes["corporate_all"])


def test_years_that_differ_by_their_rounding_are_as_many():
    sums, boxes = counted(all=2837.5, recorded=2837.46, corporate=112.5, learning=64.8)
    assert tied(sums, boxes["corporate"], boxes["corporate_all"])


def test_what_was_counted_of_other_data_is_not_tied():
    sums, boxes = counted(all=900, recorded=900, corporate=112, corporate_all=115, learning=65)
    assert not tied(sums, boxes["corporate"], boxes["corporate_all"])
