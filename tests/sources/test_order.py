"""A column sorted or filled down by itself is refused, whatever the table; a table sorted as a whole is read."""

import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES
from eianalysis.sources import load_applications
from eianalysis.sources.order import order_faults
from tests.builders import table


def found(name, frame):
    return " ".join(str(fault) for fault in order_faults(frame.reset_index(drop=True), TABLES[name]))


@pytest.mark.parametrize(
    "name, column",
    [
        ("applications", "ethnicity_code"),
        ("applications", "sex"),
        ("applications", "age"),
        ("misconduct_cases", "severity"),
        ("leavers", "leaver_type"),
        ("use_of_force", "officer_ethnicity"),
        ("complaints", "complainant_ethnicity"),
        ("pay", "pay_in_period"),
        ("workforce_snapshot", "age"),
    ],
)
@pytest.mark.follows
def test_a_column_sorted_by_itself_is_refused(tables, name, column):
    frame = table(name, tables[name]).frame
    said = found(name, frame.assign(**{column: frame[column].sort_values().to_numpy()}))
    assert "order of" in said and "was the column sorted or filled down by itself? Export it again" in said
    assert not found(name, frame)


@pytest.mark.parametrize(
    "name, column, word, start, end",
    [
        ("applications", "ethnicity_code", "A1", 1500, 1540),
        ("applications", "ethnicity_code", "W1", 1500, 1800),
        ("leavers", "ethnicity_code", "B1", 600, 650),
        ("complaints", "complainant_sex", "Female", 500, 560),
    ],
)
def test_a_column_filled_down_is_refused_with_its_rows(tables, name, column, word, start, end):
    frame = table(name, tables[name]).frame.copy()
    frame.iloc[start:end, frame.columns.get_loc(column)] = word
    assert "it says one thing in" in (said := found(name, frame)) and "in the order of" in said


@pytest.mark.parametrize("seed", [0, 1])
def test_tables_as_they_are_and_sorted_as_a_whole_are_read(make_force, seed):
    for name, rows in make_force(seed=seed, searches=False).items():
        frame = table(name, rows).frame
        for by in ([], ["ethnicity_code"], ["sex", *TABLES[name].happened[:1]], ["person_ref"], ["worker_type", "sex"], ["campaign_id", "ethnicity_code"]):
            if set(by) <= set(frame):
                assert not found(name, frame.sort_values(by, kind="stable") if by else frame), (name, by)


def test_who_joined_long_ago_may_be_nearly_all_alike(tables):
    """References are given in the order of joining: a hundred men one after another are no column filled down where others are nearly all men."""
    frame = table("workforce_snapshot", tables["workforce_snapshot"]).frame
    last = frame[frame["as_at"] == frame["as_at"].max()].sort_values("person_ref")
    early = last.index[:600]
    assert not found("workforce_snapshot", last.assign(sex=last["sex"].mask(last.index.isin(early) & (last.index % 20 > 0), "Male")))


def test_it_is_told_with_the_rows_of_the_file(tables, tmp_path):
    rows = tables["applications"].sort_values("applied_on", kind="stable").reset_index(drop=True).astype(str).replace("NaT", "")
    rows.loc[1000:1059, "ethnicity_code"] = "B1"
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "applications.csv", rows.to_csv(index=False))
    with pytest.raises(DataFault, match="row 100[012], column 'ethnicity_code': it says one thing in 6[0-9] rows"):
        load_applications(cycle)
