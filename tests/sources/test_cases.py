"""The shared small inputs that once went wrong: each is read as it is in truth, refused, or told, through ``check`` as a user runs it."""

import re
import shutil

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.measures.spells import spells
from tests.report.project import Project

#: Whom ``check`` refuses, and what the message names.
REFUSED = {
    "far-cell-A1048576": "leavers.xlsx .*far outside the table, at A1048576",
    "far-cell-XFD1048576": "leavers.xlsx .*far outside the table, at XFD1048576",
    "x2-formula-uncached": "workforce_snapshot.xlsx .*row 2, column 'ethnicity_code'",
    "x7-half-swapped-dates": "workforce_snapshot.xlsx .*column 'service_start': of 12 dates",
    "c1-open-quote": "leavers.csv .*row 6: a quotation mark opens",
    "c8-two-sex-columns": "leavers.csv .*row 2, column 'sex': 'sex' and 'Gender' .*differ",
    "x17-xlsb-ods-parquet": "joiners.parquet .*leavers.ods .*misconduct_cases.xls .*workforce_snapshot.xlsb",
    "m8-word-suggestions": "workforce_snapshot.csv .*row 13, column 'ethnicity_code': 'Other'",
}
#: What is read, and what ``check`` must say of it.
TOLD = {
    "x1-merged-down": "covered by a merged cell: given its value",
    "x3-hidden-rows": r"rows hidden by a filter, read like the others \(6 rows\)",
    "x4-hidden-sheet-first": r"sheet 'Snapshot' was read; not read: 'Old' \(hidden\)",
    "x8-struck-rows": "rows struck through",
    "x11-refs-as-numbers": "leavers: not all of the few are gone from the snapshot after they left",
    "x12-utc-dates": "leave_date: moments in universal time",
    "n1-utc-midnight-first-of-april": "leave_date: moments in universal time",
    "m1-label-case": "directorate: labels that differ in case or blanks only, read as one",
    "m6-five-groups-suggestion": "Nothing is in the way of a run",
    "n8-leave-and-rejoin-same-day": "Nothing is in the way of a run",
    "p5-blank-ethnicity-in-leavers-200": r"taken from there \(40 rows\)",
    "ss1-link-only-on-positive": r"half recorded, not used \(50 rows\)",
    "ss1b-link-only-on-positive-with-groups": "half recorded, not used",
    "ss2-clothing-true-or-blank": "says yes or nothing, and never no",
    "ss3-doubled-plus-one": r"stands 2 times .*counted once \(100 rows\)",
    "ss5-labels-with-codes": "Nothing is in the way of a run",
    "ss7-no-zone": "moments without a time zone",
}
TURNOVER = "turnover_start_headcount_ex_transfers"


@pytest.fixture(scope="module")
def placed(shared, root, tmp_path_factory):
    """``placed("x1-merged-down")``: a project whose raw folder holds the case, with a cycle of its period."""
    made = {}

    def place(name):
        if name not in made:
            folder = next(path for path in (shared / "cases").glob(f"*/**/{name}") if path.is_dir())
            project = made[name] = Project(tmp_path_factory.mktemp(name))
            months = sorted(pd.Period(file.name[:7]) for file in folder.glob("20*"))
            first, last = (months[0].start_time, months[-1].end_time) if months else (pd.Timestamp(2022, 4, 1), pd.Timestamp(2023, 3, 31))
            cycle = project.folder / "data" / "cycles" / "2023-04.toml"
            text = re.sub("period = .*", f"period = {{ start = {first.date()}, end = {last.date()} }}", cycle.read_text(encoding="utf-8"))
            cycle.write_text(re.sub("data_cut_off = .*", f"data_cut_off = {last.date()}", text).replace('"demo"', '"real"'), encoding="utf-8")
            shutil.copytree(root / "data" / "reference", project.folder / "data" / "reference")
            shutil.copytree(folder, project.folder / "data" / "raw" / "2023-04")
        return made[name]

    return place


def force(project):
    return ei.force("2023-04", data_dir=project.folder / "data", outputs_dir=project.outputs)


def test_every_case_is_looked_at(shared):
    found = {path.name for kind in ("extracts/excel-csv", "extracts/leavers", "extracts/workforce", "searches") for path in (shared / "cases" / kind).iterdir()}
    assert found - {"whole-pack"} == REFUSED.keys() | TOLD.keys()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_right_is_refused_and_named(placed, name):
    code, _, said = placed(name)("check", "2023-04")
    assert code == 3 and re.search(REFUSED[name], said, re.S), said


