"""Real retention data through their mapping files and nothing else, against the known answers of the public-data README."""

import shutil
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis import stats
from eianalysis.measures.spells import service_years, spells

pytestmark = pytest.mark.proof  # real rosters, read whole


@pytest.fixture
def given(shared, root, tmp_path):
    """A function that lays an example's mapping and its file into a raw folder, and gives the cycle that reads them."""

    def lay(example: str, file: str, start: date, end: date):
        data = tmp_path / "data"
        cycle = replace(
            ei.load_cycle("2023-04", data_dir=root / "data"),
            data_dir=data,
            period_start=start,
            period_end=end,
            data_cut_off=end,
            data="real",
            primary_comparisons=(),
            reference={"sex": "Male", "ethnicity": "White"},
        )
        cycle.raw_dir.mkdir(parents=True)
        shutil.copyfile(root / "docs" / "examples" / example / "mapping.toml", cycle.raw_dir / "mapping.toml")
        shutil.copyfile(shared / "public-data" / "retention" / file, cycle.raw_dir / file)
        return cycle

    return lay


@pytest.fixture
def roster(given):
    return given("chicago-roster", "chicago-police-roster-1936-2017.csv.gz", date(2016, 4, 1), date(2017, 3, 31))


@pytest.fixture
def babushkin(given):
    return given("babushkin", "babushkin-turnover.csv", date(2020, 1, 1), date(2020, 12, 31))


def tables(cycle):
    return ei.load_workforce(cycle), ei.load_leavers(cycle), ei.load_joiners(cycle)


def at(result, group, time):
    curve = result.counts[result.counts["group"] == group].rename(columns={"estimate": "survival"})
    return float(stats.survival_at(curve, [time])[0])


def test_the_roster_gives_the_known_ten_year_survival(roster):
    sex = ei.survival(*tables(roster), cycle=roster, by="sex", joined_from="1990-01-01")
    race = ei.survival(*tables(roster), cycle=roster, by="ethnicity", joined_from="1990-01-01")
    found = {
        "women": at(sex, "Female", 10),
        "men": at(sex, "Male", 10),
        "Black": at(race, "Black", 10),
        "White": at(race, "White", 10),
        "Hispanic": at(race, "Hispanic", 10),
    }
    known = {"women": 0.8482, "men": 0.8713, "Black": 0.8530, "White": 0.8613, "Hispanic": 0.8875}
    assert found == pytest.approx(known, abs=5e-5)


def test_the_rosters_contradictions_are_counted_where_a_page_shows_them(roster):
    notes = ei.service_notes(*tables(roster), cycle=roster)
    text = "\n".join(notes.counts["rule"] + " " + notes.counts["rows"])
    for line in (
        "No appointment date. 6",
        "Left before joining. 10",
        "Marked as gone, without a leaving date. 495",
        "Marked as in post, with a leaving date. 28",
        "Left after the day of the roster. fewer than 5 rows",
    ):
        assert line in text


def test_the_difference_between_women_and_men_on_the_roster_is_not_chance_and_is_released(roster):
    test = ei.compare_survival(*tables(roster), cycle=roster, by="sex", joined_from="1990-01-01")
    row = ei.release(test, roster.policy).table.iloc[0]
    assert row["value"] > 10 and row["p_value"] < 0.01
    shown = ei.release(ei.survival(*tables(roster), cycle=roster, by="sex", joined_from="1990-01-01"), roster.policy)
    assert {"Female", "Male"} == set(shown.table.query("status == 'shown'")["group"])


def test_the_leavers_file_says_by_which_door(given):
    """6,516 rows; counted here independently of the loader with the csv module and the 26 descriptions."""
    cycle = given("chicago-leavers", "chicago-police-leavers-2015-2024.csv.gz", date(2021, 4, 1), date(2024, 3, 31))
    left = ei.load_leavers(cycle)
    source = left.sources[0]
    assert source.rows == 6516 and len(left) == 6516 - sum(rows for _, rows in source.set_aside)
    assert dict(source.set_aside)["not a departure: cancelled, or asked for dates only"] == 29
    routes = ei.leaver_routes(left, cycle=cycle, by="sex")
    everybody = routes.counts.query("group == 'All'").set_index("route")["numerator"]
    assert everybody["All"] == everybody.drop("All").sum() == left.frame["leave_date"].between("2021-04-01", "2024-03-31").sum()
    assert everybody["Retirement"] > everybody["Resignation"] > everybody["Dismissal or contract end"] > 0
    assert "hidden" not in set(ei.release(routes, cycle.policy).table.query("group == 'Female'")["status"])


def test_a_rate_from_leavers_alone_is_not_available_and_says_what_is_missing(given):
    cycle = given("chicago-leavers", "chicago-police-leavers-2015-2024.csv.gz", date(2021, 4, 1), date(2024, 3, 31))
    result = ei.exit_routes(*tables(cycle), cycle=cycle, by="sex")
    assert result.status == "not_available" and result.missing.file == "workforce_snapshot"


def test_lengths_of_service_without_dates_give_the_known_median(babushkin):
    people, left, _ = tables(babushkin)
    assert len(people) + len(left) == 1129 and len(left) == 571
    made = spells(*tables(babushkin), as_at=babushkin.data_cut_off, worker_type="staff")
    served = service_years(made.frame, made.as_at)
    whole = stats.life_table(served["exit"], served["event"], entry=served["entry"])
    assert 12 * stats.median_survival(whole) == pytest.approx(50.727, abs=5e-4)
    assert list(stats.survival_at(whole, [1.0, 2.0])) == pytest.approx([0.8559, 0.6933], abs=5e-5)


def test_the_log_rank_by_sex_is_the_known_one(babushkin):
    test = ei.compare_survival(*tables(babushkin), cycle=babushkin, by="sex", worker_type="staff").counts.iloc[0]
    assert test["value"] == pytest.approx(2.348, abs=5e-4) and test["p_value"] == pytest.approx(0.1254, abs=5e-5)


def test_without_its_thirteen_repeated_rows_the_median_is_the_other_known_one(babushkin, shared):
    path = babushkin.raw_dir / "babushkin-turnover.csv"
    rows = pd.read_csv(path, dtype=str)
    rows.drop_duplicates().to_csv(path, index=False)
    made = spells(*tables(babushkin), as_at=babushkin.data_cut_off, worker_type="staff")
    served = service_years(made.frame, made.as_at)
    assert len(served) == 1116
    assert 12 * stats.median_survival(stats.life_table(served["exit"], served["event"])) == pytest.approx(50.990, abs=5e-4)
