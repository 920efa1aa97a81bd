"""Impossible input is refused by name; what is possible is left as it was."""

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats

FOUR = ("cases", "base", "reference_cases", "reference_base")
COMPARE = [
    getattr(stats, name)
    for name in ("disparity_ratio", "disparity_ratio_interval", "rate_gap", "rate_gap_interval", "fisher_test",
                 "mid_p_test", "four_fifths", "shortfall", "odds_ratio", "odds_ratio_interval", "mantel_haenszel")
]  # fmt: skip
GOOD = dict(zip(FOUR, ([3, 4], [10, 12], [5, 6], [20, 30]), strict=True))


@pytest.mark.parametrize("function", COMPARE, ids=lambda function: function.__name__)
@pytest.mark.parametrize("name", FOUR)
@pytest.mark.parametrize(
    "wrong, why",
    [([-1, 4], "negative"), ([np.nan, 4], "missing or not finite"), ([2.5, 4], "not a whole number"),
     (["x", "y"], "must be numbers"), ([np.inf, 4], "missing or not finite"), (None, "missing or not finite"),
     ([1, 2, 3], "shape")],
)  # fmt: skip
def test_every_argument_is_checked_by_name(function, name, wrong, why):
    with pytest.raises(ValueError, match=f"^{name}: .*{why}|^reference_.*: shape|^base: shape"):
        function(**{**GOOD, name: wrong})


@pytest.mark.parametrize("function", COMPARE, ids=lambda function: function.__name__)
def test_more_cases_than_people_is_refused(function):
    with pytest.raises(ValueError, match=r"^cases: 1 of 2 values is more than base \(first at position 1\)"):
        function(**{**GOOD, "cases": [3, 13]})
    with pytest.raises(ValueError, match="^reference_cases: 2 of 2 values are more than reference_base"):
        function(**{**GOOD, "reference_cases": [21, 31]})


@pytest.mark.parametrize("function", COMPARE, ids=lambda function: function.__name__)
def test_groups_are_named_and_input_is_untouched(function):
    with pytest.raises(TypeError):
        function(3, 10, 5, 20)
    frame = pd.DataFrame(GOOD, index=["F", "M"])
    before = frame.copy()
    function(**{name: frame[name] for name in FOUR})
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("confidence", [95, 0, 1, -0.5, "high", None, np.nan])
def test_confidence_must_be_a_probability(confidence):
    with pytest.raises(ValueError, match="^confidence: must"):
        stats.wilson_interval(1, 2, confidence=confidence)


def test_two_indexes_are_never_aligned_silently():
    with pytest.raises(ValueError, match="^base: its index differs"):
        stats.wilson_interval(pd.Series([1, 2], index=["F", "M"]), pd.Series([9, 9], index=["M", "F"]))


def test_nullable_columns_are_read_and_their_gaps_refused():
    low, _ = stats.wilson_interval(pd.Series([3, 4], dtype="Int64"), pd.Series([25, 30], dtype="Int64"))
    assert low[0] == pytest.approx(0.0416681715044)
    with pytest.raises(ValueError, match="^cases: 1 of 2 values is missing"):
        stats.wilson_interval(pd.Series([3, pd.NA], dtype="Int64"), [25, 30])
    with pytest.raises(ValueError, match="^cases: must be numbers"):
        stats.wilson_interval(pd.Series(["3", "x"], dtype="string"), [25, 30])
    with pytest.raises(ValueError, match="^cases: must be numbers"):
        stats.wilson_interval(np.array(["2024-01-01"], dtype="datetime64[D]"), [25])


def test_messages_tell_no_counts():
    with pytest.raises(ValueError) as caught:
        stats.wilson_interval([7], [6])
    assert "7" not in str(caught.value) and "6" not in str(caught.value)
