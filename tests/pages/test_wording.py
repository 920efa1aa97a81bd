"""The sentences: exact, from the release alone, no more certain than the verdicts."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.errors import DisclosureError, UsageError
from eianalysis.results import Definition, Missing, Result
from eianalysis.tables import table
from eianalysis.wording import explain, findings, statistical_title
from eianalysis.wording.alternatives import full_alt as alt
from eianalysis.wording.headline import full_title as headline
from eianalysis.wording.numbers import chance, plain_rate, ratio, ratio_words, span, years
from eianalysis.wording.sentences import singular

from .builders import FAKE, FIVE, LEAVING, TWO, drawn, not_available, released

SEARCHES = Definition(
    "Searches that found something",
    "searches that found something",
    "searches of people",
    noun="people searched",
    verb="were found carrying something",
    base_unit="searches",
)


def one(text, **more):
    return findings(released(text, **more)).sentences


def test_a_comparison_is_said_in_short_sentences_of_at_most_three_numbers():
    assert one(TWO)[1] == (
        "In the 12 months to 31 March 2023, 8 of 90 officers from ethnic minorities left (8.9%). For White officers it was 8.0%. "
        "That is 1.1 times the rate, plausibly 0.6 to 2.2. Too few to say; more than 2.2 times can be ruled out. 13 or more would "
        "stand out."
    )


def test_the_smallest_clear_count_stands_beside_too_few_to_say():
    text = """
    group             | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict
    Ethnic minorities | 1         | 12          | White     | 1.04            | 0.19      | 4.4        | exploratory | too few to say
    White             | 64        | 800         | -         | -               | -         | -          | -           | -
    """
    assert one(text) == (
        "In the 12 months to 31 March 2023, 1 of 12 officers from ethnic minorities left (8.3%). For White officers it was 8.0%. "
        "That is 1.04 times the rate, plausibly 0.2 to 4.4. Too few to say; more than 4.4 times can be ruled out. 4 or more would "
        "stand out.",
    )


def test_one_is_was_and_many_are_were():
    text = """
    group  | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict
    Female | 1         | 20          | Male      | 0.5             | 0.1       | 2.9        | exploratory | too few to say
    Male   | 8         | 80          | -         | -               | -         | -          | -           | -
    """
    said = one(text, definition=SEARCHES, characteristic="sex")[0]
    assert said.startswith("In the 12 months to 31 March 2023, 1 of 20 women searched was found carrying something (5%)")


def test_a_rate_names_its_base_and_one_officer_is_singular():
    text = """
    group  | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict
    Female | 1         | 40.5        | Male      | 0.25            | 0.01      | 1.4        | exploratory | too few to say
    Male   | 20        | 200         | -         | -               | -         | -          | -           | -
    """
    assert one(text, kind="rate", characteristic="sex", profile="working") == (
        "In the 12 months to 31 March 2023, 1 female officer left, from a base of 41 officers (2.5 per 100). For male officers it "
        "was 10.0 per 100. That is 0.2 times the rate, plausibly 0.01 to 1.4. Too few to say; more than 1.4 times can be ruled out. "
        "10 or more would stand out.",
    )


def test_what_is_less_favourable_is_so_to_people_and_not_to_what_was_done():
    text = """
    group | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison | verdict
    Black | 30        | 100         | White     | 3.0             | 1.6       | 5.5        | primary    | clear difference
    White | 10        | 100         | -         | -               | -         | -          | -          | -
    """
    harm = replace(LEAVING, noun="uses of force on people", verb="left the person injured", outcome="harm")
    said = one(text, characteristic="ethnicity_5", profile="working", definition=harm)[0]
    assert "30 of 100 uses of force on Black people left the person injured (30.0%)" in said
    assert said.endswith("Clear difference, less favourable to Black people.")


def test_the_period_is_said_once_where_three_sentences_are_of_it():
    text = """
    group | numerator | denominator
    Asian | 9         | 40
    Black | 8         | 40
    White | 7         | 60
    """
    said = one(text, characteristic="ethnicity_5", profile="working")
    assert said == (
        "In the 12 months to 31 March 2023, 9 of 40 Asian officers left (22%).",
        "8 of 40 Black officers left (20%).",
        "7 of 60 White officers left (12%).",
    )
    assert all("In the 12 months" in each for each in one(text.replace("    White | 7         | 60\n", ""), characteristic="ethnicity_5", profile="working"))


def test_an_infinite_ratio_is_said_as_no_ratio():
    text = """
    group | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict
    Asian | 9         | 40          | White     | inf             | 2.3       | inf        | exploratory | clear difference
    White | 0         | 60          | -         | -               | -         | -          | -           | -
    """
    assert one(text, characteristic="ethnicity_5") == (
        "In the 12 months to 31 March 2023, 9 of 40 Asian officers left (22%). For White officers it was 0%. No ratio "
        "can be given, because the other rate is 0; it is plausibly at least 2.3. Clear difference, less favourable to Asian "
        "officers.",
        "The figures show where rates differ; we cannot say why.",
    )


def test_zero_against_zero_and_zero_against_some():
    text = """
    group | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict
    Asian | 0         | 40          | White     | -               | 0         | inf        | exploratory | too few to say
    Black | 0         | 30          | Asian     | 0               | 0         | 3.1        | exploratory | too few to say
    White | 0         | 60          | -         | -               | -         | -          | -           | -
    """
    said = one(text, characteristic="ethnicity_5")
    assert "No ratio can be given, because the rate is 0 on both sides. Too few to say." in said[0]
    assert "That is 0 times the rate, plausibly 0 to 3.1. Too few to say; more than 3.1 times can be ruled out." in said[1]


def test_a_hidden_reference_allows_no_comparison():
    """The gate empties ``reference`` and every figure that leans on it, and leaves ``comparison``."""
    text = """
    group | numerator | denominator | reference | comparison  | verdict | status
    Asian | 9         | 40          | -         | exploratory | -       | shown
    White | -         | -           | -         | -           | -       | hidden
    """
    assert one(text, characteristic="ethnicity_5") == (
        "In the 12 months to 31 March 2023, 9 of 40 Asian officers left (22%); no comparison is shown, because the reference's figures are hidden.",
        "Hidden, because small numbers could tell about a person: White officers.",
    )


def test_the_public_profile_speaks_of_percentages_and_about():
    text = """
    group             | numerator | denominator | rate | reference | disparity_ratio | ratio_low | ratio_high | comparison | verdict
    Ethnic minorities | 10        | 90          | 0.09 | White     | 1.1             | 0.5       | 2.2        | primary    | too few to say
    White             | 65        | 800         | 0.08 | -         | -               | -         | -          | -          | -
    """
    assert one(text, profile="public") == (
        "In the 12 months to 31 March 2023, about 9% of about 90 officers from ethnic minorities left. For White officers it "
        "was about 8%. That is 1.1 times the rate, plausibly 0.5 to 2.2. Too few to say; more than 2.2 times can be ruled out.",
    )


@pytest.mark.parametrize(
    ("outcome", "value", "said"),
    [
        ("harm", 1.6, "Clear difference, less favourable to officers from ethnic minorities."),
        ("harm", 0.6, "Clear difference, more favourable to officers from ethnic minorities."),
        ("good", 1.6, "Clear difference, more favourable to officers from ethnic minorities."),
        ("good", 0.6, "Clear difference, less favourable to officers from ethnic minorities."),
        ("neutral", 1.6, "Clear difference."),
    ],
)
def test_which_side_a_clear_difference_favours(outcome, value, said):
    text = f"""
    group             | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison | verdict
    Ethnic minorities | 30        | 200         | White     | {value}         | 0.5       | 2.4        | primary    | clear difference
    White             | 80        | 800         | -         | -               | -         | -          | -          | -
    """
    definition = Definition("Leaving", "leavers", "officers", noun="officers", verb="left", outcome=outcome)
    assert one(text, definition=definition)[0].endswith(said)


def test_clear_differences_come_first_and_hidden_groups_are_named_without_numbers():
    said = one(FIVE, characteristic="ethnicity_5")
    assert [re.search(r"(Asian|Black|other ethnic|Hidden)", sentence)[0] for sentence in said[1:5]] == ["Asian", "Black", "other ethnic", "Hidden"]
    assert said[4] == ("Hidden, because small numbers could tell about a person: officers with Mixed ethnicity and officers who did not state their ethnicity.")
    assert said[-1] == "The figures show where rates differ; we cannot say why."


@pytest.mark.parametrize("status", ["hidden", "hidden_to_protect"])
def test_a_row_marked_hidden_stays_hidden_even_if_a_number_were_left_in_it(status):
    text = f"""
    group | numerator | denominator | status
    Asian | 17        | 43          | {status}
    White | 90        | 400         | shown
    """
    release = released(text, characteristic="ethnicity_5")
    said = f"{findings(release)} {alt(release, 'rates')} {alt(release, 'bars')} {table(release)!r}"
    assert "17" not in said and "43" not in said and "90" in said


def test_few_sentences_for_many_comparisons_but_every_clear_one():
    said = findings(released(FIVE, characteristic="ethnicity_5"), most=1).sentences
    assert sum("Clear difference" in s or "Possible difference" in s for s in said) == 2
    assert "Of the further comparisons in the table, in 1 there are too few to say." in said


def test_stages_and_years_stand_before_the_sentence():
    text = """
    stage          | group  | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison | verdict
    Case to answer | Female | 12        | 40          | Male      | 0.75            | 0.4       | 1.3        | primary    | too few to say
    Case to answer | Male   | 40        | 100         | -         | -               | -         | -          | -          | -
    """
    assert one(text, keys=("stage",), characteristic="sex")[0].startswith(
        "Case to answer: in the 12 months to 31 March 2023, 12 of 40 female officers left (30.0%)"
    )


def test_the_synthetic_force_is_named_first():
    assert one(TWO, sources=(FAKE,))[0].startswith("SYNTHETIC DATA. In the 12 months")


def test_figures_that_are_hidden_are_not_asked_for_as_a_file():
    why = "figures it needs are hidden"
    made = released(pd.DataFrame(), missing=Missing("workforce_flow", ("numerator",), ("TRT-09",), why), shape="statistic", sources=())
    assert findings(made).sentences == (f"[x] not available: {why}; would evidence items TRT-09.",)


def test_a_missing_table_says_what_it_needs():
    assert findings(not_available()).sentences == (
        "[x] not available: needs file leavers, with leave date and leaver type (the table is absent); would evidence items EIW-RET-O04, TRT-10.",
    )


@pytest.mark.parametrize(
    ("text", "title", "more"),
    [
        (TWO, "Too few to say whether officers from ethnic minorities left more or less often than White officers", {}),
        (FIVE, "Asian officers left at 2.2 times the rate of White officers", {"characteristic": "ethnicity_5"}),
        (
            FIVE.replace("clear difference ", "possible difference"),
            "Possible differences: Asian officers and Black officers, beside White officers",
            {"characteristic": "ethnicity_5"},
        ),
        (
            TWO.replace("too few to say", "no material difference"),
            "No material difference in how often officers from ethnic minorities and White officers left",
            {},
        ),
    ],
)
def test_a_title_is_as_certain_as_the_verdicts(text, title, more):
    assert headline(released(text, **more)) == title


BOTH_WAYS = """
group  | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict
All    | 400       | 4000        | -         | -               | -         | -          | -           | -
Asian  | 90        | 450         | White     | 2.0             | 1.6       | 2.5        | exploratory | clear difference
Black  | 20        | 400         | White     | 0.5             | 0.3       | 0.8        | exploratory | clear difference
Mixed  | 15        | 150         | White     | 1.0             | 0.6       | 1.6        | exploratory | too few to say
White  | 275       | 3000        | -         | -               | -         | -          | -           | -
"""


def test_a_title_with_differences_both_ways_says_what_was_counted():
    title = headline(released(BOTH_WAYS, characteristic="ethnicity_5"))
    assert title == "Asian officers left more often, Black officers less often, than White officers"


def test_a_title_without_a_difference_says_what_was_counted():
    text = BOTH_WAYS.replace("clear difference", "no material difference").replace("too few to say", "no material difference")
    assert headline(released(text, characteristic="ethnicity_5")) == ("No material difference between groups in how often officers left")
    assert headline(released(BOTH_WAYS.replace("clear difference", "no material difference"), characteristic="ethnicity_5")) == (
        "No difference between groups stands out in how often officers left; for some too few to say"
    )


def test_a_title_says_in_which_part_of_a_table_the_difference_lies():
    one = released(BOTH_WAYS, characteristic="ethnicity_5").table
    stages = pd.concat([one.assign(stage="sift"), one.assign(stage="interview", verdict=one["verdict"].replace("clear difference", "no material difference"))])
    assert headline(released(stages, keys=("stage",), characteristic="ethnicity_5")) == (
        "Sift: Asian officers left more often, Black officers less often, than White officers"
    )


def test_differences_in_several_parts_of_a_table_are_told_part_by_part():
    one = released(BOTH_WAYS, characteristic="ethnicity_5").table
    other = one.assign(
        stage="interview",
        verdict=[word if group == "Asian" else "no material difference" if word else None for group, word in zip(one["group"], one["verdict"], strict=True)],
    )
    title = headline(released(pd.concat([one.assign(stage="sift"), other]), keys=("stage",), characteristic="ethnicity_5"))
    assert title == "Left less often: Black (sift); more often: Asian (sift) and Asian (interview)"


def test_nothing_shown_is_a_title_too():
    text = """
    group | numerator | denominator | reference | comparison  | status
    Asian | -         | -           | White     | exploratory | hidden
    White | -         | -           | -         | -           | hidden
    """
    assert headline(released(text, characteristic="ethnicity_5")).endswith("figures hidden to protect people")


def test_the_statistical_title_names_measure_split_people_and_period():
    assert statistical_title(released(TWO)) == ("Leaving, per headcount at the start, by ethnicity (2 groups), officers, 12 months to 31 March 2023")


@pytest.mark.parametrize("kind", ["comparison", "rates", "bars"])
def test_a_text_alternative_says_the_numbers_shown_and_none_hidden(kind):
    frame = drawn(FIVE)
    said = alt(released(FIVE, characteristic="ethnicity_5"), kind)
    for word in ("Asian officers", "Black officers", "officers with Mixed ethnicity"):
        assert word in said
    shown = {"comparison": ["2.2", "1.6 to 3.0", "possible difference"], "rates": ["14.6%", "11.0% to 19.2%", "2,980"], "bars": ["214", "41", "150"]}[kind]
    assert all(number in said for number in shown), said
    assert re.search(r"Hidden: officers with Mixed ethnicity", said)
    assert not re.search(r"Mixed ethnicity [\d(]", said)
    assert frame["numerator"].isna().sum() == 2


def test_an_alternative_of_an_unknown_kind_is_refused():
    with pytest.raises(UsageError, match="'comparisons' is not a kind of figure; did you mean 'comparison'?"):
        alt(released(TWO), "comparisons")


@pytest.mark.parametrize("speak", [findings, headline, explain, lambda thing: alt(thing, "rates")])
def test_words_take_a_release_only(speak):
    result = Result("leaving", "counts", LEAVING, pd.DataFrame())
    with pytest.raises(DisclosureError, match=r"shows released results, got Result; call release\(result, policy\) first"):
        speak(result)


@pytest.mark.parametrize("bare", ["significant", "because of", "caused", "due to", "discriminat", "non-White", "BAME", "worst"])
def test_words_that_are_never_said(bare):
    for release in (released(TWO), released(FIVE, characteristic="ethnicity_5"), released(TWO, kind="rate")):
        text = " ".join([*findings(release), *explain(release), headline(release), alt(release, "comparison")])
        assert bare.casefold() not in text.casefold()


def test_a_curve_is_said_at_the_years_a_reader_asks_about():
    text = """
    group  | time | at_risk | estimate | low  | high | status
    Female | 0.5  | 40      | 1.0      | -    | -    | shown
    Female | 1    | 38      | 0.95     | 0.88 | 0.98 | shown
    Female | 5    | 12      | 0.70     | 0.51 | 0.84 | low_base
    Male   | -    | -       | -        | -    | -    | hidden
    """
    definition = Definition("Still in service", "leavers", "officers at risk", noun="officers", verb="were still in service")
    curve = released(text, shape="curve", characteristic="sex", definition=definition)
    assert findings(curve).sentences == (
        "Of female officers who reach 6 months of service, an estimated 70% were still in service after 5 years (plausibly 51% to 84%).",
        "No curve is shown for male officers: too few at risk, or hidden to protect people.",
    )
    assert headline(curve) == "After 5 years, about 70% of female officers were still in service"
    assert "12 at risk" in alt(curve, "curve") and "No curve, hidden: Male" in alt(curve, "curve")


def test_a_test_statistic_is_said_as_a_natural_frequency():
    text = """
    name                | value | df | p_value | group
    log-rank chi-square | 5.21  | 1  | 0.022   | Female and Male
    """
    said = findings(released(text, shape="statistic", characteristic="sex")).sentences
    assert said == (
        "Log-rank chi-square between Female and Male is 5.21 on 1 degree of freedom (p = 0.02): if the groups did not differ, chance alone "
        "would give a difference this large about 2 times in 100.",
    )


def test_a_trend_is_said_in_its_range_and_its_last_month():
    text = """
    month   | group | numerator | denominator | status
    2023-01 | All   | 30        | 100         | shown
    2023-02 | All   | -         | -           | hidden
    2023-03 | All   | 50        | 200         | shown
    """
    said = findings(released(text, keys=("month",), definition=SEARCHES, characteristic="everybody")).sentences
    assert said == (
        "People searched, January 2023 to March 2023: between 100 and 200 searches a month.",
        "The share that were found carrying something lay between 25.0% (March 2023) and 30.0% (January 2023); in March 2023 it was 25.0%.",
        "Too few points to tell: 2 months shown, and 12 are needed; 1 hidden month left out.",
        "Hidden, because small numbers could tell about a person: February 2023.",
    )


def test_shares_of_several_populations_stand_in_one_sentence_a_group():
    text = """
    population      | group | numerator | denominator
    People searched | Asian | 20        | 100
    City residents  | Asian | 1440      | 8583
    """
    shares = Definition("Who was searched", "people of the group", "people", noun="people", verb="belong to the group")
    release = released(text, keys=("population",), characteristic="ethnicity_5", definition=shares)
    assert findings(release).sentences == ("Asian people. People searched: 20.0% (20 of 100). City residents: 16.8% (1,440 of 8,583).",)
    assert headline(release) == "Who was searched"


def beside_one(value, low, high, verdict):
    return f"""
    group             | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict
    Ethnic minorities | 53        | 109         | White     | {value} | {low} | {high} | exploratory | {verdict}
    White             | 314       | 533         | -         | -       | -     | -      | -           | -
    """


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict", "said"),
    [
        (0.83, 0.66, 0.9982, "possible difference", "0.83 times the rate, plausibly 0.66 to just under 1. Possible difference"),
        (1.09, 1.0004, 1.18, "possible difference", "1.09 times the rate, plausibly just over 1 to 1.18. Possible difference"),
        (1.002, 0.9641, 1.0312, "no material difference", "about the same rate, plausibly 0.96 to 1.03. No material difference."),
        (0.9996, 0.55, 1.75, "too few to say", "about the same rate, plausibly 0.6 to 1.8. Too few to say"),
        (0.9961, 0.994, 0.9984, "possible difference", "about the same rate, plausibly 0.99 to just under 1. Possible difference"),
        (2.066, 1.18, 3.61, "clear difference", "2.1 times the rate, plausibly 1.2 to 3.6. Clear difference"),
    ],
)
def test_a_ratio_beside_one_has_two_decimals_at_most_and_keeps_the_side_its_verdict_rests_on(value, low, high, verdict, said):
    text = beside_one(value, low, high, verdict)
    assert said in one(text)[0]
    assert "1.0 times" not in alt(released(text), kind="comparison") and "just" not in str(ratio_words(value, low, high, brief=True))


def test_no_end_of_a_range_reads_as_one_unless_it_is_one():
    """The side of 1 on which a range ends is what a verdict rests on, at any size."""
    ends = np.exp(np.random.default_rng(4).normal(0, 0.03, (2_000, 3)))
    ends.sort(axis=1)
    for low, value, high in ends:
        for brief in (True, False):
            said, limits = ratio_words(value, low, high, brief=brief)
            numbers = re.findall(r"\d+\.?\d*", f"{said} {limits}")
            assert all(len(number.partition(".")[2]) <= 2 for number in numbers)
            first, _, last = limits.partition(" to ")
            assert (side(first), side(last)) == (low < 1, high < 1), (low, high, limits)


def side(written):
    """Whether an end of a range as written lies under 1."""
    return "<" in written or "under" in written or not (">" in written or "over" in written) and float(written) < 1


def test_a_title_does_not_say_one_time_the_rate():
    assert headline(released(beside_one(1.002, 1.0004, 1.004, "possible difference"))) == (
        "Possible difference: officers from ethnic minorities left at about the same rate as White officers"
    )


def test_numbers_are_written_one_way():
    assert [ratio(value) for value in (1.111, 1.02, 1.0, 0.04, 0.001, 12.3, np.inf)] == ["1.1", "1.02", "1.0", "0.04", "less than 0.01", "12", "∞"]
    assert span(2.3, np.inf) == "at least 2.3"
    assert [years(value) for value in (0.5, 1, 1.5, 2, 2.5, 1 / 12)] == ["6 months", "1 year", "18 months", "2 years", "2 years 6 months", "1 month"]
    assert [chance(p) for p in (0.0004, 0.001, 0.08, 0.01)] == [
        "less than once in 1,000 times",
        "about once in 1,000 times",
        "about 8 times in 100",
        "about once in 100 times",
    ]
    assert plain_rate(-0.004, LEAVING, 0) == "0" and plain_rate(-0.04, LEAVING, 0) == "−4"
    assert singular("officers") == "officer" and singular("people searched") == "person searched"


def test_words_do_not_change_the_release():
    release = released(FIVE, characteristic="ethnicity_5")
    before = release.table
    findings(release), headline(release), alt(release, "comparison"), explain(release)
    pd.testing.assert_frame_equal(before, release.table)


WITHHELD = """
group           | numerator | denominator | status
All             | -         | -           | hidden_to_protect
Female          | 13        | 264         | shown
Male            | 41        | 670         | shown
Other           | -         | -           | hidden
"""


def test_where_the_total_is_withheld_the_shown_groups_are_added_up():
    said = findings(released(WITHHELD, characteristic="sex")).sentences[0]
    assert said == (
        "In the 12 months to 31 March 2023, 54 of 934 officers left (5.8%): the groups shown by sex, added up. The total of "
        "everybody is withheld, because it would give a small group away."
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("| -         | -           | hidden_to_protect", "| 55        | 937         | shown"), "the total is shown"),
        (("13        | 264         | shown", "-         | -           | hidden"), "one shown group is not a whole"),
        (("13        | 264 ", "13        | 670 "), "shares of one base do not add up"),
    ],
)
def test_otherwise_nothing_is_added_up(change, why):
    text = WITHHELD.replace(*change)
    assert text != WITHHELD
    assert "added up" not in str(findings(released(text, characteristic="sex"))), why


def test_rounded_counts_are_not_added_up():
    assert "added up" not in str(findings(released(WITHHELD, characteristic="sex", profile="public")))


def test_a_whole_split_in_two_ways_is_counted_once_and_is_no_share_of_itself():
    one = released("group | numerator | denominator\nAll | 966 | 966\nFemale | 407 | 966\nMale | 559 | 966", characteristic="sex").table
    two = released("group | numerator | denominator\nAll | 966 | 966\nWhite | 607 | 966\nAsian | 359 | 966", characteristic="ethnicity_5").table
    both = pd.concat([one, two], ignore_index=True)
    both["rate"] = both["numerator"] / both["denominator"]
    said = list(findings(released(both, definition=replace(LEAVING, noun="attendances"))))
    assert said[0].endswith("966 attendances were counted.") and not any("100" in sentence for sentence in said)
    assert said[1:3] == ["Most often by sex: male (57.9%) and female (42.1%).", "Most often by ethnicity (5 groups): White (62.8%) and Asian (37.2%)."]
