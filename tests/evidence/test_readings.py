"""Which row of a released table is read for an item, and what is read where there is none."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.evidence import status_rules
from eianalysis.measures.compare import compare, with_rates
from eianalysis.results import Definition, Result, Shown
from eianalysis.stats.comparison import ratio_interval
from eianalysis.stats.poisson import rate_interval
from eianalysis.stats.proportions import wilson_interval

from .test_rules import BOARD, GOOD, HARM, JOINED, binding, shown, status


def read(seen, table=None, window="", **asked):
    return status_rules.read(seen, seen.table if table is None else table, binding(**asked), window)


def two_periods():
    frame = pd.DataFrame(
        {
            "group": ["12 months to March 2023", "12 months to March 2022"],
            "numerator": [600, 400],
            "denominator": [1000, 1000],
            "measure": "m",
            "kind": "proportion",
            "window": "two periods",
            "period_start": pd.NaT,
            "period_end": pd.NaT,
            "characteristic": "period",
        }
    )
    result = compare(with_rates(Result("m", "counts", GOOD, frame)), reference="12 months to March 2022")
    return Shown(release(result, BOARD).table, {}, GOOD, "proportion", (), None, frozenset({"real"}), False)


def test_nobody_in_the_base_is_too_few_and_a_row_not_available_is_no_data():
    table = shown(JOINED).table
    for word, said in (("not_applicable", "too few to say"), ("not_available", "no data")):
        asked = binding(target=0.4)
        seen = shown(JOINED)
        reading = status_rules.read(seen, table.assign(status=word), asked)
        assert not reading.seen and np.isnan(reading.value) and status_rules.status(asked, reading, seen, "") == said


def test_the_rate_of_the_reference_is_that_of_its_row():
    assert read(shown(JOINED, reference="White")).reference == 0.6
    assert np.isnan(read(shown(JOINED), reference="").reference) and np.isnan(read(shown(JOINED), reference="Nobody").reference)


def test_a_window_is_the_one_asked_for_and_else_the_one_that_ends_last_then_the_shortest():
    seen = shown(JOINED)
    long = shown({"Ethnic minorities": (120, 300), "White": (60, 100)}, window="36m").table.assign(rate=0.4, numerator=120)
    old = seen.table.assign(window="12m to 2022", period_end=pd.Timestamp("2022-03-31"), period_start=pd.Timestamp("2021-04-01"), numerator=70)
    table = pd.concat([old, long, seen.table], ignore_index=True)
    assert [read(seen, table, window).cases for window in ("12m", "36m", "12m to 2022", "")] == [40, 120, 70, 40]
    assert not read(seen, table, "24m").there, "a window it does not have, where it has several"
    assert read(seen, None, "36m").cases == 40, "the only one there is"


def test_a_table_that_was_released_by_something_else_has_no_such_row():
    seen = shown(JOINED)
    assert not read(seen, characteristic="sex").there and not read(seen, part="stage=Proven").there
    assert read(seen, characteristic="").cases == 40, "named by none: the first that the table has"
    both = pd.concat([seen.table.assign(stage=word, numerator=many) for word, many in (("Heard", 40), ("Proven", 39))])
    assert read(seen, both, part="stage=Proven").cases == 39
    assert read(seen, pd.concat([both.assign(unit=name) for name in "NS"]), part="stage=Proven;unit=S").cases == 39
    two = pd.concat([seen.table.assign(characteristic="sex", numerator=30), seen.table])
    assert read(seen, two, characteristic="").cases == 30 and read(seen, two).cases == 40
    assert read(seen, seen.table.drop(columns="characteristic")).cases == 40


def test_all_together_is_the_row_that_no_group_is_named_for():
    table = pd.concat([shown({"All": (100, 200)}).table, shown(JOINED).table])
    assert read(shown(JOINED), table, group="").cases == 100


def test_a_quarter_is_named_only_where_there_are_several():
    table = shown({"All": (99, 187)}).table.assign(quarter="April to June 2022")
    assert read(shown(JOINED), table, group="All").part == ""


def test_the_latest_of_periods_that_are_compared_with_none_is_the_last_row():
    seen = two_periods()
    alone = seen.table.assign(reference=None)
    for table in (alone, alone.drop(columns="reference")):
        now, before = (read(seen, table, characteristic="period", group=group, reference="") for group in (status_rules.LATEST, status_rules.BEFORE))
        assert now.value == 0.4 and not before.there
    assert not read(seen, alone.iloc[:0], characteristic="period", group=status_rules.LATEST, reference="").there


FIVE = {"Asian": (20, 200), "Black": (12, 100), "Mixed": (8, 50), "Other": (6, 50), "White": (64, 800)}


def five(kind="proportion", groups=FIVE, **more):
    return shown(groups, characteristic="ethnicity_5", kind=kind, reference="White", **more)


@pytest.mark.parametrize("kind, limits", [("proportion", wilson_interval), ("rate", rate_interval)])
def test_groups_added_up_have_their_own_rate_count_and_range(kind, limits):
    reading = read(five(kind))
    assert (reading.seen, reading.value, reading.cases, reading.base, reading.reference) == (True, 46 / 400, 46, 400, 0.08)
    assert (reading.low, reading.high) == pytest.approx(tuple(float(each) for each in limits(46, 400)))
    count = read(five(kind), figure="count")
    assert (count.seen, count.value, count.verdict) == (True, 46, None) and reading.verdict is None


def test_groups_added_up_have_a_one_sided_range_at_twice_the_risk():
    reading = read(five(), figure="ratio")
    low, high = ratio_interval("proportion", [46], [400], [64], [800], confidence=0.9)
    assert reading.one_sided == pytest.approx((float(low[0]), float(high[0]))) and reading.there and reading.seen
    whole = shown({"Ethnic minorities": (46, 400), "White": (64, 800)}, reference="White")
    assert read(whole, figure="ratio").one_sided == pytest.approx(reading.one_sided)


def test_only_ethnic_minorities_are_groups_added_up():
    seen = five()
    for asked in ({"group": "White"}, {"group": "Women"}, {"characteristic": "sex"}, {"figure": "gap"}):
        assert not read(seen, **{"figure": "ratio", **asked}).there, asked
    assert not read(replace(seen, rounded=True)).there, "rounded counts add up to no count"
    assert not read(shown({"All": (40, 400)}, characteristic="ethnicity_5"), figure="rate").there
    more = five(groups={**FIVE, "Not stated": (20, 90)})
    assert read(more).cases == 46, "who did not say is no group"


def test_a_group_that_is_hidden_hides_the_sum_and_says_that_there_is_one():
    reading = read(five(groups={**FIVE, "Other": (2, 50)}))
    assert not reading.seen and reading.there and np.isnan(reading.value)


def test_without_the_reference_groups_added_up_have_no_ratio_and_keep_their_rate():
    seen = five()
    table = seen.table[seen.table["group"] != "White"]
    reading = read(seen, table, figure="ratio")
    assert not reading.seen and reading.there
    assert read(seen, table).value == 46 / 400 and np.isnan(read(seen, table).reference)


def test_groups_of_nobody_have_no_rate():
    seen = five()
    empty = seen.table.assign(
        numerator=seen.table["numerator"].where(seen.table["group"] == "White", 0),
        denominator=seen.table["denominator"].where(seen.table["group"] == "White", 0),
    )
    assert not read(seen, empty).seen and read(seen, empty).there


def test_where_the_reference_had_none_no_ratio_is_seen():
    seen = five()
    none = seen.table.assign(numerator=seen.table["numerator"].where(seen.table["group"] != "White", 0))
    reading = read(seen, none, figure="ratio")
    assert not reading.seen and np.isnan(reading.value)


def test_rounded_counts_are_held_to_the_range_that_is_shown():
    seen = shown({"Ethnic minorities": (22, 90), "White": (155, 800)}, reference="White")
    exact, rounded = read(seen, figure="ratio"), read(replace(seen, rounded=True), figure="ratio")
    assert rounded.one_sided == (rounded.low, rounded.high) != exact.one_sided
    assert np.isnan(read(seen, figure="rate").one_sided).all()
    hidden = seen.table.assign(denominator=seen.table["denominator"].astype("float").where(seen.table["group"] != "White"))
    assert read(seen, hidden, figure="ratio").one_sided == (exact.low, exact.high)


def held(low, high, value=1.0, verdict="no material difference", outcome="harm", **asked):
    reading = status_rules.Reading(True, value, one_sided=(low, high), verdict=verdict)
    seen = replace(shown(JOINED), definition=Definition("m", "n", "d", outcome=outcome))
    return status_rules.status(binding(figure="ratio", **{"direction": "parity", **asked}), reading, seen, "a change")


def test_a_ratio_is_held_against_its_number_up_to_the_number_itself():
    for low, high, way, said in (
        (0.8, 2, "at_least", status_rules.ALIKE),
        (0.79, 2, "at_least", "too few to say"),
        (0.1, 0.8, "at_least", "too few to say"),
        (0.1, 0.79, "at_least", "not met"),
        (0.1, 0.8, "at_most", status_rules.ALIKE),
        (0.1, 0.81, "at_most", "too few to say"),
        (0.8, 2, "at_most", "too few to say"),
        (0.81, 2, "at_most", "not met"),
    ):
        assert held(low, high, direction=way, target=0.8) == said, (low, high, way)
    for low, high, value in ((np.nan, 2, 1), (0.9, np.nan, 1), (0.9, 2, np.nan)):
        assert held(low, high, value, direction="at_least", target=0.8) == "too few to say"


def test_parity_is_ruled_by_the_band_up_to_its_edges_and_by_the_side_that_harms():
    assert held(0, 1.25) == status_rules.ALIKE and held(0, 1.26) == "too few to say"
    assert held(0.8, 9, outcome="good") == status_rules.ALIKE and held(0.79, 9, outcome="good") == "too few to say"
    assert held(0.8, 1.25, outcome="neutral") == status_rules.ALIKE
    assert held(0.79, 1.25, outcome="neutral") == held(0.8, 1.26, outcome="neutral") == "too few to say"
    clear = {"verdict": "clear difference"}
    assert held(1.3, 3, 2, **clear) == "not met" and held(0.2, 1.3, 0.9, outcome="harm", **clear) == "too few to say"
    assert held(0.2, 0.6, 0.4, outcome="good", **clear) == "not met" and held(0.7, 1.6, 1.4, outcome="good", **clear) == "too few to say"
    assert held(1.3, 3, 2, outcome="neutral", **clear) == held(0.2, 0.6, 0.4, outcome="neutral", **clear) == "not met"
    assert held(0.9, 1.6, 1.0, outcome="harm", **clear) == held(0.7, 1.6, 1.0, outcome="good", **clear) == "too few to say", "of equal rates neither is worse"
    assert held(0, 1.0, verdict=None) == "too few to say"


def test_a_change_is_the_status_of_who_asks_for_one():
    assert held(0, 9, direction="narrow") == "a change"
    assert status(shown(JOINED), "moving away", direction="up") == "moving away"


def test_what_does_not_contradict_is_said_in_no_words():
    assert status_rules.contradiction("complete", "green", "met") == ""
    assert status_rules.contradiction("complete", "green", "not met") == "reported complete, the data say otherwise"
    assert status_rules.contradiction("in_progress", "green", "not met") == "reported green, the data say otherwise"
    assert status_rules.contradiction("in_progress", "red", "met") == "reported red, the target is met"


def test_a_figure_of_a_measure_of_harm_is_no_target_by_itself():
    assert status(shown(JOINED, definition=HARM), direction="at_least", target="") == "measured, no target set"


def test_of_two_windows_the_shorter_is_read_and_what_is_not_read_is_not_seen():
    seen = shown(JOINED)
    long = shown({"Ethnic minorities": (120, 300), "White": (60, 100)}, window="36m").table
    assert read(seen, pd.concat([long, seen.table], ignore_index=True)).cases == 40
    one = pd.concat([long.iloc[:1], seen.table.iloc[:1]], ignore_index=True)
    assert read(seen, one).cases == 40 and read(seen, one.iloc[::-1]).cases == 40
    for asked in ({"group": "White"}, {"group": "Women"}, {"characteristic": "sex"}, {"figure": "gap"}):
        assert not read(five(), **{"figure": "ratio", **asked}).seen, asked
    first = pd.concat([seen.table.iloc[:1].assign(characteristic="sex", numerator=30), seen.table])
    assert read(seen, first, characteristic="").cases == 30
