"""Starts of service and ages that two tables give of the same people: moved by one same time they are refused, or told."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.sources.linkage import check_linkage
from tests.builders import table


def said(made):
    lines, faults = check_linkage(made)
    return "\n".join(lines), " ".join(map(str, faults))


@pytest.fixture(scope="module")
def made(tables):
    return {name: table(name, tables[name]) for name in ("workforce_snapshot", "leavers", "joiners", "promotions")}


@pytest.mark.parametrize("name", ["leavers", "workforce_snapshot"])
@pytest.mark.follows
def test_days_counted_from_1904_are_refused_and_moved_back_are_read(made, name):
    moved = replace(made[name], frame=made[name].frame.assign(service_start=made[name].frame["service_start"] - pd.Timedelta(days=1462)))
    lines, faults = said({**made, name: moved})
    assert "of those who are in the workforce table too have the start of service it gives, and most of the others have one 1,462 days" in faults
    assert "are the days of one of the two counted from 1904 (a spreadsheet's setting), or typed anew? Export it again" in faults
    assert "Correct one of the two." in faults and "start of service it gives" not in said(made)[1]


def test_ages_of_another_day_are_told(made):
    older = replace(made["workforce_snapshot"], frame=made["workforce_snapshot"].frame.assign(age=made["workforce_snapshot"].frame["age"] + 3))
    assert re.search(
        "leavers: age: half of those who are in the workforce table too are [23] or more years younger", said({**made, "workforce_snapshot": older})[0]
    )


@pytest.mark.parametrize(
    "wrong", [lambda rows: {"person_ref": np.roll(rows["person_ref"], 1)}, lambda rows: {"weekly_hours": 37.0}], ids=["others' pay", "one number"]
)
def test_hours_of_other_people_are_told(tables, made, wrong):
    pay = table("pay", tables["pay"])
    assert "weekly_hours" not in said({**made, "pay": pay})[0]
    assert (
        "pay: weekly_hours: those of fewer hours are no more those who are part-time"
        in said({**made, "pay": replace(pay, frame=pay.frame.assign(**wrong(pay.frame)))})[0]
    )


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_force_in_which_all_agrees_is_told_nothing(make_force, seed):
    lines, faults = said({name: table(name, frame) for name, frame in make_force(seed=seed, searches=False).items()})
    assert "age:" not in lines and not faults
