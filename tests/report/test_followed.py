"""Every figure of the evidence map can be followed to a row of a table: periods by their place, sums of groups by adding up."""

from dataclasses import replace

import pytest

from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.report import printed
from eianalysis.report.followed import follow
from eianalysis.report.overlap import require_agreement
from eianalysis.report.printed import Printed


def mapped(value, **more):
    return {
        "item_id": "X-1",
        "measure": "leavers/all",
        "window": "",
        "characteristic": "sex",
        "group": "Female",
        "part": "",
        "figure": "rate",
        "value": str(value),
        "status": "shown",
        **more,
    }


def row(group, numerator, denominator, **more):
    values = {
        "measure": "leavers",
        "characteristic": "sex",
        "group": group,
        "numerator": str(numerator),
        "denominator": str(denominator),
        "rate": repr(numerator / denominator),
        "status": "shown",
    }
    return Printed("tables/by-group.csv", {}, {**values, **more})


def hide(row):
    return replace(row, values={**row.values, "status": "hidden"})


def test_a_figure_that_no_table_has_is_named():
    tables = {"leavers": [row("Female", 13, 260)]}
    found = follow([mapped(0.05), mapped(0.9, group="Male", item_id="X-2"), mapped("", status="hidden")], tables)
    assert (found.shown, found.lost) == (2, ("X-2: leavers/all, sex, Male",))
    assert str(found) == "1 of 2 figures of the evidence map stand in a table"


def test_the_latest_period_is_the_row_that_is_compared_whatever_it_is_called():
    wave = {"characteristic": "period"}
    rows = [row("2022", 331, 617, reference="2021", **wave), row("2021", 316, 605, reference="", **wave)]
    latest = mapped(331 / 617, characteristic="period", group="latest")
    assert not follow([latest], {"leavers": rows}).lost
    with pytest.raises(EIAnalysisError, match="give different figures"):
        follow([latest | {"value": repr(316 / 605)}], {"leavers": rows})
    with pytest.raises(DisclosureError, match="shows what tables/by-group.csv hides"):
        follow([latest], {"leavers": [hide(each) for each in rows]})


def test_ethnic_minorities_are_added_up_where_the_table_has_five_groups():
    five = {"characteristic": "ethnicity_5"}
    rows = [row("Asian", 6, 60, **five), row("Black", 4, 40, **five), row("White", 40, 800, **five), row("All", 50, 900, **five)]
    asked = {"characteristic": "ethnicity_2", "group": "Ethnic minorities"}
    assert not follow([mapped(0.1, **asked), mapped(2.0, figure="ratio", **asked), mapped(10.0, figure="count", **asked)], {"leavers": rows}).lost
    with pytest.raises(EIAnalysisError, match="different figures"):
        follow([mapped(0.11, **asked)], {"leavers": rows})
    hidden = [rows[0], hide(rows[1]), *rows[2:]]
    assert follow([mapped(0.1, **asked)], {"leavers": hidden}).lost


def test_every_figure_of_the_map_stands_in_a_table_of_the_default_pack(pack):
    found = require_agreement(printed.tables(pack / "tables"))
    assert found.shown > 150 and not found.lost, "\n".join(found.lost)
