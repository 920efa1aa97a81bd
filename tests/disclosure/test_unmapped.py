"""Tables issued before sidecars said what they count: their numbers are known wherever they could stand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from eianalysis.disclosure import plan
from eianalysis.disclosure.issued_rows import rounded_shown, rows_shown, unmapped
from eianalysis.disclosure.unmapped import known, near, rounded

from .test_plan import BOARD, leavers

DAYS = ("2022-04-01 00:00:00", "2023-03-31 00:00:00")


def placed(rows, measure="leaving"):
    return [replace(row, within=(measure, "12m", *DAYS, "ethnicity_5")) for row in rows]


def old(counts, measure="gone", **more):
    return [replace(row, count=(), base=(), of=0.0, kind="issued") for row in placed(leavers(counts, **more), measure)]


def shown(rows, **more):
    made, _ = plan.make_plan(rows, BOARD, **more)
    return {row.group for row in rows if not any(cell in made.hidden for cell in row.cells)}


def test_a_count_a_few_more_than_that_of_an_old_table_is_hidden():
    """79 left, 76 of them otherwise than by transfer, and the sidecar of the old table does not say so."""
    rows = placed(leavers({"All": 79, "White": 40, "Asian": 39}))
    assert shown(rows) == {"All", "White", "Asian"}
    assert len(shown(rows, unmapped=old({"All": 76, "Asian": 34})) - {"All"}) == 1


def test_a_count_of_an_old_table_cannot_be_hidden_any_more_so_that_another_is():
    counts = {"All": 60, "White": 30, "Asian": 20, "Black": 7, "Other": 3}
    rows = placed(leavers(counts))
    alone = shown(rows)
    (beside,) = {"White", "Asian", "Black"} - alone
    was = old({beside: counts[beside]})
    found = shown(rows, unmapped=was)
    assert beside not in found or len(found) < len(alone), "hiding what readers have protects nothing"
    assert len(found) < len(alone)


def test_a_chance_match_frees_nothing():
    """Nobody of seven, and an old table prints a nought of the same group: whoever was meant there, it is not said of these."""
    rows = placed([*leavers({"All": 400, "White": 400}), *leavers({"Asian": 0}, base=7)])
    assert "Asian" not in shown(rows) and "Asian" not in shown(rows, unmapped=old({"Asian": 0}))


@pytest.mark.parametrize("other", [{"group": "Black"}, {"within": ("gone", "12m", "2021-04-01 00:00:00", DAYS[1], "ethnicity_5")}])
def test_other_groups_and_other_days_say_nothing(other):
    rows = placed(leavers({"All": 79, "White": 40, "Asian": 39}))
    was = [replace(row, **other) for row in old({"Asian": 36})]
    assert near(rows, was) == rows and not known(rows, was)


def table(**figures):
    row = {"measure": "gone", "kind": "proportion", "window": "12m", "period_start": "2022-04-01", "period_end": "2023-03-31"}
    row |= {"characteristic": "ethnicity_5", "group": "Asian", "numerator": 36, "denominator": 400, "rate": 0.09, "status": "shown"}
    return pd.DataFrame([{**row, **figures}, {**row, "group": "Black", "numerator": None, "denominator": None, "rate": None, "status": "hidden"}])


def side(**more):
    return {"measure": "gone", "keys": ["window"], "definition": {"noun": "officers"}, "shape": "counts", "policy": {"profile": "board", "round_to": 1}, **more}


def test_the_rows_of_such_a_table_are_read_from_its_file():
    (one,) = unmapped([(table(), side())], BOARD)
    assert (one.cases, one.of, one.group, one.within) == (36, 400, "Asian", ("gone", "12m", *DAYS, "ethnicity_5"))
    assert rows_shown([(table(), side())], BOARD) == []
    assert unmapped([(table(), side(public=True))], BOARD) == []
    assert near(placed(leavers({"Asian": 39}), "leaving"), [one])[0].withheld == (0,)


def test_a_rounded_table_without_identities_says_between_which_numbers_its_counts_are():
    printed = side(policy={"profile": "public", "round_to": 5})
    assert rounded_shown([(table(numerator=35), printed)]) == []
    (one,) = unmapped([(table(numerator=35), printed)], BOARD)
    rows = placed(leavers({"All": 79, "White": 43, "Asian": 36}))
    assert [(each.key, each.low, each.high) for each in rounded(rows, [one], 5)][:1] == [(rows[2].count, 32.5, 37.5)]
    assert rounded(placed(leavers({"Asian": 38})), [replace(one, of=0.0)], 5) == []
