"""When the rows of those who declared nothing are pooled, and what is added up: each condition on both sides."""

import numpy as np
import pytest

from eianalysis.declare import Identity, InPost, Population
from eianalysis.disclosure.undeclared import pool_undeclared
from eianalysis.policy import policy_for

from .builders import counts, rows

BOARD, POOLED = policy_for("board"), "Not declared or not recorded"
SMALL = {"Asian": (23, 149), "Not stated": (2, 14), "Not recorded": (13, 40)}


def of(base):
    return Identity(Population("service", InPost("end")), Population("service", InPost("end"), (("left", ("yes",)),)), base=base)


@pytest.mark.parametrize(
    "groups",
    [
        {**SMALL, "Not stated": (12, 44)},  # neither is too small
        {"Asian": (23, 149), "Not stated": (2, 14)},  # there is only one
        {"Asian": (2, 14), "White": (13, 40)},  # they declared something
        {"Asian": (23, 149), "Not stated": (2, 14), "Not recorded": (np.nan, 40)},  # of one the number is not known
    ],
)
def test_otherwise_the_result_is_given_back_as_it_was(groups):
    result = counts(rows(groups))
    assert pool_undeclared(result, BOARD) is result


@pytest.mark.parametrize(
    ("more", "base"),
    [
        ({}, 54),
        ({"identity": of("own")}, 54),
        ({"identity": of("whole")}, 200),
        ({"shared_base": True}, 200),
        ({"shared_base": True, "identity": of("own")}, 200),
    ],
)
def test_bases_are_added_up_unless_all_rows_stand_over_one(more, base):
    groups = {name: (came, 200 if base == 200 else all_) for name, (came, all_) in SMALL.items()}
    pooled = pool_undeclared(counts(rows(groups), **more), BOARD).counts.set_index("group")
    assert tuple(pooled.loc[POOLED, ["numerator", "denominator"]]) == (15, base)
    assert tuple(pooled.loc["Asian", ["numerator", "denominator"]]) == groups["Asian"]


def test_rows_stay_in_the_order_in_which_they_were_and_each_characteristic_is_judged_by_itself():
    other = rows({"Not stated": (20, 60), "Not recorded": (13, 40)}, "religion")
    pooled = pool_undeclared(counts(rows({"Not stated": (2, 14), "White": (65, 714), "Not recorded": (13, 40), "Asian": (23, 149)}), other), BOARD).counts
    assert pooled["group"].tolist() == [POOLED, "White", "Asian", "Not stated", "Not recorded"]


def test_a_row_with_an_empty_column_is_kept():
    pooled = pool_undeclared(counts(rows(SMALL).assign(period_start=np.nan)), BOARD).counts
    assert pooled["group"].tolist() == ["Asian", POOLED] and pooled["period_start"].isna().all()
