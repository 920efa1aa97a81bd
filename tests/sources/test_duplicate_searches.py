"""When a month counts as listed several times, and which rows stand in two months: at the edges of each rule."""

import pandas as pd
import pytest

from eianalysis.sources.duplicate_searches import counted_once, without_strays


def listed(*times):
    """One month in which search 0 stands so often, search 1 so often, and so on."""
    return pd.DataFrame({"at": [n for n, many in enumerate(times) for _ in range(many)], "sex": "Male"})


def told(*times):
    kept, aside, odd, faults = counted_once(listed(*times))
    return len(kept), [many for _, many in aside], [many for _, many in odd], len(faults), " ".join(words for words, _ in aside)


def test_a_month_without_likes_is_as_it_is():
    frame = listed(*[1] * 40)
    kept, *rest = counted_once(frame)
    assert kept is frame and rest == [[], [], []]


@pytest.mark.parametrize("times, words", [(2, "stands twice"), (3, "stands 3 times"), (6, "stands 6 times"), (5, "stands 5 times")])
def test_each_listing_is_counted_once(times, words):
    kept, aside, odd, faults, said = told(*[times] * 20)
    assert (kept, aside, odd, faults) == (20, [20 * (times - 1)], [], 0) and said.startswith(f"every search {words} in this month's file")


def test_seven_listings_are_none_that_a_publisher_makes():
    assert told(*[7] * 20)[:3] == (140, [], [120])


def test_two_that_were_alike_stay_two_in_a_month_listed_twice():
    kept, aside, odd, _, said = told(4, 4, *[2] * 18)
    assert (kept, aside, odd) == (22, [22], [2]) and said.startswith("every search stands 2 times")


@pytest.mark.parametrize(("twice", "once", "aside"), [(18, 2, [18]), (17, 3, []), (9, 1, [9])])
def test_nine_in_ten_must_stand_twice(twice, once, aside):
    kept, found, _, _, said = told(*[2] * twice, *[1] * once)
    assert found == aside and kept == twice + once if aside else kept == 2 * twice + once
    assert not aside or said.startswith("nearly every search stands 2 times")


def test_a_search_left_over_of_an_odd_number_is_kept():
    assert told(*[2] * 19, 3)[0] == 21, "three of a month listed twice were two"


@pytest.mark.parametrize(("twice", "once", "refused"), [(12, 18, True), (11, 19, False), (12, 17, False), (20, 30, True), (19, 31, False)])
def test_two_in_five_of_thirty_are_half_a_month_listed_twice(twice, once, refused):
    kept, aside, odd, faults, _ = told(*[2] * twice, *[1] * once)
    assert bool(faults) is refused and not aside and odd == ([] if refused else [twice]) and kept == 2 * twice + once


def test_blank_fields_are_alike_too():
    frame = pd.concat([listed(*[1] * 20).assign(sex=None)] * 2, ignore_index=True)
    assert len(counted_once(frame)[0]) == 20


# --- rows of two months -------------------------------------------------------------------------------------------------


def months(*each):
    """Month files: (force, month of the file, moments)."""
    return [pd.DataFrame({"force": force, "file_month": month, "at": moments, "sex": "Male"}) for force, month, moments in each]


def strays(*each):
    frames = months(*each)
    taken = without_strays(frames, ["at", "sex"], "at")
    return taken, [frame["at"].tolist() for frame in frames]


def test_a_row_of_another_month_is_taken_out_where_that_months_file_has_it():
    january, february = ["2023-01-03", "2023-01-04"], ["2023-02-05", "2023-01-04", "2023-01-09"]
    assert strays(("kent", "2023-01", january), ("kent", "2023-02", february)) == ([0, 1], [january, ["2023-02-05", "2023-01-09"]])
    assert strays(("kent", "2023-02", february), ("kent", "2023-01", january))[0] == [1, 0]


def test_two_alike_are_both_taken_out_and_one_that_differs_in_anything_is_kept():
    assert strays(("kent", "2023-01", ["2023-01-04"] * 2), ("kent", "2023-02", ["2023-01-04"] * 3)) == ([0, 3], [["2023-01-04"] * 2, []])
    frames = months(("kent", "2023-01", ["2023-01-04"]), ("kent", "2023-02", ["2023-01-04"]))
    frames[1]["sex"] = "Female"
    assert without_strays(frames, ["at", "sex"], "at") == [0, 0]


def test_rows_of_another_force_of_a_month_without_a_file_or_of_a_file_of_no_month_are_kept():
    assert strays(("kent", "2023-01", ["2023-01-04"]), ("essex", "2023-02", ["2023-01-04"]))[0] == [0, 0]
    assert strays(("kent", "2023-03", ["2023-03-04"]), ("kent", "2023-02", ["2023-01-04"]))[0] == [0, 0]
    assert strays(("kent", "2023-01", ["2023-01-04"]), ("kent", "", ["2023-01-04"]))[0] == [0, 0]
    assert strays(("kent", "2023-01", []), ("kent", "2023-02", ["2023-01-04"]))[0] == [0, 0]


def test_rows_of_two_other_months_are_taken_out_of_one_file():
    assert strays(
        ("kent", "2023-01", ["2023-01-04"]), ("kent", "2023-02", ["2023-02-04"]), ("kent", "2023-03", ["2023-01-04", "2023-02-04", "2023-03-04"])
    ) == ([0, 0, 2], [["2023-01-04"], ["2023-02-04"], ["2023-03-04"]])
