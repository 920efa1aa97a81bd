"""Every measure that counts what happened in a window: all rows of its table on a day at an edge are counted, or none is."""

import inspect
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.declare import During
from eianalysis.measures.asking import answer
from eianalysis.measures.catalogue import declared_measures
from tests import made
from tests.builders import table

#: Asked of several periods beside each other, of waves, or of what came of a campaign afterwards.
APART = {"applicant_share_trend", "discrimination_case_share", "feedback_coverage", "survey_favourable", "survey_gap", "survey_change"}
APART |= {"cj_charge_change", "cj_rape_to_court", "cj_response_in_time"}
#: Counted offence by offence in another table than the one whose sums they agree with: the edges are in ``test_vawg``.
APART |= {"vawg_decided_soon", "vawg_police_suspect_share", "vawg_result_share"}
#: Searches, at moments of London's day, have tests of their own.
NOT_HERE = ("service", "stop_search")
OF_TABLES = {name: each for name, each in declared_measures().items() if isinstance(each.counts.when, During) and each.counts.of not in NOT_HERE}
OPTIONS = {"dip_month": {"sampler": "internal"}}
ROWS = 150
ROOT = Path(__file__).resolve().parents[2]


@cache
def typed(name):
    drawn = made.force()
    return table(name, drawn[name]) if name in drawn else getattr(ei, f"load_{name}")(load_cycle("2023-04", data_dir=ROOT / "data"))


@pytest.fixture(scope="module")
def cycle(root):
    return replace(load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


def _needs_by(rows):
    named = inspect.signature(rows).parameters
    return "by" in named and named["by"].default is inspect.Parameter.empty


def counted(measure, cycle, day):
    """How many are in the base of each window, where every row of the table is of this day."""
    whole, column = typed(measure.counts.of), measure.counts.when.attribute
    days = pd.Series(pd.Timestamp(day), index=whole.frame.index[-ROWS:]).astype(whole.frame[column].dtype)
    moved = replace(whole, frame=whole.frame.iloc[-ROWS:].assign(**{column: days}), observed_from=date(2010, 1, 1))
    by = "sex" if measure.rows is None or _needs_by(measure.rows) else None
    result = answer(measure, lambda name: moved if name == measure.counts.of else typed(name), cycle, by=by, options=OPTIONS.get(measure.id))
    rows = result.counts
    return rows.groupby("window")["denominator"].max().fillna(0).to_dict() if len(rows) else {}


@pytest.mark.parametrize("name", sorted({*OF_TABLES} - APART))
def test_the_first_and_the_last_day_are_in_the_window_and_the_days_beside_them_are_not(cycle, name):
    measure = OF_TABLES[name]
    inside = counted(measure, cycle, "2023-03-15")
    after = pd.Timestamp(cycle.period_end) + timedelta(days=1)
    assert max(inside.values()) > 0
    for window in inside:
        first = after - pd.DateOffset(months=int(window.removesuffix("m")))
        days = {edge + timedelta(days=by): first <= edge + timedelta(days=by) < after for edge in (first, after - timedelta(days=1)) for by in (-1, 0, 1)}
        assert {day: counted(measure, cycle, day).get(window, 0) > 0 for day in days} == days, window


def test_of_no_month_of_either_period_it_is_said_that_there_is_none(cycle):
    measure = OF_TABLES["cj_charge_change"]
    assert counted(measure, cycle, "2023-04-01") == {} == counted(measure, cycle, "2021-03-01")
