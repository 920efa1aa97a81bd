"""The attacker finds what is planted, and nothing where nothing follows: else its silence about a pack would say nothing."""

import json

import pytest

from .attack import attack
from .issues import between, differing
from .planted import ALSO_LEFT, BUT, THREE


def found(*folders):
    finds, what = attack(*folders)
    assert not what.contradictions
    return {(find.what.split(":")[0], find.low, find.high) for find in finds if find.few}


def test_a_total_gives_away_the_one_row_that_is_hidden(printed):
    folder = printed("a", {"All": (79, 800), "Male": (50, 600), "Female": (26, 195), "Not recorded": None})
    assert ("hidden", 3, 3) in found(folder)


def test_a_total_that_another_table_prints_does_too(printed):
    printed("a", {"All": None, "Male": (50, 600), "Female": (26, 195), "Not recorded": None}, base="years that officers were in post")
    assert ("hidden", 3, 3) in found(printed("b", {"All": (79, 800), "Up to 30": (40, 400), "Over 30": (39, 400)}, words=ALSO_LEFT, characteristic="age_band"))


def test_two_hidden_rows_that_are_few_together_are_found(printed):
    folder = printed("a", {"All": (79, 800), "Male": (75, 740), "Female": None, "Not recorded": None})
    assert ("all that a hides together", 4, 4) in found(folder)


def test_two_totals_that_differ_by_a_few_are_found(printed):
    printed("a", {"All": (79, 800), "Male": (50, 600), "Female": (29, 200)})
    assert ("in the one and not in the other", 3, 3) in found(printed("b", {"All": (71, 800), "Male": (45, 600), "Female": (26, 200)}, words=BUT))


def test_a_year_inside_three_years_is_found(printed):
    printed("a", {"All": (30, 800), "Male": (20, 600), "Female": (10, 200)})
    assert ("in the longer window and not in the shorter", 2, 2) in found(
        printed("b", {"All": (90, 2400), "Male": (78, 1800), "Female": (12, 600)}, window=THREE)
    )


def test_two_boards_windows_that_overlap_are_found(printed):
    """Nine months in common: who left in the three months that are new, and in those that dropped out."""
    printed("a", {"All": (30, 800), "Male": (20, 600), "Female": (10, 200)}, window=("9m", "2022-04-01", "2022-12-31"))
    assert ("in the longer window and not in the shorter", 4, 4) in found(printed("b", {"All": (44, 800), "Male": (30, 600), "Female": (14, 200)}))


def test_five_groups_of_ethnicity_and_two_are_set_against_each_other(printed):
    printed("a", {"All": (60, 800), "Ethnic minorities": (20, 160), "White": (40, 640)}, characteristic="ethnicity_2")
    five = {"Asian": (6, 50), "Black": (6, 50), "Mixed": (6, 40), "Other": None, "White": (40, 640)}
    assert ("hidden", 2, 2) in found(printed("b", five, characteristic="ethnicity_5"))


def test_everybody_but_a_group_is_a_population_too(printed):
    assert ("everybody but", 3, 3) in found(printed("a", {"All": (79, 800), "Male": (76, 600)}))


def test_those_of_a_base_without_the_event_are_found(printed):
    assert ("a", 2, 2) in found(printed("a", {"All": (70, 80), "Male": (52, 60), "Female": (18, 20)}))


def test_stages_are_recognised_by_their_numbers(printed):
    """Nobody says that the base of a stage is who passed the one before: the figures do, in group after group."""
    four = {"Asian": 20, "Black": 21, "Mixed": 22, "Other": 23}
    printed(
        "a",
        {group: (count, count + 40) for group, count in four.items()} | {"White": None, "Not stated": None, "All": (179, 900)},
        words="of those, officers who applied for the promotion round",
        characteristic="ethnicity_5",
    )
    folder = printed(
        "b",
        {group: (10, count) for group, count in four.items()} | {"White": (40, 90)},
        characteristic="ethnicity_5",
        words="of those, officers who passed the board of the round",
        base="officers who sat before a board in the round",
    )
    assert ("hidden", 3, 3) in found(folder)


def test_an_order_by_size_tells_of_hidden_rows(printed):
    groups = {"Workload": (9, 31), "Pay": (6, 31), "Culture": (5, 31), "Leadership": None, "Home": None, "Health": None, "All": (31, 31)}
    folder = printed(
        "a", groups, words="stay interviews with that main theme in them", base="stay interviews that took place with a theme", characteristic="theme"
    )
    assert {(low, high) for kind, low, high in found(folder) if kind == "hidden"} == {(1, 3)}


@pytest.mark.parametrize(
    "groups",
    [
        {"All": (79, 800), "Male": (50, 600), "Female": (29, 200)},
        {"All": (79, 800), "Male": None, "Female": None},
        {"All": None, "Male": (50, 600), "Female": (26, 195), "Not recorded": None},
        {"All": (79, 800), "Male": (40, 500), "Female": None, "Not recorded": None},
    ],
)
def test_nothing_is_found_where_nothing_follows(printed, groups):
    assert not found(printed("a", groups))


