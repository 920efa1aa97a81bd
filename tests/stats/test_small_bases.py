"""Bases of nobody, of one and of two: every table there is, against the definition."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from eianalysis.stats import (
    disparity_ratio,
    disparity_ratio_interval,
    mantel_haenszel,
    mantel_haenszel_rates,
    rate_interval,
    rate_ratio,
    rate_ratio_interval,
    rate_ratio_test,
)

TABLES = [(x1, n1, x0, n0) for n1, n0 in product(range(3), repeat=2) for x1, x0 in product(range(n1 + 1), range(n0 + 1))]
WHOLE = np.array(TABLES).T


def by_definition(x1, n1, x0, n0):
    if not n1 or not n0 or not x1 and not x0:
        return float("nan")
    return float("inf") if not x0 else float(Fraction(x1 * n0, x0 * n1))


def arguments(counts, of="base"):
    return dict(zip(("cases", of, "reference_cases", f"reference_{of}"), counts, strict=True))


def test_the_ratio_of_two_rates_is_its_definition():
    wanted = [by_definition(*table) for table in TABLES]
    assert np.array_equal(disparity_ratio(**arguments(WHOLE)), wanted, equal_nan=True)
    assert np.array_equal(rate_ratio(**arguments(WHOLE, "exposure")), wanted, equal_nan=True)


@pytest.mark.parametrize("method", ["score", "katz"])
def test_the_range_holds_the_ratio_wherever_there_is_one(method):
    low, high = disparity_ratio_interval(**arguments(WHOLE), method=method)
    ratio = np.array([by_definition(*table) for table in TABLES])
    bases, cases = (WHOLE[1] > 0) & (WHOLE[3] > 0), (WHOLE[0] > 0) & (WHOLE[2] > 0)
    known = bases & cases if method == "katz" else bases
    assert (np.isfinite(low) == known).all() and (np.isnan(high) == ~known).all()
    held = known & ~np.isnan(ratio)
    assert ((low <= ratio) & (ratio <= high))[held].all() and held.any()


def test_the_range_and_the_test_of_rates_are_known_wherever_there_is_an_exposure():
    low, high = rate_ratio_interval(**arguments(WHOLE, "exposure"))
    p, known = rate_ratio_test(**arguments(WHOLE, "exposure")), (WHOLE[1] > 0) & (WHOLE[3] > 0)
    for each in (low, high, p):
        assert (np.isnan(each) == ~known).all()
    alone = rate_interval(WHOLE[0], WHOLE[1])
    assert all((np.isnan(each) == (WHOLE[1] == 0)).all() for each in alone)
    assert rate_interval(2, 0.5) == pytest.approx(tuple(4 * each for each in rate_interval(2, 2)))  # 2 events in half a year


@pytest.mark.parametrize(("pooled", "of"), [(mantel_haenszel, "base"), (mantel_haenszel_rates, "exposure")])
def test_one_stratum_alone_is_its_own_ratio(pooled, of):
    for table in TABLES:
        ratio, wanted = pooled(**arguments(np.array(table)[:, None], of))[0], by_definition(*table)
        assert ratio == wanted or np.isnan(ratio) and np.isnan(wanted), table
