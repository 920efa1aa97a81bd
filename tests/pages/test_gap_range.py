"""The range of a gap in pay: a reader need not know which way a gap below 0 goes."""

import pandas as pd
import pytest

from eianalysis.wording.amounts import _range


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.026, 0.098, " The range of the gap is 2.6% to 9.8%."),
        (-0.054, 0.058, " It could be anything from 5.4% higher to 5.8% lower."),
        (-0.116, -0.037, " The range of the gap is 3.7% to 11.6% higher."),
        (float("nan"), float("nan"), ""),
    ],
)
def test_a_range_says_higher_and_lower(low, high, said):
    assert _range(pd.Series({"low": low, "high": high})) == said
