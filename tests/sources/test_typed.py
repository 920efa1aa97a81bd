"""A typed table shows its shape, filters without changing, and says what can be asked of it."""

from datetime import date

import pandas as pd
import pytest
from builders import workforce

from eianalysis.errors import UsageError
from eianalysis.sources import Source, TypedTable
from eianalysis import results

PEOPLE = """
    ethnicity_code  sex  unit
    W1              F    TFG
    A4              M    PPU
    NS              F    TFG
"""


def test_it_shows_its_shape_and_never_its_rows():
    people = workforce(PEOPLE)
    assert repr(people) == "<workforce_snapshot: 3 rows, 10 columns>"
    assert repr(workforce(PEOPLE, synthetic=True)) == "<workforce_snapshot: 3 rows, 10 columns, SYNTHETIC>"
    assert not hasattr(people, "_repr_html_")


def test_where_filters_and_leaves_the_table_alone():
    people = workforce(PEOPLE)
    assert len(people.where(unit="TFG")) == 2
    assert len(people.where(unit="TFG", sex=["Female", "Male"], ethnicity_5="White")) == 1
    assert len(people) == 3
    assert people.where(unit="TFG").sources == people.sources


def test_a_wrong_column_or_grouping_is_named():
    people = workforce(PEOPLE)
    with pytest.raises(UsageError, match="workforce_snapshot has no column 'unti'; did you mean 'unit'?"):
        people.where(unti="TFG")
    with pytest.raises(UsageError, match="cannot be grouped by 'ethnicty'; did you mean 'ethnicity'?"):
        people.columns_for("ethnicty")
    assert people.columns_for("ethnicity") == ("ethnicity_5", "ethnicity_2")
    assert people.columns_for("unit") == ("unit",)


def test_groupings_are_those_the_columns_allow():
    assert "disability" not in workforce(PEOPLE).groupings
    assert "disability" in workforce(PEOPLE, disability="Y").groupings


def test_nobody_takes_a_table_for_true_or_false():
    with pytest.raises(UsageError, match="ask len\\(table\\) or table.absent"):
        bool(workforce(PEOPLE))


def test_there_is_one_source_class():
    assert results.Source is Source
    assert TypedTable("x", workforce(PEOPLE).frame, absent=True).__repr__() == "<x: absent>"


def test_where_takes_a_day_as_it_is_written():
    table = TypedTable("workforce_snapshot", pd.DataFrame({"as_at": pd.to_datetime(["2022-03-31", "2023-03-31", "2023-03-31"])}))
    assert len(table.where(as_at="2023-03-31")) == 2
    assert len(table.where(as_at=["2022-03-31", date(2023, 3, 31)])) == 3


def test_of_codes_of_a_forces_own_the_broad_groups_asked_for_are_its_own():
    table = TypedTable("leavers", pd.DataFrame({"ethnicity": ["European"]}), groupings={"ethnicity": ("ethnicity",)})
    assert table.columns_for("ethnicity_2") == table.columns_for("ethnicity") == ("ethnicity",)
    with pytest.raises(UsageError):
        table.columns_for("religion_2")
