"""The four-fifths rule, at its edges, in whole numbers."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eianalysis.stats import four_fifths, shortfall


def arguments(x1, n1, x0, n0):
    return {"cases": x1, "base": n1, "reference_cases": x0, "reference_base": n0}


def test_ricci_and_destefano():
    # Ricci v. DeStefano, 557 U.S. 557 (2009), opinion of the Court, II-C: captain's examination, 16 of 25 white and 3
    # of 8 Black candidates passed (0.59 of the rate); lieutenant's, 25 of 43 white, 6 of 19 Black, 3 of 15 Hispanic
    captain = arguments([3, 3], [8, 8], 16, 25)
    assert four_fifths(**captain).tolist() == [True, True]
    lieutenant = arguments([6, 3], [19, 15], 25, 43)
    assert four_fifths(**lieutenant).tolist() == [True, True]
    parity, rule = shortfall(**lieutenant)
    assert parity.tolist() == [6, 6] and rule.tolist() == [3, 4]


def test_exactly_four_fifths_is_not_flagged_though_floats_say_so():
    assert (4 / 7) / (5 / 7) < 0.8  # what the integers are for
    assert four_fifths(**arguments(4, 7, 5, 7)) is False
    assert four_fifths(**arguments(5, 7, 4, 7), outcome="harm") is False
    assert four_fifths(**arguments(3, 7, 4, 7), outcome="harm") is False
    assert four_fifths(**arguments(6, 8, 4, 7), outcome="harm") is True


def test_unknown_is_neither_yes_nor_no():
    flagged = four_fifths(**arguments([0, 2, 0], [0, 5, 9], [3, 0, 3], [9, 9, 9]))
    assert flagged.dtype == "boolean"
    assert flagged.isna().tolist() == [True, True, False] and bool(flagged[2])
    assert four_fifths(**arguments(0, 0, 3, 9)) is pd.NA


def test_index_is_kept():
    flagged = four_fifths(**arguments(pd.Series([1, 8], index=["Black", "White"]), 10, 8, 10))
    assert flagged.dtype == "boolean" and flagged["Black"] and not flagged["White"]


def test_very_large_counts_do_not_overflow():
    n = 4 * 10**12
    assert four_fifths(**arguments(n // 5 * 2, n, n // 2, n)) is False  # exactly 0.8
    assert four_fifths(**arguments(n // 5 * 2 - 1, n, n // 2, n)) is True
    assert shortfall(**arguments(n // 5 * 2 - 1, n, n // 2, n))[1] == 1


def test_counts_just_too_large_for_machine_integers_do_not_overflow():
    n = 2_300_000_000
    assert four_fifths(**arguments(n // 5 * 2, n, n // 2, n)) is False
    assert four_fifths(**arguments(n // 5 * 2 - 1, n, n // 2, n)) is True


def test_a_grid_is_answered_as_a_grid():
    flagged = four_fifths(**arguments([[3, 4], [0, 1]], [[7, 7], [0, 7]], 5, 7))
    assert flagged.shape == (2, 2) and flagged.tolist() == [[True, False], [pd.NA, True]]
    assert type(flagged) is np.ndarray, "pandas has none of two dimensions"


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.data(), st.sampled_from(["good", "harm"]))
def test_shortfall_is_the_smallest_number_that_helps(n1, n0, data, outcome):
    x1, x0 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n0))
    parity, rule = (int(people) for people in shortfall(**arguments(x1, n1, x0, n0), outcome=outcome))
    sign = 1 if outcome == "good" else -1
    bound = {"good": Fraction(4, 5), "harm": Fraction(5, 4)}[outcome]

    def short_of(people, share):
        return sign * (Fraction(x1 + sign * people, n1) - share * Fraction(x0, n0)) < 0

    for people, share in ((parity, 1), (rule, bound)):
        assert not short_of(people, share)
        assert people == 0 or short_of(people - 1, share)
    flagged = four_fifths(**arguments(x1, n1, x0, n0), outcome=outcome)
    assert flagged is pd.NA if x0 == 0 else flagged == (rule > 0)


def test_shortfall_from_a_reference_of_one():
    parity, rule = shortfall(**arguments(0, 3, 1, 1))
    assert (parity, rule) == (3, 3)  # of three 2.4 would do


def test_shortfall_of_nobody_is_nan():
    assert np.isnan(shortfall(**arguments([0, 1], [0, 2], [1, 0], [2, 0]))).all()


def test_a_misspelt_outcome_is_refused():
    with pytest.raises(ValueError, match="outcome: 'bad' is not one of 'good', 'harm'"):
        four_fifths(**arguments(1, 2, 1, 2), outcome="bad")
