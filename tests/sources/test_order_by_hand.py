"""When a column is in an order of its own: at the edges of each rule, on rows counted by hand."""

import numpy as np
import pandas as pd
import pytest

from eianalysis.schema import TABLES
from eianalysis.sources.order import _cells, _filled, _goes_on, _orders, _ranks, _sorted_alone, _usual, order_faults

APPLICATIONS = TABLES["applications"]
WORD, NUMBER = APPLICATIONS["sex"], APPLICATIONS["age"]


def days(many, begin="2022-01-01"):
    return pd.Series(pd.Timestamp(begin) + pd.to_timedelta(range(many), unit="D"))


@pytest.mark.parametrize("steps, on", [([1, 1, 2], True), ([2, 1, 1], True), ([1, 2, 1], False), ([2, 1, 2], False), ([1], True), ([3, 3], True)])
def test_an_order_goes_on_where_no_step_goes_back(steps, on):
    assert _goes_on(np.array(steps)) is on


def test_days_and_references_have_an_order_where_enough_of_them_are_different():
    day, reference = APPLICATIONS["applied_on"], APPLICATIONS["application_ref"]
    assert (np.diff(_ranks(days(15), day)) > 0).all() and _orders(_ranks(days(15), day))
    assert not _orders(_ranks(days(14), day))
    assert _orders(_ranks(pd.concat([days(15), days(46)[:45]], ignore_index=True), day))
    assert _orders(_ranks(pd.concat([days(20)] * 50, ignore_index=True), day)), "a fiftieth"
    assert not _orders(_ranks(pd.concat([days(20)] * 51, ignore_index=True), day))
    assert not _orders(_ranks(days(30).mask(days(30).index == 3), day)), "one is missing"
    references = pd.Series([f"A{number}" for number in range(1, 31)])
    assert _ranks(references, reference).tolist() == [*range(30)], "A9 comes before A10"
    assert not _orders(_ranks(references.mask(references.index == 3, ""), reference))
    autumn = pd.Series(pd.date_range("2022-10-30", periods=30, freq="30min", tz="Europe/London"))
    assert (np.diff(_ranks(autumn, day)) > 0).all(), "two hours of one clock are one after another"


IN_ORDER, MIXED = np.arange(200), np.resize([1, 0], 200)


def alone(values, column=WORD, **orders):
    return _sorted_alone(_cells(pd.Series(values), column), {name: order[: len(values)] for name, order in orders.items()})


def test_words_each_in_one_run_in_the_order_of_the_alphabet_were_sorted():
    words = ["A"] * 13 + ["B"] * 13 + ["C"] * 13
    assert alone(words, applied_on=IN_ORDER) == alone(words[::-1], applied_on=IN_ORDER) == "applied_on"
    assert alone(words, closed_on=MIXED, applied_on=IN_ORDER[::-1]) == "applied_on", "by whichever goes on"
    assert alone(words, applied_on=MIXED) == alone(words) == ""
    assert alone(words, sex=IN_ORDER) == "", "not by itself"
    assert alone(["a"] * 13 + ["B"] * 13 + ["c"] * 13, applied_on=IN_ORDER) == "applied_on", "small letters or large"


@pytest.mark.parametrize(
    "words",
    [
        ["A"] * 13 + ["B"] * 13 + ["C"] * 12,  # three words of more than twelve rows
        ["A"] * 13 + ["B"] * 26,
        ["B"] * 13 + ["A"] * 13 + ["C"] * 13,
        ["A"] * 13 + ["B"] * 13 + ["C"] * 13 + ["A"],
        ["A"] * 13 + ["B"] * 13 + ["C"] * 13 + ["B"] * 13 + ["D"] * 13,
    ],
)
def test_what_is_not_so_was_not_sorted(words):
    assert alone(words, applied_on=IN_ORDER) == ""


def test_where_nothing_was_recorded_a_sort_puts_the_row_last():
    words = ["A"] * 13 + ["B"] * 13 + ["C"] * 13
    for blank in ("", "Not recorded", "U", None):
        assert alone([*words, *[blank] * 5], applied_on=IN_ORDER) == "applied_on"
        assert alone([*[blank] * 5, *words, *[blank] * 5], applied_on=IN_ORDER) == "applied_on"


