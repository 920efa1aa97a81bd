"""The attacker finds what is planted, and nothing where nothing follows: else its silence about a pack would say nothing."""

import csv
import json

import pytest

from .attack import attack

YEAR, THREE = ("12m", "2022-04-01", "2023-03-31"), ("36m", "2020-04-01", "2023-03-31")
LEFT = "officers who left within the period, by any door"
ALSO_LEFT = "officers who left for any reason, transfers to other forces included"
BUT = "officers who left for any reason but a transfer to another force"
START = "officers in post on the day before the period began"


@pytest.fixture
def printed(tmp_path):
    """``printed(name, {group: (number, base)})`` writes a table; None is a hidden row."""

    def write(name, groups, *, words=LEFT, base=START, characteristic="sex", window=YEAR, key=None, kind="proportion", public=False):
        side = {"shape": "counts", "public": public, "definition": {"numerator": words, "denominator": base, "noun": "officers", "title": name}}
        (tmp_path / f"{name}.json").write_text(json.dumps(side), encoding="utf-8")
        columns = ["kind", "window", "period_start", "period_end", "characteristic", "group", *([key] if key else []), "numerator", "denominator", "status"]
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            for group, counts in groups.items():
                group, *value = group if isinstance(group, tuple) else (group,)
                writer.writerow([kind, *window, characteristic, group, *value, *(counts or ("", "")), "shown" if counts else "hidden"])
        return tmp_path

    return write


def found(folder):
    finds, what = attack(folder)
    assert not what.contradictions
    return {(find.what.split(":")[0], find.low, find.high) for find in finds if find.few}


def test_a_total_gives_away_the_one_row_that_is_hidden(printed):
    folder = printed("a", {"All": (79, 800), "Male": (50, 600), "Female": (26, 195), "Not recorded": None})
    assert ("hidden", 3, 3) in found(folder)


def test_a_total_that_another_table_prints_does_too(printed):
    printed("a", {"All": None, "Male": (50, 600), "Female": (26, 195), "Not recorded": None}, base="years that officers were watched")
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
