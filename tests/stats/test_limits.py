"""control_limits(): held to the quantiles of scipy, which finds them another way."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, poisson

from eianalysis.stats import control_limits


@pytest.mark.parametrize("centre", [0.0, 1e-4, 0.05, 0.3, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_binomial_limits_are_the_exact_quantiles(centre, confidence):
    base, tail = np.arange(1, 400), (1 - confidence) / 2
    low, high = control_limits(base, centre, confidence=confidence)
    assert np.array_equal(np.round(low * base), np.maximum(binom.ppf(tail, base, centre), 0))
    assert np.array_equal(np.round(high * base), base - np.maximum(binom.ppf(tail, base, 1 - centre), 0))


def test_poisson_limits_leave_less_than_the_tail_outside():
    exposure = np.linspace(0.5, 900, 150)
    low, high = control_limits(exposure, 0.08, kind="rate")
    assert np.array_equal(np.round(low * exposure), poisson.ppf(0.001, exposure * 0.08))
    most = np.round(high * exposure)
    assert (poisson.sf(most - 1, exposure * 0.08) > 0.001).all() and (poisson.sf(most, exposure * 0.08) <= 0.001).all()


def test_nobody_at_risk_has_no_limits_and_an_index_is_kept():
    low, high = control_limits(pd.Series([0, 50], index=["a", "b"]), 0.1)
    assert np.isnan(low["a"]) and np.isnan(high["a"]) and list(low.index) == ["a", "b"]


@pytest.mark.parametrize(("call", "said"), [
    (lambda: control_limits(10, 1.2), "centre: the value is more than 1"),
    (lambda: control_limits(10, 0.1, kind="ratio"), "kind: 'ratio' is not one of"),
    (lambda: control_limits(-1, 0.1), "base: the value is negative"),
])
def test_impossible_input_names_the_argument(call, said):
    with pytest.raises(ValueError, match=said):
        call()
