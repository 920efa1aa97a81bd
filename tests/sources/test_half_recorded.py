"""When a field counts as half recorded: at the edges of each rule, on searches counted by hand."""

import pandas as pd
import pytest

from eianalysis.schema import TABLES
from eianalysis.sources import Source
from eianalysis.sources.half_recorded import without_half_recorded

SEARCHES = next(table for name, table in TABLES.items() if name == "stop_search")
COLUMNS = ("positive", "linked", "find", "clothing_removed", "part_of_operation")


def rows(file="a.csv", force="kent", **many):
    """Searches as (outcome, link): how many of each; "yn" came to something and had no link, "-" is blank."""
    word = {"y": True, "n": False, "-": pd.NA}
    return [
        {
            "source_file": file,
            "force": force,
            "positive": word[name[0]],
            "linked": word[name[1]],
            "find": False,
            "clothing_removed": word[name[2]] if name[2:] else False,
            "part_of_operation": pd.NA,
        }
        for name, count in many.items()
        for _ in range(count)
    ]


def looked(*each):
    """The searches afterwards, why a column is blank by now, and what is told of each file."""
    found = [row for some in each for row in some]
    frame = pd.DataFrame(found).astype(dict.fromkeys(COLUMNS, "boolean"))
    files = dict.fromkeys((row["source_file"], row["force"]) for row in found)
    sources = [Source("stop_search", file, "", 0, "real", part=force) for file, force in files]
    why = without_half_recorded(frame, sources, SEARCHES)
    return frame, why, [" | ".join(f"{words} ({many})" for words, many in source.flags) for source in sources]


def known(frame, column="linked"):
    return int(frame[column].notna().sum())


BLANK = "n" + "-"


def test_a_link_known_only_where_something_came_of_it_is_taken_out_with_its_count():
    frame, why, (said,) = looked(rows(yy=30, yn=20, **{BLANK: 350}))
    assert known(frame) == known(frame, "find") == 0 and known(frame, "positive") == 400
    assert "nearly only where something came of the search: half recorded, not used (known in 50 rows of 400)" in why["linked"] == why["find"]
    assert "half recorded, not used (50)" in said


def test_a_link_known_only_where_nothing_came_of_it_is_taken_out_too():
    frame, why, _ = looked(rows(nn=350, **{"y-": 50}))
    assert known(frame) == 0 and "where nothing came of it" in why["linked"]


@pytest.mark.parametrize(("nothing_known", "out"), [(99, True), (100, False)])
def test_half_as_often_is_not_less_than_half_as_often(nothing_known, out):
    """Known in 100 of 100 of which something came, in 99 or 100 of 200 of the others."""
    frame, why, _ = looked(rows(yy=50, yn=50, nn=nothing_known, **{BLANK: 200 - nothing_known}))
    assert (known(frame) == 0) is out and ("linked" in why) is out


def test_what_chance_could_give_is_no_half():
    frame, why, (said,) = looked(rows(yy=2, yn=1, nn=2, **{BLANK: 8}))
    assert known(frame) == 5 and not why and not said


def test_where_all_or_none_came_to_something_nothing_is_compared():
    frame, why, _ = looked(rows(yy=20, **{"y-": 9}, **{"--": 3}))
    assert not [reason for reason in why.values() if "nearly only" in reason]
    frame, why, _ = looked(rows(nn=40, ny=40))
    assert known(frame) == 80 and not why


def test_another_month_of_the_force_that_is_full_stays_and_one_that_proves_nothing_goes_with_the_first():
    half = rows("a.csv", yy=30, yn=20, **{BLANK: 350})
    full = rows("b.csv", yy=20, yn=30, nn=100, ny=50)
    few = rows("c.csv", yy=1, **{"y-": 2, BLANK: 17})
    frame, why, said = looked(half, full, few)
    assert known(frame[frame["source_file"] == "b.csv"]) == 200 and known(frame) == 200 and not why
    assert "half recorded" in said[0] and "half recorded" not in said[1] and "half recorded, not used (1)" in said[2]
    other = rows("d.csv", "essex", yn=1, **{"y-": 2, BLANK: 17})
    frame, _, _ = looked(half, other)
    assert known(frame) == 1, "what one force does says nothing of another"


