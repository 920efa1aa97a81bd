"""What is worked out of a table's rows is worked out once while they are in memory."""

import gc

import pandas as pd

from eianalysis.measures.of_rows import once_of_rows


def test_the_same_rows_are_asked_once_and_others_anew():
    asked = []

    @once_of_rows
    def many(rows):
        asked.append(len(rows))
        return len(rows)

    one, other = pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1, 2]})
    assert [many(one), many(one), many(other), many(one.copy())] == [1, 1, 2, 1]
    assert asked == [1, 2, 1]


def test_what_was_made_is_let_go_with_the_rows():
    @once_of_rows
    def held(rows):
        return [len(rows)]

    known = held.__closure__[[*held.__code__.co_freevars].index("known")].cell_contents
    rows = pd.DataFrame({"a": [1]})
    held(rows)
    assert len(known) == 1
    del rows
    gc.collect()
    assert not known
