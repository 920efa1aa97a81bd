"""control_limits(): held to the quantiles of scipy, which finds them another way."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import betabinom, binom, nbinom, poisson

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


@pytest.mark.parametrize("centre", [0.02, 0.3, 0.9])
def test_limits_of_units_that_differ_are_the_quantiles_of_the_beta_binomial(centre):
    base, spread = np.arange(1, 300), 0.1
    total = centre * (1 - centre) / (spread * centre) ** 2 - 1
    low, high = control_limits(base, centre, confidence=0.998, spread=spread)
    assert np.array_equal(np.round(low * base), betabinom.ppf(0.001, base, centre * total, (1 - centre) * total))
    assert np.array_equal(np.round(high * base), betabinom.ppf(0.999, base, centre * total, (1 - centre) * total))


def test_limits_of_rates_that_differ_are_the_quantiles_of_the_negative_binomial():
    exposure, shape = np.linspace(20, 900, 100), 0.2**-2
    low, high = control_limits(exposure, 0.08, kind="rate", spread=0.2)
    for found, tail in ((low, 0.001), (high, 0.999)):
        assert np.array_equal(np.round(found * exposure), nbinom.ppf(tail, shape, shape / (shape + exposure * 0.08)))


def test_units_that_hardly_differ_have_the_limits_of_chance():
    for kind in ("proportion", "rate"):
        assert np.allclose(control_limits([40, 900], 0.2, kind=kind, spread=1e-4), control_limits([40, 900], 0.2, kind=kind))


def test_nobody_at_risk_has_no_limits_and_an_index_is_kept():
    low, high = control_limits(pd.Series([0, 50], index=["a", "b"]), 0.1)
    assert np.isnan(low["a"]) and np.isnan(high["a"]) and list(low.index) == ["a", "b"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: control_limits(10, 1.2), "centre: the value is more than 1"),
        (lambda: control_limits(10, 0.1, kind="ratio"), "kind: 'ratio' is not one of"),
        (lambda: control_limits(10, 0.1, spread=-1), "spread: the value is negative"),
        (lambda: control_limits(10, 0.1, spread=4), "spread: the value is more than rates from 0 to 1 can differ"),
        (lambda: control_limits(-1, 0.1), "base: the value is negative"),
    ],
)
def test_impossible_input_names_the_argument(call, said):
    with pytest.raises(ValueError, match=said):
        call()