@pytest.mark.parametrize(("of_nothing", "stays"), [(10, True), (9, False)])
def test_a_small_month_is_fair_where_its_links_are_known_half_as_often_on_the_other_side(of_nothing, stays):
    half = rows("a.csv", yy=30, yn=20, **{BLANK: 350})
    small = rows("b.csv", yy=4, nn=of_nothing, **{BLANK: 20 - of_nothing})
    frame, _, _ = looked(half, small)
    assert (known(frame) > 0) is stays


@pytest.mark.parametrize(
    ("came_known", "nothing_known", "side"),
    [(900, 840, ""), (900, 800, ""), (900, 790, "something came of the search"), (780, 900, "nothing came of it"), (810, 900, "")],
)
def test_a_field_known_more_than_a_tenth_more_often_on_one_side_is_told_and_used(came_known, nothing_known, side):
    frame, why, (said,) = looked(rows(yy=450, yn=came_known - 450, **{"y-": 1000 - came_known}, nn=nothing_known, **{BLANK: 1000 - nothing_known}))
    assert known(frame) == known(frame, "find") == came_known + nothing_known and not why
    assert said == (f"whether the outcome has to do with what was looked for is recorded more often where {side}: the share of finds leans (0)" if side else "")


@pytest.mark.parametrize(("yes", "no", "blank", "out"), [(20, 0, 5, True), (20, 0, 4, False), (20, 1, 50, False), (0, 0, 50, False), (1, 0, 50, True)])
def test_a_flag_that_is_yes_or_blank_and_never_no_is_not_used(yes, no, blank, out):
    frame, why, (said,) = looked(rows(nny=yes, nnn=no, **{"nn-": blank}))
    assert (known(frame, "clothing_removed") == 0) is (out or yes + no == 0) and ("clothing_removed" in why) is out
    assert ("says yes or nothing, and never no: a blank is not a no, so it is not used" in said) is out
    assert not out or f"of {yes + blank})" in why["clothing_removed"]


def test_a_flag_that_a_force_fills_in_for_a_yes_over_its_months_is_not_used_and_another_forces_is():
    months = [rows(f"{n}.csv", nny=2, **{"nn-": 3}) for n in range(3)]
    frame, why, said = looked(*months)
    assert known(frame, "clothing_removed") == 0 and "known in 6 rows of 15" in why["clothing_removed"] and all("(2)" in each for each in said)
    frame, why, _ = looked(*months, rows("z.csv", "essex", nny=3, nnn=9))
    assert known(frame, "clothing_removed") == 12 and not why
    full = rows("full.csv", nny=3, nnn=90)
    frame, _, _ = looked(rows("0.csv", nny=2, **{"nn-": 9}), full)
    assert known(frame, "clothing_removed") == 93, "the month that is half recorded only"


