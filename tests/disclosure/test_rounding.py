"""Figures of the public profile: what is printed, and that no range gives back the counts that were rounded."""

from dataclasses import replace
from itertools import product
from math import ceil, floor

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats
from eianalysis.disclosure.rounding import coarsen, nearest
from eianalysis.policy import policy_for

BOARD, PUBLIC = policy_for("board"), policy_for("public")
LIMITS = {"proportion": stats.wilson_interval, "rate": stats.rate_interval}


def row(cases, base, kind="proportion", **more) -> pd.DataFrame:
    low, high = LIMITS[kind](cases, base)
    return pd.DataFrame(
        [
            {
                "numerator": cases,
                "denominator": base,
                "rate": cases / base,
                "rate_low": float(low),
                "rate_high": float(high),
                "gap": 0.123,
                "gap_low": 0.101,
                "gap_high": 0.141,
                "disparity_ratio": 1.26,
                "ratio_low": 0.87,
                "ratio_high": 1.81,
                "p_value": 0.04,
            }
            | more
        ]
    )


def printed(table, policy=PUBLIC, kind="proportion") -> dict:
    return coarsen(table, policy, kind).iloc[0].to_dict()


def test_each_figure_is_as_coarse_as_the_policy_says_and_ranges_go_outwards():
    said = printed(row(123, 1002))
    assert (said["numerator"], said["denominator"], said["rate"], said["gap"]) == (125, 1000, 0.12, 0.12) and np.isnan(said["p_value"])
    assert (said["gap_low"], said["gap_high"], said["rate_low"], said["rate_high"]) == (0.1, 0.15, 0.1, 0.15)
    assert (said["disparity_ratio"], said["ratio_low"], said["ratio_high"]) == (1.3, 0.8, 1.9)


def test_a_figure_that_is_as_coarse_already_stays_what_it_is():
    """7% is 0.07, which a hundred times over is a little more than 7, and 0.29 a little less than 29."""
    said = printed(row(123, 1002, gap_low=0.29, gap_high=0.07, ratio_low=1.1, ratio_high=1.1))
    assert (said["gap_low"], said["gap_high"], said["ratio_low"], said["ratio_high"]) == (0.29, 0.07, 1.1, 1.1)


def test_the_board_sees_exact_counts_and_figures():
    table = row(123, 1002)
    pd.testing.assert_frame_equal(coarsen(table, BOARD, "proportion"), table)


def test_rates_may_be_coarse_where_counts_are_exact():
    said = printed(row(123, 1002), replace(BOARD, rate_decimals=2))
    assert (said["numerator"], said["denominator"], said["p_value"], said["rate"]) == (123, 1002, 0.04, 0.12)
    assert (said["rate_low"], said["rate_high"]) == (0.1, 0.15), "where the counts are shown their range tells nothing more"
    assert printed(row(3, 27), replace(BOARD, rate_decimals=2))["rate_low"] == floor(float(stats.wilson_interval(3, 27)[0]) * 100) / 100


def test_counts_may_be_coarse_to_the_nearest_two():
    said = printed(row(123, 1001), replace(BOARD, round_to=2))
    assert (said["numerator"], said["denominator"], said["rate"]) == (124, 1002, 123 / 1001) and np.isnan(said["p_value"])


def test_counts_are_rounded_half_up():
    assert nearest(np.array([0, 2, 2.5, 3, 7, 7.5, 8]), PUBLIC).tolist() == [0, 0, 5, 5, 5, 10, 10]


def test_a_base_of_one_is_possible_where_rates_of_any_base_are_printed():
    """To the nearest two 1 of 1 and 2 of 2 print alike, but for their ranges."""
    policy = replace(policy_for("working"), round_to=2, rate_decimals=1)
    assert np.isnan(printed(row(2, 2), policy)["rate_low"]) and np.isnan(printed(row(1, 1), policy)["rate_low"])


def possible(said: dict, kind: str, policy) -> tuple[int, int]:
    """How many pairs of count and base a reader can think of who has the rounded counts and the rate, and with the range as well: tried one by one."""
    step, least = 10**policy.rate_decimals, max(policy.rate_base, 1)
    pairs, fitting = 0, 0
    near, to = range(-6, 7), policy.round_to
    for more, by in product(near, near):
        cases, base = said["numerator"] + more, said["denominator"] + by
        if cases < 0 or base < least or kind == "proportion" and cases > base:
            continue
        if floor(cases / to + 0.5) * to != said["numerator"] or floor(base / to + 0.5) * to != said["denominator"]:
            continue
        if abs(np.round(round(cases / base * step, 6)) / step - said["rate"]) > 1e-9:
            continue
        pairs += 1
        low, high = (float(each) for each in LIMITS[kind](cases, base))
        fitting += (floor(round(low * step, 6)) / step, ceil(round(high * step, 6)) / step) == (said["rate_low"], said["rate_high"])
    return pairs, fitting


@pytest.mark.parametrize("kind", ["proportion", "rate"])
@pytest.mark.parametrize(
    "policy",
    [PUBLIC, replace(PUBLIC, rate_decimals=1), replace(BOARD, round_to=2, rate_decimals=2)],
    ids=["whole per cent", "ten per cent", "to the nearest two"],
)
def test_no_range_leaves_fewer_than_three_pairs_of_counts_where_the_rate_leaves_more(kind, policy):
    """Small and large, near nobody and near everybody: the range is printed exactly where it gives nothing back."""
    with_range, without = 0, 0
    for base in (20, 21, 23, 27, 40, 61, 98):
        for cases in [each for each in (0, 1, 2, 3, 5, 8, 13, 19, 20, 30, 58, 61, 96, 98) if each <= base or kind == "rate" and each < 1.2 * base]:
            table = row(cases, base, kind)
            said = printed(table, policy, kind)
            step = 10**policy.rate_decimals
            outwards = {
                **said,
                "rate_low": floor(round(table["rate_low"][0] * step, 6)) / step,
                "rate_high": ceil(round(table["rate_high"][0] * step, 6)) / step,
            }
            pairs, fitting = possible(outwards, kind, policy)
            assert pairs >= 1 and fitting >= 1, "the truth is one of them"
            assert np.isnan(said["rate_low"]) == np.isnan(said["rate_high"]) == (fitting < min(3, pairs)), (cases, base, pairs, fitting)
            with_range, without = with_range + (fitting >= min(3, pairs)), without + (fitting < min(3, pairs))
    assert with_range and (without or policy.rate_decimals == 1)
