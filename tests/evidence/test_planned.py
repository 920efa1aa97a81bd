"""The evidence map says of each comparison whether it was planned before looking, and nothing of it where it is hidden."""

import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.evidence import status_rules
from eianalysis.results import Shown
from eianalysis.tables.evidence import _said
from tests.evidence.test_leaks import BOARD, counted, item, mapped

FIGURES = (("ratio", "parity"), ("gap", "no_target"), ("rate", "at_most"))


@pytest.mark.parametrize("planned", ["primary", "exploratory"])
def test_ratios_and_gaps_say_whether_they_were_planned_and_rates_say_nothing(planned):
    now = counted(20, 90)
    now = now.then(lambda table: table.assign(comparison=table["comparison"].mask(table["comparison"].notna(), planned)))
    rows = [item(item_id=f"X-{n}", figure=figure, direction=direction) for n, (figure, direction) in enumerate(FIGURES)]
    told = mapped(now, rows=rows)
    assert told["comparison"].tolist() == [planned, planned, ""]
    words = {"primary": "(planned)", "exploratory": "(exploratory)"}[planned]
    assert [words in _said(row | {"contradiction": ""}) for row in told.to_dict("records")] == [True, True, False]


def test_of_a_hidden_comparison_nothing_is_said():
    told = mapped(counted(3, 90), rows=[item(figure="ratio", direction="parity")])
    assert told["status"].tolist() == ["hidden"] and told["comparison"].tolist() == [""]


def test_what_is_added_up_of_a_table_is_exploratory():
    """Of five groups, all but White: one more comparison, judged with those of its own table."""
    now = counted(20, 90)
    five = now.counts.assign(characteristic="ethnicity_5", group=now.counts["group"].replace({"Ethnic minorities": "Asian"}))
    from dataclasses import replace

    from eianalysis.measures.compare import compare, with_rates

    made = compare(with_rates(replace(now, counts=five, steps=())), reference="White")
    table = release(made, BOARD).table
    shown = Shown(table, {}, made.definition, made.kind, made.keys, None, frozenset({"real"}), False)
    reading = status_rules.read(shown, table, item(figure="ratio", direction="parity", target=pd.NA))
    assert reading.seen and reading.comparison == "exploratory"
    assert status_rules.read(shown, table, item(figure="rate")).comparison == ""
