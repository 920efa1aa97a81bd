"""The paragraph a page opens with: the finding, what is left of it when it is counted otherwise, and whether these agree."""

from dataclasses import replace
from datetime import date

import pytest

from eianalysis import results
from eianalysis.cycle import load_cycle
from eianalysis.wording import answer

from .builders import FAKE, FIVE, LEAVING, not_available, released

FEW = FIVE.replace("clear difference", "too few to say").replace("possible difference", "too few to say")


def of(text=FIVE, **words):
    return released(text, characteristic="ethnicity_5", definition=replace(LEAVING, **words))


def test_the_answer_of_a_page_gives_the_first_measure_in_full_and_the_next_by_its_ratio():
    said = answer(released(FIVE, characteristic="ethnicity_5", sources=(FAKE,)), released(FIVE, characteristic="ethnicity_5"))
    assert said.sentences[0] == (
        "SYNTHETIC DATA. In the 12 months to 31 March 2023, Asian officers left 2.2 times as often as White officers (plausibly 1.6 to 3.0): clear difference. "
        "That is 41 of 280, 23 more than at the rate of White officers."
    )
    assert "2.2 times (plausibly 1.6 to 3.0), clear difference." in said.sentences[1]
    assert said.sentences[-1] == "All of them point the same way." and '<p class="lead">' in said._repr_html_()


def test_an_answer_does_not_say_that_measures_agree_that_do_not():
    said = answer(released(FIVE, characteristic="ethnicity_5"), released(FIVE.replace("clear difference", "too few to say"), characteristic="ethnicity_5"))
    assert "All of them" not in str(said)
    assert said.others == ("Leaving, per headcount at the start: too few to say.",)


def test_an_answer_says_where_no_comparison_can_be_shown():
    """The rows of everybody stand, those of the groups do not: a title alone would say nothing."""
    expected = replace(LEAVING, title="Leaving, as a multiple of what was expected", base_unit="leavers expected")
    hidden = (
        "group | numerator | denominator | rate | reference | status\nAll | 64 | 64 | 1 | - | shown\n"
        "Asian | - | - | - | White | hidden\nWhite | 34 | 44.6 | 0.76 | - | shown"
    )
    said = answer(released(hidden, characteristic="ethnicity_5", kind="rate", definition=expected))
    assert said.sentences == ("Leaving, as a multiple of what was expected: no comparison can be shown.",)


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        (of(outcome="harm"), of(outcome="good"), "They point opposite ways: what is counted decides, so read each by itself."),
        (of(outcome="good"), of(outcome="good"), "All of them point the same way."),
        (of(outcome="harm"), of(FEW, outcome="harm"), "Leaving, per headcount at the start: too few to say."),
        (of(FEW), of(FEW), "Leaving, per headcount at the start: too few to say."),
        (of(FEW), of(FEW.replace("too few to say", "no material difference", 1)), "None of these is a clear difference."),
    ],
)
def test_measures_agree_only_where_each_says_so(first, then, said):
    assert answer(first, then).sentences[-1] == said


def test_a_good_that_is_rarer_and_a_harm_that_is_more_often_are_of_one_side_only_where_both_say_which():
    assert "way" not in answer(of(outcome="neutral"), of(outcome="harm")).sentences[-1]


def test_another_comparison_does_not_pass_for_the_planned_one():
    lines = FIVE.strip("\n").splitlines()
    hidden = "Asian | - | - | - | - | White | - | - | - | - | primary | - | hidden"
    said = answer(of("\n".join(hidden if line.startswith("Asian") else line for line in lines)))
    assert "the comparison that was planned is hidden to protect people." in said.sentences[0]
    assert "Black officers left 1.53 times as often" in str(said)


def test_a_clear_difference_of_others_is_said_beside_a_planned_one_that_is_not_clear():
    lines = FIVE.replace("clear difference   ", "too few to say").replace("possible difference", "clear difference")
    said = answer(of(lines))
    assert said.sentences[-1] == "Black officers left 1.53 times as often as White officers (plausibly 0.98 to 2.37): clear difference."


def test_nothing_is_said_to_be_found_by_none_where_one_that_does_not_lead_is_clear():
    lines = FIVE.replace("clear difference   ", "too few to say").replace("possible difference", "clear difference")
    assert "None of" not in answer(of(lines), of(FEW)).sentences[-1]


