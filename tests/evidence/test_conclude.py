"""What the map says of an item: in which unit, of which year, of which data, and what is lacking."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.evidence.conclude import conclude
from eianalysis.results import Definition, Missing, Shown

from .test_leaks import item
from .test_rules import GOOD, HARM, shown


def said(seen=None, **row):
    return conclude(pd.DataFrame([item(**row)]), {} if seen is None else {"m": seen}).iloc[0]


JOINED = {"Ethnic minorities": (40, 100), "White": (60, 100)}
RATE = Definition("Leaving", "officers who left", "officers in post", noun="officers", verb="left", outcome="harm", per=1000)


@pytest.mark.parametrize(
    ("kind", "definition", "figure", "unit", "per"),
    [
        ("proportion", HARM, "rate", "%", 100),
        ("proportion", HARM, "gap", "points", 100),
        ("proportion", HARM, "ratio", "times", 1),
        ("proportion", HARM, "count", "officers", 1),
        ("rate", RATE, "rate", "per 1,000", 1000),
        ("rate", RATE, "gap", "per 1,000", 1000),
        ("rate", replace(RATE, per=100), "rate", "per 100", 100),
        ("proportion", RATE, "rate", "per 1,000", 1000),
        ("proportion", RATE, "gap", "per 1,000", 1000),
        ("rate", replace(RATE, per=100), "gap", "per 100", 100),
    ],
)
def test_a_figure_is_said_in_its_unit(kind, definition, figure, unit, per):
    row = said(shown(JOINED, kind=kind, reference="White", definition=definition), figure=figure)
    assert (row["said_in"], row["per"]) == (unit, per)


def test_what_is_not_measured_has_no_unit_and_no_data():
    for row in (said(None), said(shown(JOINED), measure=""), said(None, measure="")):
        assert row["said_in"] == "" and np.isnan(row["per"]) and row["data"] == "none" and row["status"] == "not_available"
        assert row["change"] == "" and np.isnan(row["value"])
    assert said(None)["evidence_status"] == "no data: measure not built" and said(None, measure="")["evidence_status"] == "no data"
    assert said(None)["measure_title"] == "Leaving" and said(None, measure="")["measure_title"] == ""


def absent(**missing):
    return Shown(pd.DataFrame(), {}, HARM, "rate", (), Missing("exit_interviews.csv", **missing), frozenset({"absent"}), False)


def test_what_is_lacking_is_said_with_what_is_wrong_with_it():
    assert said(absent())["needs"] == "the table exit_interviews.csv"
    assert said(absent(reason="of 20 rows none has a day"))["needs"] == "exit_interviews.csv: of 20 rows none has a day"
    assert said(replace(absent(), missing=Missing("exit_interviews")))["needs"] == "the table exit interviews"
    assert said(absent(), needs="a survey")["needs"] == "a survey" and said(shown(JOINED))["needs"] == ""
    assert said(absent(), direction="up", target=None)["change"] == "" and said(absent())["evidence_status"] == "no data"


def test_of_a_curve_is_said_that_there_is_one_and_no_figure():
    for table in (pd.DataFrame({"time": [1.0], "estimate": [0.9]}), pd.DataFrame({"group": ["All"], "estimate": [0.9]})):
        row = said(replace(shown(JOINED), table=table), direction="no_target", target=None)
        assert (row["evidence_status"], row["status"]) == ("measured, no target set", "shown") and np.isnan(row["value"])


def test_invented_data_or_an_invented_report_are_an_illustration():
    seen = shown(JOINED)
    assert said(seen)["data"] == "real" and said(replace(seen, states=frozenset({"synthetic", "real"})))["data"] == "SYNTHETIC ILLUSTRATION"
    assert said(seen, update_basis="synthetic")["data"] == "SYNTHETIC ILLUSTRATION"
    assert said(None, update_basis="synthetic")["data"] == "none"


def years(now, before, **more):
    seen = [shown({"Ethnic minorities": each, "White": (100, 400)}) for each in (now, before)]
    return replace(seen[0], changes={"ethnicity_2": (seen[0].table, seen[1].table)}, **more)


def test_a_change_is_between_the_two_years_and_only_of_who_asks_for_one():
    seen = years((60, 100), (40, 100))
    assert [said(seen, direction=way, target=None)["change"] for way in ("up", "down", "no_target", "at_least")] == ["moving towards", "moving away", "", ""]
    row = said(seen, direction="up", target=None)
    assert row["evidence_status"] == "moving towards" and row["value"] == 0.6
    assert said(seen, direction="up", target=None, asked=False)["change"] == ""
    assert said(shown({"Ethnic minorities": (60, 100), "White": (100, 400)}), direction="up", target=None)["change"] == "too few to say"


def test_the_change_of_a_part_is_of_that_part():
    seen = years((60, 100), (40, 100))
    pair = tuple(table.assign(stage="Proven") for table in seen.changes["ethnicity_2"])
    seen = replace(seen, table=pair[0], changes={"ethnicity_2;stage=Proven": pair})
    row = said(seen, direction="up", target=None, part="stage=Proven")
    assert (row["change"], row["part"]) == ("moving towards", "stage=Proven")
    assert said(seen, direction="up", target=None)["change"] == "too few to say", "of all parts together no year before is there"


def test_a_table_of_two_periods_is_its_own_year_before():
    from .test_readings import two_periods

    row = said(two_periods(), direction="up", target=None, characteristic="period", group="latest", reference="")
    assert (row["change"], row["value"], row["evidence_status"]) == ("moving towards", 0.6, "moving towards")


def test_two_items_of_one_change_are_one_comparison_and_each_is_told():
    seen = years((63, 120), (45, 120))
    table = conclude(pd.DataFrame([item(item_id=f"X-{n}", direction="up", target=None) for n in range(20)]), {"m": seen})
    assert set(table["change"]) == {"moving towards"}, "as twenty comparisons it would be too few to say"
    assert said(years((8, 90), (7, 90)), direction="up", target=None, definition=GOOD)["change"] == "too few to say"
