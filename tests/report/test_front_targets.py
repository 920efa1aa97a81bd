"""Targets on the front: the icon of each with its words, and nothing of a scenario or of what is not available."""

import re
from dataclasses import asdict, replace

import pandas as pd
import pytest

from eianalysis.figures.icons import SIGNS, icon_shapes
from eianalysis.measures.trajectory import TARGET_TRAJECTORY
from eianalysis.report.front_targets import MOST, targets
from eianalysis.report.released_tables import ReleasedTable
from eianalysis.stats.assurance import LIKELY, OPEN, ORDINARY, UNLIKELY

PAGE = "03-representation"


def target(name, outlook=UNLIKELY, *, title="Women: 30% of those who join, target 40%", missing=None):
    words = replace(TARGET_TRAJECTORY.words.of(TARGET_TRAJECTORY.workers), title=title)
    rows = pd.DataFrame({"year": ["2023", "2024"], "target": 0.4} | ({"outlook": outlook} if outlook else {}))
    about = {"measure": TARGET_TRAJECTORY.id, "shape": "register", "missing": missing, "definition": asdict(words)}
    return {name: ReleasedTable(name, rows, about, PAGE)}


@pytest.mark.parametrize(("words", "css"), [(LIKELY, "better"), (UNLIKELY, "worse"), (OPEN, "")])
def test_a_target_has_an_icon_whose_name_is_its_words(words, css):
    (entry,) = targets(target("a", words), {PAGE})
    assert (entry["words"], entry["css"], entry["page"]) == (words, css, PAGE)
    assert re.search(r'role="img" aria-label="([^"]*)"', entry["icon"])[1].casefold() == words and SIGNS[words] in entry["icon"]


def test_the_signs_of_targets_differ_and_no_other_icon_has_one():
    assert len({icon_shapes(words, 0) for words in SIGNS}) == 3 and 'class="sign"' not in icon_shapes(ORDINARY, 0)


def test_a_page_that_is_not_in_the_pack_is_not_linked():
    assert targets(target("a"), set())[0]["page"] == ""


def test_a_scenario_and_what_is_not_available_are_no_targets():
    assert targets(target("a", None) | target("b", missing={"file": "targets"}), {PAGE}) == []


def test_each_target_stands_once_and_a_front_has_room_for_few():
    many = {}
    for number in range(4):
        many |= target(f"t{number}", title=f"Target {number}")
    assert len(targets(many, {PAGE})) == MOST == 2
    assert len(targets(target("a") | target("b"), {PAGE})) == 1