@pytest.mark.parametrize("name", TOLD)
def test_what_is_read_is_told(placed, name):
    code, said, _ = placed(name)("check", "2023-04")
    assert code == 0 and re.search(TOLD[name], said), said


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("x1-merged-down", {"Asian": 6, "White": 6}),
        ("m6-five-groups-suggestion", {"Asian": 4, "White": 6}),
        ("x3-hidden-rows", 12),
        ("x4-hidden-sheet-first", 12),
    ],
)
def test_people_are_those_of_the_file(placed, name, people):
    groups = force(placed(name)).people.frame["ethnicity_5"]
    assert (groups.value_counts().to_dict() if isinstance(people, dict) else len(groups)) == people


def test_references_as_numbers_meet_those_with_noughts_before(placed):
    read = force(placed("x11-refs-as-numbers"))
    assert set(read.leavers.frame["person_ref"]) < set(read.people.frame["person_ref"]) and len(read.leavers) == 3


def test_days_in_universal_time_are_days_of_london(placed):
    assert force(placed("n1-utc-midnight-first-of-april")).leavers.frame["leave_date"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2022-04-01"]
    days = force(placed("x12-utc-dates")).leavers.frame["leave_date"]
    raw = pd.read_csv(placed("x12-utc-dates").folder / "data/raw/2023-04/leavers.csv", dtype=str)
    truth = pd.to_datetime(raw["leave_date"], utc=True).dt.tz_convert("Europe/London").dt.tz_localize(None)
    assert (days.to_numpy() == truth.dt.normalize().to_numpy()).all()


@pytest.mark.parametrize(
    ("name", "by", "counts"),
    [
        ("n1-utc-midnight-first-of-april", "sex", {"All": (10, 40)}),
        ("p5-blank-ethnicity-in-leavers-200", "ethnicity_5", {"Asian": (30, 100), "White": (10, 100)}),
        ("n8-leave-and-rejoin-same-day", "sex", {"All": (6, 30)}),
    ],
)
def test_who_left_is_counted_of_whom(placed, name, by, counts):
    rows = force(placed(name)).ask(TURNOVER, by=by).unreleased.set_index("group")
    assert {group: tuple(rows.loc[group, ["numerator", "denominator"]]) for group in counts} == counts


def test_a_blank_in_the_leavers_file_hides_no_difference(placed):
    read = force(placed("p5-blank-ethnicity-in-leavers-200"))
    shown = read.ask(TURNOVER, by="ethnicity_5").compare(reference="White").unreleased.set_index("group")
    assert shown.loc["Asian", "verdict"] == "clear difference"


def test_who_leaves_and_comes_back_on_one_day_keeps_the_years_served(placed):
    read = force(placed("n8-leave-and-rejoin-same-day"))
    table = spells(read.people, read.leavers, read.joiners, as_at=read.cycle.data_cut_off).frame
    left = table[table["ended"].notna()]
    assert len(left) == 6 and ((left["ended"] - left["started"]).dt.days > 2000).all()


def test_labels_of_one_directorate_are_one_group(placed):
    assert set(force(placed("m1-label-case")).people.frame["directorate"]) == {"North", "South"}


@pytest.mark.parametrize(("name", "rows"), [("ss3-doubled-plus-one", 101), ("ss1-link-only-on-positive", 400)])
def test_searches_are_counted_once(placed, name, rows):
    assert len(force(placed(name)).searches) == rows


@pytest.mark.parametrize("name", ["ss1-link-only-on-positive", "ss1b-link-only-on-positive-with-groups"])
def test_a_half_recorded_link_gives_no_rate_of_finds(placed, name):
    asked = force(placed(name)).ask("search_outcome_test")
    assert asked.missing and "half recorded" in asked.missing.reason


def test_clothing_that_says_yes_or_nothing_gives_no_rate(placed):
    assert force(placed("ss2-clothing-true-or-blank")).searches.frame["clothing_removed"].isna().all()


def test_labels_that_end_in_their_code_are_read(placed):
    groups = force(placed("ss5-labels-with-codes")).searches.frame["ethnicity_5"]
    assert set(groups) == {"White", "Black"}


def test_moments_without_a_zone_keep_the_day_they_say(placed):
    assert set(force(placed("ss7-no-zone")).searches.frame["month"].astype(str).str[:7]) == {"2019-07"}
