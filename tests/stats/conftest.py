"""What the tests of several statistics use."""

import pytest

from eianalysis.stats import _two_sided


@pytest.fixture
def looked_at(monkeypatch) -> list[int]:
    """How many outcomes exact two-sided tests add up from now on, a number for each time they do."""
    sizes, outcomes = [], _two_sided.outcomes

    def counted(low, high):
        sizes.append(int((high - low + 1).sum()))
        return outcomes(low, high)

    monkeypatch.setattr(_two_sided, "outcomes", counted)
    return sizes
