"""A title has at most twelve words, and the short one says what the long one says, never another finding."""

import dataclasses

import pytest

from eianalysis.wording.headline import full_title, headline
from eianalysis.wording.short_titles import MOST, cut, fits

from .builders import FIVE, LEAVING, TWO, released

TWO_GROUPS = """
group             | numerator | denominator | rate | reference | disparity_ratio | ratio_low | ratio_high | comparison | verdict
Ethnic minorities | {n}       | 400         | {r}  | White     | {x}             | {low}     | {high}     | primary    | {verdict}
White             | 100       | 1000        | 0.1  | -         | -               | -         | -          | -          | -
"""


def two(ratio, verdict, low=0.8, high=3, **words):
    text = TWO_GROUPS.format(n=round(40 * ratio), r=0.1 * ratio, x=ratio, low=low, high=high, verdict=verdict)
    return released(text, definition=dataclasses.replace(LEAVING, **words))


@pytest.mark.parametrize(
    "verb, said",
    [
        ("left", "Officers from ethnic minorities left at 2.0 times the rate of White officers"),
        ("left the force of their own will", "Officers from ethnic minorities left the force of their own will 2.0 times as often"),
        ("left the force of their own will and did not come back within two years", "Officers from ethnic minorities: 2.0 times the rate of White officers"),
    ],
)
def test_a_clear_difference_keeps_group_ratio_and_direction(verb, said):
    title = headline(two(2.0, "clear difference", 1.4, 2.9, verb=verb))
    assert len(title.split()) <= MOST and "2.0 times" in title
    assert title == (said if fits(said) else title)


def test_what_fits_stays_as_it_is():
    release = released(TWO)
    assert fits(full_title(release)) is (headline(release) == full_title(release))


def test_a_possible_difference_names_who_and_gives_no_side():
    title = headline(two(1.5, "possible difference", verb="left the force of their own will and did not come back"))
    assert title == "Possible difference: officers from ethnic minorities"


@pytest.mark.parametrize(
    "verdict, said",
    [
        ("too few to say", "Leaving, per headcount at the start: too few to say"),
        ("no material difference", "Leaving, per headcount at the start: no material difference"),
    ],
)
def test_no_finding_is_never_a_finding(verdict, said):
    assert headline(two(1.1, verdict, 0.9, 1.2, verb="left the force of their own will and did not come back at all")) == said


def test_several_clear_differences_are_counted_where_names_have_no_room():
    release = released(FIVE, characteristic="ethnicity_5")
    assert fits(headline(release))


def test_a_name_that_is_too_long_is_cut_at_a_word():
    assert cut("one " * 13) == "one " * 11 + "one …" and cut("Leaving") == "Leaving"


def test_a_possible_difference_of_few_people_is_not_called_none():
    weak = released(TWO_GROUPS.format(n=60, r=0.15, x=1.5, low=0.8, high=3, verdict="possible difference"), status="low_base")
    assert full_title(weak).startswith("A possible difference between groups, resting on few people,")
    assert headline(weak) == "Possible difference: officers from ethnic minorities"


STAGES = """
stage    | group  | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict        | status
Assessed | Female | 20        | 100         | Male      | 1.2             | 0.7       | 2.0        | exploratory | too few to say | shown
Assessed | Male   | 17        | 100         | -         | -               | -         | -          | -           | -              | shown
Proven   | Female | 10        | 50          | Male      | 1.1             | 0.6       | 1.9        | exploratory | too few to say | shown
Proven   | Male   | 9         | 50          | -         | -               | -         | -          | -           | -              | shown
"""


@pytest.mark.parametrize(
    "title, said",
    [
        ("Misconduct, stage by stage", "Misconduct, stage by stage: too few to say"),
        ("What becomes of misconduct", "What becomes of misconduct, by stage: too few to say"),
    ],
)
def test_a_title_that_says_how_it_is_split_does_not_say_it_twice(title, said):
    words = dataclasses.replace(LEAVING, title=title, verb="went on from there to the stage that comes after it in every case that was looked at")
    assert headline(released(STAGES, keys=("stage",), characteristic="sex", definition=words)) == said