def test_numbers_that_only_rise_or_fall_were_sorted_where_twelve_are_different():
    assert alone(range(12), NUMBER, applied_on=IN_ORDER) == alone(range(12, 0, -1), NUMBER, applied_on=IN_ORDER) == "applied_on"
    assert alone([*range(11), 10], NUMBER, applied_on=IN_ORDER) == ""
    assert alone([*range(12), 3], NUMBER, applied_on=IN_ORDER) == ""
    assert alone([*range(12), None], NUMBER, applied_on=IN_ORDER) == ""


# --- filled down ----------------------------------------------------------------------------------------------------------


def column(*runs):
    """Words of rows: ``(25, "A")`` is so many rows of A; a number alone is so many of other words in turn."""
    made = []
    for run in runs:
        made += [run[1]] * run[0] if isinstance(run, tuple) else [f"w{len(made) + at}" for at in range(run)]
    return pd.Series(made)


def filled(values, order=None, **orders):
    found = _filled(_cells(values, WORD), {"applied_on": np.arange(len(values)) if order is None else np.array(order), **orders})
    return found and (found[0][0], len(found[0]), found[1])


@pytest.mark.parametrize(
    "values, found",
    [
        (column(60, (25, "A"), 60), (60, 25, "applied_on")),
        (column(60, (24, "A"), 60), None),
        (column((25, "A"), 60), (0, 25, "applied_on")),
        (column(60, (25, "A")), (60, 25, "applied_on")),
        (column((90, "A")), None),
        (column(60, (40, ""), 60, (25, "A"), 60), (160, 25, "applied_on")),  # what was not asked for a time is no cell filled down
        (column(60, (40, "Not recorded"), 60), None),
        (column(60, (30, "U"), 60), None),
        (column(60, (30, "nan"), 60), None),
        (column(60, (25, "A"), 60, (30, "B"), 60), (145, 30, "applied_on")),  # the longest
        (column(43, (25, "A")), (43, 25, "applied_on")),  # 25 of 68: (25/68)**25 times 68 is less than chance
        (column(42, (25, "A")), None),
    ],
)
def test_a_run_far_longer_than_chance_gives_is_found(values, found):
    assert filled(values) == found


def test_rows_of_one_day_are_one_draw():
    values, place = column(100, (25, "A"), 75), np.arange(200)
    assert filled(values, np.where((place >= 115) & (place < 125), 114, place)) == (100, 25, "applied_on"), "fifteen days"
    assert filled(values, np.where((place >= 114) & (place < 125), 113, place)) is None


def test_the_order_goes_on_around_the_run():
    values, place = column(60, (25, "A"), 60), np.arange(145)
    for at, found in [(45, None), (44, (60, 25, "applied_on")), (99, None), (100, (60, 25, "applied_on")), (70, None)]:
        assert filled(values, np.where(place == at, 500 if at < 60 else -1, place)) == found, at
    assert filled(values, place[::-1]) == (60, 25, "applied_on")
    early = np.where(np.arange(95) == 0, 500, np.arange(95))
    assert filled(column(10, (25, "A"), 60), early) is None, "the very first row is around it too"
    broken = np.where(place == 70, -1, place)
    assert filled(values, broken, closed_on=place) == (60, 25, "closed_on"), "by another column"


def test_how_usual_a_word_is_around():
    codes = np.array([0, 1, 0, 1, 2, 2, 1, 1, 0, 1])
    assert _usual(codes, 4, 2) == pytest.approx(0.2), "2 of 10 in all, and none outside"
    assert _usual(codes, 6, 2) == pytest.approx(0.5), "5 of 10, and of any two outside one at the most"
    assert _usual(np.array([1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1]), 8, 3) == pytest.approx(2 / 3), "two of the first three"
    assert _usual(np.array([1, 1, 1]), 0, 3) == 1
    assert _usual(np.array([0, 1, 1, 1]), 1, 3) == pytest.approx(0.75), "only one lies outside"


# --- tables ---------------------------------------------------------------------------------------------------------------


def applications(many=120, **columns):
    frame = pd.DataFrame({"application_ref": [f"A{number}" for number in range(many)], "applied_on": days(many), **columns})
    return frame.set_axis(frame.index + 2)


def said(frame, name="applications"):
    return [(fault.column, fault.row, str(fault)) for fault in order_faults(frame, TABLES[name])]