@pytest.mark.parametrize(
    ("came", "blank", "words"),
    [
        (30, 0, "so many cannot all have led to something"),
        (29, 0, ""),
        (30, 4, "so many cannot all have led to something"),
        (29, 4, ""),
        (1, 5, "others have no outcome"),
        (30, 5, "others have no outcome"),
        (0, 40, ""),
    ],
)
def test_outcomes_of_something_only_are_no_sample_of_all(came, blank, words):
    frame, why, (said,) = looked(rows(yn=came // 2, yy=came - came // 2, **{"--": blank}))
    assert (words in why.get("positive", "")) is bool(words) or not words and "positive" not in why
    assert known(frame, "positive") == (0 if words else came)
    if words:
        assert f"no search ends in 'no further action', and {words}" in said and why["find"] == why["positive"]
        assert f"of {came + blank})" in why["positive"]


def test_one_search_of_which_nothing_came_makes_it_a_sample():
    frame, why, _ = looked(rows(yn=40, yy=40, nn=1))
    assert known(frame, "positive") == 81 and "positive" not in why


def test_a_force_that_never_records_nothing_over_its_months_gives_no_share():
    months = [rows(f"{n}.csv", yn=5, yy=5) for n in range(3)]
    frame, why, said = looked(*months)
    assert known(frame, "positive") == 0 and "so many cannot all" in why["positive"] and all("(10)" in each for each in said)
    frame, why, _ = looked(*months[:2])
    assert known(frame, "positive") == 20 and "positive" not in why
    frame, why, _ = looked(*[rows(f"{n}.csv", yn=1, yy=1, **{"--": 2}) for n in range(3)])
    assert known(frame, "positive") == 0 and "others have no outcome" in why["positive"] and "6 rows of 12" in why["positive"]


def test_a_find_needs_both_a_link_and_an_outcome_that_are_used():
    frame, _, _ = looked(rows(yy=5, yn=5, nn=20, **{"--": 3, "y-": 1, "-n": 2}))
    assert known(frame, "find") == 30


def test_of_few_rows_the_count_is_said_in_words():
    _, why, _ = looked(rows(nny=3, **{"nn-": 60}))
    assert "known in fewer than 5 rows of 63" in why["clothing_removed"]


HALF = rows("a.csv", yy=30, yn=20, **{BLANK: 350})


def test_a_month_that_shows_one_side_only_proves_nothing_and_goes_with_the_force():
    frame, why, _ = looked(HALF, rows("b.csv", nn=10))
    assert known(frame) == 0 and "of 410)" in why["linked"]
    _, why, _ = looked(HALF, rows("b.csv", **{"y-": 5, BLANK: 20}))
    assert "of 425)" in why["linked"], "a month without a link is as half recorded as the others"
    frame, _, _ = looked(HALF, rows("b.csv", yy=4, **{"y-": 1}, nn=10, **{BLANK: 10}))
    assert known(frame) == 14, "known in four of five and in half of the others: fair, as half of four fifths is less"


def test_one_search_against_a_thousand_is_told_from_chance():
    for some in (rows(yn=1, **{BLANK: 1100}), rows(nn=1, **{"y-": 1100})):
        frame, why, _ = looked(some)
        assert known(frame) == 0 and "nearly only" in why["linked"]


def test_a_link_known_seldom_on_both_sides_is_held_to_half_of_the_other_side():
    frame, why, _ = looked(rows(yy=125, yn=125, **{"y-": 250}, nn=150, **{BLANK: 350}))
    assert known(frame) == 400 and not why
    assert not known(looked(rows(yy=125, yn=125, **{"y-": 250}, nn=120, **{BLANK: 380}))[0])


def test_a_search_without_an_outcome_is_on_neither_side():
    frame, _, _ = looked(rows(yy=50, yn=50, nn=45, **{BLANK: 255, "--": 300}))
    assert known(frame) == 0


def test_what_is_told_names_the_column_as_published_and_is_told_of_the_file_it_is_of():
    _, why, _ = looked(rows(nny=20, **{"nn-": 50}))
    assert why["clothing_removed"].startswith("'Removal of more than just outer clothing' says yes or nothing")
    _, _, said = looked(rows("a.csv", yn=20, yy=20), rows("b.csv", yn=10, yy=10, nn=60))
    assert "so many cannot all" in said[0] and not said[1]


def test_a_month_of_something_only_says_nothing_of_the_few_searches_of_another():
    frame, why, said = looked(rows("a.csv", yn=15, yy=15), rows("b.csv", yn=10, yy=10))
    assert known(frame, "positive") == 20 and "positive" not in why and "so many cannot all" in said[0] and not said[1]
