"""The identity of counts: what different measures count alike is known to be the same, from their declarations alone."""

from datetime import date

import pytest

from eianalysis.declare import Among, Ask, Beside, Cut, Days, During, Each, Identity, InPost, Measure, Population, Steps, Words, YearsBefore
from eianalysis.vocabulary import ALL, SMALL_TOGETHER

OFFICERS = Population("service", where=(("worker_type", "officer"),))
IN_POST = Population("service", InPost("start"), (("worker_type", "officer"),))
LEFT = Population("service", During("ended"), (("worker_type", "officer"),))
WORDS = Words("Leaving", "{workers} who left", "{workers} in post", noun="{workers}")
YEAR = {"window": "12m", "period_start": date(2022, 4, 1), "period_end": date(2023, 3, 31)}
THREE = {"window": "36m", "period_start": date(2020, 4, 1), "period_end": date(2023, 3, 31)}


def measure(**more):
    return Measure(**{"id": "m", "words": WORDS, "counts": IN_POST, "did": LEFT, "kind": "rate", **more})


def terms(of, row, groups=(), keys=()):
    return Identity.of(of).terms({"characteristic": "sex", "group": ALL, **YEAR, **row}, groups, keys)


def only(terms):
    ((weight, box),) = terms
    assert weight == 1
    return box


def test_leavers_of_a_year_are_among_those_of_three():
    (year, _), (three, _) = terms(measure(), {}), terms(measure(), THREE)
    assert only(year).inside(only(three)) and not only(three).inside(only(year))


def test_in_post_at_the_start_is_who_stayed_and_who_of_them_left():
    stayed = Measure("stability", WORDS, counts=IN_POST, did=(("ended", Days(date(2023, 4, 1), None)),))
    kept, base = terms(stayed, {})
    assert only(kept).inside(only(base))
    (rest,) = only(base).without(only(kept))
    left = only(terms(measure(), {})[0])
    assert rest.inside(left), "who was in post at the start and did not stay is among those who left"


def test_a_pooled_base_is_each_years_headcount():
    base = terms(measure(), THREE)[1]
    assert [box.value("started").last for _, box in base] == [date(2022, 3, 31), date(2021, 3, 31), date(2020, 3, 31)]


def test_an_average_headcount_is_half_of_both_ends():
    mean = measure(counts=Population("service", InPost("mean"), (("worker_type", "officer"),)))
    start, end = terms(mean, {})[1]
    assert (start[0], end[0]) == (0.5, 0.5)
    assert (only(terms(measure(), {})[1]), 0.5) == (start[1], end[0])


def test_two_groups_hold_five_and_women_are_women_by_any_name():
    minority = only(terms(measure(), {"characteristic": "ethnicity_2", "group": "Ethnic minorities"})[0])
    asian = only(terms(measure(), {"characteristic": "ethnicity_5", "group": "Asian"})[0])
    assert asian.inside(minority)
    women = only(terms(measure(), {"characteristic": "woman", "group": "Women"})[0])
    assert women == only(terms(measure(), {"group": "Female"})[0])
    others = only(terms(measure(), {"characteristic": "woman", "group": "All others"})[0])
    assert others.apart(women) and only(terms(measure(), {"group": "Not recorded"})[0]).inside(others)


def test_two_characteristics_at_once_are_both_facts():
    row = {"characteristic": "ethnicity_2_by_sex", "group": "Ethnic minorities, Female"}
    box = only(terms(measure(), row)[0])
    assert box.inside(only(terms(measure(), {"group": "Female"})[0]))


def test_two_of_its_own_characteristics_at_once_are_both_facts():
    both = measure(
        cuts={"women": Cut("sex", {"Women officers": ("Female",), "All others": ()})},
        pairs={"women_and_planned": {"Women officers, unplanned exit": {"women": "Women officers", "planned_exit": "Unplanned exit"}}},
    )
    box = only(terms(both, {"characteristic": "women_and_planned", "group": "Women officers, unplanned exit"})[0])
    for part in ({"characteristic": "women", "group": "Women officers"}, {"characteristic": "planned_exit", "group": "Unplanned exit"}):
        assert box.inside(only(terms(both, part)[0]))
    assert box.value("women_and_planned") is None


def test_small_groups_together_are_all_that_stand_nowhere_else():
    row = {"characteristic": "unit", "group": SMALL_TOGETHER}
    box = only(terms(measure(), row, groups=("A", "B", SMALL_TOGETHER))[0])
    assert box.value("unit") == Among("A", "B", but=True)


def test_a_cut_of_its_own_says_which_words_its_groups_hold():
    by_exit_type = measure(cuts={"exit_type": Cut("leaver_family", {"Resignation": ("voluntary",), "Another way": ()})})
    resigned = only(terms(by_exit_type, {"characteristic": "exit_type", "group": "Resignation"})[0])
    assert resigned.value("leaver_family") == Among("voluntary")
    assert only(terms(by_exit_type, {"characteristic": "exit_type", "group": "Another way"})[0]).value("leaver_family") == Among("voluntary", but=True)


