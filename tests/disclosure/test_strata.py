"""An adjusted ratio must not give the strata behind it away: attacked by trying every table there could be."""

from itertools import product

import numpy as np
import pytest

from eianalysis import stats
from eianalysis.disclosure import strata
from eianalysis.disclosure.strata import digits_allowed
from eianalysis.policy import policy_for

BOARD = policy_for("board")


def printed(cases, base, reference_cases, reference_base, digits):
    found = stats.mantel_haenszel(cases=cases, base=base, reference_cases=reference_cases, reference_base=reference_base)
    step = 10**digits
    low, high = np.floor(round(found.risk_ratio_low * step, 6)), np.ceil(round(found.risk_ratio_high * step, 6))
    return round(found.risk_ratio * step), low, high


def every_table(base, total):
    return [split for split in product(*(range(n + 1) for n in base)) if sum(split) == total]


def learned(cases, base, reference_cases, reference_base, digits):
    """Everything the first group's counts could be, for a reader who knows all bases, both totals and the figures."""
    wanted = printed(cases, base, reference_cases, reference_base, digits)
    return [
        own
        for own in every_table(base, sum(cases))
        for other in every_table(reference_base, sum(reference_cases))
        if printed(own, base, other, reference_base, digits) == wanted
    ]


def test_two_strata_that_anybody_could_solve_are_not_printed():
    counts = ([2, 9], [12, 20], [10, 5], [30, 25])
    assert {own[0] for own in learned(*counts, 2)} == {2}  # with two decimals the reader knows: two in the first stratum
    assert digits_allowed(np.array(counts, float), 5, BOARD) != 2


@pytest.mark.parametrize(
    "counts",
    [
        ([2, 9], [12, 20], [10, 5], [30, 25]),
        ([3, 8], [10, 14], [6, 7], [12, 16]),
        ([1, 6], [8, 12], [6, 6], [14, 12]),
        ([2, 7, 6], [8, 10, 9], [4, 6, 5], [9, 8, 10]),
    ],
)
def test_what_is_printed_leaves_every_small_count_open(counts):
    digits = digits_allowed(np.array(counts, float), 5, BOARD)
    if digits is None:
        return
    open_to = learned(*counts, digits)
    for place, (x, n) in enumerate(zip(counts[0], counts[1], strict=True)):
        if 0 < x < 5:
            assert max(own[place] for own in open_to) >= min(5, n), f"{digits} decimals give {x} of {n} away"


def test_large_strata_need_no_rounding_beyond_two_decimals():
    counts = ([89, 17], [108, 25], [512, 353], [825, 560])
    assert digits_allowed(np.array(counts, float), 5, BOARD) == 2
    assert digits_allowed(np.array(counts, float), 5, policy_for("public")) == 1


def test_many_small_strata_hide_each_other():
    rng = np.random.default_rng(3)
    base, reference_base = np.full(12, 15.0), np.full(12, 70.0)
    counts = np.array([rng.binomial(15, 0.2, 12), base, rng.binomial(70, 0.2, 12), reference_base])
    assert digits_allowed(counts, 5, BOARD) in (1, 2)


def test_the_same_strata_are_always_judged_alike():
    counts = np.array([[2, 7, 6], [8, 10, 9], [4, 6, 5], [9, 8, 10]], float)
    assert len({digits_allowed(counts, 5, BOARD) for _ in range(3)}) == 1


@pytest.mark.parametrize("counts", [([2, 9], [12, 20], [10, 5], [30, 25]), ([1, 7, 6], [8.5, 10, 9], [4, 6, 5], [19, 18, 10.25])])
def test_a_ratio_of_rates_leaves_every_small_count_open_too(counts):
    digits = digits_allowed(np.array(counts, float), 5, BOARD, rate=True)
    if digits is None:
        return

    def figures(own, other):
        found = stats.mantel_haenszel_rates(cases=own, exposure=counts[1], reference_cases=other, reference_exposure=counts[3])
        step = 10**digits
        return (round(found.rate_ratio * step), np.floor(round(found.rate_ratio_low * step, 6)), np.ceil(round(found.rate_ratio_high * step, 6)))

    wanted = figures(counts[0], counts[2])
    free = [[sum(side)] * len(side) for side in (counts[0], counts[2])]
    open_to = [
        own
        for own in every_table(free[0], sum(counts[0]))
        for other in every_table(free[1], sum(counts[2]))
        if abs(own[0] - counts[0][0]) < 8 and figures(own, other) == wanted
    ]
    small = [place for place, x in enumerate(counts[0]) if 0 < x < 5]
    assert all(max(own[place] for own in open_to) >= 5 for place in small)


@pytest.mark.parametrize("confidence", [0.9, 0.99])
def test_what_is_tried_is_what_a_cycle_of_another_confidence_prints(monkeypatch, confidence):
    """A range at 99% is another figure than one at 95%: what it tells has to be looked for in itself."""
    counts = np.array(([40, 20], [100, 100], [20, 20], [100, 100]), float)
    secrets = []
    monkeypatch.setattr(strata, "discloses_nothing", lambda secret, *_: secrets.append(secret) or True)
    digits_allowed(counts, 5, BOARD, confidence=confidence)
    found = stats.mantel_haenszel(**dict(zip(strata.COUNTS, counts, strict=True)), confidence=confidence)
    assert secrets[0].figures(counts[[0, 2]][None])[0] == pytest.approx([found.risk_ratio, found.risk_ratio_low, found.risk_ratio_high])
    assert secrets[0].said(counts[[0, 2]]) == (found.cmh_p < 1 - confidence, found.breslow_day_p < 1 - confidence)
