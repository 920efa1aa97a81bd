"""Invented plans of many layouts in several formats, with known answers: nearly all is right, and nothing wrong without a word.

``python -m tests.register.plans.score layouts 0 20`` shows every layout on other draws.
"""

import pytest

from tests.register.plans import layouts, layouts_fifth, layouts_fourth, layouts_held_out, layouts_mixed, layouts_templates
from tests.register.plans.score import run

SETS = {
    "first": layouts.LAYOUTS,
    "held out": layouts_held_out.LAYOUTS,
    "templates": layouts_templates.LAYOUTS,
    "fourth": layouts_fourth.LAYOUTS,
    "fifth": layouts_fifth.LAYOUTS,
    "mixed": layouts_mixed.LAYOUTS,
}
DRAWS = {"mixed": range(12)}


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_nearly_all_fields_are_right_and_none_is_wrong_without_a_word(name, tmp_path):
    found = run(SETS[name], tmp_path, seeds=DRAWS.get(name, [1]))
    wrong = {layout: one[2][:3] for layout, one in found.items() if one[0] < 0.98 * one[1]}
    assert wrong == {}
    assert {layout: one[3] for layout, one in found.items() if one[3]} == {}
    assert sum(one[0] for one in found.values()) >= 0.98 * sum(one[1] for one in found.values())


def test_there_are_at_least_forty_layouts_in_three_formats_each():
    several = [layout for layout in layouts.LAYOUTS if len(layout.formats) >= 3]
    assert len(several) >= 40 and len({layout.name for each in SETS.values() for layout in each}) == sum(map(len, SETS.values()))
