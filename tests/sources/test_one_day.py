"""The day on which records were moved to another system is told, and files of exactly as many rows as an export gives at most."""

import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.sources import load_leavers
from eianalysis.sources.one_day import with_one_day
from tests.builders import table


def told(name, frame):
    return [words for source in with_one_day(table(name, frame)).sources for words, _ in source.flags if "many times more rows" in words]


@pytest.mark.parametrize("name, column, day", [("stay_interviews", "raised_on", "2021-04-01"), ("leaver_contacts", "contacted_on", "2022-03-01")])
def test_the_day_of_a_migration_is_told_and_the_days_of_the_events_are_not(tables, name, column, day):
    rows = tables[name].copy()
    rows.loc[rows.index % 4 == 0, column] = day
    found = told(name, rows)
    assert len(found) == 1 and found[0].startswith(f"{column}: many times more rows say") and "Give each the day on which it happened" in found[0]
    assert not told(name, tables[name])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_no_day_of_a_force_in_which_nothing_is_wrong_is_told(make_force, seed):
    frames = make_force(seed=seed, searches=False)
    names = ["workforce_snapshot", "leavers", "joiners", "misconduct_cases", "exit_interviews", "grievances", "family_leave", "vetting", "promotions"]
    names += ["stay_interviews", "leaver_contacts", "development_participation", "training_attendance", "complaints", "pay"]
    assert {name: told(name, frames[name]) for name in names if told(name, frames[name])} == {}


def flags(tmp_path, count):
    head = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type\n"
    cycle = a_cycle(tmp_path)
    rows = [f"P{n},officer,W1,{'FM'[n % 2]},2015-04-01,2022-{n % 12 + 1:02}-{n % 28 + 1:02},VR\n" for n in range(count)]
    put(cycle.raw_dir, "leavers.csv", head + "".join(rows))
    return [words for words, _ in load_leavers(cycle).sources[0].flags if "exactly as many rows" in words]


def test_a_file_that_ends_where_an_export_stops_is_told_and_one_of_a_row_more_is_not(tmp_path):
    assert flags(tmp_path / "cut", 500) == [
        "exactly as many rows as many exports give at most: did it stop there? Compare with the number of records in the system"
    ]
    assert flags(tmp_path / "whole", 501) == []
