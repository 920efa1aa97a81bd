"""The verdict rules of METHODS §2: their order, their edges, and how often they cry wolf."""

import numpy as np
import pytest
from scipy.stats import binom

from eianalysis import stats
from eianalysis.measures.verdicts import CLEAR, NO_CLEAR, POSSIBLE, TOO_FEW, judge, smallest_clear


def one(kind, *four, primary=True):
    verdict, p = judge(kind, *four, primary=primary)
    return verdict[0]


@pytest.mark.parametrize(("four", "verdict"), [
    ((8, 90, 64, 800), TOO_FEW),  # DOMAIN §3.7: one year of a small force
    ((13, 90, 64, 800), CLEAR),  # DOMAIN §3.7: 13 are needed before the lower limit passes 1; Fisher's p is 0.047
    ((12, 90, 64, 800), POSSIBLE),
    ((40, 270, 192, 2400), CLEAR),
    ((9, 9, 1, 100), TOO_FEW),  # base under 10, however stark
    ((10, 10, 1, 100), CLEAR),
    ((0, 0, 5, 100), TOO_FEW),
    ((500, 5000, 500, 5000), NO_CLEAR),
    ((5600, 50000, 5000, 50000), POSSIBLE),  # real but small: 1.12 lies inside the band
])
def test_verdicts_by_hand(four, verdict):
    assert one("proportion", *four) == verdict


def test_too_few_needs_both_edges_inside_the_interval():
    # A material difference one way is ruled out: then it is not "too few to say", though the interval includes 1.
    four = (90, 1000, 1000, 10000)
    low, high = stats.disparity_ratio_interval(cases=90, base=1000, reference_cases=1000, reference_base=10000)
    assert 0.7 < low < 0.8 and 1 < high < 1.25
    assert one("proportion", *four) == NO_CLEAR


def test_the_edges_of_the_band_are_inside():
    # Exactly 1.25 is not outside the band, so however sure, it is at most possible.
    assert one("proportion", 50_000, 400_000, 40_000, 400_000) == POSSIBLE
    assert one("proportion", 50_001, 400_000, 40_000, 400_000) == CLEAR
    assert one("proportion", 32_000, 400_000, 40_000, 400_000) == POSSIBLE
    assert one("proportion", 31_999, 400_000, 40_000, 400_000) == CLEAR


def test_an_exploratory_row_needs_an_adjusted_p():
    # Alone it is clear; among twenty looks at nothing its adjusted p is 20 times larger, so only possible.
    cases = np.array([22] + [800] * 19)
    base = np.array([150] + [10000] * 19)
    family = (cases, base, np.full(20, 160), np.full(20, 2000))
    alone, p = judge("proportion", *family, primary=True)
    looked, _ = judge("proportion", *family, primary=False)
    assert alone[0] == CLEAR and 0.05 / 20 < p[0] < 0.05
    assert looked[0] == POSSIBLE
    declared = np.array([True] + [False] * 19)
    assert judge("proportion", *family, primary=declared)[0][0] == CLEAR


def test_rows_too_few_to_say_are_not_in_the_family():
    few = (np.array([22] + [1] * 19), np.array([150] + [12] * 19), np.full(20, 160), np.full(20, 2000))
    assert judge("proportion", *few, primary=False)[0][0] == CLEAR


@pytest.mark.parametrize(("n1", "n0", "rate"), [(90, 800, 0.08), (30, 300, 0.2), (200, 700, 0.05)])
def test_false_alarms_by_exact_enumeration(n1, n0, rate):
    """Of all outcomes when nothing differs, `clear difference` has at most 5% of the probability."""
    one_, zero = np.meshgrid(np.arange(n1 + 1), np.arange(n0 + 1), indexing="ij")
    weight = binom.pmf(one_, n1, rate) * binom.pmf(zero, n0, rate)
    keep = weight > 1e-9
    verdict, _ = judge("proportion", one_[keep], n1, zero[keep], n0)
    alarm = weight[keep][verdict == CLEAR].sum()
    assert 0.005 < alarm < 0.05


def test_smallest_clear_count_is_the_smallest():
    assert smallest_clear("proportion", 12, 64, 800) == 4
    assert one("proportion", 4, 12, 64, 800) == CLEAR and one("proportion", 3, 12, 64, 800) != CLEAR
    assert smallest_clear("proportion", 9, 64, 800) is None  # under ten nothing is ever said
    below = smallest_clear("proportion", 200, 400, 800, above=False)
    assert one("proportion", below, 200, 400, 800) == CLEAR and one("proportion", below + 1, 200, 400, 800) != CLEAR


def test_rates_use_the_conditional_test():
    verdict, p = judge("rate", [15], [41], [10], [47.5])
    assert p[0] == pytest.approx(float(stats.rate_ratio_test(cases=15, exposure=41, reference_cases=10,
                                                             reference_exposure=47.5)))
