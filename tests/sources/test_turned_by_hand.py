"""When two words are told to have changed places: at the edges of each rule, on months counted by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.sources import Source
from eianalysis.sources.repeated_rows import MANY
from eianalysis.sources.turned import _bunched, _drift, _exchanged, _in_order, _likely, with_turned
from eianalysis.sources.typed import TypedTable

BOTH = "MF"


def months(*counts, begin="2021-01", words=BOTH, each=1):
    """Rows of months that follow on each other, each with so many of the one word and of the other in turn."""
    made = []
    for at, many in enumerate(counts):
        day = pd.Period(begin, "M") + at
        for word, number in zip(words, many, strict=True):
            made += [{"day": f"{day}-{1 + place % 28:02}", "word": word, "place": place / number} for place in range(number)]
    rows = pd.DataFrame(made)
    rows = rows.assign(day=pd.to_datetime(rows["day"]), month=rows["day"].str[:7]).sort_values(["month", "place"], kind="stable")
    rows["day"] = pd.to_datetime(rows["month"] + "-15")
    return rows.drop(columns=["month", "place"]).assign(**({MANY: each} if each > 1 else {}))


def made(rows, name="use_of_force", day="used_on", word="perceived_sex"):
    frame = rows.rename(columns={"day": day, "word": word}).reset_index(drop=True)
    return TypedTable(name, frame, (Source(name, "a.csv", "0" * 64, len(frame), "real"),), {})


def told(table, day=None):
    """What is told of the table, and of how many rows."""
    looked = with_turned(table, day)
    flags = [flag for source in looked.sources for flag in source.flags]
    assert flags or looked is table
    return flags


def of(*parts, **more):
    return told(made(pd.concat([months(*part, begin=begin) for begin, part in parts]), **more))


def test_it_is_told_of_the_days_with_the_words_and_the_rows():
    (words, many), *none = told(made(months(*[(20, 5)] * 12, *[(5, 20)] * 6, *[(20, 5)] * 12)))
    assert not none and many == 150
    assert words == (
        "perceived sex: in the rows of 15 January 2022 to 15 June 2022, 'M' is about as frequent as 'F' is elsewhere, and the other way round: "
        "were the two words exchanged there?"
    )


def test_words_that_say_nothing_are_no_word_and_neither_is_the_third():
    rows = months(*[(20, 5, 19, 19)] * 12, *[(5, 20, 19, 19)] * 6, *[(20, 5, 19, 19)] * 12, words=["M", "F", "Prefer not to say", "Not recorded"])
    assert [many for _, many in told(made(rows))] == [150]
    three = months(*[(20, 5, 4)] * 12, *[(5, 20, 4)] * 6, *[(20, 5, 4)] * 12, words=["M", "F", "X"])
    assert [many for _, many in told(made(three))] == [150]
    one = months(*[(20,)] * 20, words=["M"])
    assert told(made(one)) == []


def test_what_is_of_more_than_six_years_before_the_last_row_is_not_looked_at():
    """The day six years before is not looked at, the day after it is."""
    last = months((20, 5), begin="2022-03")
    turned = months(*[(5, 20)] * 6, begin="2015-11")
    since = months(*[(20, 5)] * 12, begin="2018-01")
    rows = pd.concat([turned, since, last])
    assert told(made(rows)) == []
    rows.loc[rows["day"] < "2017", "day"] = pd.Timestamp("2016-03-15")
    assert told(made(rows)) == []
    rows.loc[rows["day"] < "2017", "day"] = pd.Timestamp("2016-03-16")
    assert [many for _, many in told(made(rows))] == [150]


@pytest.mark.parametrize(
    "inside, elsewhere, many",
    [
        ([(3, 27)], [(27, 3)] * 6, 30),
        ([(3, 26)], [(27, 3)] * 6, None),  # thirty on each side
        ([(5, 25)], [(25, 5)] * 2, 30),
        ([(2, 28)], [(14, 1)] * 2, 30),
        ([(2, 27)], [(14, 1), (14, 0)], None),
        ([(18, 42)], [(42, 18)] * 10, 60),  # twenty times likelier (20.3)
        ([(19, 41)], [(42, 18)] * 10, None),  # 18.6
        ([(21, 29)] * 20, [(29, 21)] * 20, 1000),  # 58 in a hundred
        ([(215, 285)] * 2, [(285, 215)] * 20, None),  # 57
    ],
)
def test_how_many_rows_and_how_far_from_chance(inside, elsewhere, many):
    before = len(elsewhere) // 2
    found = told(made(months(*elsewhere[:before], *inside, *elsewhere[before:])))
    assert [rows for _, rows in found] == ([many] if many else [])


@pytest.mark.parametrize("half, found", [(8, False), (10, True)])
def test_at_once_is_eight_times_likelier_than_by_and_by(half, found):
    """6.7 and 8.4 times."""
    assert bool(told(made(months(*[(8, 2)] * half, *[(2, 8)] * half)))) is found


@pytest.mark.parametrize("differ, found", [(1, True), (2, True), (3, False)])
def test_where_months_differ_by_more_than_chance_it_must_be_likelier(differ, found):
    """81 times, by which months of campaigns take away: a half, and where they differ by more a fifth is left."""
    campaigns = [(3 + differ, 7 - differ), (3 - differ, 7 + differ)] * 12
    assert bool(told(made(months(*[(35, 15)] * 20, *campaigns, *[(35, 15)] * 20)))) is found


@pytest.mark.parametrize("half, found", [(20, False), (30, True)])
def test_and_at_once_so_many_times_too(half, found):
    assert bool(told(made(months(*[(8, 2)] * half, *[(0, 10), (4, 6)] * (half // 2))))) is found


def test_a_share_that_goes_down_by_and_by_is_no_exchange():
    assert told(made(months(*[(95 - 2 * at, 5 + 2 * at) for at in range(46)]))) == []


@pytest.mark.parametrize("name", ["cj_outcomes"])
def test_a_word_of_the_key_is_a_rows_own(name):
    rows = months(*[(20, 5)] * 12, *[(5, 20)] * 6, *[(20, 5)] * 12)
    assert told(made(rows, name, "month", "victim_sex")) == []


def test_snapshots_unknown_tables_absent_ones_and_those_without_a_day_are_not_asked():
    rows = months(*[(20, 5)] * 12, *[(5, 20)] * 6, *[(20, 5)] * 12)
    assert told(made(rows)), "asked as it is"
    assert told(made(rows, "workforce_snapshot", "as_at", "sex")) == []
    assert told(made(rows, "notes", "used_on", "perceived_sex")) == []
    assert told(replace(made(rows), absent=True)) == []
    assert told(made(rows, day="another_day")) == []
    assert told(made(rows, "benchmarks", "used_on", "sex")) == []
    assert told(made(rows, day="other"), "other"), "the day that is asked for"


def test_of_two_forces_each_has_months_of_its_own():
    rows = months(*[(20, 5)] * 12, *[(5, 20)] * 6, *[(20, 5)] * 12)
    for forces, many in ((["kent"], 1), (["kent", "essex"], 0)):
        table = made(rows, "stop_search", "searched_at", "sex")
        table = replace(table, frame=table.frame.assign(force=np.resize(forces, len(rows))))
        assert len(told(table)) == many


def test_of_answers_each_respondent_is_asked_once():
    """Of 29 respondents in the months turned round each gave three answers."""

    def answers(turned):
        rows = months(*[(27, 3)] * 3, turned, *[(27, 3)] * 3).reset_index(drop=True)
        rows = rows.assign(survey="s", wave=1, respondent_ref=[f"R{number}" for number in range(len(rows))])
        return made(pd.concat([rows.assign(item_code=item) for item in "abc"]), "surveys", "answered_on", "sex")

    assert told(answers((3, 26))) == []
    assert [many for _, many in told(answers((3, 27)))] == [30]


def test_the_last_column_that_says_it_is_looked_at_and_a_band_of_ages_is_not():
    rows = months(*[(20, 5)] * 12, *[(5, 20)] * 6, *[(20, 5)] * 12)
    table = made(rows, "applications", "applied_on", "ethnicity_2")
    assert [words.split(":")[0] for words, _ in told(table)] == ["ethnicity"]
    assert told(replace(table, frame=table.frame.assign(**{"ethnicity": "A"}))) == []
    assert told(made(rows, "applications", "applied_on", "age_band")) == []


def test_rows_that_stand_for_several_weigh_as_many():
    rows = months(*[(8, 2)] * 10, (1, 9), *[(8, 2)] * 10)
    assert told(made(rows)) == []
    assert [many for _, many in told(made(rows.assign(**{MANY: 5})))] == [50]


# --- the arithmetic -------------------------------------------------------------------------------------------------------

ONES = np.ones(8)


def test_where_each_row_stands():
    assert _in_order(np.ones(3)).tolist() == [-1, 0, 1]
    assert _in_order(np.array([2, 2])) == pytest.approx([-2 / 3, 2 / 3])  # four at -1, -1/3, 1/3 and 1
    assert _in_order(np.array([1, 3])) == pytest.approx([-1, 1 / 3])
    assert _in_order(np.array([1])).tolist() == [-1]
    assert _in_order(np.array([1, 1])).tolist() == [-1, 1]


def test_how_likely_the_words_are():
    yes = np.array([True, False, True])
    assert _likely(yes, np.array([0.5, 0.75, 0.25]), np.array([1, 2, 3])) == pytest.approx(np.log(0.5) + 2 * np.log(0.25) + 3 * np.log(0.25))
    assert _likely(yes, np.array([1.0, 1.0, 1.0]), np.ones(3)) == pytest.approx(2 * np.log(0.999) + np.log(0.001))
    assert _likely(yes, np.array([0.0, 0.0, 0.0]), np.ones(3)) == pytest.approx(2 * np.log(0.001) + np.log(0.999))


def test_a_drift_is_the_likeliest_logistic_curve():
    yes = np.array([1, 1, 0, 1, 1, 0, 0, 1, 0, 0]).astype(bool)
    for weights in (np.ones(10), np.array([1, 2, 3, 1, 1, 4, 1, 1, 2, 1])):
        share, place = _drift(yes, weights), _in_order(weights)
        assert (weights * (yes - share)).sum() == pytest.approx(0, abs=1e-4) == (weights * (yes - share) * place).sum()
        logit = np.log(share / (1 - share))
        assert np.diff(logit) / np.diff(place) == pytest.approx(np.full(9, (logit[-1] - logit[0]) / (place[-1] - place[0])))
    assert _drift(np.array([1, 1, 1, 0, 0, 0]).astype(bool), np.ones(6))[[0, -1]] == pytest.approx([1, 0], abs=1e-3)


def test_how_many_times_more_months_differ_than_by_chance():
    """Two months of four, three of the one word in the first and one in the second: each differs by one from two, so 4 x 1 / 2 in all, of one free."""
    yes, place = np.array([1, 1, 1, 0, 1, 0, 0, 0]).astype(bool), np.repeat([0, 1], 4)
    assert _bunched(yes, place, ONES) == pytest.approx(2)
    assert _bunched(yes, place * 3, ONES) == pytest.approx(2), "months without a row are none"
    assert _bunched(yes, place, 2 * ONES) == pytest.approx(4)
    three = np.repeat([0, 1, 2], 4)
    assert _bunched(np.r_[yes, [True, True, False, False]], three, np.ones(12)) == pytest.approx(1), "2 of two free"
    assert _bunched(np.array([1, 0, 0, 1, 1, 0, 0, 1]).astype(bool), place, ONES) == 1, "never less than chance"
    assert _bunched(yes, 0 * place, ONES) == 1
    for all_alike in (np.zeros(8), np.ones(8)):
        assert _bunched(all_alike.astype(bool), place, ONES) == 1
    uneven = _bunched(np.array([1, 1, 0, 0, 0, 0, 0, 1]).astype(bool), np.array([0, 0, 1, 1, 1, 1, 1, 1]), ONES)
    assert uneven == pytest.approx((2 - 0.75) ** 2 / (2 * 0.375 * 0.625) + (1 - 2.25) ** 2 / (6 * 0.375 * 0.625))


def test_of_a_month_of_one_row_it_is_asked_too():
    yes, place = np.array([1, 0, 1, 0, 0]).astype(bool), np.array([0, 1, 1, 2, 2])
    share = 0.4
    one, two, three = (0.6**2, (1 - 0.8) ** 2, (0 - 0.8) ** 2)
    assert _bunched(yes, place, np.ones(5)) == pytest.approx(max(1, (one / (share * 0.6) + (two + three) / (2 * share * 0.6)) / 2))
    assert _bunched(yes, place, np.array([3, 1, 1, 1, 1])) > 1


def exchanged(inside, outside, months=4, weight=1):
    """Whether ``inside`` and ``outside``, as (of the one word, all), in so many like months each, are each other turned round."""

    def part(many, of, before):
        at = np.arange(of)
        return (at * many // of != (at + 1) * many // of), before + at * months // of

    (yes, place), (no, other) = part(*inside, 10), part(*outside, 0)
    half = len(no) // 2
    other = np.where(np.arange(len(no)) < half, other, other + 20)
    return _exchanged(
        np.r_[no[:half], yes, no[half:]],
        np.r_[np.zeros(half, bool), np.ones(len(yes), bool), np.zeros(len(no) - half, bool)],
        np.r_[other[:half], place, other[half:]],
        np.full(len(yes) + len(no), weight),
    )


@pytest.mark.parametrize("many, turned", [(240, True), (298, True), (299, False), (182, True), (181, False)])
def test_the_share_is_that_of_elsewhere_turned_round_within_three_errors(many, turned):
    """Of 1,200 elsewhere eight in ten; three errors of 1,200 and 1,200 are 4.9 in a hundred: 59 rows."""
    assert 3 * np.sqrt(0.8 * 0.2 * 2 / 1200) * 1200 == pytest.approx(58.8, abs=0.1)
    assert exchanged((many, 1200), (960, 1200)) is turned


@pytest.mark.parametrize("many, turned", [(309, True), (311, False), (291, True), (289, False)])
def test_of_very_many_a_hundredth_is_near_enough(many, turned):
    assert exchanged((many, 1000), (700, 1000), months=1, weight=1000) is turned


def test_where_nobody_elsewhere_is_of_the_rarer_word_it_can_be_told_too():
    assert exchanged((0, 100), (100, 100))
    assert exchanged((1, 200), (200, 200))
    assert exchanged((100, 200), (100, 200)) is False, "as many of each"
