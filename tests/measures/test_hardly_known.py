"""Women beside all others, where nobody knows the sex of many: they would all count as others, so the question says so instead."""

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.lacking import Asked, or_lacking
from eianalysis.measures.representation import REPRESENTATION_SHARE
from eianalysis.measures.two_way_groups import HardlyKnown, check_known
from eianalysis.sources.repeated_rows import MANY

from tests.measures.test_representation import force, town


def of(unknown):
    """A force of 100 women, 200 men and some of whom the sex is not known."""
    return force(("F", "Constable", 100), ("M", "Constable", 200), ("U", "Constable", unknown))


def share(people):
    return lambda by: ei.representation(people, by=by, benchmark=town())


def test_a_few_of_whom_nothing_is_known_are_among_all_others():
    counts = share(of(30))("woman").counts
    women = counts[counts["group"] == "Women"].iloc[0]
    assert (women["numerator"], women["denominator"]) == (100, 330)
    assert "All others" not in set(counts["group"]) and set(counts["benchmark"]) == {"Town (16 to 64, 2021, approximate)"}  # the population's share of women


def test_many_are_not_and_the_advice_holds():
    with pytest.raises(HardlyKnown, match="sex is not known of more than one in five, who would all count among all others: ask by 'sex'"):
        share(of(200))("woman")
    counts = share(of(200))("sex").counts  # what it advises
    assert counts.loc[counts["group"] == "Female", ["numerator", "denominator"]].to_numpy()[0].tolist() == [100, 300]


def test_a_page_leaves_the_split_out_and_says_why():
    asked = Asked(REPRESENTATION_SHARE, definition_of("representation_share"), [of(200)])
    made = or_lacking(share(of(200)), ("woman", "sex"), asked)
    assert set(made.counts["characteristic"]) == {"sex"}
    assert any(note.startswith("Not split by women and all others: sex is not known") for note in made.definition.notes)
    alone = or_lacking(share(of(200)), ("woman",), asked)
    assert alone.missing is not None and "one in five" in alone.missing.reason


def test_rates_ask_it_of_their_base():
    people = pd.DataFrame({"sex": ["Female"] * 30 + ["Male"] * 40 + ["Not recorded"] * 30})
    from eianalysis.measures.rates import tally

    with pytest.raises(HardlyKnown):
        tally(people.head(3), people, ["woman"])
    assert len(tally(people.head(3), people.head(80), ["woman"]))  # 10 of 80


@pytest.mark.parametrize("unknown, refused", [(4, False), (9, False), (10, True)])
def test_no_mere_handful_is_a_reason(unknown, refused):
    people = pd.DataFrame({"sex": ["Female"] * 15 + ["Not recorded"] * unknown})
    if refused:
        with pytest.raises(HardlyKnown):
            check_known(people, ["ethnicity_2", "woman"])
    else:
        check_known(people, ["ethnicity_2", "woman"])


def test_rows_that_stand_for_several_count_as_many():
    """Two rows of four are unknown, and they are 12 of 500 searches; or two of four, and 400 of 500."""
    few = pd.DataFrame({"sex": ["Female", "Male", "Not recorded", None], MANY: [188, 300, 6, 6]})
    check_known(few, ["woman"])
    with pytest.raises(HardlyKnown):
        check_known(few.assign(**{MANY: [50, 50, 200, 200]}), ["woman"])