def test_steps_lie_inside_each_other():
    steps = Measure("steps", WORDS, counts=LEFT, keys={"step": Steps({"Offered": ((), ("offered",)), "Completed": (("offered",), ("completed",))})})
    offered, everybody = terms(steps, {"step": "Offered"}, keys=("step",))
    completed, asked = terms(steps, {"step": "Completed"}, keys=("step",))
    assert only(offered) == only(asked)
    assert only(completed).inside(only(offered)) and only(offered).inside(only(everybody))


def test_questions_are_no_parts_of_a_whole_and_populations_beside_are_none():
    asked = Measure("asked", WORDS, counts=LEFT, keys={"question": Each(), "benchmark": Beside()})
    one = terms(asked, {"question": "Q1", "benchmark": "London"}, keys=("question", "benchmark"))
    two = terms(asked, {"question": "Q2", "benchmark": "England"}, keys=("question", "benchmark"))
    assert not only(one[1]).apart(only(two[1])) and not only(one[1]).inside(only(two[1]))
    assert only(one[0]).inside(only(one[1]))
    same = terms(asked, {"question": "Q1", "benchmark": "England"}, keys=("question", "benchmark"))
    assert same == one


def test_questions_asked_of_everybody_have_everybody_as_their_base():
    asked = Measure("asked", WORDS, counts=LEFT, keys={"scheme": Each(everybody=True)})
    (one, base), (two, other) = (terms(asked, {"scheme": name}, keys=("scheme",)) for name in ("A", "B"))
    assert base == other == terms(measure(), {})[0] and only(one) != only(two) and only(one).inside(only(base))


def test_who_is_on_the_list_of_joiners_or_leavers_has_started_or_ended():
    listed = Measure("listed", WORDS, counts=Population("joiners", During("start_date"), (("worker_type", "officer"),)), did="buddy")
    started = Measure("started", WORDS, counts=Population("service", During("started"), (("worker_type", "officer"),)))
    assert terms(listed, {})[1] == terms(started, {})[1]
    gone = Measure("gone", WORDS, counts=Population("leavers", During("leave_date"), (("worker_type", "officer"),)))
    assert terms(gone, {})[1] == terms(measure(), {})[0]


def test_who_gave_no_answer_is_not_in_the_base():
    listed = Measure("listed", WORDS, counts=Population("joiners", During("start_date")), did="buddy")
    row = {"characteristic": "sex", "group": ALL, **YEAR}
    some, every = (Identity.of(listed, blanks=blanks).terms(row, (), ())[1] for blanks in (True, False))
    assert only(some).inside(only(every)) and some != every


@pytest.mark.parametrize(
    "of, first, last",
    [
        (YEAR, date(2021, 4, 1), date(2022, 3, 31)),
        ({**YEAR, "period_end": date(2021, 2, 28)}, date(2021, 4, 1), date(2020, 2, 29)),
        ({**YEAR, "period_start": date(2024, 2, 29), "period_end": date(2024, 6, 30)}, date(2023, 3, 1), date(2023, 6, 30)),
    ],
)
def test_a_first_anniversary_in_the_period_is_a_start_a_year_before(of, first, last):
    """Whoever came on 29 February has it on the 28th, where the year has no other."""
    cohort = Measure("cohort", WORDS, counts=Population("service", where=(("started", YearsBefore(1)),)))
    assert only(terms(cohort, of)[1]).value("started") == Days(first, last)


def test_a_total_of_those_who_declared_says_so():
    declared = measure(total="declared")
    assert only(terms(declared, {})[0]).value("sex").but


def test_a_filter_narrows_every_count():
    told = Identity.of(measure(), filters=(("unit", "TFG"),)).terms({"characteristic": "sex", "group": ALL, **YEAR}, (), ())
    assert all(box.value("unit") == Among("TFG") for side in told for _, box in side)


def test_a_measure_without_a_population_does_not_load():
    with pytest.raises(ValueError, match="measure x does not say what it counts"):
        Measure("x", WORDS, counts=None)
    with pytest.raises(ValueError, match="did= must be the Population of its events"):
        Measure("x", WORDS, counts=IN_POST, kind="rate")


def test_standing_questions_have_names():
    asks = {"staff": Ask("10-surveys"), "street": Ask("10-surveys")}
    assert list(measure(asks=asks).names) == ["m/staff", "m/street"]
    assert measure(asks=Ask("06-retention")).page == "06-retention"


def test_words_follow_the_people_counted():
    assert WORDS.of("officer").noun == "officers"
    assert WORDS.of(["officer", "staff"]).noun == "officers and police staff"
    assert WORDS.of(None).numerator == "people who left"
    assert Words("x", "", "", base_unit_pooled="{worker_years}").of("staff").base_unit_pooled == "staff-years"
