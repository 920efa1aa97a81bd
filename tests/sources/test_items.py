"""A question of a survey of which only the favourable answers are there has no rate; a question that nearly all like has one."""

import numpy as np
import pytest

from eianalysis.sources.items import with_items
from tests.builders import table


def told(made):
    return "\n".join(words for source in made.sources for words, _ in source.flags)


@pytest.mark.parametrize("item, wave, blank", [("Q14", "2021", False), ("Q3", "2022", True)])
def test_answers_of_one_kind_only_are_not_used_there(tables, item, wave, blank):
    rows = tables["surveys"]
    here = (rows["item_code"] == item) & (rows["wave"].astype(str) == wave) & (rows["survey"] == "staff")
    other = here & (rows["favourable"] != "Y")
    made = table("surveys", rows.assign(favourable=rows["favourable"].mask(other, "")) if blank else rows[~other])
    looked = with_items(made)
    assert f"favourable: every answer to '{item}' of 'staff' '{wave}' is favourable" in told(looked) and "it is not used there" in told(looked)
    mine = (looked.frame["item_code"] == item) & (looked.frame["wave"] == wave) & (looked.frame["survey"] == "staff")
    assert looked.frame.loc[mine, "favourable"].isna().all() and looked.frame[~mine].equals(made.frame[~mine])


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_survey_in_which_nothing_is_wrong_is_as_it_was(make_force, seed):
    made = table("surveys", make_force(seed=seed, searches=False)["surveys"])
    assert with_items(made) is made


def test_what_everybody_likes_and_everybody_answered_is_kept(tables):
    rows = tables["surveys"]
    made = table("surveys", rows.assign(favourable=np.where((rows["item_code"] == "Q3"), "Y", rows["favourable"])))
    assert with_items(made) is made
