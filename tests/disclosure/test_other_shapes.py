"""Curves, statistics and register rows through the gate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.errors import DisclosureError
from eianalysis.policy import policy_for
from eianalysis.results import CURVE_FIGURES, GROUPING, LEADING, STATISTIC_FIGURES, Missing, Result

from .builders import DEFINITION, curve

BOARD = policy_for("board")


def people(seed: int, size: int, pace: float, late: bool = False):
    """Spells of service: some found already in post when the records began."""
    draw = np.random.default_rng(seed)
    entry = np.round(draw.uniform(1, 4, size), 2) if late else np.zeros(size)
    stay = np.round(entry + 0.01 + draw.exponential(1 / pace, size), 2)
    end = np.round(entry + 0.01 + draw.uniform(3, 8, size), 2)
    return list(zip(entry, np.minimum(stay, end), (stay <= end).astype(int), strict=True))


WHITE, MINORITIES = people(1, 300, 0.15), people(2, 80, 0.2)


def test_a_curve_is_on_the_grid_with_enough_at_risk_and_no_step_shows_a_few():
    table = release(curve({"White": WHITE, "Ethnic minorities": MINORITIES}), BOARD).table
    assert list(table) == [*LEADING, *GROUPING, *CURVE_FIGURES]
    assert set(table["group"]) == {"All", "White", "Ethnic minorities"}
    for group, spells in (("White", WHITE), ("Ethnic minorities", MINORITIES), ("All", WHITE + MINORITIES)):
        times = table.loc[table["group"] == group, "time"].astype(float).tolist()
        assert len(times) > 3 and all((time * 2).is_integer() for time in times)
        assert table.loc[table["group"] == group, "at_risk"].min() >= 10
        for start, end in zip(times, times[1:], strict=False):
            gone = sum(left for _, leave, left in spells if start < leave <= end)
            assert gone == 0 or gone >= 5


def test_the_estimates_are_kaplan_meier_at_the_grid_times():
    result = curve({"White": WHITE, "Ethnic minorities": MINORITIES})
    table = release(result, BOARD).table
    true = result.counts[result.counts["group"] == "White"]
    for row in table[table["group"] == "White"].iloc[1:].to_dict("records"):
        at = true[true["time"] <= row["time"] + 1e-9].iloc[-1]
        assert row["estimate"] == pytest.approx(at["estimate"], abs=0.0006)
        assert row["low"] == pytest.approx(at["low"], abs=0.0011) and row["high"] == pytest.approx(at["high"], abs=0.0011)


def test_a_group_found_late_begins_where_ten_are_at_risk_and_is_then_conditional():
    table = release(curve({"White": WHITE, "Ethnic minorities": people(3, 90, 0.2, late=True)}), BOARD).table
    own = table[table["group"] == "Ethnic minorities"]
    assert own["time"].iloc[0] >= 1 and own["estimate"].iloc[0] == 1.0 and own["at_risk"].iloc[0] >= 10
    assert own["estimate"].is_monotonic_decreasing and len(own) > 2


def test_a_group_never_at_ten_has_no_curve_and_cannot_be_had_by_subtraction():
    few = [(0.0, 1.2, 1), (0.0, 2.3, 1), (0.0, 4.0, 0), (0.0, 5.0, 0)]
    released = release(curve({"White": WHITE, "Ethnic minorities": MINORITIES, "Not stated": few}), BOARD)
    table = released.table
    none = table[table["group"] == "Not stated"]
    assert none["status"].tolist() == ["hidden"] and none[["time", "at_risk", "estimate"]].isna().all(axis=None)
    shown = set(table.loc[~table["status"].str.startswith("hidden"), "group"])
    assert not {"All", "White", "Ethnic minorities"} <= shown
    assert "Groups with too few people" in released.note


def test_the_public_curve_has_whole_percentages_and_people_to_five():
    table = release(curve({"White": WHITE, "Ethnic minorities": MINORITIES}), policy_for("public")).table.dropna(subset="time")
    assert (table["at_risk"] % 5 == 0).all()
    assert np.allclose((table["estimate"].astype(float) * 100) % 1, 0, atol=1e-6) or np.allclose(
        table["estimate"].astype(float).round(2), table["estimate"].astype(float)
    )


def test_a_curve_without_the_columns_to_judge_it_is_refused():
    result = curve({"White": WHITE})
    with pytest.raises(DisclosureError, match="no column at_risk"):
        release(replace(result, counts=result.counts.drop(columns="at_risk")), BOARD)


def statistic(**more) -> Result:
    row = {
        "characteristic": "sex",
        "group": "Female and Male",
        "name": "log-rank chi-square",
        "value": 4.123456,
        "df": 1.0,
        "p_value": 0.0423456,
        "smallest": 12,
        **more,
    }
    return Result("logrank", "statistic", DEFINITION, pd.DataFrame([row]))


def test_a_statistic_is_shown_where_every_group_has_enough_events_and_never_with_every_digit():
    table = release(statistic(), BOARD).table
    assert list(table)[-4:] == list(STATISTIC_FIGURES) and "smallest" not in table
    assert table["value"].tolist() == [4.12] and table["p_value"].tolist() == [0.0423]


@pytest.mark.parametrize("smallest", [0, 4, None])
def test_a_statistic_that_rests_on_a_few_events_is_withheld(smallest):
    released = release(statistic(smallest=smallest), BOARD)
    assert released.table[["value", "df", "p_value"]].isna().all(axis=None)
    assert "too few events" in released.note


def test_a_statistic_that_does_not_say_what_it_rests_on_is_refused():
    result = statistic()
    with pytest.raises(DisclosureError, match="no column smallest"):
        release(replace(result, counts=result.counts.drop(columns="smallest")), BOARD)


def test_register_rows_pass_without_names_addresses_or_numbers():
    frame = pd.DataFrame(
        {
            "item_id": ["TRT-01", "CAS-16.3"],
            "owner_role": ["Head of HR", "DCI"],
            "owner_raw": ["J. Smith", ""],
            "progress_raw": ["ask j.smith@example.police.uk or 020 7601 2222", "done 2022-03-31, 16 of 20"],
            "status": ["in_progress", "complete"],
            "due": pd.to_datetime(["2023-04-26", None]),
        }
    )
    released = release(Result("register", "register", DEFINITION, frame), BOARD)
    table = released.table
    assert "owner_raw" not in table and table["owner_role"].tolist() == ["Head of HR", "DCI"]
    assert table["progress_raw"].tolist() == ["ask [removed] or [removed]", "done 2022-03-31, 16 of 20"]
    assert "left out" in released.note


@pytest.mark.parametrize("shape", ["curve", "statistic", "register"])
def test_every_shape_can_be_not_available(shape):
    released = release(Result("m", shape, DEFINITION, pd.DataFrame(), missing=Missing("leavers.csv")), BOARD)
    assert released.table.empty and released.status == "not_available" and "leavers.csv" in released.note