RACES = [*"ABCD" * 30]
SORTED = sorted(RACES)
RUN = [*RACES[:40], *"E" * 30, *RACES[70:]]


def test_a_column_sorted_by_itself_is_told_with_the_order_of_the_rows():
    (fault,) = said(applications(religion=SORTED))
    assert fault[:2] == ("religion", None) and "from the first row to the last, while the rows are in the order of application_ref" in fault[2]
    assert "was the column sorted or filled down by itself? Export it again" in fault[2]
    (fault,) = said(applications(sift=SORTED))
    assert fault[0] == "sift", "what a force decides too"
    assert said(applications(religion=RACES)) == said(applications(campaign_id=SORTED)) == said(applications(age_band=SORTED)) == []
    (fault,) = said(applications(age=range(120)))
    assert fault[0] == "age"


def test_a_column_filled_down_is_told_with_its_rows():
    (fault,) = said(applications(religion=RUN))
    assert fault[:2] == ("religion", 42) and "it says one thing in 30 rows one after another" in fault[2] and "in the order of application_ref" in fault[2]
    assert said(applications(sift=RUN)) == [], "what a force decides may change on a day"


def test_a_few_rows_and_those_in_no_order_are_not_judged():
    assert said(applications(60, religion=sorted(RACES[:60])))
    assert said(applications(59, religion=sorted(RACES[:59]))) == []
    mixed = applications(religion=SORTED).sample(120, random_state=1).assign(religion=SORTED)
    assert said(mixed) == []
    assert said(applications(religion=SORTED).drop(columns=["application_ref", "applied_on"])) == []


def test_each_snapshot_begins_anew_and_a_fault_of_two_is_told_once():
    def snapshot(day, religion, many=120):
        people = pd.DataFrame({"person_ref": [f"P{number}" for number in range(many)], "religion": religion, "as_at": pd.Timestamp(day)})
        return people.assign(service_start=days(many))

    both = pd.concat([snapshot("2022-03-31", SORTED), snapshot("2023-03-31", SORTED)], ignore_index=True)
    assert [column for column, *_ in said(both, "workforce_snapshot")] == ["religion"]
    one = pd.concat([snapshot("2022-03-31", RACES), snapshot("2023-03-31", SORTED)], ignore_index=True)
    assert [column for column, *_ in said(one, "workforce_snapshot")] == ["religion"]
    small = pd.concat([snapshot("2022-03-31", RACES), snapshot("2023-03-31", SORTED[::3], 40)], ignore_index=True)
    assert said(small, "workforce_snapshot") == []
    assert [column for column, *_ in said(snapshot("2022-03-31", SORTED).drop(columns="as_at"), "workforce_snapshot")] == ["religion"]


def test_what_a_process_says_of_all_its_rows_is_no_column_of_a_row():
    frame = pd.DataFrame({"person_ref": [f"P{number}" for number in range(120)], "to_rank": SORTED, "opened": pd.Timestamp("2022-05-01"), "sex": RACES})
    assert said(frame, "promotions") == []
    assert [column for column, *_ in said(frame.assign(sex=SORTED), "promotions")] == ["sex"]


def test_each_snapshot_of_a_file_is_judged_as_if_it_were_alone():
    people, dates = TABLES["workforce_snapshot"], pd.to_datetime(["2022-03-31", "2022-04-30", "2022-05-31"])
    rows = {"person_ref": [f"P{number}" for number in range(120)], "service_start": days(120), "religion": RACES, "sex": [*"FM" * 60]}
    each = [pd.DataFrame(rows).assign(as_at=day) for day in dates]
    each[1]["religion"] = SORTED
    each[2]["religion"] = RUN
    whole = pd.concat(each, ignore_index=True)
    whole = whole.set_axis(whole.index + 2)
    alone = [str(fault) for day in dates for fault in order_faults(whole[whole["as_at"] == day], people)]
    assert len(alone) == 2 and [str(fault) for fault in order_faults(whole, people)] == alone[:1], "one line a column and cure"
    mixed = whole.sample(frac=1, random_state=1).sort_values("person_ref", key=lambda refs: refs.str[1:].astype(int), kind="stable")
    assert [str(fault) for fault in order_faults(mixed, people)] == alone[:1], "however the snapshots stand among each other"
