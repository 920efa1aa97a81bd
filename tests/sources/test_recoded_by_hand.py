"""How many people must have changed words before it is called an exchange: each limit on both sides, counted by hand."""

import pandas as pd
import pytest

from eianalysis.sources.recoded import changed_places


def of(**moves):
    """``A1_A2=9`` is nine people called A1 in the first snapshot and A2 in the second."""
    pairs = [pair.split("_") for pair, many in moves.items() for _ in range(many)]
    return changed_places(*(pd.Series([pair[at] for pair in pairs]) for at in (0, 1)))


@pytest.mark.parametrize(
    ("moves", "found"),
    [
        ({"A1_A2": 5, "A2_A1": 5}, 10),  # ten in all, and nobody else
        ({"A1_A2": 5, "A2_A1": 4}, None),
        ({"A1_A2": 3, "A2_A1": 7}, 10),  # three of a word
        ({"A1_A2": 2, "A2_A1": 8}, None),
        ({"A1_A2": 4, "A2_A1": 4, "W1_W2": 5, "W1_W1": 60}, None),  # thirteen are called otherwise, and eight of them changed places
    ],
)
def test_so_many_people_must_have_changed_places(moves, found):
    assert of(**moves) == (None if found is None else (["A1", "A2"], found, found))


@pytest.mark.parametrize(("stayed", "went", "found"), [(1, 9, True), (1, 8, False), (0, 9, True), (2, 18, True), (2, 17, False)])
def test_nine_of_ten_of_a_word_must_have(stayed, went, found):
    all_ = 2 * (stayed + went)
    assert of(A1_A1=stayed, A1_A2=went, A2_A2=stayed, A2_A1=went) == ((["A1", "A2"], 2 * went, all_) if found else None)


def test_who_came_to_one_of_the_words_from_a_third_is_not_among_them():
    assert of(A1_A2=9, A2_A1=9, B1_A1=9) == (["A1", "A2"], 18, 18)
