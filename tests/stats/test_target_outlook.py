"""Whether a target is likely met: at the edges of the rule, and when there is nothing to go by."""

import pytest

from eianalysis.stats import target_outlook
from eianalysis.stats.assurance import LIKELY, OPEN, UNLIKELY


@pytest.mark.parametrize(("met", "said"), [(10, LIKELY), (9, LIKELY), (8, OPEN), (5, OPEN), (2, OPEN), (1, UNLIKELY), (0, UNLIKELY)])
def test_nine_futures_in_ten_are_needed_either_way(met, said):
    assert target_outlook(target=0.4, futures=[0.4] * met + [0.399] * (10 - met)) == said


@pytest.mark.parametrize(("low", "high", "said"), [(0.4, 0.6, LIKELY), (0.39, 0.6, OPEN), (0.2, 0.4, OPEN), (0.2, 0.39, UNLIKELY)])
def test_a_range_must_lie_wholly_on_one_side(low, high, said):
    assert target_outlook(target=0.4, low=low, high=high) == said


def test_without_a_day_or_a_range_nobody_can_tell():
    assert target_outlook(target=0.4) == OPEN
