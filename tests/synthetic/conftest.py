"""Forces made once for all tests of the synthetic force."""

import pytest

from eianalysis import synthetic


@pytest.fixture(scope="session")
def tables():
    """The committed force."""
    return synthetic.force()


@pytest.fixture(scope="session")
def forces():
    """Twenty-four other forces with the documented effects: chance averages out, what is left is the effect."""
    return [synthetic.force(seed=seed) for seed in range(100, 124)]