def test_public_tables_tell_nothing_new(printed):
    assert not found(printed("a", {"All": (79, 800), "Male": (50, 600), "Female": (26, 195), "Not recorded": (3, 5)}, public=True))


GROUPS = {"All": (79, 800), "Male": (50, 600), "Female": (21, 150), "Other": (8, 50)}


def test_a_rounded_table_beside_an_exact_one_is_read_between_its_numbers(printed):
    """Other (3) and Not recorded (8) are hidden together; the public table has a 10 for the one, so that the other are 3 at most."""
    board = printed("a", {"All": (79, 800), "Male": (50, 600), "Female": (18, 150), "Other": None, "Not recorded": None})
    assert not found(board)
    true = {"All": (79, 800), "Male": (50, 600), "Female": (18, 150), "Other": None, "Not recorded": (8, 25)}
    public = printed("a", true, to=5, folder="public")
    assert not {find for find in found(public) if find[0] == "hidden"}
    finds, _ = attack(board, public)
    assert any("Other" in find.what and find.high == 3 for find in finds if find.at_most_few)


def test_a_rounded_table_alone_tells_of_nobody(printed):
    assert not found(printed("a", GROUPS, to=5))


def test_a_rounded_census_does_not_contradict_itself(printed):
    """Counts of over a million were beyond what the attacker thought a count can be: the public pack of every force."""
    groups = {"Female": (4_531_169, 8_799_728), "Male": (4_268_559, 8_799_728), "All": (8_799_728, 8_799_728)}
    assert found(printed("population", groups, words="residents", base="all residents", to=5)) == set()


def test_a_rounded_count_that_an_exact_one_contradicts_is_seen(printed):
    board = printed("a", GROUPS)
    _, what = attack(board, printed("a", GROUPS | {"Male": (40, 600)}, to=5, folder="public"))
    assert what.contradictions


def test_who_was_taken_out_is_found_by_the_difference_of_two_issues(printed):
    first, less = printed("a", GROUPS, folder="1"), GROUPS | {"All": (78, 799), "Female": (20, 149)}
    assert differing(first, first) == [] and len(differing(first, printed("a", less, folder="2"))) == 4
    finds, *_ = between(first, printed("a", less, folder="2"))
    assert {find.what.rpartition("sex=")[2] for find in finds if find.few and "taken out" in find.what} >= {"Female"}


def test_who_was_taken_out_is_found_though_the_group_is_hidden_now(printed):
    """The total is a woman less and the men are as many: hiding the women alone tells."""
    first = printed("a", {"All": (79, 800), "Male": (50, 600), "Female": (29, 200)}, folder="1")
    second = printed("a", {"All": None, "Male": (50, 600), "Female": None}, folder="2")
    assert not [find for find in between(first, second)[0] if find.few]
    printed("b", {"All": (78, 800), "Young": (40, 400), "Old": (38, 400)}, characteristic="age_band", folder="2")
    assert [find for find in between(first, second)[0] if find.few and "Female" in find.what]


def test_the_points_of_curves_are_counts(printed, tmp_path):
    """Of those who joined since 1990 a curve has 3 women less at risk than of all."""
    folder = printed("a", GROUPS)
    for name, noun, at_risk in (("all", "officers", 40), ("since", "officers who joined on or after 1 January 1990", 37)):
        side = {"shape": "curve", "definition": {"noun": noun, "numerator": "", "denominator": "", "title": name}}
        (folder / f"{name}.json").write_text(json.dumps(side), encoding="utf-8")
        lines = f"window,characteristic,group,time,at_risk,status\nall recorded,sex,Female,2,{at_risk},shown\n"
        (folder / f"{name}.csv").write_text(lines, encoding="utf-8")
    assert ("everybody but", 3, 3) in found(folder)


def test_small_groups_together_are_others_in_another_table(printed):
    """Over three years two groups are large enough to stand alone: who is left is not who was left in one year."""
    printed("a", {"All": (60, 800), "White": (40, 600), "Small groups together": (20, 200)}, characteristic="ethnicity_5")
    groups = {"All": (180, 2400), "White": (140, 1900), "Asian": (21, 250), "Black": (10, 200), "Small groups together": (9, 50)}
    assert not found(printed("b", groups, window=THREE, characteristic="ethnicity_5"))


def test_and_the_same_where_both_tables_list_the_same_groups(printed):
    printed("a", {"All": (60, 800), "White": (40, 600), "Small groups together": (20, 200)}, characteristic="ethnicity_5")
    groups = {"All": (182, 2400), "White": (160, 1900), "Small groups together": (22, 500)}
    assert ("in the longer window and not in the shorter", 2, 2) in found(printed("b", groups, window=THREE, characteristic="ethnicity_5"))
