"""Of how many people a table is at least: what a reader who knows the rule can work out of that number and the counts beside it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.declare import During, Identity, Population, Words
from eianalysis.disclosure import plan, release
from eianalysis.disclosure.gate import level_of
from eianalysis.disclosure.people import at_least
from eianalysis.policy import policy_for
from eianalysis.results import SPREAD
from tests.disclosure.builders import THREE_YEARS, YEAR, counts, rows

BOARD, PUBLIC = policy_for("board"), policy_for("public")


def _possible(told, base, shown, policy):
    """Every number of people of which the reader would have been told the same."""
    return [people for people in range(1, base + 1) if at_least(people, base, shown, policy) == told]


@pytest.mark.parametrize("policy", [BOARD, PUBLIC], ids=["board", "public"])
def test_who_knows_the_rule_cannot_tell_so_few_people_apart(policy):
    """Who stood again, who came before the last year alone, and who never got there: of each as many as the threshold stay possible."""
    random, told_of, few = np.random.default_rng(11), 0, policy.sensitive_threshold
    for _ in range(40):
        base = int(random.integers(30, 250))
        people = int(random.integers(base // 3, base + 1))
        last_year, passed = (int(random.integers(1, min(people, base - few) + 1)) for _ in range(2))
        shown = np.array([passed, base, base - passed, last_year], float)
        told = at_least(people, base, shown, policy)
        told_of += told is not None
        possible = _possible(told, base, shown, policy)
        assert people in possible and (told is None or policy.rate_base <= told <= people)
        for here, there in (
            (base - people, [base - each for each in possible]),
            (people - last_year, [each - last_year for each in possible]),
            (people - passed, [each - passed for each in possible]),
        ):
            assert not 0 < here < few or max(there) >= few, (base, people, last_year, passed, told)
    assert told_of > 10


def test_without_its_distances_the_rule_would_tell():
    """The test above can fail: a number that is only rounded says that two of 30 stood again."""
    assert at_least(28, 30, np.array([30.0, 8, 22]), BOARD) in (None, 10)
    possible = [people for people in range(1, 31) if people // 10 == 28 // 10]
    assert min(30 - each for each in possible) == 1 and at_least(25, 60, np.array([60.0, 40]), BOARD) == 20
    assert at_least(25, 60, np.array([60.0, 22]), BOARD) is None  # 10 says nothing, and beside 22 may not stand 20


def _rounds(people, window=THREE_YEARS, **groups):
    table = rows(groups, window=window)
    return table.assign(**{SPREAD[0]: people, **dict.fromkeys(SPREAD[1:], table["denominator"].astype(float))})


def _notes(result, policy=BOARD):
    return [note for note in release(result, policy).definition.notes if "different people" in note]


def test_a_table_of_rounds_says_of_how_many_people_it_is_at_least():
    table = _rounds([322.0, 200.0, 122.0], All=(200, 1403), Women=(90, 800), Men=(110, 603))
    result = replace(counts(table), definition=Words("Rounds", "passed", "took part", base_unit="rounds", many_times=True))
    assert _notes(result) == ["The largest base of the table, 1,403 rounds, is of at least 320 different people."]
    assert _notes(result, PUBLIC) == ["The largest base of the table, 1,405 rounds, is of at least 320 different people."]
    assert _notes(replace(result, counts=table.drop(columns=[*SPREAD]), definition=Words("Rounds", "passed", "took part"))) == []


def test_one_number_stands_in_a_table_and_none_where_the_total_is_hidden():
    """Numbers of two groups and their total would say how often the rest stood again."""
    longer = _rounds([322.0, 200.0, 122.0], All=(200, 1403), Women=(90, 800), Men=(110, 603))
    shorter = _rounds([150.0, 90.0, 60.0], YEAR, All=(60, 400), Women=(20, 240), Men=(40, 160))
    result = replace(counts(pd.concat([longer, shorter])), definition=Words("Rounds", "passed", "took part", many_times=True))
    assert len(_notes(result)) == 1
    few = _rounds([18.0, 18.0], All=(3, 60), Women=(3, 60))
    assert _notes(replace(counts(few), definition=result.definition)) == []


def test_years_added_up_say_what_their_base_says_by_itself():
    table = rows({"All": (90, 2821), "Women": (40, 900), "Men": (50, 1921)}, window=THREE_YEARS)
    words = Words("Leaving", "left", "in post", base_unit="officers", base_unit_pooled="officer-years")
    assert _notes(replace(counts(table), kind="rate", definition=words)) == [
        "The largest base of the table, 2,821 officer-years, is of at least 940 different people."
    ]
    assert _notes(replace(counts(table), kind="rate", definition=replace(words, base_unit_pooled=""))) == []


def _sat_and_passed(people, policy, folder=None):
    """The notes of two tables of the same 360 rounds, of so many people: 326 sat, says the one, and 200 passed, says the other."""
    made = []
    for name, cases in (("sat", 326), ("passed", 200)):
        identity = Identity(Population("rounds", During("day")), Population("rounds", During("day"), ((name, ("yes",)),)))
        words = Words("Rounds", name, "took part", base_unit="rounds", many_times=True)
        made.append(replace(counts(_rounds([people], All=(cases, 360))), measure=name, definition=words, identity=identity))
    if folder is not None:
        plan.save_plan(folder, plan.make_plan([row for each in made for row in level_of(each, policy).planned], policy)[0])
    return [_notes(each, policy) for each in made]


@pytest.mark.parametrize("policy", [BOARD, PUBLIC], ids=["board", "public"])
def test_two_tables_of_one_base_tell_the_same_of_it(policy, tmp_path, monkeypatch):
    """The table of those who passed says that 320 to 329 took part, and the other that 326 sat: a few did not."""
    monkeypatch.setenv(plan.PLAN, str(tmp_path))
    told = {people: _sat_and_passed(people, policy, tmp_path) for people in range(327, 331)}
    assert all(sat == passed for sat, passed in told.values())
    assert len({str(notes) for notes in told.values()}) == 1, "whoever knows the rule could tell 329 from 330"


def test_the_test_above_can_fail():
    """What each table says of 330 by the counts that stand in it alone: the one names a number that the other keeps back."""
    alone = [at_least(330, 360, np.array([cases, 360.0, 360 - cases]), BOARD) for cases in (326.0, 200.0)]
    assert alone == [320, 330]