def test_measures_of_the_same_periods_are_not_taken_for_measures_of_the_same_people():
    """Two changes from one year to the next are of different things, so each is said in full and nothing is said of both."""
    said = answer(*(released(FIVE, characteristic="wave", definition=LEAVING) for _ in range(2)))
    assert sum("left 2.2 times as often" in each for each in said.sentences) == 2 and "way" not in str(said)


def test_where_all_is_too_few_the_one_that_rests_on_most_leads():
    few = FEW.replace("primary    ", "exploratory").replace("| 190 ", "| 900 ")
    assert "Black officers left" in answer(of(few)).sentences[0] and "Asian officers left" in answer(of(FEW)).sentences[0]


def test_a_later_measure_is_asked_of_the_groups_of_the_first_by_whatever_record_they_are_known():
    """Searches are split by what people said and by what the officer saw: Asian beside White is asked twice, not Asian and then Black."""
    seen = FIVE.replace("primary", "exploratory").replace("clear difference   ", "too few to say").replace("possible difference", "too few to say")
    seen = seen.replace("| 190  ", "| 990  ")  # those that rest on most are others
    said = answer(of(outcome="harm"), released(seen, characteristic="officer_ethnicity", definition=replace(LEAVING, noun="searches of people")))
    assert said.others[0] == "Leaving, per headcount at the start, Asian beside White, ethnicity as the officer saw it: too few to say."


def test_a_noun_with_what_was_asked_for_in_brackets_is_said_once():
    table = FIVE.replace("Asian", "2023").replace("White", "2022")
    said = answer(released(table, characteristic="period", definition=replace(LEAVING, noun="offences (thefts)", verb="led to a charge")))
    assert "offences (thefts) in 2023 led to a charge 2.2 times as often as those in 2022" in said.sentences[0].replace("Offences", "offences")


def test_the_finding_stands_alone_and_the_others_are_a_short_list():
    said = answer(of(outcome="harm"), of(outcome="harm"))
    assert len(said.finding) == 1 and len(said.others) == 2
    assert said._repr_html_().count('<p class="lead">') == 1 and said._repr_html_().count("<li>") == 2
    alone = answer(of(outcome="harm"))
    assert not alone.others and "<ul" not in alone._repr_html_()


def test_a_ratio_that_tells_nothing_is_not_said_after_the_finding_and_the_finding_is():
    few = FEW.replace("1.53", "7.77")
    said = answer(of(outcome="harm"), of(few, outcome="harm"))
    assert said.others[0] == "Leaving, per headcount at the start: too few to say." and "2.2 times" in said.finding[0]
    assert "2.2 times" in answer(of(FEW)).finding[0], "the first measure is said in full, whatever it tells"


def test_a_period_that_ends_with_the_cycle_is_said_in_few_words_and_another_in_full(root):
    cycle = load_cycle("2023-04", data_dir=root / "data")
    of_cycle = replace(of(), cycle=cycle, seal=results._SEAL)
    assert answer(of_cycle).finding[0].startswith("Over 12 months, Asian officers left")
    assert (
        answer(replace(of_cycle, cycle=replace(cycle, period_end=date(2023, 6, 30)), seal=results._SEAL))
        .finding[0]
        .startswith("In the 12 months to 31 March 2023, Asian")
    )


def test_what_is_not_available_is_said_once_and_without_the_names_of_columns():
    said = answer(of(outcome="harm"), not_available(), not_available())
    assert said.others == ("[x] Not available: Leaving, per headcount at the start. No file leavers was given.",)
    assert answer(not_available(), not_available()).finding == said.others, "where nothing is there, that is the finding"


@pytest.mark.parametrize(
    "title, said",
    [
        ("Finalised cases in which action was taken", "Finalised cases in which action was taken, Female beside Male: too few to say."),
        ("What becomes of cases", "What becomes of cases, any action taken, Female beside Male: too few to say."),
    ],
)
def test_a_part_that_the_title_names_is_not_named_again(title, said):
    rows = """
step             | group  | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict        | status
Any action taken | Female | 20        | 100         | Male      | 1.2             | 0.7       | 2.0        | exploratory | too few to say | shown
Any action taken | Male   | 17        | 100         | -         | -               | -         | -          | -           | -              | shown
"""
    later = released(rows, keys=("step",), characteristic="sex", definition=replace(LEAVING, title=title))
    assert answer(of(), later).others[0] == said
